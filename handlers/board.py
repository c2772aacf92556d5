"""The Advisory Group's board: its seats and make-up, and the seat of each member (Framework G3(a)-(e)).

The secretariat, the members and the leads may read it. Whom a member stands for is seen and changed by the secretariat
and by the member. It advises whoever invites, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows import board as rules
from flows.facts import Area
from flows.regions import is_developing, region_of
from flows.roles import ROLES
from flows.session import Answer, Answers, Change, Place, Plain, Session
from flows.term_forms import SEAT
from flows.wording import Say
from handlers import board_pages, term_pages
from handlers.board_pages import CATEGORIES, BoardShown, Sitting
from handlers.buttons import base36, number_in
from handlers.letter_acts import number_of
from handlers.permissions import NOT_YOURS
from handlers.scene import Scene
from handlers.short_form import ended
from storage.term_records import Seat, Seated

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.records import Standing

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def sitting(one: Seated) -> Sitting:
    """What a seat says of the make-up: what was told, else what follows from the partner that the member is, and from
    the country."""
    kept = one.seat
    country = kept.country or one.partner_country
    developing = is_developing(country)
    member = rules.Member(
        one.person_id,
        one.areas,
        kept.category or one.partner_category,
        region_of(country) or kept.region,
        kept.developing if developing is None else developing,
        kept.gender,
    )
    return Sitting(one, member)


def board(talk: Talk, page: str) -> Scene:
    """Show the board."""
    at = talk.incoming.at
    members = [sitting(one) for one in talk.tx.seated(at)]
    number = min(number_of(page), max(0, (len(members) - 1) // board_pages.PER_PAGE))
    shown = BoardShown(
        members,
        _advice(talk, members),
        number,
        len(vacant_areas(talk)),
        talk.is_officer(),
        next((one.seated.role_id for one in members if one.seated.person_id == talk.person.id), None),
        talk.surroundings.areas,
    )
    return talk.show(board_pages.board(shown))


def _advice(talk: Talk, members: list[Sitting]) -> tuple[rules.Advice, ...]:
    leads = talk.tx.holders("lead", talk.incoming.at)
    areas = [
        rules.AreaLed(area.name, tuple(lead.person_id for lead in leads if lead.area == area.key))
        for area in talk.surroundings.areas
    ]
    chairs = [_chairing(talk, one.seated, one.seated.chair) for one in members if one.seated.chair is not None]
    most = ROLES["chair"].most_terms or 0
    return rules.advice([one.member for one in members], areas, chairs, most, CATEGORIES)


def _chairing(talk: Talk, one: Seated, role_id: int) -> rules.Chairing:
    served = talk.tx.term(role_id)
    return rules.Chairing(term_pages.name_of(one.name), 1 if served is None else served.number)


def vacant_areas(talk: Talk) -> list[Area]:
    """The areas in force that nobody leads now (N¶16)."""
    led = {lead.area for lead in talk.tx.holders("lead", talk.incoming.at)}
    return [area for area in talk.surroundings.areas if area.key not in led]


def vacant(talk: Talk, _: str) -> Scene:
    """Show the areas that nobody leads."""
    return talk.show(term_pages.vacant(vacant_areas(talk)))


# -- one seat ---------------------------------------------------------------------------------------------------------


def _seat_named(talk: Talk, role_number: str) -> Sitting | None:
    """The member whose seat a button names, if the person may see it."""
    named = talk.tx.term(number_in(role_number))
    if named is None or not (named.person_id == talk.person.id or talk.is_officer()):
        return None
    found = (one for one in talk.tx.seated(talk.incoming.at) if one.person_id == named.person_id)
    return next((sitting(one) for one in found), None)


def seat(talk: Talk, role_number: str, *notes: Say) -> Scene:
    """Show one seat: `<role>`."""
    found = _seat_named(talk, role_number)
    if found is None:
        return talk.again(board_pages.NOT_A_MEMBER if talk.is_officer() else NOT_YOURS)
    page = board_pages.seat(found, talk.surroundings.areas, officer=talk.is_officer())
    return talk.show(page, *notes)


def edit(talk: Talk, role_number: str) -> Scene:
    """Begin to change a seat, with what is known of it filled in: `<role>`."""
    found = _seat_named(talk, role_number)
    if found is None:
        return talk.again(board_pages.NOT_A_MEMBER if talk.is_officer() else NOT_YOURS)
    number = base36(found.seated.role_id)
    for draft in talk.tx.drafts_of(talk.person.id):
        if draft.flow == SEAT.key and draft.subject == number:
            talk.standing = talk.tx.open_session(talk.person.id, draft.id)
            return talk.again()
    scene = talk.begin(SEAT, number)
    if talk.standing is None:
        return scene
    known = _known(found)
    if "category" not in known:
        return scene
    _, session = talk.loaded(talk.standing)
    changes = [Change(path, None, Answer(value)) for path, value in known.items()]
    return talk.apply(session.moved(place=Place("review")), changes)


def _known(found: Sitting) -> dict[str, Plain]:
    """What is known of a seat, as the form's answers."""
    kept, member = found.seated.seat, found.member
    country = kept.country or found.seated.partner_country
    known: dict[str, Plain] = {
        "category": member.category,
        "comes_as": board_pages.comes_as(found),
        "area": kept.area or (member.areas[0] if member.areas else ""),
        "country": country,
        "region": "" if region_of(country) else kept.region,
        "developing": "",
        "gender": kept.gender,
    }
    if is_developing(country) is None and kept.developing is not None:
        known["developing"] = "yes" if kept.developing else "no"
    if known["comes_as"] not in ("lead", "nominated", "transitional"):
        known["area"] = ""
    return {path: value for path, value in known.items() if value}


def may_go_on(talk: Talk, standing: Standing) -> bool:
    """Whether the person may still change the seat."""
    return _seat_named(talk, standing.subject) is not None


def about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The seat that the form is about."""
    return seat(talk, standing.subject, *notes)


def submitted(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Keep whom the member stands for."""
    if not may_go_on(talk, standing):
        return ended(talk, standing, NOT_YOURS)
    told = _told(session.answers)
    talk.tx.keep_seat(number_in(standing.subject), told, talk.person.id, talk.incoming.at)
    return ended(talk, standing, board_pages.KEPT)


def _told(answers: Answers) -> Seat:
    said = {path: str(answer.value) for path, answer in answers.items() if answer.value is not None}
    country = said.get("country", "")
    comes_as = said.get("comes_as", "")
    developing, known_by_country = said.get("developing"), is_developing(country)
    return Seat(
        comes_as=comes_as,
        area=said.get("area") if comes_as in ("lead", "nominated", "transitional") else None,
        category=said.get("category", ""),
        country=country,
        region=region_of(country) or said.get("region", ""),
        developing=known_by_country if developing is None or known_by_country is not None else developing == "yes",
        gender=said.get("gender", ""),
    )


COMMANDS: Mapping[str, Does] = {"board": lambda talk, _: board(talk, "")}
BUTTONS: Mapping[str, Does] = {"board": board, "seat": seat, "seatedit": edit, "vacant": vacant}
SHOWING = frozenset({"board", "seat", "vacant"})
"""Commands and acts that only show something."""
