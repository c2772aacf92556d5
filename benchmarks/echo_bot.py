"""The bare bot to compare with: aiogram as its own documentation starts, no state, nothing kept.

`python -m benchmarks.echo_bot`, with BOT_TOKEN and BOT_API_URL; with WEBHOOK_URL, WEBHOOK_SECRET and WEB_PORT it is
served by aiogram's own webhook.
"""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message

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


async def main() -> None:
    """Answer until told to stop."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    url = os.environ.get("WEBHOOK_URL")
    if url is None:
        await dispatcher.start_polling(bot)
        return
    await _serve(bot, url, os.environ["WEBHOOK_SECRET"], int(os.environ["WEB_PORT"]))


async def _serve(bot: Bot, url: str, secret: str, port: int) -> None:
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
    from aiohttp import web

    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=secret).register(app, path=urlsplit(url).path)
    setup_application(app, dispatcher, bot=bot)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await bot.set_webhook(url, secret_token=secret, max_connections=40)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
