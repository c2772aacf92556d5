"""What a handler hands back: a message to send once the update's result is committed.

Handlers never send by themselves. They return replies, and `bot/replies.py` sends them in order,
with retries, so that a refused or dropped message does not leave a person waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiogram.methods import TelegramMethod


@dataclass(frozen=True, slots=True)
class Owed:
    """Names the mark in storage that says "this prompt has not yet gone out".

    `revision` is the session's revision when the prompt was made: a later one keeps its own mark.
    """

    session_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class Reply:
    """One call of the Bot API, to be made after the commit.

    method: the call, already built. Replies with the same `chat_id` are sent in order; a method
        without one (`answerCallbackQuery`) goes in the order of the chat whose update made it.
    owed: the mark to clear in storage when the call has succeeded, or can never succeed.
    replaces: this is a prompt: an earlier prompt of the same chat that is still unsent is dropped.
    best_effort: tried once, beside the chat's other replies, and forgotten (a spinner to stop, an
        old keyboard to remove).
    hold: seconds to wait for a prompt that replaces this one before it is sent.
    repeats: this prompt may stand in the chat already, and is shown once more.
    fallback: sent in its place when the message it edits is gone or can no longer be edited.
    apology: says that the update failed by an error of the program.
    """

    method: TelegramMethod[Any]
    owed: Owed | None = None
    replaces: bool = False
    best_effort: bool = False
    hold: float = 0.0
    repeats: bool = False
    fallback: TelegramMethod[Any] | None = None
    apology: bool = False
