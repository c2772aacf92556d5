"""Runs a trial on a ground of its own: an SQLite file in a folder, or a cluster of PostgreSQL behind a proxy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from benchmarks.processes import TOKEN
from tests.crash.found import Found
from tests.crash.ground import Laid
from tests.crash.records import Rows, in_postgres, in_sqlite, in_sqlite_at_work
from tests.faults.cluster import Cluster
from tests.faults.disturbed import Way
from tests.faults.fault import Fault, Outcome
from tests.faults.of_a_disk import small_disk
from tests.faults.of_postgres import OfPostgres
from tests.faults.proxy import Proxy
from tests.faults.trial import FaultTrial

Choice: TypeAlias = "Callable[[Any, Way], Sequence[Fault]]"
"""The faults to be tried, of what the ground is made of and of the way to the Bot API server."""
Lay: TypeAlias = "Callable[[Path], AbstractAsyncContextManager[tuple[Laid, Any]]]"
"""Lays a ground in a folder, and tells what it is made of."""


_HOOK: Final = {"WEBHOOK_URL": "{url}/telegram", "WEBHOOK_SECRET": "faults-secret"}


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people write at once, and how many seconds they think before an act."""

    people: int
    pause: float
    seed: int


def try_out(lay: Lay, choose: Choice, folder: Path, crowd: Crowd) -> tuple[list[Outcome], Found]:
    """Try faults one after the other while people write."""
    return asyncio.run(_run(lay, choose, folder, crowd))


async def _run(lay: Lay, choose: Choice, folder: Path, crowd: Crowd) -> tuple[list[Outcome], Found]:
    trial = FaultTrial(crowd.people, crowd.pause, crowd.seed)
    served = await asyncio.get_running_loop().create_server(trial.way.connection, "127.0.0.1", 0)
    try:
        api = f"http://127.0.0.1:{served.sockets[0].getsockname()[1]}"
        async with lay(folder) as (ground, made_of):
            settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": api}
            return await trial.try_out(ground, settings, choose(made_of, trial.way))
    finally:
        served.close()


@asynccontextmanager
async def on_sqlite(folder: Path) -> AsyncIterator[tuple[Laid, Path]]:
    """An SQLite file in the folder."""
    file = folder / "quicksilver.db"
    yield Laid(folder, ("run",), {}, in_sqlite(file), in_sqlite_at_work(file)), file


@asynccontextmanager
async def with_a_webhook(folder: Path) -> AsyncIterator[tuple[Laid, Path]]:
    """The same, with updates delivered."""
    async with on_sqlite(folder) as (laid, file):
        yield replace(laid, settings=_HOOK), file


@asynccontextmanager
async def on_postgres(folder: Path) -> AsyncIterator[tuple[Laid, OfPostgres]]:
    """A cluster behind a proxy; whichever server is the primary is the one that is asked what is kept."""
    async with _on_a_cluster(folder, ("run",), {}) as laid:
        yield laid


@asynccontextmanager
async def in_two_processes(folder: Path) -> AsyncIterator[tuple[Laid, OfPostgres]]:
    """The same, with a webhook, and answers and notices in a process each."""
    async with _on_a_cluster(folder, ("serve", "notify"), _HOOK) as laid:
        yield laid


@asynccontextmanager
async def _on_a_cluster(
    folder: Path, commands: Sequence[str], more: Mapping[str, str]
) -> AsyncIterator[tuple[Laid, OfPostgres]]:
    with Cluster() as cluster:

        def ask(questions: Mapping[str, str]) -> dict[str, Rows]:
            return in_postgres(cluster.primary, "postgres")(questions)

        async with Proxy(cluster.primary.port) as proxy:
            url = f"postgresql://{cluster.primary.user}@127.0.0.1:{proxy.port}/postgres"
            yield Laid(folder, commands, {"DATABASE_URL": url, **more}, ask, ask), OfPostgres(cluster, proxy)


@asynccontextmanager
async def on_a_small_disk(folder: Path) -> AsyncIterator[tuple[Laid, Path]]:
    """An SQLite file on a disk of some megabytes, and the log beside it."""
    with small_disk(folder):
        file = folder / "quicksilver.db"
        yield Laid(folder, ("run",), {}, in_sqlite(file), in_sqlite_at_work(file)), folder
