"""What was done with a letter, read from the audit: who, when, what, on which version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.errands import REASONS, asked_labels
from flows.session import Answers
from flows.wording import N_, Param, Say, Several, as_is, say
from handlers.buttons import PageButton
from handlers.desk_pages import SOMEBODY, turning
from handlers.pages import day
from handlers.scene import Page
from storage.records import AuditEntry

PER_PAGE = 12

STEPS = {
    "submitted": N_("version {version} sent"),
    "registered": N_("version {version} registered"),
    "asked for completion": N_("version {version} to be completed: {questions}"),
    "set aside": N_("version {version} set aside: {reason}"),
    "taken up again": N_("version {version} taken up again"),
    "withdrawn": N_("version {version} withdrawn from publication"),
    "published again": N_("version {version} published again"),
    "gave up changes": N_("changes to version {version} given up"),
}
"""What to say for each of the audit's words."""

THE_APPLICANT = say(N_("the applicant"))
YOU = say(N_("you"))
THE_SECRETARIAT = say(N_("the secretariat"))
THE_OPERATOR = say(N_("the operator"))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a history; the secretariat reads the names of people, others read only their own part by name."""

    person_id: int
    applicant_id: int | None
    names: Mapping[int, str]
    is_officer: bool

    def who(self, by: str) -> Param:
        """Somebody, as this reader is told of them."""
        person = person_in(by)
        if person is None:
            return THE_OPERATOR
        if person == self.person_id:
            return YOU
        if not self.is_officer:
            return THE_SECRETARIAT
        return self.names.get(person) or (THE_APPLICANT if person == self.applicant_id else SOMEBODY)


def person_in(who: str) -> int | None:
    """The person in an entry's `who`, such as `person:12`."""
    kind, _, number = who.partition(":")
    return int(number) if kind == "person" and number.isdecimal() else None


def people_in(entries: Iterable[AuditEntry]) -> list[int]:
    """Everyone who did something."""
    return [person for entry in entries if (person := person_in(entry.who)) is not None]


def page(
    reference: str, entries: Sequence[AuditEntry], number: int, reader: Reader, answers: Answers, back: PageButton
) -> Page:
    """A page of a letter's history, the newest first."""
    newest_first = list(reversed(entries))
    shown = newest_first[number * PER_PAGE : (number + 1) * PER_PAGE]
    turn = tuple(
        tuple(PageButton(button.label, "history", f"{reference}.{button.arg}") for button in row)
        for row in turning("history", number, len(entries), PER_PAGE)
    )
    heading = say(N_("<b>{reference}</b>: what was done, the newest first"), reference=reference)
    return Page((heading,), (*turn, (back,)), tuple(_line(entry, reader, answers) for entry in shown))


def _line(entry: AuditEntry, reader: Reader, answers: Answers) -> Say:
    words = STEPS.get(entry.what)
    details = entry.details
    what = as_is(entry.what)
    if words is not None:
        what = say(
            words,
            version=int(details.get("version", 0)),
            questions=Several(asked_labels(map(str, details.get("asked", ())), answers), "apart"),
            reason=say(REASONS.get(str(details.get("reason")), REASONS["other"])),
        )
    time = entry.at.strftime("%H:%M")
    line = N_("• {day}, {time} UTC: {what} ({name})")
    return say(line, day=day(entry.at), time=time, what=what, name=reader.who(entry.who))
