"""The forms about meetings: planning one, changing one, cancelling one, and handing in its report.

A form's draft has a subject: `new.<body>`, or the meeting and the revision of it that was seen. Done or given up,
nothing of it is kept but what it was for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flows.facts import Facts
from flows.form import Flow
from flows.kinds.clock_time import is_past, skipped
from flows.meeting import ADVISORY, MEETING, MEETING_CANCEL, MEETING_ERRANDS, MEETING_REPORT, audiences_of
from flows.meeting_times import start_of, told_in
from flows.session import Answer, Answers, Change, Place, Plain, Session, text_at, value_at
from flows.wording import N_, Say, say, say_n
from handlers import consensus_announcing, meeting_announcing, meeting_pages, meeting_words, meetings
from handlers.buttons import number_in
from handlers.meeting_access import MeetingAccess, body_named, convened_by, convenes, meeting_named
from handlers.permissions import NOT_YOURS
from handlers.short_form import ShortForm, ended, erase, written
from handlers.time_zones import lives_in
from storage.desk_records import Overtaken
from storage.meeting_records import Meeting, MeetingPlan

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Standing

Does: TypeAlias = "Callable[[Talk, str], Scene]"

NEW = "new"
"""Stands in a subject where another has a meeting's number."""
REVIEW = Place("review")
BEGUN_ANEW = say(N_("The meeting was changed since you began this. Here it is as it stands now."))
HELD_ALREADY = say(N_("This meeting has begun already, so it cannot be changed any more."))
NOT_BEGUN = say(N_("This meeting has not begun yet."))


# -- beginning --------------------------------------------------------------------------------------------------------


def plan(talk: Talk, key: str) -> Scene:
    """Begin to plan a meeting of a body; who convenes for several chooses one."""
    if not key:
        bodies = convened_by(talk.tx, talk.person.id, talk.incoming.at, talk.surroundings.areas)
        if len(bodies) != 1:
            return meetings.meetings(talk, "")
        key = bodies[0].key
    body = body_named(key, talk.surroundings.areas)
    if body is None or not convenes(talk.tx, talk.person.id, body.area, talk.incoming.at):
        return talk.again(NOT_YOURS)
    return _begin(talk, MEETING, f"{NEW}.{body.key}")


def change(talk: Talk, which: str) -> Scene:
    """Open a meeting's form again, as the meeting stands: `<meeting>.<revision>`."""
    access = as_seen(talk, which)
    if not isinstance(access, MeetingAccess):
        return access
    if access.meeting.starts_at <= talk.incoming.at:
        return meetings.shown(talk, access, HELD_ALREADY)
    return _begin(talk, MEETING, access.seen, _prefilled(talk, access.meeting))


def cancel(talk: Talk, which: str) -> Scene:
    """Ask why a meeting is cancelled."""
    access = as_seen(talk, which)
    if not isinstance(access, MeetingAccess):
        return access
    if access.meeting.starts_at <= talk.incoming.at:
        return meetings.shown(talk, access, HELD_ALREADY)
    return _begin(talk, MEETING_CANCEL, access.seen)


def report(talk: Talk, which: str) -> Scene:
    """Ask for the report of a meeting that has begun."""
    access = as_seen(talk, which)
    if not isinstance(access, MeetingAccess):
        return access
    if access.meeting.starts_at > talk.incoming.at:
        return meetings.shown(talk, access, NOT_BEGUN)
    return _begin(talk, MEETING_REPORT, access.seen)


def as_seen(talk: Talk, which: str) -> MeetingAccess | Scene:
    """The meeting that a button names, if the person convenes it and it stands as they saw it: `<meeting>.<revision>`.

    Else what to show in place of doing anything.
    """
    number, _, revision = which.partition(".")
    access = meeting_named(talk, number)
    if access is None or not access.convenes:
        return talk.again(NOT_YOURS)
    if not access.meeting.is_planned or access.meeting.revision != number_in(revision):
        by = talk.tx.meeting_overtaken(access.meeting.id)
        return meetings.shown(talk, access, meeting_pages.overtaken(by))
    return access


def _begin(talk: Talk, flow: Flow, subject: str, answers: Mapping[str, Answer] | None = None) -> Scene:
    """Begin a form, or go on with it where it was left; one about how the meeting stood before is begun anew."""
    notes: tuple[Say, ...] = ()
    for draft in talk.tx.drafts_of(talk.person.id):
        if draft.flow != flow.key or _meeting_in(draft.subject) != _meeting_in(subject):
            continue
        if draft.subject == subject:
            talk.standing = talk.tx.open_session(talk.person.id, draft.id)
            return talk.again()
        if talk.standing is not None and talk.standing.draft_id == draft.id:
            talk.standing = None
        talk.tx.cancel_draft(draft.id)
        notes = (BEGUN_ANEW,)
    scene = talk.begin(flow, subject)
    if answers is None or talk.standing is None:
        return scene
    _, session = talk.loaded(talk.standing)
    changes = tuple(Change(path, None, answer) for path, answer in answers.items())
    return talk.apply(session.moved(place=REVIEW), changes, *notes)


def _meeting_in(subject: str) -> str:
    """The meeting that a subject names; of a new one the whole subject."""
    number, _, _ = subject.partition(".")
    return subject if number == NEW else number


def _body_key(talk: Talk, subject: str) -> str | None:
    number, _, rest = subject.partition(".")
    if number == NEW:
        return rest
    access = meeting_named(talk, number)
    return None if access is None else access.body.key


def _prefilled(talk: Talk, one: Meeting) -> Mapping[str, Answer]:
    """A meeting as answers to its form."""
    day, time = told_in(one.starts_at, one.zone)
    info = None if one.agenda_file is None else talk.tx.file_info(one.agenda_file)
    file: Plain = None
    if info is not None:
        file = {"file_id": str(info.id), "name": info.name, "media_type": info.mime, "size": info.size}
    values: dict[str, Plain] = {
        "title": one.title,
        "kind": one.kind,
        "day": day,
        "zone": one.zone,
        "time": time,
        "minutes": one.minutes,
        "form": one.form,
        "link": one.link or None,
        "agenda": one.agenda or None,
        "agenda_file": file,
        "invited": list(one.invited),
    }
    if one.place:
        values["place"] = one.place
    return {path: Answer(value) for path, value in values.items()}


# -- going on, and ending ---------------------------------------------------------------------------------------------


def may_go_on(talk: Talk, standing: Standing) -> bool:
    """Whether the person may still do what the form is for."""
    number, _, rest = standing.subject.partition(".")
    if number == NEW:
        body = body_named(rest, talk.surroundings.areas)
        return body is not None and convenes(talk.tx, talk.person.id, body.area, talk.incoming.at)
    access = meeting_named(talk, number)
    return access is not None and access.convenes


def about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The meeting that a form is about; for a new one, those of its body."""
    number, _, rest = standing.subject.partition(".")
    body = body_named(rest, talk.surroundings.areas) if number == NEW else None
    if body is not None and may_go_on(talk, standing):
        return meetings.of_body(talk, body, *notes)
    return meetings.again(talk, number_in(number), *notes) if number != NEW else talk.again(*notes)


def submitted(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Do what a form was for."""
    if not may_go_on(talk, standing):
        return ended(talk, standing, NOT_YOURS)
    if standing.flow == MEETING.key:
        return _planned(talk, standing, session)
    number, _, revision = standing.subject.partition(".")
    one = talk.tx.meeting(number_in(number))
    if standing.flow == MEETING_CANCEL.key and one is not None and one.starts_at <= talk.incoming.at:
        return ended(talk, standing, HELD_ALREADY, *written(session.answers))
    act = _cancelled if standing.flow == MEETING_CANCEL.key else _reported
    outcome, told = act(talk, number_in(number), number_in(revision), session.answers)
    if isinstance(outcome, Overtaken):
        return ended(talk, standing, meeting_pages.overtaken(outcome), *written(session.answers))
    return ended(talk, standing, told)


# -- planning and changing --------------------------------------------------------------------------------------------


def _planned(talk: Talk, standing: Standing, session: Session) -> Scene:
    number, _, rest = standing.subject.partition(".")
    answers, at = session.answers, talk.incoming.at
    if (problem := _not_then(talk, answers)) is not None:
        # The day or the zone was changed after the time was given: the time is asked for again.
        return talk.apply(session.moved(place=Place("question", "time"), back_to=REVIEW), (), problem)
    body = _body_key(talk, standing.subject)
    if body is None:
        return ended(talk, standing, meeting_pages.GONE)
    new = _plan(talk, body, answers)
    if number != NEW:
        return _changed(talk, standing, number_in(number), number_in(rest), new)
    area = None if body == ADVISORY else body
    planned, renewed = talk.tx.plan_meeting(area, new, talk.person.id, at)
    meeting_announcing.renewed(talk.tx, planned, renewed, at)
    erase(talk, standing)
    others = len([one for one in renewed.invited if one != talk.person.id])
    told = say_n(
        N_("The meeting is planned. {n} person is invited."), N_("The meeting is planned. {n} people are invited."),
        others,
    )  # fmt: skip
    return meetings.again(talk, planned.id, told)


def _changed(talk: Talk, standing: Standing, meeting_id: int, revision: int, new: MeetingPlan) -> Scene:
    """Change a meeting, and tell everyone who was invited what has changed, and once."""
    at, by = talk.incoming.at, talk.person.id
    before = talk.tx.meeting(meeting_id)
    if before is None:
        return ended(talk, standing, meeting_pages.GONE)
    if before.starts_at <= at:
        return ended(talk, standing, HELD_ALREADY)
    if (before.title, before.agenda) == (new.title, new.agenda):
        new = _with(new, language=before.language)
    if all(getattr(before, field.name) == getattr(new, field.name) for field in fields(MeetingPlan)):
        return ended(talk, standing, meeting_pages.NOTHING_CHANGED)
    invited = {one.person_id for one in talk.tx.attendees(meeting_id)}
    proposed = {one.id: one.object_until for one in talk.tx.proposals_of(meeting_id)}
    outcome = talk.tx.change_meeting(meeting_id, revision, new, by, at)
    if isinstance(outcome, Overtaken):
        return ended(talk, standing, meeting_pages.overtaken(outcome), *_in_vain(talk, before, new))
    made, renewed = outcome
    found = meeting_words.differences(made.before, made.after)
    still = sorted(invited - set(renewed.dropped))
    if found:
        meeting_announcing.changed(talk.tx, made.after, found, still, by, at)
    elif made.before.zone != made.after.zone:
        meeting_announcing.calendar(talk.tx, still, made.after, "request", at)
    meeting_announcing.renewed(talk.tx, made.after, renewed, at)
    for one in talk.tx.proposals_of(meeting_id):
        if one.object_until < proposed.get(one.id, one.object_until):
            consensus_announcing.time_cut(talk.tx, one, made.after, renewed.invited, at)
    told = say(N_("The meeting is changed. Those who are concerned are told."))
    return ended(talk, standing, told)


def _in_vain(talk: Talk, before: Meeting, new: MeetingPlan) -> tuple[Say, ...]:
    """What somebody wanted to change while somebody else did."""
    wanted = Meeting(**{**_values(before), **_values(new)})
    found = meeting_words.differences(before, wanted)
    zone = lives_in(talk.tx, talk.person.id, talk.incoming.at)
    heading = (say(N_("Your own changes were not made. You had wanted this:")),) if found else ()
    return (*heading, *meeting_words.changed(found, wanted, zone))


def _not_then(talk: Talk, answers: Answers) -> Say | None:
    """Why a meeting cannot begin at the time that was given; `None` where it can."""
    day, time, zone = (str(answers[key].value) for key in ("day", "time", "zone"))
    start = start_of(day, time, zone)
    if start.clocks == "skipped":
        return skipped(day, time)
    return is_past(start.at, zone) if start.at <= talk.incoming.at else None


def _plan(talk: Talk, body: str, answers: Answers) -> MeetingPlan:
    """What the answers say of a meeting; those to questions that are not asked any more do not count."""
    offered = [option.id for option in audiences_of(body)]
    chosen = answers["invited"].value
    form = text_at(answers, "form")
    return MeetingPlan(
        kind=text_at(answers, "kind"),
        title=text_at(answers, "title"),
        language=talk.language,
        starts_at=_starts_at(answers),
        minutes=int(str(answers["minutes"].value)),
        zone=text_at(answers, "zone"),
        form=form,
        place=text_at(answers, "place") if form != "teleconference" else "",
        link=text_at(answers, "link"),
        agenda=text_at(answers, "agenda"),
        agenda_file=_file_number(value_at(answers, "agenda_file")),
        invited=tuple(key for key in offered if isinstance(chosen, list) and key in chosen),
    )


def _starts_at(answers: Answers) -> datetime:
    return start_of(text_at(answers, "day"), text_at(answers, "time"), text_at(answers, "zone")).at


def _file_number(value: Plain) -> int | None:
    return int(str(value["file_id"])) if isinstance(value, dict) else None


def _values(record: Meeting | MeetingPlan) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _with(new: MeetingPlan, **values: Any) -> MeetingPlan:
    return MeetingPlan(**{**_values(new), **values})


# -- cancelling and reporting -----------------------------------------------------------------------------------------


def _cancelled(talk: Talk, meeting_id: int, revision: int, answers: Answers) -> tuple[Meeting | Overtaken, Say]:
    at, by = talk.incoming.at, talk.person.id
    outcome = talk.tx.cancel_meeting(meeting_id, revision, text_at(answers, "words"), by, at)
    if isinstance(outcome, Meeting):
        people = [one.person_id for one in talk.tx.attendees(meeting_id)]
        meeting_announcing.cancelled(talk.tx, outcome, people, by, talk.language, at)
        consensus_announcing.withdrawn_with(talk.tx, outcome, at, by)
    return outcome, say(N_("The meeting is cancelled. Everyone who was invited is told."))


def _reported(talk: Talk, meeting_id: int, revision: int, answers: Answers) -> tuple[Meeting | Overtaken, Say]:
    words, number = text_at(answers, "words"), _file_number(value_at(answers, "file"))
    outcome = talk.tx.keep_meeting_report(
        meeting_id, revision, words, talk.language, number, talk.person.id, talk.incoming.at
    )
    return outcome, say(N_("Thank you. The report is kept. When it is ready for everyone, press “Publish the report”."))


BUTTONS: Mapping[str, Does] = {"meetnew": plan, "meetchg": change, "meetcan": cancel, "meetrep": report}


def _knows(talk: Talk, standing: Standing, facts: Facts) -> Facts:
    """Who can be invited to the meeting that a form is about."""
    body = _body_key(talk, standing.subject)
    return facts if body is None else replace(facts, choices=audiences_of(body))


FORMS: Final = tuple(
    ShortForm(flow, may_go_on, submitted, about, knows=_knows if flow is MEETING else None)
    for flow in MEETING_ERRANDS.values()
)
