"""aiogram's client session with what costs most left out: forms, multipart, and results that nobody reads.

A call goes out as JSON by a leaner way than aiohttp's, unless it carries a file, and takes along only what was set.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from http import HTTPStatus
from typing import Any, Final, TypeVar, cast, get_origin

import orjson
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel
from yarl import URL

from bot.bot_api import NO_ANSWER, Refusal, Success, read_answer
from bot.telegram.wire import Wire
from handlers.keyboards import Keyboard
from storage import clock

T = TypeVar("T")

_SUCCESS: Final = b'{"ok":true,"result":'
_AS_THEY_ARE: Final = frozenset((str, int, float, bool))


class NoAnswer(TelegramNetworkError):
    """What came back is no answer of a Bot API server: something in between gave it."""


class _CarriesFile(Exception):
    """A call that JSON cannot hold."""


class LeanSession(AiohttpSession):
    """Makes calls as aiogram's own session does, with the same results; of errors it has one more, `NoAnswer`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._wire: Wire | None = None
        # At its first file aiogram's would else close what is open, and with it the calls under way.
        self._should_reset_connector = False

    async def close(self) -> None:
        """End all connections, aiohttp's for files too."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        await super().close()

    def check_response(self, bot: Bot, method: TelegramMethod[T], status_code: int, content: str) -> Response[T]:
        """What a server answered, as aiogram reads it. Raises `NoAnswer`, and what aiogram raises."""
        match read_answer(status_code, content):
            case None:
                raise NoAnswer(method=method, message=NO_ANSWER)
            case Refusal() as refusal:
                content = refusal.as_json()
        return super().check_response(bot, method, status_code, content)

    async def make_request(self, bot: Bot, method: TelegramMethod[T], timeout: int | None = None) -> T:
        """Make a call and read its result."""
        try:
            body = orjson.dumps(plain(method, bot))
        except _CarriesFile:
            return await super().make_request(bot, method, timeout)
        status, content = await self._post(bot, method, body, timeout)
        response = self.check_response(bot, method, status, content.decode(errors="replace"))
        return cast(T, response.result)

    async def fetch(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        """Make a call and hand its result back as it came, as plain data; errors are those of any call."""
        status, content = await self._post(bot, method, orjson.dumps(plain(method, bot)), timeout)
        match read_answer(status, content):
            case Success(result) if isinstance(result, get_origin(method.__returning__) or method.__returning__):
                return result
        return self.check_response(bot, method, status, content.decode(errors="replace")).result

    async def carry_out(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> None:
        """Make a call of which only the success matters: to read a message back costs as much as to send it."""
        call: Any = self._carry_out  # to aiogram a call is what returns a result
        await self.middleware.wrap_middlewares(call, timeout=timeout)(bot, method)

    async def _carry_out(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> None:
        try:
            body = orjson.dumps(plain(method, bot))
        except _CarriesFile:
            await super().make_request(bot, method, timeout)
            return
        status, content = await self._post(bot, method, body, timeout)
        if status != HTTPStatus.OK or not _is_success(content):
            self.check_response(bot, method, status, content.decode(errors="replace"))

    async def _post(self, bot: Bot, method: TelegramMethod[Any], body: bytes, timeout: int | None) -> tuple[int, bytes]:
        url = _url(self.api.api_url(token=bot.token, method=method.__api_method__))
        if self._wire is None:
            self._wire = Wire(url, self._connector_init["limit"], self._connector_init["ssl"])
        try:
            return await self._wire.post(url.raw_path_qs, body, self.timeout if timeout is None else timeout)
        except TimeoutError as problem:
            raise TelegramNetworkError(method=method, message="Request timeout error") from problem
        except OSError as problem:
            # The words of the problem may name the address.
            raise TelegramNetworkError(method=method, message=type(problem).__name__) from problem


def as_answer(method: TelegramMethod[Any], bot: Bot) -> bytes:
    """A call as a webhook may answer with it. It must not carry a file."""
    return orjson.dumps({"method": method.__api_method__, **plain(method, bot)})


def plain(value: Any, bot: Bot) -> Any:
    """A call, or a part of one, as JSON data; what is not set is left out, the bot's defaults are put in.

    Raises `_CarriesFile`.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is Default:  # as most of what a call leaves unset
        value = bot.default[value.name]
        return None if value is None else plain(value, bot)
    if kind is Keyboard:
        return {"inline_keyboard": value.inline_keyboard}
    if isinstance(value, BaseModel):
        found = {}
        for name, part in (*value.__dict__.items(), *(value.__pydantic_extra__ or {}).items()):
            if part is not None and (made := plain(part, bot)) is not None:
                found[name] = made
        return found
    if isinstance(value, list | tuple):
        return [plain(part, bot) for part in value]
    return _rarer(value, bot)


def _rarer(value: Any, bot: Bot) -> Any:
    match value:
        case None:
            return None
        case dict():
            return {name: plain(part, bot) for name, part in value.items()}
        case Enum():
            return plain(value.value, bot)
        case datetime():
            return round(value.timestamp())
        case timedelta():
            return round((clock.now() + value).timestamp())
        case InputFile():
            raise _CarriesFile
    return value


def _is_success(content: bytes) -> bool:
    """Whether an answer says that all went well in the form that Telegram gives it; any other has to be read."""
    return content.startswith(_SUCCESS) and content.endswith(b"}") and not content.startswith(b"null", len(_SUCCESS))


@cache
def _url(address: str) -> URL:
    return URL(address)
