"""What is shown of reminders: one of them or several at once, what became of a press, and somebody's settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from flows.reminders import RULES, Rule
from flows.stage_words import stages_said
from flows.wording import N_, Moment, Param, Say, say, say_n
from handlers.buttons import PageButton, Rows, base36
from handlers.reminder_words import Said
from handlers.scene import Page

MOST_IN_FULL: Final = 3
"""So many reminders are told in full in one message; of more, each by its heading and its reason."""
TOMORROW, NEXT_WEEK = 1, 7
"""Days after which somebody may want to be reminded again."""

SETTINGS: Final = PageButton(say(N_("My reminders")), "reminders")
SET_ZONE: Final = PageButton(say(N_("Say where I live")), "remzone")
OF_NO_USE: Final = say(N_("This is over, done, or not yours any more. There is nothing left to remind you of."))


# -- reminders --------------------------------------------------------------------------------------------------------


def digest(found: Sequence[tuple[int, Said]], later: Mapping[int, tuple[int, ...]], *, knows_zone: bool) -> Page:
    """One message for all that is due to somebody: reminders by their numbers, in the order due.

    `later` says of each after how many days it can be asked for again. Times are told in UTC, and where one lives is
    asked, while that is not known.
    """
    if len(found) == 1:
        number, said = found[0]
        return one(number, said, later[number], knows_zone=knows_zone)
    paragraphs = [
        say_n(N_("There is {n} thing to remind you of."), N_("There are {n} things to remind you of."), len(found))
    ]
    rows: list[tuple[PageButton, ...]] = []
    for place, (number, said) in enumerate(found, 1):
        paragraphs.append(say(N_("{number}. {heading}"), number=place, heading=said.heading))
        if len(found) <= MOST_IN_FULL:
            paragraphs += said.told
        # Said once of all that follow one another for the same reason.
        if place == len(found) or found[place][1].why != said.why:
            paragraphs.append(said.why)
        rows.append((PageButton(say(N_("{number}. {what}"), number=place, what=said.about), "rem", base36(number)),))
    return Page(tuple(paragraphs), (*rows, *_zone_row(knows_zone), (SETTINGS,)))


def one(number: int, said: Said, later: tuple[int, ...], *, knows_zone: bool) -> Page:
    """One reminder with all that can be done about it."""
    named = base36(number)
    again = tuple(PageButton(say(LATER[days]), "remlater", f"{named}.{days}") for days in later)
    rows: Rows = (
        *said.rows,
        *_zone_row(knows_zone),
        (PageButton(said.done, "remdone", named),),
        *((again,) if again else ()),
        (PageButton(say(N_("Stop these reminders")), "remstop", named),),
    )
    return Page((said.heading, *said.told, said.why), rows)


LATER: Final = {TOMORROW: N_("Remind me tomorrow"), NEXT_WEEK: N_("Remind me next week")}


def _zone_row(knows_zone: bool) -> Rows:
    return () if knows_zone else ((PageButton(say(N_("Tell me times where I live")), "remzone"),),)


def done(said: Say, undo: str) -> Page:
    """What became of a press, and how to take it back; `undo` is `<reminder>.<what>`."""
    return Page((said,), ((PageButton(say(N_("Take it back")), "remundo", undo),), (SETTINGS,)))


def told(said: Say) -> Page:
    """What became of a press that needs no taking back."""
    return Page((said,), ((SETTINGS,),))


# -- settings ---------------------------------------------------------------------------------------------------------


def settings(
    lives_in: str,
    now: datetime,
    rules: Mapping[str, Rule],
    kinds: Mapping[str, bool],
    areas: Mapping[str, tuple[Param, bool]],
    done_with: int,
    *,
    officer: bool,
) -> Page:
    """Somebody's settings: where they live, the kinds that concern them (`True`: stopped) with the rules in force, the
    areas in which they take part with whether they agreed to be asked for progress, and how many single matters they
    are not reminded of."""
    paragraphs = [say(N_("<b>Your reminders</b>")), *_clock(lives_in, now)]
    paragraphs.append(
        say(N_("Nothing comes between 21:00 and 8:00 there, except what begins within the hour. Several at once come "
               "as one message."))
    )  # fmt: skip
    lines = [
        say(N_("{kind}: stopped"), kind=say(RULES[kind].name))
        if stopped
        else say(N_("{kind}: {when}"), kind=say(rules[kind].name), when=stages_said(rules[kind].stages))
        for kind, stopped in kinds.items()
    ]
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(say(N_("Change my time zone")), "remzone") if lives_in else SET_ZONE,)
    ]
    for kind, stopped in kinds.items():
        words = N_("Resume: {kind}") if stopped else N_("Stop: {kind}")
        rows.append((PageButton(say(words, kind=say(RULES[kind].name)), "remgo" if stopped else "remoff", kind),))
    for area, (name, agreed) in areas.items():
        told_so = N_("You are asked once a quarter how your work goes: {area}") if agreed else NOT_ASKED
        lines.append(say(told_so, area=name))
        words = N_("Do not ask me any more: {area}") if agreed else N_("Ask me once a quarter: {area}")
        rows.append((PageButton(say(words, area=name), "remask", f"{area}.{0 if agreed else 1}"),))
    if done_with:
        lines.append(
            say_n(
                N_("{n} matter of which you want to hear no more"),
                N_("{n} matters of which you want to hear no more"),
                done_with,
            )
        )
        rows.append((PageButton(say(N_("Remind me of those again")), "remagain"),))
    if officer:
        rows.append((PageButton(say(N_("The reminders of the Partnership")), "remrules"),))
    return Page(tuple(paragraphs), tuple(rows), tuple(lines))


NOT_ASKED: Final = N_("You are not asked how your work goes: {area}")


def _clock(lives_in: str, now: datetime) -> tuple[Say, ...]:
    if lives_in:
        return (say(N_("I tell you times where you live. It is now: {moment}"), moment=Moment(now, lives_in)),)
    return (
        say(
            N_("I do not know where you live, so I tell you times in UTC. It is now: {moment}"),
            moment=Moment(now, "UTC"),
        ),
    )


def zone_set(lives_in: str, now: datetime) -> Say:
    """That somebody's time zone is kept, so that they see whether it is right."""
    return say(N_("Kept. Where you live it is now: {moment}"), moment=Moment(now, lives_in))


def where_do_you_live() -> Page:
    """Asked once of somebody who is to be told of meetings and terms."""
    return Page(
        (
            say(N_("<b>Where do you live?</b>")),
            say(
                N_(
                    "I tell you of meetings and due dates in your own time, and write nothing at night. I do not know "
                    "yet where that is for you."
                )
            ),
        ),
        ((SET_ZONE,),),
    )
