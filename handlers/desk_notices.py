"""What notices tell the secretariat: of letters that came in, of letters that were withdrawn, of roles taken up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.roles import ROLES
from flows.summary import summary
from flows.wording import N_, Say, as_is, say
from handlers import desk_pages
from handlers.buttons import PageButton
from handlers.officers import is_officer
from handlers.scene import Page
from handlers.sent import answers_of, facts_for
from handlers.telling import Telling, Tells

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.transaction import Transaction


def letter_received(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A letter that waits, with what can be done at once; of no use once somebody has acted on this version."""
    reference, version = str(notice.content["reference"]), int(notice.content["version"])
    letter, sent = tx.letter(reference), tx.submission(reference, version)
    if letter is None or sent is None or not is_officer(tx, notice.person_id):
        return None
    if letter.state != "received" or letter.version != version:
        return None
    answers = answers_of(sent)
    first = (
        say(N_("<b>A new letter of intent: {reference}</b>"), reference=reference)
        if version == 1
        else say(
            N_("<b>The letter {reference} has come again: version {version}</b>"), reference=reference, version=version
        )
    )
    case = desk_pages.Case(letter, answers, (), None, None, (), "", has_scan=False)
    rows = (*desk_pages.acts(case), (PageButton(say(N_("Open the letter")), "desk", reference),))
    return Telling(
        page=Page((first,), rows, summary(answers, facts_for(notice.language, surroundings, notice.made_at)))
    )


def letter_withdrawn(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """A partner has taken the letter off the public register."""
    reference = str(notice.content["reference"])
    partner = tx.partner_of_letter(reference)
    if partner is None or partner.withdrawn_at is None or not is_officer(tx, notice.person_id):
        return None
    told = say(
        N_("<b>{name} has withdrawn the letter {reference} from publication.</b>"),
        name=partner.name,
        reference=reference,
    )
    stays = say(N_("It stays registered. Its public page says that it was withdrawn."))
    return Telling(page=Page((told, stays), ((PageButton(as_is(reference), "desk", reference),),)))


def role_taken(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody has accepted an invitation; of no use once they asked to be forgotten."""
    content = notice.content
    person = tx.person(int(content["person_id"]))
    if person is None or not is_officer(tx, notice.person_id):
        return None
    kind = ROLES[str(content["kind"])]
    name = person.name or say(N_("Somebody whose name is not known"))
    paragraphs: list[Say] = [
        say(N_("<b>{name} has accepted the invitation: {role}</b>"), name=name, role=say(kind.name))
    ]
    area = next((area.name for area in surroundings.areas if area.key == content["area"]), None)
    if area is not None:
        paragraphs.append(say(N_("Area: {area}"), area=area))
    if content.get("beyond"):
        paragraphs.append(beyond_terms())
    return Telling(page=Page(tuple(paragraphs), ((PageButton(say(N_("Who has which role")), "people", "0"),),)))


def beyond_terms() -> Say:
    """Said of a chair's third term: it is recorded, not refused."""
    return say(N_("The guidelines foresee at most two terms for the chair (G3(d)). This one is recorded all the same."))


TELLINGS: Mapping[str, Tells] = {
    "letter received": letter_received,
    "letter withdrawn": letter_withdrawn,
    "role taken": role_taken,
}
