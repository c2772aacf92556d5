"""The kinds of column that both databases must treat alike: identifiers, moments and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

# A moment as SQLite keeps it, without its zone: 2026-03-01 14:00:00.000000
_TEXT_LENGTH: Final = 26


def to_json(value: Any) -> str:
    """JSON text, as short as it can be and readable in every script.

    Half a surrogate pair, which a client can send as an escape, is kept as that escape: UTF-8 has no form for it.
    """
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # half a pair, or a number that needs more than 64 bits
        return json.dumps(value, separators=(",", ":"))


def from_json(text: str) -> Any:
    """The data that a JSON text holds."""
    try:
        return orjson.loads(text)
    except ValueError:  # half a surrogate pair
        return json.loads(text)


def writable(text: str) -> str:
    """The text without what a database cannot hold: U+0000 and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


class Key(TypeDecorator[int]):
    """An identifier of 64 bits that the database counts up; SQLite does so for the type INTEGER only."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Moment(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC; SQLite, which has no such type, keeps text that sorts by time."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(_TEXT_LENGTH) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return self.bind_processor(dialect)(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """In place of what SQLAlchemy would make of `process_bind_param`, in a third of its time."""
        convert = _as_text if dialect.name == "sqlite" else _in_utc
        return lambda value: None if value is None else convert(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        moment: datetime = value.astimezone(UTC)
        return moment


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _as_text(moment: datetime) -> str:
    return _in_utc(moment).isoformat(" ", "microseconds")[:_TEXT_LENGTH]


class Json(TypeDecorator[Any]):
    """JSON data; `None` is kept as NULL. PostgreSQL's type `json` keeps the text as it was written."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else JSON(none_as_null=True))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return to_json(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return from_json(value) if value is not None and dialect.name == "sqlite" else value


class Words(TypeDecorator[str]):
    """Text that a person wrote, without what a database cannot hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else writable(value)
