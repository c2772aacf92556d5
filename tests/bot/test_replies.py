"""Replies over real HTTP: in order, again when they were refused or lost, and marked when they went out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from bot import replies
from bot.pace import Pace, Reading
from bot.replies import Replier
from bot.telegram.client import make_bot
from bot.telegram.delivery import Delivery
from handlers.reply import Owed, Reply
from storage.errors import StorageUnavailable
from tests.bot.bot_api_server import TOKEN, BotApiServer, Garbled, Refusal, Reset

CHAT = 7


class Marks:
    """The two things that replies tell storage, and a database that can be away."""

    def __init__(self) -> None:
        self.cleared: list[tuple[int, int]] = []
        self.blocked: list[tuple[str, int]] = []
        self.transactions = 0
        self.away = False

    async def transact(self, work: Callable[[Any], Any]) -> Any:
        if self.away:
            raise StorageUnavailable("gone")
        self.transactions += 1
        return work(self)

    def clear_owed(self, pairs: list[tuple[int, int]]) -> None:
        self.cleared += pairs

    def mark_blocked(self, bot: str, chat: int, at: datetime) -> bool:
        self.blocked.append((bot, chat))
        return False


@pytest.fixture
def marks() -> Marks:
    return Marks()


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    bot = make_bot(TOKEN, server.url)
    yield bot
    await bot.session.close()


@pytest.fixture
async def replier(bot: Bot, marks: Marks) -> AsyncIterator[Replier]:
    replier = Replier("test", Delivery(bot), marks)  # type: ignore[arg-type]
    clearing = asyncio.create_task(replier.run())
    yield replier
    clearing.cancel()
    await replier.close(0)


def say(text: str, chat: int = CHAT, **more: Any) -> Reply:
    return Reply(SendMessage(chat_id=chat, text=text), **more)


def prompt(text: str, revision: int, chat: int = CHAT, **more: Any) -> Reply:
    return say(text, chat, owed=Owed(1, revision), replaces=True, **more)


# Answers that are JSON and no Bot API server's.
PROXIES = ('{"error":{"code":502,"message":"Bad Gateway"}}', '{"ok":false}', '"no"')


@pytest.mark.parametrize(
    "trouble",
    [
        Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
        Refusal(500, "Internal Server Error"),
        Refusal(401, "Unauthorized"),
        Reset(),
        Garbled(),
        *(Garbled(status, text) for text in PROXIES for status in (200, 403, 502)),
        Refusal(429, "Too Many Requests"),
    ],
    ids=str,
)
async def test_a_reply_that_did_not_get_through_is_sent_again_and_order_is_kept(
    server: BotApiServer, replier: Replier, trouble
):
    server.script["sendMessage"].extend([trouble, trouble])
    replier.put(CHAT, [say("one"), say("two")])
    replier.put(CHAT, [say("three")])
    await server.until(lambda: server.texts()[-1:] == ["three"])
    tries = 1 if isinstance(trouble, Reset) else 3  # the server knows of no call that did not get there
    assert server.texts() == ["one"] * tries + ["two", "three"]


async def test_what_no_mark_stands_for_is_waited_for_until_it_has_gone_out(server: BotApiServer, replier: Replier):
    gone = replier.put(CHAT, [say("one"), say("two")])
    assert gone is not None
    await asyncio.wait_for(gone, 60)
    assert len(server.calls) == 2
    assert replier.put(CHAT, [say("three"), prompt("four", 1)]) is None
    assert replier.put(CHAT, [Reply(AnswerCallbackQuery(callback_query_id="1"), best_effort=True)]) is None
    assert replier.put(CHAT, []) is None


async def test_one_chat_s_trouble_does_not_hold_up_another(server: BotApiServer, replier: Replier):
    server.script["sendMessage"].append(Refusal(429, "Too Many Requests: retry after 30", {"retry_after": 30}))
    replier.put(1, [say("first", 1)])
    await server.until(lambda: server.texts(1) == ["first"])
    replier.put(2, [say("second", 2)])
    await server.until(lambda: server.texts(2) == ["second"], within=20)


async def test_a_wait_that_telegram_asks_for_is_kept(server: BotApiServer, replier: Replier):
    server.script["sendMessage"].append(Refusal(429, "Too Many Requests: retry after 2", {"retry_after": 2}))
    replier.put(CHAT, [say("hello")])
    await server.until(lambda: len(server.sent()) == 2)
    first, second = server.sent()
    assert second.at - first.at >= 2.0


async def test_a_newer_prompt_takes_the_place_of_one_that_is_still_unsent(
    server: BotApiServer, replier: Replier, marks: Marks
):
    server.script["sendMessage"].append(Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1}))
    replier.put(CHAT, [say("a receipt"), prompt("question 1", 1)])
    await server.until(lambda: server.texts() == ["a receipt"])
    replier.put(CHAT, [prompt("question 2", 2)])
    replier.put(CHAT, [prompt("question 3", 3)])
    await server.until(lambda: server.texts() == ["a receipt", "a receipt", "question 3"])
    await server.until(lambda: marks.cleared)
    assert sorted(marks.cleared) == [(1, 1), (1, 2), (1, 3)]


async def test_a_prompt_that_failed_and_waits_for_its_next_try_can_be_replaced(server: BotApiServer, replier: Replier):
    server.script["sendMessage"].append(Refusal(429, "Too Many Requests: retry after 2", {"retry_after": 2}))
    replier.put(CHAT, [prompt("question 1", 1)])
    await server.until(lambda: server.texts() == ["question 1"])
    await asyncio.sleep(0.1)  # until the refusal has come back
    replier.put(CHAT, [prompt("question 2", 2)])
    await server.until(lambda: len(server.texts()) == 2)
    assert server.texts() == ["question 1", "question 2"]


async def test_a_prompt_is_held_for_one_that_follows_at_once(server: BotApiServer, replier: Replier):
    replier.put(CHAT, [prompt("after the first piece", 1, hold=1.5)])
    await asyncio.sleep(0.1)
    assert server.texts() == []
    replier.put(CHAT, [prompt("after the second piece", 2, hold=1.5)])
    await server.until(lambda: server.texts() != [])
    assert server.texts() == ["after the second piece"]


async def test_after_a_prompt_was_shown_again_the_next_is_sent_below_it_and_not_redrawn_above(
    server: BotApiServer, replier: Replier, marks: Marks
):
    """Who presses the copy above the one that is shown again after a kill looks at what is below."""

    def redrawn(text: str, revision: int) -> Reply:
        edit = EditMessageText(chat_id=CHAT, message_id=5, text=text)
        anew = SendMessage(chat_id=CHAT, text=text)
        return Reply(edit, owed=Owed(1, revision), replaces=True, fallback=anew)

    replier.put(CHAT, [prompt("question 1", 1, repeats=True)])
    replier.put(CHAT, [Reply(AnswerCallbackQuery(callback_query_id="1"), best_effort=True), redrawn("ticked", 2)])
    await server.until(lambda: "ticked" in server.texts())
    replier.put(CHAT, [redrawn("ticked again", 3)])
    await server.until(lambda: [call.fields["text"] for call in server.sent("editMessageText")] == ["ticked again"])


async def test_a_question_owed_since_before_a_restart_never_takes_the_place_of_the_one_that_followed_it(
    server: BotApiServer, replier: Replier, marks: Marks
):
    replier.put(CHAT, [prompt("What is your name?", 2)])
    replier.show_again(CHAT, [prompt("Who are you?", 1, repeats=True)])
    replier.show_again(CHAT + 1, [prompt("Who are you?", 1, CHAT + 1, repeats=True)])
    await server.until(lambda: len(marks.cleared) == 2)
    assert server.texts(CHAT) == ["What is your name?"]
    assert server.texts(CHAT + 1) == ["Who are you?"]
    assert sorted(marks.cleared) == [(1, 1), (1, 2)]


async def test_the_mark_of_a_prompt_is_cleared_at_once_where_nothing_else_goes_on(
    server: BotApiServer, replier: Replier, marks: Marks, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replies, "_CLEAR_EVERY", 1000)
    replier.put(CHAT, [prompt("question 1", 1)])
    await server.until(lambda: marks.cleared == [(1, 1)])


async def test_marks_are_cleared_many_at_a_time(server: BotApiServer, replier: Replier, marks: Marks):
    for number in range(50):
        replier.put(number, [Reply(SendMessage(chat_id=number + 1, text="q"), owed=Owed(number, 1))])
    await server.until(lambda: len(marks.cleared) == 50)
    assert marks.transactions <= 10


async def test_marks_outlive_a_database_that_is_away(
    server: BotApiServer, replier: Replier, marks: Marks, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replies, "_CLEAR_EVERY", 0.02)
    marks.away = True
    replier.put(CHAT, [prompt("question 1", 1)])
    await server.until(lambda: server.texts() == ["question 1"])
    await asyncio.sleep(0.2)
    assert marks.cleared == []
    marks.away = False
    await server.until(lambda: marks.cleared == [(1, 1)])


async def test_a_person_who_blocked_the_bot_is_noted(server: BotApiServer, replier: Replier, marks: Marks):
    server.script["sendMessage"].append(Refusal(403, "Forbidden: bot was blocked by the user"))
    replier.put(CHAT, [prompt("question 1", 1)])
    await server.until(lambda: marks.cleared == [(1, 1)])
    assert marks.blocked == [("test", CHAT)]
    assert server.texts() == ["question 1"]


async def test_a_refused_reply_does_not_hold_up_the_next(server: BotApiServer, replier: Replier):
    server.script["sendMessage"].append(Refusal(400, "Bad Request: message text is empty"))
    replier.put(CHAT, [say("one"), say("two")])
    await server.until(lambda: server.texts() == ["one", "two"])
    await asyncio.sleep(0.1)
    assert server.texts() == ["one", "two"]


async def test_an_edit_that_changes_nothing_is_as_good_as_done(server: BotApiServer, replier: Replier, marks: Marks):
    server.script["editMessageText"].append(
        Refusal(400, "Bad Request: message is not modified: specified new message content …")
    )
    edit = EditMessageText(chat_id=CHAT, message_id=5, text="same")
    replier.put(CHAT, [Reply(edit, owed=Owed(1, 1), fallback=SendMessage(chat_id=CHAT, text="same"))])
    await server.until(lambda: marks.cleared == [(1, 1)])
    assert server.texts() == []


@pytest.mark.parametrize("said", ["Bad Request: message to edit not found", "Bad Request: message can't be edited"])
async def test_a_message_that_can_no_longer_be_edited_is_sent_anew(
    server: BotApiServer, replier: Replier, marks: Marks, said: str
):
    server.script["editMessageText"].append(Refusal(400, said))
    edit = EditMessageText(chat_id=CHAT, message_id=5, text="the question")
    replier.put(
        CHAT, [Reply(edit, owed=Owed(1, 1), fallback=SendMessage(chat_id=CHAT, text="the question")), say("next")]
    )
    await server.until(lambda: server.texts() == ["the question", "next"])
    assert len(server.sent("editMessageText")) == 1
    await server.until(lambda: marks.cleared == [(1, 1)])


async def test_a_spinner_is_stopped_beside_the_queue_and_only_once(server: BotApiServer, replier: Replier):
    server.script["sendMessage"].append(Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1}))
    server.script["answerCallbackQuery"].append(Refusal(500, "Internal Server Error"))
    replier.put(CHAT, [say("slow")])
    replier.put(CHAT, [Reply(AnswerCallbackQuery(callback_query_id="1"), best_effort=True)])
    await server.until(lambda: len(server.sent("answerCallbackQuery")) == 1)
    await server.until(lambda: server.texts() == ["slow", "slow"])
    assert len(server.sent("answerCallbackQuery")) == 1


async def test_after_long_trouble_a_prompt_stays_owed_and_the_queue_goes_on(
    server: BotApiServer, replier: Replier, marks: Marks, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replies, "_GIVE_UP_AFTER", 0.3)
    server.refuses = lambda fields: fields["text"] == "lost"
    replier.put(CHAT, [prompt("lost", 1), say("next"), say("asked", owed=Owed(2, 1))])
    await server.until(lambda: marks.cleared != [])
    *lost, following, asked = server.texts()
    assert set(lost) == {"lost"}
    assert [following, asked] == ["next", "asked"]
    assert marks.cleared == [(2, 1)]


async def test_shut_down_sends_what_is_held_and_clears_its_mark(server: BotApiServer, replier: Replier, marks: Marks):
    replier.put(CHAT, [prompt("held", 1, hold=60)])
    assert await replier.close(60) == 0
    assert server.texts() == ["held"]
    assert marks.cleared == [(1, 1)]


async def test_shut_down_does_not_wait_for_what_cannot_go_out(server: BotApiServer, replier: Replier, marks: Marks):
    server.script["sendMessage"].append(Refusal(429, "Too Many Requests: retry after 60", {"retry_after": 60}))
    replier.put(CHAT, [prompt("question 1", 1)])
    await server.until(lambda: server.texts() == ["question 1"])
    assert await replier.close(0.2) == 1
    assert marks.cleared == []


async def test_who_writes_too_fast_gets_the_newest_prompt_and_one_sentence(
    bot: Bot, server: BotApiServer, marks: Marks
):
    async def slow_down(chat: int) -> Reply:
        return say("one at a time, please", chat)

    replier = Replier("test", Delivery(bot), marks, pace=Pace(), slow_down=slow_down)  # type: ignore[arg-type]
    for number in range(40):
        replier.put(CHAT, [prompt(f"question {number}", number)])
        await asyncio.sleep(0.01)
    await server.until(lambda: "question 39" in server.texts())
    await replier.close(1)
    texts = server.texts()
    assert texts.count("one at a time, please") == 1
    assert texts[-2:] == ["one at a time, please", "question 39"]
    assert len(texts) < 40


async def test_ten_messages_in_a_second_bring_one_sentence_and_the_newest_prompt(
    bot: Bot, server: BotApiServer, marks: Marks
):
    async def slow_down(chat: int) -> Reply:
        return say("one at a time, please", chat)

    replier = Replier("test", Delivery(bot), marks, reading=Reading(), slow_down=slow_down)  # type: ignore[arg-type]
    for number in range(10):
        replier.put(CHAT, [prompt(f"question {number}", number)])
        await asyncio.sleep(0.02)
    await server.until(lambda: "question 9" in server.texts())
    texts = server.texts()
    assert texts[-2:] == ["one at a time, please", "question 9"]
    assert texts[0] == "question 0", "a single message's prompt is not delayed"
    assert len(texts) <= 6
    await replier.close(60)


async def test_presses_and_the_pieces_of_a_long_text_are_no_flood(bot: Bot, server: BotApiServer, marks: Marks):
    async def slow_down(chat: int) -> Reply:
        raise AssertionError("nobody is asked to slow down here")

    replier = Replier("test", Delivery(bot), marks, reading=Reading(), slow_down=slow_down)  # type: ignore[arg-type]
    for number in range(10):
        press = Reply(AnswerCallbackQuery(callback_query_id=str(number)), best_effort=True)
        replier.put(CHAT, [press, prompt(f"question {number}", number)])
        await server.until(lambda n=number: f"question {n}" in server.texts())
    for number in range(8):
        replier.put(CHAT, [prompt(f"piece {number}", number, hold=0.2)])
    await server.until(lambda: "piece 7" in server.texts())
    assert await replier.close(60) == 0


def test_who_writes_twice_a_second_is_no_flood():
    reading = Reading()
    assert not any(reading.is_flood(CHAT, 100 + number * 0.5) for number in range(50))
    assert [reading.is_flood(CHAT, 200 + number * 0.1) for number in range(5)] == [False, False, False, True, True]
    assert not reading.is_flood(8, 200.5)
    assert not reading.is_flood(CHAT, 205)


async def test_a_courtesy_that_fails_does_not_keep_the_prompt_back(bot: Bot, server: BotApiServer, marks: Marks):
    async def fail(chat: int) -> Reply:
        raise RuntimeError("an error of the program")

    replier = Replier("test", Delivery(bot), marks, pace=Pace(), slow_down=fail)  # type: ignore[arg-type]
    for number in range(30):
        replier.put(CHAT, [prompt(f"question {number}", number)])
        await asyncio.sleep(0.01)
    await server.until(lambda: "question 29" in server.texts())
    assert await replier.close(60) == 0


async def test_where_many_wait_for_their_turn_whoever_waits_longest_goes_first(
    bot: Bot, server: BotApiServer, marks: Marks
):
    replier = Replier("test", Delivery(bot), marks, pace=Pace())  # type: ignore[arg-type]
    waiting = range(1, 91)
    for chat in waiting:
        replier.put(chat, [prompt("a question", 1, chat)])
    # Those who come later, each beside somebody who waits already, wait behind all of them.
    for chat in waiting:
        replier.put(1000 + chat, [prompt("a question", 1, 1000 + chat)])
        await asyncio.sleep(0.01)
    await server.until(lambda: len(server.sent()) == 180, within=60)
    order = [int(call.fields["chat_id"]) for call in server.sent()]
    first_burst, behind = order[:30], order[30:]
    assert set(first_burst) <= set(waiting)
    # Two calls that go out in the same moment may reach the server in either order.
    expected = [*waiting[30:], *(1000 + chat for chat in waiting)]
    assert all(abs(behind.index(chat) - place) <= 5 for place, chat in enumerate(expected))
    await replier.close(60)


def test_in_one_chat_a_burst_is_allowed_and_then_a_message_a_second():
    pace = Pace()
    now = 100.0
    for _ in range(20):
        assert pace.chat_delay(CHAT, now) == 0
        pace.sent(CHAT, now)
    assert pace.chat_delay(CHAT, now) == pytest.approx(1.0)
    assert pace.chat_delay(CHAT, now + 1) == pytest.approx(0.0)
    assert pace.chat_delay(8, now) == 0
    assert pace.chat_delay(CHAT, now + 60) == 0


def test_all_chats_together_keep_to_thirty_a_second_in_the_order_in_which_they_asked():
    pace = Pace()
    turns = [pace.turn(100.0) for _ in range(330)]
    assert turns == sorted(turns)
    assert turns[:30] == [100.0] * 30
    assert turns[-1] == pytest.approx(110.0)
    assert pace.turn(200.0) == 200.0
