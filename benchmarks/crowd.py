"""People at the stand-in: how many there are at once, how many letters they write, how long each waits for a reply."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from statistics import quantiles
from typing import Any

from benchmarks.messages import Act, Plain
from benchmarks.people import Lost, Person

_SHOWN_OF_THE_LOST = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """What one walk of a crowd showed.

    updates: answered ones, within so many `seconds`. A reply's time runs from when the person acted to the message
    that the person waited for, so waiting in the server's queue counts. unfinished: letters begun and not done
    when the time was over. lost: what those saw who did not know how to go on.
    """

    updates: int
    seconds: float
    letters: int
    unfinished: int
    calls: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    lost: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """As JSON data."""
        return asdict(self)

    @staticmethod
    def from_plain(plain: dict[str, Any]) -> Figures:
        """Back from JSON data."""
        return Figures(**{**plain, "lost": tuple(plain["lost"])})


@dataclass(slots=True)
class _Chat:
    person: Person
    acted_at: float


class Crowd:
    """So many people at once, each with a chat of their own, until so many letters are written in all.

    act: brings a person's act to the bot. done: called when the last letter is written or its writer is lost.
    """

    def __init__(
        self,
        people: int,
        letters: int,
        *,
        arrive: Callable[[int], Person],
        first_chat: int,
        act: Callable[[int, Act], object],
        done: Callable[[], None],
    ) -> None:
        self._at_once = people
        self._to_begin = letters
        self._arrive = arrive
        self._act = act
        self._done = done
        self._numbers = count(first_chat)
        self._chats: dict[int, _Chat] = {}
        self._waits_ms: list[float] = []
        self._letters = 0
        self._calls = 0
        self._lost: list[str] = []
        self._began = self._last = time.perf_counter()
        self.acts: list[Act] = []

    def begin(self) -> None:
        """Let the first people in."""
        self._began = self._last = time.perf_counter()
        for _ in range(min(self._at_once, self._to_begin)):
            self._next_person()

    def called(self) -> None:
        """Count a call of the bot's."""
        self._calls += 1

    def shown(self, chat_id: int, message: Plain, *, is_new: bool) -> None:
        """A message of the bot's has come or was edited in a chat."""
        chat = self._chats.get(chat_id)
        if chat is None or not chat.person.waits_for(message, is_new=is_new):
            return
        self._last = time.perf_counter()
        self._waits_ms.append((self._last - chat.acted_at) * 1000)
        try:
            act = chat.person.react(message)
        except Lost as problem:
            self._lost.append(str(problem))
            act = None
        else:
            self._letters += act is None
        if act is not None:
            self._do(chat_id, chat, act)
            return
        del self._chats[chat_id]
        if self._to_begin:
            self._next_person()
        elif not self._chats:
            self._done()

    def figures(self) -> Figures:
        """What has been seen so far."""
        waits = self._waits_ms if len(self._waits_ms) > 1 else [0.0, 0.0]
        cuts = quantiles(waits, n=100, method="inclusive")
        return Figures(
            updates=len(self._waits_ms),
            seconds=self._last - self._began,
            letters=self._letters,
            unfinished=len(self._chats),
            calls=self._calls,
            p50_ms=cuts[49],
            p95_ms=cuts[94],
            p99_ms=cuts[98],
            lost=tuple(self._lost[:_SHOWN_OF_THE_LOST]),
        )

    def _next_person(self) -> None:
        self._to_begin -= 1
        chat_id = next(self._numbers)
        chat = self._chats[chat_id] = _Chat(self._arrive(chat_id), 0.0)
        self._do(chat_id, chat, chat.person.begin())

    def _do(self, chat_id: int, chat: _Chat, act: Act) -> None:
        self.acts.append(act)
        chat.acted_at = time.perf_counter()
        self._act(chat_id, act)
