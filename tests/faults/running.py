"""Runs a trial on a ground of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from tests.crash.found import Found
from tests.crash.ground import Ground, laid
from tests.faults.disturbed import Way
from tests.faults.fault import Fault, Outcome
from tests.faults.trial import FaultTrial
from tests.postgres import PostgresServer

Faults: TypeAlias = Callable[[Path, Way], Sequence[Fault]]
"""The faults for a folder with the data and a way to the Bot API server."""


def try_out(
    faults: Faults, ground: Ground, folder: Path, server: PostgresServer, *, people: int, pause: float, seed: int
) -> tuple[list[Outcome], Found]:
    """Try faults one after the other, on an empty database in a folder."""
    return asyncio.run(_run(faults, ground, folder, server, people, pause, seed))


async def _run(
    faults: Faults, ground: Ground, folder: Path, server: PostgresServer, people: int, pause: float, seed: int
) -> tuple[list[Outcome], Found]:
    trial = FaultTrial(people, pause, seed)
    served = await asyncio.get_running_loop().create_server(trial.way.connection, "127.0.0.1", 0)
    try:
        port = served.sockets[0].getsockname()[1]
        with laid(ground, folder, f"http://127.0.0.1:{port}", server) as there:
            return await trial.try_out(there, faults(folder, trial.way))
    finally:
        served.close()
