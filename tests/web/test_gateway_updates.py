"""Updates wait in the database until the bot confirms them: long polling, as Telegram does it."""

import asyncio
import time

import pytest

from storage import gateway_updates
from tests.web.house import House


async def _texts(house: House, **values: object) -> list[str]:
    return [update["message"]["text"] for update in await house.result("getUpdates", **values)]


async def test_an_update_comes_again_until_it_is_confirmed(house: House):
    visitor, _ = await house.newcomer()
    for text in ("one", "two", "three"):
        await visitor.write(text)
    first = await house.result("getUpdates")
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    identifiers = [update["update_id"] for update in first]
    assert identifiers == sorted(set(identifiers))
    assert await _texts(house, limit=2) == ["one", "two"]
    assert await _texts(house, offset=identifiers[1]) == ["two", "three"]
    assert await _texts(house) == ["two", "three"]
    assert await _texts(house, offset=identifiers[2] + 1) == []
    assert await _texts(house) == []


async def test_a_negative_offset_forgets_all_but_the_last(house: House):
    visitor, _ = await house.newcomer()
    for number in range(5):
        await visitor.write(f"{number}")
    assert await _texts(house, offset=-2) == ["3", "4"]
    assert await _texts(house) == ["3", "4"]
    assert await _texts(house, offset=-50) == ["3", "4"]


async def test_a_long_poll_is_woken_by_a_message(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.polling.LOOK_AGAIN", 100)
    visitor, _ = await house.newcomer()
    poll = asyncio.create_task(house.result("getUpdates", timeout=30))
    await house.until_polled()
    await visitor.write("here")
    [update] = await asyncio.wait_for(poll, 60)
    assert update["message"]["text"] == "here"


async def test_a_long_poll_ends_by_itself(house: House):
    await house.newcomer()
    began = time.monotonic()
    assert await house.result("getUpdates", timeout=1) == []
    assert time.monotonic() - began > 0.9


async def test_of_two_pollers_the_first_is_told_of_the_conflict(house: House):
    visitor, _ = await house.newcomer()
    first = asyncio.create_task(house.call("getUpdates", timeout=30))
    await house.until_polled()
    second = asyncio.create_task(house.result("getUpdates", timeout=30))
    assert await asyncio.wait_for(first, 60) == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    await visitor.write("for the second")
    assert len(await asyncio.wait_for(second, 60)) == 1


async def test_a_webhook_ends_the_long_poll(house: House):
    await house.newcomer()
    poll = asyncio.create_task(house.call("getUpdates", timeout=30))
    await house.until_polled()
    await house.result("setWebhook", url="http://127.0.0.1:9/")
    answer = await asyncio.wait_for(poll, 60)
    assert (answer["error_code"], answer["description"]) == (409, "Conflict: terminated by setWebhook request")
    assert (await house.refusal("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")
    await house.result("deleteWebhook")
    assert await house.result("getUpdates") == []


async def test_a_bot_gets_only_the_kinds_it_wants(house: House):
    visitor, _ = await house.newcomer()
    await house.result("getUpdates", allowed_updates=["callback_query", "edited_message"])
    message = await visitor.write("not wanted")
    await visitor.post(f"/chat/messages/{message['id']}", {"text": "wanted"})
    [update] = await house.result("getUpdates")
    assert update["edited_message"]["text"] == "wanted"
    await house.restart()
    await visitor.write("still not wanted")
    assert len(await house.result("getUpdates")) == 1
    await house.result("getUpdates", allowed_updates=[])
    await visitor.write("wanted again")
    assert len(await house.result("getUpdates")) == 2


async def test_an_update_from_another_process_is_found_without_a_wake_up(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.polling.LOOK_AGAIN", 0.1)
    _, chat_id = await house.newcomer()
    poll = asyncio.create_task(house.result("getUpdates", timeout=20))
    await house.until_polled()
    store = house.store
    assert store is not None
    await store.transact(lambda tx: gateway_updates.add_update(tx, 4242, chat_id, '{"message":{}}'))
    assert await asyncio.wait_for(poll, 60) == [{"update_id": 1, "message": {}}]


async def test_many_visitors_at_once_lose_nothing(house: House):
    visitors = [(await house.newcomer())[0] for _ in range(10)]

    async def poll() -> list[str]:
        seen: list[str] = []
        offset = 0
        while len(seen) < 100:
            found = await house.result("getUpdates", offset=offset, timeout=5)
            seen += [update["message"]["text"] for update in found]
            if found:
                offset = found[-1]["update_id"] + 1
        return seen

    polling = asyncio.create_task(poll())
    await asyncio.gather(
        *(visitor.write(f"{n}.{number}") for number in range(10) for n, visitor in enumerate(visitors))
    )
    seen = await asyncio.wait_for(polling, 60)
    assert sorted(seen) == sorted(f"{n}.{number}" for number in range(10) for n in range(10))


async def test_everything_outlives_a_restart(house: House):
    visitor, chat_id = await house.newcomer("es")
    await visitor.write("before")
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = await house.result("sendMessage", chat_id=chat_id, text="<b>hi</b>", parse_mode="HTML", reply_markup=keys)
    await house.result("setMyCommands", commands=[{"command": "start", "description": "Go"}])
    _, answer = await visitor.send_file(b"bytes", "a.txt")
    before = await visitor.state()
    await house.restart()
    after = await visitor.state()
    assert after == before
    assert after["chat"]["language"] == "es"
    assert after["commands"] == [{"command": "start", "description": "Go"}]
    assert [update["message"].get("text") for update in await house.result("getUpdates")] == ["before", None]
    async with visitor.session.get(visitor.base + answer["message"]["file"]["url"]) as response:
        assert await response.read() == b"bytes"
    assert (await visitor.press(sent["message_id"], "a"))[0] == 200
    assert (await visitor.write("after"))["id"] == 4
