"""What the tests of the gateway stand on: a running one, and the clients of both libraries."""

from collections.abc import AsyncIterator

import pytest
import telegram
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.web.house import TOKEN, House


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[House]:
    """A gateway on SQLite, and then on PostgreSQL."""
    running = House(migrated_url)
    await running.start()
    yield running
    await running.close()


@pytest.fixture
async def aiogram_bot(house: House) -> AsyncIterator[AiogramBot]:
    """aiogram's own client, speaking to the gateway."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(house.bot_base))
    bot = AiogramBot(TOKEN, session=session)
    yield bot
    await session.close()


@pytest.fixture
async def ptb_bot(house: House) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's own client, speaking to the gateway."""
    bot = telegram.Bot(TOKEN, base_url=f"{house.bot_base}/bot", base_file_url=f"{house.bot_base}/file/bot")
    async with bot:
        yield bot
