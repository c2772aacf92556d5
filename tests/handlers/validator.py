"""What Telegram would refuse: every reply of every story is looked at here."""

from __future__ import annotations

from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendDocument, SendMessage
from aiogram.types import InlineKeyboardMarkup

from flows.utf16 import utf16_length
from handlers.reply import Reply
from web.telegram_html import parse_html

LONGEST_LABEL = 80
"""Telegram sets no bound, but a phone shows no more than this, on two lines."""


def check(reply: Reply) -> None:
    """Fail where the Bot API would refuse the call."""
    match reply.method:
        case SendMessage(text=text, reply_markup=markup):
            assert_text(text, 4096)
        case EditMessageText(text=str(text), reply_markup=markup):
            assert_text(text, 4096)
        case SendDocument(caption=caption, reply_markup=markup):
            assert_text(caption or "", 1024)
        case AnswerCallbackQuery(text=toast):
            assert toast is None or 0 < len(toast) <= 200
            markup = None
        case method:
            raise AssertionError(f"the desk does not know {type(method).__name__}")
    if markup is not None:
        assert isinstance(markup, InlineKeyboardMarkup)
        assert_keyboard(markup)
    if reply.fallback is not None:
        check(Reply(reply.fallback))


def assert_text(html: str, most: int) -> None:
    """A text parses, is not empty, and fits after its entities are taken out."""
    plain, _ = parse_html(html)
    assert plain.strip()
    assert utf16_length(plain) <= most
    plain.encode()


def assert_keyboard(markup: InlineKeyboardMarkup) -> None:
    """Buttons carry ids that fit, and words that can be read."""
    markup = InlineKeyboardMarkup.model_validate(markup.model_dump(exclude_none=True))
    buttons = [button for row in markup.inline_keyboard for button in row]
    assert all(markup.inline_keyboard), "an empty row"
    assert 0 < len(buttons) <= 100
    for button in buttons:
        assert button.text.strip()
        assert len(button.text) <= LONGEST_LABEL, button.text
        if button.url is None:
            assert button.callback_data is not None
            assert 1 <= len(button.callback_data.encode()) <= 64
            assert button.callback_data.isascii()
    carried = [button.callback_data for button in buttons]
    assert len(set(carried)) == len(carried), "two buttons do the same"
