"""The notifier: a courier for each bot that this process can reach, from start to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.logs import get_logger
from bot.notifier.courier import Courier
from bot.notifier.post import Post
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from bot.pace import Pace
    from handlers.talk import Surroundings
    from storage.store import Store

log = get_logger("notifier")

_DRAIN: Final = 2.0


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach a bot's server. paced: keep to Telegram's limits, as on the way to Telegram itself. beside: the pace
    of those who answer through the same bot in this process."""

    token: str
    base_url: str
    paced: bool
    beside: Pace | None = None


class Notifier:
    """Delivers what is due between `start` and `stop`. `ways` are the bots by their names in storage.

    `failed` is set when it has ended by an error of the program.
    """

    def __init__(self, store: Store, ways: Mapping[str, Way], surroundings: Surroundings) -> None:
        self._store = store
        self._posts = {
            bot: Post(bot, token=way.token, base_url=way.base_url, paced=way.paced) for bot, way in ways.items()
        }
        self._couriers = {
            bot: Courier(bot, self._posts[bot], store, surroundings, paced=way.paced, beside=way.beside)
            for bot, way in ways.items()
        }
        self._tasks: list[asyncio.Task[None]] = []
        self.failed = asyncio.Event()

    async def start(self) -> None:
        """Begin, and be woken by whatever this process puts into the outbox."""
        if self._store.alone:
            await self._take_over()
        self._store.on_notice = self.wake
        for bot, courier in self._couriers.items():
            task = asyncio.create_task(courier.run(), name=f"notices of {bot}")
            task.add_done_callback(self._report)
            self._tasks.append(task)

    def wake(self) -> None:
        """Look into the outbox now."""
        for courier in self._couriers.values():
            courier.wake()

    async def stop(self) -> None:
        """End within two seconds and a little: finish what is under way, and note it."""
        self._store.on_notice = None
        given_up = await asyncio.gather(*(courier.close(_DRAIN) for courier in self._couriers.values()))
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(post.close() for post in self._posts.values()))
        if any(given_up):
            log.warning("stopped while notices were under way; they are tried again", notices=sum(given_up))

    async def _take_over(self) -> None:
        """What a killed process had under way is due at once: nobody else can be at it."""
        try:
            await self._store.transact(lambda tx: tx.end_leases())
        except StorageUnavailable:
            log.warning("leases of an earlier run could not be ended; they run out by themselves")

    def _report(self, task: asyncio.Task[None]) -> None:
        if task.cancelled() or task.exception() is None:
            return
        log.error("a task ended by an error", task=task.get_name(), exc_info=task.exception())
        self.failed.set()
