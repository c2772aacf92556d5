"""What the page's requests have in common: the visitor behind a request, and refusals in the visitor's language."""

from __future__ import annotations

import errno
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from locales import match_language, voice
from storage import gateway
from storage.errors import StorageUnavailable
from storage.gateway import Chat
from storage.transaction import Transaction
from web.complaints import Complaint, crowded, not_from_the_page, our_fault, too_fast, unknown_visitor, unreadable
from web.exchange import Exchange
from web.media_type import media_type
from web.pace import Buckets
from web.served_bot import ServedBot
from web.visitors import Cookies, address_of, is_from_the_page, new_token, token_hash

NO_NAME = ""
"""The first name of a visitor, whose own nobody has asked for: each sentence says that in its own words."""

LANGUAGE = web.RequestKey("language", str)
"""The visitor's language, once the visitor behind a request is known."""

_log = logging.getLogger(__name__)

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Page:
    """The public side: the exchange, the bot that the page talks to, and what keeps strangers within bounds."""

    exchange: Exchange
    bot: ServedBot
    cookies: Cookies
    public_url: str
    writing: Buckets
    arriving: Buckets

    async def visitor(self, request: web.Request) -> Chat:
        """The chat that the request's cookie opens; raises `Complaint` when there is none."""
        token = self.cookies.token(request)
        chat = None if token is None else await self.chat_of(token)
        if chat is None:
            raise unknown_visitor()
        request[LANGUAGE] = chat.language
        return chat

    async def writer(self, request: web.Request, cost: float = 1) -> Chat:
        """The visitor behind a state-changing request, which must come from the page and not too fast."""
        if not is_from_the_page(request, self.public_url):
            raise not_from_the_page()
        chat = await self.visitor(request)
        if seconds := self.writing.take(chat.id, cost):
            raise too_fast(seconds)
        return chat

    async def chat_of(self, token: str) -> Chat | None:
        """The chat that a token opens."""
        hashed = token_hash(self.bot.id, token)
        return await self.exchange.store.read(lambda tx: gateway.chat_of_visitor(tx, hashed))

    async def welcome(self, request: web.Request, token: str) -> Chat:
        """Open a chat for a new visitor, if not too many have come from the same address."""
        if seconds := self.arriving.take(address_of(request)):
            raise crowded(seconds)
        hashed, language, now = token_hash(self.bot.id, token), language_of(request), self.exchange.now()

        def work(tx: Transaction) -> Chat:
            return gateway.chat_of_visitor(tx, hashed) or gateway.add_chat(
                tx,
                chat_id=_new_chat_id(),
                bot_id=self.bot.id,
                token_hash=hashed,
                first_name=NO_NAME,
                language=language,
                now=now,
            )

        return await self.exchange.store.transact(work)

    def with_cookie(self, request: web.Request, response: web.StreamResponse) -> str:
        """The request's token, or a new one that the response lets the browser keep."""
        token = self.cookies.token(request) or new_token()
        self.cookies.set(response, token)
        return token


def _new_chat_id() -> int:
    """Beyond all of Telegram's own identifiers, and within the 52 bits that every client can hold.

    A person on Telegram and a visitor of the page are never taken for one another, not even by what keeps both.
    """
    return 2**50 + secrets.randbelow(2**50)


def language_of(request: web.Request) -> str:
    """One of the six languages for someone whose browser prefers these."""
    known = request.get(LANGUAGE)
    return known or match_language(request.headers.get("Accept-Language"))


async def json_body(request: web.Request) -> dict[str, Any]:
    """The JSON object that the page has sent."""
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise unreadable() from None
    if media_type(request) != "application/json" or not isinstance(body, dict):
        raise unreadable()
    return body


def json_response(answer: object, status: int = 200) -> web.Response:
    """An answer to the page's script."""
    return web.Response(status=status, body=orjson.dumps(answer), content_type="application/json")


@web.middleware
async def complaints_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell the page what could not be done, in the visitor's language."""
    try:
        return await handler(request)
    except Complaint as complaint:
        return _told(request, complaint)
    except web.HTTPRequestEntityTooLarge:
        return _told(request, unreadable(413))
    except web.HTTPException:
        raise
    except HttpProcessingError:  # a part of a form whose headers are none
        return _told(request, unreadable())
    except StorageUnavailable as problem:
        _log.warning("The page's request %s %s has to wait: %s", request.method, request.path, problem)
        return _told(request, our_fault(503))
    except OSError as problem:
        if problem.errno == errno.ENAMETOOLONG:  # asked for among the static files
            raise web.HTTPNotFound from None
        return _failed(request)
    except Exception:
        return _failed(request)


def _failed(request: web.Request) -> web.Response:
    """Called where the exception is being handled, which the log tells."""
    _log.exception("The page's request %s %s failed.", request.method, request.path)
    return _told(request, our_fault())


def _told(request: web.Request, complaint: Complaint) -> web.Response:
    sentence = voice(language_of(request)).plain(complaint.sentence)
    response = json_response({"error": {"code": complaint.code, "message": sentence}}, complaint.status)
    if complaint.retry_after is not None:
        response.headers["Retry-After"] = str(complaint.retry_after)
    return response
