"""Faults come and go while people write: it is told, nothing confirmed is lost, and everybody goes on by itself."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.found import Found
from tests.faults import of_a_disk, of_sqlite, of_telegram
from tests.faults.fault import Outcome
from tests.faults.running import Crowd, in_two_processes, on_a_small_disk, on_sqlite, try_out

PEOPLE = 8

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def crowd() -> Crowd:
    seed = time.time_ns() % 1_000_000
    print(f"seed {seed}")
    return Crowd(PEOPLE, pause=0.3, seed=seed)


def all_is_well(tried: tuple[Sequence[Outcome], Found]) -> None:
    outcomes, found = tried
    assert not [f"{one.fault}: {what}" for one in outcomes for what in one.wrong]
    assert not found.faults, "\n".join(found.faults)
    assert (found.lost, found.stranded) == (0, 0)
    assert found.letters == found.people >= PEOPLE


def test_a_file_that_is_locked_and_a_server_that_answers_wrongly(tmp_path: Path):
    all_is_well(
        try_out(
            on_sqlite,
            lambda file, way: [of_sqlite.locked(file, 3.0), of_sqlite.locked(file, 8.0), *of_telegram.short(way, 2.0)],
            tmp_path,
            crowd(),
        )
    )


@pytest.mark.postgres
def test_a_server_of_databases_that_cuts_only_reads_or_is_replaced(tmp_path: Path):
    all_is_well(try_out(in_two_processes, lambda cluster, _: cluster.short(3.0), tmp_path, crowd()))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_full(tmp_path: Path):
    all_is_well(try_out(on_a_small_disk, lambda disk, _: [of_a_disk.full(disk, 3.0)], tmp_path, crowd()))
