"""What is put into the outbox about consensus: questions, observers, objections, and what has come of them; each once.

An objection is told to whoever convenes the meeting a few minutes later, so that its reason goes with it, and so that
one that is taken back at once tells nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from handlers.announcing import SECRETARIAT
from storage.consensus_records import INVITED, OPEN, WITHDRAWN, Objection, Proposal, Question
from storage.desk_records import NewNotice

if TYPE_CHECKING:
    from handlers.consensus_access import Matter
    from storage.meeting_records import Meeting
    from storage.transaction import Transaction

QUESTION_PUT: Final = "question put"
QUESTION_SETTLED: Final = "question settled"
OBSERVER_PROPOSED: Final = "observer proposed"
OBSERVER_SETTLED: Final = "observer settled"
OBJECTED: Final = "objected"
_TIME_FOR_A_REASON: Final = timedelta(minutes=5)


def question_put(tx: Transaction, question: Question, meeting: Meeting, at: datetime) -> int:
    """Tell everyone who may object; not whoever has put it. How many they are comes back."""
    people = set(tx.body_members(meeting.area, at)) - {question.put_by}
    _tell_of(tx, QUESTION_PUT, question, sorted(people), "", at, question.deadline)
    return len(people)


def observer_proposed(tx: Transaction, proposal: Proposal, meeting: Meeting, at: datetime) -> int:
    """Tell the partners of the area, who may object; not whoever proposes. How many they are comes back."""
    people = set(tx.body_members(meeting.area, at)) - {proposal.proposed_by}
    _tell_of(tx, OBSERVER_PROPOSED, proposal, sorted(people), "", at, proposal.object_until)
    return len(people)


def still_open(tx: Transaction, meeting: Meeting, person_id: int, at: datetime) -> None:
    """Tell somebody who is newly invited of what they may still object to, where they belong to the body."""
    if person_id not in tx.body_members(meeting.area, at):
        return
    for question in tx.questions_of(meeting.id, OPEN):
        if question.deadline > at and question.put_by != person_id:
            _tell_of(tx, QUESTION_PUT, question, (person_id,), "", at, question.deadline)
    for proposal in tx.proposals_of(meeting.id):
        if proposal.state == OPEN and proposal.object_until > at and proposal.proposed_by != person_id:
            _tell_of(tx, OBSERVER_PROPOSED, proposal, (person_id,), "", at, proposal.object_until)


def time_cut(tx: Transaction, proposal: Proposal, meeting: Meeting, but: Collection[int], at: datetime) -> None:
    """Tell those who could object that they can for a shorter time than they were told; not whoever proposes, nor those
    (`but`) who are told of the proposal only now."""
    people = set(tx.body_members(meeting.area, at)) - {proposal.proposed_by, *but}
    ends_at = proposal.object_until
    _tell_of(tx, OBSERVER_PROPOSED, proposal, sorted(people), ends_at.isoformat(), at, ends_at)


def objected(tx: Transaction, objection: Objection, matter: Matter, meeting: Meeting, at: datetime) -> None:
    """Tell whoever convenes of an objection, with its reason where one was given in the meantime."""
    _of_objection(tx, objection, matter, meeting, "made", at + _TIME_FOR_A_REASON, at)


def explained(tx: Transaction, objection: Objection, matter: Matter, meeting: Meeting, at: datetime) -> None:
    """Tell whoever convenes of the reason, where the objection itself has been told already."""
    if at >= objection.at + _TIME_FOR_A_REASON:
        _of_objection(tx, objection, matter, meeting, at.isoformat(), at, at)


def question_settled(
    tx: Transaction, question: Question, meeting: Meeting, at: datetime, by: int | None = None
) -> None:
    """Tell the body, and whoever put the question, what has come of it; not who has withdrawn it (`by`)."""
    people = {*tx.body_members(meeting.area, at), *_known(question.put_by)} - {by}
    _tell_of(tx, QUESTION_SETTLED, question, sorted(people), question.state, at)


def observer_settled(
    tx: Transaction, proposal: Proposal, meeting: Meeting, at: datetime, by: int | None = None
) -> None:
    """Tell the partners and the leads what has come of a proposal; of an invitation only who convenes, since it goes
    out."""
    people = {*conveners(tx, meeting, proposal.proposed_by, at)}
    if proposal.state != INVITED:
        people |= set(tx.body_members(meeting.area, at))
    _tell_of(tx, OBSERVER_SETTLED, proposal, sorted(people - {by}), proposal.state, at)


def withdrawn_with(tx: Transaction, meeting: Meeting, at: datetime, by: int) -> None:
    """Tell of what was withdrawn when a meeting was cancelled just now, as if it had been taken back by itself."""
    for question in tx.questions_of(meeting.id, WITHDRAWN):
        if question.settled_at == meeting.changed_at:
            question_settled(tx, question, meeting, at, by)
    for proposal in tx.proposals_of(meeting.id):
        if proposal.state == WITHDRAWN and proposal.settled_at == meeting.changed_at:
            observer_settled(tx, proposal, meeting, at, by)


def conveners(tx: Transaction, meeting: Meeting, who: int | None, at: datetime) -> tuple[int, ...]:
    """Who is to know of what is going on with a meeting: whoever has put or proposed it as long as they are there, with
    the leads of its area; else the secretariat."""
    leads = [] if meeting.area is None else [one.person_id for one in tx.holders("lead", at, meeting.area)]
    officers = [one.person_id for one in tx.holders(SECRETARIAT, at)]
    people = {*leads, *(one for one in _known(who) if one in officers or one in leads)}
    return tuple(sorted(people or officers))


def _of_objection(
    tx: Transaction,
    objection: Objection,
    matter: Matter,
    meeting: Meeting,
    occurrence: str,
    not_before: datetime,
    at: datetime,
) -> None:
    who = matter.put_by if isinstance(matter, Question) else matter.proposed_by
    for person_id in conveners(tx, meeting, who, at):
        if person_id != objection.person_id:
            content = {"objection": objection.id}
            subject = f"objection:{objection.id}"
            new = NewNotice(OBJECTED, person_id, subject, occurrence, content, not_before, matter.ends_at)
            tx.enqueue(new, at)


def _tell_of(
    tx: Transaction,
    kind: str,
    matter: Matter,
    people: Iterable[int],
    occurrence: str,
    at: datetime,
    useful_until: datetime | None = None,
) -> None:
    subject = f"{matter.about.kind}:{matter.id}"
    content: Mapping[str, Any] = {matter.about.kind: matter.id}
    for person_id in people:
        tx.enqueue(NewNotice(kind, person_id, subject, occurrence, content, at, useful_until))


def _known(person_id: int | None) -> tuple[int, ...]:
    return () if person_id is None else (person_id,)
