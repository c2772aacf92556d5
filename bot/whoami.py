"""Asks a Bot API server who a token belongs to, without the bot's libraries: for checks and for links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.bot_api import Refusal, Success, read_answer

_PATIENCE: Final = ClientTimeout(total=5)


class Unreachable(Exception):
    """The server did not say who the bot is. The message is a few words that hold no token."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A bot as its server knows it. `skew`: seconds that this machine's clock is ahead of the server's, if it told
    the time."""

    username: str
    skew: float | None


async def ask_who_the_bot_is(base_url: str, token: str) -> Identity:
    """Call getMe. Raises `Unreachable`."""
    try:
        async with (
            ClientSession(timeout=_PATIENCE) as session,
            session.get(f"{base_url}/bot{token}/getMe") as answer,
        ):
            said = read_answer(answer.status, await answer.read())
            told = answer.headers.get("Date")
    except (TimeoutError, ClientError, OSError) as problem:
        raise Unreachable(f"the Bot API server could not be asked ({type(problem).__name__})") from None
    match said:
        case Success({"username": str(username)}):
            return Identity(username, _skew(told))
        case Refusal(HTTPStatus.UNAUTHORIZED | HTTPStatus.NOT_FOUND):
            raise Unreachable("the Bot API server does not know this token")
        case _:
            raise Unreachable(f"the Bot API server answered in no known way (HTTP {answer.status})")


def _skew(told: str | None) -> float | None:
    if told is None:
        return None
    try:
        return (datetime.now(UTC) - parsedate_to_datetime(told)).total_seconds()
    except (ValueError, TypeError):
        return None
