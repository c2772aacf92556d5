"""The public side: the register, and the chat page with its JSON API behind a cookie; both behind a content security
policy."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from aiohttp import web

from flows.wording import LANGUAGES
from locales import voice
from storage import gateway, gateway_files, gateway_profile
from storage.gateway import Chat
from storage.transaction import Transaction
from web import stream, writing
from web.complaints import no_such_file, unknown_visitor, unreadable
from web.events import event
from web.files import MOST_BYTES, SHOWN
from web.page import LANGUAGE, Page, complaints_as_json, json_body, json_response, language_of
from web.page_texts import chat_page, page_language
from web.page_view import message_view
from web.profile import menu, scopes_of
from web.register.serving import PublicRegister
from web.visitors import new_token

PAGE_LENGTH = 50
"""Messages in one answer; older ones are read page by page."""

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_NUMBER = re.compile(rf"[0-9]{{1,{writing.DIGITS}}}")

Handler = Callable[[Page, web.Request], Awaitable[web.StreamResponse]]


def public_app(page: Page) -> web.Application:
    """The site that people reach."""
    register = PublicRegister(
        page.exchange.store,
        page.public_url,
        language_of=partial(_language_at_the_door, page),
        now=lambda: datetime.fromtimestamp(page.exchange.now(), UTC),
    )
    middlewares = [complaints_as_json, register.as_pages]
    app = web.Application(client_max_size=MOST_BYTES + 64 * 1024, middlewares=middlewares)
    app.on_response_prepare.append(_secure)
    routes: list[tuple[str, str, Handler]] = [
        ("GET", "/chat", _chat),
        ("GET", "/chat/state", _state),
        ("GET", "/chat/events", stream.events),
        ("GET", "/chat/texts.json", _texts),
        ("GET", "/chat/files/{id}", _file),
        ("POST", "/chat/messages", writing.write_message),
        ("POST", "/chat/messages/{id:[0-9]{1,15}}", writing.change_message),
        ("POST", "/chat/press", writing.press_button),
        ("POST", "/chat/files", writing.send_file),
        ("POST", "/chat/language", _language),
        ("POST", "/chat/leave", _leave),
        ("GET", "/healthz", _health),
    ]
    for method, path, handler in routes:
        app.router.add_route(method, path, partial(handler, page))
    app.router.add_get("/", partial(_home, register))
    register.add_routes(app)
    app.router.add_static("/static/", Path(__file__).parent / "static")
    return app


async def _secure(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    # Static files bear an ETag: the browser asks whether they have changed, and nearly always they have not.
    response.headers.setdefault("Cache-Control", "no-cache" if request.path.startswith("/static/") else "no-store")


async def _home(register: PublicRegister, request: web.Request) -> web.StreamResponse:
    """The register's home; a personal link or an invitation goes on to the conversation."""
    if "start" in request.query:
        raise web.HTTPFound(f"/chat?{request.query_string}")
    return await register.home(request)


async def _language_at_the_door(page: Page, request: web.Request) -> str:
    """The language of the visitor's conversation, or the one that the browser asks for."""
    token = page.cookies.token(request)
    chat = None if token is None else await page.chat_of(token)
    return language_of(request) if chat is None else chat.language


async def _health(page: Page, request: web.Request) -> web.StreamResponse:
    """The process answers: whether the database does too is another question, which `/readyz` answers."""
    return json_response({"ok": True})


async def _chat(page: Page, request: web.Request) -> web.StreamResponse:
    language = await _language_at_the_door(page, request)
    response = web.Response(text=chat_page(language, voice(language).plain), content_type="text/html")
    page.with_cookie(request, response)
    return response


async def _texts(page: Page, request: web.Request) -> web.StreamResponse:
    language = request.query.get("language", "")
    if language not in LANGUAGES:
        raise unreadable()
    return json_response(page_language(language, voice(language).plain))


async def _state(page: Page, request: web.Request) -> web.StreamResponse:
    """The conversation so far; a new visitor's begins here, unless another site asks in the visitor's name."""
    token = page.cookies.token(request)
    chat = None if token is None else await page.chat_of(token)
    response = json_response({})
    if chat is None:
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise unknown_visitor()
        chat = await page.welcome(request, page.with_cookie(request, response))
    request[LANGUAGE] = chat.language
    before = request.query.get("before", "")
    if before and not _NUMBER.fullmatch(before):
        raise unreadable()
    response.body = orjson.dumps(await _conversation(page, chat.id, int(before) if before else 2**62))
    return response


async def _conversation(page: Page, chat_id: int, before: int) -> dict[str, Any]:
    bot = page.bot

    def work(tx: Transaction) -> dict[str, Any]:
        chat = gateway.chat_of_bot(tx, bot.id, chat_id)
        if chat is None:
            raise unknown_visitor()
        messages = gateway.messages_before(tx, chat_id, before, PAGE_LENGTH + 1)
        profile = gateway_profile.profile_of(tx, bot.id, chat.language)
        commands = gateway_profile.commands_shown(tx, bot.id, scopes_of(chat_id), chat.language)
        button = gateway_profile.menu_button_of(tx, bot.id, chat_id)
        return {
            "chat": _chat_view(chat),
            "messages": [message_view(message) for message in messages[-PAGE_LENGTH:]],
            "more": len(messages) > PAGE_LENGTH,
            "seq": chat.seq,
            "commands": orjson.loads(commands) if commands else [],
            "bot": {
                "name": profile.name or bot.name,
                "username": bot.username,
                "description": profile.description,
                "short_description": profile.short_description,
            },
            "menu": orjson.loads(button) if button else {"type": "default"},
        }

    return await page.exchange.store.read(work)


def _chat_view(chat: Chat) -> dict[str, Any]:
    return {"id": chat.id, "language": chat.language, "dir": voice(chat.language).direction}


async def _file(page: Page, request: web.Request) -> web.StreamResponse:
    """A file of one's own chat, to be saved; pictures and PDFs keep their type."""
    chat = await page.visitor(request)
    unique_id = request.match_info["id"]
    found = await page.exchange.store.read(lambda tx: gateway_files.content_for_chat(tx, chat.id, unique_id))
    if found is None:
        raise no_such_file()
    file, content = found
    return web.Response(
        body=content,
        headers={
            "Content-Type": file.mime if file.mime in SHOWN else "application/octet-stream",
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=31536000, immutable",
        },
    )


async def _language(page: Page, request: web.Request) -> web.StreamResponse:
    """Keep the page's language, which the bot is told as the client's; other tabs follow."""
    chat = await page.writer(request)
    language = (await json_body(request)).get("language")
    if language not in LANGUAGES:
        raise unreadable()
    await page.exchange.store.transact(lambda tx: gateway.set_language(tx, chat.id, language))
    commands = await menu(page.exchange, page.bot, chat.id)
    page.exchange.listeners.pass_on(chat.id, event("language", {"language": language}))
    page.exchange.listeners.pass_on(chat.id, event("commands", {"commands": commands}))
    return json_response({"language": language, "dir": voice(language).direction, "commands": commands})


async def _leave(page: Page, request: web.Request) -> web.StreamResponse:
    """Forget this device: its chat can no longer be opened, and it gets a new cookie."""
    chat = await page.writer(request)
    await page.exchange.store.transact(lambda tx: gateway.leave_chat(tx, chat.id))
    page.exchange.listeners.let_go(chat.id)
    response = json_response({"ok": True})
    page.cookies.set(response, new_token())
    return response
