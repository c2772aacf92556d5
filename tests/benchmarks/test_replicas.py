"""Several processes behind one webhook keep every letter, and what a letter leaves is counted."""

import pytest

from benchmarks.postgres import PostgresServer
from benchmarks.replicas import NotWhole, Replicas, measure
from benchmarks.sizes import measure as measure_sizes
from benchmarks.walking import Walk

WALK = Walk(people=4, letters=6, seconds=60.0)
pytestmark = [pytest.mark.e2e, pytest.mark.postgres]


def test_two_processes_share_the_updates_and_keep_every_letter_whole(postgres_server: PostgresServer):
    parts = measure(postgres_server, 2, [WALK], None)
    assert parts is not None
    (part,) = parts
    assert (part.people, part.figures.letters, part.figures.unfinished) == (4, 6, 0)
    assert part.updates_a_second > 0
    assert min(part.replicas_ms, part.postgres_ms) > 0


def test_a_letter_that_is_missing_is_said(postgres_server: PostgresServer):
    database = postgres_server.create_database()
    postgres_server.sql("CREATE TABLE submission (id int, draft_id int, flow text)", database)
    postgres_server.sql("CREATE TABLE answer (draft_id int, path text)", database)
    kept = Replicas(None, postgres_server, database, (), held=False)  # type: ignore[arg-type]  # only its database is asked
    postgres_server.sql("INSERT INTO submission VALUES (1, 1, 'letter')", database)
    postgres_server.sql("INSERT INTO answer VALUES (1, 'name')", database)
    kept.check_letters(1, 0)
    kept.check_letters(0, 1)
    with pytest.raises(NotWhole, match="2 letters were sent and 1 are kept"):
        kept.check_letters(2, 0)


def test_what_a_letter_leaves_is_counted_by_table(postgres_server: PostgresServer):
    grown = {one.table: one for one in measure_sizes(postgres_server, WALK)}
    assert grown["submission"].rows == 1
    assert grown["answer"].rows > 10
    assert grown["answer"].size > 0
