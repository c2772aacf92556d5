"""A PostgreSQL server with a standby that has all that the first has committed, and takes its place."""

from __future__ import annotations

from types import TracebackType
from typing import Final

from tests.postgres import SETTINGS, PostgresServer

# What is committed must outlive a crash of the server here, and be on the standby too before it is acknowledged.
# A program that went without a word, or the way to which was lost, leaves no locks behind (`docs/faults.md`).
_SAFE: Final = {
    **SETTINGS,
    "synchronous_commit": "on",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "idle_in_transaction_session_timeout": "35s",
}


class Cluster:
    """`primary` takes what is written. Starts with a standby beside it."""

    def __init__(self) -> None:
        self.primary = PostgresServer(_SAFE)
        self._standby = PostgresServer(_SAFE)
        self._left: list[PostgresServer] = []

    def __enter__(self) -> Cluster:
        self.primary.start()
        self._follow()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in (self.primary, self._standby, *self._left):
            server.stop()

    def set_writable(self, *, writable: bool) -> None:
        """Let the primary take what is written, or say of each transaction that it may only read."""
        _configure(self.primary, "default_transaction_read_only", "off" if writable else "on")

    def cut(self) -> None:
        """Terminate every connection of the program's."""
        self.primary.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'quicksilver'"
        )

    def fail_over(self) -> None:
        """Promote the standby, and give it one of its own. The primary of before is left as it is."""
        self._left.append(self.primary)
        self.primary, self._standby = self._standby, PostgresServer(_SAFE)
        _configure(self.primary, "synchronous_standby_names", "")
        self.primary.sql("SELECT pg_promote()")
        _configure(self.primary, "default_transaction_read_only", "off")
        self._follow()

    def _follow(self) -> None:
        self._standby.start_as_standby_of(self.primary)
        _configure(self.primary, "synchronous_standby_names", "*")


def _configure(server: PostgresServer, name: str, value: str) -> None:
    server.sql(f"ALTER SYSTEM SET {name} = '{value}'")
    server.sql("SELECT pg_reload_conf()")
