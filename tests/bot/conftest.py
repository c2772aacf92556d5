"""What the tests of the running program share."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.bot_api_server import BotApiServer


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """A Bot API server on loopback."""
    server = BotApiServer()
    await server.start()
    yield server
    await server.stop()
