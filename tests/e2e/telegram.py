"""Telegram as people see it: chats whose messages they read, whose buttons they press and whose files they open.

The Bot API behind the chats is an emulator that others wrote, which refuses what Telegram would refuse.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator

from web.telegram_html import parse_html

TOKEN = "42:" + "A" * 35
ANSWERED_WITHIN = 60.0
UNMODELED = 501
# The last confirmation may come before the emulator has noticed that a long poll was given up.
GIVEN_UP = ("getUpdates", 409)


@dataclass(frozen=True)
class Shown:
    """A message of the bot as it stands in a chat: its words, and each button's words by what the button carries."""

    id: int
    text: str
    buttons: Mapping[str, str]
    file_name: str = ""
    file: bytes = field(default=b"", repr=False)

    def carries(self, act: str, arg: str | None) -> str | None:
        """What the button carries that does this; any that does, where no argument is given."""
        for data in self.buttons:
            does, _, on = (data[1:] if data.startswith("!") else data.partition(":")[2]).partition(":")
            if does == act and arg in (None, on):
                return data
        return None


class Telegram(LoBotApiEmulator):  # type: ignore[misc]  # it has no types
    """The service: what bots send is shown in its chats, and what people do goes to the bot."""

    def __init__(self) -> None:
        super().__init__(max_history=10_000)
        self.url = ""
        self.chats: dict[int, dict[int, Shown]] = {}
        self.numbers = count(100_000)
        self.changed = asyncio.Event()
        self._runner: web.AppRunner | None = None

    def chat(self, number: int) -> dict[int, Shown]:
        """The messages of the bot in a chat, by their numbers."""
        return self.chats.setdefault(number, {})

    def refused(self) -> list[tuple[str, int]]:
        """The calls that were not carried out, but for what the emulator does not know."""
        answers = [(entry["method"], entry["status"]) for entry in self.requests]
        return [one for one in answers if one[1] not in (200, UNMODELED) and one != GIVEN_UP]

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """Judge a call, and show what it sends. How links are previewed (Bot API 7.0) is not known to the emulator."""
        judged = {name: value for name, value in fields.items() if name != "link_preview_options"}
        result = super().validate(method, judged, uploads)
        if method in ("sendMessage", "sendDocument", "editMessageText"):
            self._show(fields, uploads, result["message_id"])
        elif method == "editMessageReplyMarkup":
            chat = self.chat(int(fields["chat_id"]))
            if (old := chat.get(result["message_id"])) is not None:
                chat[old.id] = Shown(old.id, old.text, _buttons(fields), old.file_name, old.file)
        return result

    async def __aenter__(self) -> Telegram:
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def _show(self, fields: dict[str, Any], uploads: dict[str, Any], number: int) -> None:
        words = fields.get("text", fields.get("caption", ""))
        text = parse_html(words)[0] if fields.get("parse_mode") == "HTML" else words
        files = list(uploads.values())
        name, content = (files[0]["filename"], files[0]["data"]) if files else ("", b"")
        self.chat(int(fields["chat_id"]))[number] = Shown(number, text, _buttons(fields), name, content)
        self.changed.set()


class Member:
    """Somebody who uses Telegram, in the private chat with the bot. `toasts` are answers to presses."""

    def __init__(self, telegram: Telegram, number: int, name: str, language: str) -> None:
        self._telegram = telegram
        self._number = number
        self._account = {"id": number, "is_bot": False, "first_name": name, "language_code": language}

    @property
    def messages(self) -> list[Shown]:
        """What the bot has written, oldest first."""
        chat = self._telegram.chat(self._number)
        return [chat[number] for number in sorted(chat)]

    def last(self, act: str, arg: str | None = None) -> Shown | None:
        """The newest message with a button that does this."""
        return next((one for one in reversed(self.messages) if one.carries(act, arg) is not None), None)

    async def say(self, text: str) -> None:
        """Write, without waiting for what follows."""
        await self._telegram.enqueue_update({"message": self._message(text)}, token=TOKEN)

    async def press(self, act: str, arg: str | None = None) -> None:
        """Press the newest button that does this, once it is there; without waiting for what follows."""
        shown = await self.sees(lambda one: one.carries(act, arg) is not None, f"a button that does {act}:{arg}")
        await self.press_again(shown, act, arg)

    async def press_again(self, shown: Shown, act: str, arg: str | None = None) -> None:
        """Press a button under a certain message as it was, which may have changed since."""
        query = {
            "id": str(next(self._telegram.numbers)),
            "from": self._account,
            "chat_instance": "1",
            "data": shown.carries(act, arg),
            "message": {**self._message(shown.text), "message_id": shown.id, "from": BOT},
        }
        await self._telegram.enqueue_update({"callback_query": query}, token=TOKEN)

    async def sees(self, wanted: Callable[[Shown], bool], what: str = "it") -> Shown:
        """Wait until a message of the bot is as wanted: the newest one that is."""
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                while True:
                    self._telegram.changed.clear()
                    found = next((one for one in reversed(self.messages) if wanted(one)), None)
                    if found is not None:
                        return found
                    await self._telegram.changed.wait()
        except TimeoutError:
            raise AssertionError(f"no message showed {what}; the last ones: {self.messages[-3:]}") from None

    def _message(self, text: str) -> dict[str, Any]:
        return {
            "message_id": next(self._telegram.numbers),
            "date": 1_790_000_000,
            "chat": {"id": self._number, "type": "private", "first_name": self._account["first_name"]},
            "from": self._account,
            "text": text,
        }


BOT = {"id": 42, "is_bot": True, "first_name": "Bot"}


def _buttons(fields: Mapping[str, Any]) -> dict[str, str]:
    markup = fields.get("reply_markup")
    rows = (json.loads(markup) if isinstance(markup, str) else markup or {}).get("inline_keyboard", [])
    return {one.get("callback_data") or one.get("url", ""): one["text"] for row in rows for one in row}
