"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, answered as Telegram answers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

import orjson
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from storage import gateway_files
from storage.errors import StorageUnavailable
from web import answering, polling, profile, sending, webhooks
from web.arguments import Arguments, Upload
from web.exchange import Exchange
from web.files import MOST_BOT_BYTES, MOST_BYTES
from web.media_type import media_type
from web.refusal import Refusal
from web.served_bot import ServedBot

Method: TypeAlias = Callable[[Exchange, ServedBot, Arguments], Awaitable[object]]

_METHODS: Mapping[str, Method] = {
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "getFile": profile.get_file,
    "getUpdates": polling.get_updates,
    "setWebhook": webhooks.set_webhook,
    "deleteWebhook": webhooks.delete_webhook,
    "getWebhookInfo": webhooks.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "deleteMessages": sending.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}

METHODS: Mapping[str, Method] = MappingProxyType({name.lower(): method for name, method in _METHODS.items()})
"""Telegram tells methods apart without regard to capitals."""

_log = logging.getLogger(__name__)


async def call(exchange: Exchange, bot: ServedBot, method: str, arguments: Arguments) -> object:
    """Run a method of the Bot API; raises `Refusal`."""
    found = METHODS.get(method.lower())
    if found is None:
        raise Refusal(404, "Not Found")
    return await found(exchange, bot, arguments)


def bot_api_app(exchange: Exchange) -> web.Application:
    """The Bot API's own site. It trusts whoever knows a token, and belongs on a loopback address."""
    app = web.Application(client_max_size=MOST_BOT_BYTES + 1024 * 1024)
    app.router.add_route("*", "/bot{token:[^/]+}/{method:.*}", partial(_answer, exchange))
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", partial(_download, exchange))
    app.router.add_route("*", "/{anything:.*}", _nothing_here)
    return app


async def _answer(exchange: Exchange, request: web.Request) -> web.Response:
    method = request.match_info["method"]
    try:
        bot = _bot(exchange, request)
        result = await call(exchange, bot, method, await _arguments(request))
    except Refusal as refusal:
        return _refused(refusal)
    except web.HTTPRequestEntityTooLarge:
        return _refused(Refusal(413, "Request Entity Too Large"))
    except StorageUnavailable as problem:
        # Whoever calls logs once that it does not get through, and when it does again; here it would be at each try.
        _log.debug("The gateway cannot reach the database in %s: %s", method, problem)
        return _refused(Refusal(503, "Service Unavailable"))
    except Exception:
        _log.exception("The gateway failed in %s.", method)
        return _refused(Refusal(500, "Internal Server Error"))
    return _json(200, {"ok": True, "result": result})


def _bot(exchange: Exchange, request: web.Request) -> ServedBot:
    bot = exchange.bots.get(request.match_info["token"])
    if bot is None:
        raise Refusal(401, "Unauthorized")
    return bot


async def _nothing_here(request: web.Request) -> web.Response:
    return _refused(Refusal(404, "Not Found"))


def _refused(refusal: Refusal) -> web.Response:
    answer: dict[str, object] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.retry_after is not None:
        answer["parameters"] = {"retry_after": refusal.retry_after}
    response = _json(refusal.code, answer)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _json(status: int, answer: object) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(answer), content_type="application/json")


async def _arguments(request: web.Request) -> Arguments:
    """The parameters of a call: those of the query, and those of the body over them."""
    values: dict[str, object] = dict(request.query)
    if not request.body_exists:
        return Arguments(values)
    kind = media_type(request)
    if not kind:
        raise Refusal(400, "Bad Request: the content type cannot be read")
    try:
        if kind == "application/json":
            body = await request.read()
            parsed = orjson.loads(body) if body else {}
            if not isinstance(parsed, dict):
                raise Refusal(400, "Bad Request: object expected as the request's JSON body")
            return Arguments(values | parsed)
        files: dict[str, Upload] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    except HttpProcessingError:
        raise Refusal(400, "Bad Request: a part of the request cannot be read") from None
    except (ValueError, UnicodeDecodeError):
        raise Refusal(400, "Bad Request: strings must be encoded in UTF-8") from None
    return Arguments(values, files)


async def _download(exchange: Exchange, request: web.Request) -> web.Response:
    try:
        bot = _bot(exchange, request)
    except Refusal as refusal:
        return _refused(refusal)
    folder, _, name = request.match_info["path"].partition("/")
    unique_id = name.partition(".")[0]
    found = None
    if folder == "files" and unique_id:
        found = await exchange.store.read(lambda tx: gateway_files.content_for_bot(tx, bot.id, unique_id))
    if found is None or found[0].size > MOST_BYTES:
        return _refused(Refusal(404, "Not Found"))
    return web.Response(body=found[1], content_type="application/octet-stream")
