"""What a bot says of itself, in each language: its name, its descriptions and its commands.

Telegram allows few such changes a day, so each is asked for first and set only where it differs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
    TelegramMethod,
)
from aiogram.types import BotCommand

from bot.backoff import pause_before
from bot.logs import get_logger
from bot.telegram.lean_session import NoAnswer
from handlers.menu import Menu

log = get_logger("announce")

# Seconds of waiting that Telegram may ask for before a text is left as it is until the next start.
_LONGEST_WAIT: Final = 600
_LONGEST_PAUSE: Final = 60.0
# A proxy that is in the way for a while, or that lets through no such call.
_TRIES_BESIDE_A_PROXY: Final = 8


async def announce(bot: Bot, menus: Mapping[str, Menu]) -> None:
    """Set what differs. `menus` is by language code; "" is for everyone whose language is not there.

    A server that refuses one of these calls keeps what it has, and a line of the log says so. One that cannot be
    reached is asked again, without a word: whoever asks it for updates says so once.
    """
    for language, menu in menus.items():
        for change in _changes(bot, language, menu):
            await _carefully(change, language)


def _changes(bot: Bot, language: str, menu: Menu) -> tuple[Callable[[], Awaitable[None]], ...]:
    async def name() -> None:
        if (await _call(bot, GetMyName(language_code=language))).name != menu.name:
            await _call(bot, SetMyName(name=menu.name, language_code=language))

    async def description() -> None:
        if (await _call(bot, GetMyDescription(language_code=language))).description != menu.description:
            await _call(bot, SetMyDescription(description=menu.description, language_code=language))

    async def short_description() -> None:
        said = (await _call(bot, GetMyShortDescription(language_code=language))).short_description
        if said != menu.short_description:
            await _call(bot, SetMyShortDescription(short_description=menu.short_description, language_code=language))

    async def commands() -> None:
        said = await _call(bot, GetMyCommands(language_code=language))
        if [(entry.command, entry.description) for entry in said] != list(menu.commands):
            listed = [BotCommand(command=command, description=text) for command, text in menu.commands]
            await _call(bot, SetMyCommands(commands=listed, language_code=language))

    return commands, name, description, short_description


async def _call(bot: Bot, method: TelegramMethod[Any]) -> Any:
    """Call, and once more after the wait that the server asks for, if it is not too long."""
    try:
        return await bot(method)
    except TelegramRetryAfter as problem:
        if problem.retry_after > _LONGEST_WAIT:
            raise
        await asyncio.sleep(problem.retry_after)
        return await bot(method)


async def _carefully(change: Callable[[], Awaitable[None]], language: str) -> None:
    tries = 0
    while True:
        try:
            await change()
        except (TelegramAPIError, ClientDecodeError, OSError) as problem:
            if not _may_pass(problem, tries):
                log.warning(
                    "a text about the bot could not be set",
                    text=change.__name__,
                    language=language or "every other",
                    problem=type(problem).__name__,
                )
                return
            await asyncio.sleep(pause_before(tries, _LONGEST_PAUSE))
            tries += 1
        else:
            return


def _may_pass(problem: Exception, tries: int) -> bool:
    """Whether to ask again after so many tries."""
    if isinstance(problem, NoAnswer):
        return tries < _TRIES_BESIDE_A_PROXY
    return isinstance(problem, TelegramNetworkError | TelegramUnauthorizedError | OSError)
