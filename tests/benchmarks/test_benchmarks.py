"""The measurements still measure what they say. How fast anything is, is not looked at here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.big_plan import big_plan
from benchmarks.letter_answers import answers_by_question
from benchmarks.messages import Press, Typed, bold_parts, buttons, sent, update
from benchmarks.people import LetterWriter, Lost, Repeater
from benchmarks.processes import ECHO, QUICKSILVER
from benchmarks.table import report
from benchmarks.walking import Walk, run_once
from flows.layout import items, missing
from flows.plan import PLAN
from flows.words import count_words

ROOT = Path(__file__).parent.parent.parent
CHAT = 1_000_001
WALK = Walk(people=3, letters=6, seconds=60.0)


def prompt(*carried: str, text: str = "<b>What is it?</b>") -> dict:
    keyboard = {"inline_keyboard": [[{"text": "A button", "callback_data": data}] for data in carried]}
    return sent(CHAT, 3, text, "HTML", keyboard)


@pytest.mark.e2e
@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_people_get_to_their_reference_numbers_and_the_echo_bot_gets_the_same_updates(webhook: bool):
    ours, acts = run_once(QUICKSILVER, [WALK], [], webhook=webhook)
    theirs, _ = run_once(ECHO, [WALK], acts, webhook=webhook)
    for run in (ours, theirs):
        (measured,) = run.walks
        assert (measured.figures.letters, measured.figures.unfinished) == (6, 0)
        assert measured.figures.updates == 6 * len(acts)
        assert measured.processor_ms > 0
        assert measured.memory_mb > 0
    assert {"text" in act for act in acts} == {True, False}
    table = report([WALK], {QUICKSILVER.name: [ours], ECHO.name: [theirs]}, "python -m benchmarks")
    assert "| 3 | quicksilver |" in table
    assert "| 3 | **ratio** |" in table


@pytest.mark.parametrize("arguments", [["draft", "--short"], ["storage", "--updates", "20"]], ids=["draft", "storage"])
def test_a_cost_is_measured(arguments: list[str]):
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "processor µs" in ended.stdout


def test_a_tick_is_measured():
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", "reminders", "--short"],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "| **ratio** |" in ended.stdout
    assert "| 2,000 | 100 |" in ended.stdout


def test_a_big_plan_is_measured_beside_an_empty_one():
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", "plan", "--short"],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    for row in ("open efforts", "save the summary", "PDF, ar", "timeline, zh"):
        assert f"| {row} |" in ended.stdout


def test_the_big_plan_has_the_size_that_it_is_said_to_have():
    answers = big_plan()
    assert [len(items(answers, group)) for group in ("actions", "efforts")] == [5, 40]
    assert sum(len(items(answers, f"efforts.{effort}.milestones")) for effort in items(answers, "efforts")) == 60
    words = sum(count_words(answer.value) for answer in answers.values() if isinstance(answer.value, str))
    assert 15_000 <= words <= 16_500
    assert missing(PLAN, answers) == ()


def test_a_person_answers_the_question_that_is_asked():
    asked, answer = next(iter(answers_by_question().items()))
    act = LetterWriter(7, answers_by_question()).react(prompt("1.2:back:", text=f"Part 1\n<b>{asked}</b>"))
    assert act == Typed(answer.format(number=7))


def test_a_person_presses_what_leads_on():
    writer = LetterWriter(7, {})
    ticks = prompt("1.2:tick:asgm", "1.2:save:")
    assert writer.react(ticks) == Press("1.2:tick:asgm", ticks)
    ticked = prompt("1.3:tick:asgm", "1.3:done:", "1.3:save:")
    assert writer.react(ticked) == Press("1.3:done:", ticked)
    welcome = prompt("!help:", "!letter:")
    assert writer.react(welcome) == Press("!letter:", welcome)


def test_a_person_with_a_reference_has_what_they_came_for():
    assert LetterWriter(7, {}).react(prompt("!mine:", text="Its reference is <b>GMP-2026-0012</b>.")) is None


def test_a_person_who_cannot_go_on_says_what_they_saw():
    with pytest.raises(Lost, match="What is it"):
        LetterWriter(7, {}).react(prompt("1.2:back:", "1.2:save:"))


def test_who_repeats_presses_the_same_button_in_their_own_chat():
    repeater = Repeater([Typed("/start"), Press("!letter:", prompt("!letter:"))])
    assert repeater.begin() == Typed("/start")
    mine = sent(CHAT + 1, 9, "/start", "", None)
    act = repeater.react(mine)
    assert isinstance(act, Press)
    assert (act.data, act.under["chat"]["id"], act.under["message_id"]) == ("!letter:", CHAT + 1, 9)
    assert buttons(act.under) == ["!letter:"]
    assert repeater.react(mine) is None


def test_markup_becomes_entities_as_at_telegram():
    message = sent(CHAT, 3, "😀 <b>Wörter &amp; <i>mehr</i></b>", "HTML", None)
    assert message["text"] == "😀 Wörter & mehr"
    assert message["entities"] == [
        {"offset": 10 + 2, "length": 4, "type": "italic"},
        {"offset": 3, "length": 13, "type": "bold"},
    ]
    assert bold_parts(message) == ["Wörter & mehr"]


def test_a_command_comes_with_its_entity():
    message = update(5, CHAT, 1, Typed("/start"))["message"]
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
