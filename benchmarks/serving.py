"""How an aiogram bot that is compared with takes its updates: as aiogram's documentation has it, and no better.

With BOT_TOKEN and BOT_API_URL it polls; with WEBHOOK_URL, WEBHOOK_SECRET and WEB_PORT aiogram's own webhook serves it.
"""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


async def serve(dispatcher: Dispatcher) -> None:
    """Answer until told to stop."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    url = os.environ.get("WEBHOOK_URL")
    if url is None:
        await dispatcher.start_polling(bot)
        return
    await _by_webhook(dispatcher, bot, url, os.environ["WEBHOOK_SECRET"], int(os.environ["WEB_PORT"]))


async def _by_webhook(dispatcher: Dispatcher, bot: Bot, url: str, secret: str, port: int) -> None:
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
