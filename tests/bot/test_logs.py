"""Logs: no token, password or secret is ever seen, and chats appear as hashes."""

import errno
import io
import json
import logging
import os
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import logs
from bot.watching.counts import ERRORS_BY_KIND

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Gives what was logged; the tests' own logging is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield lambda: capsys.readouterr().err
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.mark.parametrize("shape", ["console", "json"])
def test_tokens_passwords_and_secrets_are_struck_out_everywhere(written: Callable[[], str], shape):
    logs.setup("INFO", shape, known_secrets=("the-webhook-secret",))
    log = logs.get_logger("test")
    log.info("asked", url=f"https://api.telegram.org/bot{TOKEN}/getMe")
    log.info("held", things={"key": "the-webhook-secret"}, error=ValueError(f"postgresql://me:pass-word@host {TOKEN}"))
    logging.getLogger("some.library").warning("connecting to %s", "postgresql://me:pass-word@host/db")
    try:
        raise RuntimeError(f"could not reach /bot{TOKEN}/sendMessage")
    except RuntimeError:
        log.exception("failed")
        logging.getLogger("some.library").exception("failed")
    lines = written()
    assert lines.count("failed") == 2
    for hidden in (TOKEN, TOKEN.partition(":")[2], "pass-word", "the-webhook-secret"):
        assert hidden not in lines


def test_a_traceback_holds_no_values_of_variables(written: Callable[[], str]):
    logs.setup("INFO", "console")
    what_was_written = "I live in Ouagadougou"
    try:
        len(what_was_written) / 0
    except ZeroDivisionError:
        logs.get_logger("test").exception("failed")
    lines = written()
    assert "ZeroDivisionError" in lines
    assert what_was_written not in lines


def test_a_line_for_machines_is_one_object(written: Callable[[], str]):
    logs.setup("INFO", "json")
    with structlog.contextvars.bound_contextvars(reference="abcd1234"):
        logs.get_logger("test").info("update", replies=1)
        logging.getLogger("library").warning("two\nlines")
    first, second = (json.loads(line) for line in written().splitlines())
    assert (first["event"], first["reference"], first["replies"]) == ("update", "abcd1234", 1)
    assert (second["event"], second["reference"]) == ("two\nlines", "abcd1234")


def test_what_is_below_the_level_is_not_written(written: Callable[[], str]):
    logs.setup("WARNING", "console")
    logs.get_logger("test").info("quiet")
    logging.getLogger("library").info("quiet")
    assert written() == ""


def test_a_chat_s_hash_is_the_same_each_time_and_is_not_the_chat():
    assert logs.short_hash(123456789) == logs.short_hash(123456789)
    assert logs.short_hash(123456789) != logs.short_hash(123456788)
    assert "123456789" not in logs.short_hash(123456789)


class _FullDisk(io.StringIO):
    def write(self, text: str, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_line_that_a_full_disk_does_not_take_is_counted_and_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[], str]
):
    logs.setup("INFO", "json")
    unwritten = ERRORS_BY_KIND.of("a log line could not be written")
    before = unwritten.count
    with monkeypatch.context() as disk:
        disk.setattr("sys.stderr", _FullDisk())
        logs.get_logger("test").info("while it is full")
    logs.get_logger("test").info("once there is room")
    assert unwritten.count == before + 1
    assert "once there is room" in written()


@pytest.mark.parametrize(
    ("event", "values"),
    [
        ("update", {"chat": "1a2b", "replies": 2, "ms": 1.5, "because": None}),
        ("a sentence that is longer than its place", {"words": "two words", "quoted": "it's", "empty": ""}),
        ("two\nlines", {"lines": "two\nlines", "sum": "a=b", "tab": "a\tb", "accents": "ü→"}),
        ("of a library", {"logger": "some.library", "exception": "Traceback\nValueError"}),
    ],
)
def test_a_line_for_people_is_written_as_structlog_writes_it(written: Callable[[], str], event, values):
    logs.setup("INFO", "console")
    logs.get_logger("test").warning(event, **values)
    line = written()
    timestamp, _, _ = line.partition(" ")
    console = structlog.dev.ConsoleRenderer(colors=False)
    told = {"timestamp": timestamp, "level": "warning", "event": event, "room": "test", **values}
    assert line == f"{console(None, 'warning', told)}\n"
