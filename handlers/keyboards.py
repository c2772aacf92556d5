"""Inline keyboards as aiogram sends them."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from handlers.buttons import PlainRows


class Keyboard(InlineKeyboardMarkup):
    """An inline keyboard with its buttons as the plain data that goes out.

    A model for each button costs more than all the rest of a prompt's call (`docs/performance.md`).
    """

    inline_keyboard: PlainRows  # type: ignore[assignment]


def keyboard(rows: PlainRows) -> Keyboard | None:
    """The keyboard of these rows; none where there are none."""
    return Keyboard(inline_keyboard=rows) if rows else None
