"""Published plans in the public register: pages, files, versions, what changed; live and as a folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flows.session import Answer
from flows.wording import LANGUAGES
from tests.flows.plans import SUMMARY, whole
from tests.web.register_house import PublicHouse, a_register, links, publish_plan
from tests.web.test_register_folder import broken_links, files_in, published


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[PublicHouse]:
    """A register with a plan that was published twice."""
    async with a_register(tmp_path) as house:
        later = {**whole(), "making": Answer("In two meetings, with <b>all</b> partners.")}
        await house.store.transact(lambda tx: publish_plan(tx, whole(), house.officer))
        await house.store.transact(lambda tx: publish_plan(tx, later, house.officer))
        yield house


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_plan_is_read_in_every_language_and_leads_to_its_versions(house: PublicHouse, language: str):
    page = await house.page(f"/{language}/plans/asgm")
    assert SUMMARY in page
    assert "Two centres are built" in page
    assert "Please name the countries." in page
    assert "They are named now." in page
    assert "&lt;b&gt;all&lt;/b&gt;" in page
    for address in links(page, f"{house.base}/{language}/plans/asgm"):
        if address.startswith(house.base):
            assert (await house.get(address)).status in (200, 302), address


async def test_the_address_that_people_are_told_leads_to_their_language(house: PublicHouse):
    for path in ("/plans", "/plans/asgm"):
        answer = await house.get(path, **{"Accept-Language": "fr"})
        assert (answer.status, answer.headers["Location"]) == (302, f"/fr{path}")


async def test_an_area_leads_to_its_plan_and_one_without_says_so(house: PublicHouse):
    assert "/en/plans/asgm/2" in await house.page("/en/areas/asgm")
    assert "No business plan of this area has been published yet." in await house.page("/en/areas/waste")


async def test_an_earlier_version_stays_and_what_changed_is_shown(house: PublicHouse):
    first = await house.page("/en/plans/asgm/1")
    assert "The partners of the area meet and write it together." in first
    assert "changes" not in first
    changes = await house.page("/en/plans/asgm/2/changes")
    assert "How the plan is made" in changes
    assert "The partners of the area meet and write it together." in changes
    assert "In two meetings" in changes
    assert SUMMARY not in changes


async def test_the_plan_and_its_timeline_can_be_had_as_files(house: PublicHouse):
    pdf, picture = await house.get("/ru/plans/asgm/2/plan.pdf"), await house.get("/ar/plans/asgm/2/timeline.png")
    assert (pdf.status, pdf.headers["Content-Type"], pdf.body[:5]) == (200, "application/pdf", b"%PDF-")
    assert 'filename="plan-asgm-v2-ru.pdf"' in pdf.headers["Content-Disposition"]
    assert (picture.status, picture.headers["Content-Type"], picture.body[1:4]) == (200, "image/png", b"PNG")


@pytest.mark.parametrize(
    "path", ["waste", "asgm/3", "asgm/0", "asgm/1/changes", "asgm/9/plan.pdf", "nowhere", "asgm/2/other.pdf"]
)
async def test_what_is_not_there_is_not_found(house: PublicHouse, path: str):
    assert (await house.get(f"/en/plans/{path}")).status == 404


async def test_a_new_version_shows_at_once(house: PublicHouse):
    before = await house.get("/en/plans/asgm")
    tag = before.headers["ETag"]
    assert (await house.get("/en/plans/asgm", **{"If-None-Match": tag})).status == 304
    await house.store.transact(lambda tx: publish_plan(tx, whole(2), house.officer))
    after = await house.get("/en/plans/asgm", **{"If-None-Match": tag})
    assert after.status == 200
    assert "Training centres 2" in after.text


async def test_a_plan_that_no_font_can_draw_is_a_page_without_files(house: PublicHouse):
    odd = {**whole(), "making": Answer("Made in 𐎠")}
    await house.store.transact(lambda tx: publish_plan(tx, odd, house.officer, "waste"))
    page = await house.page("/en/plans/waste")
    assert "Made in 𐎠" in page
    assert "plan.pdf" not in page
    assert (await house.get("/en/plans/waste/1/plan.pdf")).status == 404


async def test_without_any_plan_the_list_says_so(tmp_path: Path):
    async with a_register(tmp_path) as house:
        assert "No business plan has been published yet." in await house.page("/en/plans")


async def test_plans_are_in_the_folder_with_every_version_and_file(house: PublicHouse, tmp_path: Path):
    folder = tmp_path / "site"
    await published(house, tmp_path, folder)
    there = files_in(folder)
    for language in LANGUAGES:
        assert f"{language}/plans/asgm/1/index.html" in there
        assert f"{language}/plans/asgm/2/changes/index.html" in there
        assert f"{language}/plans/asgm/2/plan.pdf" in there
        assert f"{language}/plans/asgm/2/timeline.png" in there
    assert {"plans/index.html", "plans/asgm/index.html"} <= there
    assert broken_links(folder) == set()
