"""The list of partners in a plan (T10), filled from the register and from the plan's efforts; the lead corrects it.

Only what the public register shows is taken from the register, since a plan is published: the names of partners who
agreed to it, and no contacts. Where an effort has one partner, its contact is taken for that partner's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flows.layout import items, new_item
from flows.session import Answer, Answers, Change, Place, Plain
from flows.wording import N_, Say, say, say_n
from flows.words import fold
from handlers.buttons import PageButton, Rows, base36
from handlers.permissions import NOT_YOURS
from handlers.plan_access import draft_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.desk_records import Partner

Does: TypeAlias = "Callable[[Talk, str], Scene]"

SECTION = "partners"
GROUP = "partners"


@dataclass(frozen=True, slots=True)
class Found:
    """A partner that belongs into the list: the name as an answer keeps it, and the main contact where one is known."""

    value: Mapping[str, Plain]
    contact: str = ""

    @property
    def name(self) -> str:
        """The name, to be compared."""
        return fold(str(self.value.get("name", "")))


def fill_button(talk: Talk, draft_id: int, area: str, answers: Answers) -> Rows:
    """The way to a filled list; none where there is nothing to fill in."""
    changes = filled(talk, area, answers)
    if not changes:
        return ()
    label = say(N_("Fill in from the register and the efforts"))
    return ((PageButton(label, "planfill", base36(draft_id)),),)


def fill(talk: Talk, which: str) -> Scene:
    """Add to the list whoever belongs into it, and name the lead; what stands there stays."""
    found = draft_named(talk, which)
    if found is None or not found[1].may_write_in(SECTION):
        return talk.again(NOT_YOURS)
    if talk.standing is None or talk.standing.draft_id != found[0].id:
        return talk.again()
    _, session = talk.loaded(talk.standing)
    changes = filled(talk, found[1].area.key, session.answers)
    added = sum(change.path.endswith(".partner") for change in changes)
    there = session.moved(place=Place("section", SECTION), back_to=None, pending=None, tail=None)
    return talk.apply(there, changes, *_told(added, lead=any(change.path == "lead" for change in changes)))


def _told(added: int, *, lead: bool) -> Iterator[Say]:
    if added:
        yield say_n(
            N_("{n} partner has been added. Please correct the list, and add the main contact."),
            N_("{n} partners have been added. Please correct the list, and add the main contacts."),
            added,
        )
    if lead:
        yield say(N_("The lead has been named from the register."))
    if not added and not lead:
        yield say(N_("All partners of the register and of the efforts are in the list already."))


def filled(talk: Talk, area: str, answers: Answers) -> tuple[Change, ...]:
    """The answers that fill the list: none where everybody is in it."""
    listed = {Found(value).name for value in _listed(answers)}
    names: list[Plain] = list(items(answers, GROUP))
    number = int(new_item(answers, GROUP))
    changes: list[Change] = []
    for one in _belonging(talk, area, answers):
        if one.name in listed:
            continue
        listed.add(one.name)
        item = f"{GROUP}.{number}."
        changes.append(Change(f"{item}partner", None, Answer(dict(one.value))))
        if one.contact:
            changes.append(Change(f"{item}contact", None, Answer(one.contact)))
        names.append(str(number))
        number += 1
    if changes:
        changes.append(Change(GROUP, answers.get(GROUP), Answer({"items": names, "next": number})))
    lead = _lead(talk, area)
    standing = answers.get("lead")
    if lead is not None and (standing is None or standing.value is None):
        changes.append(Change("lead", standing, Answer(dict(_value(lead)))))
    return tuple(changes)


def _listed(answers: Answers) -> Iterator[Mapping[str, Plain]]:
    for item in items(answers, GROUP):
        answer = answers.get(f"{GROUP}.{item}.partner")
        if answer is not None and isinstance(answer.value, dict):
            yield answer.value


def _belonging(talk: Talk, area: str, answers: Answers) -> Iterator[Found]:
    """Who takes part in efforts, with contacts; then the partners of the area in the public register."""
    yield from _in_efforts(answers)
    for partner in talk.tx.partners_of_area(area):
        if _is_published(partner):
            yield Found(_value(partner))


def _in_efforts(answers: Answers) -> Iterator[Found]:
    for effort in items(answers, "efforts"):
        group = f"efforts.{effort}.partners"
        taking_part = [answers.get(f"{group}.{item}.partner") for item in items(answers, group)]
        contact = answers.get(f"efforts.{effort}.contact")
        alone = len(taking_part) == 1 and contact is not None and isinstance(contact.value, str)
        for answer in taking_part:
            if answer is not None and isinstance(answer.value, dict):
                yield Found(answer.value, str(contact.value) if alone and contact is not None else "")


def _lead(talk: Talk, area: str) -> Partner | None:
    """The partner in whose name the area is led, where the register knows of one and only one."""
    partners = [
        partner
        for holder in talk.tx.holders("lead", talk.incoming.at, area)
        for partner in talk.tx.partners_of(holder.person_id)
        if area in partner.areas and _is_published(partner)
    ]
    return partners[0] if len(partners) == 1 else None


def _is_published(partner: Partner) -> bool:
    return partner.public and partner.withdrawn_at is None


def _value(partner: Partner) -> Mapping[str, Plain]:
    return {"name": partner.name, "partner": partner.id}


BUTTONS: Mapping[str, Does] = {"planfill": fill}
