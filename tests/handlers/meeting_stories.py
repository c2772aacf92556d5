"""Meetings in the stories: planned through the form, held when the clock has moved on, looked up in storage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

from handlers.buttons import base36
from storage import clock
from storage.meeting_records import Attendee, Meeting
from tests.handlers.desk import Desk, Someone
from tests.handlers.stories import person_id

Travel: TypeAlias = Callable[[timedelta], None]
TITLE = "Fourth meeting of the area"


def traveller(folder: Path) -> Travel:
    """Moves the program's clock forward."""
    file = folder / "clock.txt"
    ahead = [0.0]

    def travel(by: timedelta) -> None:
        ahead[0] += by.total_seconds()
        file.write_text(str(ahead[0]))
        clock.follow(file)

    return travel


def day_in(days: int) -> str:
    """The ISO date so many days from now."""
    return (clock.now() + timedelta(days=days)).date().isoformat()


async def form(
    who: Someone,
    body: str = "asgm",
    *,
    title: str = TITLE,
    days: int = 60,
    time: str = "14:00",
    how: str = "in person",
    audiences: tuple[str, ...] = ("partners",),
    until: str = "",
) -> None:
    """Fill in a meeting's form up to the review, or to the question whose key is `until`."""
    steps: list[tuple[str, tuple[str, str] | str]] = [
        ("title", title),
        ("kind", ("pick", "planning")),
        ("day", day_in(days)),
        ("zone", "Geneva"),
        ("time", time),
        ("minutes", "2 hours"),
        ("form", ("pick", how)),
    ]
    if how != "teleconference":
        steps.append(("place", "Palais des Nations, room 3"))
    steps += [("link", ("skip", "")), ("agenda", "1. Priorities. 2. Timelines."), ("agenda_file", ("skip", ""))]
    steps += [("invited", ("tick", one)) for one in audiences]
    steps.append(("ticked", ("done", "")))
    await who.press_data(f"!meetnew:{body}")
    for key, step in steps:
        if key == until:
            return
        if isinstance(step, str):
            await who.say(step)
        else:
            await who.press(*step)


async def planned(desk: Desk, who: Someone, body: str = "asgm", **how: object) -> Meeting:
    """A meeting that somebody has planned, and sent the invitations to."""
    await form(who, body, **how)  # type: ignore[arg-type]
    await who.press("submit")
    return await newest(desk)


async def newest(desk: Desk) -> Meeting:
    """The meeting that was planned last."""

    def work(tx):
        coming = tx.meetings_of(None, clock.now(), coming=True)
        return max((*coming, *tx.meetings_of(None, clock.now(), coming=False)), key=lambda one: one.id)

    return await desk.store.read(work)


async def meeting(desk: Desk, meeting_id: int) -> Meeting:
    """A meeting as it stands."""
    found = await desk.store.read(lambda tx: tx.meeting(meeting_id))
    assert found is not None
    return found


async def attendee(desk: Desk, one: Meeting, who: Someone) -> Attendee:
    """Somebody's place in a meeting to which they are invited."""
    number = await person_id(desk, who)
    found = await desk.store.read(lambda tx: tx.attendee(one.id, number))
    assert found is not None
    return found


def seen(one: Meeting) -> str:
    """The meeting as buttons carry it, with its revision."""
    return f"{base36(one.id)}.{base36(one.revision)}"
