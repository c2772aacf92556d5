"""The register in a real browser: on a telephone and on a desk, in light and dark, from right to left too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.publishing import write
from storage.desk_records import PublishedLetter, Register
from storage.transaction import Transaction
from tests.web.axe import found_by_axe
from tests.web.chat_stage import PATIENCE, a_browser
from tests.web.register_house import APPLICANTS, AT, Applicant, PublicHouse, a_register
from web.register.folder import Dated, files

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("register"),
]

PHONE, DESK = 360, 1200
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LONG = Applicant(
    "Association_of_Associations_for_the_Environmentally_Sound_Management_of_Mercury_and_Other_Wastes",
    "entity",
    "US",
    ("waste", "products", "coal", "transport", "asgm", "chloralkali"),
    answers={"contributions__1__how": f"See https://example.org/{'mercury/' * 20}"},
)
SMILE = Applicant("Smiling Foundation", "ngo", "US", answers={"contributions__1__how": "We smile 😀."})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with a_browser(chromium) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PublicHouse]:
    applicants = [*APPLICANTS, LONG, SMILE, *(Applicant(f"Society {number}", "ngo", "NG") for number in range(60))]
    async with a_register(tmp_path_factory.mktemp("register"), applicants) as running:
        lead = running.partners[1]
        assert lead.person_id is not None
        await running.store.transact(lambda tx: tx.grant_role(lead.person_id or 0, "lead", "waste", AT))
        yield running


@asynccontextmanager
async def a_reader(browser: Browser, width: int = DESK, scheme: Any = "light", **more: Any) -> AsyncIterator[Page]:
    """A tab of somebody whose browser runs no script; whatever it complains about fails the test."""
    context = await browser.new_context(
        **{"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "java_script_enabled": False, **more}
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    try:
        yield page
    finally:
        await context.close()
    assert complaints == []


def addresses(house: PublicHouse, language: str) -> list[str]:
    """A page of each kind."""
    letters = [f"letters/{house.partners[number].reference}" for number in (0, 1, 7, 8)]
    paths = ["", "partners", "partners/area/waste", "partners?q=Society&country=NG", "partners?q=none", "areas"]
    paths += ["areas/waste", "areas/storage", "figures", *letters]
    return [f"{house.base}/{language}/{path}".rstrip("/") for path in paths]


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
async def test_axe_finds_nothing_wrong(browser: Browser, house: PublicHouse, language: str) -> None:
    async with a_page_for_axe(browser) as page:
        findings: list[str] = []
        for address in [*addresses(house, language), f"{house.base}/{language}/nothing"]:
            await page.goto(address)
            await page.locator(".language summary").click()
            await page.evaluate("document.querySelectorAll('.facets details').forEach(each => { each.open = true })")
            findings += await found_on_screens(page)
    assert findings == []


@asynccontextmanager
async def a_page_for_axe(browser: Browser) -> AsyncIterator[Page]:
    """A tab in which axe may run, which the pages themselves would not let it."""
    context = await browser.new_context(java_script_enabled=True, bypass_csp=True)
    try:
        yield await context.new_page()
    finally:
        await context.close()


async def found_on_screens(page: Page) -> list[str]:
    """What axe finds wrong with the page that is open: on a telephone and on a desk, in light and dark."""
    findings = []
    for scheme, width in product(SCHEMES, (PHONE, DESK)):
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size({"width": width, "height": 800})
        findings += [f"{scheme}, {width} wide, {finding}" for finding in await found_by_axe(page)]
    return findings


@pytest.mark.parametrize("language", ["en", "ar", "zh", "ru"])
async def test_nothing_is_wider_than_the_screen(browser: Browser, house: PublicHouse, language: str) -> None:
    async with a_reader(browser, java_script_enabled=True) as page:
        for address in addresses(house, language):
            await page.goto(address)
            assert await wider_than_the_screen(page, but=".quiet, .skip") == []


async def wider_than_the_screen(page: Page, but: str) -> list[str]:
    """The elements of the page that is open which reach out of screens of some widths; `but` those within others."""
    found = []
    for width in (320, PHONE, 768, DESK):
        await page.set_viewport_size({"width": width, "height": 800})
        over = await page.evaluate(
            "but => [...document.querySelectorAll('body *')].filter(one => !one.closest(but) "
            "&& (one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1))"
            ".map(one => one.outerHTML.slice(0, 90))",
            but,
        )
        found += [f"{page.url}, {width} wide: {one}" for one in over]
    return found


async def test_somebody_without_script_finds_a_partner_reads_the_letter_and_changes_the_language(
    browser: Browser, house: PublicHouse
) -> None:
    async with a_reader(browser, PHONE) as page:
        await page.goto(house.base + "/en")
        await page.get_by_role("navigation", name="Pages of the register").get_by_role("link", name="Partners").click()
        await page.get_by_role("searchbox", name="Name, country or reference").fill("环境")
        await page.get_by_role("button", name="Search").click()
        await page.get_by_role("link", name="生态环境部", exact=True).click()
        await expect(page.get_by_role("heading", name="生态环境部", level=1)).to_be_visible()
        reference = house.partners[2].reference
        assert page.url == f"{house.base}/en/letters/{reference}"
        await page.locator(".language summary").click()
        await page.get_by_role("link", name="العربية").click()
        assert page.url == f"{house.base}/ar/letters/{reference}"
        assert await page.locator("html").get_attribute("dir") == "rtl"
        await page.go_back()
        await expect(page.get_by_role("link", name="Write a letter of intent")).to_have_attribute("href", "/chat")


async def test_facets_narrow_one_another_and_are_taken_off_again(browser: Browser, house: PublicHouse) -> None:
    async with a_reader(browser) as page:
        await page.goto(house.base + "/en/partners")
        facets = page.get_by_role("navigation", name="Narrow the list")
        await facets.get_by_text("Category", exact=True).click()
        await facets.get_by_role("link", name="National government 3").click()
        assert page.url == f"{house.base}/en/partners/category/government"
        await facets.get_by_text("Country", exact=True).click()
        await facets.get_by_role("link", name="China 1").click()
        await expect(page.locator(".partner")).to_have_count(1)
        await page.get_by_role("link", name="Take off: National government").click()
        assert page.url == f"{house.base}/en/partners/country/CN"


async def test_the_keyboard_goes_straight_to_the_content(browser: Browser, house: PublicHouse) -> None:
    async with a_reader(browser) as page:
        await page.goto(house.base + "/en/figures")
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        await page.keyboard.press("Enter")
        assert page.url.endswith("#content")
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="This picture as a file").first).to_be_focused()


async def test_arabic_reads_from_the_right(browser: Browser, house: PublicHouse) -> None:
    async with a_reader(browser, java_script_enabled=True) as page:
        await page.goto(house.base + "/ar/partners")
        aside = await page.locator(".aside").bounding_box()
        found = await page.locator(".found").bounding_box()
        assert aside is not None
        assert found is not None
        assert aside["x"] > found["x"], "what stands first is on the right"
        await page.goto(house.base + "/ar/figures")
        right = await page.evaluate(
            "[...document.querySelectorAll('#categories ~ div .bar')].map(one => one.getBoundingClientRect().right)"
        )
        assert len(right) > 3
        assert max(right) - min(right) < 1, "bars grow from the right"
        labels = await page.evaluate(
            "[...document.querySelectorAll('#categories ~ div .label[font-weight]')]"
            ".map(one => one.getBoundingClientRect().left)"
        )
        assert all(0 < left < right[0] for left in labels)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("figure", ["categories", "countries", "years"])
async def test_a_figure_is_a_whole_picture_by_itself(
    browser: Browser, house: PublicHouse, figure: str, language: str
) -> None:
    async with a_reader(browser, java_script_enabled=True) as page:
        await page.goto(f"{house.base}/{language}/figures/{figure}.svg")
        outside = await page.evaluate(
            "() => { const whole = document.documentElement.getBoundingClientRect();"
            " return [...document.querySelectorAll('text, .bar')].map(one => [one, one.getBoundingClientRect()])"
            ".filter(([one, box]) => box.left < whole.left || box.right > whole.right || box.bottom > whole.bottom)"
            ".map(([one]) => one.outerHTML) }"
        )
        assert outside == []
        assert await page.locator(".bar").count() > 0


async def test_a_published_folder_is_the_same_site_even_without_a_host(
    browser: Browser, house: PublicHouse, tmp_path: Path
) -> None:
    def read(tx: Transaction) -> tuple[Register, dict[str, PublishedLetter]]:
        register = tx.register_of_partners(AT)
        found = {one.reference: tx.published_letter(one.reference) for one in register.partners[:3]}
        return Register(register.partners[:3], register.areas, ""), {
            reference: one for reference, one in found.items() if isinstance(one, PublishedLetter)
        }

    register, letters = await house.store.read(read)
    write(tmp_path, files(register, letters, (), Dated(AT), ""))
    async with a_reader(browser, PHONE) as page:
        await page.goto((tmp_path / "index.html").as_uri())
        await page.get_by_role("link", name="Français").click()
        assert page.url == (tmp_path / "fr" / "index.html").as_uri()
        colour = await page.locator(".header").evaluate("one => getComputedStyle(one).backgroundColor")
        assert colour == "rgb(255, 255, 255)", "its style sheet is found"
        await page.locator(".partner a").first.click()
        assert page.url.startswith((tmp_path / "fr" / "letters").as_uri())
        await page.locator(".language summary").click()
        await page.get_by_role("link", name="中文").click()
        assert page.url.startswith((tmp_path / "zh" / "letters").as_uri())
