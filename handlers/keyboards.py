"""Inline keyboards as aiogram sends them."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from flows.events import Prompt
from handlers.buttons import PlainRows, Rows, page_rows, prompt_rows
from locales.voice import Voice


class Keyboard(InlineKeyboardMarkup):
    """An inline keyboard with its buttons as the plain data that goes out.

    A model for each button costs more than all the rest of a prompt's call (`docs/performance.md`).
    """

    inline_keyboard: PlainRows  # type: ignore[assignment]


def prompt_keyboard(prompt: Prompt, session_id: int, voice: Voice) -> Keyboard | None:
    """The keyboard under a prompt."""
    return _keyboard(prompt_rows(prompt, session_id, voice))


def page_keyboard(rows: Rows, voice: Voice) -> Keyboard | None:
    """The keyboard under a page."""
    return _keyboard(page_rows(rows, voice))


def _keyboard(rows: PlainRows) -> Keyboard | None:
    return Keyboard(inline_keyboard=rows) if rows else None
