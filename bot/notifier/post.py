"""One bot's way out for notices: python-telegram-bot's `ExtBot`, and what its answers mean for a notice.

The only module that knows python-telegram-bot, besides `bot.notifier.request`. There is no `Application` and no
polling: aiogram answers, this tells.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final, TypeAlias

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, ExtBot

from bot.logs import get_logger
from bot.notifier.outcome import Gone, Moved, Outcome, Refused, Trouble, Unreachable, Wait
from bot.notifier.request import Request
from handlers.buttons import PlainRows

log = get_logger("notifier")

# python-telegram-bot is to give periods as it will from its next version on, and not to warn that it does not yet.
os.environ.setdefault("PTB_TIMEDELTA", "1")

Sending: TypeAlias = "Callable[[str, str | None, InlineKeyboardMarkup | None], Awaitable[object]]"

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
# Refusals that have no code of their own: there is nobody at this number.
_NOBODY: Final = ("chat not found", "user not found", "peer_id_invalid")
_ADDRESS: Final = {"telegram": "BOT_API_URL", "web": "GATEWAY_PORT"}
_TOKEN: Final = {"telegram": "BOT_TOKEN", "web": "SECRET_KEY"}


class Post:
    """Sends texts and files through one bot. Only cancellation is raised: what went wrong is the outcome.

    paced: keep to Telegram's limits here too. The courier keeps to them together with all other processes, and more
    evenly: this limiter by itself would let sixty messages go out in its first second.
    """

    def __init__(self, bot: str, *, token: str, base_url: str, paced: bool) -> None:
        self._name = bot
        self._request = Request()
        # `ExtBot.initialize` would ask the server who it is, and fail where nobody answers yet; nothing here needs it.
        self._bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{base_url}/bot",
            base_file_url=f"{base_url}/file/bot",
            request=self._request,
            get_updates_request=self._request,
            rate_limiter=AIORateLimiter() if paced else None,
        )

    async def close(self) -> None:
        """End the connections."""
        await self._request.shutdown()

    async def text(self, chat_id: int, text: str, rows: PlainRows) -> Outcome:
        """Send a message of Telegram HTML."""

        async def send(words: str, parse_mode: str | None, markup: InlineKeyboardMarkup | None) -> object:
            # To make a preview, Telegram would open a person's own link.
            preview = _NO_PREVIEW if "://" in words else None
            return await self._bot.send_message(
                chat_id, words, parse_mode=parse_mode, reply_markup=markup, link_preview_options=preview
            )

        return await self._tried(send, text, rows)

    async def file(self, chat_id: int, name: str, content: bytes, caption: str, rows: PlainRows) -> Outcome:
        """Send a file with a caption of Telegram HTML."""

        async def send(words: str, parse_mode: str | None, markup: InlineKeyboardMarkup | None) -> object:
            return await self._bot.send_document(
                chat_id,
                InputFile(content, filename=name),
                caption=words,
                parse_mode=parse_mode,
                reply_markup=markup,
            )

        return await self._tried(send, caption, rows)

    async def picture(self, chat_id: int, name: str, content: bytes, caption: str, rows: PlainRows) -> Outcome:
        """Send a picture with a caption of Telegram HTML."""

        async def send(words: str, parse_mode: str | None, markup: InlineKeyboardMarkup | None) -> object:
            return await self._bot.send_photo(
                chat_id,
                InputFile(content, filename=name),
                caption=words,
                parse_mode=parse_mode,
                reply_markup=markup,
            )

        return await self._tried(send, caption, rows)

    async def _tried(self, send: Sending, text: str, rows: PlainRows) -> Outcome:
        """Send; what is refused as it stands is sent once more without markup and without links on buttons."""
        outcome = await self._outcome(send(text, "HTML", _markup(rows)))
        if not isinstance(outcome, Refused):
            return outcome
        log.error("a notice was refused and is tried without markup", bot=self._name, said=outcome.said)
        bare = [[button for button in row if "url" not in button] for row in rows]
        return await self._outcome(send(plain(text), None, _markup([row for row in bare if row])))

    async def _outcome(self, call: Awaitable[object]) -> Outcome:
        try:
            await call
        except TelegramError as problem:
            return self._meaning(problem)
        return Gone()

    def _meaning(self, problem: TelegramError) -> Outcome:
        match problem:
            case RetryAfter():
                after = problem.retry_after
                return Wait(after.total_seconds() if isinstance(after, timedelta) else float(after))
            case ChatMigrated():
                return Moved(problem.new_chat_id)
            case Forbidden():
                return Unreachable()
            case BadRequest():
                is_nobody = any(words in problem.message.lower() for words in _NOBODY)
                return Unreachable() if is_nobody else Refused(problem.message)
            case InvalidToken():
                return Trouble("the token was refused", _TOKEN.get(self._name, ""))
            case NetworkError() if "entity too large" in problem.message.lower():
                return Refused(problem.message)
            case NetworkError():
                # What went wrong with the network comes first, and after a colon addresses, which hold the token.
                return Trouble(problem.message.partition(":")[0], _ADDRESS.get(self._name, ""))
        return Trouble(problem.message)


def plain(text: str) -> str:
    """Telegram HTML as plain text."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _markup(rows: PlainRows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: dict[str, str]) -> InlineKeyboardButton:
    return InlineKeyboardButton(button["text"], url=button.get("url"), callback_data=button.get("callback_data"))
