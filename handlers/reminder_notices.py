"""Reminders as they go out: one message for all that is due to somebody, made from the facts of that moment.

What is done, over or overtaken by then is left out; where nothing is left, nothing is sent. What waited in the outbox
into somebody's night waits on until the morning there, but for the hour before a meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from flows.reminder_facts import timing
from flows.reminders import MORNING
from flows.waking import at_local, awake, day_there, is_awake
from handlers import reminder_pages
from handlers.reminder_pages import NEXT_WEEK, TOMORROW
from handlers.reminder_words import Reading, Said, said
from handlers.telling import Telling, Tells
from handlers.time_zones import ASKED, lives_in
from storage import clock

if TYPE_CHECKING:
    from flows.reminders import Rule
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.reminder_records import Reminder
    from storage.transaction import Transaction


def reading_of(tx: Transaction, person_id: int, at: datetime, surroundings: Surroundings) -> Reading | None:
    """Who reads, when and where; `None` where they asked to be forgotten."""
    if tx.person(person_id) is None:
        return None
    return Reading(tx, surroundings, person_id, at, lives_in(tx, person_id, at))


def current(reading: Reading, ids: Iterable[int]) -> tuple[tuple[Reminder, Said], ...]:
    """Those of some reminders that are of use to their reader now, in words."""
    found = []
    for reminder in reading.tx.current_reminders(ids, reading.at):
        if reminder.person_id != reading.person_id:
            continue
        fact = reading.tx.reminder_fact(reminder.kind, reminder.subject, reading.at)
        words = None if fact is None else said(reading, reminder, fact)
        if words is not None:
            found.append((reminder, words))
    return tuple(found)


def later(reading: Reading, reminder: Reminder) -> tuple[int, ...]:
    """After how many days a reminder can be asked for again: not when the matter is over by then."""
    fact = reading.tx.reminder_fact(reminder.kind, reminder.subject, reading.at)
    of = None if fact is None else timing(fact)
    ends = None if of is None else of.ends_at
    return tuple(days for days in (TOMORROW, NEXT_WEEK) if ends is None or again_at(reading, days) < ends)


def again_at(reading: Reading, days: int) -> datetime:
    """The morning so many days from now where the reader lives."""
    return at_local(day_there(reading.at, reading.zone) + timedelta(days=days), MORNING, reading.zone)


def reminders(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """All that is due to somebody, in one message."""
    at = clock.now()
    reading = reading_of(tx, notice.person_id, at, surroundings)
    found = () if reading is None else current(reading, notice.content["reminders"])
    if reading is None or not found:
        return None
    if not is_awake(at, reading.zone) and not _may_wake(tx.rules_in_force(), (reminder for reminder, _ in found)):
        return Telling(not_before=awake(at, reading.zone))
    page = reminder_pages.digest(
        tuple((reminder.id, words) for reminder, words in found),
        {reminder.id: later(reading, reminder) for reminder, _ in found},
        knows_zone=bool(reading.lives_in),
    )
    return Telling(page=page)


def _may_wake(rules: Mapping[str, Rule], found: Iterable[Reminder]) -> bool:
    """Whether one of the reminders comes at any hour; what else is due then comes in the same message."""
    return any(
        stage.any_hour and stage.at(0) == reminder.stage for reminder in found for stage in rules[reminder.kind].stages
    )


def where_do_you_live(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """Where somebody lives; of no use once that is known."""
    if tx.person(notice.person_id) is None or lives_in(tx, notice.person_id, clock.now()):
        return None
    return Telling(page=reminder_pages.where_do_you_live())


TELLINGS: Final[Mapping[str, Tells]] = {"reminders": reminders, ASKED: where_do_you_live}
