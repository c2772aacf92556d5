"""Inline keyboards as aiogram sends them."""

from __future__ import annotations

from typing import Final

from aiogram.types import InlineKeyboardMarkup

from handlers.buttons import PlainRows


class Keyboard(InlineKeyboardMarkup):
    """An inline keyboard with its buttons as the plain data that goes out.

    A model for each button costs more than all the rest of a prompt's call (`docs/performance.md`).
    """

    inline_keyboard: PlainRows  # type: ignore[assignment]


_EMPTY: Final = Keyboard(inline_keyboard=[])


def keyboard(rows: PlainRows) -> Keyboard | None:
    """The keyboard of these rows; none where there are none."""
    # A copy, since rows that are made here need not be checked.
    return _EMPTY.model_copy(update={"inline_keyboard": rows}) if rows else None
