"""The page for Prometheus: what was counted, how the process is, and what the database says of notices and drafts.

It is on a port of its own, since it is for the operator only. Imports prometheus-client.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.watching.counts import COUNTED, TIMED
from bot.watching.health import DATABASE, Health, alive
from storage import clock
from storage.census import Census
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from storage.store import Store

# However often somebody asks, the database is asked once in so many seconds.
_CENSUS_EVERY: Final = 5.0
_PATIENCE: Final = 5.0


class Metrics:
    """Answers requests for `/metrics`."""

    def __init__(self, store: Store, health: Health) -> None:
        self._store = store
        self._health = health
        self._loop = asyncio.get_running_loop()
        self._one_at_a_time = asyncio.Lock()
        self._census: Census | None = None
        self._counted_at: float | None = None
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_Shown(self))

    def app(self) -> web.Application:
        """The operator's site: `/metrics`, `/healthz`, `/readyz`."""
        app = web.Application()
        app.router.add_get("/metrics", self.answer)
        app.router.add_get("/healthz", alive)
        app.router.add_get("/readyz", self._health.ready)
        return app

    async def answer(self, _: web.Request) -> web.Response:
        """All metrics, as text."""
        async with self._one_at_a_time:
            await self._count()
            body = generate_latest(self._registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _count(self) -> None:
        """Ask the database, unless it was asked just now. What it said before is not told as if it still held."""
        now = self._loop.time()
        if self._counted_at is not None and now - self._counted_at < _CENSUS_EVERY:
            return
        at = clock.now()
        try:
            async with asyncio.timeout(_PATIENCE):
                self._census = await self._store.read(lambda tx: tx.census(at))
        except (StorageUnavailable, TimeoutError):
            self._census = None
        self._counted_at = self._loop.time()

    def shown(self) -> Iterator[Metric]:
        """Each metric at this moment."""
        yield from _counts()
        yield from _times()
        yield from self._process()
        if self._census is not None:
            yield from _database(self._census)

    def _process(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily("quicksilver_ready", "Whether a part of the program is well", labels=["part"])
        ready.add_metric([DATABASE], self._census is not None)
        for part, is_well in self._health.parts().items():
            ready.add_metric([part], is_well)
        yield ready
        channels = self._health.channels
        if channels:
            in_hand = GaugeMetricFamily(
                "quicksilver_updates_in_hand", "Updates taken and not yet committed", labels=["bot"]
            )
            unsent = GaugeMetricFamily(
                "quicksilver_replies_unsent", "Replies that wait or are on their way", labels=["bot"]
            )
            silence = GaugeMetricFamily(
                "quicksilver_inbound_silence_seconds", "Since a bot's way in was last known to be open", labels=["bot"]
            )
            for channel in channels:
                in_hand.add_metric([channel.name], channel.in_hand)
                unsent.add_metric([channel.name], channel.unsent)
                silence.add_metric([channel.name], channel.silent_for)
            yield from (in_hand, unsent, silence)
        scheduler = self._health.scheduler
        if scheduler is not None:
            yield GaugeMetricFamily(
                "quicksilver_scheduler_silence_seconds", "Since the scheduler's last tick", value=scheduler.silent_for
            )


class _Shown(Collector):
    """What Prometheus' library asks; it wants a class of its own."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def describe(self) -> Iterator[Metric]:
        """Nothing: names are not compared with other collectors', which would ask the database at start-up."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Each metric."""
        return self._metrics.shown()


def _counts() -> Iterator[Metric]:
    for counted in COUNTED:
        family = CounterMetricFamily(counted.name, counted.meaning, labels=counted.labels)
        for labels, count in counted:
            family.add_metric(labels, count.count)
        yield family


def _times() -> Iterator[Metric]:
    for timed in TIMED:
        family = HistogramMetricFamily(timed.name, timed.meaning, labels=timed.labels)
        for bot, times in timed:
            bounds = [*map(str, times.bounds), "+Inf"]
            family.add_metric([bot], list(zip(bounds, accumulate(times.sorted_by), strict=True)), times.total)
        yield family


def _database(counted: Census) -> Iterator[Metric]:
    now = clock.now()
    notices = GaugeMetricFamily(
        "quicksilver_open_notices",
        "Notices not yet done with; held: of people who blocked the bot",
        labels=["bot", "state"],
    )
    oldest = GaugeMetricFamily(
        "quicksilver_oldest_notice_seconds", "For how long the oldest notice should have gone", labels=["bot"]
    )
    for bot, those in counted.notices.items():
        notices.add_metric([bot, "later"], those.waiting - those.due)
        notices.add_metric([bot, "due"], those.due)
        notices.add_metric([bot, "held"], those.held)
        age = 0.0 if those.oldest_since is None else (now - those.oldest_since).total_seconds()
        oldest.add_metric([bot], max(0.0, age))
    yield from (notices, oldest)
    blocked = GaugeMetricFamily("quicksilver_blocked_chats", "Chats that have blocked the bot", labels=["bot"])
    for bot, count in counted.blocked.items():
        blocked.add_metric([bot], count)
    yield blocked
    drafts = GaugeMetricFamily(
        "quicksilver_drafts", "Drafts, by what is written and how it stands", labels=["flow", "state"]
    )
    for (flow, state), count in counted.drafts.items():
        drafts.add_metric([flow, state], count)
    yield drafts
    late = 0.0 if counted.next_look_at is None else (now - counted.next_look_at).total_seconds()
    yield GaugeMetricFamily(
        "quicksilver_lookout_late_seconds", "For how long a fact should have been looked at", value=max(0.0, late)
    )
