"""A report submitted by its lead, and published or returned for completion by the secretariat (F§7, T6).

Nothing is refused: what lacks something goes back with words, and the report can be written in again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.layout import ready_to_submit
from flows.report import REPORT
from flows.report_errands import REPORT_RETURN
from flows.session import Plain, Session
from flows.wording import N_, Say, WebAddress, as_is, say
from handlers import announcing_reports, report_pages, reports
from handlers.buttons import PageButton, base36, number_in, parts_of
from handlers.permissions import NOT_YOURS
from handlers.plan_pages import STILL_MISSING
from handlers.report_access import View, view_named
from handlers.scene import Page, Scene
from handlers.shared_form import join
from handlers.short_form import ShortForm, begin, ended, you_had_written
from handlers.snapshots import snapshot

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.records import Standing
    from storage.report_records import AreaReport

Does: TypeAlias = "Callable[[Talk, str], Scene]"

CHANGED: Final = say(N_("The report has changed since that button was shown. Please look at it again."))


# -- by its lead ------------------------------------------------------------------------------------------------------


def _written(talk: Talk, which: str) -> View | Scene:
    """The report that a button names, `<report>.<revision>.<revision of the draft>`, if the person may write in it, it
    stands as they saw it, and nothing is missing in it."""
    number, revision, draft_revision = parts_of(which)
    seen = view_named(talk, number)
    if seen is None or not seen.leads:
        return talk.again(NOT_YOURS)
    if not seen.may_write:
        return reports.opened(talk, seen.area, seen.cycle, CHANGED)
    draft = talk.tx.plan_draft_by_id(seen.report.draft_id)
    as_seen = draft is not None and draft.revision == number_in(draft_revision)
    if draft is None or not as_seen or seen.report.revision != number_in(revision):
        return at_the_menu(talk, seen, CHANGED)
    if not ready_to_submit(REPORT, talk.tx.answers(draft.id, draft.revision)):
        return at_the_menu(talk, seen, STILL_MISSING)
    return seen


def at_the_menu(talk: Talk, seen: View, *notes: Say) -> Scene:
    """The report at its list of sections."""
    join(talk, REPORT, seen.report.draft_id)
    return talk.go(reports.MENU, *notes)


def send(talk: Talk, which: str) -> Scene:
    """Ask before the report is submitted."""
    seen = _written(talk, which)
    if isinstance(seen, Scene):
        return seen
    answers = reports.answers_in(talk, seen.report, report_pages.DRAFT)
    found = REPORT.checks(answers) if REPORT.checks is not None and answers is not None else ()
    paragraphs = [
        report_pages.title(seen.area),
        say(N_("<b>Submit the report to UNEP?</b>")),
        say(N_("Period: {period}"), period=report_pages.period(seen.cycle)),
        say(
            N_(
                "The secretariat receives it, and publishes it or returns it for completion, with words. Nothing is "
                "refused. Until then it stays as you submit it."
            )
        ),
    ]
    if found:
        paragraphs.append(say(N_("What does not fit together: {count}"), count=len(found)))
    rows = (
        (PageButton(say(N_("Yes, submit it")), "repsent", which),),
        (PageButton(say(N_("No, not yet")), "report", f"{seen.area.key}.{base36(seen.cycle.id)}"),),
    )
    return talk.show(Page(tuple(paragraphs), rows, tuple(one.what for one in found[:20])))


def sent(talk: Talk, which: str) -> Scene:
    """Take an immutable version of the report, and tell the secretariat."""
    seen = _written(talk, which)
    if isinstance(seen, Scene):
        return seen
    at = talk.incoming.at
    submission = talk.tx.submit_report(seen.report.id, seen.report.revision, talk.person.id, _snapshot(talk, seen), at)
    now = view_named(talk, seen.number)
    if submission is None or now is None:
        return reports.opened(talk, seen.area, seen.cycle, CHANGED)
    announcing_reports.submitted(talk.tx, now.report, at)
    talk.tx.leave(talk.person.id)
    talk.standing = None
    told = (
        report_pages.title(seen.area),
        say(
            N_("<b>The report is submitted as {reference}, version {version}.</b>"),
            reference=submission.reference,
            version=submission.version,
        ),
        say(N_("The secretariat is told. You hear from it here when the report is published, or if it asks for more.")),
    )
    rows = ((report_pages.reading_button(now.number, submission.version),), (report_pages.table_button(seen.cycle),))
    return talk.show(Page(told, rows))


def _snapshot(talk: Talk, seen: View) -> dict[str, Plain]:
    """What is submitted: the answers that stand, with the cycle that gives them their meaning."""
    answers = reports.answers_in(talk, seen.report, report_pages.DRAFT) or {}
    public, _ = snapshot(REPORT, answers, talk.language)
    names: list[Plain] = [one.name for one in talk.tx.holders("lead", talk.incoming.at, seen.area.key) if one.name]
    cycle: dict[str, Plain] = {
        "id": seen.cycle.id,
        "from": seen.cycle.period_from,
        "until": seen.cycle.period_until,
        "format": seen.cycle.format,
    }
    return {**public, "area": seen.area.key, "cycle": cycle, "leads": names}


# -- by the secretariat -----------------------------------------------------------------------------------------------


def _received(talk: Talk, which: str) -> View | Scene:
    """The report that a button names, `<report>.<revision>`, as the secretariat saw it."""
    number, _, revision = which.partition(".")
    seen = view_named(talk, number)
    if seen is None or not seen.officer:
        return talk.again(NOT_YOURS)
    if seen.report.revision != number_in(revision):
        return _changed(talk, seen)
    return seen


def _changed(talk: Talk, seen: View, *notes: Say) -> Scene:
    """The report as it stands now, to who saw it otherwise."""
    if seen.newest < report_pages.DRAFT:
        return reports.to_read(talk, seen.area, seen.cycle, CHANGED, *notes)
    return reports.overview(talk, seen, seen.newest, CHANGED, *notes)


def publish(talk: Talk, which: str) -> Scene:
    """Ask before the report is published."""
    seen = _received(talk, which)
    if isinstance(seen, Scene):
        return seen
    if seen.report.state != "submitted":
        return _changed(talk, seen)
    told = (
        report_pages.title(seen.area),
        say(N_("<b>Publish the report, version {version}?</b>"), version=seen.report.version),
        say(N_("Everyone can read it then. The partners of the area and the Advisory Group are told.")),
    )
    rows = (
        (PageButton(say(N_("Yes, publish it")), "repput", which),),
        (PageButton(say(N_("No, not yet")), "repread", f"{seen.number}.{base36(seen.report.version)}"),),
    )
    return talk.show(Page(told, rows))


def published(talk: Talk, which: str) -> Scene:
    """Publish the version that was submitted."""
    seen = _received(talk, which)
    if isinstance(seen, Scene):
        return seen
    at = talk.incoming.at
    report = talk.tx.publish_report(seen.report.id, seen.report.revision, talk.person.id, at)
    if report is None:
        return _changed(talk, seen)
    announcing_reports.published(talk.tx, report, talk.person.id, at)
    told = (
        report_pages.title(seen.area),
        say(N_("<b>The report is published.</b> Everyone can read it here:")),
        as_is(WebAddress(report_pages.public_address(talk.surroundings.public_url, report))),
    )
    return talk.show(Page(told, ((report_pages.table_button(seen.cycle),),)))


def give_back(talk: Talk, which: str) -> Scene:
    """Begin the words with which a report is returned for completion."""
    seen = _received(talk, which)
    if isinstance(seen, Scene):
        return seen
    if seen.report.state not in report_pages.REPORTED or not seen.cycle.is_open:
        return _changed(talk, seen)
    return begin(talk, REPORT_RETURN, which)


def _may_go_on(talk: Talk, _: Standing) -> bool:
    return talk.is_officer()


def _about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The newest of the report that the form is about."""
    seen = view_named(talk, standing.subject.partition(".")[0])
    if seen is None or seen.newest < report_pages.DRAFT:
        return talk.again(*notes)
    return reports.overview(talk, seen, seen.newest, *notes)


def _returned(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Return the report, and tell its leads."""
    words, at = str(session.answers["words"].value), talk.incoming.at
    number, _, revision = standing.subject.partition(".")
    report: AreaReport | None = None
    if talk.is_officer():
        report = talk.tx.return_report(number_in(number), number_in(revision), words, talk.language, talk.person.id, at)
    if report is None:
        return ended(talk, standing, CHANGED, you_had_written(words))
    announcing_reports.returned(talk.tx, report, at)
    return ended(talk, standing, say(N_("The report is returned for completion. Its lead is told, with your words.")))


FORM: Final = ShortForm(REPORT_RETURN, _may_go_on, _returned, _about)
"""How the words with which a report is returned are dealt with."""

BUTTONS: Mapping[str, Does] = {
    "repsend": send,
    "repsent": sent,
    "reppub": publish,
    "repput": published,
    "repback": give_back,
}
SHOWING = frozenset({"repsend", "reppub"})
"""Acts that only show something."""
