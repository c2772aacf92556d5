"""A running program whose clock a test moves forward, and the people who talk with it over months: each message that
somebody gets is written down with the moment at which it came."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.e2e.program import Program
from tests.e2e.visitor import Press, Step, Visitor, buttons

SETTLED_WITHIN = 60.0
_STORED = "%Y-%m-%d %H:%M:%S.%f"
_SOON = timedelta(seconds=1)
_SOME = 10
_UNFINISHED = timedelta(days=32)
# When something is to be looked at, sent or delivered next. What need not be kept is removed every day, which nobody is
# told. A plan's draft is looked at every day too, for whether somebody writes in it again; where nobody has for long,
# nothing comes of it.
_NEXT = """
    SELECT min(moment) FROM (
        SELECT min(next_at) AS moment FROM watch
        WHERE kind NOT IN ('unfinished', 'retention')
        OR kind = 'unfinished' AND subject IN (SELECT CAST(id AS TEXT) FROM draft WHERE changed_at > :since)
        UNION ALL SELECT min(send_at) FROM reminder WHERE state = 'waiting'
        UNION ALL SELECT min(not_before) FROM outbox WHERE closed_at IS NULL
    )
"""
_CHANGING = (
    (re.compile(r"http://127\.0\.0\.1:\d+"), "https://mercury.example.org"),
    (re.compile(r"start=[\w-]+"), "start=…"),
    (re.compile(r"/start [\w-]+"), "/start …"),
    # The clock goes on by itself from the moment that it was moved to.
    (re.compile(r"((?:is now|الوقت الآن)[^\n]*?\d\d:)\d\d"), r"\1…"),
    (re.compile(r"/calendar/[\w-]{20,}\.ics"), "/calendar/….ics"),
)


class MovedClock:
    """The clock of a program: it stands at a moment when the program starts, and is moved on from there."""

    def __init__(self, folder: Path, begins: datetime) -> None:
        self.file = folder / "clock.txt"
        self._ahead = begins - datetime.now(UTC)
        self._write()

    def now(self) -> datetime:
        """What the program takes for the present moment."""
        return datetime.now(UTC) + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Move on; a clock is never moved back."""
        self._ahead += max(timedelta(0), moment - self.now())
        self._write()

    def _write(self) -> None:
        self.file.write_text(str(self._ahead.total_seconds()), encoding="ascii")


@dataclass
class Someone:
    """Somebody at the chat page, and all that was said there. `zone` is where they live."""

    name: str
    visitor: Visitor
    zone: str
    lines: list[str] = field(default_factory=list)
    _seen: int = 0
    _day: str = ""

    async def do(self, *steps: Step, at: datetime) -> None:
        """Do things one after the other; what is shown is written down."""
        for number, step in enumerate(steps, 1):
            await self.visitor.do(step)
            if number % _SOME == 0:
                # The page shows fifty messages; the newest may still change.
                await self.hear(at, but=_SOME)
        await self.hear(at)

    async def tap(self, act: str, at: datetime, *, begins: str = "", named: str = "") -> None:
        """Press the newest button that does this, where need be one that carries or says what is asked for."""
        for message in reversed(await self.visitor.messages()):
            for one in buttons(message):
                found, _, arg = str(one.get("data", "")).removeprefix("!").partition(":")
                if found == act and arg.startswith(begins) and named in one["text"]:
                    await self.do(Press(act, arg), at=at)
                    return
        raise AssertionError(f"{self.name} has no button for {act}: {(await self.visitor.messages())[-1:]}")

    async def hear(self, at: datetime, *, but: int = 0) -> None:
        """Write down what has been said since the last time, `but` so many of the newest."""
        messages = await self.visitor.messages()
        assert not messages or messages[0]["id"] <= self._seen + 1, f"{self.name} was not heard in time"
        for message in messages[: len(messages) - but]:
            if message["id"] <= self._seen:
                continue
            self._seen = message["id"]
            self._dated(at)
            self.lines.append(told(message))

    def transcript(self) -> str:
        """All that was said, as a file holds it."""
        return "\n".join(self.lines)

    def _dated(self, at: datetime) -> None:
        day = f"{at.astimezone(ZoneInfo(self.zone)):%A %d %B %Y, %H:%M}"
        if day != self._day:
            self._day = day
            self.lines.append(f"## {day} ({self.zone})\n")


def told(message: dict[str, Any]) -> str:
    """A message as it is read: who says it, its words, its file, its buttons."""
    text = message["text"] or ""
    for pattern, stays in _CHANGING:
        text = pattern.sub(stays, text)
    lines = [f"> {line}" if message["from"] != "bot" else line for line in text.split("\n")]
    if message["file"]:
        lines.append(f"[file: {message['file']['name']}]")
    lines += [" ".join(f"[{one['text']}]" for one in row) for row in message["buttons"] or []]
    return "\n".join(lines) + "\n"


class PassingTime:
    """The program, its clock and everybody in it."""

    def __init__(self, folder: Path, program: Program, clock: MovedClock, people: Sequence[Someone]) -> None:
        self._database = folder / "quicksilver.db"
        self.program = program
        self.clock = clock
        self.people = people
        self.at = clock.now().replace(second=0, microsecond=0)

    async def says(self, words: str) -> str:
        """What the program has printed, once these words are in it."""
        deadline = time.monotonic() + SETTLED_WITHIN
        while words not in (printed := self.program.said()):
            assert time.monotonic() < deadline, printed
            await asyncio.sleep(0.1)
        return printed

    async def settle(self) -> None:
        """Wait until nothing is due any more, and write down what has come."""
        deadline = time.monotonic() + SETTLED_WITHIN
        quiet = 0
        while quiet < 2:
            following = self._next()
            quiet = 0 if following is not None and following <= self.clock.now() else quiet + 1
            if time.monotonic() > deadline:
                raise AssertionError(f"something stays due since {following}:\n{self.program.said()[-3000:]}")
            await asyncio.sleep(0.05)
        await asyncio.gather(*(person.hear(self.at) for person in self.people))

    async def go_to(self, moment: datetime) -> None:
        """Move the clock on, from one thing that becomes due to the next, until a moment."""
        await self.settle()
        while (following := self._next()) is not None and following < moment:
            self.at = following.replace(second=0, microsecond=0)
            self.clock.move_to(following + _SOON)
            await self.settle()
        self.at = moment
        self.clock.move_to(moment + _SOON)
        await self.settle()

    def _next(self) -> datetime | None:
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as database:
            since = (self.clock.now() - _UNFINISHED).strftime(_STORED)
            ((moment,),) = database.execute(_NEXT, {"since": since}).fetchall()
        return None if moment is None else datetime.strptime(moment, _STORED).replace(tzinfo=UTC)
