"""Reporting cycles: opened, changed and closed by the secretariat; and who has reported in one (F§7, T6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.report_errands import REPORTING_CYCLE, period_days
from flows.session import Answer, Answers, Change, Place, Session
from flows.wording import N_, Say, as_is, say
from handlers import announcing_reports, report_pages
from handlers.buttons import PageButton, Rows, base36, number_in
from handlers.permissions import INSIDERS, NOT_YOURS, holds
from handlers.report_access import areas_led
from handlers.scene import Page, Scene
from handlers.short_form import ShortForm, begin, ended, erase
from storage.report_records import CycleTerms

if TYPE_CHECKING:
    from flows.facts import Area
    from handlers.talk import Talk
    from storage.records import Standing
    from storage.report_records import AreaReport, Cycle

Does: TypeAlias = "Callable[[Talk, str], Scene]"

NEW: Final = "new"
"""What a form is about that opens a cycle."""
OPEN_ONE: Final = PageButton(say(N_("Open a reporting cycle")), "cyclenew")
CHANGED: Final = say(N_("The cycle has changed since that button was shown. Please look at it again."))
MOST_CYCLES: Final = 10


def table(talk: Talk, number: str, *notes: Say) -> Scene:
    """A cycle, by its number in base 36, or the current one: for the secretariat who has reported and who has not, for
    leads where theirs stand, for others what was published."""
    tx, at = talk.tx, talk.incoming.at
    officer, led = talk.is_officer(), areas_led(talk)
    if not officer and not led:
        areas = {area.key: area for area in talk.surroundings.areas}
        if not holds(tx, talk.person.id, INSIDERS, at):
            return talk.again(NOT_YOURS)
        return talk.show(report_pages.published(tx.published_reports(), areas, talk.surroundings.public_url), *notes)
    every = tx.cycles()
    cycle = tx.cycle(number_in(number)) if number else next((one for one in every if one.is_open), None)
    if cycle is None and every:
        cycle = every[0]
    if cycle is None:
        page = report_pages.no_cycle(talk.surroundings.public_url)
        return talk.show(Page(page.paragraphs, ((OPEN_ONE,),) if officer else ()), *notes)
    begun = tx.reports_of_cycle(cycle.id)
    shown = talk.surroundings.areas if officer else led
    rows = (
        *_of_areas(cycle, shown, begun, officer=officer),
        *(_of_officers(cycle) if officer else ()),
        *_others(cycle, every),
    )
    return talk.show(report_pages.table(cycle, shown, begun, at.date(), rows), *notes)


def _of_areas(cycle: Cycle, areas: tuple[Area, ...], begun: Mapping[str, AreaReport], *, officer: bool) -> Rows:
    """The way to each report that can be read or written."""
    return tuple(
        (PageButton(as_is(area.name), "report", f"{area.key}.{base36(cycle.id)}"),)
        for area in areas
        if not officer or ((report := begun.get(area.key)) is not None and report.version)
    )


def _of_officers(cycle: Cycle) -> Rows:
    seen = f"{base36(cycle.id)}.{base36(cycle.revision)}"
    if not cycle.is_open:
        return ((PageButton(say(N_("Open this cycle again")), "cycleagain", seen),), (OPEN_ONE,))
    label = say(N_("Set the date, or change the cycle")) if cycle.due_on is None else say(N_("Change the cycle"))
    return (
        (PageButton(label, "cycleedit", seen),),
        (PageButton(say(N_("Close the cycle")), "cycleclose", seen),),
        (OPEN_ONE,),
    )


def _others(cycle: Cycle, every: tuple[Cycle, ...]) -> Rows:
    """The way to the other cycles."""
    return tuple(
        (
            PageButton(
                say(N_("Cycle: {period}"), period=report_pages.period(one))
                if one.is_open
                else say(N_("Cycle: {period} (closed)"), period=report_pages.period(one)),
                "reports",
                base36(one.id),
            ),
        )
        for one in every[:MOST_CYCLES]
        if one.id != cycle.id
    )


# -- the form ---------------------------------------------------------------------------------------------------------


def open_one(talk: Talk, _: str) -> Scene:
    """Begin to open a cycle."""
    return begin(talk, REPORTING_CYCLE, NEW)


def edit(talk: Talk, which: str) -> Scene:
    """Begin to change a cycle, `<cycle>.<revision>`: at the review, where its date and all else can be changed."""
    cycle = _as_seen(talk, which)
    if isinstance(cycle, Scene):
        return cycle
    scene = begin(talk, REPORTING_CYCLE, which)
    if talk.standing is None or talk.standing.draft_revision:
        return scene
    _, session = talk.loaded(talk.standing)
    given = {
        "period": Answer({"from": cycle.period_from, "to": cycle.period_until}),
        "format": Answer(cycle.format),
        "due": Answer(cycle.due_on),
    }
    changes = tuple(Change(path, None, answer) for path, answer in given.items())
    return talk.apply(session.moved(place=Place("review")), changes)


def _as_seen(talk: Talk, which: str) -> Cycle | Scene:
    """The cycle that a button names, `<cycle>.<revision>`, if it stands as it was seen."""
    number, _, revision = which.partition(".")
    cycle = talk.tx.cycle(number_in(number))
    if cycle is None:
        return table(talk, "")
    return cycle if cycle.revision == number_in(revision) else table(talk, number, CHANGED)


def _may_go_on(talk: Talk, _: Standing) -> bool:
    return talk.is_officer()


def _about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The cycle that the form changes; the current one where it opens another."""
    return table(talk, "" if standing.subject == NEW else standing.subject.partition(".")[0], *notes)


def _kept(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Open the cycle or change it, and tell the leads."""
    terms, at, person = _terms(session.answers), talk.incoming.at, talk.person.id
    if not talk.is_officer():
        erase(talk, standing)
        return talk.again(NOT_YOURS)
    if standing.subject == NEW:
        erase(talk, standing)
        cycle_id = talk.tx.open_cycle(terms, person, at)
        _tell(talk, cycle_id, "opened")
        return table(talk, base36(cycle_id), say(N_("The reporting cycle is open. The leads of the areas are told.")))
    number, _, revision = standing.subject.partition(".")
    before = talk.tx.cycle(number_in(number))
    if before is None or before.revision != number_in(revision):
        return ended(talk, standing, CHANGED)
    if terms == CycleTerms(before.period_from, before.period_until, before.format, before.due_on):
        return ended(talk, standing, say(N_("Nothing was changed.")))
    if not talk.tx.change_cycle(before.id, before.revision, terms, person, at):
        return ended(talk, standing, CHANGED)
    _tell(talk, before.id, _change(before.due_on, terms.due_on))
    return ended(talk, standing, say(N_("The cycle is changed. The leads of the areas are told.")))


def _change(before: str | None, due_on: str | None) -> str:
    """What the leads are told of a change of the date."""
    if before == due_on:
        return "changed"
    return "first date" if before is None else "dated"


def _terms(answers: Answers) -> CycleTerms:
    first, last = period_days(answers)
    due = answers.get("due")
    day = None if due is None or due.value is None else str(due.value)
    return CycleTerms(first, last, str(answers["format"].value), day)


def _tell(talk: Talk, cycle_id: int, what: str) -> None:
    cycle = talk.tx.cycle(cycle_id)
    if cycle is not None:
        announcing_reports.cycle_news(talk.tx, cycle, what, talk.surroundings.areas, talk.incoming.at)


# -- closed, and opened again -----------------------------------------------------------------------------------------


def close(talk: Talk, which: str) -> Scene:
    """Ask before a cycle is closed."""
    cycle = _as_seen(talk, which)
    if isinstance(cycle, Scene):
        return cycle
    told = (
        report_pages.cycle_title(cycle),
        say(N_("<b>Close this cycle?</b>")),
        say(
            N_(
                "Reports that are not submitted can no longer be written in then, and nobody is reminded of them. What "
                "was submitted stays. You can open the cycle again."
            )
        ),
    )
    rows = (
        (PageButton(say(N_("Yes, close it")), "cycleclosed", which),),
        (PageButton(say(N_("No, not yet")), "reports", base36(cycle.id)),),
    )
    return talk.show(Page(told, rows))


def closed(talk: Talk, which: str) -> Scene:
    """Close a cycle, and tell the leads."""
    cycle = _as_seen(talk, which)
    if isinstance(cycle, Scene):
        return cycle
    if cycle.is_open and talk.tx.close_cycle(cycle.id, cycle.revision, talk.person.id, talk.incoming.at):
        _tell(talk, cycle.id, "closed")
    return table(talk, base36(cycle.id), say(N_("The cycle is closed. The leads of the areas are told.")))


def again(talk: Talk, which: str) -> Scene:
    """Open a cycle that was closed again, and tell the leads."""
    cycle = _as_seen(talk, which)
    if isinstance(cycle, Scene):
        return cycle
    if not cycle.is_open and talk.tx.reopen_cycle(cycle.id, cycle.revision, talk.person.id, talk.incoming.at):
        _tell(talk, cycle.id, "again")
    return table(talk, base36(cycle.id), say(N_("The cycle is open again. The leads of the areas are told.")))


FORM: Final = ShortForm(REPORTING_CYCLE, _may_go_on, _kept, _about)
"""How the form of a cycle is dealt with."""

COMMANDS: Mapping[str, Does] = {"reports": lambda talk, _: table(talk, "")}
BUTTONS: Mapping[str, Does] = {
    "reports": table,
    "cyclenew": open_one,
    "cycleedit": edit,
    "cycleclose": close,
    "cycleclosed": closed,
    "cycleagain": again,
}
SHOWING = frozenset({"reports", "cycleclose"})
"""Commands and acts that only show something."""
