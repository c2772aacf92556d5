"""A trial on a ground of its own."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from benchmarks.wire import Connection
from tests.crash.found import Found, Plan
from tests.crash.ground import Ground, laid
from tests.crash.trial import Trial
from tests.postgres import PostgresServer


def try_out(plan: Plan, ground: Ground, server: PostgresServer) -> Found:
    """One trial on an empty database."""
    with tempfile.TemporaryDirectory(prefix="quicksilver-crash-") as folder:
        return asyncio.run(_run(plan, ground, Path(folder), server))


async def _run(plan: Plan, ground: Ground, folder: Path, server: PostgresServer) -> Found:
    trial = Trial(plan)
    loop = asyncio.get_running_loop()
    served = await loop.create_server(lambda: Connection(trial.stand_in.answer), "127.0.0.1", 0)
    try:
        port = served.sockets[0].getsockname()[1]
        with laid(ground, folder, f"http://127.0.0.1:{port}", server) as there:
            return await trial.run(there)
    finally:
        served.close()
