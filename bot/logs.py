"""Logs: one line per update with a reference to follow it by, and nothing personal in any line.

Chats appear as short keyed hashes, secrets are struck out of every value, also out of what
libraries log and out of tracebacks, and what the standard library's loggers say goes the same way.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Literal, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.watching.counts import count_error

# A bot's token, wherever it appears: in addresses mostly. A password in an address.
_TOKEN = re.compile(r"(?<![0-9])[0-9]{1,16}:[A-Za-z0-9_-]{20,}")
_PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):[^\s/@]+@")

# Libraries that tell at INFO what this program tells itself, or that repeat personal data.
_QUIET = (
    *("aiogram.event", "aiogram.dispatcher", "aiohttp.access", "asyncio", "alembic"),
    *("httpx", "httpcore", "telegram", "apscheduler"),
)
# It tells of each flood wait as an error, with a traceback; the notifier tells of it in a line.
_MUTE = ("telegram.ext.AIORateLimiter",)

_ERRORS: Final = ("error", "critical")
# What structlog's ConsoleRenderer has a place of its own for, how wide it makes others, and what it puts in quotes.
_OWN_PLACE: Final = frozenset(("exception", "exc_info", "stack", "logger", "logger_name"))
_LEVEL_WIDTH: Final = 9
_EVENT_WIDTH: Final = 30
_QUOTED: Final = re.compile("[ \\t=\\r\\n\"']")
_LIBRARY: Final = "of a library"
_UNWRITTEN: Final = "a log line could not be written"

# What a chat's hash is keyed with: chosen anew by each process, so that nobody can look a chat up later.
_KEY = secrets.token_bytes(16)

# The reference of the update that is being handled or answered.
_followed: Final[ContextVar[str]] = ContextVar("reference", default="")


def setup(level: str, shape: Literal["console", "json"], *, known_secrets: tuple[str, ...] = ()) -> None:
    """Send every log line to standard error in one shape.

    level: DEBUG, INFO, WARNING or ERROR. shape: for people or for machines.
    known_secrets: struck out wherever they appear.
    """
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _refer,
        structlog.processors.add_log_level,
        _count,
        structlog.processors.format_exc_info,
        _strike_out(known_secrets),
        structlog.processors.TimeStamper(fmt="iso", utc=True),  # nothing to strike out, and colons to look behind
    ]
    renderer: Processor
    if shape == "json":
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        colours = sys.stderr.isatty()
        console = structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback)
        renderer = console if colours else _plainly(console)
    # Own lines are written straight out: by way of the standard library each would cost twice as much.
    structlog.configure(
        processors=[*before, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", _Outlet())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _MUTE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.captureWarnings(capture=True)


class _Outlet:
    """Standard error, where a line that cannot be written does no harm: what it tells of was done or not all the same.

    On a full disk each line would else end what logs it, and with it the queue of a chat. Such lines are counted.
    """

    def write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
        except OSError:
            count_error(_UNWRITTEN)

    def flush(self) -> None:
        try:
            sys.stderr.flush()
        except OSError:
            count_error(_UNWRITTEN)


def get_logger(room: str) -> structlog.typing.FilteringBoundLogger:
    """A logger whose lines carry the name of the room they come from."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(room=room)
    return logger


def short_hash(identity: int) -> str:
    """Eight characters that stand for a chat: the same for one chat until the next start."""
    return hashlib.blake2s(str(identity).encode(), key=_KEY, digest_size=4).hexdigest()


def new_reference() -> str:
    """A reference for one update, short enough to be read out: it ties an apology to its log lines."""
    return secrets.token_hex(4)


@contextmanager
def followed(reference: str) -> Iterator[None]:
    """Whatever is logged inside bears this reference: what an update has brought about is found by it."""
    before = _followed.set(reference)
    try:
        yield
    finally:
        _followed.reset(before)


def redact(text: str, known_secrets: tuple[str, ...] = ()) -> str:
    """The text with tokens, passwords in addresses and the given secrets struck out."""
    for secret in known_secrets:
        text = text.replace(secret, "<secret>")
    if ":" not in text:  # as nearly every value is
        return text
    return _PASSWORD.sub(r"\1:<password>@", _TOKEN.sub("<token>", text))


def _refer(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    reference = _followed.get()
    if reference:
        event.setdefault("reference", reference)
    return event


def _count(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Count an error by what its line says: the sentences of this program are few, and say nothing of anybody."""
    if event["level"] in _ERRORS:
        count_error(_LIBRARY if "_record" in event else str(event["event"]))
    return event


def _plainly(console: Processor) -> Processor:
    """A renderer that writes a line as `console` does without colours: a buffer for each value costs as much again."""

    def processor(logger: WrappedLogger, method: str, event: EventDict) -> Any:
        if not _OWN_PLACE.isdisjoint(event) or not isinstance(event["event"], str):
            return console(logger, method, event)
        start = f"{event.pop('timestamp')} [{event.pop('level'):<{_LEVEL_WIDTH}}] {event.pop('event'):<{_EVENT_WIDTH}}"
        return " ".join((start, *(f"{name}={_shown(event[name])}" for name in sorted(event)))).rstrip(" ")

    return processor


def _shown(value: Any) -> str:
    return value if type(value) is str and _QUOTED.search(value) is None else repr(value)


def _strike_out(known_secrets: tuple[str, ...]) -> Callable[[WrappedLogger, str, EventDict], EventDict]:
    known = tuple(secret for secret in known_secrets if secret)

    def processor(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        for name, value in event.items():
            if name.startswith("_"):
                continue
            event[name] = _clean(value, known)
        return event

    return processor


def _clean(value: Any, known: tuple[str, ...]) -> Any:
    match value:
        case bool() | int() | float() | None:
            return value
        case str():
            return redact(value, known)
        case _:
            return redact(repr(value), known)
