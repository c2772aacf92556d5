"""What is shown of questions put for consensus: those of a meeting, and each one's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from flows.wording import N_, Say, as_is, say
from handlers import consensus_words, meeting_words
from handlers.buttons import PageButton, base36
from handlers.consensus_access import MatterAccess, is_open
from handlers.desk_pages import SOMEBODY
from handlers.meeting_access import Body
from handlers.meeting_pages import MOST_TITLE, back
from handlers.pages import day
from handlers.scene import Page
from storage.consensus_records import Question
from storage.meeting_records import Meeting

QUESTIONS: Final = say(N_("Questions for consensus"))
MOST_LISTED: Final = 12


def questions(
    meeting: Meeting, body: Body, listed: Sequence[Question], zone: str, now: datetime, *, convenes: bool, invited: bool
) -> Page:
    """The questions of a meeting's body, the newest first, each with its button."""
    told = [*meeting_words.heading(meeting, body), say(N_("<b>Questions for consensus</b>"))]
    cites = "G4.a(3)" if meeting.area is None else "G4.b(3)"
    told.append(
        say(N_("What is put here is agreed when nobody objects until its deadline ({cites})."), cites=cites)
        if listed or convenes
        else say(N_("There is no question yet."))
    )
    newest = list(reversed(listed))[:MOST_LISTED]
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(as_is(_short(one.words)), "consq", base36(one.id)),) for one in newest
    ]
    if convenes and meeting.is_planned:
        rows.append((PageButton(say(N_("Put a question")), "meetask", base36(meeting.id)),))
    if convenes or invited:
        rows.append((back(meeting),))
    lines = tuple(consensus_words.in_a_line(one, zone, now) for one in newest)
    return Page(tuple(told), tuple(rows), lines)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= MOST_TITLE else f"{flat[: MOST_TITLE - 1].rstrip()}…"


def question(access: MatterAccess, asked: Question, now: datetime) -> Page:
    """A question: its words, where it stands, the objections by name, and what the person can do."""
    one = access.meeting
    told: list[Say] = [
        *meeting_words.heading(one, access.body),
        say(
            N_("<b>Question for consensus</b>, put by {name} on {day}"),
            name=asked.put_by_name or SOMEBODY,
            day=day(asked.put_at),
        ),
        *consensus_words.stands(asked, one, access.zone, now),
        *consensus_words.yours(access, now),
    ]
    rows = [*consensus_words.objecting(access, now)]
    if access.convenes and is_open(asked, now):
        rows.append((PageButton(say(N_("Withdraw the question")), "consoff", base36(asked.id)),))
    rows.append((PageButton(QUESTIONS, "meetqs", base36(one.id)),))
    if access.sees_meeting:
        rows.append((back(one),))
    lines = consensus_words.objections(asked.objections)
    if not lines and is_open(asked, now) and access.convenes:
        lines = (say(N_("Nobody has objected so far.")),)
    return Page(tuple(told), tuple(rows), lines, consensus_words.words_of(asked))


def withdraw(access: MatterAccess, asked: Question) -> Page:
    """Asked before a question is taken back."""
    told = (
        *meeting_words.heading(access.meeting, access.body),
        say(N_("<b>Withdraw this question?</b> Everyone who could object is told, and nothing follows from it.")),
    )
    rows = (
        (PageButton(say(N_("Yes, withdraw it")), "consout", base36(asked.id)),),
        (PageButton(say(N_("No, leave it")), "consq", base36(asked.id)),),
    )
    return Page(told, rows, quote=consensus_words.words_of(asked))
