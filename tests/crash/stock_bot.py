"""The bot to compare with: aiogram's own polling, and each answer committed to SQLite before the next question.

`python -m tests.crash.stock_bot`, with BOT_TOKEN, BOT_API_URL and DATA_DIR. It does all that a bot can do by itself;
what it cannot is to have its framework confirm an update only after that.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

_SET_UP = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "CREATE TABLE IF NOT EXISTS answer (chat INTEGER, said TEXT)",
)


class Answers:
    """The file of answers, written by one thread of its own, so that the bot can go on meanwhile."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._thread = ThreadPoolExecutor(1)
        self._connection: sqlite3.Connection | None = None

    async def keep(self, chat: int, said: str) -> None:
        """Commit an answer."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._keep, chat, said)

    def _keep(self, chat: int, said: str) -> None:
        if self._connection is None:
            self._connection = sqlite3.connect(self._file, isolation_level=None)
            for order in _SET_UP:
                self._connection.execute(order)
        self._connection.execute("INSERT INTO answer VALUES (?, ?)", (chat, said))


async def main() -> None:
    """Answer until killed."""
    answers = Answers(Path(os.environ["DATA_DIR"]) / "answers.db")
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def keep(message: Message) -> None:
        await answers.keep(message.chat.id, message.text or "")
        await message.answer("Thank you. And then?")

    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
