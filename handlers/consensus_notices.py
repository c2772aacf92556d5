"""What notices tell about consensus: a question, an observer, an objection, and what has come of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from flows.wording import N_, Moment, Say, say
from handlers import consensus_words, meeting_words
from handlers.buttons import PageButton, base36
from handlers.consensus_access import MatterAccess, access_of, is_open
from handlers.consensus_announcing import (
    OBJECTED,
    OBSERVER_PROPOSED,
    OBSERVER_SETTLED,
    QUESTION_PUT,
    QUESTION_SETTLED,
)
from handlers.desk_pages import SOMEBODY
from handlers.meeting_words import moment_in
from handlers.scene import Page
from handlers.telling import Telling, Tells
from storage import clock
from storage.consensus_records import INVITED, LAPSED, OPEN, About, Proposal, Question

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.transaction import Transaction


def _about(
    tx: Transaction, notice: Notice, surroundings: Surroundings, about: About, at: datetime
) -> MatterAccess | None:
    """What a notice is about, as its reader may see it now."""
    return access_of(tx, notice.person_id, about, at, surroundings.areas)


def question_put(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A question to which somebody may object; of no use once its time is up, or they do not belong to the body."""
    at = clock.now()
    access = _about(tx, notice, surroundings, About("question", int(notice.content["question"])), at)
    if access is None or not isinstance(access.matter, Question) or not _asks(access, at):
        return None
    asked, zone = access.matter, access.zone
    told = (
        say(N_("<b>{name} puts a question for consensus.</b>"), name=asked.put_by_name or SOMEBODY),
        *meeting_words.heading(access.meeting, access.body),
        *consensus_words.stands(asked, access.meeting, zone, at),
        consensus_words.how_to_object(asked, zone),
        say(N_("The question:")),
    )
    rows = ((consensus_words.object_button(access.named),), (consensus_words.open_button(asked),))
    return Telling(page=Page(told, rows, quote=consensus_words.words_of(asked)))


def observer_proposed(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """An observer to whom somebody may object; of no use once the time is up, or the meeting is cancelled."""
    at = clock.now()
    access = _about(tx, notice, surroundings, About("proposal", int(notice.content["proposal"])), at)
    if access is None or not isinstance(access.matter, Proposal) or not _asks(access, at):
        return None
    one, zone, meeting = access.matter, access.zone, access.meeting
    if not meeting.is_planned:
        return None
    told = (
        say(
            N_("<b>{name} proposes to invite an observer: {observer}</b>"),
            name=one.proposed_by_name or SOMEBODY,
            observer=consensus_words.observer(one),
        ),
        *meeting_words.heading(meeting, access.body),
        say(N_("The meeting begins on {moment}."), moment=moment_in(meeting, zone)),
        *consensus_words.stands(one, meeting, zone, at),
        consensus_words.how_to_object(one, zone),
    )
    rows = ((consensus_words.object_button(access.named),), (consensus_words.open_button(one),))
    return Telling(page=Page(told, rows))


def _asks(access: MatterAccess, at: datetime) -> bool:
    """Whether there is still something to ask of the reader."""
    return is_open(access.matter, at) and access.may_object and access.objection is None


def objected(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody objects; of no use once that is taken back, or the time is up: then all objections are told."""
    at = clock.now()
    objection = tx.objection(int(notice.content["objection"]))
    access = None if objection is None else _about(tx, notice, surroundings, objection.about, at)
    if objection is None or access is None or not access.convenes or not is_open(access.matter, at):
        return None
    matter = access.matter
    told: list[Say] = [
        say(N_("<b>{name} objects.</b>"), name=objection.name or SOMEBODY),
        *meeting_words.heading(access.meeting, access.body),
    ]
    if isinstance(matter, Proposal):
        told.append(say(N_("The observer: {observer}"), observer=consensus_words.observer(matter)))
    else:
        told.append(consensus_words.in_a_line(matter, access.zone, at))
    if objection.words:
        told.append(say(N_("The reason: “{words}”"), words=objection.words))
    told.append(
        say(
            N_("The objection can be taken back until {moment}, if you come to an understanding before that."),
            moment=Moment(matter.ends_at, access.zone),
        )
    )
    return Telling(page=Page(tuple(told), ((consensus_words.open_button(matter),),)))


def question_settled(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """What has come of a question."""
    at = clock.now()
    access = _about(tx, notice, surroundings, About("question", int(notice.content["question"])), at)
    if access is None or not isinstance(access.matter, Question) or access.matter.state == OPEN:
        return None
    asked = access.matter
    told = (
        say(N_("<b>What has come of a question for consensus</b>")),
        *meeting_words.heading(access.meeting, access.body),
        *consensus_words.stands(asked, access.meeting, access.zone, at),
        say(N_("The question:")),
    )
    lines = consensus_words.objections(asked.objections) if asked.state != "withdrawn" else ()
    rows = ((consensus_words.open_button(asked),),)
    return Telling(page=Page(told, rows, lines, consensus_words.words_of(asked)))


def observer_settled(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """What has come of an observer who was proposed; where they are not known here, their link is asked for."""
    at = clock.now()
    access = _about(tx, notice, surroundings, About("proposal", int(notice.content["proposal"])), at)
    if access is None or not isinstance(access.matter, Proposal) or access.matter.state == OPEN:
        return None
    one, meeting = access.matter, access.meeting
    if one.state in (INVITED, LAPSED) and not access.convenes:
        return None
    told = [
        say(N_("<b>Observer: {observer}</b>"), observer=consensus_words.observer(one)),
        *meeting_words.heading(meeting, access.body),
    ]
    rows: list[tuple[PageButton, ...]] = []
    if one.state == INVITED:
        told.append(say(N_("No partner of the area has objected, so the observer can come (G4.b(4)).")))
        if one.person_id is not None:
            told.append(say(N_("The invitation is on its way.")))
        elif meeting.is_planned and meeting.starts_at > at:
            told.append(consensus_words.NEEDS_A_LINK)
            rows.append((PageButton(say(N_("Make a link")), "obslink", base36(one.id)),))
    else:
        told += consensus_words.stands(one, meeting, access.zone, at)
    rows.append((consensus_words.open_button(one),))
    lines = consensus_words.objections(one.objections) if one.state != "withdrawn" else ()
    return Telling(page=Page(tuple(told), tuple(rows), lines))


TELLINGS: Mapping[str, Tells] = {
    QUESTION_PUT: question_put,
    QUESTION_SETTLED: question_settled,
    OBSERVER_PROPOSED: observer_proposed,
    OBSERVER_SETTLED: observer_settled,
    OBJECTED: objected,
}
"""How each kind of notice about consensus is told."""
