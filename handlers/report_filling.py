"""What fills a report in: the newest published plan of the area, else its draft, and what partners told in the period.

The lead corrects all of it. Notes come in the name of the partner, where everyone may read it: the report is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from flows.facts import Option
from flows.kinds.linked import item_options
from flows.plan import PLAN
from flows.report_prefill import Filled, Told, filled
from flows.session import NO_ANSWERS, Answers
from flows.wording import N_, Say, say, say_n
from handlers.sent import answers_of
from locales.voice import voice

if TYPE_CHECKING:
    from storage.report_records import Cycle, ProgressNote
    from storage.transaction import Transaction

EVER: Final = (datetime(2000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))
"""From when until when notes may be at all."""
SOMEBODY: Final = say(N_("A partner of the area"))


def plan_answers(tx: Transaction, area: str) -> Answers:
    """The answers of an area's plan: as it was published last, else as its draft stands; none where there is none."""
    published = next(iter(tx.publications(area)), None)
    if published is not None:
        sent = tx.submission(published.reference, published.version)
        if sent is not None:
            return answers_of(sent)
    draft = tx.plan_draft(PLAN.key, area)
    return NO_ANSWERS if draft is None else tx.answers(draft.id, draft.revision)


def efforts(tx: Transaction, area: str) -> tuple[Option, ...]:
    """The efforts of an area's plan to choose from; each is named as `efforts.3`."""
    offered = item_options(plan_answers(tx, area), "efforts", "effort")
    return tuple(Option(f"efforts.{option.id}", option.label, "T4") for option in offered)


def days_of(cycle: Cycle) -> tuple[datetime, datetime]:
    """From when until before when the period of a cycle is."""
    first, last = date.fromisoformat(cycle.period_from), date.fromisoformat(cycle.period_until)
    return datetime.combine(first, time(), UTC), datetime.combine(last + timedelta(days=1), time(), UTC)


def changes(tx: Transaction, area: str, cycle: Cycle, answers: Answers, language: str) -> Filled:
    """What is not yet in the report of an area; who is not to be named is called a partner in the lead's language."""
    notes = reversed(tx.progress_notes(area, *days_of(cycle)))
    nobody = voice(language).plain(SOMEBODY)
    return filled(answers, plan_answers(tx, area), [_told(note, nobody) for note in notes])


def _told(note: ProgressNote, nobody: str) -> Told:
    # A partner who did not agree to be published is not named in what is published; the lead may ask them.
    who = note.partner if note.partner_is_public else nobody
    return Told(note.id, who, note.at.date().isoformat(), note.words, note.effort)


def what_was_added(taken: Filled) -> tuple[Say, ...]:
    """What a filling has added, in a sentence each."""
    return tuple(_counted(taken))


def _counted(taken: Filled) -> Iterator[Say]:
    added = taken.added
    if n := added.get("efforts"):
        yield say_n(
            N_("{n} effort of the plan is in as an activity."), N_("{n} efforts of the plan are in as activities."), n
        )
    if n := added.get("milestones"):
        yield say_n(N_("{n} milestone is in."), N_("{n} milestones are in."), n)
    if n := added.get("objectives"):
        yield say_n(N_("{n} objective is in."), N_("{n} objectives are in."), n)
    if n := added.get("indicators"):
        yield say_n(N_("{n} indicator is in."), N_("{n} indicators are in."), n)
    if n := added.get("given"):
        yield say_n(N_("{n} contribution of the plan is in."), N_("{n} contributions of the plan are in."), n)
    if n := added.get("notes"):
        yield say_n(
            N_("{n} note of a partner is in, with who told it and when."),
            N_("{n} notes of partners are in, each with who told it and when."),
            n,
        )
