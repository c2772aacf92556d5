"""A business plan from `/plan` to its public page, in a real browser: an area lead writes the ten sections, a partner
who was invited writes one effort, the Advisory Group remarks, the lead answers and publishes, and begins version 2."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page, expect

from tests.e2e.program import Program
from tests.e2e.test_in_a_browser import PATIENCE, do
from tests.e2e.told import plan_steps
from tests.e2e.visitor import Press, Say, Visitor, buttons, text_of
from tests.web.chat_stage import a_browser

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
TOKEN = re.compile(r"start=([\w-]+)")
EFFORT = (
    Press("section", "efforts"),
    Press("edit", "efforts"),
    Press("add", ""),
    Press("pick", "3"),
    Say("Guidance in three languages"),
    Press("pick", "overarching"),
    Say("Institute for Safe Waste"),
    Press("go"),
    Say("The guidance is translated and printed."),
    Press("tick", "1"),
    Press("done"),
    Press("skip"),
    Press("skip"),
    Press("skip"),
    Press("decline"),
    Say("Pia Larsen"),
    Say("pia@waste.example.org"),
    Press("skip"),
)


@pytest.fixture
async def page(chromium: str) -> AsyncIterator[Page]:
    async with a_browser(chromium) as browser:
        context = await browser.new_context()
        yield await context.new_page()
        await context.close()


async def tap(page: Page, act: str) -> None:
    """Press the button of a page that does this, whatever it is about, and see the next."""
    there = page.locator(f'.current [data-key^="!{act}:"]').first
    data = await there.get_attribute("data-key", timeout=PATIENCE)
    await there.click(timeout=PATIENCE)
    await page.wait_for_function(
        "(key) => ![...document.querySelectorAll('.current [data-key]')].some((one) => one.dataset.key === key)",
        arg=data,
        timeout=PATIENCE,
    )


async def tap_at(visitor: Visitor, act: str) -> None:
    """The same for somebody without a browser."""
    for message in reversed(await visitor.messages()):
        for one in buttons(message):
            if str(one.get("data", "")).startswith(f"!{act}:"):
                await visitor.do(Press(act, str(one["data"]).partition(":")[2]))
                return
    raise AssertionError(f"nobody can {act} here")


def token(link: str) -> str:
    found = TOKEN.search(link)
    assert found, link
    return found.group(1)


async def public(url: str) -> tuple[int, str]:
    """A public page."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_a_plan_is_written_advised_on_and_published_and_its_second_version_begins(
    page: Page, tmp_path: Path
) -> None:
    with Program(tmp_path) as program:
        async with Visitor(program.url) as ines, Visitor(program.url) as pia:
            await ines.do(Say(f"/start {token(program.command('invite', 'adviser'))}"))
            lead = token(program.command("invite", "lead", "--area", "waste"))
            await page.goto(f"{program.url}/chat")
            await page.locator("#start").click()
            await expect(page.locator(".current [data-key]").first).to_be_visible(timeout=PATIENCE)
            for step in (Say(f"/start {lead}"), Say("/plan"), *plan_steps()):
                await do(page, step)
            await expect(page.locator('.current [data-key^="!plansend:"]')).to_be_visible(timeout=PATIENCE)

            # A partner writes one effort, by a link that the lead makes.
            await tap(page, "planinv")
            await tap(page, "planwho")
            await tap(page, "planlink")
            shown = await page.locator("#log").inner_text()
            await pia.do(Say(f"/start {TOKEN.findall(shown)[-1]}"))
            await pia.walk(EFFORT)
            assert "Guidance in three languages" in text_of(await pia.messages())

            # The Advisory Group gets it and remarks; the lead answers and publishes.
            await do(page, Say("/plan"))
            await tap(page, "plansend")
            await tap(page, "plansent")
            await ines.wait_until(lambda messages: "Nobody is asked to approve it." in text_of(messages))
            await tap_at(ines, "planread")
            await tap_at(ines, "plansec")
            await tap_at(ines, "plansay")
            await ines.do(Say("Please say which wastes are meant."))
            await expect(page.locator("#log")).to_contain_text("Please say which wastes", timeout=PATIENCE)
            await tap(page, "planans")
            await do(page, Say("Those of the Convention's Article 11."))
            await do(page, Say("/plan"))
            await tap(page, "planpub")
            await tap(page, "planput")
            await expect(page.locator("#log")).to_contain_text("is published as version 1", timeout=PATIENCE)

            # Everybody reads it, and its changes once there is a second version.
            await page.goto(f"{program.url}/en/plans/waste")
            for words in (
                "Governments know where mercury wastes arise",
                "Inventories in five countries",
                "Guidance in three languages",
                "Please say which wastes are meant.",
                "Those of the Convention's Article 11.",
            ):
                await expect(page.locator("main")).to_contain_text(words)
            status, listed = await public(f"{program.url}/en/plans")
            assert status == 200
            assert "/plans/waste" in listed
            await page.goto(f"{program.url}/chat")
            for step in (
                Say("/plan"), Press("section", "process"), Press("edit", "making"), Press("extend"),
                Say("The second time partners write first."), Press("menu"),
            ):  # fmt: skip
                await do(page, step)
            await tap(page, "plansend")
            await tap(page, "plansent")
            await do(page, Say("/plan"))
            await tap(page, "planpub")
            await tap(page, "planput")
            await expect(page.locator("#log")).to_contain_text("is published as version 2", timeout=PATIENCE)
            _, second = await public(f"{program.url}/en/plans/waste")
            assert "The second time partners write first." in second
            _, changes = await public(f"{program.url}/en/plans/waste/2/changes")
            assert "The second time partners write first." in changes
            assert "Guidance in three languages" not in changes
            _, first = await public(f"{program.url}/en/plans/waste/1")
            assert "The second time partners write first." not in first
            assert "Traceback" not in program.said()
