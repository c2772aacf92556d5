"""The long form: `python -m tests.faults`, or `make faults`. Ends with 1 when anything was not as it should be."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.faults import of_a_disk, of_sqlite, of_telegram
from tests.faults.disturbed import Way
from tests.faults.fault import Fault, Outcome, table
from tests.faults.of_postgres import OfPostgres
from tests.faults.running import (
    Choice,
    Crowd,
    Lay,
    in_two_processes,
    on_a_small_disk,
    on_postgres,
    on_sqlite,
    try_out,
    with_a_webhook,
)

_SECONDS: Final = 5.0


def _on_a_file(file: Path, way: Way) -> Sequence[Fault]:
    locks = [of_sqlite.locked(file, seconds, how) for seconds in (3.0, 10.0) for how in ("IMMEDIATE", "EXCLUSIVE")]
    return [*locks, *of_telegram.all_faults(way, _SECONDS)]


def _on_a_disk(disk: Path, _: Way) -> Sequence[Fault]:
    return [of_a_disk.full(disk, _SECONDS)]


def _with_a_webhook(file: Path, way: Way) -> Sequence[Fault]:
    locks = [of_sqlite.locked(file, seconds) for seconds in (3.0, 10.0)]
    return [*locks, *of_telegram.of_replies(way, _SECONDS)]


def _in_two_processes(cluster: OfPostgres, _: Way) -> Sequence[Fault]:
    return cluster.for_two(_SECONDS)


def _on_a_cluster(cluster: OfPostgres, _: Way) -> Sequence[Fault]:
    return cluster.all(_SECONDS)


_GROUNDS: Final[dict[str, tuple[Lay, Choice]]] = {
    "file": (on_sqlite, _on_a_file),
    "webhook": (with_a_webhook, _with_a_webhook),
    "disk": (on_a_small_disk, _on_a_disk),
    "postgres": (on_postgres, _on_a_cluster),
    "two": (in_two_processes, _in_two_processes),
}


def main() -> int:
    """Try all faults on each ground and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Puts faults into the program at work.")
    parser.add_argument("--people", type=int, default=20, help="who write at once (20)")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds that people think before an act (0.5)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeats the choices of a run")
    parser.add_argument("--only", choices=tuple(_GROUNDS), help="one ground alone")
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}", flush=True)
    outcomes: list[Outcome] = []
    wrong: list[str] = []
    for name, (lay, choose) in _GROUNDS.items():
        if wanted.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix="quicksilver-faults-") as folder:
            tried, found = try_out(lay, choose, Path(folder), Crowd(wanted.people, wanted.pause, wanted.seed))
        outcomes += tried
        wrong += [f"{one.fault}: {what}" for one in tried for what in one.wrong]
        wrong += found.faults
        print(f"{name}: {found.letters} letters, {found.confirmed} answers confirmed, {found.lost} lost", flush=True)
    print(table(outcomes))
    for what in wrong:
        print(f"\n{what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
