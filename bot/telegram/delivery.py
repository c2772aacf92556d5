"""One call of the Bot API, and what its outcome means for the one who waits for it.

Telegram's answers are told apart here once: what may be tried again, what is as good as done, what
can never succeed. A description is looked at only where the Bot API has no code of its own for a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.bot_api import NO_ANSWER
from bot.logs import get_logger
from bot.telegram.lean_session import LeanSession, NoAnswer
from handlers.traces import trace

log = get_logger("delivery")

_PATIENCE: Final = 30
# Refusals that mean: what was wanted is already so, or no longer matters.
_AS_GOOD_AS_DONE: Final = ("message is not modified", "query is too old", "query id is invalid")
# Refusals of an edit after which a new message does instead.
_GONE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message not found",
)


class Delivered(Enum):
    """How a call ended for good."""

    DONE = auto()
    FALL_BACK = auto()
    """The message it was to edit is gone or closed to edits."""
    BLOCKED = auto()
    """The person has blocked the bot or is no more."""
    REFUSED = auto()
    """It can never succeed."""


@dataclass(frozen=True, slots=True)
class Retry:
    """It did not get through: try again `after` so many seconds, or as one sees fit."""

    after: float | None
    reason: str


class Delivery:
    """Makes one bot's calls."""

    def __init__(self, bot: Bot) -> None:
        session = bot.session
        # What the server says of a message that was sent is read by nobody here.
        self._call = partial(session.carry_out, bot) if isinstance(session, LeanSession) else bot

    async def __call__(self, method: TelegramMethod[Any]) -> Delivered | Retry:
        """Make one call. Only cancellation is raised: what went wrong is told by the outcome and logged
        without what the message says."""
        try:
            await self._call(method, _PATIENCE)
        except TelegramRetryAfter as problem:
            return Retry(float(problem.retry_after), "told to wait")
        except TelegramForbiddenError:
            return Delivered.BLOCKED
        except TelegramBadRequest as problem:
            return _refused(method, problem)
        except TelegramEntityTooLarge as problem:
            return _refused(method, problem)
        except NoAnswer:
            return Retry(None, NO_ANSWER)
        except (TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError) as problem:
            return Retry(None, type(problem).__name__)
        except ClientDecodeError:
            # The call was carried out, and its result is of a form that aiogram does not know.
            log.warning("an answer of an unexpected form", method=method.__api_method__)
            return Delivered.DONE
        except TelegramAPIError as problem:
            return _refused(method, problem)
        except OSError as problem:
            return Retry(None, type(problem).__name__)
        except Exception as problem:
            # What it says may repeat what the message says.
            log.error("a call that cannot be made", method=method.__api_method__, trace=trace(problem))
            return Delivered.REFUSED
        return Delivered.DONE


def _refused(method: TelegramMethod[Any], problem: TelegramAPIError) -> Delivered:
    said = problem.message.lower()
    if any(words in said for words in _AS_GOOD_AS_DONE):
        return Delivered.DONE
    if any(words in said for words in _GONE):
        return Delivered.FALL_BACK
    log.error("a call was refused", method=method.__api_method__, kind=type(problem).__name__, said=problem.message)
    return Delivered.REFUSED
