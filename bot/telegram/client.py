"""Makes the client through which a bot calls its Bot API server."""

from __future__ import annotations

from typing import Any, Final

import orjson
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import EditMessageText, Response, SendMessage, TelegramMethod
from aiogram.types import File, LinkPreviewOptions, Message, User

from bot.telegram.lean_session import LeanSession

_CONNECTIONS: Final = 100
_TIMEOUT: Final = 30.0

# These answer types are built anew (2 ms each) whenever nobody holds them and the collector runs.
_KEPT: Final = (
    Response[bool],
    Response[Message],
    Response[Message | bool],
    Response[User],
    Response[File],
    Response[list[dict[str, Any]]],
)


def make_bot(token: str, base_url: str) -> Bot:
    """A bot that talks to the Bot API server at `base_url`. Close its `session` in the end."""
    session = LeanSession(
        api=TelegramAPIServer.from_base(base_url),
        limit=_CONNECTIONS,
        timeout=_TIMEOUT,
        json_loads=orjson.loads,
        json_dumps=_dumps,
    )
    session.middleware(_without_previews)
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


async def _without_previews(make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]) -> Any:
    """Ask for no preview where a text has a link: to make one, Telegram would open a person's own link."""
    if isinstance(method, SendMessage | EditMessageText) and "://" in (method.text or ""):
        method.link_preview_options = LinkPreviewOptions(is_disabled=True)
    return await make_request(bot, method)


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()
