"""Reports as files: what one is made from is read in a transaction, and it is made outside of it, in a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flows.facts import Area
from flows.wording import LANGUAGES, N_, Day, Say, Span, say
from handlers import announcing_reports, file_pages, report_pages
from handlers.buttons import base36, number_in, parts_of
from handlers.permissions import NOT_YOURS
from handlers.report_access import view_named, view_of
from handlers.report_pages import DRAFT
from handlers.scene import Page, Scene
from handlers.sent import answers_of
from handlers.telling import ReportOrder, Telling, Tells
from locales.languages import LANGUAGE_NAMES

if TYPE_CHECKING:
    from documents.files import DocumentFile
    from handlers.talk import Surroundings, Talk
    from storage.desk_records import Notice
    from storage.report_records import AreaReport, Cycle
    from storage.transaction import Transaction

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def which_language(talk: Talk, which: str) -> Scene:
    """Ask in which language the files of a report are wanted: `<report>.<version>`."""
    number, _, version = which.partition(".")
    seen, wanted = view_named(talk, number), number_in(version)
    if seen is None or not seen.may_read(wanted):
        return talk.again(NOT_YOURS)
    named = f"{seen.number}.{base36(wanted)}"
    told = (
        report_pages.title(seen.area),
        say(N_("In which language would you like the report?")),
        say(
            N_(
                "You get a PDF, a Word document, and a picture of how far the indicators have come. Headings and "
                "fixed words come in that language; what people wrote stays as they wrote it."
            )
        ),
    )
    back = report_pages.reading_button(seen.number, wanted)
    return talk.show(file_pages.which_language(told, "repfile", named, back))


def wanted(talk: Talk, which: str) -> Scene:
    """Have the files of a report made in one of the six languages: `<report>.<version>.<language>`."""
    number, version, language = parts_of(which)
    seen, asked_for = view_named(talk, number), number_in(version)
    if seen is None or not seen.may_read(asked_for) or language not in LANGUAGES:
        return talk.again(NOT_YOURS)
    # By the update, which may come twice: the files do not.
    asked = f"{talk.incoming.channel}.{talk.incoming.update_id}"
    announcing_reports.files(talk.tx, talk.person.id, seen.report.id, asked_for, language, talk.incoming.at, asked)
    return talk.show(file_pages.being_made(language, report_pages.reading_button(seen.number, asked_for)))


# -- what goes out ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportIngredients:
    """All that a report's file is made from: its answers as plain data, by path, and those of the reports before it,
    from the oldest on."""

    order: ReportOrder
    answers: Mapping[str, Any]
    area: Area
    state: Say
    day: date
    cycle: Cycle
    leads: tuple[str, ...]
    reference: str
    earlier: tuple[Mapping[str, Any], ...]
    areas: tuple[Area, ...]

    def made(self) -> DocumentFile | Page:
        """The file, or a page that says why there is none. Takes a while; call it in a thread."""
        # Typesetting and its fonts take a second to load, so only who makes files loads them.
        from documents.files import NothingToDraw
        from documents.files import report_file as file_of
        from documents.fonts import MissingGlyphs

        due = self.cycle.due_on
        try:
            return file_of(
                self.order.form,
                self.answers,
                area=self.area,
                language=self.order.language,
                state=self.state,
                day=self.day,
                period=Span(Day(self.cycle.period_from), Day(self.cycle.period_until)),
                due=None if due is None else Day(due),
                edition=self.cycle.format,
                leads=self.leads,
                reference=self.reference,
                areas=self.areas,
                version=self.order.version,
                earlier=self.earlier,
            )
        except NothingToDraw:
            return Page(
                (report_pages.title(self.area), say(N_("There is no picture of progress: there is no indicator yet.")))
            )
        except MissingGlyphs as missing:
            told = say(N_("The report cannot be made into a file as it stands."))
            return Page((report_pages.title(self.area), told, file_pages.undrawn(missing.characters)))

    def instead(self) -> Page:
        """What is said where it could not be made for a reason that is the program's own."""
        return file_pages.not_just_now(report_pages.title(self.area))


CAPTIONS: Final = {
    "pdf": N_("The report of the area {area} as PDF ({language})"),
    "docx": N_("The report of the area {area} as a Word document ({language})"),
    "png": N_("How far the indicators of the area {area} have come ({language})"),
}


def report_file(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A report as a file, for whoever may read it at this moment."""
    content = notice.content
    report = tx.area_report_by_id(int(content["report"]))
    if report is None:
        return None
    seen = view_of(tx, report, notice.person_id, notice.made_at, surroundings.areas)
    version = int(content["version"])
    if seen is None or not seen.may_read(version):
        return None
    form, language = content["form"], str(content["language"])
    caption = say(CAPTIONS[form], area=seen.area.name, language=LANGUAGE_NAMES[language])
    return Telling(file=ReportOrder(form, report.id, version, language, caption))


def report_ingredients(tx: Transaction, order: ReportOrder, surroundings: Surroundings) -> ReportIngredients | None:
    """What a report's file is made from; `None` where there is no such report or version."""
    report = tx.area_report_by_id(order.report_id)
    area = None if report is None else next((one for one in surroundings.areas if one.key == report.area), None)
    cycle = None if report is None else tx.cycle(report.cycle_id)
    if report is None or area is None or cycle is None:
        return None
    if order.version == DRAFT:
        draft = tx.plan_draft_by_id(report.draft_id)
        if draft is None:
            return None
        answers = {path: answer.to_plain() for path, answer in tx.answers(draft.id, draft.revision).items()}
        at, leads = draft.changed_at, tuple(one.name for one in tx.holders("lead", draft.changed_at, area.key))
        state = say(N_("Draft of {day}"), day=Day(at.date().isoformat()))
    else:
        sent = tx.submission(report.reference or "", order.version)
        if sent is None:
            return None
        answers = {path: answer.to_plain() for path, answer in answers_of(sent).items()}
        at, leads = sent.submitted_at, tuple(map(str, sent.snapshot.get("leads", ())))
        state = say(N_("Version {version}"), version=order.version)
    return ReportIngredients(
        order=order,
        answers=answers,
        area=area,
        state=state,
        day=at.date(),
        cycle=cycle,
        leads=tuple(name for name in leads if name),
        reference=report.reference or "" if order.version else "",
        earlier=_earlier(tx, report, cycle),
        areas=surroundings.areas,
    )


def _earlier(tx: Transaction, report: AreaReport, cycle: Cycle) -> tuple[Mapping[str, Any], ...]:
    """The answers of what the area has published for earlier periods, from the oldest on."""
    found = []
    for before, one in reversed(tx.published_reports(report.area)):
        if before.period_until >= cycle.period_until or one.id == report.id:
            continue
        sent = tx.submission(one.reference or "", one.published_version)
        if sent is not None:
            found.append({path: answer.to_plain() for path, answer in answers_of(sent).items()})
    return tuple(found)


BUTTONS: Mapping[str, Does] = {"repfiles": which_language, "repfile": wanted}
SHOWING = frozenset({"repfiles"})
"""Acts that only show something."""
TELLINGS: Mapping[str, Tells] = {"report file": report_file}
