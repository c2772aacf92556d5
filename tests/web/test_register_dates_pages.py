"""Meetings and reports of the register in a real browser: read by everyone, on a telephone and on a desk."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.web.chat_stage import a_browser
from tests.web.dated_house import DatedHouse, a_dated_register
from tests.web.test_register_pages import PHONE, a_page_for_axe, a_reader, found_on_screens, wider_than_the_screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("register dates pages"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with a_browser(chromium) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def dated(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[DatedHouse]:
    async with a_dated_register(tmp_path_factory.mktemp("register")) as running:
        yield running


def addresses(dated: DatedHouse, language: str) -> list[str]:
    """A page of each kind."""
    meetings = [f"meetings/{one.id}" for one in (dated.coming, dated.held, dated.silent, dated.cancelled)]
    paths = ["meetings", *meetings, "reports", f"reports/asgm/{dated.cycle}", "areas/waste", "areas/asgm", "areas"]
    return [f"{dated.house.base}/{language}/{path}" for path in paths]


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_axe_finds_nothing_wrong(browser: Browser, dated: DatedHouse, language: str) -> None:
    async with a_page_for_axe(browser) as page:
        findings: list[str] = []
        for address in addresses(dated, language):
            await page.goto(address)
            findings += await found_on_screens(page)
    assert findings == []


@pytest.mark.parametrize("language", ["en", "ar", "zh", "ru"])
async def test_nothing_is_wider_than_the_screen(browser: Browser, dated: DatedHouse, language: str) -> None:
    async with a_reader(browser, java_script_enabled=True) as page:
        for address in addresses(dated, language):
            await page.goto(address)
            assert await wider_than_the_screen(page, but=".quiet, .skip, .wide") == []


async def test_somebody_without_script_goes_from_the_meetings_to_a_report_and_on_to_its_area(
    browser: Browser, dated: DatedHouse
) -> None:
    async with a_reader(browser, PHONE) as page:
        await page.goto(dated.house.base + "/en")
        pages = page.get_by_role("navigation", name="Pages of the register")
        await pages.get_by_role("link", name="Meetings").click()
        await page.get_by_role("link", name="الاجتماع الرابع").click()
        await expect(page.get_by_role("heading", name="الاجتماع الرابع", level=1)).to_be_visible()
        await expect(page.get_by_text("اتفق الشركاء على الخطة.")).to_be_visible()
        await page.get_by_role("link", name="To the area").click()
        await expect(page.get_by_role("heading", name="Mercury waste management", level=1)).to_be_visible()
        await pages.get_by_role("link", name="Reports").click()
        await page.get_by_role("link", name="Read the report").click()
        await expect(page.get_by_role("img", name="Progress of the indicators")).to_be_visible()
