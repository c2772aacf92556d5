"""Calls that are made until they succeed, with growing pauses; each change of state is logged once."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.backoff import pause_before
from bot.logs import get_logger

log = get_logger("telegram")

_LONGEST_PAUSE: Final = 30.0


class Steadfast:
    """Makes one bot's calls on which everything else depends: asking for updates, setting the webhook."""

    def __init__(self, name: str, bot: Bot) -> None:
        self._bot = bot
        self._log = log.bind(bot=name)
        self._trouble: str | None = None

    async def call(self, method: TelegramMethod[Any], *, patience: int) -> Any:
        """Call until it succeeds; `patience` is the seconds that one try may take."""
        tries = 0
        while True:
            try:
                result = await self._bot(method, request_timeout=patience)
            except TelegramRetryAfter as problem:
                self._note(method, "told to wait")
                await asyncio.sleep(problem.retry_after)
            except (TelegramAPIError, ClientDecodeError, OSError) as problem:
                self._note(method, _reason(problem))
                await asyncio.sleep(pause_before(tries, _LONGEST_PAUSE))
                tries += 1
            else:
                self._note(method, None)
                return result

    def _note(self, method: TelegramMethod[Any], trouble: str | None) -> None:
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble is None:
            self._log.info("the Bot API server answers again")
        else:
            self._log.warning(
                "the Bot API server does not answer, trying again", call=method.__api_method__, reason=trouble
            )


def _reason(problem: Exception) -> str:
    match problem:
        case TelegramUnauthorizedError():
            return "the token was refused"
        case TelegramConflictError():
            return "another process asks for updates with the same token"
        case _:
            return type(problem).__name__
