"""The clock that a test moves in a running program, seen from outside; refused where people could be reached."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.bot.program import command, running
from tests.bot.test_program import Visitor

TWO_YEARS = 2 * 365 * 86400
FAR_TOKEN = "123456789:" + "A" * 35


@pytest.mark.e2e
async def test_a_running_program_goes_two_years_forward_and_a_link_expires_on_the_way(tmp_path: Path):
    clock = tmp_path / "clock.txt"
    clock.write_text("0")
    settings = {"TEST_CLOCK": str(clock), "SECRET_KEY": "k" * 40}
    async with running(tmp_path, "run", **settings) as program, Visitor(await program.page()) as visitor:
        invited = await command(tmp_path, "invite", "adviser", **settings)
        token = invited.out.partition("?start=")[2].split()[0]
        await visitor.says("/start")
        before = await _shown(visitor, 2)
        assert abs(_moment(before[-1]) - time.time()) < 120
        clock.write_text(str(TWO_YEARS))
        await visitor.says(f"/start {token}")
        after = await _shown(visitor, len(before) + 2)
        assert abs(_moment(after[-1]) - time.time() - TWO_YEARS) < 120
        assert "This link has expired." in "".join(str(message["html"]) for message in after[len(before) :])


def _moment(message: dict[str, Any]) -> float:
    return datetime.fromisoformat(message["at"]).timestamp()


async def _shown(visitor: Visitor, most: int) -> list[dict[str, Any]]:
    """The messages on the page, once there are so many."""
    async with asyncio.timeout(60):
        while True:
            messages: list[dict[str, Any]] = list((await visitor.state())["messages"])
            if len(messages) >= most:
                return messages
            await asyncio.sleep(0.1)


async def test_a_program_that_people_can_reach_does_not_start_with_it(tmp_path: Path):
    clock = tmp_path / "clock.txt"
    clock.write_text("86400")
    ended = await command(tmp_path, "run", TEST_CLOCK=str(clock), BOT_TOKEN=FAR_TOKEN)
    assert ended.code == 2
    assert ended.err.startswith("TEST_CLOCK must be unset, since it moves the clock of a program in use: ")
    assert ended.err.count("\n") == 1
