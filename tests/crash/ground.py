"""What the program runs on in a trial: polling or a webhook, SQLite or PostgreSQL, one process or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import TOKEN
from tests.crash.records import Ask, in_postgres, in_sqlite, in_sqlite_at_work
from tests.postgres import PostgresServer


@dataclass(frozen=True, slots=True)
class Ground:
    """How updates come in, where answers are kept, and the commands that run together: the bot's is the first."""

    webhook: bool
    postgres: bool
    commands: Sequence[str] = ("run",)

    def __str__(self) -> str:
        return f"{'webhook' if self.webhook else 'polling'}, {'PostgreSQL' if self.postgres else 'SQLite'}"


GROUNDS = (
    Ground(webhook=False, postgres=False),
    Ground(webhook=True, postgres=False),
    Ground(webhook=False, postgres=True, commands=("serve", "notify")),
    Ground(webhook=True, postgres=True, commands=("serve", "notify")),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A ground with an empty database, which is asked with `ask` when all is quiet, and with `ask_at_work` else."""

    folder: Path
    commands: Sequence[str]
    settings: dict[str, str]
    ask: Ask
    ask_at_work: Ask


@contextmanager
def laid(ground: Ground, folder: Path, api: str, server: PostgresServer) -> Iterator[Laid]:
    """Lay a ground in a folder."""
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": api}
    if ground.webhook:
        settings |= {"WEBHOOK_URL": "{url}/telegram", "WEBHOOK_SECRET": "crash-secret"}
    if not ground.postgres:
        file = folder / "quicksilver.db"
        yield Laid(folder, ground.commands, settings, in_sqlite(file), in_sqlite_at_work(file))
        return
    database = server.create_database()
    try:
        ask = in_postgres(server, database)
        yield Laid(folder, ground.commands, {**settings, "DATABASE_URL": server.url(database)}, ask, ask)
    finally:
        server.drop_database(database)
