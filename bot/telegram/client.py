"""Makes the client through which a bot calls its Bot API server."""

from __future__ import annotations

from typing import Any, Final

import orjson
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response
from aiogram.types import File, Message, User

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
    session = AiohttpSession(
        api=TelegramAPIServer.from_base(base_url),
        limit=_CONNECTIONS,
        timeout=_TIMEOUT,
        json_loads=orjson.loads,
        json_dumps=_dumps,
    )
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True))


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()
