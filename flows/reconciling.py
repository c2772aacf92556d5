"""What planning says, beside what was recorded before: which reminders are new, which wait on, which are of no use.

A key is recorded once, whatever happens to it then, so nothing goes out twice: not after an outage, not when a clock is
put back, not when a person moves to another zone and a stage that was overtaken there lies ahead of them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flows.planning import Due, Planned, person_of, thread_of
from flows.waking import awake


@dataclass(frozen=True, slots=True)
class Recorded:
    """A reminder as it was recorded. `put_off_to`: its person asked for it again at that moment."""

    id: int
    key: str
    due_at: datetime
    is_waiting: bool
    put_off_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """A reminder with the moment at which it goes out, if it is of use then."""

    due: Due
    send_at: datetime
    put_off_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What is to be written down: new reminders, waiting ones (by identifier) as they are now, and those to close."""

    new: tuple[Timed, ...] = ()
    waiting: tuple[tuple[int, Timed], ...] = ()
    closed: tuple[int, ...] = ()


def reconcile(planned: Planned, recorded: Iterable[Recorded], now: datetime) -> Reconciled:
    """What changes in the records of one fact, when it was planned at a moment."""
    known = {each.key: each for each in recorded}
    waiting = [each for each in known.values() if each.is_waiting]
    # Put off, it is wanted of the thing: also when its date is another meanwhile.
    wanted = {person_of(each.key): each for each in waiting if each.put_off_to is not None}
    latest: dict[str, datetime] = {}
    for each in known.values():
        thread = thread_of(each.key)
        latest[thread] = max(each.due_at, latest.get(thread, each.due_at))
    again = [due for due in planned.told if due.person_id in wanted and _is_of_use(wanted[due.person_id], due, now)]
    new = [
        _in_place_of(wanted.get(due.person_id), due, now)
        for due in (*planned.due, *again)
        if due.key not in known and (due.thread not in latest or latest[due.thread] < due.due_at)
    ]
    # A stage can lie ahead of a person again who has moved west meanwhile.
    stand = {due.key: due for due in (*planned.due, *planned.coming)}
    asked_for = {each.key for each in wanted.values()}
    stand |= {due.key: due for due in planned.told if due.key in asked_for}
    overtaken = {timed.due.thread for timed in new}
    kept = [each for each in waiting if each.key in stand and thread_of(each.key) not in overtaken]
    return Reconciled(
        new=tuple(new),
        waiting=tuple((each.id, timed(stand[each.key], now, each.put_off_to)) for each in kept),
        closed=tuple(each.id for each in waiting if each not in kept),
    )


def timed(due: Due, now: datetime, put_off_to: datetime | None = None) -> Timed:
    """When a reminder goes out: once it is due, not before it was asked for again, and while its person is awake."""
    if put_off_to is not None:
        return Timed(due, awake(max(due.due_at, put_off_to), due.zone), put_off_to)
    moment = max(due.due_at, now)
    return Timed(due, moment if due.any_hour else awake(moment, due.zone))


def _in_place_of(overtaken: Recorded | None, due: Due, now: datetime) -> Timed:
    """A new stage keeps to what its person said of the one before, unless it would then be of no use."""
    if overtaken is None or overtaken.put_off_to is None:
        return timed(due, now)
    return timed(due, now, overtaken.put_off_to if _is_of_use(overtaken, due, now) else None)


def _is_of_use(wanted: Recorded, due: Due, now: datetime) -> bool:
    """Whether a reminder is of use still when its person wants to hear of the thing again."""
    return due.useful_until is None or timed(due, now, wanted.put_off_to).send_at < due.useful_until
