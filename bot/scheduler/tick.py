"""One tick: facts that have to be looked at are planned, duties are done, and what is due goes to the outbox.

It is cut into short transactions, since on SQLite each runs in the event loop, and since a process that is killed then
loses little: whatever was not committed is looked at by the next tick, of whichever process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.logs import get_logger
from bot.scheduler.duties import DUTIES
from flows.reminders import RULES
from handlers.traces import trace
from storage.errors import StorageUnavailable
from storage.reminder_records import HandedOver, Looked, Watched

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.store import Store
    from storage.transaction import Transaction

log = get_logger("scheduler")

_FACTS: Final = 25
"""So many facts are looked at in one transaction."""
_PEOPLE: Final = 25
"""So many people get their digests in one transaction."""
_LATER: Final = timedelta(hours=1)
"""What could not be looked at is tried again so much later: it must not keep all else waiting."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did. `failed` facts could not be looked at, and are tried again later."""

    looked: Looked = field(default_factory=Looked)
    handed: HandedOver = field(default_factory=HandedOver)
    duties: int = 0
    failed: int = 0

    def __add__(self, other: Ticked) -> Ticked:
        return Ticked(
            self.looked + other.looked,
            self.handed + other.handed,
            self.duties + other.duties,
            self.failed + other.failed,
        )

    @property
    def did_anything(self) -> bool:
        """Whether there was anything to do."""
        return self != Ticked()


async def tick(store: Store, surroundings: Surroundings, at: datetime) -> Ticked:
    """Do all that is due at a moment. Raises `StorageUnavailable`; what was done until then stays done."""
    done = Ticked()
    while turn := await _look(store, surroundings, at):
        done += turn
    while (handed := await store.transact(partial(_hand_over, at=at))).people:
        done += Ticked(handed=handed)
    # What was closed last goes out with nobody.
    return done + Ticked(handed=handed)


async def _look(store: Store, surroundings: Surroundings, at: datetime) -> Ticked | None:
    """Look at the next facts; `None` where none is left. Where it fails, at each alone, so that one harms no other."""
    work = partial(_turn, at=at, surroundings=surroundings)
    try:
        return await store.transact(work)
    except StorageUnavailable:
        raise
    except Exception as problem:
        log.warning("facts could not be looked at together, trying each alone", trace=trace(problem))
    done = Ticked()
    for one in await store.transact(lambda tx: tx.take_watches(at, _FACTS)):
        done += await _alone(store, one, surroundings, at)
    return done


async def _alone(store: Store, one: Watched, surroundings: Surroundings, at: datetime) -> Ticked:
    try:
        return await store.transact(partial(_turn, at=at, surroundings=surroundings, only=one)) or Ticked()
    except StorageUnavailable:
        raise
    except Exception as problem:
        log.error("a fact could not be looked at", kind=one.kind, subject=one.subject, trace=trace(problem))
    await store.transact(lambda tx: tx.set_watches({one: at + _LATER}))
    return Ticked(failed=1)


def _turn(tx: Transaction, *, at: datetime, surroundings: Surroundings, only: Watched | None = None) -> Ticked | None:
    watched = tx.take_watches(at, _FACTS, only)
    if not watched:
        return None
    known = RULES.keys() | DUTIES.keys()
    # A newer version that runs beside this one may know more.
    unknown = [one for one in watched if one.kind not in known]
    tx.set_watches(dict.fromkeys(unknown, at + _LATER))
    looked = tx.look_at([one for one in watched if one.kind in RULES], at)
    duties = _do(tx, [one for one in watched if one.kind in DUTIES], at, surroundings)
    return Ticked(looked=looked, duties=duties, failed=len(unknown))


def _do(tx: Transaction, watched: Sequence[Watched], at: datetime, surroundings: Surroundings) -> int:
    """Do what is to be done at this moment; a duty may set its watch anew."""
    tx.set_watches(dict.fromkeys(watched))
    for one in watched:
        DUTIES[one.kind](tx, one.kind, one.subject, at, surroundings)
    return len(watched)


def _hand_over(tx: Transaction, *, at: datetime) -> HandedOver:
    """Hand over once all has been planned, so that what is due to somebody at once comes as one message.

    Where another process is just looking at something, it hands over, or the next tick does.
    """
    return HandedOver() if tx.has_to_look(at) else tx.hand_over(at, _PEOPLE)
