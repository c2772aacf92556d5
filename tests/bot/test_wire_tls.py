"""Calls over TLS, as Telegram's own server wants them: read as without it, and made to nobody else."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

import pytest
import trustme
from yarl import URL

from bot.telegram.wire import Wire
from tests.bot.raw_server import RawServer, listening
from tests.bot.test_wire import PLENTY


@pytest.fixture
def authority() -> trustme.CA:
    """Who vouches for servers."""
    return trustme.CA()


@pytest.fixture
async def server(authority: trustme.CA) -> AsyncIterator[RawServer]:
    """A server whose name is vouched for: localhost, and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    async with listening(RawServer(), host="localhost", tls=context) as raw:
        yield raw


async def test_calls_over_tls_share_a_connection_too(server: RawServer, authority: trustme.CA):
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    wire = Wire(URL(server.url), 2, trusting)
    large = b'{"ok":true,"result":"' + b"x" * 300_000 + b'"}'
    server.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(large), large)]
    assert await wire.post("/x", b"{}", PLENTY) == (200, large)
    assert await wire.post("/x", b"{}", PLENTY) == (200, b"{}")
    assert server.connections == 1
    wire.close()


async def test_nothing_is_said_to_a_server_that_nobody_vouches_for(server: RawServer):
    wire = Wire(URL(server.url), 2, ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        await wire.post("/bot1:a/getMe", b"{}", PLENTY)
    assert server.requests == []


async def test_nothing_is_said_to_a_server_with_another_name(server: RawServer, authority: trustme.CA):
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    wire = Wire(URL(server.url.replace("localhost", "127.0.0.1")), 2, trusting)
    with pytest.raises(ssl.SSLCertVerificationError):
        await wire.post("/bot1:a/getMe", b"{}", PLENTY)
    assert server.requests == []
