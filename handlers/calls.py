"""The calls of the Bot API that show most of what is shown.

Each is a copy of one that was made unchecked: aiogram would check chat ids and texts that are made here once more, in
three to five times as long, and build the validators for that at start-up.
"""

from __future__ import annotations

from typing import Final

from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from handlers.keyboards import Keyboard

_SEND: Final = SendMessage.model_construct(chat_id=0, text="")
_EDIT: Final = EditMessageText.model_construct(text="")
_ANSWER: Final = AnswerCallbackQuery.model_construct(callback_query_id="")


def sending(chat: int, text: str, buttons: Keyboard | None = None) -> SendMessage:
    """A new message."""
    return _SEND.model_copy(update={"chat_id": chat, "text": text, "reply_markup": buttons})


def editing(chat: int, message_id: int, text: str, buttons: Keyboard | None = None) -> EditMessageText:
    """Another text, and other buttons or none, for a message that stands there."""
    return _EDIT.model_copy(update={"chat_id": chat, "message_id": message_id, "text": text, "reply_markup": buttons})


def answering_press(query_id: str, toast: str | None) -> AnswerCallbackQuery:
    """The answer to a press, with a word on the button or none."""
    return _ANSWER.model_copy(update={"callback_query_id": query_id, "text": toast})
