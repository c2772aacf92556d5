"""The bare bot to compare with: aiogram as its own documentation starts, no state, nothing kept.

`python -m benchmarks.echo_bot`; its settings are told in `benchmarks/serving.py`.
"""

from __future__ import annotations

import asyncio

from aiogram import Dispatcher
from aiogram.types import CallbackQuery, Message

from benchmarks.serving import serve

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text or "")


@dispatcher.callback_query()
async def echo_press(query: CallbackQuery) -> None:
    """Say what was pressed."""
    if isinstance(query.message, Message):
        await query.message.answer(query.data or "")


if __name__ == "__main__":
    asyncio.run(serve(dispatcher))
