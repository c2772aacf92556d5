"""What becomes of a draft when its person leaves it, gives it up, or sends it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from flows.events import Abandoned, Effect, Left, Submitted
from flows.form import Flow
from flows.session import Session
from flows.wording import N_, say
from handlers import announcing, applicant_pages, pages, time_zones
from handlers.shared import SHARED
from handlers.snapshots import snapshot

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Standing


def carried_out(talk: Talk, flow: Flow, standing: Standing, session: Session, effect: Effect) -> Scene:
    """Do what a turn asks for beside keeping its answers, and say what to show."""
    match effect:
        case Left():
            return _left(talk, standing)
        case Abandoned():
            return _given_up(talk, standing)
        case Submitted():
            if (short := talk.short_form(standing)) is not None:
                return short.submitted(talk, standing, session)
            return _sent(talk, flow, standing, session)
    assert_never(effect)


def _left(talk: Talk, standing: Standing) -> Scene:
    if (shared := SHARED.get(standing.flow)) is not None:
        return shared.left(talk, standing)
    if (short := talk.short_form(standing)) is not None:
        return short.left(talk, standing)
    talk.tx.leave(talk.person.id)
    return talk.show(pages.left(standing.draft_id))


def _given_up(talk: Talk, standing: Standing) -> Scene:
    """A draft goes for good; of a letter that was sent only the changes go."""
    who, at = f"person:{talk.person.id}", talk.incoming.at
    if (shared := SHARED.get(standing.flow)) is not None:
        return shared.given_up(talk, standing)
    if (short := talk.short_form(standing)) is not None:
        return short.given_up(talk, standing)
    if standing.submitted_version and standing.reference is not None:
        talk.tx.restore_answers(standing.draft_id, at)
        talk.tx.record(who, "gave up changes", standing.reference, {"version": standing.submitted_version}, at)
        talk.standing = None
        stays = N_("Your changes are given up. The letter {reference} stays as you sent it.")
        return talk.again(say(stays, reference=standing.reference))
    talk.tx.cancel_draft(standing.draft_id)
    talk.tx.record(who, "abandoned", f"draft:{standing.draft_id}", {}, at)
    return talk.show(pages.abandoned())


def _sent(talk: Talk, flow: Flow, standing: Standing, session: Session) -> Scene:
    person, at = talk.person.id, talk.incoming.at
    public, private = snapshot(flow, session.answers, talk.language)
    submission = talk.tx.submit(standing.draft_id, person, public, at, private=private)
    announcing.letter_sent(talk.tx, submission, person, at)
    time_zones.learn(talk.tx, person, at)
    talk.tx.leave(person)
    return talk.show(applicant_pages.submitted(submission))
