"""Notices at the chat page, and before an emulator of the Bot API that others wrote."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator
from lo_bot_api_emulator.journal import verdict

from bot.notifier.notifier import Notifier, Way
from flows.framework import CURRENT
from handlers import notices
from handlers.talk import Surroundings
from storage.migrate import migrate
from storage.store import open_store
from tests.bot.bot_api_server import TOKEN
from tests.bot.outbox import TELEGRAM, outcomes, put, somebody, spoken
from tests.web.house import TOKEN as PAGE_TOKEN
from tests.web.house import House

SURROUNDINGS = Surroundings("https://mercury.example.org", "test_bot", CURRENT.open_areas())


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(notices.TELLINGS, "spoken", spoken)


@pytest.fixture
async def house(migrated_sqlite_url: str) -> AsyncIterator[House]:
    house = House(migrated_sqlite_url)
    await house.start()
    yield house
    await house.close()


async def test_a_notice_comes_up_on_the_page_with_buttons_that_can_be_pressed(house: House):
    visitor, chat = await house.newcomer()
    store = house.store
    assert store is not None
    person = await somebody(store, chat, "web")
    notifier = Notifier(store, {"web": Way(PAGE_TOKEN, house.bot_base, paced=False)}, SURROUNDINGS)
    await notifier.start()
    async with visitor.events() as events:
        await put(store, person, "Your letter & all", buttons={"Go on": {"act": "here"}})
        while (event := await events.next()).name != "message":
            pass
    assert "Your letter &amp; all" in str(event.data)
    state = await visitor.state()
    (shown,) = [message for message in state["messages"] if message["from"] == "bot"]
    status, _ = await visitor.press(shown["id"], "!here:")
    assert status == 200
    await notifier.stop()
    assert await outcomes(store) == ["sent"]


async def test_every_call_keeps_the_documented_rules(tmp_path: Path, migrated_sqlite_url: str):
    emulator = LoBotApiEmulator(journal=tmp_path / "journal.jsonl", allow_insecure_loopback_webhooks=True)
    runner = web.AppRunner(emulator.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    await migrate(migrated_sqlite_url)
    store = await open_store(migrated_sqlite_url)
    ann = await somebody(store, 7)
    buttons = {"Go on": {"act": "here"}, "Look": {"url": "https://example.org/a"}}
    await put(store, ann, "Not <b>markup</b> & all 😀", "again", buttons=buttons)
    notifier = Notifier(store, {TELEGRAM: Way(TOKEN, base_url, paced=True)}, SURROUNDINGS)
    await notifier.start()
    try:
        async with asyncio.timeout(20):
            while None in await outcomes(store):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert await outcomes(store) == ["sent", "sent"]
    finally:
        await notifier.stop()
        await store.close()
        await runner.cleanup()
    assert [(call["method"], call["status"]) for call in emulator.requests] == [("sendMessage", 200)] * 2
    judged = verdict(tmp_path / "journal.jsonl", require_response=True, require_methods=["sendMessage"])
    assert judged["ok"], judged
