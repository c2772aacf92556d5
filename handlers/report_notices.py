"""What notices tell of reporting: cycles, reports submitted, returned and published, and partners' progress notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.facts import Area
from flows.wording import N_, Say, WebAddress, as_is, say
from handlers import progress, report_pages
from handlers.buttons import PageButton, base36
from handlers.officers import is_officer
from handlers.scene import Page, Quote
from handlers.telling import Telling, Tells

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.report_records import AreaReport, Cycle
    from storage.transaction import Transaction


def cycle(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A cycle that a lead is to report for; of no use once it has changed again, which is told by itself."""
    content = notice.content
    found = tx.cycle(int(content["cycle"]))
    led = _areas_led(tx, notice, surroundings)
    if found is None or found.revision != int(content["revision"]) or not led:
        return None
    what = str(content["what"])
    told = (report_pages.cycle_title(found), *_what_is_new(what, found))
    if what == "closed":
        return Telling(page=Page(told, ((report_pages.table_button(found),),)))
    rows = tuple((_open_button(area, found, several=len(led) > 1),) for area in led)
    return Telling(page=Page((*told, *report_pages.about(found)), rows))


def _what_is_new(what: str, found: Cycle) -> tuple[Say, ...]:
    match what:
        case "opened":
            return (
                say(N_("UNEP asks every area for its report on this period (F§7).")),
                say(N_("Yours is filled in from the plan of the area. Begin at any time, and leave it half done.")),
            )
        case "first date":
            return (say(N_("UNEP has set a date for the reports.")),)
        case "dated" if found.due_on is not None:
            return (say(N_("The date of the reports has been set anew.")),)
        case "dated":
            return (say(N_("The date of the reports has been taken back.")),)
        case "closed":
            return (say(N_("The secretariat has closed this reporting cycle. What was written is kept.")),)
        case "again":
            return (say(N_("The secretariat has opened this reporting cycle again.")),)
    return (say(N_("The secretariat has changed this reporting cycle.")),)


def _open_button(area: Area, found: Cycle, *, several: bool) -> PageButton:
    button = report_pages.open_button(area.key, found)
    return PageButton(as_is(area.name), button.act, button.arg) if several else button


def _areas_led(tx: Transaction, notice: Notice, surroundings: Surroundings) -> tuple[Area, ...]:
    roles = tx.roles(notice.person_id, notice.made_at)
    led = {role.area for role in roles if role.kind == "lead"}
    return tuple(area for area in surroundings.areas if area.key in led)


def _about(tx: Transaction, notice: Notice, surroundings: Surroundings) -> tuple[AreaReport, Cycle, Area] | None:
    """The report that a notice is about; `None` where it is gone, or its area is closed."""
    report = tx.area_report_by_id(int(notice.content["report"]))
    found = None if report is None else tx.cycle(report.cycle_id)
    area = None if report is None else next((one for one in surroundings.areas if one.key == report.area), None)
    return None if report is None or found is None or area is None else (report, found, area)


def submitted(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A report for the secretariat; of no use once somebody has dealt with it."""
    about = _about(tx, notice, surroundings)
    if about is None or not is_officer(tx, notice.person_id):
        return None
    report, found, area = about
    version = int(notice.content["version"])
    if report.state != "submitted" or report.version != version:
        return None
    told = (
        report_pages.title(area),
        say(
            N_("Version {version} was submitted as {reference}, for the period {period}."),
            version=version,
            reference=report.reference or "",
            period=report_pages.period(found),
        ),
        say(N_("You can publish it, or return it for completion with words. Nothing is refused.")),
    )
    number, seen = base36(report.id), report_pages.seen(report)
    rows = (
        (report_pages.reading_button(number, version),),
        (report_pages.files_button(number, version),),
        (
            PageButton(say(N_("Publish ▶")), "reppub", seen),
            PageButton(say(N_("Return for completion")), "repback", seen),
        ),
    )
    return Telling(page=Page(told, rows))


def returned(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A report that its leads are to complete; of no use once it was submitted again."""
    about = _about(tx, notice, surroundings)
    if about is None:
        return None
    report, found, area = about
    leads = any(one.person_id == notice.person_id for one in tx.holders("lead", notice.made_at, area.key))
    if not leads or report.state != "returned" or report.version != int(notice.content["version"]):
        return None
    told = (
        report_pages.title(area),
        say(N_("The secretariat returns version {version} for completion, and asks:"), version=report.version),
    )
    quote = Quote(report.returned_language or notice.language, (as_is(report.returned_words),))
    return Telling(page=Page(told, ((report_pages.open_button(area.key, found),),), quote=quote))


def published(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A report that everyone can read now."""
    about = _about(tx, notice, surroundings)
    if about is None or about[0].published_version != int(notice.content["version"]):
        return None
    report, found, area = about
    told = (
        report_pages.title(area),
        say(
            N_("The report for the period {period} is published. Everyone can read it here:"),
            period=report_pages.period(found),
        ),
        as_is(WebAddress(report_pages.public_address(surroundings.public_url, report))),
    )
    row = (report_pages.reading_button(base36(report.id), report.published_version),)
    return Telling(page=Page(told, (row,)))


def progress_note(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A partner's note, for the lead of the area."""
    found = tx.progress_note(int(notice.content["note"]))
    area = None if found is None else next((one for one in surroundings.areas if one.key == found.area), None)
    if found is None or area is None:
        return None
    if all(one.person_id != notice.person_id for one in tx.holders("lead", notice.made_at, area.key)):
        return None
    return Telling(page=progress.whole(tx, found, area, all_notes=True))


TELLINGS: Mapping[str, Tells] = {
    "report cycle": cycle,
    "report submitted": submitted,
    "report returned": returned,
    "report published": published,
    "progress note": progress_note,
}
"""How each kind of notice about reporting is told."""
