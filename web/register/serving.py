"""The register over HTTP: pages for people, data for programs; each is asked for again only when something changed.

An entity tag is made of the register's stamp, the language and the path, and of what the pages are made with, so that a
new release shows at once. A withdrawn letter must be gone at once too: caches keep pages, but ask each time.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from aiohttp import web

from documents.invitation import CALENDAR
from flows.agenda import Fact
from flows.media import DOCX, PDF
from flows.wording import LANGUAGES
from locales import match_language
from storage.desk_records import Gone, PublishedLetter, Register
from storage.errors import StorageUnavailable
from storage.public_records import PublishedReport
from storage.store import Store
from storage.transaction import Transaction
from web.pace import Buckets, Pace
from web.register.addresses import live
from web.register.calendar import KEPT_PAST, names_in, own_calendar, public_calendar
from web.register.data import register_csv, register_json
from web.register.feeds import feed_atom, robots_txt, sitemap_xml
from web.register.figures import figures
from web.register.files import Pdfs, short_address
from web.register.letter import letter_page
from web.register.meetings import ENDINGS
from web.register.pages import (
    Problem,
    figure_svg,
    letter_html,
    list_page,
    named,
    page_at,
    plan_changes_html,
    plan_html,
    problem_html,
)
from web.register.plans import PLAN_FILES, PlanFile, PlanFiles
from web.register.reader import Reader
from web.register.reports import MEDIA, REPORT_FILES, ReportFiles, report_html
from web.register.selection import from_query
from web.register.texts import no_pdf_because
from web.visitors import address_of

SECURITY_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all."""
FRESH: Final = "public, no-cache"
HTML: Final = "text/html"
MOST_BYTES_KEPT: Final = 32 * 2**20
"""Of answers, so that one is made once and not for every visitor."""
NOBODY: Final = Register((), (), "")
"""For pages that say why there is nothing to show."""

REPORT_FILE: Final = "report[.]pdf|report[.]docx|progress[.]png"
GUESSING: Final = Pace(at_once=30, per_second=0.2)
"""Secret addresses that lead nowhere, tried from one place."""

_REFERENCE: Final = re.compile(r"[A-Za-z0-9-]{1,32}")
_ROOT: Final = Path(__file__).parents[2]
_MADE_WITH: Final = ("web/register/*.py", "web/templates/register/*", "documents/*", "locales/*/LC_MESSAGES/*.mo")

_IN_LETTERS: Final = frozenset(
    {HTML, CALENDAR, "application/json", "application/xml", "application/atom+xml", "image/svg+xml"}
    | {"text/csv", "text/plain"}
)
"""What is text, in UTF-8."""
_KEPT_ELSEWHERE: Final = frozenset({PDF, DOCX})

_log = logging.getLogger(__name__)

LanguageOf: TypeAlias = Callable[[web.Request], Awaitable[str]]
Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Made:
    """An answer: a body and what it is. `attached`: it is to be kept, and never shown by the browser itself."""

    body: bytes
    type: str
    status: int = 200
    filename: str = ""
    attached: bool = False


class PublicRegister:
    """The register's side of the public site. `language_of` finds a visitor's language where the path names none."""

    def __init__(self, store: Store, url: str, language_of: LanguageOf, now: Callable[[], datetime]) -> None:
        self._store = store
        self._addresses = live(url)
        self._language_of = language_of
        self._now = now
        self._pdfs = Pdfs(url)
        self._plan_files = PlanFiles()
        self._report_files = ReportFiles()
        self._trying = Buckets(GUESSING)
        self._kept: OrderedDict[str, Made] = OrderedDict()
        self._bytes_kept = 0
        self._read = NOBODY

    def add_routes(self, app: web.Application) -> None:
        """Add the register to a site, which sees to what is not there by `as_pages`."""
        language = "{language:" + "|".join(LANGUAGES) + "}"
        routes: Mapping[str, Handler] = {
            "/calendar.ics": self._answering(self._public_dates),
            "/calendar/{token}.ics": self._own_dates,
            "/register.json": self._answering(self._json),
            "/register.csv": self._answering(self._csv),
            "/sitemap.xml": self._answering(self._sitemap),
            "/robots.txt": self._answering(self._robots),
            "/letters/{reference}": self._short,
            "/plans": self._short_page,
            "/plans/{area}": self._short_page,
            "/meetings": self._short_page,
            "/meetings/{meeting:[0-9]{1,15}}": self._short_page,
            "/meetings/{meeting:[0-9]{1,15}}/{file:report[.](?:pdf|docx|jpg|png)}": self._answering(self._meeting_file),
            "/reports": self._short_page,
            "/reports/{area}/{cycle:[0-9]{1,15}}": self._short_page,
            "/favicon.ico": _icon,
            f"/{language}": self._answering(self._page),
            f"/{language}/feed.atom": self._answering(self._feed),
            f"/{language}/register.csv": self._answering(self._csv),
            f"/{language}/figures/{{figure:[a-z]+}}.svg": self._answering(self._figure),
            f"/{language}/letters/{{reference}}": self._answering(self._letter),
            f"/{language}/letters/{{reference}}/letter.pdf": self._answering(self._pdf),
            f"/{language}/plans/{{area}}": self._answering(self._newest_plan),
            f"/{language}/plans/{{area}}/{{number:[0-9]{{1,6}}}}": self._answering(self._plan),
            f"/{language}/plans/{{area}}/{{number:[0-9]{{1,6}}}}/changes": self._answering(self._plan_changes),
            f"/{language}/plans/{{area}}/{{number:[0-9]{{1,6}}}}/{{file:plan[.]pdf|timeline[.]png}}": self._answering(
                self._plan_file
            ),
            f"/{language}/calendar.ics": self._answering(self._public_dates),
            f"/{language}/reports/{{area}}/{{cycle:[0-9]{{1,15}}}}": self._answering(self._report),
            f"/{language}/reports/{{area}}/{{cycle:[0-9]{{1,15}}}}/{{file:{REPORT_FILE}}}": self._answering(
                self._report_file
            ),
            f"/{language}/{{path:.+}}": self._answering(self._page),
        }
        for path, handler in routes.items():
            app.router.add_get(path, handler)

    async def home(self, request: web.Request) -> web.StreamResponse:
        """The register's home in the visitor's language."""
        raise _elsewhere(self._addresses.page(await self._language_of(request)))

    @web.middleware
    async def as_pages(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A page for a person who followed a wrong link; programs of the chat page get what they know."""
        try:
            return await handler(request)
        except web.HTTPNotFound:
            if request.method not in ("GET", "HEAD") or request.path.startswith(("/chat/", "/static/")):
                raise
            language = match_language(request.headers.get("Accept-Language"))
            return _response(self._problem("no_page", 404, language), language)

    # -- what there is -------------------------------------------------------------------------------------------------

    async def _page(self, request: web.Request, reader: Reader) -> Made:
        path = request.match_info.get("path", "")
        if path == "partners" and request.query:
            html = list_page(from_query(request.query), reader, self._addresses)
        else:
            html = page_at(path, reader, self._addresses)
        return self._no_page(reader, path) if html is None else Made(html.encode(), HTML)

    async def _letter(self, request: web.Request, reader: Reader) -> Made:
        found = await self._published(request, reader)
        if isinstance(found, Made):
            return found
        pdf = await self._pdfs.pdf_of(found, reader)
        address = short_address(self._addresses.url, found.submission.reference)
        page = letter_page(found, reader, address, pdf.missing)
        return Made(letter_html(page, reader, self._addresses).encode(), HTML)

    async def _pdf(self, request: web.Request, reader: Reader) -> Made:
        found = await self._published(request, reader)
        if isinstance(found, Made):
            return found
        pdf = await self._pdfs.pdf_of(found, reader)
        if pdf.missing:
            why = reader.tell(no_pdf_because(named(pdf.missing)))
            return self._problem("no_pdf", 503, reader.language, _letter_path(request), why)
        return Made(pdf.content, "application/pdf", filename=f"{found.submission.reference}.pdf")

    async def _published(self, request: web.Request, reader: Reader) -> PublishedLetter | Made:
        """The letter, or the page that says why it is not shown. Of a letter that was never public nothing is said."""
        reference = request.match_info["reference"]
        found: PublishedLetter | Gone | None = None
        if _REFERENCE.fullmatch(reference):
            found = await self._store.read(lambda tx: tx.published_letter(reference))
        match found:
            case PublishedLetter():
                return found
            case Gone():
                return self._problem("withdrawn", 410, reader.language, _letter_path(request))
            case None:
                return self._no_page(reader, _letter_path(request))

    async def _newest_plan(self, request: web.Request, reader: Reader) -> Made:
        area = request.match_info["area"]
        newest = next((one for one in reader.register.plans if one.area == area), None)
        if newest is None:
            return self._no_page(reader, "plans")
        return await self._plan_of(area, newest.number, reader)

    async def _plan(self, request: web.Request, reader: Reader) -> Made:
        return await self._plan_of(request.match_info["area"], int(request.match_info["number"]), reader)

    async def _plan_of(self, area: str, number: int, reader: Reader) -> Made:
        plan = await self._store.read(lambda tx: tx.published_plan(area, number))
        if plan is None:
            return self._no_page(reader, "plans")
        files = {name: await self._plan_files.file_of(plan, reader, name) for name in PLAN_FILES}
        there = frozenset(name for name, file in files.items() if file.content)
        return Made(plan_html(plan, reader, self._addresses, there).encode(), HTML)

    async def _plan_changes(self, request: web.Request, reader: Reader) -> Made:
        area, number = request.match_info["area"], int(request.match_info["number"])
        plan = await self._store.read(lambda tx: tx.published_plan(area, number))
        if plan is None or plan.before is None:
            return self._no_page(reader, "plans")
        return Made(plan_changes_html(plan, reader, self._addresses).encode(), HTML)

    async def _plan_file(self, request: web.Request, reader: Reader) -> Made:
        area, number = request.match_info["area"], int(request.match_info["number"])
        which: PlanFile = "plan.pdf" if request.match_info["file"] == "plan.pdf" else "timeline.png"
        plan = await self._store.read(lambda tx: tx.published_plan(area, number))
        file = None if plan is None else await self._plan_files.file_of(plan, reader, which)
        if file is None or not file.content:
            return self._no_page(reader, "plans")
        if which == "timeline.png":
            return Made(file.content, "image/png")
        return Made(file.content, "application/pdf", filename=f"plan-{area}-v{number}-{reader.language}.pdf")

    async def _short_page(self, request: web.Request) -> web.StreamResponse:
        """The address that people are told leads to the page in the visitor's language."""
        path = request.path.strip("/")
        raise _elsewhere(self._addresses.page(await self._language_of(request), path))

    async def _meeting_file(self, request: web.Request, reader: Reader) -> Made:
        """The file of a published report of a meeting, as it was handed in: never shown by the browser, only kept."""
        number = int(request.match_info["meeting"])
        kept = await self._store.read(lambda tx: tx.published_meeting_file(number))
        name = "" if kept is None else f"report.{ENDINGS.get(kept.info.mime, '')}"
        if kept is None or name != request.match_info["file"]:
            return self._no_page(reader, "meetings")
        return Made(kept.content, kept.info.mime, filename=f"meeting-{number}-{name}", attached=True)

    async def _report(self, request: web.Request, reader: Reader) -> Made:
        found = await self._published_report(request)
        if found is None:
            return self._no_page(reader, "reports")
        files = {name: await self._report_files.file_of(found, reader, name) for name in REPORT_FILES}
        there = frozenset(name for name, file in files.items() if file.content)
        return Made(report_html(found, reader, self._addresses, there).encode(), HTML)

    async def _report_file(self, request: web.Request, reader: Reader) -> Made:
        found = await self._published_report(request)
        which = next(name for name in REPORT_FILES if name == request.match_info["file"])
        file = None if found is None else await self._report_files.file_of(found, reader, which)
        if found is None or file is None or not file.content:
            return self._no_page(reader, "reports")
        if which == "progress.png":
            return Made(file.content, MEDIA[which])
        name = f"report-{found.report.area}-v{found.report.published_version}-{reader.language}"
        return Made(file.content, MEDIA[which], filename=f"{name}.{which.rpartition('.')[2]}")

    async def _published_report(self, request: web.Request) -> PublishedReport | None:
        area, cycle = request.match_info["area"], int(request.match_info["cycle"])
        return await self._store.read(lambda tx: tx.published_report(area, cycle))

    async def _public_dates(self, _: web.Request, reader: Reader) -> Made:
        """Everyone's dates; what is overdue or past changes with the register's stamp, or from one day to the next."""
        now = self._now()
        facts = await self._store.read(lambda tx: tx.public_facts(now - KEPT_PAST))
        names = names_in(reader.register, reader.language)
        return Made(public_calendar(facts, names, reader.language, self._addresses.url, now), CALENDAR)

    async def _own_dates(self, request: web.Request) -> web.StreamResponse:
        """The dates of the person whose secret address this is, in their language. An address that is nobody's says no
        more than any other that is not there, and whoever tries many has to wait."""
        wait = self._trying.take(address_of(request))
        if wait:
            return web.Response(status=429, headers={"Retry-After": str(wait), "Cache-Control": "no-store"})
        token, now = request.match_info["token"], self._now()

        def read(tx: Transaction) -> tuple[str, tuple[Fact, ...]] | None:
            owner = tx.feed_owner(token)
            if owner is None:
                return None
            return owner.language, tx.calendar_facts(owner.id, now, now - KEPT_PAST, cancelled=True)

        try:
            found, register = await self._store.read(read), await self._register()
        except StorageUnavailable as problem:
            _log.warning("A calendar has to wait: %s", problem)
            return web.Response(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
        if found is None:
            raise web.HTTPNotFound
        # Only guesses count: whoever follows many calendars from one address, such as an office, need not wait.
        self._trying.give_back(address_of(request))
        language, facts = found
        content = own_calendar(facts, names_in(register, language), language, self._addresses.url, now)
        return _private(request, content)

    async def _figure(self, request: web.Request, reader: Reader) -> Made:
        for figure in figures(reader):
            if figure.key == request.match_info["figure"]:
                return Made(figure_svg(figure, reader.language).encode(), "image/svg+xml")
        return self._no_page(reader, "figures")

    async def _feed(self, request: web.Request, reader: Reader) -> Made:
        return Made(feed_atom(reader, self._addresses), "application/atom+xml")

    async def _json(self, request: web.Request, reader: Reader) -> Made:
        return Made(register_json(reader.register, self._addresses), "application/json")

    async def _csv(self, request: web.Request, reader: Reader) -> Made:
        return Made(register_csv(reader, self._addresses), "text/csv", filename="partners.csv")

    async def _sitemap(self, request: web.Request, reader: Reader) -> Made:
        return Made(sitemap_xml(reader, self._addresses), "application/xml")

    async def _robots(self, request: web.Request, reader: Reader) -> Made:
        return Made(robots_txt(self._addresses), "text/plain")

    async def _short(self, request: web.Request) -> web.StreamResponse:
        """The address printed on a letter leads to the letter in the visitor's language."""
        raise _elsewhere(self._addresses.page(await self._language_of(request), _letter_path(request)))

    # -- how it is answered --------------------------------------------------------------------------------------------

    def _answering(self, make: Callable[[web.Request, Reader], Awaitable[Made]]) -> Handler:
        """Answer from what is kept, or with 304 where the visitor has it already; make it otherwise."""

        async def answer(request: web.Request) -> web.StreamResponse:
            language = request.match_info.get("language", LANGUAGES[0])
            if request.path != "/" and request.path.endswith("/"):
                query = f"?{request.query_string}" if request.query_string else ""
                raise web.HTTPMovedPermanently(request.path.rstrip("/") + query)
            try:
                register = await self._register()
                tag = _tag(register.stamp, language, request.path_qs)
                if _has(request, tag):
                    return _response(Made(b"", HTML, 304), language, tag)
                made = self._kept.get(tag) or await make(request, Reader(register, language))
            except StorageUnavailable as problem:
                _log.warning("The register's page %s has to wait: %s", request.path, problem)
                return _response(self._problem("trouble", 503, language), language)
            except Exception:
                _log.exception("The register's page %s failed.", request.path)
                return _response(self._problem("trouble", 500, language), language)
            if made.status != 200:
                return _response(made, language)
            self._keep(tag, made)
            return _response(made, language, tag)

        return answer

    async def _register(self) -> Register:
        """The register as it is now; all of it is read only when it may have changed."""
        now = self._now()
        known = self._read

        def work(tx: Transaction) -> Register:
            return known if tx.register_stamp(now) == known.stamp else tx.register_of_partners(now)

        self._read = await self._store.read(work)
        return self._read

    def _keep(self, tag: str, made: Made) -> None:
        if made.type in _KEPT_ELSEWHERE:
            return  # by `Pdfs` and `ReportFiles`, across changes of the register
        if tag not in self._kept:
            self._kept[tag] = made
            self._bytes_kept += len(made.body)
        self._kept.move_to_end(tag)
        while self._bytes_kept > MOST_BYTES_KEPT:
            _, dropped = self._kept.popitem(last=False)
            self._bytes_kept -= len(dropped.body)

    def _no_page(self, reader: Reader, path: str) -> Made:
        return self._problem("no_page", 404, reader.language, path)

    def _problem(self, problem: Problem, status: int, language: str, path: str = "", why: str = "") -> Made:
        html = problem_html(problem, Reader(NOBODY, language), self._addresses, path, why)
        return Made(html.encode(), HTML, status)


async def _icon(_: web.Request) -> web.StreamResponse:
    """Browsers ask for it by this name beside a file, such as a PDF, that names none."""
    raise web.HTTPMovedPermanently("/static/logo.svg", headers={"Cache-Control": "public, max-age=86400"})


def _letter_path(request: web.Request) -> str:
    return f"letters/{request.match_info['reference']}"


def _elsewhere(address: str) -> web.HTTPFound:
    """A way that differs from visitor to visitor."""
    return web.HTTPFound(address, headers={"Vary": "Accept-Language, Cookie", "Cache-Control": "no-store"})


def _response(made: Made, language: str, tag: str = "") -> web.Response:
    response = web.Response(body=made.body or None, status=made.status)
    response.headers["Content-Security-Policy"] = SECURITY_POLICY
    response.headers["Cache-Control"] = "no-store" if made.status >= 500 else FRESH
    if tag:
        response.etag = tag
    if made.status == 304:
        return response
    response.headers["Content-Language"] = language
    response.content_type = made.type
    if made.type in _IN_LETTERS:
        response.charset = "utf-8"
    if made.filename:
        kind = "inline" if made.type == PDF and not made.attached else "attachment"
        response.headers["Content-Disposition"] = f'{kind}; filename="{made.filename}"'
    if made.status == 503:
        response.headers["Retry-After"] = "60"
    return response


def _private(request: web.Request, content: bytes) -> web.Response:
    """A calendar for one person: no cache between may keep it, and a program that has it already is told so."""
    tag = hashlib.sha256(content).hexdigest()[:32]
    unchanged = _has(request, tag)
    response = web.Response(body=None if unchanged else content, status=304 if unchanged else 200)
    response.etag = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    if not unchanged:
        response.content_type, response.charset = CALENDAR, "utf-8"
        response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def _has(request: web.Request, tag: str) -> bool:
    """Whether the visitor has this already (RFC 9110, 13.1.2)."""
    return any(each.value in (tag, "*") for each in request.if_none_match or ())


def _tag(stamp: str, language: str, path: str) -> str:
    return hashlib.sha256("\n".join((MADE_WITH, stamp, language, path)).encode()).hexdigest()[:32]


def _made_with() -> str:
    """What the pages are made with, in short: templates, catalogues, and the program itself."""
    found = hashlib.sha256()
    for pattern in _MADE_WITH:
        for path in sorted(_ROOT.glob(pattern)):
            if path.is_file():
                found.update(path.read_bytes())
    return found.hexdigest()


MADE_WITH: Final = _made_with()
