"""The program is killed in the middle of its work, and nothing that was confirmed is lost."""

import time

import pytest

from tests.crash.found import Plan
from tests.crash.ground import Ground
from tests.crash.running import try_out
from tests.postgres import PostgresServer

PEOPLE = 8
AT_PLANS = 2
SHORT = ((Ground(webhook=False, postgres=False), 3), (Ground(webhook=True, postgres=True), 2))
"""One process each, since starting is what takes the time."""


@pytest.mark.e2e
@pytest.mark.timeout(300)
@pytest.mark.postgres
@pytest.mark.parametrize(("ground", "kills"), SHORT, ids=str)
def test_killed_at_moments_of_chance_the_program_loses_no_answer_and_strands_nobody(
    ground: Ground, kills: int, postgres_server: PostgresServer
):
    seed = time.time_ns() % 1_000_000
    print(f"seed {seed}")
    found = try_out(Plan(people=PEOPLE, at_plans=AT_PLANS, kills=kills, pause=0.1, seed=seed), ground, postgres_server)
    assert not found.faults, "\n".join(found.faults)
    assert (found.lost, found.stranded) == (0, 0)
    assert found.kills >= kills
    assert found.letters + found.plan_parts == found.people >= PEOPLE
    assert found.plan_parts == AT_PLANS
    assert found.files == 2 * (found.letters + 1)
    assert found.confirmed > 0
