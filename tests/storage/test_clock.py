"""The clock that a test moves forward in a running program."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import clock


@pytest.fixture(autouse=True)
def the_machines_clock_afterwards() -> Iterator[None]:
    yield
    clock.follow(None)


def is_ahead_by(seconds: float) -> bool:
    return abs((clock.now() - datetime.now(UTC)) - timedelta(seconds=seconds)) < timedelta(seconds=2)


def test_the_clock_is_the_machines_where_nothing_moves_it():
    assert is_ahead_by(0)
    assert clock.now().utcoffset() == timedelta(0)


def test_writing_a_larger_number_moves_the_clock_of_a_running_program(tmp_path: Path):
    file = tmp_path / "clock.txt"
    file.write_text("0\n")
    clock.follow(file)
    assert is_ahead_by(0)
    for seconds in (3600, 7200, 2 * 365 * 86400):
        file.write_text(f"{seconds}\n")
        assert is_ahead_by(seconds)
    assert clock.ahead() == timedelta(days=730)


def test_a_file_caught_empty_while_it_is_written_leaves_the_clock_as_it_was(tmp_path: Path):
    file = tmp_path / "clock.txt"
    file.write_text("86400")
    clock.follow(file)
    file.write_text("")
    assert is_ahead_by(86400)


@pytest.mark.parametrize("said", ["", "tomorrow", "-60", "nan", "1e99"])
def test_a_file_that_holds_no_number_of_seconds_is_refused(tmp_path: Path, said: str):
    file = tmp_path / "clock.txt"
    file.write_text(said)
    with pytest.raises(ValueError, match=r"."):
        clock.follow(file)
    assert is_ahead_by(0)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="no file"):
        clock.follow(tmp_path / "none")
