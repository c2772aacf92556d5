"""Calls that are made until they succeed, with growing pauses; each change of state is logged once."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.backoff import pause_before
from bot.bot_api import NO_ANSWER
from bot.logs import get_logger
from bot.telegram.lean_session import LeanSession, NoAnswer
from bot.watching.counts import RETRIES

log = get_logger("telegram")

_LONGEST_PAUSE: Final = 30.0
# What to look at when a bot's server cannot be reached, and when it refuses the token: by the channel's name.
_ADDRESS: Final = {"telegram": "BOT_API_URL", "web": "GATEWAY_PORT"}
_TOKEN: Final = {"telegram": "BOT_TOKEN", "web": "SECRET_KEY"}


class Steadfast:
    """Makes one bot's calls on which everything else depends: asking for updates, setting the webhook."""

    def __init__(self, name: str, bot: Bot) -> None:
        self._bot = bot
        self._name = name
        # What comes back is read by whoever asked: an update that cannot be read spoils no other.
        self._call = partial(session.fetch, bot) if isinstance(session := bot.session, LeanSession) else bot
        self._log = log.bind(bot=name)
        self._trouble: str | None = None
        self._retries = RETRIES.of(name, "call")

    async def call(self, method: TelegramMethod[Any], *, patience: int) -> Any:
        """Call until it succeeds; `patience` is the seconds that one try may take."""
        tries = 0
        while True:
            try:
                result = await self._call(method, patience)
            except TelegramRetryAfter as problem:
                self._retries.count += 1
                self._note("told to wait", None)
                await asyncio.sleep(problem.retry_after)
            except (TelegramAPIError, ClientDecodeError, OSError) as problem:
                self._retries.count += 1
                self._note(_reason(problem), self._setting(problem))
                await asyncio.sleep(pause_before(tries, _LONGEST_PAUSE))
                tries += 1
            else:
                self._note(None, None)
                return result

    def _setting(self, problem: Exception) -> str | None:
        """The setting that may be wrong where a problem is of this kind."""
        match problem:
            case TelegramUnauthorizedError():
                return _TOKEN.get(self._name)
            case TelegramNetworkError() | OSError():
                return _ADDRESS.get(self._name)
        return None

    def _note(self, trouble: str | None, setting: str | None) -> None:
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble is None:
            self._log.info("the Bot API server answers again")
        else:
            check = {} if setting is None else {"check": setting}
            self._log.warning("the Bot API server does not answer, trying again quietly", reason=trouble, **check)


def _reason(problem: Exception) -> str:
    match problem:
        case TelegramUnauthorizedError():
            return "the token was refused"
        case TelegramConflictError():
            return "another process asks for updates with the same token"
        case NoAnswer():
            return NO_ANSWER
        case _:
            return type(problem).__name__
