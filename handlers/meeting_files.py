"""A meeting for its reader's calendar: read in a transaction, made into a file outside of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID, uuid5

from flows.agenda import MeetingFact, Names
from flows.wording import N_, Say, say
from handlers.buttons import PageButton, base36
from handlers.meeting_access import body_of
from handlers.scene import Page
from handlers.sent import answers_of
from handlers.telling import EventOrder, Telling, Tells
from locales.voice import voice
from storage import clock
from storage.agenda import meeting_fact

if TYPE_CHECKING:
    from documents.files import DocumentFile
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.meeting_records import Meeting
    from storage.transaction import Transaction

CAPTIONS: Final[Mapping[str, str]] = {
    "request": N_("The meeting for your calendar: {title}. Open this file to put it in, or to update it there."),
    "cancel": N_("The meeting for your calendar: {title}. Open this file to take it out."),
}


@dataclass(frozen=True, slots=True)
class EventIngredients:
    """All that the file of a meeting is made from. `name` and `address` are its reader's."""

    order: EventOrder
    fact: MeetingFact
    names: Names
    name: str
    address: str
    url: str

    def made(self) -> DocumentFile | Page:
        """The file."""
        # Zones and calendars take a moment to load, so only who makes files loads them.
        from documents.dates import dated_meeting, organizer
        from documents.files import DocumentFile
        from documents.invitation import CALENDAR, Reader, event_file

        language, fact = self.order.language, self.fact
        event = dated_meeting(fact, self.names, language, self.url)
        if self.order.method == "cancel" and fact.is_planned:
            # The meeting takes place, without its reader.
            told = voice(language).plain(say(N_("You are not invited to this meeting any more.")))
            event = replace(event, cancelled=True, description=told, place="", url="")
        content = event_file(
            event,
            "CANCEL" if event.cancelled else "REQUEST",
            language=language,
            organizer=organizer(language),
            reader=Reader(self.name, self.address, fact.answer),
            at=self.order.at,
        )
        return DocumentFile(f"meeting-{fact.id}.ics", CALENDAR, content)

    def instead(self) -> Page:
        """What is said where it could not be made for a reason that is the program's own."""
        told = say(N_("The file for your calendar could not be made just now: {title}"), title=self.fact.title)
        return Page((told, say(N_("The meeting itself stands as you were told."))), self.order.rows)


def event(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """The file that puts a meeting into its reader's calendar, changes it there or takes it out.

    Of no use once a later one is on its way, or the meeting is over.
    """
    one = tx.meeting(int(notice.content["meeting"]))
    if one is None or one.ends_at <= clock.now():
        return None
    holds = one.is_planned and tx.attendee(one.id, notice.person_id) is not None
    method: Literal["request", "cancel"] = "cancel" if notice.content["method"] == "cancel" else "request"
    # Who was dropped and is invited again gets what holds now, and so does who was invited and dropped since.
    if holds != (method == "request"):
        return None
    if method == "request" and int(notice.content["sequence"]) != one.sequence:
        return None
    caption = say(CAPTIONS[method], title=one.title)
    return Telling(
        file=EventOrder(method, one.id, one.sequence, notice.made_at, notice.language, caption, ((_open(one),),))
    )


def _open(one: Meeting) -> PageButton:
    return PageButton(say(N_("Open the meeting")), "meet", base36(one.id))


def event_ingredients(
    tx: Transaction, order: EventOrder, person_id: int, surroundings: Surroundings
) -> EventIngredients | None:
    """What the file of a meeting is made from; `None` where there is no such meeting."""
    one, person = tx.meeting(order.meeting_id), tx.person(person_id)
    if one is None or person is None:
        return None
    attendee = tx.attendee(one.id, person_id)
    body = body_of(one, surroundings.areas)
    names: dict[str, Say] = {} if one.area is None else {one.area: body.name}
    answer = "" if attendee is None else attendee.answer
    # A calendar goes by the number that was ordered, whatever was announced of the meeting since.
    fact = replace(meeting_fact(one, invited=attendee is not None, answer=answer), sequence=order.sequence)
    address = _address(tx, person_id, one.uid)
    return EventIngredients(order, fact, names, person.name, address, surroundings.public_url)


def _address(tx: Transaction, person_id: int, uid: str) -> str:
    """Where calendars know the reader by: the e-mail address of their newest letter, which goes to them alone; else a
    name that says nothing of them, and is the same whenever this meeting is sent."""
    for sent in tx.submissions_of(person_id):
        email = answers_of(sent).get("email")
        if email is not None and email.value:
            return f"mailto:{email.value}"
    return uuid5(UUID(uid), str(person_id)).urn


TELLINGS: Mapping[str, Tells] = {"meeting calendar": event}
"""How each kind of notice with an event is told."""
