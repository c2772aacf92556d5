"""Meetings, reports and calendars in the public register: what everyone may know, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio
from icalendar import Calendar

from flows.wording import LANGUAGES
from tests.web.dated_house import (
    HANDED_IN,
    REPORT_WORDS,
    SECRET_AGENDA,
    SECRET_LINK,
    SECRET_PLACE,
    DatedHouse,
    a_dated_register,
    plan,
    report_on,
)
from tests.web.register_house import AT, links
from tests.web.test_register_folder import broken_links, files_in, published

SECRETS = (SECRET_LINK, SECRET_PLACE, SECRET_AGENDA, "Not for everyone yet", "Too few can come")


pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("register dates")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def dated(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[DatedHouse]:
    """A register that is only read."""
    async with a_dated_register(tmp_path_factory.mktemp("dated")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(tmp_path: Path) -> AsyncIterator[DatedHouse]:
    """A register of one's own, to change."""
    async with a_dated_register(tmp_path) as house:
        yield house


def events(content: bytes) -> dict[str, Any]:
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_meetings_are_read_in_every_language_and_every_link_leads_somewhere(dated: DatedHouse, language: str):
    house = dated.house
    page = await house.page(f"/{language}/meetings")
    assert "Fifth meeting &lt;b&gt;of the Advisory Group&lt;/b&gt;" in page
    assert page.index("Fifth meeting") < page.index("الاجتماع الرابع")
    for address in links(page, f"{house.base}/{language}/meetings"):
        if address.startswith(house.base):
            assert (await house.get(address)).status in (200, 302), address


async def test_a_published_report_of_a_meeting_is_read_in_its_own_language_and_downloaded_safely(dated: DatedHouse):
    house = dated.house
    page = await house.page(f"/en/meetings/{dated.held.id}")
    for paragraph in REPORT_WORDS.split("\n\n"):
        assert f'<p dir="rtl">{paragraph}</p>' in page
    assert "Language: Arabic" in page.replace("\u2068", "").replace("\u2069", "")
    assert f"/meetings/{dated.held.id}/report.pdf" in page
    file = await house.get(f"/meetings/{dated.held.id}/report.pdf")
    assert (file.status, file.body) == (200, HANDED_IN)
    assert file.headers["Content-Disposition"] == f'attachment; filename="meeting-{dated.held.id}-report.pdf"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in file.headers["Content-Security-Policy"]


async def test_a_report_that_is_not_published_is_nobodys_to_read(dated: DatedHouse):
    house = dated.house
    page = await house.page(f"/en/meetings/{dated.silent.id}")
    assert "has not been published yet" in page
    for path in (
        f"/meetings/{dated.silent.id}/report.pdf",
        f"/meetings/{dated.held.id}/report.docx",
        "/meetings/999/report.pdf",
        "/en/meetings/999",
        "/en/meetings/1/2",
        f"/en/reports/products/{dated.cycle}",
        f"/en/reports/products/{dated.cycle}/report.pdf",
        "/en/reports/asgm/999",
    ):
        assert (await house.get(path)).status == 404, path


async def test_a_cancelled_meeting_says_so_until_it_would_have_begun(dated: DatedHouse):
    house = dated.house
    assert "This meeting does not take place." in await house.page("/en/meetings")
    assert "This meeting does not take place." in await house.page(f"/en/meetings/{dated.cancelled.id}")


async def test_the_addresses_that_people_are_told_lead_to_their_language(dated: DatedHouse):
    for path in ("/meetings", f"/meetings/{dated.held.id}", "/reports", f"/reports/asgm/{dated.cycle}"):
        answer = await dated.house.get(path, **{"Accept-Language": "fr"})
        assert (answer.status, answer.headers["Location"]) == (302, f"/fr{path}")


async def test_an_area_shows_its_meetings_its_reports_and_that_it_looks_for_a_lead(fresh: DatedHouse):
    house = fresh.house
    page = await house.page("/en/areas/asgm")
    assert "Meeting without a report" in page
    assert f"/en/reports/asgm/{fresh.cycle}" in page
    assert "This area looks for a lead." in page
    number = house.partners[0].person_id
    assert number is not None
    await house.store.transact(lambda tx: tx.grant_role(number, "lead", "asgm", AT))
    page = await house.page("/en/areas/asgm")
    assert "looks for a lead" not in page
    assert "No report of this area has been published yet." in await house.page("/en/areas/waste")


async def test_who_leads_without_being_published_is_not_named_and_the_area_looks_for_nobody(fresh: DatedHouse):
    house = fresh.house
    await house.store.transact(lambda tx: tx.grant_role(house.officer, "lead", "transport", AT))
    page = await house.page("/en/areas/transport")
    assert "looks for a lead" not in page
    assert "No lead is named in the register yet." in page
    assert "Officer" not in page


async def test_everyone_sees_who_has_reported_and_who_has_not(dated: DatedHouse):
    page = (await dated.house.page("/en/reports")).replace("\u2068", "").replace("\u2069", "")
    first, second = page.index("UNEP has not set a date yet."), page.index("Due on")
    assert first < second, "the later period first"
    assert "2 of 6 areas have reported." in page
    assert "Submitted on 2 March 2026" in page
    assert page.count("<strong>Overdue</strong>") == 4
    assert page.count("Read the report") == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_published_report_is_a_page_and_three_files_in_every_language(dated: DatedHouse, language: str):
    house, place = dated.house, f"/{language}/reports/asgm/{dated.cycle}"
    page = await house.page(place)
    assert "Training centres in Atacora and Borgou" in page
    for name, beginning in (("report.pdf", b"%PDF-"), ("report.docx", b"PK\x03\x04"), ("progress.png", b"\x89PNG")):
        assert f"{place}/{name}" in page
        file = await house.get(f"{place}/{name}") if name != "report.docx" else None
        if file is not None:
            assert (file.status, file.body[: len(beginning)]) == (200, beginning), name


async def test_the_word_file_of_a_report_comes_with_a_name(dated: DatedHouse):
    async with dated.house.session.get(f"{dated.house.base}/en/reports/asgm/{dated.cycle}/report.docx") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == 'attachment; filename="report-asgm-v1-en.docx"'
        assert (await answer.read()).startswith(b"PK\x03\x04")


async def test_pages_change_as_soon_as_a_report_is_published(fresh: DatedHouse):
    house = fresh.house
    before = await house.get("/en/reports")
    await house.store.transact(lambda tx: report_on(tx, fresh.cycle, "coal", house.officer, is_published=True))
    after = await house.get("/en/reports", **{"If-None-Match": before.headers["ETag"]})
    assert (after.status, after.text.count("Read the report")) == (200, 2)


async def test_the_data_has_meetings_and_reports_too(dated: DatedHouse):
    told = orjson.loads((await dated.house.get("/register.json")).body)
    held = next(one for one in told["meetings"] if one["id"] == dated.held.id)
    assert held["report"]["text"] == REPORT_WORDS
    assert held["report"]["file"].endswith(f"/meetings/{dated.held.id}/report.pdf")
    assert "report" not in next(one for one in told["meetings"] if one["id"] == dated.silent.id)
    late = next(one for one in told["reporting"] if one["due"])
    assert late["areas"]["products"] == {"reported": True}
    assert late["areas"]["coal"] == {"reported": False}
    assert next(one for one in told["areas"] if one["key"] == "asgm")["seeks_lead"] is True


async def test_nothing_public_says_how_to_join_a_meeting_or_who_comes(dated: DatedHouse):
    house = dated.house
    paths = ["/calendar.ics", "/register.json", "/sitemap.xml"]
    for language in ("en", "ar"):
        paths += [
            f"/{language}/{page}" for page in ("meetings", "reports", "areas/waste", "areas/coal", "calendar.ics")
        ]
        paths += [f"/{language}/meetings/{one.id}" for one in (dated.coming, dated.held, dated.silent, dated.cancelled)]
    for path in paths:
        content = (await house.get(path)).body.decode().replace("\r\n ", "")
        assert [secret for secret in SECRETS if secret in content] == [], path
        assert "ATTENDEE" not in content


# -- calendars --------------------------------------------------------------------------------------------------------


async def test_the_public_calendar_has_meetings_and_the_days_on_which_reports_are_due(dated: DatedHouse):
    answer = await dated.house.get("/fr/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer.body)
    coming = found[dated.coming.uid]
    assert coming["SUMMARY"] == "Fifth meeting <b>of the Advisory Group</b>"
    assert coming.start == dated.coming.starts_at
    assert coming["URL"] == f"https://mercury.example.org/meetings/{dated.coming.id}"
    assert found[dated.cancelled.uid]["STATUS"] == "CANCELLED"
    # Of six areas two have reported; the cycle without a date has no day.
    assert len(found) == 4 + 4
    again = await dated.house.get("/fr/calendar.ics", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


async def own_feed(dated: DatedHouse, person: int | None = None) -> tuple[str, int]:
    """The secret address of somebody's calendar: a partner of the area that has met."""
    number = dated.house.partners[5].person_id if person is None else person
    assert number is not None
    return await dated.house.store.transact(lambda tx: tx.make_feed(number, datetime.now(UTC))), number


async def test_a_personal_calendar_has_its_persons_dates_and_is_kept_by_no_cache_between(fresh: DatedHouse):
    now, by = datetime.now(UTC), fresh.house.officer
    asked, _ = await fresh.house.store.transact(
        lambda tx: tx.plan_meeting("waste", plan("Next meeting", now + timedelta(days=9)), by, now)
    )
    token, _ = await own_feed(fresh)
    answer = await fresh.house.get(f"/calendar/{token}.ics")
    assert answer.status == 200
    found = events(answer.body)
    assert set(found) == {fresh.held.uid, asked.uid}, "those of the area, not of the Advisory Group"
    assert found[asked.uid]["LOCATION"] == SECRET_PLACE
    assert "You have not answered yet." in found[asked.uid]["DESCRIPTION"]
    # To the meeting before nobody was asked here, so nobody is told how to get there.
    assert "LOCATION" not in found[fresh.held.uid]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    again = await fresh.house.get(f"/calendar/{token}.ics", **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


async def test_somebody_elses_address_shows_somebody_elses_dates_and_a_guess_none(dated: DatedHouse):
    token, _ = await own_feed(dated, dated.house.partners[2].person_id)
    assert events((await dated.house.get(f"/calendar/{token}.ics")).body) == {}
    for guess in (token[:-1] + ("a" if token[-1] != "a" else "b"), token.upper(), "x", "%00", "..%2fregister"):
        answer = await dated.house.get(f"/calendar/{guess}.ics")
        assert answer.status == 404, guess
        assert "VCALENDAR" not in answer.text


async def test_an_address_that_was_taken_back_or_renewed_leads_nowhere(fresh: DatedHouse):
    house = fresh.house
    first, number = await own_feed(fresh)
    second, _ = await own_feed(fresh, number)
    assert (await house.get(f"/calendar/{first}.ics")).status == 404
    assert (await house.get(f"/calendar/{second}.ics")).status == 200
    assert await house.store.transact(lambda tx: tx.revoke_feed(number, datetime.now(UTC)))
    assert (await house.get(f"/calendar/{second}.ics")).status == 404


async def test_whoever_guesses_addresses_has_to_wait_and_whoever_follows_one_has_not(fresh: DatedHouse):
    house = fresh.house
    token, _ = await own_feed(fresh)
    for _ in range(40):
        assert (await house.get(f"/calendar/{token}.ics")).status == 200
    statuses = [(await house.get(f"/calendar/guess{number}.ics")).status for number in range(40)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


# -- as a folder ------------------------------------------------------------------------------------------------------


async def test_a_folder_has_meetings_reports_and_dates_too(tmp_path: Path):
    into = tmp_path / "public"
    async with a_dated_register(tmp_path) as dated:
        await published(dated.house, tmp_path, into)
    there = files_in(into)
    assert broken_links(into) == set()
    assert {"calendar.ics", "ar/calendar.ics", f"meetings/{dated.held.id}/report.pdf"} <= there
    assert f"zh/reports/asgm/{dated.cycle}/report.docx" in there
    assert f"meetings/{dated.silent.id}/report.pdf" not in there
    assert (into / "meetings" / str(dated.held.id) / "report.pdf").read_bytes() == HANDED_IN
    text = "".join((into / path).read_text() for path in there if path.endswith((".html", ".ics", ".json")))
    assert [secret for secret in SECRETS if secret in text.replace("\r\n ", "")] == []
