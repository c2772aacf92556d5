"""A public register with partners in it, made as the program makes them, and served over real HTTP on loopback."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from aiohttp import ClientSession, DummyCookieJar

from bot.database import open_database
from flows.session import Answer as Answered
from flows.session import Place, Session
from flows.words import fold
from storage.desk_records import Partner, Registration
from storage.plan_records import NewPlanRemark
from storage.store import Store
from storage.transaction import Transaction
from tests.documents.letters import snapshot
from tests.web.house import OTHER_TOKEN, SECRET_KEY, TOKEN
from web.gateway import create_gateway
from web.site import run_site

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STANDING = Session("letter", edition=1, place=Place("question", "category")).standing()

SECRETS = {
    "person": "Zebedee Quillfeather",
    "position": "Keeper of the Hidden Ledger",
    "email": "zebedee.quillfeather@hidden.example.org",
    "phone": "+254209876543",
    "address": "77 Unlisted Lane\nNowhere 00999",
}
"""Private answers: none of this may be found in anything public."""


@dataclass(frozen=True)
class Applicant:
    """Who sends a letter; everything else is as `tests.documents.letters` has it."""

    name: str
    category: str = "government"
    country: str | None = "KE"
    areas: tuple[str, ...] = ("asgm",)
    language: str = "en"
    at: datetime = AT
    publish: bool = True
    answers: Mapping[str, Any] = field(default_factory=dict)


APPLICANTS = (
    Applicant("Ministry of Environment and Natural Resources", areas=("asgm", "products")),
    Applicant("وزارة البيئة", country="JO", areas=("waste",), language="ar", at=datetime(2025, 6, 5, tzinfo=UTC)),
    Applicant("生态环境部", country="CN", areas=("chloralkali",), language="zh", at=datetime(2024, 1, 9, tzinfo=UTC)),
    Applicant("Институт экологии", "academic", "RU", ("coal",), "ru", at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC)),
    Applicant("World Chlorine Council", "industry", "BE", ("chloralkali",)),
    Applicant("Union of Regions", "regional", None, ("waste",)),
    Applicant("=cmd|'/c calc'!A1 <b>Ltd.</b>", "industry", "FR", ("products",)),
)


@dataclass
class Answer:
    """What a visitor got."""

    status: int
    text: str
    body: bytes
    headers: Mapping[str, str]


@dataclass
class PublicHouse:
    """A served register; `partners` in the order of `APPLICANTS`."""

    store: Store
    base: str
    partners: tuple[Partner, ...]
    officer: int
    session: ClientSession

    async def get(self, path: str, **headers: str) -> Answer:
        """One page, without following where it leads."""
        async with self.session.get(urljoin(self.base, path), headers=headers, allow_redirects=False) as response:
            body = await response.read()
            text = body.decode() if response.content_type not in ("application/pdf", "image/png") else ""
            return Answer(response.status, text, body, response.headers)

    async def page(self, path: str, **headers: str) -> str:
        """A page that is there."""
        answer = await self.get(path, **headers)
        assert answer.status == 200, (path, answer.status, answer.text)
        return answer.text

    async def add(self, *applicants: Applicant) -> tuple[Partner, ...]:
        """More partners."""
        return await self.store.transact(
            lambda tx: tuple(_partner(tx, 1000 + number, one, self.officer) for number, one in enumerate(applicants))
        )

    async def withdraw(self, partner: Partner) -> None:
        """Take a letter off the register."""
        assert await self.store.transact(lambda tx: tx.withdraw(partner.id, self.officer, AT)) is not None


def publish_plan(tx: Transaction, answers: Mapping[str, Answered], by: int, area: str = "asgm") -> int:
    """Send a plan to the Advisory Group, take a remark and its answer, and publish it a month after the one before;
    return its number."""
    at = AT + timedelta(days=30 * len(tx.publications(area)))
    draft = tx.plan_draft("plan", area)
    number = draft.id if draft is not None else 0
    if not number:
        standing = {"revision": 0}
        number = tx.begin_draft(by, "plan", 1, standing, at, subject=area, owned=False).draft_id
    kept = {path: answer.to_plain() for path, answer in answers.items()}
    sent = tx.submit(number, by, {"answers": kept, "language": "en", "leads": ["Eve"]}, at)
    new = NewPlanRemark(number, sent.version, "advice", "summary", by, "en", "Please name the countries.")
    remark = tx.add_plan_remark(new, at)
    tx.settle_plan_remark(remark, by, at, "They are named now.", "en")
    return tx.publish_plan(area, number, sent.reference, sent.version, sent.version, by, at).number


@asynccontextmanager
async def a_register(
    folder: Path, applicants: Iterable[Applicant] = APPLICANTS, port: int = 0
) -> AsyncIterator[PublicHouse]:
    """A new database with these partners, and the public site on it."""
    store = await open_database(f"sqlite:///{folder / 'register.db'}", alone=True)

    def work(tx: Transaction) -> tuple[int, tuple[Partner, ...]]:
        officer = tx.meet("web", 1, "en", "Officer", AT).id
        return officer, tuple(_partner(tx, 10 + number, one, officer) for number, one in enumerate(applicants))

    officer, partners = await store.transact(work)
    gateway = create_gateway(
        store,
        tokens=[TOKEN, OTHER_TOKEN],
        secret_key=SECRET_KEY,
        public_url="https://mercury.example.org",
        bot_username="quicksilver_bot",
        bot_title="Quicksilver",
    )
    await gateway.start()
    site, port = await run_site(gateway.public_app(), "127.0.0.1", port)
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield PublicHouse(store, f"http://127.0.0.1:{port}", partners, officer, session)
    await gateway.stop()
    await site.cleanup()
    await store.close()


def _partner(tx: Transaction, chat: int, one: Applicant, officer: int) -> Partner:
    """Somebody writes a letter, sends it, and is registered."""
    person = tx.meet("web", chat, one.language, "Applicant", one.at)
    draft = tx.begin_draft(person.id, "letter", 1, STANDING, one.at)
    sent = tx.submit(draft.draft_id, person.id, letter_of(one), one.at, private=_private())
    registration = Registration(one.name, fold(one.name), one.country, one.category, one.areas, one.publish)
    letter = tx.letter(sent.reference)
    assert letter is not None
    registered = tx.register_letter(sent.reference, letter.revision, officer, registration, one.at)
    assert isinstance(registered, Partner)
    return registered


def letter_of(one: Applicant) -> dict[str, Any]:
    """What the applicant's letter says."""
    kept = snapshot(
        one.language,
        category=one.category,
        name=one.name,
        country=one.country,
        areas=list(one.areas),
        publish=one.publish,
        **one.answers,
    )
    if one.country is None:
        del kept["answers"]["country"]
    return kept


def _private() -> dict[str, Any]:
    return {"answers": {path: {"value": value} for path, value in SECRETS.items()}}


class Links(HTMLParser):
    """Every address that a page names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


def links(html: str, base: str) -> set[str]:
    """The whole addresses that a page leads to, without fragments."""
    return {urldefrag(urljoin(base, address)).url for address in Links(html).found}


def secrets_in(content: bytes) -> list[str]:
    """What of the private answers stands in some bytes, in whatever way it may be written."""
    text = content.decode("utf-8", "replace")
    bare = re.sub(r"[\s\u2066-\u2069]", "", text)
    wanted = [part for value in SECRETS.values() for part in value.split("\n")]
    wanted += ["209876543", "Quillfeather", "hidden.example.org"]
    return [part for part in wanted if part in text or part.replace(" ", "") in bare]
