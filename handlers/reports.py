"""The report of an area to UNEP: its lead opens it filled in from the plan, and several write it (F§7, G3(f)(1)).

The draft belongs to the area, as the plan does: it passes to the next lead with the term (G4.b(6)).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.layout import ready_to_submit, section_named
from flows.plan_text import entries
from flows.report import REPORT
from flows.session import Answers, Place, Session
from flows.wording import N_, Say, say
from handlers import naming, plan_pages, report_filling, report_pages
from handlers.buttons import PageButton, Rows, base36, number_in, parts_of
from handlers.permissions import NOT_YOURS
from handlers.report_access import (
    access,
    area_and_cycle,
    area_named,
    areas_led,
    leads,
    subject_of,
    view,
    view_named,
)
from handlers.report_pages import DRAFT
from handlers.scene import Page, Scene
from handlers.sent import answers_of
from handlers.shared_form import SharedForm, join
from handlers.shared_form import barred as shut_out

if TYPE_CHECKING:
    from flows.facts import Area
    from handlers.plan_access import Access
    from handlers.report_access import View
    from handlers.talk import Talk
    from storage.records import Standing
    from storage.report_records import AreaReport, Cycle

Does: TypeAlias = "Callable[[Talk, str], Scene]"

MENU: Final = Place("menu")
BEGUN: Final = say(
    N_(
        "This is the first draft. It is filled in from the plan of the area and from what its partners told; please "
        "correct it, and add what only you know."
    )
)
BEGUN_EMPTY: Final = say(
    N_("This is the first draft. There is no plan of the area and no note of a partner to fill it in from.")
)


def has_report(talk: Talk) -> bool:
    """Whether the person leads an area that is to report."""
    return bool(areas_led(talk)) and talk.tx.current_cycle() is not None


def report(talk: Talk, which: str) -> Scene:
    """Open the report of an area: `<area>.<cycle>`; without a cycle the current one's, without an area the person's
    own, who leads several chooses one."""
    named, dot, number = which.rpartition(".")
    key = named if dot else which
    cycle = talk.tx.cycle(number_in(number)) if dot else talk.tx.current_cycle()
    led = areas_led(talk)
    if not led and not key:
        return talk.show(report_pages.nothing_here(talk.surroundings.public_url))
    if cycle is None:
        return talk.show(report_pages.no_cycle(talk.surroundings.public_url))
    if not key and len(led) > 1:
        return talk.show(report_pages.which_area(led, cycle))
    area = area_named(talk, key or led[0].key)
    if area is None:
        return talk.again(NOT_YOURS)
    return opened(talk, area, cycle)


def opened(talk: Talk, area: Area, cycle: Cycle, *notes: Say) -> Scene:
    """The report of an area in a cycle: to write in, begun where it was not, or to read."""
    subject = subject_of(area.key, cycle.id)
    if access(talk, subject) is None:
        if talk.standing is not None and (talk.standing.flow, talk.standing.subject) == (REPORT.key, subject):
            talk.tx.leave(talk.person.id)
            talk.standing = None
        return to_read(talk, area, cycle, *notes)
    found = talk.tx.area_report(cycle.id, area.key, lock=True)
    if found is None:
        return _begun(talk, area, cycle)
    join(talk, REPORT, found.draft_id)
    told = (*heading(area, cycle), *report_pages.asked_for(found), *naming.unnamed(talk))
    return talk.again(*notes, *told)


def heading(area: Area, cycle: Cycle) -> tuple[Say, ...]:
    """What is said above a report that is opened."""
    about = say(
        N_("Period: {period}. UNEP's format: {format}."), period=report_pages.period(cycle), format=cycle.format
    )
    return (report_pages.title(area), about, report_pages.due(cycle))


def _begun(talk: Talk, area: Area, cycle: Cycle) -> Scene:
    """The first draft, filled in from the plan and from partners' notes."""
    talk.begin(REPORT, subject_of(area.key, cycle.id), owned=False)
    if talk.standing is None:
        return talk.again()
    talk.tx.begin_report(cycle.id, area.key, talk.standing.draft_id, talk.incoming.at)
    _, session = talk.loaded(talk.standing)
    taken = report_filling.changes(talk.tx, area.key, cycle, session.answers, talk.language)
    begun = (BEGUN, *report_filling.what_was_added(taken)) if taken.changes else (BEGUN_EMPTY,)
    return talk.apply(session, taken.changes, *heading(area, cycle), *begun, *naming.unnamed(talk))


def to_read(talk: Talk, area: Area, cycle: Cycle, *notes: Say) -> Scene:
    """The report of an area to who may not write in it now."""
    found = talk.tx.area_report(cycle.id, area.key)
    seen = None if found is None else view(talk, found)
    if seen is None or seen.newest < DRAFT:
        if not leads(talk, area.key) and not talk.is_officer():
            return talk.again(NOT_YOURS)
        state = say(N_("{area}: {state}"), area=area.name, state=report_pages.state(found))
        told = (report_pages.cycle_title(cycle), state, report_pages.due(cycle), *report_pages.closed(cycle))
        return talk.show(Page(told, ((report_pages.table_button(cycle),),)), *notes)
    return overview(talk, seen, seen.newest, *notes)


def overview(talk: Talk, seen: View, version: int, *notes: Say) -> Scene:
    """A version of a report to read, or its draft."""
    return talk.show(report_pages.overview(seen, version, talk.surroundings.public_url, beside(talk, seen)), *notes)


def beside(talk: Talk, seen: View) -> Rows:
    """What can be seen beside a report: the notes of partners, by its leads and the secretariat."""
    if not seen.leads and not seen.officer:
        return ()
    count = talk.tx.count_progress_notes(seen.area.key, *report_filling.days_of(seen.cycle))
    return ((notes_button(seen.area.key, seen.cycle, count),),)


def notes_button(area: str, cycle: Cycle, count: int) -> PageButton:
    """Opens the notes of the period."""
    label = say(N_("Notes of partners ({count})"), count=count) if count else say(N_("Notes of partners"))
    return PageButton(label, "prognotes", f"{area}.0.{base36(cycle.id)}")


def read(talk: Talk, which: str) -> Scene:
    """The whole report to read: `<report>.<version>`, version 0 being the draft."""
    number, _, version = which.partition(".")
    seen = view_named(talk, number)
    wanted = number_in(version)
    if seen is None or not seen.may_read(wanted):
        return talk.again(NOT_YOURS)
    return overview(talk, seen, wanted)


def section(talk: Talk, which: str) -> Scene:
    """One section to read: `<report>.<version>.<section>`."""
    number, version, key = parts_of(which)
    seen, wanted = view_named(talk, number), number_in(version)
    if seen is None or not seen.may_read(wanted):
        return talk.again(NOT_YOURS)
    found, answers = section_named(REPORT, key), answers_in(talk, seen.report, wanted)
    if found is None or answers is None:
        return overview(talk, seen, wanted)
    facts = replace(talk.facts(), in_full=True)
    return talk.show(report_pages.section(seen, wanted, key, entries(REPORT, found, answers, facts)))


def answers_in(talk: Talk, found: AreaReport, version: int) -> Answers | None:
    """The answers of the draft, or of a version that was submitted; `None` where there is none such."""
    if version == DRAFT:
        draft = talk.tx.plan_draft_by_id(found.draft_id)
        return None if draft is None else talk.tx.answers(draft.id, draft.revision)
    sent = talk.tx.submission(found.reference or "", version)
    return None if sent is None else answers_of(sent)


# -- filling in what is new -------------------------------------------------------------------------------------------


def fill(talk: Talk, number: str) -> Scene:
    """Add what has come since into the plan and from partners; what the lead wrote stays."""
    seen = view_named(talk, number)
    if seen is None or not seen.may_write:
        return talk.again(NOT_YOURS)
    if talk.standing is None or talk.standing.draft_id != seen.report.draft_id:
        join(talk, REPORT, seen.report.draft_id)
    if talk.standing is None:
        return talk.again()
    _, session = talk.loaded(talk.standing)
    taken = report_filling.changes(talk.tx, seen.area.key, seen.cycle, session.answers, talk.language)
    if not taken.changes:
        return talk.go(
            MENU, say(N_("All that is in the plan and in the notes of the period is in the report already."))
        )
    there = session.moved(place=MENU, back_to=None, pending=None, tail=None)
    kept = say(N_("What you wrote is as it was."))
    return talk.apply(there, taken.changes, *report_filling.what_was_added(taken), kept)


# -- as a form that several people write ------------------------------------------------------------------------------


def more(talk: Talk, standing: Standing, session: Session, _: Access) -> Rows:
    """What can be done with a report beside answering: below the list of sections, and below each section."""
    if session.place.kind == "section":
        return ((plan_pages.history_button(base36(standing.draft_id), session.place.path),),)
    found = talk.tx.area_report_of_draft(standing.draft_id) if session.place.kind == "menu" else None
    seen = None if found is None else view(talk, found)
    if found is None or seen is None:
        return ()
    rows: list[tuple[PageButton, ...]] = [
        (report_pages.reading_button(seen.number, DRAFT), report_pages.files_button(seen.number, DRAFT)),
        *beside(talk, seen),
    ]
    if report_filling.changes(talk.tx, seen.area.key, seen.cycle, session.answers, talk.language).changes:
        rows.append((PageButton(say(N_("Fill in what is new")), "repfill", seen.number),))
    if ready_to_submit(REPORT, session.answers):
        draft = base36(standing.draft_revision)
        rows.append((PageButton(say(N_("Submit to UNEP ▶")), "repsend", f"{report_pages.seen(found)}.{draft}"),))
    return tuple(rows)


def left(talk: Talk, standing: Standing) -> Scene:
    """After "save and leave": the report is gone on with by its own command."""
    talk.tx.leave(talk.person.id)
    talk.standing = None
    kept = say(N_("What you wrote is kept. Come back whenever you like: /report goes on where you are."))
    return talk.show(Page((kept,), ((go_on(standing.subject),),)))


def go_on(subject: str) -> PageButton:
    """Opens the report of a subject."""
    area, cycle_id = area_and_cycle(subject)
    return PageButton(plan_pages.GO_ON_WRITING, "report", f"{area}.{base36(max(0, cycle_id))}")


def may_give_up(talk: Talk, standing: Standing) -> bool:
    """Whether the person may give the draft up: its lead, as long as nothing was submitted from it."""
    return access(talk, standing.subject) is not None and not standing.submitted_version


NOT_GIVEN_UP: Final = say(
    N_("A report that was submitted once can no longer be given up. “Save and leave” loses nothing.")
)


def given_up(talk: Talk, standing: Standing) -> Scene:
    """A draft that its lead gives up goes for everyone; what was submitted stays."""
    found = talk.tx.area_report_of_draft(standing.draft_id)
    if found is None or not may_give_up(talk, standing):
        return talk.go(MENU, NOT_GIVEN_UP)
    talk.tx.give_up_report(found.id, talk.person.id, talk.incoming.at)
    talk.standing = None
    gone = say(N_("The draft of the report has been erased."))
    again = replace(go_on(standing.subject), label=say(N_("Begin anew")))
    return talk.show(Page((gone,), ((again,),)))


def barred(talk: Talk, standing: Standing) -> Scene:
    """Somebody stands in a report that they may no longer write in: their role has ended, or it was submitted."""
    key, cycle_id = area_and_cycle(standing.subject)
    area, cycle = area_named(talk, key), talk.tx.cycle(cycle_id)
    if area is None or cycle is None or not leads(talk, key):
        return shut_out(talk, standing)
    talk.tx.leave(talk.person.id)
    talk.standing = None
    closed = say(N_("This report cannot be written in at the moment, so nothing that you sent just now is in it."))
    return to_read(talk, area, cycle, closed)


FORM: Final = SharedForm(
    flow=REPORT,
    access=access,
    title=lambda can: report_pages.title(can.area),
    go_on=go_on,
    more=more,
    left=left,
    may_give_up=may_give_up,
    given_up=given_up,
    not_given_up=NOT_GIVEN_UP,
    barred=barred,
    still_open=say(N_("The report of your area is open, and here is where you are. How this works: /help")),
)
"""How a report is dealt with among the forms that several people write."""

COMMANDS: Mapping[str, Does] = {"report": lambda talk, words: report(talk, words.strip().lower())}
BUTTONS: Mapping[str, Does] = {"report": report, "repread": read, "repsec": section, "repfill": fill}
SHOWING = frozenset({"repread", "repsec"})
"""Acts that only show something."""
