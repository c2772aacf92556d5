"""What the gateway forgets: on request at once, and by itself what nobody needs any more."""

import time

import pytest

from storage import gateway, gateway_updates
from storage.transaction import Transaction
from tests.web.house import House

KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


def _count(tx: Transaction, table: str) -> int:
    count = tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
    assert isinstance(count, int)
    return count


async def _counts(house: House) -> dict[str, int]:
    assert house.store is not None
    tables = ("gateway_message", "gateway_file", "gateway_press", "gateway_update")
    return await house.store.read(lambda tx: {table: _count(tx, table) for table in tables})


async def test_a_chat_is_erased_with_its_files_and_the_open_page_clears_itself(house: House):
    visitor, chat_id = await house.newcomer()
    other, other_id = await house.newcomer()
    await visitor.write("personal")
    _, answer = await visitor.send_file(b"signed", "scan.pdf", caption="my scan")
    sent = await house.result("sendMessage", chat_id=chat_id, text="?", reply_markup=KEYS)
    await visitor.press(sent["message_id"], "y")
    await other.write("stays")
    seq = (await visitor.state())["seq"]
    assert house.store is not None
    await house.store.transact(lambda tx: gateway.erase_chat(tx, chat_id))

    assert (await visitor.state())["messages"] == []
    async with visitor.events(seq) as events:
        deleted = [await events.next() for _ in range(3)]
    assert {event.data["id"] for event in deleted} == {1, 2, 3}
    assert [event.id for event in deleted] == [None, None, seq + 1]
    async with visitor.session.get(visitor.base + answer["message"]["file"]["url"]) as response:
        assert response.status == 404
    counts = await _counts(house)
    assert (counts["gateway_file"], counts["gateway_press"], counts["gateway_update"]) == (0, 0, 1)
    assert [message["text"] for message in (await other.state())["messages"]] == ["stays"]
    assert (await house.result("sendMessage", chat_id=chat_id, text="a new beginning"))["message_id"] == 4
    assert other_id != chat_id


async def test_a_file_that_another_chat_was_sent_outlives_the_erasure(house: House):
    visitor, chat_id = await house.newcomer()
    other, other_id = await house.newcomer()
    await visitor.send_file(b"signed", "scan.pdf")
    [update] = await house.result("getUpdates")
    await house.result("sendDocument", chat_id=other_id, document=update["message"]["document"]["file_id"])
    assert house.store is not None
    await house.store.transact(lambda tx: gateway.erase_chat(tx, chat_id))
    [message] = (await other.state())["messages"]
    async with other.session.get(other.base + message["file"]["url"]) as response:
        assert await response.read() == b"signed"


async def test_old_presses_marks_and_unused_files_are_forgotten(house: House):
    visitor, chat_id = await house.newcomer()
    _, answer = await visitor.send_file(b"x")
    sent = await house.result("sendMessage", chat_id=chat_id, text="?", reply_markup=KEYS)
    kept = await house.result("sendMessage", chat_id=chat_id, text="kept")
    await visitor.press(sent["message_id"], "y")
    await house.result("deleteMessages", chat_id=chat_id, message_ids=[answer["message"]["id"], sent["message_id"]])
    assert house.store is not None
    soon = int(time.time()) + 60
    await house.store.transact(lambda tx: gateway_updates.forget_before(tx, presses_before=0, marks_before=0))
    assert await _counts(house) == {
        "gateway_message": 3,
        "gateway_file": 1,
        "gateway_press": 1,
        "gateway_update": 2,
    }
    await house.store.transact(lambda tx: gateway_updates.forget_before(tx, presses_before=soon, marks_before=soon))
    assert await _counts(house) == {
        "gateway_message": 1,
        "gateway_file": 0,
        "gateway_press": 0,
        "gateway_update": 2,
    }
    assert [message["id"] for message in (await visitor.state())["messages"]] == [kept["message_id"]]


async def test_a_message_can_be_deleted_for_two_days(house: House, monkeypatch: pytest.MonkeyPatch):
    visitor, chat_id = await house.newcomer()
    own = await visitor.write("mine")
    monkeypatch.setattr("web.sending.DELETABLE_SECONDS", -1)
    assert (
        await house.refusal("deleteMessage", chat_id=chat_id, message_id=own["id"])
        == "Bad Request: message can't be deleted for everyone"
    )
    monkeypatch.undo()
    assert await house.result("deleteMessage", chat_id=chat_id, message_id=own["id"])


async def test_a_database_that_is_away_is_said_so(house: House):
    visitor, chat_id = await house.newcomer()
    assert house.store is not None
    await house.store.close()
    async with visitor.session.get(visitor.base + "/chat/state") as response:
        assert response.status == 503
        assert (await response.json())["error"]["code"] == "our_fault"
    async with visitor.session.get(visitor.base + "/healthz") as response:
        assert response.status == 200, "the process is alive: starting it anew would not bring the database back"
    assert await house.call("sendMessage", chat_id=chat_id, text="x") == {
        "ok": False,
        "error_code": 503,
        "description": "Service Unavailable",
    }
