"""Where updates are answered: aiogram's dispatcher with one handler for each kind of update.

One handler a kind that dispatches by itself costs a twelfth of what a filter for each command costs (a plain filter
runs in a thread; `docs/performance.md`). Each takes the update in within one transaction and returns what to send:
`bot/inbound` confirms the update then, and `bot/replies` sends.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update
from aiohttp import ClientError

from flows.media import media_type
from flows.plan_import import Paragraph
from flows.wording import N_, Say, say
from handlers import conversation
from handlers.incoming import ALLOWED_UPDATES, read_edited, read_membership, read_message, read_press
from handlers.reply import Reply
from handlers.scene import Blocking, Incoming, Scene, Upload
from handlers.showing import shown
from handlers.straight import StraightDispatcher
from handlers.talk import FetchedFile, Surroundings
from handlers.traces import trace
from locales.voice import voice
from storage import clock
from storage.errors import StorageUnavailable
from storage.store import Store

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["ALLOWED_UPDATES", "Answering"]

MOST_BYTES = 10 * 1024 * 1024
"""The largest file that is fetched; Telegram itself hands bots no more than 20 MB."""
FETCH_WITHIN = 30.0
"""Seconds that a download may take, since the chat's later messages wait for it."""
HEAD_BYTES = 4096

log = structlog.get_logger("answering")


class Answering:
    """Answers updates from storage. `dispatcher` is what updates are fed to, with `channel` and `reference` beside
    each: the channel's name in storage, and the reference under which an unexpected error is logged and reported."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        self._store = store
        self._surroundings = surroundings
        self.dispatcher = StraightDispatcher(disable_fsm=True)
        self.dispatcher.message.register(self._on_message)
        self.dispatcher.edited_message.register(self._on_edited)
        self.dispatcher.callback_query.register(self._on_press)
        self.dispatcher.my_chat_member.register(self._on_membership)

    async def represent(self, channel: str, chat_id: int) -> list[Reply]:
        """The prompt at which a chat stands, shown again: for those whose reply did not leave before a restart."""
        incoming = _nothing_new(channel, chat_id)
        scene = await self._store.transact(lambda tx: conversation.greet_again(tx, incoming, self._surroundings))
        return [] if scene is None else shown(scene, incoming)

    async def slow_down(self, channel: str, chat_id: int) -> Reply | None:
        """The sentence for one who writes faster than answers may go out."""
        found = await self._store.read(lambda tx: tx.conversation(channel, chat_id))
        language = "en" if found is None else found.person.language
        calm = say(
            N_("You write faster than I may answer. Nothing is lost: I take everything in, in order, and answer soon.")
        )
        return Reply(SendMessage(chat_id=chat_id, text=voice(language).html(calm)))

    async def _on_message(
        self, message: Message, bot: Bot, event_update: Update, channel: str, reference: str
    ) -> list[Reply]:
        return await self._answer(bot, read_message(message, channel, event_update.update_id), reference)

    async def _on_edited(
        self, message: Message, bot: Bot, event_update: Update, channel: str, reference: str
    ) -> list[Reply]:
        return await self._answer(bot, read_edited(message, channel, event_update.update_id), reference)

    async def _on_press(
        self, query: CallbackQuery, bot: Bot, event_update: Update, channel: str, reference: str
    ) -> list[Reply]:
        return await self._answer(bot, read_press(query, channel, event_update.update_id), reference)

    async def _on_membership(
        self, change: ChatMemberUpdated, bot: Bot, event_update: Update, channel: str, reference: str
    ) -> list[Reply]:
        return await self._answer(bot, read_membership(change, channel, event_update.update_id), reference)

    async def _answer(self, bot: Bot, incoming: Incoming | None, reference: str) -> list[Reply]:
        """Take an update in and say what to send. An unexpected error becomes an apology with a reference."""
        if incoming is None:
            return []
        try:
            scene = await self._received(bot, incoming)
            return [] if scene is None else shown(scene, incoming)
        except StorageUnavailable:
            raise
        except Exception as problem:
            log.error(
                "an update could not be taken in",
                reference=reference,
                channel=incoming.channel,
                what=type(incoming.what).__name__,
                trace=trace(problem),
            )
            log.debug("what it said", reference=reference, exc_info=problem)
        if isinstance(incoming.what, Blocking):
            return []
        sorry = await self._store.transact(lambda tx: conversation.apology(tx, incoming, reference))
        return [replace(reply, apology=True) for reply in shown(sorry, incoming)]

    async def _received(self, bot: Bot, incoming: Incoming) -> Scene | None:
        surroundings = self._surroundings
        file: FetchedFile | None = None
        if isinstance(incoming.what, Upload):
            upload = incoming.what
            wanted = await self._store.read(lambda tx: conversation.expects_file(tx, incoming, surroundings))
            if wanted:
                fetched = await _fetched(bot, upload)
                if isinstance(fetched, Say):
                    return await self._store.transact(
                        lambda tx: conversation.not_fetched(tx, incoming, surroundings, fetched)
                    )
                file = await _with_text(fetched) if conversation.is_text_file(incoming) else fetched
        return await self._store.transact(lambda tx: conversation.receive(tx, incoming, surroundings, file))


class _TooLarge(Exception):
    """More of a file has come than is taken."""


class _Bounded(BytesIO):
    """Takes no more than a file may have: the size that came with the message may be missing or wrong."""

    def write(self, content: Buffer, /) -> int:
        if self.tell() + memoryview(content).nbytes > MOST_BYTES:
            raise _TooLarge
        return super().write(content)


async def _fetched(bot: Bot, upload: Upload) -> FetchedFile | Say:
    """The content of a file, or why it could not be had."""
    too_large = say(
        N_("This file is too large. Please send one of at most {most} MB."), most=MOST_BYTES // 1024 // 1024
    )
    if upload.size > MOST_BYTES:
        return too_large
    content = _Bounded()
    try:
        async with asyncio.timeout(FETCH_WITHIN):
            await bot.download(upload.telegram_id, destination=content)
    except _TooLarge:
        return too_large
    except (TelegramAPIError, ClientDecodeError, ClientError, TimeoutError, OSError) as problem:
        log.warning("a file could not be fetched", problem=type(problem).__name__)
        return say(N_("I could not fetch this file. Please send it again."))
    whole = content.getvalue()
    return FetchedFile(upload.name, media_type(whole[:HEAD_BYTES], whole), whole)


async def _with_text(file: FetchedFile) -> FetchedFile:
    """The file with its words, or with the reason why they cannot be read."""
    # What reads Word files takes a while to load, so only who reads them loads it.
    from documents.reading import Unreadable, text_paragraphs, word_paragraphs

    read = word_paragraphs if file.name.lower().endswith(".docx") else text_paragraphs
    try:
        text: tuple[Paragraph, ...] | Say = await asyncio.to_thread(read, file.content)
    except Unreadable:
        text = say(N_("I could not read the text in this file. Please send it as .docx, or as .txt in UTF-8."))
    return replace(file, text=text)


def _nothing_new(channel: str, chat_id: int) -> Incoming:
    """What stands in for an update where there was none."""
    return Incoming(channel, 0, chat_id, "", "", clock.now(), Blocking(False))
