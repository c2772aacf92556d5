"""What goes wrong with PostgreSQL: it crashes, cuts, hangs, is starting up, only reads, or another takes its place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tests.faults.cluster import Cluster
from tests.faults.fault import Fault
from tests.faults.of_sqlite import AWAY, BACK, QUICK, RETRIED, SLOW, SLOWER
from tests.faults.proxy import Proxy

CUT = "a connection to the database broke off, its work is done again"
LOST = "quicksilver_connections_lost_total"

_CUT_EVERY = 0.1
# A statement is given up after half a minute.
_HANGS_FOR = 35.0


class OfPostgres:
    """Each fault of a cluster that the program reaches through a proxy."""

    def __init__(self, cluster: Cluster, proxy: Proxy) -> None:
        self._cluster = cluster
        self._proxy = proxy

    def all(self, seconds: float) -> Sequence[Fault]:
        """The whole list; in the last two another server takes over."""
        return [
            # What was under way is run again at once, on another connection. It is first: this is said once a minute.
            Fault("PostgreSQL terminates connections", seconds, self._terminated, CUT, "", LOST),
            Fault("it crashed, started again", seconds, self._crashed, AWAY, BACK, RETRIED),
            Fault("it says that it is starting up", seconds, self._proxy.refusing, AWAY, BACK, RETRIED),
            Fault("it only reads", seconds, self._only_reading, AWAY, BACK, RETRIED),
            Fault("it hangs, shortly", seconds, self._proxy.stalled, SLOW, QUICK, SLOWER),
            Fault("it hangs, for long", _HANGS_FOR, self._proxy.stalled, AWAY, BACK, RETRIED),
            Fault("the way to it lost, without a word", _HANGS_FOR, self._proxy.losing, AWAY, BACK, RETRIED),
            Fault("it crashed, the standby took over", seconds, self._failed_over, AWAY, BACK, RETRIED),
            Fault("it only reads, another took over", seconds, self._handed_over, AWAY, BACK, RETRIED),
        ]

    def for_two(self, seconds: float) -> Sequence[Fault]:
        """Those that two processes feel each in its own way."""
        wanted = ("terminates connections", "started again", "hangs, shortly", "without a word")
        return [fault for fault in self.all(seconds) if fault.name.endswith(wanted)]

    def short(self, seconds: float) -> Sequence[Fault]:
        """Those that tell most in little time."""
        return [
            fault
            for fault in self.all(seconds)
            if fault.name.endswith(("terminates connections", "only reads", "took over"))
        ]

    @asynccontextmanager
    async def _crashed(self) -> AsyncIterator[None]:
        await asyncio.to_thread(self._cluster.primary.crash)
        try:
            yield
        finally:
            await asyncio.to_thread(self._cluster.primary.launch)

    @asynccontextmanager
    async def _terminated(self) -> AsyncIterator[None]:
        cutting = asyncio.create_task(self._go_on_cutting())
        try:
            yield
        finally:
            cutting.cancel()
            await asyncio.gather(cutting, return_exceptions=True)

    async def _go_on_cutting(self) -> None:
        while True:
            await asyncio.to_thread(self._cluster.cut)
            await asyncio.sleep(_CUT_EVERY)

    @asynccontextmanager
    async def _only_reading(self) -> AsyncIterator[None]:
        await asyncio.to_thread(self._cluster.set_writable, writable=False)
        try:
            yield
        finally:
            await asyncio.to_thread(self._cluster.set_writable, writable=True)

    @asynccontextmanager
    async def _failed_over(self) -> AsyncIterator[None]:
        await asyncio.to_thread(self._cluster.primary.crash)
        self._proxy.cut()
        yield
        await self._lead_to_the_standby()

    @asynccontextmanager
    async def _handed_over(self) -> AsyncIterator[None]:
        """Connections to the first stay open, and it answers on: it just takes nothing any more."""
        await asyncio.to_thread(self._cluster.set_writable, writable=False)
        yield
        await self._lead_to_the_standby()

    async def _lead_to_the_standby(self) -> None:
        await asyncio.to_thread(self._cluster.fail_over)
        self._proxy.leads_to = self._cluster.primary.port
