"""Trials from their beginning to the table of what they showed."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.wire import Connection
from tests.crash.ground import GROUNDS, Ground, laid
from tests.crash.trial import Found, Plan, Trial
from tests.postgres import PostgresServer

__all__ = ["GROUNDS", "Ground", "table", "try_out"]


def try_out(plan: Plan, ground: Ground, server: PostgresServer) -> Found:
    """One trial on an empty database."""
    with tempfile.TemporaryDirectory(prefix="quicksilver-crash-") as folder:
        return asyncio.run(_run(plan, ground, Path(folder), server))


def table(found: Mapping[str, Found]) -> str:
    """What was found on each ground, as a table."""
    lines = [
        "| inbound, database | kills | in hand at kills | not yet kept | people | letters | answers confirmed "
        "| answers lost | people stranded |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, one in found.items():
        figures = (one.kills, one.in_hand, one.again, one.people, one.letters, one.confirmed, one.lost, one.stranded)
        lines.append(f"| {name} | " + " | ".join(f"{figure:,}" for figure in figures) + " |")
    return "\n".join(lines)


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
