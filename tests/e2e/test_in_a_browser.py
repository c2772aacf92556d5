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
PATIENCE = 60_000
"""Milliseconds: the program is started again in the middle, which takes some seconds, on a slow machine many."""


@pytest.fixture
async def page(chromium: str) -> AsyncIterator[Page]:
    async with a_browser(chromium) as browser:
        context = await browser.new_context()
        yield await context.new_page()
        await context.close()


SEEN = """() => {
    const keys = [...document.querySelectorAll(".current [data-key]")];
    const carried = keys.map((key) => key.dataset.key);
    const ids = (rows) => [...document.querySelectorAll(rows)].map((row) => Number(row.id.split("-")[1]));
    return {
        place: carried.some((key) => !key.startsWith("!"))
            ? carried.find((key) => !key.startsWith("!")).split(":")[0]
            : carried.join(" "),
        own: ids("#messages .row.me").length,
        answered: Number(keys[0]?.dataset.message ?? 0) > Math.max(0, ...ids("#messages .row.me")),
    };
}"""
"""Where the newest keyboard stands: at a session's revision, or at a page. A prompt that is shown a second time, as an
owed one is after a kill, stands where it stood."""


async def do(page: Page, step: Step) -> None:
    """Do what a person would, and wait until the conversation has moved; a command may also be answered where it is."""
    before = await page.evaluate(SEEN)
    match step:
        case Press(act, arg):
            await page.locator(f'.current [data-key$=":{act}:{arg}"]').click(timeout=PATIENCE)
        case Say(text):
            await page.locator("#text").fill(text)
            await page.keyboard.press("Enter")
        case _:
            raise TypeError(f"a browser does not do {step!r} here")
    command = isinstance(step, Say) and step.text.startswith("/")
    moved = f"""([before, command]) => {{
        const now = ({SEEN})();
        return now.place !== "" && (now.place !== before.place || (command && now.own > before.own && now.answered));
    }}"""
    await page.wait_for_function(moved, arg=[before, command], timeout=PATIENCE)


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
            await do(page, step)
        await expect(page.locator("#log")).to_contain_text(REFERENCE, timeout=PATIENCE)
        await page.reload()
        await expect(page.locator("#log")).to_contain_text(REFERENCE, timeout=PATIENCE)
        assert await page.locator("html").get_attribute("lang") == ("fr" if steps is FRENCH else "zh")
