"""Who may do what with a question put for consensus, or with an observer who was proposed.

Framework G4.a(3), G4.b(3), G4.b(4): the members of the Advisory Group, or the partners of the area, may object, and
whoever joins them while there is time; observers may not. Who convenes the meeting puts and proposes. All of it is
asked of storage at every use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.facts import Area
from handlers.buttons import base36, number_in
from handlers.meeting_access import Body, body_of, convenes
from handlers.time_zones import lives_in
from storage.consensus_records import OPEN, PROPOSAL, QUESTION, About, Objection, Proposal, Question
from storage.meeting_records import Meeting

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.transaction import Transaction

Matter: TypeAlias = "Question | Proposal"
LETTERS: Final = {QUESTION: "q", PROPOSAL: "o"}
"""What stands before the number in buttons that are about either."""


@dataclass(frozen=True, slots=True)
class MatterAccess:
    """A question or a proposal, the meeting whose it is, and what somebody has to do with it: they `convene` the
    meeting, are a `member` of the body, are `invited`, and have made this `objection`, if any. `zone` is where they
    live, or else the meeting's own."""

    matter: Matter
    meeting: Meeting
    body: Body
    person_id: int
    convenes: bool
    member: bool
    invited: bool
    objection: Objection | None
    zone: str

    @property
    def may_object(self) -> bool:
        """Whether an objection of theirs is one of the body's; nobody objects to an observer of their own."""
        own = isinstance(self.matter, Proposal) and self.matter.proposed_by == self.person_id
        return self.member and not own

    @property
    def named(self) -> str:
        """The matter as buttons name it that are about either kind."""
        return f"{LETTERS[self.matter.about.kind]}.{base36(self.matter.id)}"

    @property
    def sees_meeting(self) -> bool:
        """Whether the meeting's page is open to them."""
        return self.convenes or self.invited


def is_open(matter: Matter, at: datetime) -> bool:
    """Whether objections are still taken."""
    return matter.state == OPEN and matter.ends_at > at


def matter_of(tx: Transaction, about: About) -> Matter | None:
    """A question or a proposal."""
    return tx.question(about.id) if about.kind == QUESTION else tx.proposal(about.id)


def access_of(
    tx: Transaction, person_id: int, about: About, at: datetime, areas: Sequence[Area]
) -> MatterAccess | None:
    """What somebody has to do with a question or a proposal; `None` where it is nothing, or there is none."""
    matter = matter_of(tx, about) if about.id >= 0 else None
    meeting = None if matter is None else tx.meeting(matter.meeting_id)
    if matter is None or meeting is None:
        return None
    may = convenes(tx, person_id, meeting.area, at)
    member = is_member(tx, person_id, meeting, at)
    invited = tx.attendee(meeting.id, person_id) is not None
    mine = next((one for one in matter.objections if one.person_id == person_id), None)
    # Who is to come as an observer reads nothing of what was said about them.
    concerned = may or member or mine is not None or (invited and isinstance(matter, Question))
    if not concerned:
        return None
    zone = lives_in(tx, person_id, at) or meeting.zone
    return MatterAccess(matter, meeting, body_of(meeting, areas), person_id, may, member, invited, mine, zone)


def access_to(talk: Talk, about: About) -> MatterAccess | None:
    """The same for the person who is talked with."""
    return access_of(talk.tx, talk.person.id, about, talk.incoming.at, talk.surroundings.areas)


def matter_named(talk: Talk, which: str) -> MatterAccess | None:
    """The question or the proposal that a button names: `q.<question>` or `o.<proposal>`."""
    letter, _, number = which.partition(".")
    return access_to(talk, About(PROPOSAL if letter == LETTERS[PROPOSAL] else QUESTION, number_in(number)))


def is_member(tx: Transaction, person_id: int, meeting: Meeting, at: datetime) -> bool:
    """Whether somebody belongs to the body that a meeting is one of."""
    return person_id in tx.body_members(meeting.area, at)


def name_of(tx: Transaction, person_id: int, area: str | None) -> str:
    """The name by which an objection stands: the person's, and of a partner of the area the partner's as well."""
    name = tx.called_by(person_id)
    partner = next((one.name for one in tx.partners_of(person_id) if area is not None and area in one.areas), "")
    return ", ".join(dict.fromkeys(part for part in (name, partner) if part))
