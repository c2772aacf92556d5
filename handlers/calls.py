"""The calls of the Bot API that show most of what is shown.

Each is a copy of one that aiogram has checked: it would check chat ids and texts that are made here once more, in three
to five times as long.
"""

from __future__ import annotations

from typing import Final

from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from handlers.keyboards import Keyboard

_SEND: Final = SendMessage(chat_id=0, text="")
_EDIT: Final = EditMessageText(text="")
_ANSWER: Final = AnswerCallbackQuery(callback_query_id="")


def sending(chat: int, text: str, buttons: Keyboard | None = None) -> SendMessage:
    """A new message."""
    return _SEND.model_copy(update={"chat_id": chat, "text": text, "reply_markup": buttons})


def editing(chat: int, message_id: int, text: str, buttons: Keyboard | None = None) -> EditMessageText:
    """Another text, and other buttons or none, for a message that stands there."""
    return _EDIT.model_copy(update={"chat_id": chat, "message_id": message_id, "text": text, "reply_markup": buttons})


def answering_press(query_id: str, toast: str | None) -> AnswerCallbackQuery:
    """The answer to a press, with a word on the button or none."""
    return _ANSWER.model_copy(update={"callback_query_id": query_id, "text": toast})
