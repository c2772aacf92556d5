"""`GET /chat/events`: what happens in a chat, as Server-Sent Events that a page can resume after any of them."""

from __future__ import annotations

import logging
from contextlib import suppress

from aiohttp import web

from storage import gateway, gateway_updates
from storage.errors import StorageUnavailable
from storage.gateway import Message
from storage.gateway_updates import Press
from storage.transaction import Transaction
from web.complaints import too_old
from web.events import event
from web.listeners import Listener
from web.page import Page
from web.page_view import message_view

_log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 15.0
MOST_BEHIND = 1000
"""A page that is further behind reads the whole state anew, which is less."""
TOAST_SECONDS = 60
"""An answer to a press is shown to a page that comes back within this time."""


async def events(page: Page, request: web.Request) -> web.StreamResponse:
    """Stream the changes after `Last-Event-ID` or `since`, and then those to come."""
    chat = await page.visitor(request)
    seq = _since(request, chat.seq)
    if chat.seq - seq > MOST_BEHIND:
        raise too_old()
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    with page.exchange.listeners.listening(chat.id) as listener, suppress(ConnectionError):
        await response.prepare(request)
        await response.write(b"retry: 2000\n\n")
        try:
            await _stream(page, chat.id, seq, listener, response)
        except StorageUnavailable as problem:
            _log.warning("An event stream ends, its page will come back: %s", problem)
    return response


def _since(request: web.Request, now: int) -> int:
    for text in (request.headers.get("Last-Event-ID", ""), request.query.get("since", "")):
        if text.isdecimal() and len(text) < 19:
            return min(int(text), now)
    return now


async def _stream(page: Page, chat_id: int, seq: int, listener: Listener, response: web.StreamResponse) -> None:
    while not listener.ended:
        # Looked for at every heartbeat as well: another process may have written to the chat.
        heard = await listener.news(HEARTBEAT_SECONDS)
        changes, seq = await _changes(page, chat_id, seq)
        while listener.passing:
            changes += listener.passing.popleft()
        if changes or not heard:
            await response.write(changes or event("heartbeat", {}))


async def _changes(page: Page, chat_id: int, seq: int) -> tuple[bytes, int]:
    """What has changed since, as events, and the number of the latest change."""

    def work(tx: Transaction) -> tuple[list[Message], list[Press]]:
        return gateway.messages_changed_since(tx, chat_id, seq), gateway_updates.answers_since(tx, chat_id, seq)

    messages, presses = await page.exchange.store.read(work)
    oldest = page.exchange.now() - TOAST_SECONDS
    found = [(message.seq, *_message_event(message, seq)) for message in messages]
    found += [
        (press.seq, "toast", {"text": press.text, "alert": press.alert})
        for press in presses
        if press.seq is not None and press.pressed_at >= oldest
    ]
    if not found:
        return b"", seq
    found.sort(key=lambda change: change[0])
    out = bytearray()
    for (at, name, data), following in zip(found, [*found[1:], None], strict=True):
        # Only the last of several events of one change bears its number, so that none of them is skipped.
        out += event(name, data, at if following is None or following[0] != at else None)
    return bytes(out), found[-1][0]


def _message_event(message: Message, since: int) -> tuple[str, object]:
    if message.deleted:
        return "delete", {"id": message.id}
    return ("message" if message.first_seq > since else "edit"), message_view(message)
