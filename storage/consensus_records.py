"""What storage hands out about consensus: questions, observers who were proposed, and objections by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

OPEN = "open"
WITHDRAWN = "withdrawn"
"""Where a question and a proposal both may stand; `WITHDRAWN` was taken back by whoever convenes the meeting."""
AGREED, NOT_AGREED = "agreed", "not agreed"
"""How a question was settled: nobody had objected by its deadline, or somebody had."""
INVITED, WITHHELD, LAPSED = "invited", "withheld", "lapsed"
"""How a proposal was settled. `LAPSED`: the meeting was cancelled, or had begun, before the time to object was up."""
QUESTION: Final = "question"
PROPOSAL: Final = "proposal"


@dataclass(frozen=True, slots=True)
class About:
    """What somebody objects to: a question, or a proposal to invite an observer, by its number."""

    kind: Literal["question", "proposal"]
    id: int


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection by name; `person_id` is `None` and `name` empty where its person asked to be forgotten."""

    id: int
    about: About
    person_id: int | None
    name: str
    words: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question put to the body of a meeting (Framework G4.a(3), G4.b(3)), with the objections to it, the first first.

    `state` is `open`, `agreed`, `not agreed` or `withdrawn`; `put_by` who put it, with their name as it is now.
    """

    id: int
    meeting_id: int
    words: str
    language: str
    put_by: int | None
    put_by_name: str
    put_at: datetime
    deadline: datetime
    state: str
    settled_at: datetime | None
    objections: tuple[Objection, ...] = ()

    @property
    def about(self) -> About:
        """The question as something to object to."""
        return About(QUESTION, self.id)

    @property
    def ends_at(self) -> datetime:
        """Until when objections are taken; at that very moment they are not any more."""
        return self.deadline


@dataclass(frozen=True, slots=True)
class NewProposal:
    """An observer to be invited to a meeting: somebody known here (`person_id`), or a name. Partners may object until
    `object_until`; where that is `None` nobody is asked (Framework G4.a(4): the Advisory Group is open to them)."""

    meeting_id: int
    person_id: int | None
    name: str
    organisation: str
    object_until: datetime | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An observer who was proposed for a meeting, or invited to it, with the objections, the first first.

    `state` is `open`, `invited`, `withheld`, `withdrawn` or `lapsed`; `person_id` is set once they are known here.
    """

    id: int
    meeting_id: int
    person_id: int | None
    name: str
    organisation: str
    proposed_by: int | None
    proposed_by_name: str
    proposed_at: datetime
    object_until: datetime
    state: str
    settled_at: datetime | None
    objections: tuple[Objection, ...] = ()

    @property
    def about(self) -> About:
        """The proposal as something to object to."""
        return About(PROPOSAL, self.id)

    @property
    def ends_at(self) -> datetime:
        """Until when objections are taken; at that very moment they are not any more."""
        return self.object_until
