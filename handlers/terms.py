"""Terms in the chat: one term, its renewal, and recording who was elected or designated, and at which meeting.

The secretariat records all of it; whoever leads an area records the leads of that area as well (G4.b(6)). What was seen
is named by every act: of two who record something of one body at once, one does, and the other is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.facts import Facts, Option
from flows.session import Answers, Session
from flows.term_forms import AFTERWARDS, AT_ONCE, DESIGNATION, NO_MEETING
from flows.wording import N_, Say, say
from handlers import term_notices, term_pages
from handlers.buttons import base36, number_in, parts_of
from handlers.desk_pages import SOMEBODY
from handlers.inviting import STANDS_FOR, links, make_invitation
from handlers.pages import day
from handlers.permissions import NOT_YOURS, OFFICERS
from handlers.scene import Scene
from handlers.short_form import ended, erase, written
from storage.term_records import Candidate, NewTerm, Term

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.records import Standing

Does: TypeAlias = "Callable[[Talk, str], Scene]"

CANDIDATES: Final[Mapping[str, tuple[str, ...]]] = {
    "lead": ("lead", "adviser", "chair", "secretariat"),
    "chair": ("adviser", "chair"),
    "adviser": ("lead", "chair", "partner"),
}
"""Who can be chosen for a role, by what they are: for a lead, after the partners of the area."""
HOW: Final[Mapping[str, str]] = {"lead": "designated", "chair": "elected", "adviser": "invited"}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a form is about: somebody's term in a role, the one it renews (0: none), and the role given last to this
    body when the form was begun."""

    kind: str
    area: str | None
    person_id: int
    renews: int
    seen: int

    def subject(self) -> str:
        """As a draft keeps it."""
        return ".".join((self.kind, self.area or "", base36(self.person_id), base36(self.renews), base36(self.seen)))


def matter_in(subject: str) -> Matter | None:
    """What a draft is about; `None` where it names nothing of that kind."""
    kind, area, person, renews, seen = parts_of(subject, 5)
    numbers = number_in(person), number_in(renews), number_in(seen)
    return None if kind not in HOW or min(numbers) < 0 else Matter(kind, area or None, *numbers)


def _is_body(talk: Talk, kind: str, area: str | None) -> bool:
    """Whether this is a role that can be recorded: of a lead, for an area that is there."""
    if kind == "lead":
        return any(each.key == area for each in talk.surroundings.areas)
    return kind in HOW and area is None


def may_record(talk: Talk, kind: str, area: str | None) -> bool:
    """Whether the person may record who holds a role, at this moment."""
    roles = talk.tx.roles(talk.person.id, talk.incoming.at)
    leads = any(role.kind == "lead" and role.area == area for role in roles)
    return any(role.kind in OFFICERS for role in roles) or (kind == "lead" and leads)


# -- one term ---------------------------------------------------------------------------------------------------------


def term(talk: Talk, role_number: str, *notes: Say) -> Scene:
    """Show one term, to the secretariat, its holder, and who leads the area: `<role>`."""
    found = talk.tx.term(number_in(role_number))
    if found is None:
        return talk.again(term_pages.NO_SUCH_TERM) if talk.is_officer() else talk.again(NOT_YOURS)
    records = may_record(talk, found.kind, found.area)
    if not records and found.person_id != talk.person.id:
        return talk.again(NOT_YOURS)
    at = talk.incoming.at
    page = term_pages.term(
        found,
        _following(talk, found),
        running=found.runs(at),
        begun=found.since <= at,
        rights=term_pages.Rights(records, talk.is_officer()),
        areas=talk.surroundings.areas,
    )
    return talk.show(page, *notes)


def _following(talk: Talk, found: Term) -> Term | None:
    """The person's next term in the same role, where one is recorded."""
    later = (one for one in talk.tx.terms_of(found.kind, found.area) if one.person_id == found.person_id)
    return next((one for one in later if one.number > found.number), None)


def renew(talk: Talk, role_number: str) -> Scene:
    """Begin to record the renewal of a term: `<role>`."""
    found = talk.tx.term(number_in(role_number))
    if found is None or not may_record(talk, found.kind, found.area):
        return talk.again(NOT_YOURS)
    if _following(talk, found) is not None or found.until is None:
        return term(talk, role_number, term_pages.RECORDED_ALREADY)
    matter = Matter(found.kind, found.area, found.person_id, found.role_id, _seen(talk, found.kind, found.area))
    return _begin(talk, matter, found.name)


# -- whom -------------------------------------------------------------------------------------------------------------


def elect(talk: Talk, which: str) -> Scene:
    """Ask whom to record for a role: `<kind>.<area>.<page>`."""
    kind, area, page = _named(which)
    if not _is_body(talk, kind, area) or not may_record(talk, kind, area):
        return talk.again(NOT_YOURS)
    people, now = candidates(talk, kind, area), _running(talk, kind, area)
    number = max(0, number_in(page))
    return talk.show(term_pages.elect(kind, area, people, now, number, talk.surroundings.areas))


def candidates(talk: Talk, kind: str, area: str | None) -> list[Candidate]:
    """Who can be recorded: for a lead the partners of the area first; nobody who holds the role already."""
    found: dict[int, Candidate] = {}
    if area is not None:
        for partner in talk.tx.partners_of_area(area):
            if partner.person_id is not None:
                names = talk.tx.names_of([partner.person_id])
                found.setdefault(
                    partner.person_id, Candidate(partner.person_id, names.get(partner.person_id, ""), partner.name)
                )
    for one in talk.tx.candidates(CANDIDATES[kind], talk.incoming.at):
        found.setdefault(one.person_id, one)
    at = talk.incoming.at
    taken = {one.person_id for one in talk.tx.terms_of(kind, area) if one.runs(at) or one.since > at}
    return [one for person, one in found.items() if person not in taken]


def electing(talk: Talk, which: str) -> Scene:
    """Begin to record somebody for a role: `<kind>.<area>.<person>`."""
    kind, area, person = _named(which)
    if not _is_body(talk, kind, area) or not may_record(talk, kind, area):
        return talk.again(NOT_YOURS)
    chosen = next((one for one in candidates(talk, kind, area) if one.person_id == number_in(person)), None)
    if chosen is None:
        return elect(talk, f"{kind}.{area or ''}.0")
    return _begin(talk, Matter(kind, area, chosen.person_id, 0, _seen(talk, kind, area)), chosen.name)


def link(talk: Talk, which: str) -> Scene:
    """Make an invitation for somebody who is not here yet: `<kind>.<area>`."""
    kind, area, _ = _named(which)
    if not _is_body(talk, kind, area) or not may_record(talk, kind, area):
        return talk.again(NOT_YOURS)
    at, surroundings = talk.incoming.at, talk.surroundings
    token = make_invitation(talk.tx, kind, area, at, by=talk.person.id)
    talk.tx.record(f"person:{talk.person.id}", "invited", f"role:{kind}", {"area": area}, at)
    urls = links(surroundings.public_url, token, surroundings.username)
    return talk.show(term_pages.link(kind, area, urls, STANDS_FOR.days, surroundings.areas))


def _named(which: str) -> tuple[str, str | None, str]:
    kind, area, rest = parts_of(which)
    return kind, area or None, rest


def _seen(talk: Talk, kind: str, area: str | None) -> int:
    return talk.tx.newest_role(kind, area)


def _running(talk: Talk, kind: str, area: str | None) -> list[Term]:
    return [one for one in talk.tx.terms_of(kind, area) if one.runs(talk.incoming.at)]


# -- the form ---------------------------------------------------------------------------------------------------------


def _begin(talk: Talk, matter: Matter, name: str) -> Scene:
    """Begin the form, or go on with it where it was left; one about how things stood before is begun anew."""
    about = say(
        N_("This is about {name}: {role}."),
        name=term_pages.name_of(name),
        role=term_pages.role_named(matter.kind, matter.area, talk.surroundings.areas),
    )
    notes: tuple[Say, ...] = (about,)
    for draft in talk.tx.drafts_of(talk.person.id):
        if draft.flow != DESIGNATION.key:
            continue
        if draft.subject == matter.subject():
            talk.standing = talk.tx.open_session(talk.person.id, draft.id)
            return talk.again(*notes)
        talk.tx.cancel_draft(draft.id)
    if matter.renews:
        renewed = talk.tx.term(matter.renews)
        if renewed is not None and renewed.until is not None and renewed.runs(talk.incoming.at):
            begins = say(N_("The new term begins when the present one ends, {day}."), day=day(renewed.until))
            notes = (about, begins)
    scene = talk.begin(DESIGNATION, matter.subject())
    return replace(scene, notes=(*notes, *scene.notes))


def knows(talk: Talk, standing: Standing, facts: Facts) -> Facts:
    """When the term may begin, and the meetings at which it may have been decided."""
    matter = matter_in(standing.subject)
    return facts if matter is None else replace(facts, choices=_choices(talk, matter))


def _choices(talk: Talk, matter: Matter) -> tuple[Option, ...]:
    found: list[Option] = []
    # Where somebody has recorded a term meanwhile there is nothing to ask: that is told when the form is sent off.
    asks = not matter.renews and _seen(talk, matter.kind, matter.area) == matter.seen
    before = _to_follow(talk, matter) if asks else None
    if before is not None and before.until is not None:
        name = term_pages.name_of(before.name)
        at_once = (
            N_("At once. The term of {name} ends then.")
            if matter.kind == "chair"
            else N_("At once, together with {name}")
        )
        found.append(Option(AT_ONCE, say(at_once, name=name)))
        after = say(N_("When the term of {name} ends, {day}"), name=name, day=day(before.until))
        found.append(Option(AFTERWARDS, after))
    for meeting in talk.tx.meetings_to_name(matter.area, talk.incoming.at):
        label = say(N_("{day}: {title}"), day=term_pages.day_there(meeting), title=meeting.title)
        found.append(Option(base36(meeting.id), label))
    return tuple(found)


def _to_follow(talk: Talk, matter: Matter) -> Term | None:
    """The term after which another person's may begin: of several that run, the one that ends last."""
    if matter.kind == "adviser":
        return None
    ending = [one for one in _running(talk, matter.kind, matter.area) if one.person_id != matter.person_id]
    if any(one.until is None for one in ending):
        return None
    return max(ending, key=lambda one: (one.until or one.since, one.role_id), default=None)


def may_go_on(talk: Talk, standing: Standing) -> bool:
    """Whether the person may still record what the form is for."""
    matter = matter_in(standing.subject)
    return matter is not None and may_record(talk, matter.kind, matter.area)


def about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The term that the form renews, or whom else to choose."""
    matter = matter_in(standing.subject)
    if matter is None or not may_record(talk, matter.kind, matter.area):
        return talk.again(*notes)
    if matter.renews:
        return term(talk, base36(matter.renews), *notes)
    scene = elect(talk, f"{matter.kind}.{matter.area or ''}.0")
    return replace(scene, notes=(*notes, *scene.notes))


def submitted(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Record the term, and tell whom it concerns."""
    matter, at = matter_in(standing.subject), talk.incoming.at
    in_vain = written(session.answers)
    if matter is None or not may_record(talk, matter.kind, matter.area):
        return ended(talk, standing, NOT_YOURS, *in_vain)
    talk.tx.watch_body(matter.area, at)
    if _seen(talk, matter.kind, matter.area) != matter.seen or talk.tx.person(matter.person_id) is None:
        return ended(talk, standing, term_pages.CHANGED_MEANWHILE, *in_vain)
    recorded = talk.tx.begin_term(_new_term(talk, matter, session.answers), at)
    if recorded is None:
        return ended(talk, standing, term_pages.RECORDED_ALREADY, *in_vain)
    term_notices.recorded(talk.tx, recorded, talk.person.id, at)
    erase(talk, standing)
    own = recorded.term.person_id == talk.person.id
    told = (
        say(N_("It is recorded.")) if own else say(N_("It is recorded, and {name} is told."), name=_name(recorded.term))
    )
    return term(talk, base36(recorded.term.role_id), told)


def _name(found: Term) -> str | Say:
    return found.name or SOMEBODY


def _new_term(talk: Talk, matter: Matter, answers: Answers) -> NewTerm:
    """What the answers say; a meeting that the body does not have any more is left out."""
    said = {path: answer.value for path, answer in answers.items()}
    chosen = str(said.get("meeting") or NO_MEETING)
    meeting = None if chosen == NO_MEETING else talk.tx.meeting_to_name(number_in(chosen), matter.area)
    before = _to_follow(talk, matter) if said.get("begins") == AFTERWARDS and not matter.renews else None
    renewed = talk.tx.term(matter.renews) if matter.renews else None
    in_office = renewed is not None and renewed.runs(talk.incoming.at)
    return NewTerm(
        person_id=matter.person_id,
        kind=matter.kind,
        area=matter.area,
        how="renewed" if in_office else HOW[matter.kind],
        meeting_id=None if meeting is None else meeting.id,
        words=str(said.get("words") or ""),
        by=talk.person.id,
        after=None if before is None else before.role_id,
    )


BUTTONS: Mapping[str, Does] = {
    "term": term,
    "renew": renew,
    "elect": elect,
    "electing": electing,
    "electlink": link,
}
SHOWING = frozenset({"term", "elect"})
"""Acts that only show something."""
