"""The whole program from outside: started by its own command, talked with over HTTP, killed and started again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.wiring import page_token
from tests.e2e.letters import ANSWERS_IN_CHINESE, ANSWERS_IN_FRENCH, CHINESE, FRENCH
from tests.e2e.program import Program, free_port
from tests.e2e.visitor import Press, Say, Step, Visitor, has_moved, text_of

pytestmark = pytest.mark.e2e
REFERENCE = re.compile(r"GMP-\d{4}-\d{4}")


async def exported(visitor: Visitor) -> dict[str, Any]:
    """What is kept about the visitor, as the program hands it out."""
    await visitor.send(Say("/export"))
    messages = await visitor.wait_until(lambda messages: bool(data_files(messages)))
    [file] = data_files(messages)
    held: dict[str, Any] = json.loads(await visitor.fetch(file["url"]))
    return held


def data_files(messages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The files with somebody's data; those of their letter come by themselves once it is sent."""
    files = [message["file"] for message in messages if message["file"]]
    return [file for file in files if file["name"].endswith(".json")]


def submitted_answers(held: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the one letter that was sent."""
    [letter] = held["submissions"]
    answers = {**letter["snapshot"]["answers"], **letter["private"]["answers"]}
    return {path: answer["value"] for path, answer in answers.items()}


@pytest.mark.parametrize(
    ("steps", "wanted"), [(FRENCH, ANSWERS_IN_FRENCH), (CHINESE, ANSWERS_IN_CHINESE)], ids=["french", "chinese"]
)
async def test_a_newcomer_goes_from_the_first_word_to_a_reference(
    steps: tuple[Step, ...], wanted: Mapping[str, Any], tmp_path: Path
) -> None:
    with Program(tmp_path) as program:
        async with Visitor(program.url) as visitor:
            messages = await visitor.walk((Say("/start"), *steps))
            assert REFERENCE.search(text_of(messages))
            answers = submitted_answers(await exported(visitor))
        assert wanted.items() <= answers.items()
        assert program.stop() == 0
    assert "Traceback" not in program.said()


@pytest.mark.parametrize(
    ("steps", "wanted"), [(FRENCH, ANSWERS_IN_FRENCH), (CHINESE, ANSWERS_IN_CHINESE)], ids=["french", "chinese"]
)
async def test_a_letter_survives_the_program_being_killed_between_answers(
    steps: tuple[Step, ...], wanted: Mapping[str, Any], tmp_path: Path
) -> None:
    with Program(tmp_path) as program:
        async with Visitor(program.url) as visitor:
            for number, step in enumerate(steps, 1):
                await visitor.do(step)
                if number % 6 == 0:
                    program.kill()
                    program.start()
            assert REFERENCE.search(text_of(await visitor.messages()))
            answers = submitted_answers(await exported(visitor))
    assert wanted.items() <= answers.items()


async def test_what_the_page_saw_confirmed_is_answered_after_a_kill(tmp_path: Path) -> None:
    """The answer is posted and the program killed at once: the page has its 200, so the answer must count."""
    with Program(tmp_path) as program:
        async with Visitor(program.url) as visitor:
            await visitor.walk(FRENCH[:3])
            before = await visitor.messages()
            await visitor.send(FRENCH[3])
            program.kill()
            program.start()
            await visitor.wait_until(lambda messages: has_moved(before, messages))
            messages = await visitor.walk(FRENCH[4:])
            assert REFERENCE.search(text_of(messages))
            answers = submitted_answers(await exported(visitor))
    assert ANSWERS_IN_FRENCH.items() <= answers.items()


async def test_a_letter_is_continued_on_another_device(tmp_path: Path) -> None:
    with Program(tmp_path) as program:
        async with Visitor(program.url) as first, Visitor(program.url) as second:
            await first.walk(FRENCH[:6])
            await first.do(Say("/mine"))
            await first.send(Press("device"))
            messages = await first.wait_until(lambda messages: "start=" in text_of(messages))
            found = re.search(r"start=([\w-]+)", text_of(messages))
            assert found is not None
            await second.do(Say(f"/start {found.group(1)}"))
            messages = await second.walk(FRENCH[6:])
            assert REFERENCE.search(text_of(messages))
            answers = submitted_answers(await exported(second))
    assert ANSWERS_IN_FRENCH.items() <= answers.items()


async def test_the_first_member_of_the_secretariat_is_invited_once(tmp_path: Path) -> None:
    with Program(tmp_path) as program:
        token = program.invitation().rpartition("=")[2]
        async with Visitor(program.url) as officer, Visitor(program.url) as other:
            messages = await officer.do(Say(f"/start {token}"))
            assert "secretariat" in text_of(messages)
            messages = await other.do(Say(f"/start {token}"))
            assert "used already" in text_of(messages)


async def test_the_same_letter_over_a_webhook(tmp_path: Path) -> None:
    """The page and its gateway in one process, the bot in another, which is called at its webhook."""
    gateway_port = free_port()
    key = "k" * 40
    page_folder, bot_folder = tmp_path / "page", tmp_path / "bot"
    page_folder.mkdir()
    bot_folder.mkdir()
    with Program(page_folder, "web", {"GATEWAY_PORT": str(gateway_port), "SECRET_KEY": key}) as page:
        settings = {
            "BOT_TOKEN": page_token(key),
            "BOT_API_URL": f"http://127.0.0.1:{gateway_port}",
            "WEBHOOK_URL": "{url}/telegram",
            "WEBHOOK_SECRET": "a-secret-of-the-webhook",
        }
        with Program(bot_folder, "serve", settings) as bot:
            async with aiohttp.ClientSession() as stranger, stranger.post(f"{bot.url}/telegram", json={}) as answer:
                assert answer.status == 401
            async with Visitor(page.url) as visitor:
                messages = await visitor.walk((Say("/start"), *CHINESE))
                assert REFERENCE.search(text_of(messages))
                answers = submitted_answers(await exported(visitor))
    assert ANSWERS_IN_CHINESE.items() <= answers.items()
