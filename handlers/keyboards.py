"""Inline keyboards: what a button carries, within Telegram's 64 bytes, and how it is read back.

A button of a conversation carries the session it belongs to, the session's revision, an act and its argument, never
a label: `<session>.<revision>:<act>:<argument>`, the numbers in base 36. A button of a page (language, my letters)
carries `!<act>:<argument>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from aiogram.types import InlineKeyboardMarkup

from flows.events import Button, Pressed, Prompt
from flows.wording import Say
from locales.voice import Voice

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
    return _fitting(f"{base36(session_id)}.{base36(revision)}:{act}:{arg}")


def _fitting(data: str) -> str:
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


def label(button: Button, voice: Voice) -> str:
    """A button's words, with a box where it can be ticked."""
    words = voice.plain(button.label) if isinstance(button.label, Say) else voice.param(button.label)
    if button.ticked is None:
        return words
    return f"{'☑' if button.ticked else '☐'} {words}"


class Keyboard(InlineKeyboardMarkup):
    """An inline keyboard with its buttons as the plain data that goes out.

    A model for each button costs more than all the rest of a prompt's call (`docs/performance.md`).
    """

    inline_keyboard: list[list[dict[str, str]]]  # type: ignore[assignment]


def prompt_keyboard(prompt: Prompt, session_id: int, voice: Voice) -> Keyboard | None:
    """The keyboard under a prompt."""
    return _keyboard(
        [
            {
                "text": label(button, voice),
                "callback_data": carried(session_id, prompt.revision, button.act, button.arg),
            }
            for button in row
        ]
        for row in prompt.buttons
    )


def page_keyboard(rows: Rows, voice: Voice) -> Keyboard | None:
    """The keyboard under a page."""
    return _keyboard([_page_button(button, voice) for button in row] for row in rows)


def _page_button(button: PageButton, voice: Voice) -> dict[str, str]:
    words = voice.plain(button.label)
    if button.url:
        return {"text": words, "url": button.url}
    return {"text": words, "callback_data": _fitting(f"!{button.act}:{button.arg}")}


def _keyboard(rows: Iterable[list[dict[str, str]]]) -> Keyboard | None:
    filled = [row for row in rows if row]
    return Keyboard(inline_keyboard=filled) if filled else None
