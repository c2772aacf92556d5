"""Notices over real HTTP: each sent once, in order, and in the end whatever the server says on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.notifier import courier, request
from bot.notifier.notifier import Notifier, Way
from flows.framework import CURRENT
from handlers import notices
from handlers.talk import Surroundings
from storage.errors import StorageUnavailable
from storage.store import Store, Transaction, open_store
from tests.bot.bot_api_server import TOKEN, BotApiServer, Garbled, Refusal, Reset, Scripted, Silence
from tests.bot.outbox import TELEGRAM, notice, officer, outcomes, put, rows, somebody, spoken

ANN, BEN = 7, 8
FLOOD = Refusal(429, "Too Many Requests: retry after 2", {"retry_after": 2})
BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
SURROUNDINGS = Surroundings("https://mercury.example.org", "test_bot", CURRENT.open_areas())


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(notices.TELLINGS, "spoken", spoken)


@pytest.fixture
async def store(migrated_sqlite_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_sqlite_url)
    yield store
    await store.close()


Begins = Callable[[], Awaitable[Notifier]]


@pytest.fixture
async def begins(server: BotApiServer, store: Store) -> AsyncIterator[Begins]:
    """Starts notifiers, and stops those that still run in the end."""
    running: list[Notifier] = []

    async def begin() -> Notifier:
        notifier = Notifier(store, {TELEGRAM: Way(TOKEN, server.url, paced=False)}, SURROUNDINGS)
        await notifier.start()
        running.append(notifier)
        return notifier

    yield begin
    for notifier in running:
        await notifier.stop()
        assert not notifier.failed.is_set()


async def until_all_are_done(store: Store, within: float = 30.0) -> list[str | None]:
    async with asyncio.timeout(within):
        while None in (found := await outcomes(store)):  # noqa: ASYNC110  # it is the database that is looked at
            await asyncio.sleep(0.02)
    return found


async def test_a_notice_is_sent_once_with_its_buttons(server: BotApiServer, store: Store, begins: Begins):
    ann = await somebody(store, ANN)
    buttons = {"Go on": {"act": "here"}, "Look": {"url": "https://example.org/a"}}
    await put(store, ann, "Hello & <welcome> to https://example.org/a", buttons=buttons)
    await begins()
    assert await until_all_are_done(store) == ["sent"]
    (call,) = server.sent()
    assert call.fields["text"] == "Hello &amp; &lt;welcome&gt; to https://example.org/a"
    assert call.fields["parse_mode"] == "HTML"
    assert call.fields["link_preview_options"] == {"is_disabled": True}
    assert call.fields["reply_markup"]["inline_keyboard"] == [
        [{"text": "Go on", "callback_data": "!here:"}],
        [{"text": "Look", "url": "https://example.org/a"}],
    ]
    await asyncio.sleep(0.3)
    assert len(server.calls) == 1


async def test_it_is_woken_by_what_its_own_process_puts_into_the_outbox(
    server: BotApiServer, store: Store, begins: Begins, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(courier, "_LOOK_EVERY", 1000)
    ann = await somebody(store, ANN)
    await begins()
    await asyncio.sleep(0.2)
    await put(store, ann, "hello")
    await server.until(lambda: server.texts() == ["hello"], within=2)


async def test_chats_are_written_to_side_by_side_and_each_in_order(server: BotApiServer, store: Store, begins: Begins):
    server.pause = 0.05
    texts = [f"notice {number}" for number in range(4)]
    for chat in range(1, 41):
        await put(store, await somebody(store, chat), *texts)
    await begins()
    assert set(await until_all_are_done(store)) == {"sent"}
    for chat in range(1, 41):
        assert server.texts(chat) == texts
    assert 4 < server.most_at_once <= 16


TROUBLES: dict[str, Scripted] = {
    "server error": Refusal(500, "Internal Server Error"),
    "bad gateway": Garbled(502),
    "a page in place of an answer": Garbled(200),
    "a proxy that forbids": Garbled(403),
    "a proxy that finds nothing": Garbled(404),
    "a proxy that finds fault": Garbled(400),
    "a proxy that forbids, in JSON": Garbled(403, '{"error":"forbidden"}'),
    "a proxy with less than a refusal": Garbled(403, '{"ok":false}'),
    "a proxy with less than a success": Garbled(200, '{"ok":false}'),
    "a proxy with odd parameters": Garbled(400, '{"ok":false,"description":"x","parameters":[1]}'),
    "token refused": Refusal(401, "Unauthorized"),
    "another poller": Refusal(409, "Conflict"),
    "connection dropped": Reset(),
    "told to wait": Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
async def test_what_did_not_get_through_is_sent_again_and_order_is_kept(
    server: BotApiServer, store: Store, begins: Begins, trouble: Scripted
):
    await put(store, await somebody(store, ANN), "one", "two", "three")
    server.script["sendMessage"].extend([trouble, trouble])
    await begins()
    assert await until_all_are_done(store) == ["sent"] * 3
    tries = 1 if isinstance(trouble, Reset) else 3
    assert server.texts() == ["one"] * tries + ["two", "three"]
    assert [row.tries for row in await rows(store)] == [2, 0, 0]


async def test_an_answer_that_never_comes_is_not_waited_for_for_ever(
    server: BotApiServer, store: Store, begins: Begins, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(request, "_TIMEOUT", 0.3)
    server.script["sendMessage"].append(Silence(3))
    await put(store, await somebody(store, ANN), "hello")
    await begins()
    assert await until_all_are_done(store) == ["sent"]
    assert server.texts() == ["hello", "hello"], "whether the first arrived cannot be known"


async def test_a_try_ends_before_its_lease_does(
    server: BotApiServer, store: Store, begins: Begins, monkeypatch: pytest.MonkeyPatch
):
    assert timedelta(seconds=courier._WITHIN) < courier._LEASE
    monkeypatch.setattr(courier, "_WITHIN", 0.3)
    server.script["sendMessage"].append(Silence(3))
    await put(store, await somebody(store, ANN), "hello")
    await begins()
    assert await until_all_are_done(store, within=3) == ["sent"]


async def test_a_connection_dropped_after_the_message_was_taken_loses_nothing(
    server: BotApiServer, store: Store, begins: Begins
):
    server.script["sendMessage"].append(Reset(after=True))
    await put(store, await somebody(store, ANN), "hello", "again")
    await begins()
    assert await until_all_are_done(store) == ["sent", "sent"]
    assert server.texts() == ["hello", "hello", "again"]


async def test_a_server_that_cannot_be_reached_is_waited_for(
    server: BotApiServer, store: Store, monkeypatch: pytest.MonkeyPatch
):
    await put(store, await somebody(store, ANN), "hello")
    notifier = Notifier(store, {TELEGRAM: Way(TOKEN, "http://127.0.0.1:9", paced=False)}, SURROUNDINGS)
    await notifier.start()
    await asyncio.sleep(1)
    await notifier.stop()
    (row,) = await rows(store)
    assert (row.outcome, row.lease) == (None, None)
    assert row.tries >= 1


# -- flood waits -------------------------------------------------------------------------------------------------------


async def test_a_wait_that_telegram_asks_for_outlives_the_process(server: BotApiServer, store: Store, begins: Begins):
    server.script["sendMessage"].append(FLOOD)
    await put(store, await somebody(store, ANN), "hello")
    notifier = await begins()
    await server.until(lambda: len(server.calls) == 1)
    await notifier.stop()
    (row,) = await rows(store)
    assert (row.outcome, row.lease) == (None, None)
    assert 1.5 < (row.not_before - datetime.now(UTC)).total_seconds() <= 2
    await begins()
    assert await until_all_are_done(store) == ["sent"]
    first, second = server.calls
    assert second.at - first.at >= 2


async def test_one_chat_s_wait_does_not_hold_up_another(server: BotApiServer, store: Store, begins: Begins):
    server.answers = lambda _, fields: FLOOD if int(fields["chat_id"]) == ANN else None
    await put(store, await somebody(store, ANN), "hello")
    await begins()
    await server.until(lambda: server.texts(ANN))
    await put(store, await somebody(store, BEN), "hello", "again")
    await server.until(lambda: server.texts(BEN) == ["hello", "again"], within=1.9)


async def test_a_flood_is_not_fed_with_more_tries(server: BotApiServer, store: Store, begins: Begins):
    for chat in range(1, 101):
        await put(store, await somebody(store, chat), "hello")
    began = asyncio.get_running_loop().time()
    server.answers = lambda *_: FLOOD if asyncio.get_running_loop().time() < began + 2 else None
    await begins()
    assert set(await until_all_are_done(store)) == {"sent"}
    assert len(server.calls) - 100 <= 16 + 5, "those under way when it began, and then one at a time"


async def test_telegram_s_own_pace_is_kept(server: BotApiServer, store: Store):
    for chat in range(1, 41):
        await put(store, await somebody(store, chat), "hello")
    notifier = Notifier(store, {TELEGRAM: Way(TOKEN, server.url, paced=True)}, SURROUNDINGS)
    await notifier.start()
    await until_all_are_done(store)
    await notifier.stop()
    times = [call.at for call in server.calls]
    assert len(times) == 40
    assert times[-1] - times[0] >= 39 / 30
    assert max(sum(1 for time in times if start <= time < start + 1) for start in times) <= 30


# -- people who are not there ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "refusal",
    [
        BLOCKED,
        Refusal(403, "Forbidden: user is deactivated"),
        Refusal(400, "Bad Request: chat not found"),
    ],
    ids=["blocked", "deactivated", "not found"],
)
async def test_who_is_not_there_is_marked_their_notices_wait_and_officers_are_told(
    server: BotApiServer, store: Store, begins: Begins, refusal: Refusal
):
    await officer(store, 1)
    ann = await somebody(store, ANN)
    await store.transact(lambda tx: tx.grant_role(ann, "partner", None, datetime.now(UTC)))
    server.answers = lambda _, fields: refusal if int(fields["chat_id"]) == ANN else None
    await put(store, ann, "one", "two")
    await begins()
    await server.until(lambda: server.texts(1))
    assert "Person 7 can no longer be reached here." in server.texts(1)[0]
    assert server.texts(ANN) == ["one"]
    assert not await store.read(lambda tx: tx.is_reachable(ann))
    await asyncio.sleep(0.5)
    assert await outcomes(store) == [None, None, "sent"]

    server.answers = None
    await store.transact(lambda tx: tx.mark_unblocked(TELEGRAM, ANN))
    assert await until_all_are_done(store) == ["sent"] * 3
    assert server.texts(ANN) == ["one", "one", "two"]


async def test_what_waited_for_long_for_somebody_to_come_back_is_sent_when_they_do(
    server: BotApiServer, store: Store, begins: Begins
):
    ann = await somebody(store, ANN)
    long_ago = datetime.now(UTC) - timedelta(days=40)
    await put(store, ann, "welcome", at=long_ago)
    await begins()
    assert await until_all_are_done(store) == ["sent"]


async def test_a_chat_that_became_a_supergroup_is_followed_there(server: BotApiServer, store: Store, begins: Begins):
    moved = Refusal(
        400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -1001234567890}
    )
    server.answers = lambda _, fields: moved if int(fields["chat_id"]) == -55 else None
    group = await somebody(store, -55)
    await put(store, group, "one", "two")
    await begins()
    assert await until_all_are_done(store) == ["sent", "sent"]
    assert server.texts(-55) == ["one"]
    assert server.texts(-1001234567890) == ["one", "two"]
    assert await store.read(lambda tx: tx.chats_of(group, TELEGRAM)) == (-1001234567890,)


# -- refusals ----------------------------------------------------------------------------------------------------------


async def test_what_is_refused_as_it_stands_is_sent_once_more_without_markup_and_links(
    server: BotApiServer, store: Store, begins: Begins
):
    server.script["sendMessage"].append(Refusal(400, "Bad Request: inline keyboard button URL is invalid"))
    buttons = {"Go on": {"act": "here"}, "Look": {"url": "http://127.0.0.1:8080/chat"}}
    await put(store, await somebody(store, ANN), "Hello & <welcome>", buttons=buttons)
    await begins()
    assert await until_all_are_done(store) == ["sent"]
    bare = server.calls[1].fields
    assert bare["text"] == "Hello & <welcome>"
    assert "parse_mode" not in bare
    assert bare["reply_markup"]["inline_keyboard"] == [[{"text": "Go on", "callback_data": "!here:"}]]


@pytest.mark.parametrize(
    "refusal",
    [Refusal(400, "Bad Request: message is too long"), Refusal(413, "Request Entity Too Large")],
    ids=["too long", "too large"],
)
async def test_what_can_never_be_sent_does_not_stand_in_the_way(
    server: BotApiServer, store: Store, begins: Begins, refusal: Refusal
):
    server.answers = lambda _, fields: refusal if "never" in str(fields["text"]) else None
    await put(store, await somebody(store, ANN), "never", "after it")
    await begins()
    assert await until_all_are_done(store) == ["undeliverable", "sent"]
    assert server.texts() == ["never", "never", "after it"]


# -- time --------------------------------------------------------------------------------------------------------------


async def test_it_gives_up_at_a_time_and_not_before_it_has_tried(server: BotApiServer, store: Store, begins: Begins):
    server.answers = lambda _, fields: Refusal(500, "no") if int(fields["chat_id"]) == ANN else None
    now = datetime.now(UTC)
    await put(store, await somebody(store, ANN), "an old one", at=now - timedelta(days=7, hours=1))
    await put(store, await somebody(store, BEN), "as old", at=now - timedelta(days=7, hours=1))
    await begins()
    assert await until_all_are_done(store) == ["undeliverable", "sent"]


async def test_what_is_of_no_use_any_more_is_closed_unsent(server: BotApiServer, store: Store, begins: Begins):
    now = datetime.now(UTC)
    ann = await somebody(store, ANN)
    await put(store, ann, "a meeting that is over", until=now)
    await store.transact(lambda tx: tx.enqueue(notice(ann, dealt_with="by somebody else")))
    await put(store, ann, "still of use", until=now + timedelta(hours=1))
    await begins()
    assert await until_all_are_done(store) == ["expired", "of no use", "sent"]
    assert server.texts() == ["still of use"]


async def test_what_is_not_due_yet_waits(server: BotApiServer, store: Store, begins: Begins):
    ann = await somebody(store, ANN)
    await put(store, ann, "later", at=datetime.now(UTC) + timedelta(seconds=1.5))
    await begins()
    await put(store, ann, "now")
    await until_all_are_done(store)
    assert server.texts() == ["now", "later"]
    assert server.calls[1].at - server.calls[0].at > 1


# -- errors of the program ---------------------------------------------------------------------------------------------


async def test_a_notice_that_this_program_cannot_tell_waits_for_one_that_can(
    server: BotApiServer, store: Store, begins: Begins, monkeypatch: pytest.MonkeyPatch
):
    ann, ben = await somebody(store, ANN), await somebody(store, BEN)
    old = datetime.now(UTC) - timedelta(hours=2)
    await store.transact(lambda tx: tx.enqueue(notice(ann, "of tomorrow", text="hello")))
    await store.transact(lambda tx: tx.enqueue(notice(ben, "of nobody", at=old)))
    await begins()
    await put(store, ben, "and on")
    async with asyncio.timeout(10):
        while await outcomes(store) != [None, "undeliverable", "sent"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    monkeypatch.setitem(notices.TELLINGS, "of tomorrow", spoken)
    assert await until_all_are_done(store) == ["sent", "undeliverable", "sent"]


async def test_a_long_notice_is_not_begun_anew_when_its_second_message_fails(
    server: BotApiServer, store: Store, begins: Begins
):
    ann = await somebody(store, ANN)
    paragraphs = [letter * 3000 for letter in "abc"]
    server.answers = lambda _, fields: FLOOD if "b" in fields["text"] and len(server.texts()) < 2 else None
    await store.transact(lambda tx: tx.enqueue(notice(ann, text=paragraphs, buttons={"Go on": {"act": "here"}})))
    await begins()
    assert await until_all_are_done(store) == ["sent"]
    assert [text[0] for text in server.texts()] == ["a", "b", "b", "c"]
    assert ["reply_markup" in call.fields for call in server.calls] == [False, False, False, True]


class Away:
    """A database that cannot be used for a while."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_away = False
        self.alone = store.alone
        self.on_notice: Callable[[], None] | None = None

    async def transact(self, work: Callable[[Transaction], Any]) -> Any:
        if self.is_away:
            raise StorageUnavailable("gone")
        return await self._store.transact(work)

    async def read(self, work: Callable[[Transaction], Any]) -> Any:
        if self.is_away:
            raise StorageUnavailable("gone")
        return await self._store.read(work)


async def test_what_was_sent_while_the_database_was_away_is_noted_once_it_is_back(server: BotApiServer, store: Store):
    away = Away(store)
    server.pause = 0.3
    ann = await somebody(store, ANN)
    await put(store, ann, "hello", "again")
    ways = {TELEGRAM: Way(TOKEN, server.url, paced=False)}
    notifier = Notifier(away, ways, SURROUNDINGS)  # type: ignore[arg-type]
    await notifier.start()
    await server.until(lambda: len(server.calls) == 1)
    away.is_away = True
    await asyncio.sleep(1.5)
    away.is_away = False
    assert await until_all_are_done(store) == ["sent", "sent"]
    await notifier.stop()
    assert server.texts() == ["hello", "again"]


# -- the end of a process ----------------------------------------------------------------------------------------------


async def test_at_its_end_it_finishes_what_is_under_way_and_begins_nothing(
    server: BotApiServer, store: Store, begins: Begins
):
    server.pause = 0.5
    await put(store, await somebody(store, ANN), "one", "two")
    notifier = await begins()
    await server.until(lambda: len(server.calls) == 1)
    await notifier.stop()
    assert await outcomes(store) == ["sent", None]
    assert server.texts() == ["one"]
    assert [row.lease for row in await rows(store)] == [None, None]


async def test_at_its_end_it_waits_two_seconds_at_most_and_what_hangs_is_due_at_once(
    server: BotApiServer, store: Store, begins: Begins
):
    server.script["sendMessage"].append(Silence(20))
    await put(store, await somebody(store, ANN), "one")
    notifier = await begins()
    await server.until(lambda: len(server.calls) == 1)
    began = asyncio.get_running_loop().time()
    await notifier.stop()
    assert asyncio.get_running_loop().time() - began < 3
    await begins()
    assert await until_all_are_done(store, within=3) == ["sent"]


async def test_what_a_killed_process_had_under_way_is_sent_at_the_next_start(
    server: BotApiServer, store: Store, begins: Begins
):
    await put(store, await somebody(store, ANN), "one")
    now = datetime.now(UTC)
    await store.transact(lambda tx: tx.claim_notices(TELEGRAM, now, "killed", now + timedelta(hours=1), 16))
    await begins()
    assert await until_all_are_done(store, within=3) == ["sent"]
