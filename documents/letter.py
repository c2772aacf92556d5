"""The letter of intent as a document: every word of it in one language, ready to be set by whatever sets it.

It says the same as the letter that its applicant read before sending. What the applicant wrote stays as it was written,
and all else (headings, dates, countries, names of areas) is in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from documents.text import cleaned
from flows.facts import Area, Facts
from flows.form import Group
from flows.framework import CURRENT, Address, edition
from flows.layout import items, section_stops
from flows.letter import LETTER
from flows.letter_text import Contribution, Letter, compose
from flows.session import Answer, Answers, Plain, value_at
from flows.wording import N_, Day, Param, Say, Several, as_is, say
from locales import Voice, voice
from locales.languages import Direction


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it; the value may have several lines."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the three elements that a letter must have, under its heading (Framework G2(c))."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Contributed:
    """A contribution as a row of the table: `how` is in the applicant's own words, the others are empty or spoken.

    `because` says why a text stayed above its guidance (R¶32), in a copy that may show private answers.
    """

    number: str
    what: str
    how: str
    because: str
    areas: str
    period: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words of the page itself. `page` holds `{page}` and `{pages}` for whoever counts them."""

    letter: str
    version: str
    page: str
    online: str
    number: str
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """A letter of intent in one language.

    `written_in` is the language that the applicant wrote in. `addressee` are postal lines as the edition prints them,
    `reached` the other ways to that address. `details` say who applies, and how to reach them where private answers
    were handed in; `signed_copy` says then that there is one. `support` and `commitment` are the first two elements of
    Framework G2(c); `contribution` is the heading of the third, which `areas` and `contributions` specify.
    `public_address` is empty for a letter whose owner has not agreed to a public page. No text has a control character
    but the line's end.
    """

    language: str
    direction: Direction
    written_in: str
    reference: str
    version: int
    day: date
    subject: str
    applicant: str
    country: str
    addressee: tuple[str, ...]
    reached: tuple[str, ...]
    particulars: tuple[Row, ...]
    details: tuple[Rows, ...]
    support: Statement
    commitment: Statement
    contribution: str
    areas: Row | None
    contributions: tuple[Contributed, ...]
    signature: str
    signatory: str
    title: str
    authority: str
    signed_copy: str
    public_address: str
    furniture: Furniture


def letter_document(
    snapshot: Mapping[str, Any],
    *,
    language: str,
    reference: str,
    version: int,
    day: date,
    public_address: str = "",
    private: Mapping[str, Any] | None = None,
    areas: tuple[Area, ...] = CURRENT.open_areas(),
) -> LetterDocument:
    """The document of a submission's snapshot in one of the six languages.

    `day` is the day it was sent; `private` holds the answers that are not published, for a copy that may show them;
    `areas` are those that are open now, under the names they have now.
    """
    speaks = voice(language)
    kept = {**snapshot["answers"], **({} if private is None else private["answers"])}
    answers = {path: Answer.from_plain(cleaned(plain)) for path, plain in kept.items()}
    facts = Facts(datetime.combine(day, time(), UTC), speaks.language, speaks.plain, areas)
    framework = edition(snapshot["framework"])
    letter = compose(answers, facts, framework)
    individual = value_at(answers, "category") == "individual"
    signed_copy = speaks.plain(say(N_("A signed copy is kept with this letter.")))
    return LetterDocument(
        language=speaks.language,
        direction=speaks.direction,
        written_in=str(snapshot["language"]),
        reference=reference,
        version=version,
        day=day,
        subject=speaks.plain(letter.subject),
        applicant=letter.name,
        country="" if letter.country is None else speaks.param(letter.country),
        addressee=tuple(speaks.param(line) for line in letter.addressee),
        reached=_reached(framework.address, speaks),
        particulars=(
            Row(speaks.plain(say(N_("Reference"))), speaks.param(reference)),
            Row(speaks.plain(say(N_("Date"))), speaks.param(Day(day.isoformat()))),
        ),
        details=_details(answers, facts, speaks),
        support=Statement(speaks.plain(say(N_("Support for the Partnership"))), _said(letter, 0, speaks)),
        commitment=Statement(speaks.plain(say(N_("Commitment to achieving its goal"))), _said(letter, 1, speaks)),
        contribution=speaks.plain(say(N_("How I will contribute") if individual else N_("How we will contribute"))),
        areas=_areas(letter, speaks),
        contributions=_contributions(letter, answers, speaks, private is not None),
        signature=speaks.plain(say(N_("Signature"))),
        signatory=letter.signatory,
        title=letter.title or "",
        authority=_authority(answers, speaks),
        signed_copy=signed_copy if value_at(answers, "scan") else "",
        public_address=public_address if value_at(answers, "publish") is True else "",
        furniture=_furniture(version, speaks),
    )


def _furniture(version: int, speaks: Voice) -> Furniture:
    return Furniture(
        letter=speaks.plain(say(N_("Letter of intent"))),
        version=speaks.plain(say(N_("Version {version}"), version=version)),
        page=speaks.plain(say(N_("Page {page} of {pages}"), page="{page}", pages="{pages}")),
        online=speaks.plain(say(N_("This letter in the public register:"))),
        # Translators: The heading of a narrow column that numbers its rows.
        number=speaks.plain(say(N_("No."))),
        what=speaks.plain(say(N_("What"))),
        how=speaks.plain(say(N_("How"))),
    )


def _said(letter: Letter, number: int, speaks: Voice) -> str:
    """The sentence of support or of commitment; empty where the letter lacks it."""
    return speaks.plain(letter.body[number]) if number < len(letter.body) else ""


def _details(answers: Answers, facts: Facts, speaks: Voice) -> tuple[Rows, ...]:
    """Who applies and how to reach them, in the form's own order; a heading without an answer is left out."""
    found = []
    for section in LETTER.sections:
        if section.key not in ("applicant", "contact"):
            continue
        rows = []
        for stop in section_stops(section, answers):
            value, question = value_at(answers, stop.path), stop.question
            if value is None or isinstance(question, Group):
                continue
            rows.append(
                Row(speaks.plain(say(question.label or question.ask)), _spoken(question.show, value, facts, speaks))
            )
        if rows:
            heading = N_("Applicant") if section.key == "applicant" else N_("Contact")
            found.append(Rows(speaks.plain(say(heading)), tuple(rows)))
    return tuple(found)


def _spoken(show: Callable[[Plain, Facts], Param], value: Plain, facts: Facts, speaks: Voice) -> str:
    shown = show(value, facts)
    return speaks.plain(shown if isinstance(shown, Say) else as_is(shown))


def _areas(letter: Letter, speaks: Voice) -> Row | None:
    if not letter.areas:
        return None
    return Row(speaks.plain(say(N_("Areas"))), speaks.param(Several(letter.areas, "apart")))


def _reached(address: Address, speaks: Voice) -> tuple[str, ...]:
    """The other ways to the address that letters are sent to (Framework G2(c))."""
    return (
        speaks.plain(say(N_("Fax: {number}"), number=address.fax)),
        speaks.plain(say(N_("E-mail: {address}"), address=address.email)),
    )


def _contributions(letter: Letter, answers: Answers, speaks: Voice, with_reasons: bool) -> tuple[Contributed, ...]:
    """The rows of the table. The reasons for long texts are for the secretariat: no one agreed to publish them."""
    names = items(answers, "contributions")
    return tuple(
        _contributed(number, one, answers.get(f"contributions.{name}.how") if with_reasons else None, speaks)
        for number, (name, one) in enumerate(zip(names, letter.contributions, strict=True), 1)
    )


def _contributed(number: int, one: Contribution, how: Answer | None, speaks: Voice) -> Contributed:
    areas = say(N_("Areas served: {areas}"), areas=Several(one.areas, "apart"))
    because = how.because if how is not None and how.over else ""
    return Contributed(
        number=speaks.param(number),
        what=speaks.plain(one.what),
        how=one.how,
        because=speaks.plain(say(N_("Longer than the guidance, because: {reason}"), reason=because)) if because else "",
        areas=speaks.plain(areas) if one.areas else "",
        period="" if one.when is None else speaks.plain(say(N_("Period: {period}"), period=one.when)),
    )


def _authority(answers: Answers, speaks: Voice) -> str:
    if value_at(answers, "authority") is not True:
        return ""
    return speaks.plain(say(N_("Signed with authority to sign on behalf of the applicant.")))
