"""Ticks, from start to stop: APScheduler calls them, in memory, in every process that sends notices.

Nothing is kept of them: what is due follows from the facts at every tick, so one that is missed is caught up by the
next, and several processes may tick at once.
"""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import TYPE_CHECKING, Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.logs import get_logger
from bot.scheduler.tick import tick
from handlers.traces import trace
from storage import clock
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.store import Store

log = get_logger("scheduler")

EVERY: Final = 30.0
EVERY_IN_TESTS: Final = 0.2
"""Where a test moves the clock, weeks pass in a second."""
_MISSED: Final = 10
"""After so many ticks that failed or did not come, the scheduler is not well."""
_DRAIN: Final = 2.0


class Scheduler:
    """Ticks every so many seconds between `start` and `stop`, and at the start."""

    def __init__(self, store: Store, surroundings: Surroundings, every: float = EVERY) -> None:
        self._store = store
        self._surroundings = surroundings
        self._every = every
        self._loop = asyncio.get_running_loop()
        self._scheduler = AsyncIOScheduler(timezone=UTC, event_loop=self._loop)
        self._idle = asyncio.Event()
        self._idle.set()
        self._ticked_at = self._loop.time()
        self._is_away = False

    def start(self) -> None:
        """Tick now and from now on."""
        self._ticked_at = self._loop.time()
        self._scheduler.add_job(
            self._tick,
            OrTrigger([DateTrigger(timezone=UTC), IntervalTrigger(seconds=self._every, timezone=UTC)]),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more; what is under way may end within two seconds, and is done again else."""
        self._scheduler.pause()
        try:
            async with asyncio.timeout(_DRAIN):
                await self._idle.wait()
        except TimeoutError:
            log.warning("stopped while a tick was under way; what it left is done at the next start")
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # APScheduler shuts down in the loop's next round

    @property
    def silent_for(self) -> float:
        """Seconds since the last tick that succeeded; before the first, since the start."""
        return self._loop.time() - self._ticked_at

    @property
    def is_fresh(self) -> bool:
        """Whether a tick has succeeded lately."""
        return self.silent_for <= _MISSED * max(self._every, EVERY)

    async def _tick(self) -> None:
        """One tick; nothing that goes wrong in it ends the program."""
        self._idle.clear()
        try:
            await self._do_what_is_due()
        except StorageUnavailable:
            if not self._is_away:
                log.warning("the database cannot be used, trying again quietly")
            self._is_away = True
        except Exception as problem:
            log.error("a tick failed, and is tried again", trace=trace(problem))
        finally:
            self._idle.set()

    async def _do_what_is_due(self) -> None:
        began = self._loop.time()
        done = await tick(self._store, self._surroundings, clock.now())
        self._ticked_at = self._loop.time()
        if self._is_away:
            log.info("the database can be used again")
        self._is_away = False
        (log.info if done.did_anything else log.debug)(
            "tick",
            facts=done.looked.facts,
            planned=done.looked.planned,
            duties=done.duties,
            people=done.handed.people,
            reminders=done.handed.reminders,
            closed=done.looked.closed + done.handed.closed,
            failed=done.failed,
            ms=round(1000 * (self._ticked_at - began)),
        )
