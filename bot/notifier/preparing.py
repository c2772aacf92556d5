"""From a notice to what goes out: told in a transaction, worded and made into a file after it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.logs import get_logger
from bot.notifier.outcome import Outcome
from bot.notifier.post import Post
from flows.media import PNG
from handlers.buttons import PlainRows, page_rows
from handlers.letter_files import Ingredients, could_not_be_made, ingredients, made
from handlers.notices import telling
from handlers.plan_files import PlanIngredients, plan_could_not_be_made, plan_ingredients, plan_made
from handlers.scene import Page
from handlers.telling import PlanOrder, ReadyFile, worded
from handlers.traces import trace
from locales.voice import voice

if TYPE_CHECKING:
    from documents.files import DocumentFile
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.store import Store, Transaction

log = get_logger("notifier")


@dataclass(frozen=True, slots=True)
class Text:
    """A message of Telegram HTML with its buttons."""

    text: str
    rows: PlainRows

    async def go(self, post: Post, chat_id: int) -> Outcome:
        """Hand it to the Bot API server."""
        return await post.text(chat_id, self.text, self.rows)


@dataclass(frozen=True, slots=True)
class File:
    """A file with a caption of Telegram HTML and its buttons."""

    name: str
    content: bytes
    caption: str
    rows: PlainRows

    async def go(self, post: Post, chat_id: int) -> Outcome:
        """Hand it to the Bot API server."""
        return await post.file(chat_id, self.name, self.content, self.caption, self.rows)


class Picture(File):
    """A picture with a caption of Telegram HTML and its buttons."""

    async def go(self, post: Post, chat_id: int) -> Outcome:
        """Hand it to the Bot API server."""
        return await post.picture(chat_id, self.name, self.content, self.caption, self.rows)


Message = Text | File


@dataclass(frozen=True, slots=True)
class NotBefore:
    """It is to go out from a moment on: its reader is asleep now."""

    moment: datetime


async def prepared(store: Store, notice: Notice, surroundings: Surroundings) -> tuple[Message, ...] | NotBefore | None:
    """The messages that a notice consists of now, or when it is to be told; `None` where it is of no use any more.

    Raises `handlers.notices.UnknownKind`, `StorageUnavailable`, and whatever an error of the program raises.
    """

    def read(tx: Transaction) -> Page | Ingredients | PlanIngredients | ReadyFile | NotBefore | None:
        told = telling(tx, notice, surroundings)
        if told is None:
            return None
        if told.not_before is not None:
            return NotBefore(told.not_before)
        if isinstance(told.file, PlanOrder):
            return plan_ingredients(tx, told.file, surroundings)
        if isinstance(told.file, ReadyFile):
            return told.file
        return told.page if told.file is None else ingredients(tx, told.file, notice.person_id, surroundings)

    found = await store.read(read)
    if found is None or isinstance(found, NotBefore):
        return found
    if isinstance(found, Ingredients | PlanIngredients):
        return await _file(found, notice.language)
    if isinstance(found, ReadyFile):
        speak = voice(notice.language)
        return (File(found.name, found.content, speak.html(found.caption), page_rows(found.rows, speak)),)
    return _texts(found, notice.language)


async def _file(of: Ingredients | PlanIngredients, language: str) -> tuple[Message, ...]:
    """The file; a page in its place where it cannot be made, so that nobody waits for what never comes."""
    try:
        came = await asyncio.to_thread(_made, of)
    except Exception as problem:
        log.error("a file could not be made", form=of.order.form, language=of.order.language, trace=trace(problem))
        came = plan_could_not_be_made(of) if isinstance(of, PlanIngredients) else could_not_be_made(of.order.reference)
    if isinstance(came, Page):
        return _texts(came, language)
    speak = voice(language)
    caption = speak.html(of.order.caption)
    kind = Picture if came.media_type == PNG else File
    return (kind(came.name, came.content, caption, page_rows(of.order.rows, speak)),)


def _made(of: Ingredients | PlanIngredients) -> DocumentFile | Page:
    return plan_made(of) if isinstance(of, PlanIngredients) else made(of)


def _texts(page: Page, language: str) -> tuple[Message, ...]:
    """One message or several; the buttons are under the last."""
    wording = worded(page, language)
    last = len(wording.texts) - 1
    return tuple(Text(text, wording.rows if number == last else []) for number, text in enumerate(wording.texts))
