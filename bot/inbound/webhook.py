"""Takes the updates that Telegram delivers by itself, and answers 200 only when each is committed.

Anything else makes Telegram deliver the update again; one that comes again while the first is still
in hand waits for the same result.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from aiogram import Bot
from aiogram.methods import SetWebhook
from aiohttp import web

from bot.inbound.intake import InHand, Intake, MalformedUpdate, ShuttingDown
from bot.telegram.lean_session import as_answer
from bot.telegram.steadfast import Steadfast
from bot.watching.counts import DELIVERIES_REFUSED

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # its name
# An update holds one message: at most some tens of kilobytes.
_MOST_BYTES: Final = 1024 * 1024
_MOST_IN_HAND: Final = 1000
_JSON: Final = "application/json"
# Seconds to wait for the commit. Telegram gives up on a delivery after about a minute.
_PATIENCE: Final = 25.0
# How many updates Telegram may deliver at once: as many as are handled side by side and fit its limit of 100.
_CONNECTIONS: Final = 64
_WAY: Final = 15


def webhook(intake: Intake, secret: str, bot: Bot) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler for POST requests that carry the secret: 401 without, 400 for what is no update, 503
    when the result cannot be committed for now. One call that nobody waits for is carried out by the sender: it
    stands in the answer (Bot API, "Making requests when getting updates")."""
    expected = secret.encode()

    def refused(status: int, why: str) -> web.Response:
        DELIVERIES_REFUSED.of(intake.name, why).count += 1
        return web.Response(status=status)

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, expected):
            return refused(401, "secret")
        body = await _bounded_body(request)
        if body is None:
            return refused(413, "size")
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):  # the latter where brackets nest without end
            return refused(400, "form")
        if not isinstance(raw, dict):
            return refused(400, "form")
        if len(intake) >= _MOST_IN_HAND:
            return web.Response(status=503)
        try:
            entry = intake.take(raw, takes_call=True)
        except MalformedUpdate:
            return refused(400, "form")
        except ShuttingDown:
            return web.Response(status=503)
        if not await _is_committed(entry):
            return web.Response(status=503)
        call, entry.call = entry.call, None
        return web.Response() if call is None else web.Response(body=as_answer(call, bot), content_type=_JSON)

    return receive


async def _bounded_body(request: web.Request) -> bytes | None:
    """The request's body, or None when it is larger than any update."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    return bytes(body)


async def _is_committed(entry: InHand) -> bool:
    """Wait for the commit, for as long as the database can be reached and the sender waits."""
    if not entry.committed.done():
        await asyncio.wait((entry.committed, entry.unavailable), timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    return entry.committed.done() and not entry.committed.cancelled()


async def register(name: str, bot: Bot, url: str, secret: str, allowed_updates: Sequence[str]) -> None:
    """Tell Telegram where to deliver, until it has taken note. What waits there is kept."""
    await Steadfast(name, bot).call(
        SetWebhook(
            url=url,
            secret_token=secret,
            allowed_updates=list(allowed_updates),
            drop_pending_updates=False,
            max_connections=_CONNECTIONS,
        ),
        patience=_WAY,
    )
