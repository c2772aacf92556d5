"""The register as files for any web host: the pages that are served live, with links from file to file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from flows.agenda import Fact
from flows.wording import LANGUAGES
from storage.desk_records import PublishedLetter, Register
from storage.plan_records import PublishedPlan
from storage.public_records import PublishedReport
from storage.records import StoredFile
from web.register.addresses import INDEX, Addresses, in_folder
from web.register.calendar import names_in, public_calendar
from web.register.data import register_csv, register_json
from web.register.feeds import feed_atom, robots_txt, sitemap_xml
from web.register.figures import figures
from web.register.files import make_pdf, short_address
from web.register.letter import document_of, letter_page
from web.register.meetings import meeting_file_path, meeting_paths
from web.register.pages import (
    choice_html,
    figure_svg,
    letter_html,
    letter_path,
    page_at,
    paths,
    plan_changes_html,
    plan_html,
)
from web.register.plans import PLAN_FILES, made, plan_path
from web.register.plans import document_of as plan_document_of
from web.register.reader import Reader
from web.register.reports import REPORT_FILES, report_html, report_path, report_paths
from web.register.reports import document_of as report_document_of
from web.register.reports import made as report_made

STATIC: Final = Path(__file__).parents[1] / "static"


@dataclass(frozen=True, slots=True)
class Dated:
    """What else is published of meetings and reports at the moment `now`: the dates for calendars, every published
    report, and the files of meetings' reports by the numbers of the meetings."""

    now: datetime
    facts: Sequence[Fact] = ()
    reports: Sequence[PublishedReport] = ()
    meeting_files: Mapping[int, StoredFile] = field(default_factory=dict)


def files(
    register: Register,
    letters: Mapping[str, PublishedLetter],
    plans: Sequence[PublishedPlan],
    dated: Dated,
    url: str,
) -> Iterator[tuple[str, bytes]]:
    """Every file by its path. `letters` by reference, every published plan in `plans`; `url` is where the folder will
    be found, empty if unknown.

    Without an address there is no sitemap, no feed and no canonical link: these cannot be relative.
    """
    root = in_folder(url, "")
    for name in ("register.css", "logo.svg"):
        yield f"static/{name}", (STATIC / name).read_bytes()
    yield INDEX, choice_html("", root).encode()
    yield "register.json", register_json(register, root)
    yield "robots.txt", robots_txt(root)
    if url:
        yield "sitemap.xml", sitemap_xml(Reader(register, LANGUAGES[0]), root)
    for reference in letters:
        short = letter_path(reference)
        yield f"{short}/{INDEX}", choice_html(short, in_folder(url, short)).encode()
    for language in LANGUAGES:
        reader = Reader(register, language)
        yield from _in_language(reader, letters, url, root)
        for plan in plans:
            yield from _plan(plan, reader, url)
        for report in dated.reports:
            yield from _report(report, reader, url)
        dates = public_calendar(dated.facts, names_in(register, language), language, url, dated.now)
        yield f"{language}/calendar.ics", dates
        if language == LANGUAGES[0]:
            yield "calendar.ics", dates
    newest = {each.area: each for each in reversed(register.plans)}
    yield f"plans/{INDEX}", choice_html("plans", in_folder(url, "plans")).encode()
    for area, each in newest.items():
        short = f"plans/{area}"
        yield f"{short}/{INDEX}", choice_html(plan_path(each), in_folder(url, short)).encode()
    yield from _of_meetings(register, dated, url)
    for path in report_paths(Reader(register, LANGUAGES[0])):
        yield f"{path}/{INDEX}", choice_html(path, in_folder(url, path)).encode()


def _of_meetings(register: Register, dated: Dated, url: str) -> Iterator[tuple[str, bytes]]:
    """The addresses that people are told, and the files of reports, which are the same in every language."""
    for path in meeting_paths(Reader(register, LANGUAGES[0])):
        yield f"{path}/{INDEX}", choice_html(path, in_folder(url, path)).encode()
    for meeting in register.meetings:
        file = dated.meeting_files.get(meeting.id)
        path = meeting_file_path(meeting)
        if file is not None and path:
            yield path, file.content


def _report(found: PublishedReport, reader: Reader, url: str) -> Iterator[tuple[str, bytes]]:
    """The page and the files of a published report."""
    place = f"{reader.language}/{report_path(found.report.area, found.cycle.id)}"
    document = report_document_of(found, reader)
    there = {name: file.content for name in REPORT_FILES if (file := report_made(document, name)).content}
    for name, content in there.items():
        yield f"{place}/{name}", content
    yield f"{place}/{INDEX}", report_html(found, reader, in_folder(url, place), frozenset(there)).encode()


def _in_language(
    reader: Reader, letters: Mapping[str, PublishedLetter], url: str, root: Addresses
) -> Iterator[tuple[str, bytes]]:
    language = reader.language
    for path in paths(reader):
        place = f"{language}/{path}".rstrip("/")
        html = page_at(path, reader, in_folder(url, place))
        if html is not None:
            yield f"{place}/{INDEX}", html.encode()
    for letter in letters.values():
        yield from _letter(letter, reader, url)
    for figure in figures(reader):
        yield f"{language}/figures/{figure.key}.svg", figure_svg(figure, language).encode()
    yield f"{language}/register.csv", register_csv(reader, root)
    if url:
        yield f"{language}/feed.atom", feed_atom(reader, root)


def _letter(letter: PublishedLetter, reader: Reader, url: str) -> Iterator[tuple[str, bytes]]:
    place = f"{reader.language}/{letter_path(letter.partner.reference)}"
    address = short_address(url, letter.submission.reference)
    pdf = make_pdf(document_of(letter, reader, address))
    page = letter_page(letter, reader, address, pdf.missing)
    yield f"{place}/{INDEX}", letter_html(page, reader, in_folder(url, place)).encode()
    if not pdf.missing:
        yield f"{place}/letter.pdf", pdf.content


def _plan(plan: PublishedPlan, reader: Reader, url: str) -> Iterator[tuple[str, bytes]]:
    """The pages and the files of a version of a plan."""
    place = f"{reader.language}/{plan_path(plan.plan)}"
    document = plan_document_of(plan, reader)
    there = {}
    for name in PLAN_FILES:
        file = made(document, name)
        if file.content:
            there[name] = file.content
            yield f"{place}/{name}", file.content
    yield f"{place}/{INDEX}", plan_html(plan, reader, in_folder(url, place), frozenset(there)).encode()
    if plan.before is not None:
        where = f"{place}/changes"
        yield f"{where}/{INDEX}", plan_changes_html(plan, reader, in_folder(url, where)).encode()
