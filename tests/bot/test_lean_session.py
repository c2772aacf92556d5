"""Calls through the lean session, beside the same calls through aiogram's own, on real loopback HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    BanChatMember,
    EditMessageText,
    GetMe,
    SendDocument,
    SendMessage,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)

from bot.telegram.lean_session import LeanSession, NoAnswer
from tests.bot.bot_api_server import TOKEN, BotApiServer, Garbled, Refusal, Reset

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Так ✓", callback_data="1.4:pick:yes")]])

CALLS = [
    SendMessage(chat_id=7, text="<b>Как дела?</b>\n& so on", reply_markup=KEYBOARD),
    SendMessage(chat_id=7, text="plain", parse_mode=None, link_preview_options=LinkPreviewOptions(is_disabled=True)),
    SendMessage(chat_id=7, text="quiet", disable_notification=False),
    EditMessageText(chat_id=7, message_id=3, text="ok", reply_markup=KEYBOARD, parse_mode=ParseMode.MARKDOWN_V2),
    AnswerCallbackQuery(callback_query_id="1-a"),
    AnswerCallbackQuery(callback_query_id="1-a", text="Saved", show_alert=True),
    SetMyCommands(
        commands=[BotCommand(command="help", description="Help")],
        scope=BotCommandScopeChat(chat_id=7),
        language_code="fr",
    ),
    BanChatMember(chat_id=7, user_id=8, until_date=datetime(2030, 1, 1, tzinfo=UTC)),
    GetMe(),
]


@pytest.fixture
async def bots(server: BotApiServer) -> AsyncIterator[tuple[Bot, Bot]]:
    """One bot with the lean session, one with aiogram's own."""
    api = TelegramAPIServer.from_base(server.url)
    default = DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True)
    lean, own = (Bot(TOKEN, session=kind(api=api), default=default) for kind in (LeanSession, AiohttpSession))
    yield lean, own
    await lean.session.close()
    await own.session.close()


def session(bot: Bot) -> LeanSession:
    assert isinstance(bot.session, LeanSession)
    return bot.session


@pytest.mark.parametrize("method", CALLS, ids=lambda method: type(method).__name__)
async def test_a_call_carries_what_it_carries_through_aiograms_own_session(
    server: BotApiServer, bots: tuple[Bot, Bot], method: TelegramMethod[Any]
):
    for bot in bots:
        await bot(method)
    lean, own = server.calls[-2:]
    assert lean.method == own.method
    assert lean.fields == own.fields


async def test_a_result_is_read(bots: tuple[Bot, Bot]):
    lean, own = bots
    assert await lean(GetMe()) == await own(GetMe())
    sent = await lean(SendMessage(chat_id=7, text="Hello"))
    assert (sent.chat.id, sent.text) == (7, "Hello")


async def test_a_call_with_a_file_goes_as_multipart(server: BotApiServer, bots: tuple[Bot, Bot]):
    document = BufferedInputFile(b"content", "letter.json")
    await session(bots[0]).carry_out(bots[0], SendDocument(chat_id=7, document=document, caption="Yours"))
    call = server.calls[-1]
    assert (call.method, call.fields["caption"]) == ("sendDocument", "Yours")
    assert call.fields["document"].startswith("attach://")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Refusal(400, "Bad Request: chat not found"), TelegramBadRequest),
        (Refusal(403, "Forbidden: bot was blocked by the user"), TelegramForbiddenError),
        (Refusal(429, "Too Many Requests: retry after 3", {"retry_after": 3}), TelegramRetryAfter),
        (Refusal(500, "Internal Server Error"), TelegramServerError),
        (Reset(), TelegramNetworkError),
    ],
    ids=["400", "403", "429", "500", "reset"],
)
async def test_what_goes_wrong_raises_what_aiogram_raises(
    server: BotApiServer,
    bots: tuple[Bot, Bot],
    answer: Refusal | Reset,
    error: type[Exception],
):
    lean, own = bots
    method = SendMessage(chat_id=7, text="Hello")
    for call in (lean, own, lambda method: session(lean).carry_out(lean, method)):
        server.script["sendMessage"].append(answer)
        with pytest.raises(error):
            await call(method)


@pytest.mark.parametrize("answer", [Garbled(), Garbled(200), Garbled(502, '{"error":"bad gateway"}'), Refusal(502, "")])
async def test_what_no_bot_api_server_says_is_trouble_on_the_way(
    server: BotApiServer, bots: tuple[Bot, Bot], answer: Garbled | Refusal
):
    lean, method = bots[0], SendMessage(chat_id=7, text="Hello")
    calls = (
        lean,
        lambda method: session(lean).carry_out(lean, method),
        lambda method: session(lean).fetch(lean, method),
    )
    for call in calls:
        server.script["sendMessage"].append(answer)
        with pytest.raises(NoAnswer):
            await call(method)


async def test_a_call_that_takes_too_long_is_given_up(server: BotApiServer, bots: tuple[Bot, Bot]):
    with pytest.raises(TelegramNetworkError, match="timeout"):
        await bots[0].get_updates(timeout=5, request_timeout=1)
