"""Reminders in the chat: one looked at, done with, put off or stopped; and everybody's own settings.

A press on a button of an old message is asked of the facts of now, and what it did can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.planning import plan
from flows.reminder_forms import REMINDER_DAYS, TIME_ZONE
from flows.reminders import RULES
from flows.wording import N_, Moment, Say, say
from handlers import reminder_pages, reminder_rules
from handlers.buttons import base36, number_in, parts_of
from handlers.people_pages import area_named
from handlers.reminder_notices import again_at, current, later, reading_of
from handlers.reminder_pages import NEXT_WEEK, OF_NO_USE, TOMORROW
from handlers.scene import Scene
from handlers.short_form import ShortForm, begin, ended, erase, erased
from handlers.time_zones import lives_in
from storage.progress import AGREED, PROGRESS, STOPPED

if TYPE_CHECKING:
    from flows.facts import Facts
    from flows.session import Session
    from handlers.reminder_words import Reading
    from handlers.talk import Talk
    from storage.records import Standing
    from storage.reminder_records import Reminder, Wish

Does: TypeAlias = "Callable[[Talk, str], Scene]"

FOR_LEADS: Final = ("meeting report", "report", "term", "gathering", "review")
"""Kinds that concern who leads an area, and the secretariat."""
FOR_ALL: Final = ("meeting", "unfinished")
"""Kinds that may concern everybody."""
NOTHING_CHANGED: Final = say(N_("Nothing was changed."))


# -- one reminder -----------------------------------------------------------------------------------------------------


def _reading(talk: Talk) -> Reading:
    found = reading_of(talk.tx, talk.person.id, talk.incoming.at, talk.surroundings)
    if found is None:
        raise LookupError("whoever presses a button is known")
    return found


def _theirs(talk: Talk, number: str) -> Reminder | None:
    """A reminder that a button names, if it is this person's."""
    reminder_id = number_in(number)
    found = talk.tx.reminder(reminder_id) if reminder_id >= 0 else None
    return found if found is not None and found.person_id == talk.person.id else None


def one(talk: Talk, number: str, *notes: Say) -> Scene:
    """One reminder, by the facts of now."""
    reading = _reading(talk)
    found = current(reading, (number_in(number),))
    if not found:
        return talk.show(reminder_pages.told(OF_NO_USE), *notes)
    reminder, words = found[0]
    page = reminder_pages.one(reminder.id, words, later(reading, reminder), knows_zone=bool(reading.lives_in))
    return talk.show(page, *notes)


def done(talk: Talk, number: str) -> Scene:
    """The person says that it is done: nothing more of this comes."""
    reminder = _theirs(talk, number)
    if reminder is None:
        return talk.show(reminder_pages.told(OF_NO_USE))
    talk.tx.set_reminder_wish(talk.person.id, reminder.kind, reminder.subject, "done", talk.incoming.at)
    words = (
        N_("Thank you. I ask again next time.")
        if RULES[reminder.kind].each
        else N_("Thank you. I do not remind you of this any more.")
    )
    return talk.show(reminder_pages.done(say(words), f"{base36(reminder.id)}.done"))


def put_off(talk: Talk, which: str) -> Scene:
    """The person wants it again: `<reminder>.<days>`."""
    number, days = parts_of(which, 2)
    reminder, reading = _theirs(talk, number), _reading(talk)
    if reminder is None or days not in (str(TOMORROW), str(NEXT_WEEK)) or not current(reading, (reminder.id,)):
        return talk.show(reminder_pages.told(OF_NO_USE))
    until = again_at(reading, int(days))
    if not talk.tx.put_off_reminders(talk.person.id, (reminder.id,), until, reading.at):
        return talk.show(reminder_pages.told(_comes_before(reading, reminder)))
    words = say(N_("I remind you again on {moment}."), moment=Moment(until, reading.zone))
    return talk.show(reminder_pages.done(words, f"{base36(reminder.id)}.later"))


def _comes_before(reading: Reading, reminder: Reminder) -> Say:
    """That the next reminder of the same thing comes anyway before the one that was asked for."""
    fact = reading.tx.reminder_fact(reminder.kind, reminder.subject, reading.at)
    coming = () if fact is None else plan(fact, reading.tx.rules_in_force(), reading.at).coming
    theirs = next((each for each in coming if each.person_id == reading.person_id), None)
    if theirs is None:
        return OF_NO_USE
    return say(N_("The next reminder comes before that: on {moment}."), moment=Moment(theirs.due_at, reading.zone))


def stop(talk: Talk, number: str) -> Scene:
    """The person wants no reminders of this kind any more."""
    reminder = _theirs(talk, number)
    if reminder is None:
        return talk.show(reminder_pages.told(OF_NO_USE))
    talk.tx.set_reminder_wish(talk.person.id, reminder.kind, "", "stopped", talk.incoming.at)
    words = say(
        N_("Reminders of this kind have stopped: {kind}. You can resume them at any time: /reminders"),
        kind=say(RULES[reminder.kind].name),
    )
    return talk.show(reminder_pages.done(words, f"{base36(reminder.id)}.stop"))


def undo(talk: Talk, which: str) -> Scene:
    """Take back what was pressed: `<reminder>.<what>`."""
    number, what = parts_of(which, 2)
    reminder = _theirs(talk, number)
    if reminder is None:
        return talk.show(reminder_pages.told(OF_NO_USE))
    person, at = talk.person.id, talk.incoming.at
    match what:
        case "done":
            talk.tx.clear_reminder_wish(person, reminder.kind, reminder.subject, at)
        case "later":
            talk.tx.keep_reminders_told(person, (reminder.id,), at)
        case "stop":
            talk.tx.clear_reminder_wish(person, reminder.kind, "", at)
        case _:
            return talk.again()
    return one(talk, number, say(N_("It is taken back.")))


# -- settings ---------------------------------------------------------------------------------------------------------


def settings(talk: Talk, *notes: Say) -> Scene:
    """What somebody is reminded of, and where they live."""
    at, person = talk.incoming.at, talk.person.id
    wishes = talk.tx.reminder_wishes(person)
    stopped = {wish.kind for wish in wishes if wish.wish == "stopped" and not wish.subject}
    page = reminder_pages.settings(
        lives_in(talk.tx, person, at),
        at,
        talk.tx.rules_in_force(),
        {kind: kind in stopped for kind in _kinds(talk)},
        {
            area: (area_named(area, talk.surroundings.areas) or area, talk.tx.progress_wish(person, area) == AGREED)
            for area in _areas(talk)
        },
        len(_over_with(wishes)),
        officer=talk.is_officer(),
    )
    return talk.show(replace(page, rows=(*page.rows, *talk.ways_on())), *notes)


def _over_with(wishes: Iterable[Wish]) -> list[Wish]:
    """What somebody said of single matters of which they want to hear no more; progress is asked for area by area."""
    single = (wish for wish in wishes if wish.subject and wish.wish in ("done", "stopped"))
    return [wish for wish in single if (wish.kind, wish.wish) != (PROGRESS, STOPPED)]


def _kinds(talk: Talk) -> tuple[str, ...]:
    """The kinds of reminder that may concern the person by the roles that they have, in the rules' order."""
    roles = {role.kind for role in talk.tx.roles(talk.person.id, talk.incoming.at)}
    theirs = set(FOR_ALL)
    if roles & {"secretariat", "lead"}:
        theirs.update(FOR_LEADS)
    if "chair" in roles:
        theirs.add("term")
    if any(wish.kind == PROGRESS for wish in talk.tx.reminder_wishes(talk.person.id)):
        theirs.add(PROGRESS)
    return tuple(kind for kind in RULES if kind in theirs)


def _areas(talk: Talk) -> tuple[str, ...]:
    """The open areas in which the person takes part as a partner."""
    open_areas = {area.key for area in talk.surroundings.areas}
    return tuple(area for area in talk.tx.areas_of_partner(talk.person.id) if area in open_areas)


def switch_off(talk: Talk, kind: str) -> Scene:
    """Stop a kind of reminder."""
    if kind not in RULES:
        return settings(talk)
    talk.tx.set_reminder_wish(talk.person.id, kind, "", "stopped", talk.incoming.at)
    return settings(talk, say(N_("Stopped: {kind}"), kind=say(RULES[kind].name)))


def switch_on(talk: Talk, kind: str) -> Scene:
    """Resume a kind of reminder."""
    if kind not in RULES:
        return settings(talk)
    talk.tx.clear_reminder_wish(talk.person.id, kind, "", talk.incoming.at)
    return settings(talk, say(N_("Resumed: {kind}"), kind=say(RULES[kind].name)))


def ask_for_progress(talk: Talk, which: str) -> Scene:
    """Whether to be asked once a quarter how the work goes: `<area>.<1 or 0>`."""
    area, _, wanted = which.rpartition(".")
    if area not in _areas(talk):
        return settings(talk)
    talk.tx.wish_progress(talk.person.id, area, AGREED if wanted == "1" else STOPPED, talk.incoming.at)
    if wanted == "1":
        return settings(talk, say(N_("Thank you. In three months I ask you how your work goes.")))
    return settings(talk, say(N_("You are not asked any more.")))


def remind_again(talk: Talk, _: str) -> Scene:
    """Take back of all single matters that they are done."""
    for wish in _over_with(talk.tx.reminder_wishes(talk.person.id)):
        talk.tx.clear_reminder_wish(talk.person.id, wish.kind, wish.subject, talk.incoming.at)
    return settings(talk, say(N_("I remind you of those again, as far as there is something to do.")))


# -- the small forms --------------------------------------------------------------------------------------------------


def ask_zone(talk: Talk, _: str) -> Scene:
    """Ask where the person lives."""
    return begin(talk, TIME_ZONE, "")


def ask_days(talk: Talk, kind: str) -> Scene:
    """Ask on which days a kind of reminder comes."""
    return begin(talk, REMINDER_DAYS, kind) if kind in RULES else settings(talk)


def _may_go_on(talk: Talk, standing: Standing) -> bool:
    return standing.flow == TIME_ZONE.key or talk.is_officer()


def _about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    if standing.flow == REMINDER_DAYS.key:
        return reminder_rules.rule(talk, standing.subject, *notes)
    return settings(talk, *notes)


def _knows(talk: Talk, standing: Standing, facts: Facts) -> Facts:
    """The kind of reminder; or the person's country, whose time zones are offered."""
    if standing.flow == REMINDER_DAYS.key:
        return replace(facts, rule=standing.subject)
    return replace(facts, country=talk.tx.country_of(talk.person.id))


def _zone_kept(talk: Talk, standing: Standing, session: Session) -> Scene:
    zone = str(session.answers["zone"].value)
    talk.tx.set_time_zone(talk.person.id, zone)
    return ended(talk, standing, reminder_pages.zone_set(zone, talk.incoming.at))


def _days_kept(talk: Talk, standing: Standing, session: Session) -> Scene:
    erase(talk, standing)
    return reminder_rules.keep(talk, standing.subject, session.answers["stages"].value)


FORMS: Final = tuple(
    ShortForm(flow, _may_go_on, submitted, _about, nothing=NOTHING_CHANGED, knows=_knows, barred=erased)
    for flow, submitted in ((TIME_ZONE, _zone_kept), (REMINDER_DAYS, _days_kept))
)
"""How the small forms about reminders are dealt with."""


COMMANDS: Mapping[str, Does] = {"reminders": lambda talk, _: settings(talk)}

BUTTONS: Mapping[str, Does] = {
    "rem": one,
    "remdone": done,
    "remlater": put_off,
    "remstop": stop,
    "remundo": undo,
    "reminders": lambda talk, _: settings(talk),
    "remzone": ask_zone,
    "remoff": switch_off,
    "remgo": switch_on,
    "remask": ask_for_progress,
    "remagain": remind_again,
    "remset": ask_days,
    **reminder_rules.BUTTONS,
}

SHOWING = frozenset({"rem", "reminders"}) | reminder_rules.SHOWING
"""Commands and acts that only show something."""
