"""A desk with people in front of it: updates go in as Telegram sends them, and what comes back is shown on a screen.

Nothing is sent anywhere: the bot's session knows only the files that people have sent, and fails at anything else.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetFile, SendDocument, SendMessage, TelegramMethod
from aiogram.types import BufferedInputFile, File, InlineKeyboardMarkup, Update

from flows.framework import CURRENT
from handlers.answering import Answering
from handlers.reply import Reply
from handlers.talk import Surroundings
from storage.store import Store
from tests.handlers.validator import check
from web.telegram_html import parse_html

PUBLIC_URL = "https://mercury.example.org"
MISSING = Exception("this file cannot be had")


class Shelf(BaseSession):
    """The files that people have sent, by identifier; an exception in a file's place is raised at its download."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes | BaseException] = {}
        self.fetched: list[str] = []

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        if not isinstance(method, GetFile):
            raise AssertionError(f"handlers never call {type(method).__name__} by themselves")
        return File(file_id=method.file_id, file_unique_id=method.file_id, file_path=method.file_id)

    async def stream_content(self, url: str, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        file_id = url.rpartition("/")[2]
        self.fetched.append(file_id)
        content = self.files[file_id]
        if isinstance(content, BaseException):
            raise content
        for start in range(0, len(content), 65536):
            yield content[start : start + 65536]

    async def close(self) -> None:
        pass


@dataclass
class Shown:
    """A message of the bot as it stands on the screen."""

    id: int
    html: str
    keyboard: InlineKeyboardMarkup | None
    document: bytes | None = None

    @property
    def text(self) -> str:
        """Its plain text, without the marks of direction."""
        plain, _ = parse_html(self.html)
        return plain.translate({0x2068: None, 0x2069: None, 0x200F: None})

    def buttons(self) -> dict[str, str]:
        """What each button carries, and its words."""
        rows = self.keyboard.inline_keyboard if self.keyboard else []
        return {button.callback_data or button.url or "": button.text for row in rows for button in row}

    def carries(self, act: str, arg: str = "") -> str | None:
        """What the button that does this carries."""
        return next(
            (data for data in self.buttons() if data == f"!{act}:{arg}" or data.endswith(f":{act}:{arg}")), None
        )


class Desk:
    """The handlers, and all that comes before them."""

    def __init__(self, store: Store, username: str = "quicksilver_test_bot") -> None:
        self.store = store
        self.surroundings = Surroundings(PUBLIC_URL, username, CURRENT.open_areas())
        self.answering = Answering(store, self.surroundings)
        self.shelf = Shelf()
        self.bot = Bot("1:test", session=self.shelf)
        self.updates = count(1)

    def person(self, chat_id: int = 7, language: str = "en", channel: str = "web", name: str = "Ada") -> Someone:
        """Somebody at a device of theirs."""
        return Someone(self, chat_id, language, channel, name)

    async def feed(self, raw: Mapping[str, Any], channel: str) -> list[Reply]:
        """One update, as the program feeds it."""
        update = Update.model_validate(raw, context={"bot": self.bot})
        outcome = await self.answering.dispatcher.feed_update(self.bot, update, channel=channel, reference="abcd1234")
        assert isinstance(outcome, list)
        for reply in outcome:
            check(reply)
        return outcome


@dataclass
class Someone:
    """One chat: what the person does there, and what they see. `sees` is what the last update showed."""

    desk: Desk
    chat_id: int
    language: str
    channel: str
    name: str
    screen: dict[int, Shown] = field(default_factory=dict)
    new: list[Shown] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    elsewhere: list[tuple[int, str]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    last_update: dict[str, Any] = field(default_factory=dict)
    ids: count[int] = field(default_factory=lambda: count(1))
    clock: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def sees(self) -> str:
        """All that the last update showed, in one piece."""
        return "\n\n".join(shown.text for shown in self.new)

    @property
    def last(self) -> Shown:
        """The newest message of the bot."""
        return self.screen[max(self.screen)]

    # -- what people do -----------------------------------------------------------------------------------------------

    async def say(self, text: str, *, after: float = 60.0) -> int:
        """Write, so many seconds after what was said before; the message's number comes back."""
        return await self.send(after=after, text=text)

    async def says(self, *texts: str) -> None:
        """Write several messages."""
        for text in texts:
            await self.say(text)

    async def send(self, *, after: float = 60.0, **content: Any) -> int:
        """Send any kind of message."""
        self.clock += timedelta(seconds=after)
        message_id = next(self.ids)
        await self._feed({"message": self._message(message_id, **content)})
        return message_id

    async def edit(self, message_id: int, text: str, **content: Any) -> None:
        """Change a message sent before."""
        edited = {**self._message(message_id, text=text), "edit_date": int(self.clock.timestamp()), **content}
        await self._feed({"edited_message": edited})

    async def give(
        self,
        name: str,
        content: bytes | BaseException,
        size: int | None = None,
        *,
        as_photo: bool = False,
        caption: str = "",
    ) -> int:
        """Send a file."""
        file_id = f"file{len(self.desk.shelf.files)}"
        self.desk.shelf.files[file_id] = content
        told = len(content) if size is None and isinstance(content, bytes) else size
        file = {"file_id": file_id, "file_unique_id": file_id, "file_size": told}
        if as_photo:
            small = {**file, "file_id": "small", "width": 90, "height": 90}
            return await self.send(photo=[small, {**file, "width": 1280, "height": 960}])
        below: dict[str, Any] = {"caption": caption} if caption else {}
        return await self.send(document={**file, "file_name": name}, **below)

    async def press(self, act: str, arg: str = "", *, on: Shown | None = None) -> None:
        """Press the newest button that does this, whatever its words; on a certain message, if it is given."""
        for shown in [on] if on else [self.screen[number] for number in sorted(self.screen, reverse=True)]:
            if (data := shown.carries(act, arg)) is not None:
                await self.press_data(data, shown)
                return
        raise AssertionError(f"no button does {act}:{arg}; the last message is {self.last}")

    async def press_data(self, data: str, on: Shown | None = None) -> None:
        """Press a button that carries this, whether or not it is there."""
        shown = on or self.last
        await self._feed(
            {
                "callback_query": {
                    "id": "12",
                    "from": self._user(),
                    "chat_instance": "1",
                    "data": data,
                    "message": {**self._message(shown.id, text=shown.text), "from": {**self._user(), "is_bot": True}},
                }
            }
        )

    async def block(self, status: str = "kicked") -> None:
        """Stop the bot; `member` lets it speak again."""
        user = {**self._user(), "id": 1, "is_bot": True}
        now = {"status": status, "user": user, **({"until_date": 0} if status == "kicked" else {})}
        change = {
            "chat": self._chat(),
            "from": self._user(),
            "date": int(self.clock.timestamp()),
            "old_chat_member": {"status": "member", "user": user},
            "new_chat_member": now,
        }
        await self._feed({"my_chat_member": change})

    async def repeat(self) -> None:
        """The last update is delivered once more."""
        await self._shown(await self.desk.feed(self.last_update, self.channel))

    async def raw(self, **event: Any) -> None:
        """Any update."""
        await self._feed(event)

    async def exported(self) -> dict[str, Any]:
        """What is kept about the person, as they are handed it."""
        await self.say("/export")
        content = self.new[0].document
        assert content is not None
        held: dict[str, Any] = json.loads(content)
        return held

    # -- how it travels -----------------------------------------------------------------------------------------------

    def _chat(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "private", "first_name": self.name}

    def _user(self) -> dict[str, Any]:
        return {"id": self.chat_id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    def _message(self, message_id: int, **content: Any) -> dict[str, Any]:
        date = int(self.clock.timestamp())
        return {"message_id": message_id, "date": date, "chat": self._chat(), "from": self._user(), **content}

    async def _feed(self, event: dict[str, Any]) -> None:
        self.last_update = {"update_id": next(self.desk.updates), **event}
        await self._shown(await self.desk.feed(self.last_update, self.channel))

    async def _shown(self, replies: list[Reply]) -> None:
        self.replies, self.new, self.toasts, self.elsewhere = replies, [], [], []
        for reply in replies:
            match reply.method:
                case SendMessage(chat_id=chat, text=text) if chat != self.chat_id:
                    self.elsewhere.append((int(chat), text))
                case SendMessage(text=text, reply_markup=markup):
                    self._add(Shown(next(self.ids), text, _inline(markup)))
                case SendDocument(document=BufferedInputFile(data=content), caption=caption, reply_markup=markup):
                    self._add(Shown(next(self.ids), caption or "", _inline(markup), content))
                case EditMessageText(message_id=int(message_id), text=str(text), reply_markup=markup):
                    self.screen[message_id].html = text
                    self.screen[message_id].keyboard = _inline(markup)
                    self.new.append(self.screen[message_id])
                case AnswerCallbackQuery(text=toast):
                    self.toasts += [toast] if toast else []

    def _add(self, shown: Shown) -> None:
        self.screen[shown.id] = shown
        self.new.append(shown)


def _inline(markup: object) -> InlineKeyboardMarkup | None:
    """A keyboard as whoever receives it reads it."""
    if markup is None:
        return None
    assert isinstance(markup, InlineKeyboardMarkup)
    return InlineKeyboardMarkup.model_validate(markup.model_dump(exclude_none=True))
