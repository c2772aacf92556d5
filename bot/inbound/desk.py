"""What the rest of the program needs of the handlers: one dataclass, filled in by the wiring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from aiogram import Dispatcher

from handlers.menu import Menu
from handlers.reply import Reply


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers updates, and what else has words for people. A channel is named in each call.

    allowed_updates: the kinds of update there are handlers for.
    represent: the current prompt of a channel's chat, shown again.
    slow_down: the sentence for one who writes faster than answers may go out.
    menus: what the bot says of itself, by language; "" is for every language that is not there.
    """

    dispatcher: Dispatcher
    allowed_updates: Sequence[str]
    represent: Callable[[str, int], Awaitable[Sequence[Reply]]]
    slow_down: Callable[[str, int], Awaitable[Reply | None]]
    menus: Mapping[str, Menu]
