"""`python -m benchmarks sizes`: what a letter leaves in the database: rows and bytes of each table, on PostgreSQL.

Indexes and what is stored out of line are counted. Tables are packed before they are measured: what updates leave
behind is not in it, and is worked off by PostgreSQL's own vacuum.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from benchmarks.crowd import Figures
from benchmarks.letter_answers import answers_by_question
from benchmarks.postgres import PostgresServer
from benchmarks.processes import QUICKSILVER, RunningBot, StandInServer
from benchmarks.table import machine, row
from benchmarks.walking import Gone, Walk, check, order_of

LETTERS: Final = Walk(20, 200, 300.0)
SHORT: Final = Walk(5, 10, 60.0)
_SIZES: Final = (
    "SELECT relname || ' ' || pg_total_relation_size(oid) FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)


@dataclass(frozen=True, slots=True)
class Grown:
    """What one letter added to a table, on average."""

    table: str
    rows: float
    size: float


def measure(server: PostgresServer, letters: Walk) -> list[Grown]:
    """Let so many letters be written, each by a person of their own. Raises `Gone`, `Ended`."""
    database = server.create_database()
    with (
        StandInServer() as stand_in,
        RunningBot(QUICKSILVER, stand_in, webhook=False, extra={"DATABASE_URL": server.url(database)}) as bot,
    ):
        rows_before, before = _counted(server, database)
        told = stand_in.tell(order_of(letters, {"answers": answers_by_question()}))
        figures = Figures.from_plain(told["figures"])
        check(QUICKSILVER, figures, bot)
        if figures.letters != letters.letters:
            raise Gone(f"{figures.letters} of {letters.letters} letters were written")
    rows, after = _counted(server, database)
    grown = (
        Grown(table, (rows[table] - rows_before[table]) / letters.letters, (size - before[table]) / letters.letters)
        for table, size in after.items()
    )
    return sorted((one for one in grown if one.rows or one.size), key=lambda one: -one.size)


def main(*, short: bool) -> None:
    """Measure and print the table."""
    server = PostgresServer({"fsync": "off"})
    try:
        server.start()
        print("\n".join(_lines(measure(server, SHORT if short else LETTERS))))
    finally:
        server.stop()


def _lines(grown: list[Grown]) -> Iterable[str]:
    yield from (machine(" ".join(("python -m benchmarks", *sys.argv[1:]))), "")
    yield from (row("table", "rows a letter", "bytes a letter"), "|---|---|---|")
    for one in grown:
        yield row(one.table, f"{one.rows:.2f}", f"{one.size:.0f}")
    yield row("**all**", f"**{sum(one.rows for one in grown):.2f}**", f"**{sum(one.size for one in grown):.0f}**")


def _counted(server: PostgresServer, database: str) -> tuple[dict[str, int], dict[str, int]]:
    """The rows and the bytes of each table, packed."""
    server.sql("VACUUM FULL", database)
    sizes = dict(line.split(" ") for line in server.sql(_SIZES, database).splitlines())
    rows = {table: int(server.sql(f'SELECT count(*) FROM "{table}"', database)) for table in sizes}
    return rows, {table: int(size) for table, size in sizes.items()}
