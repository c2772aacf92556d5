"""Buttons as plain data: what each carries, within Telegram's 64 bytes, and how it is read back.

A button of a conversation carries the session it belongs to, the session's revision, an act and its argument, never
a label: `<session>.<revision>:<act>:<argument>`, the numbers in base 36. A button of a page (language, my letters)
carries `!<act>:<argument>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from flows.events import Button, Pressed, Prompt
from flows.wording import Say
from locales.voice import Voice

MOST_DIGITS = 12
"""Of a number in a button; what is longer was not made here."""
MOST_BYTES = 64
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class PagePressed:
    """A button of a page that stands outside any conversation."""

    act: str
    arg: str


@dataclass(frozen=True, slots=True)
class PageButton:
    """A button of such a page: an act with its argument, or a link."""

    label: Say
    act: str = ""
    arg: str = ""
    url: str = ""


Rows: TypeAlias = "tuple[tuple[PageButton, ...], ...]"


def base36(number: int) -> str:
    """A non-negative number in base 36."""
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if not number:
            return text


def carried(session_id: int, revision: int, act: str, arg: str) -> str:
    """What a conversation's button carries. Raises `ValueError` over 64 bytes; ids are made to fit."""
    return fitting(f"{_standing(session_id, revision)}:{act}:{arg}")


def _standing(session_id: int, revision: int) -> str:
    return f"{base36(session_id)}.{base36(revision)}"


def fitting(data: str) -> str:
    """What a button carries, if Telegram lets it. Raises `ValueError` over 64 bytes."""
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"a button cannot carry {data!r}: Telegram allows {MOST_BYTES} bytes")
    return data


def read_carried(data: str) -> tuple[int, Pressed] | PagePressed | None:
    """What was pressed: a session's button with the session it belongs to, or a page's; `None` for anything else."""
    if data.startswith("!"):
        act, _, arg = data[1:].partition(":")
        return PagePressed(act, arg)
    standing, _, rest = data.partition(":")
    session, _, revision = standing.partition(".")
    act, colon, arg = rest.partition(":")
    if not colon:
        return None
    try:
        return int(session, 36), Pressed(int(revision, 36), act, arg)
    except ValueError:
        return None


def number_in(text: str) -> int:
    """A number as buttons carry it, in base 36; -1, which nothing has, for anything else."""
    try:
        return int(text, 36) if text.isalnum() and text.isascii() and len(text) <= MOST_DIGITS else -1
    except ValueError:
        return -1


def parts_of(arg: str, count: int = 3) -> tuple[str, ...]:
    """What a button's argument is made of, between points; parts that it does not have are empty."""
    parts = arg.split(".", count - 1)
    return (*parts, *("" for _ in range(count - len(parts))))


def label(button: Button, voice: Voice) -> str:
    """A button's words, with a box where it can be ticked."""
    words = voice.plain(button.label) if isinstance(button.label, Say) else voice.param(button.label)
    if button.ticked is None:
        return words
    return f"{'☑' if button.ticked else '☐'} {words}"


PlainRows: TypeAlias = "list[list[dict[str, str]]]"
"""Rows of buttons as the Bot API takes them (InlineKeyboardMarkup.inline_keyboard)."""


def prompt_rows(prompt: Prompt, session_id: int, voice: Voice) -> PlainRows:
    """The buttons under a prompt."""
    standing = _standing(session_id, prompt.revision)
    return _filled(
        [
            {"text": label(button, voice), "callback_data": fitting(f"{standing}:{button.act}:{button.arg}")}
            for button in row
        ]
        for row in prompt.buttons
    )


def page_rows(rows: Rows, voice: Voice) -> PlainRows:
    """The buttons under a page."""
    return _filled([_page_button(button, voice) for button in row] for row in rows)


def _page_button(button: PageButton, voice: Voice) -> dict[str, str]:
    words = voice.plain(button.label)
    if button.url:
        return {"text": words, "url": button.url}
    return {"text": words, "callback_data": fitting(f"!{button.act}:{button.arg}")}


def _filled(rows: Iterable[list[dict[str, str]]]) -> PlainRows:
    return [row for row in rows if row]
