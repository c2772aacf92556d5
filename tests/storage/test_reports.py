"""Reporting cycles and the reports of areas, and partners' progress notes, as storage keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from flows.engine import start
from flows.report import REPORT
from storage.areas import seed_areas
from storage.privacy import forget
from storage.records import AreaRow
from storage.reminder_tables import watches
from storage.report_records import AreaReport, CycleTerms, NewProgressNote
from storage.store import Store, Transaction
from tests.storage.letters import NOW, officer, somebody

AREAS = (
    AreaRow("asgm", "Gold", {"en": "Gold"}),
    AreaRow("waste", "Waste", {"en": "Waste"}),
    AreaRow("coal", "Coal", {"en": "Coal"}, open=False),
)
TERMS = CycleTerms("2027-01-01", "2028-12-31", "2026 edition", None)
LATER = NOW + timedelta(days=1)
SNAPSHOT = {"flow": "report", "edition": 1, "answers": {}, "language": "en", "area": "asgm"}


async def cycle(store: Store, terms: CycleTerms = TERMS) -> int:
    """A cycle that an officer has opened."""
    amina = await officer(store)
    await store.transact(lambda tx: seed_areas(tx, AREAS))
    return await store.transact(lambda tx: tx.open_cycle(terms, amina.id, NOW))


async def begun(store: Store, cycle_id: int, area: str = "asgm", chat_id: int = 7) -> AreaReport:
    """A report that somebody has begun."""
    ada = await somebody(store, chat_id)

    def work(tx: Transaction) -> AreaReport:
        standing = tx.begin_draft(
            ada.id, REPORT.key, REPORT.edition, start(REPORT).standing(), NOW, subject=f"{area}.{cycle_id}", owned=False
        )
        return tx.begin_report(cycle_id, area, standing.draft_id, NOW)

    return await store.transact(work)


async def submitted(store: Store, report: AreaReport) -> AreaReport:
    """The same report after it was submitted as it stands."""
    ada = await somebody(store, 7)
    sent = await store.transact(lambda tx: tx.submit_report(report.id, report.revision, ada.id, SNAPSHOT, LATER))
    assert sent is not None
    return await found(store, report)


async def found(store: Store, report: AreaReport) -> AreaReport:
    """The report as it stands now."""
    now = await store.read(lambda tx: tx.area_report_by_id(report.id))
    assert now is not None
    return now


async def looked_at(store: Store, kind: str) -> dict[str, datetime]:
    """What is to be looked at again of a kind, and when."""
    rows = await store.read(
        lambda tx: tx.connection.execute(
            select(watches.c.subject, watches.c.next_at).where(watches.c.kind == kind)
        ).all()
    )
    return dict(tuple(row) for row in rows)


async def test_a_cycle_without_a_date_is_given_one_and_moved_and_stands_for_every_open_area(store: Store):
    number = await cycle(store)
    amina = await officer(store)
    opened = await store.read(lambda tx: tx.current_cycle())
    assert opened is not None
    assert (opened.id, opened.due_on, opened.revision, opened.is_open) == (number, None, 0, True)
    assert await looked_at(store, "report") == {f"{number}.asgm": NOW, f"{number}.waste": NOW}
    dated = replace(TERMS, due_on="2029-03-31")
    assert await store.transact(lambda tx: tx.change_cycle(number, 0, dated, amina.id, LATER))
    assert not await store.transact(lambda tx: tx.change_cycle(number, 0, TERMS, amina.id, LATER))
    changed = await store.read(lambda tx: tx.cycle(number))
    assert changed is not None
    assert (changed.due_on, changed.revision, changed.changed_at) == ("2029-03-31", 1, LATER)
    assert await looked_at(store, "report") == {f"{number}.asgm": LATER, f"{number}.waste": LATER}


async def test_a_closed_cycle_is_no_longer_the_current_one_until_it_is_opened_again(store: Store):
    number = await cycle(store)
    amina = await officer(store)
    assert await store.transact(lambda tx: tx.close_cycle(number, 0, amina.id, LATER))
    assert await store.read(lambda tx: tx.current_cycle()) is None
    assert not await store.transact(lambda tx: tx.close_cycle(number, 0, amina.id, LATER))
    assert await store.transact(lambda tx: tx.reopen_cycle(number, 1, amina.id, LATER))
    again = await store.read(lambda tx: tx.current_cycle())
    assert again is not None
    assert again.id == number


async def test_of_several_cycles_the_open_one_with_the_latest_period_is_the_current_one(store: Store):
    first = await cycle(store)
    second = await cycle(store, replace(TERMS, period_from="2029-01-01", period_until="2030-12-31"))
    assert [one.id for one in await store.read(lambda tx: tx.cycles())] == [second, first]
    amina = await officer(store)
    await store.transact(lambda tx: tx.close_cycle(second, 0, amina.id, LATER))
    assert [one.id for one in await store.read(lambda tx: tx.cycles())] == [first, second]
    current = await store.read(lambda tx: tx.current_cycle())
    assert current is not None
    assert current.id == first


async def test_a_report_is_submitted_returned_submitted_again_and_published(store: Store):
    number = await cycle(store)
    amina = await officer(store)
    report = await begun(store, number)
    assert (report.state, report.version, report.is_writable) == ("open", 0, True)
    once = await submitted(store, report)
    assert (once.state, once.version, once.submitted_at, once.is_writable) == ("submitted", 1, LATER, False)
    assert once.reference is not None
    returned = await store.transact(
        lambda tx: tx.return_report(once.id, once.revision, "Please add figures.", "en", amina.id, LATER)
    )
    assert returned is not None
    assert (returned.state, returned.returned_words, returned.is_writable) == ("returned", "Please add figures.", True)
    draft = await store.read(lambda tx: tx.plan_draft_by_id(report.draft_id))
    assert draft is not None
    assert draft.state == "open"
    twice = await submitted(store, returned)
    assert (twice.reference, twice.version) == (once.reference, 2)
    published = await store.transact(lambda tx: tx.publish_report(twice.id, twice.revision, amina.id, LATER))
    assert published is not None
    assert (published.state, published.published_version, published.published_at) == ("published", 2, LATER)
    ((of, shown),) = await store.read(lambda tx: tx.published_reports("asgm"))
    assert (of.id, shown.id) == (number, report.id)
    assert await store.read(lambda tx: tx.published_reports("waste")) == ()
    assert (await looked_at(store, "report"))[f"{number}.asgm"] == LATER


async def test_what_was_published_stays_readable_when_the_report_is_returned_afterwards(store: Store):
    number = await cycle(store)
    amina = await officer(store)
    sent = await submitted(store, await begun(store, number))
    published = await store.transact(lambda tx: tx.publish_report(sent.id, sent.revision, amina.id, LATER))
    assert published is not None
    returned = await store.transact(
        lambda tx: tx.return_report(sent.id, published.revision, "One figure is wrong.", "en", amina.id, LATER)
    )
    assert returned is not None
    assert (returned.state, returned.published_version) == ("returned", 1)
    assert len(await store.read(lambda tx: tx.published_reports())) == 1


async def test_a_step_on_a_report_that_is_no_longer_as_it_was_seen_changes_nothing(store: Store):
    number = await cycle(store)
    amina = await officer(store)
    report = await begun(store, number)
    assert await store.transact(lambda tx: tx.publish_report(report.id, 0, amina.id, LATER)) is None
    assert await store.transact(lambda tx: tx.return_report(report.id, 0, "More.", "en", amina.id, LATER)) is None
    sent = await submitted(store, report)
    assert await store.transact(lambda tx: tx.submit_report(report.id, 0, amina.id, SNAPSHOT, LATER)) is None
    assert await store.transact(lambda tx: tx.submit_report(report.id, 1, amina.id, SNAPSHOT, LATER)) is None
    assert await found(store, report) == sent


async def test_a_draft_is_given_up_only_before_anything_was_submitted(store: Store):
    number = await cycle(store)
    report = await begun(store, number)
    ada = await somebody(store, 7)
    assert await store.transact(lambda tx: tx.give_up_report(report.id, ada.id, LATER))
    assert await store.read(lambda tx: tx.area_report(number, "asgm")) is None
    assert await store.read(lambda tx: tx.plan_draft_by_id(report.draft_id)) is None
    sent = await submitted(store, await begun(store, number))
    assert not await store.transact(lambda tx: tx.give_up_report(sent.id, ada.id, LATER))
    reports = await store.read(lambda tx: tx.reports_of_cycle(number))
    assert list(reports) == ["asgm"]


# -- progress notes ---------------------------------------------------------------------------------------------------


def note(person_id: int, words: str, *, effort: str = "", files: tuple[int, ...] = ()) -> NewProgressNote:
    """A note on gold mining."""
    return NewProgressNote("asgm", person_id, None, "en", words, effort, files)


async def given(store: Store, given_note: NewProgressNote, at: datetime) -> None:
    """A note that is kept."""
    await store.transact(lambda tx: tx.add_progress_note(given_note, at))


async def wished(store: Store, person_id: int, wish: str) -> None:
    """Somebody's word on being asked for notes on gold mining."""
    await store.transact(lambda tx: tx.wish_progress(person_id, "asgm", wish, NOW))


async def test_notes_of_a_period_are_read_the_newest_first_and_page_by_page(store: Store):
    ada = await somebody(store, 7)
    for day in range(5):
        at = NOW + timedelta(days=day)
        await given(store, note(ada.id, f"Day {day}"), at)
    until = NOW + timedelta(days=4)
    read = await store.read(lambda tx: tx.progress_notes("asgm", NOW, until))
    assert [one.words for one in read] == ["Day 3", "Day 2", "Day 1", "Day 0"]
    assert await store.read(lambda tx: tx.count_progress_notes("asgm", NOW, until)) == 4
    page = await store.read(lambda tx: tx.progress_notes("asgm", NOW, until, offset=1, limit=2))
    assert [one.words for one in page] == ["Day 2", "Day 1"]
    assert await store.read(lambda tx: tx.progress_notes("waste", NOW, until)) == ()
    assert await looked_at(store, "progress") == {f"asgm.{ada.id}": NOW + timedelta(days=4)}


async def test_the_files_of_a_note_outlive_the_draft_and_go_with_their_person(store: Store):
    ada = await somebody(store, 7)

    def work(tx: Transaction) -> tuple[int, int, int]:
        standing = tx.begin_draft(ada.id, "progress", 1, start(REPORT).standing(), NOW, subject="asgm")
        kept = tx.keep_file(
            person_id=ada.id, draft_id=standing.draft_id, name="a.pdf", mime="application/pdf", content=b"%PDF", at=NOW
        )
        number = tx.add_progress_note(note(ada.id, "A centre is open.", effort="efforts.3", files=(kept,)), NOW)
        tx.cancel_draft(standing.draft_id)
        return standing.draft_id, kept, number

    _, kept, number = await store.transact(work)
    said = await store.read(lambda tx: tx.progress_note(number))
    assert said is not None
    assert (said.files, said.effort, said.name) == ((kept,), "efforts.3", ada.name)
    file = await store.read(lambda tx: tx.file(kept))
    assert file is not None
    assert file.content == b"%PDF"
    await store.transact(lambda tx: forget(tx, ada.id, LATER))
    left = await store.read(lambda tx: tx.progress_note(number))
    assert left is not None
    assert (left.words, left.name, left.person_id) == ("A centre is open.", "", None)
    assert await store.read(lambda tx: tx.file_info(kept)) is None


async def test_who_agrees_is_asked_once_a_quarter_until_they_say_otherwise(store: Store):
    ada = await somebody(store, 7)
    assert await store.read(lambda tx: tx.progress_wish(ada.id, "asgm")) == ""
    for wish in ("agreed", "stopped", "agreed"):
        await wished(store, ada.id, wish)
        assert await store.read(lambda tx: tx.progress_wish(ada.id, "asgm")) == wish
    assert await store.read(lambda tx: tx.progress_wish(ada.id, "waste")) == ""
    assert await looked_at(store, "progress") == {f"asgm.{ada.id}": NOW}
