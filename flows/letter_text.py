"""The letter itself, composed from the answers: what the applicant reads before sending and what is published."""

from __future__ import annotations

from dataclasses import dataclass

from flows.facts import Facts
from flows.framework import CURRENT, Framework
from flows.layout import items
from flows.session import Answers, Plain, value_at
from flows.wording import N_, Country, Day, Param, Say, Several, Span, as_is, say


@dataclass(frozen=True, slots=True)
class Contribution:
    """One contribution as the letter tells it."""

    what: Say
    how: str
    areas: tuple[Say, ...]
    when: Span | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of intent as it is read, with private contacts left out.

    `addressee` are postal lines as the edition prints them; `body` are the sentences of support and commitment.
    """

    addressee: tuple[str, ...]
    name: str
    country: Country | None
    website: str | None
    subject: Say
    body: tuple[Say, ...]
    areas: tuple[Say, ...]
    contributions: tuple[Contribution, ...]
    signatory: str
    title: str | None


def _text(answers: Answers, path: str) -> str:
    value = value_at(answers, path)
    return value if isinstance(value, str) else ""


def _period(value: Plain) -> Span | None:
    if not isinstance(value, dict):
        return None
    start, end = value.get("from"), value.get("to")
    return Span(Day(str(start)) if start else None, Day(str(end)) if end else None)


def compose(answers: Answers, facts: Facts, edition: Framework = CURRENT) -> Letter:
    """The letter that the answers make; what is not answered yet stays empty."""
    individual = value_at(answers, "category") == "individual"
    # An area may have been renamed since the edition; one that is closed now keeps the name it had.
    names = {area.key: area.name for area in edition.areas} | {area.key: area.name for area in facts.areas}
    country = _text(answers, "country")

    def areas(path: str) -> tuple[Say, ...]:
        chosen = value_at(answers, path)
        return tuple(names[str(key)] for key in chosen if key in names) if isinstance(chosen, list) else ()

    body = []
    if value_at(answers, "support") is True:
        body.append(say(I_SUPPORT if individual else WE_SUPPORT))
    if value_at(answers, "goal") is True:
        body.append(say(I_COMMIT if individual else WE_COMMIT, goal=edition.goal))
    contributions = []
    for item in items(answers, "contributions"):
        inside = f"contributions.{item}."
        kind = _text(answers, inside + "kind")
        contributions.append(
            Contribution(
                what=KIND_NAMES.get(kind, say(N_("Contribution"))),
                how=_text(answers, inside + "how"),
                areas=areas(inside + "areas"),
                when=_period(value_at(answers, inside + "when")),
            )
        )
    return Letter(
        addressee=edition.address.lines,
        name=_text(answers, "name"),
        country=Country(country) if country else None,
        website=None if individual else _text(answers, "website") or None,
        subject=say(N_("Letter of intent to join the UNEP Global Mercury Partnership")),
        body=tuple(body),
        areas=areas("areas"),
        contributions=tuple(contributions),
        signatory=_text(answers, "signatory"),
        title=None if individual else _text(answers, "title") or None,
    )


WE_SUPPORT = N_("We support the UNEP Global Mercury Partnership.")
I_SUPPORT = N_("I support the UNEP Global Mercury Partnership.")
WE_COMMIT = N_("We commit ourselves to achieving its goal. {goal}")
I_COMMIT = N_("I commit myself to achieving its goal. {goal}")

KIND_NAMES = {
    "funds": say(N_("Money")),
    "inkind": say(N_("Staff time, premises or equipment")),
    "expertise": say(N_("Expertise and advice")),
    "project": say(N_("A project of our own")),
    "research": say(N_("Research and data")),
    "technology": say(N_("Mercury-free technology")),
    "training": say(N_("Training and capacity building")),
    "awareness": say(N_("Information and awareness raising")),
    "policy": say(N_("Policy and legislation")),
    "other": say(N_("Something else")),
}
"""What a partner may bring: resources or expertise (G2(b))."""


def goal_paragraphs(answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """The Partnership's goal with its citation, before commitment to it is asked."""
    return (say(N_("{goal} ({cite})"), goal=CURRENT.goal, cite=CURRENT.goal_cites),)


def publication_paragraphs(answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """The letter just as it would be published."""
    return (
        say(N_("Letters are published on the website of the Partnership's secretariat. Yours would read:")),
        *letter_paragraphs(compose(answers, facts)),
    )


def letter_paragraphs(letter: Letter) -> tuple[Say, ...]:
    """The letter as paragraphs for a chat."""
    sender: list[Param] = [letter.name]
    if letter.country is not None:
        sender.append(letter.country)
    if letter.website:
        sender.append(letter.website)
    said = [
        say(N_("<b>{subject}</b>"), subject=letter.subject),
        *(say(N_("From: {sender}"), sender=one) if number == 0 else as_is(one) for number, one in enumerate(sender)),
        say(N_("To: {addressee}"), addressee=", ".join(letter.addressee)),
        *letter.body,
    ]
    if letter.areas:
        said.append(say(N_("Areas: {areas}"), areas=Several(letter.areas, "apart")))
    for number, contribution in enumerate(letter.contributions, 1):
        said.append(say(N_("<b>Contribution {number}: {what}</b>"), number=number, what=contribution.what))
        said.append(as_is(contribution.how))
        if contribution.areas:
            said.append(say(N_("Areas served: {areas}"), areas=Several(contribution.areas, "apart")))
        if contribution.when is not None:
            said.append(say(N_("Period: {period}"), period=contribution.when))
    if letter.signatory:
        said.append(say(N_("Signed: {signatory}"), signatory=letter.signatory))
    if letter.title:
        said.append(as_is(letter.title))
    return tuple(said)
