"""What people wrote, made ready to be set: lines, paragraphs in their own direction, telephone numbers in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, Final

from locales.isolation import first_direction, isolate, runs_right_to_left
from locales.languages import Direction, direction

NO_BREAK_SPACE: Final = "\u00a0"

_CONTROLS: Final = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_TELEPHONE: Final = re.compile(r"\+[0-9][0-9 ().-]*[0-9]")
# Longer than any address that is kept, and short enough for a line of a PDF file, of two bytes a letter and more.
_NO_WORD: Final = 4000
_A_LINE: Final = 60
_ENDLESS: Final = re.compile(
    rf"[^\s\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{{{_NO_WORD},}}"
)
"""Chinese, Japanese and Korean end a line anywhere."""
_MAY_END: Final = "\u200b"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that the applicant wrote, in the direction of its own letters."""

    text: str
    direction: Direction


def cleaned(value: Any) -> Any:
    """The same with one kind of line end, spaces for tabs, and without control characters, wherever text stands.

    No font draws a control character, and XML cannot hold most of them (XML 1.0, 2.2). A byte order mark, which
    comes along with pasted text, may not stand in PDF/A (ISO 19005-2, 6.2.11.7.2). Nor may a line of more than 32,767
    bytes (6.1.13): what has that many letters and no place to end a line gets such places.
    """
    match value:
        case str():
            text = _CONTROLS.sub("", "\n".join(value.splitlines()).replace("\t", " "))
            return text if len(text) < _NO_WORD else _ENDLESS.sub(_with_ends, text)
        case dict():
            return {key: cleaned(each) for key, each in value.items()}
        case list() | tuple():
            return [cleaned(each) for each in value]
    return value


def _with_ends(endless: re.Match[str]) -> str:
    whole = endless[0]
    return _MAY_END.join(whole[start : start + _A_LINE] for start in range(0, len(whole), _A_LINE))


def texts(value: Any) -> Iterator[str]:
    """Every text within a value, such as a document."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from texts(each)
        case list() | tuple():
            for each in value:
                yield from texts(each)


def paragraphs(text: str, language: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text; one without a letter that has a direction goes by the language."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(_paragraph(line, first_direction(line) or direction(language)) for line in lines if line)


def apart(text: str, around: Direction) -> str:
    """What a person typed, kept together where the text around it may run the other way.

    Elsewhere nothing is put in: an invisible sign is drawn with the glyph of a space, and readers of the file would
    then find the sign in place of spaces.
    """
    return isolate(text) if around == "rtl" or runs_right_to_left(text) else text


def _paragraph(line: str, runs: Direction) -> Paragraph:
    return Paragraph(_TELEPHONE.sub(_whole, line) if runs == "rtl" else line, runs)


def _whole(telephone: re.Match[str]) -> str:
    """The number in an isolate of its own, on one line: from right to left, its groups would change places."""
    return f"\u2066{telephone[0].replace(' ', NO_BREAK_SPACE)}\u2069"
