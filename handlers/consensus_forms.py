"""The small forms about consensus: naming an observer, putting a question, and giving the reason for an objection.

A form's draft has a subject: the meeting, for somebody known here the meeting and the person, or for a reason what it
is about. Done or given up, nothing of it is kept but what it was for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from flows.consensus import (
    CONSENSUS_FORMS,
    DAYS_TO_OBJECT,
    OBJECTION,
    OBSERVER,
    OBSERVER_HERE,
    QUESTION,
    end_of,
    latest_end,
)
from flows.meeting_times import told_in
from flows.session import Place, Session, text_at
from flows.wording import N_, Moment, Say, Several, as_is, say, say_n
from handlers import consensus_announcing, consensus_words, objecting, observers, questions
from handlers.buttons import base36, number_in
from handlers.consensus_access import matter_named
from handlers.meeting_access import MeetingAccess, meeting_named
from handlers.permissions import NOT_YOURS
from handlers.short_form import ShortForm, ended, erase, you_had_written
from storage.consensus_records import NewProposal

if TYPE_CHECKING:
    from flows.facts import Facts
    from flows.session import Answers
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.meeting_records import Meeting
    from storage.records import Standing

MOST_NAMED = 10


def _last_day(talk: Talk, standing: Standing, facts: Facts) -> Facts:
    """The last day on which partners can object to an observer who is to come to a meeting of an area."""
    meeting = talk.tx.meeting(number_in(standing.subject.partition(".")[0]))
    if meeting is None or meeting.area is None:
        return facts
    # Where no time is left the form says so at its end: until then it stays as it is.
    ends_at = latest_end(meeting.starts_at, talk.incoming.at) or meeting.starts_at
    return replace(facts, day=told_in(ends_at, meeting.zone)[0])


def may_go_on(talk: Talk, standing: Standing) -> bool:
    """Whether the person may still do what the form is for."""
    if standing.flow == OBJECTION.key:
        access = matter_named(talk, standing.subject)
        return access is not None and access.objection is not None
    meeting = _meeting(talk, standing)
    return meeting is not None and meeting.convenes


def _meeting(talk: Talk, standing: Standing) -> MeetingAccess | None:
    return meeting_named(talk, standing.subject.partition(".")[0])


def about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The matter that a reason is given for; else the questions or the observers of the meeting."""
    number = standing.subject.partition(".")[0]
    match standing.flow:
        case OBJECTION.key:
            access = matter_named(talk, standing.subject)
            return talk.again(*notes) if access is None else objecting.shown(talk, access, *notes)
        case QUESTION.key:
            return questions.questions(talk, number, *notes)
    return observers.observers(talk, number, *notes)


def submitted(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Do what a form was for."""
    if standing.flow == OBJECTION.key:
        return _explained(talk, standing, session)
    access = _meeting(talk, standing)
    if access is None or not access.convenes:
        return ended(talk, standing, NOT_YOURS)
    if standing.flow == QUESTION.key:
        return _put(talk, standing, session, access)
    return _named(talk, standing, session, access)


def _explained(talk: Talk, standing: Standing, session: Session) -> Scene:
    access = matter_named(talk, standing.subject)
    words = text_at(session.answers, "words")
    if access is None:
        return ended(talk, standing, NOT_YOURS, you_had_written(words))
    return ended(talk, standing, *objecting.explained(talk, access, words))


# -- a question -------------------------------------------------------------------------------------------------------


def _put(talk: Talk, standing: Standing, session: Session, access: MeetingAccess) -> Scene:
    answers, at, one = session.answers, talk.incoming.at, access.meeting
    zone = text_at(answers, "zone")
    deadline = end_of(text_at(answers, "until"), zone)
    if deadline <= at:
        return _ask_again(talk, session, deadline, zone)
    if not one.is_planned:
        return ended(talk, standing, say(N_("This meeting was cancelled in the meantime.")))
    asked = talk.tx.put_question(one.id, text_at(answers, "words"), talk.language, deadline, talk.person.id, at)
    told = consensus_announcing.question_put(talk.tx, asked, one, at)
    erase(talk, standing)
    notes = (say(N_("The question is put.")), consensus_words.asked(told), *_not_reached(talk, one))
    return questions.question(talk, base36(asked.id), *notes)


def _ask_again(talk: Talk, session: Session, at: datetime, zone: str) -> Scene:
    """The day is over already by the clocks of the zone: it is asked for again."""
    told = say(N_("This is already past: {moment}. Please choose a later day."), moment=Moment(at, zone))
    back_to = None if session.flow == OBSERVER_HERE.key else Place("review")
    return talk.apply(session.moved(place=Place("question", "until"), back_to=back_to), (), told)


def _not_reached(talk: Talk, meeting: Meeting) -> tuple[Say, ...]:
    """Who would have to be told otherwise, since silence of somebody who knows nothing means nothing."""
    tx, at = talk.tx, talk.incoming.at
    if meeting.area is None:
        members = [*tx.holders("adviser", at), *tx.holders("chair", at)]
        names = [one.name for one in members if one.blocked and one.name]
    else:
        partners = tx.partners_of_area(meeting.area)
        names = [one.name for one in partners if one.person_id is None or not tx.is_reachable(one.person_id)]
    if not names:
        return ()
    shown = [as_is(name) for name in dict.fromkeys(names)][:MOST_NAMED]
    return (
        say_n(
            N_("{n} of those whom it concerns cannot be reached here, and needs to be told otherwise: {names}"),
            N_("{n} of those whom it concerns cannot be reached here, and need to be told otherwise: {names}"),
            len(set(names)),
            names=Several(tuple(shown), "apart"),
        ),
    )


# -- an observer ------------------------------------------------------------------------------------------------------


def _named(talk: Talk, standing: Standing, session: Session, access: MeetingAccess) -> Scene:
    answers, at, one = session.answers, talk.incoming.at, access.meeting
    if not observers.can_be_invited(talk, one):
        return ended(talk, standing, observers.TOO_LATE)
    name, organisation, person_id = text_at(answers, "name"), text_at(answers, "organisation"), None
    if standing.flow == OBSERVER_HERE.key:
        known = observers.known_here(talk, one, number_in(standing.subject.partition(".")[2]))
        if known is None:
            return ended(talk, standing, observers.INVITED_ALREADY)
        name, person_id = known.name, known.person_id
    if one.area is None:
        erase(talk, standing)
        return observers.invited_at_once(talk, one, name, organisation, person_id)
    latest = latest_end(one.starts_at, at)
    if latest is None:
        return ended(talk, standing, observers.NO_TIME_LEFT)
    until = min(_until(answers, one, at), latest)
    if until <= at:
        return _ask_again(talk, session, until, one.zone)
    new = talk.tx.propose_observer(NewProposal(one.id, person_id, name, organisation, until), talk.person.id, at)
    told = consensus_announcing.observer_proposed(talk.tx, new, one, at)
    erase(talk, standing)
    notes = (say(N_("The observer is proposed.")), consensus_words.asked(told), *_not_reached(talk, one))
    return observers.observer(talk, base36(new.id), *notes)


def _until(answers: Answers, meeting: Meeting, at: datetime) -> datetime:
    day = text_at(answers, "until")
    return end_of(day, meeting.zone) if day else at + timedelta(days=DAYS_TO_OBJECT["observer"][0])


FORMS: Final = tuple(
    ShortForm(flow, may_go_on, submitted, about, knows=_last_day if flow in (OBSERVER, OBSERVER_HERE) else None)
    for flow in CONSENSUS_FORMS.values()
)
