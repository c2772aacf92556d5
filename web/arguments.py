"""The parameters of one call of the Bot API, however they came: query, form, multipart or JSON.

Numbers and flags are read as leniently as Telegram reads them; what is wrong is refused in its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from web.refusal import bad_request

_NUMBER = re.compile(r"\s*([+-]?\d{1,19})")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came along with a call or a page's request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """Parameters by name; JSON bodies may hold numbers, lists and objects, everything else is text."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A parameter as text; empty when it is missing."""
        value = self.values.get(name)
        match value:
            case None:
                return ""
            case str():
                return value
            case _:
                return orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0, *, least: int = -(2**31), most: int = 2**31 - 1) -> int:
        """A whole number within bounds; what is no number counts as 0."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        return min(max(to_integer(value), least), most)

    def flag(self, name: str) -> bool:
        """A yes or no."""
        return self.text(name).lower() in ("true", "yes", "1")

    def parsed(self, name: str, complaint: str) -> Any:
        """A parameter that is itself JSON; None when it is missing; `complaint` when it cannot be read."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(complaint) from None

    def listed(self, name: str) -> object:
        """Optional JSON that Telegram passes over when it cannot be read."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            parsed: object = orjson.loads(value)
        except orjson.JSONDecodeError:
            return None
        return parsed


def to_integer(value: object) -> int:
    """A number as Telegram reads it: the digits at the beginning, 0 when there are none or they exceed 64 bits."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        number = value
    else:
        found = _NUMBER.match(value) if isinstance(value, str) else None
        number = int(found.group(1)) if found else 0
    return number if -(2**63) <= number < 2**63 else 0
