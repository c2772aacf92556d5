"""Whole letters in a real browser, with the program killed in the middle and the page left open."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.letters import CHINESE, FRENCH
from tests.e2e.program import Program
from tests.e2e.visitor import Press, Say, Step
from tests.web.chat_stage import a_browser

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
REFERENCE = re.compile(r"GMP-\d{4}-\d{4}")
PATIENCE = 30_000
"""Milliseconds: the program is started again in the middle, which takes some seconds."""


@pytest.fixture
async def page(chromium: str) -> AsyncIterator[Page]:
    async with a_browser(chromium) as browser:
        context = await browser.new_context()
        yield await context.new_page()
        await context.close()


KEYS = """() => [...document.querySelectorAll(".current [data-key]")]
    .map((key) => key.dataset.message + "=" + key.dataset.key).join(" ")"""
"""What tells the newest keyboard from any other."""


async def do(page: Page, step: Step) -> None:
    """Do what a person would, and wait until another keyboard is the newest."""
    before = await page.evaluate(KEYS)
    match step:
        case Press(act, arg):
            await page.locator(f'.current [data-key$=":{act}:{arg}"]').click()
        case Say(text):
            await page.locator("#text").fill(text)
            await page.keyboard.press("Enter")
        case _:
            raise TypeError(f"a browser does not do {step!r} here")
    changed = f"(before) => {{ const now = ({KEYS})(); return now !== '' && now !== before }}"
    await page.wait_for_function(changed, arg=before, timeout=PATIENCE)


@pytest.mark.parametrize("steps", [FRENCH, CHINESE], ids=["french", "chinese"])
async def test_a_letter_is_written_in_the_page_though_the_program_is_killed(
    steps: Sequence[Step], page: Page, tmp_path: Path
) -> None:
    with Program(tmp_path) as program:
        await page.goto(f"{program.url}/chat")
        await page.locator("#start").click()
        await expect(page.locator(".current [data-key]").first).to_be_visible(timeout=PATIENCE)
        for number, step in enumerate(steps):
            if number == len(steps) // 2:
                program.kill()
                program.start()
                await expect(page.locator("#banner")).not_to_be_visible(timeout=PATIENCE)
                await page.wait_for_timeout(1500)
            await do(page, step)
        await expect(page.locator("#log")).to_contain_text(REFERENCE, timeout=PATIENCE)
        await page.reload()
        await expect(page.locator("#log")).to_contain_text(REFERENCE, timeout=PATIENCE)
        assert await page.locator("html").get_attribute("lang") == ("fr" if steps is FRENCH else "zh")
