"""After a start everybody who is owed a prompt sees it, whatever keeps one of them from theirs."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from aiogram.methods import SendMessage

from bot import shown_again
from bot.shown_again import show_what_is_owed
from handlers.reply import Reply
from storage.errors import StorageUnavailable
from storage.records import OwedChat


class Owing:
    """A store that owes a prompt to three chats, and is away as often as it is told."""

    def __init__(self, away: int = 0) -> None:
        self.away = away

    async def read(self, work: Callable[[Any], Any]) -> Any:
        if self.away:
            self.away -= 1
            raise StorageUnavailable("locked")
        return work(self)

    def owed_chats(self, bot: str, since: datetime) -> tuple[OwedChat, ...]:
        return tuple(OwedChat(chat, chat, chat, 1) for chat in (1, 2, 3))


class Shown:
    """Whom the replier shows something."""

    def __init__(self) -> None:
        self.chats: list[int] = []
        self.is_over = False

    def show_again(self, chat: int, replies: Sequence[Reply]) -> None:
        assert replies
        self.chats.append(chat)

    def all_shown_again(self) -> None:
        self.is_over = True


async def a_prompt(chat: int) -> list[Reply]:
    return [Reply(SendMessage(chat_id=chat, text="Who are you?"))]


async def test_a_database_that_is_away_at_the_start_is_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shown_again, "_LONGEST_PAUSE", 0.01)
    shown, times_away = Shown(), [2]

    async def away_twice(chat: int) -> list[Reply]:
        if chat == 2 and times_away[0]:
            times_away[0] -= 1
            raise StorageUnavailable("locked")
        return await a_prompt(chat)

    await show_what_is_owed("test", Owing(away=3), away_twice, shown)  # type: ignore[arg-type]
    assert (shown.chats, shown.is_over) == ([1, 2, 3], True)


async def test_a_prompt_that_cannot_be_had_keeps_nobody_else_from_theirs():
    shown = Shown()

    async def none_for_the_second(chat: int) -> list[Reply]:
        if chat == 2:
            raise ValueError("an error of the program")
        return await a_prompt(chat)

    await show_what_is_owed("test", Owing(), none_for_the_second, shown)  # type: ignore[arg-type]
    assert (shown.chats, shown.is_over) == ([1, 3], True)
