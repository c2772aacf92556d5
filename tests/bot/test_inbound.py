"""Updates over real HTTP: in order within a chat, confirmed only when committed, and never lost or doubled."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest
import structlog
from aiogram import Dispatcher
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from bot.inbound import intake
from bot.inbound.intake import Intake, chat_of
from bot.inbound.polling import Poller
from bot.replies import Cause
from bot.telegram.client import make_bot
from bot.watching.counts import Counted
from handlers.reply import Reply
from storage.errors import StorageUnavailable
from tests.bot.bot_api_server import TOKEN, BotApiServer, Garbled, Refusal, Reset, message

Handler = Callable[[Message], Awaitable[None]]


class Outbox:
    """Stands where the replier does: keeps what it is given."""

    def __init__(self) -> None:
        self.texts: list[tuple[int, str]] = []
        self.gone: asyncio.Future[None] | None = None

    def put(
        self, chat: int, replies: list[Reply], *, carried_out: Reply | None = None, cause: Cause | None = None
    ) -> asyncio.Future[None] | None:
        self.texts += [(chat, reply.method.text) for reply in replies]  # type: ignore[attr-defined]
        return self.gone


class Running:
    """A bot that polls, with a handler that a test brings. `committed` holds the texts it is done with."""

    def __init__(self, server: BotApiServer, handler: Handler) -> None:
        self.begun: list[str] = []
        self.committed: list[str] = []
        self.outbox = Outbox()
        self.apology = False
        self._handler = handler
        self.bot = make_bot(TOKEN, server.url)
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(self._answer)
        dispatcher.edited_message.register(self._answer)
        dispatcher.callback_query.register(self._pressed)
        self.intake = Intake("test", self.bot, dispatcher, self.outbox)  # type: ignore[arg-type]
        self.poller = Poller("test", self.bot, self.intake, allowed_updates=["message"])
        self.task = asyncio.create_task(self.poller.run())

    async def _answer(self, incoming: Message) -> list[Reply]:
        text = incoming.text or ""
        self.begun.append(text)
        await self._handler(incoming)
        self.committed.append(text)
        return [Reply(SendMessage(chat_id=incoming.chat.id, text=f"re: {text}"), apology=self.apology)]

    async def _pressed(self, press: CallbackQuery) -> list[Reply]:
        self.begun.append(press.data or "")
        self.committed.append(press.data or "")
        return []

    async def kill(self) -> None:
        """End at once, as SIGKILL would: nothing more is confirmed or finished."""
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task
        await self.intake.drain(0)
        await self.bot.session.close()

    async def stop(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task
        await self.intake.drain(5)
        await self.poller.confirm()
        await self.bot.session.close()


@pytest.fixture
async def run(server: BotApiServer) -> AsyncIterator[Callable[[Handler], Running]]:
    started: list[Running] = []

    def start(handler: Handler) -> Running:
        started.append(Running(server, handler))
        return started[-1]

    yield start
    for running in started:
        if not running.task.done():
            await running.kill()


async def at_once(_: Message) -> None:
    return


@pytest.mark.parametrize(("apology", "outcome"), [(True, "failed"), (False, "done")])
async def test_an_update_that_is_answered_with_an_apology_counts_as_failed(
    server: BotApiServer, run, monkeypatch: pytest.MonkeyPatch, apology: bool, outcome: str
):
    counted = Counted("updates", "", ("bot", "kind", "outcome"))
    monkeypatch.setattr(intake, "UPDATES", counted)
    running = run(at_once)
    running.apology = apology
    server.says(7, "a")
    await server.until(lambda: bool(running.outbox.texts))
    assert counted.of("test", "message", outcome).count == 1
    assert sum(count.count for _, count in counted) == 1


async def test_one_chat_s_updates_are_handled_in_order_and_one_at_a_time(server: BotApiServer, run):
    under_way = 0

    async def slower_at_first(incoming: Message) -> None:
        nonlocal under_way
        under_way += 1
        assert under_way == 1
        await asyncio.sleep(0.05 / len(incoming.text or ""))
        under_way -= 1

    texts = ["a", "bb", "ccc", "dddd", "eeeee"]
    for text in texts:
        server.says(7, text)
    running = run(slower_at_first)
    await server.until(lambda: len(running.committed) == 5)
    assert running.committed == texts
    assert running.outbox.texts == [(7, f"re: {text}") for text in texts]


async def test_an_answer_that_no_mark_in_storage_stands_for_is_confirmed_once_it_has_gone_out(
    server: BotApiServer, run
):
    server.says(7, "/help")
    running = run(at_once)
    running.outbox.gone = asyncio.get_running_loop().create_future()
    await server.until(lambda: running.outbox.texts == [(7, "re: /help")])
    await asyncio.sleep(0.1)
    assert len(running.intake) == 1
    running.outbox.gone.set_result(None)
    await server.until(lambda: len(running.intake) == 0)


async def test_an_answer_that_cannot_go_out_for_long_holds_its_update_but_not_where_too_many_wait(
    server: BotApiServer, run, monkeypatch: pytest.MonkeyPatch
):
    for name in ("_UNMARKED", "_LOOK_EVERY"):
        monkeypatch.setattr(intake, name, 0.05)
    monkeypatch.setattr(intake, "_CROWDED", 4)
    running = run(at_once)
    running.outbox.gone = asyncio.get_running_loop().create_future()
    for chat in (7, 8, 9):
        server.says(chat, "/help")
    await server.until(lambda: len(running.outbox.texts) == 3)
    await asyncio.sleep(0.3)
    assert len(running.intake) == 3, "a kill now must bring them again"
    server.says(10, "/help")
    await server.until(lambda: len(running.outbox.texts) == 4 and len(running.intake) == 3)


async def test_quick_pairs_of_many_people_are_neither_lost_nor_swapped(server: BotApiServer, run):
    async def a_moment(incoming: Message) -> None:
        await asyncio.sleep(0.02 if (incoming.text or "").endswith("1") else 0)

    running = run(a_moment)
    for chat in range(1, 101):
        server.says(chat, f"{chat}-1")
        server.says(chat, f"{chat}-2")
    await server.until(lambda: len(running.committed) == 200)
    for chat in range(1, 101):
        mine = [text for text in running.committed if text.startswith(f"{chat}-")]
        assert mine == [f"{chat}-1", f"{chat}-2"]


async def test_an_edit_and_a_press_keep_their_place_among_the_chat_s_messages(server: BotApiServer, run):
    async def slowly(_: Message) -> None:
        await asyncio.sleep(0.02)

    sent = message(7, "first")["message"]
    server.deliver({"message": sent})
    server.deliver(
        {
            "callback_query": {
                "id": "1",
                "from": sent["from"],
                "chat_instance": "1",
                "data": "press",
                "message": {**sent, "from": {"id": 42, "is_bot": True, "first_name": "Bot"}},
            }
        }
    )
    server.deliver({"edited_message": {**sent, "edit_date": 2, "text": "corrected"}})
    running = run(slowly)
    await server.until(lambda: len(running.committed) == 3)
    assert running.committed == ["first", "press", "corrected"]


async def test_an_update_is_confirmed_only_after_its_commit(server: BotApiServer, run):
    gate = asyncio.Event()

    async def wait_at_the_gate(_: Message) -> None:
        await gate.wait()

    update_id = server.says(7, "hello")
    running = run(wait_at_the_gate)
    await server.until(lambda: running.begun == ["hello"])
    polls = len(server.offsets)
    await server.until(lambda: len(server.offsets) >= polls + 3)
    assert all(offset is None or offset <= update_id for offset in server.offsets)
    assert running.begun == ["hello"], "an update that is in hand is recognised, not started again"
    gate.set()
    await server.until(lambda: server.offsets[-1] == update_id + 1)
    assert running.committed == ["hello"]


async def test_what_was_in_hand_at_a_kill_comes_again(server: BotApiServer, run):
    async def only_the_first_two(incoming: Message) -> None:
        if incoming.text not in {"1", "2"}:
            await asyncio.Event().wait()

    for number in range(1, 6):
        server.says(number, str(number))
    first = run(only_the_first_two)
    await server.until(lambda: len(first.begun) == 5)
    await server.until(lambda: len(server.updates) == 3)
    await first.kill()
    second = run(at_once)
    await server.until(lambda: len(second.committed) == 3)
    assert sorted(second.committed) == ["3", "4", "5"]


async def test_a_slow_chat_does_not_stop_the_others(server: BotApiServer, run):
    gate = asyncio.Event()

    async def the_first_chat_is_slow(incoming: Message) -> None:
        if incoming.chat.id == 1:
            await gate.wait()

    slow = server.says(1, "a file")
    running = run(the_first_chat_is_slow)
    await server.until(lambda: running.begun == ["a file"])
    for number in range(10):
        server.says(2 + number, f"text {number}")
        await server.until(lambda n=number: f"text {n}" in running.committed, within=20)
    assert max(offset or 0 for offset in server.offsets) <= slow
    gate.set()
    await server.until(lambda: server.offsets[-1] == slow + 11)
    assert sorted(running.begun) == sorted(["a file", *(f"text {number}" for number in range(10))])


async def test_an_unavailable_database_is_waited_for_and_order_is_kept(server: BotApiServer, run):
    failures = 3

    async def fail_at_first(_: Message) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise StorageUnavailable("gone")

    first = server.says(7, "1")
    server.says(7, "2")
    running = run(fail_at_first)
    await server.until(lambda: running.begun == ["1", "1"])
    assert all(offset is None or offset <= first for offset in server.offsets)
    await server.until(lambda: len(running.committed) == 2)
    assert running.begun == ["1", "1", "1", "1", "2"]
    assert running.committed == ["1", "2"]


async def test_what_began_before_a_failure_and_ends_after_it_does_not_tell_that_the_database_is_back(
    server: BotApiServer, run
):
    failed, go_on = asyncio.Event(), asyncio.Event()

    async def handle(incoming: Message) -> None:
        if incoming.text == "before":
            await failed.wait()
        elif not failed.is_set():
            failed.set()
            raise StorageUnavailable("gone")
        else:
            await go_on.wait()

    with structlog.testing.capture_logs() as lines:
        server.says(7, "before")
        server.says(8, "after")
        running = run(handle)
        await server.until(lambda: running.committed == ["before"] and running.begun == ["before", "after", "after"])
        assert "the database is reached again" not in [line["event"] for line in lines]
        go_on.set()
        await server.until(lambda: "the database is reached again" in [line["event"] for line in lines])
    assert [line["log_level"] for line in lines if "database" in line["event"]] == ["error", "info"]


async def test_an_error_never_makes_one_update_come_for_ever(server: BotApiServer, run):
    async def fail(incoming: Message) -> None:
        if incoming.text == "bad":
            raise RuntimeError("an error of the program")

    server.says(7, "bad")
    good = server.says(7, "good")
    running = run(fail)
    await server.until(lambda: server.offsets[-1:] == [good + 1])
    assert running.begun == ["bad", "good"]
    assert running.outbox.texts == [(7, "re: good")]


async def test_an_update_that_cannot_be_read_spoils_no_other(server: BotApiServer, run):
    server.deliver({"message": {"message_id": "not a number"}})
    server.deliver({"a_kind_from_the_future": {"chat": {"id": 7}}})
    good = server.says(7, "good")
    running = run(at_once)
    await server.until(lambda: server.offsets[-1:] == [good + 1])
    assert running.committed == ["good"]


async def test_polling_outlives_refusals_and_broken_connections(server: BotApiServer, run):
    server.script["getUpdates"].extend(
        [
            Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
            Refusal(502, "Bad Gateway"),
            Refusal(409, "Conflict: terminated by other getUpdates request"),
            Garbled(502, '{"ok":false}'),
            Garbled(200, '{"ok":true,"result":null}'),
            Reset(),
        ]
    )
    server.says(7, "hello")
    running = run(at_once)
    await server.until(lambda: running.committed == ["hello"])
    assert not server.script["getUpdates"]


async def test_numbers_that_begin_anew_from_a_lower_one_are_followed(server: BotApiServer, run):
    server.says(7, "before", update_id=900_000)
    running = run(at_once)
    await server.until(lambda: server.offsets[-1:] == [900_001])
    server.says(7, "after", update_id=5)  # as Telegram may after a quiet week
    await server.until(lambda: server.offsets[-1:] == [6])
    assert running.committed == ["before", "after"]


async def test_shut_down_finishes_what_is_in_hand_and_confirms_it(server: BotApiServer, run):
    gate = asyncio.Event()

    async def wait_at_the_gate(_: Message) -> None:
        await gate.wait()

    last = [server.says(chat, "hello") for chat in (1, 2, 3)][-1]
    running = run(wait_at_the_gate)
    await server.until(lambda: len(running.begun) == 3)
    stopping = asyncio.create_task(running.stop())
    await asyncio.sleep(0.05)
    gate.set()
    await stopping
    assert len(running.committed) == 3
    assert server.offsets[-1] == last + 1
    assert server.updates == []


async def test_shut_down_leaves_unconfirmed_what_it_could_not_finish(server: BotApiServer, run):
    async def only_the_first(incoming: Message) -> None:
        if incoming.text != "quick":
            await asyncio.Event().wait()

    server.says(1, "quick")
    stuck = server.says(2, "stuck")
    running = run(only_the_first)
    await server.until(lambda: len(running.begun) == 2 and len(running.intake) == 1)
    running.task.cancel()
    assert await running.intake.drain(0.2) == 1
    await running.poller.confirm()
    await running.bot.session.close()
    assert [update["update_id"] for update in server.updates] == [stuck]


@pytest.mark.parametrize(
    ("raw", "chat"),
    [
        ({"update_id": 1, **message(7, "hello")}, 7),
        ({"update_id": 1, "edited_message": message(7, "hello")["message"]}, 7),
        ({"update_id": 1, "callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -100}}}}, -100),
        ({"update_id": 1, "callback_query": {"from": {"id": 5}, "inline_message_id": "x"}}, 5),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 9}, "from": {"id": 5}}}, 9),
        ({"update_id": 1, "poll_answer": {"user": {"id": 5}}}, 5),
        ({"update_id": 1, "poll": {"id": "1"}}, 0),
    ],
)
def test_every_kind_of_update_has_a_chat_whose_order_it_keeps(raw: dict, chat: int):
    assert chat_of(raw) == chat
