"""What the bot says of itself is set where it differs, and nowhere else."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from structlog.testing import capture_logs

from bot.telegram.announce import announce
from bot.telegram.client import make_bot
from handlers.menu import Menu
from tests.bot.bot_api_server import TOKEN, BotApiServer, Garbled, Refusal

MENUS = {
    "": Menu("Name", "Description", "Short", (("start", "Begin"), ("help", "How this works"))),
    "fr": Menu("Nom", "Descriptif", "Bref", (("start", "Commencer"), ("help", "Comment ça marche"))),
}


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    bot = make_bot(TOKEN, server.url)
    yield bot
    await bot.session.close()


def changes(server: BotApiServer) -> list[tuple[str, str]]:
    return [
        (call.method, call.fields.get("language_code", "")) for call in server.calls if call.method.startswith("set")
    ]


async def test_everything_is_set_once_and_then_left_alone(server: BotApiServer, bot: Bot):
    await announce(bot, MENUS)
    assert len(changes(server)) == 8
    assert server.profile["Name", "fr"] == "Nom"
    assert server.profile["Commands", ""] == [
        {"command": "start", "description": "Begin"},
        {"command": "help", "description": "How this works"},
    ]
    server.calls.clear()
    await announce(bot, MENUS)
    assert changes(server) == []


async def test_only_what_changed_is_set(server: BotApiServer, bot: Bot):
    await announce(bot, MENUS)
    server.calls.clear()
    server.profile["Description", "fr"] = "un ancien texte"
    await announce(bot, MENUS)
    assert changes(server) == [("setMyDescription", "fr")]


async def test_a_wait_is_kept_and_a_refusal_does_not_stop_the_rest(server: BotApiServer, bot: Bot):
    server.script["setMyName"].append(Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1}))
    server.script["getMyCommands"].append(Refusal(501, "Not Implemented"))
    server.script["setMyDescription"].append(
        Refusal(429, "Too Many Requests: retry after 80000", {"retry_after": 80000})
    )
    await announce(bot, MENUS)
    assert server.profile["Name", ""] == "Name"
    assert ("Commands", "") not in server.profile
    assert ("Description", "") not in server.profile
    assert server.profile["Commands", "fr"]
    assert server.profile["ShortDescription", "fr"] == "Bref"


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.announce._LONGEST_PAUSE", 0.0)


@pytest.mark.usefixtures("without_pauses")
async def test_a_proxy_that_is_in_the_way_for_a_while_is_waited_for(server: BotApiServer, bot: Bot):
    server.script["getMyCommands"].extend([Garbled(), Garbled(502, '{"error":"bad gateway"}')])
    await announce(bot, MENUS)
    assert server.profile["Commands", ""]


@pytest.mark.usefixtures("without_pauses")
async def test_a_proxy_that_lets_no_such_call_through_is_told_of(server: BotApiServer, bot: Bot):
    server.answers = lambda method, _: Garbled(403) if method == "getMyName" else None
    with capture_logs() as logged:
        await announce(bot, MENUS)
    assert {(line["text"], line["problem"]) for line in logged} == {("name", "NoAnswer")}
    assert server.profile["Commands", ""]
    assert ("Name", "") not in server.profile
