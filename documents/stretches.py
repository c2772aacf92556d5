"""A line cut into stretches of one direction, for Word: there a run says which way it goes.

Word orders numbers and punctuation by the run they stand in (`w:rtl`, ISO/IEC 29500-1, 17.3.2.30) and knows isolates
in its newest versions only; LibreOffice orders them by the letters around (UAX #9) and not by the run. So isolates
become runs, and where punctuation or a number alone would decide, a mark (U+200E, U+200F) says the same to both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from locales.isolation import first_direction
from locales.languages import Direction

MARKS: Final[dict[Direction, str]] = {"ltr": "\u200e", "rtl": "\u200f"}

_ISOLATES: Final[dict[str, Direction | None]] = {"\u2066": "ltr", "\u2067": "rtl", "\u2068": None}
_POP_ISOLATE: Final = "\u2069"
_EMBEDDINGS: Final = "\u202a\u202b\u202d\u202e"
_POP_EMBEDDING: Final = "\u202c"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that runs one way."""

    text: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class _Inner:
    """An isolate within a line, laid out by itself."""

    stretches: tuple[Stretch, ...]


def stretches(line: str, base: Direction) -> tuple[Stretch, ...]:
    """The line without isolates, as stretches in their order, within a paragraph that runs as `base` says.

    What runs from right to left inside a quotation that runs from left to right inside an Arabic sentence is deeper
    than runs can say, and stands as a stretch of the sentence.
    """
    if base == "ltr" and line.isascii():
        return (Stretch(line, base),) if line else ()
    found = _merged(_resolved(iter(line), base))
    if len(found) == 1 and found[0].direction == base:
        return found
    return tuple(_marked(one, base, number) for number, one in enumerate(found))


def _resolved(characters: Iterator[str], base: Direction) -> Iterator[Stretch]:
    """The characters of a line or of an isolate, each in its direction."""
    parts: list[str | _Inner] = []
    embeddings = 0
    for character in characters:
        if character == _POP_ISOLATE:
            # It closes nothing: what does close an isolate has been read with it.
            continue
        if character in _ISOLATES:
            inside = _ISOLATES[character]
            text = _isolated(characters)
            runs = inside or first_direction(text) or "ltr"
            parts.append(_Inner(_merged(_resolved(iter(text), runs))))
            continue
        embeddings += (character in _EMBEDDINGS) - (character == _POP_EMBEDDING and embeddings > 0)
        parts.append(character)
    yield from _neutrals_settled(parts, base)
    if embeddings:
        # Whoever turns text about, turns their own only.
        yield Stretch(_POP_EMBEDDING * embeddings, base)


def _isolated(characters: Iterator[str]) -> str:
    """What stands up to the pop that closes the isolate just begun."""
    depth, kept = 1, []
    for character in characters:
        depth += (character in _ISOLATES) - (character == _POP_ISOLATE)
        if depth == 0:
            break
        kept.append(character)
    return "".join(kept)


def _neutrals_settled(parts: list[str | _Inner], base: Direction) -> Iterator[Stretch]:
    """Letters and numbers as they run, and what has no direction as both its neighbours, or else as `base`."""
    directions = list(_strong(parts, base))
    at = 0
    for known, group in groupby(directions, key=lambda one: one):
        length = len(list(group))
        settled = known
        if settled is None:
            before = directions[at - 1] if at else base
            after = directions[at + length] if at + length < len(directions) else base
            settled = before if before is not None and before == after else base
        for part in parts[at : at + length]:
            if isinstance(part, _Inner):
                yield from part.stretches
            else:
                yield Stretch(part, settled)
        at += length


def _strong(parts: list[str | _Inner], base: Direction) -> Iterator[Direction | None]:
    """The direction of each part; a number goes with the letters before it (UAX #9, W7)."""
    last, mark = base, None
    for part in parts:
        found: Direction | None = None
        if isinstance(part, str):
            match unicodedata.bidirectional(part):
                case "L":
                    found = last = "ltr"
                case "R" | "AL":
                    found = last = "rtl"
                case "EN":
                    found = last
                case "AN":
                    found = "rtl"
                case "NSM":
                    found = mark
        mark = found
        yield found


def _merged(parts: Iterator[Stretch]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch("".join(one.text for one in group), runs)
        for runs, group in groupby(parts, key=lambda one: one.direction)
    )


def _marked(stretch: Stretch, base: Direction, number: int) -> Stretch:
    """The stretch with marks at edges that are no letter of its own direction.

    A stretch that runs as its paragraph needs one only where it begins with a number, or is nothing but punctuation
    between two others.
    """
    mark, text = MARKS[stretch.direction], stretch.text
    if stretch.direction == base:
        needed = number > 0 and _first_of_weight(text) != base
        return Stretch(mark + text, base) if needed else stretch
    start = "" if _runs(text[0]) == stretch.direction else mark
    end = "" if _runs(text[-1]) == stretch.direction else mark
    return Stretch(f"{start}{text}{end}", stretch.direction)


def _first_of_weight(text: str) -> Direction | None:
    """The direction of the first letter, `None` where a number comes before it or there is none."""
    for character in text:
        if unicodedata.bidirectional(character) in ("EN", "AN"):
            return None
        runs = _runs(character)
        if runs is not None:
            return runs
    return None


def _runs(character: str) -> Direction | None:
    return first_direction(character)
