"""A person's own dates in the chat, and the secret address at which other calendars follow them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.agenda import entries
from flows.wording import Say
from handlers import calendar_pages
from handlers.buttons import number_in
from handlers.date_words import names_of
from handlers.scene import Scene
from handlers.time_zones import lives_in

if TYPE_CHECKING:
    from handlers.talk import Talk

Does: TypeAlias = "Callable[[Talk, str], Scene]"

LONGEST_MEETING: Final = timedelta(days=7)
"""A meeting that has begun so long ago at the most may still be going on."""


def calendar(talk: Talk, page: str) -> Scene:
    """Show what is overdue and what comes."""
    at, areas = talk.incoming.at, talk.surroundings.areas
    names = names_of(areas)
    facts = talk.tx.calendar_facts(talk.person.id, at, at - LONGEST_MEETING)
    found = [one for one in entries(facts, names, at) if one.state != "done"]
    zone = lives_in(talk.tx, talk.person.id, at)
    shown = calendar_pages.dates(found, max(0, number_in(page)), zone, names, officer=talk.is_officer())
    return talk.show(shown)


def feed(talk: Talk, _: str = "", *notes: Say) -> Scene:
    """Say what the secret address is, and whether there is one."""
    made_at = talk.tx.feed_made_at(talk.person.id)
    zone = lives_in(talk.tx, talk.person.id, talk.incoming.at)
    return talk.show(calendar_pages.feed(made_at, zone, f"{talk.surroundings.public_url}/calendar.ics"), *notes)


def make(talk: Talk, seen: str) -> Scene:
    """Make the address, or a new one in its place."""
    if seen != calendar_pages.seen(talk.tx.feed_made_at(talk.person.id)):
        return feed(talk, "", calendar_pages.CHANGED)
    token = talk.tx.make_feed(talk.person.id, talk.incoming.at)
    return talk.show(calendar_pages.made(f"{talk.surroundings.public_url}/calendar/{token}.ics"))


def revoke(talk: Talk, seen: str) -> Scene:
    """Take the address back."""
    if seen != calendar_pages.seen(talk.tx.feed_made_at(talk.person.id)):
        return feed(talk, "", calendar_pages.CHANGED)
    talk.tx.revoke_feed(talk.person.id, talk.incoming.at)
    return feed(talk, "", calendar_pages.GONE)


COMMANDS: Mapping[str, Does] = {"calendar": lambda talk, _: calendar(talk, "")}
BUTTONS: Mapping[str, Does] = {
    "calendar": calendar,
    "calfeed": lambda talk, _: feed(talk),
    "calmake": make,
    "calend": revoke,
}
SHOWING = frozenset({"calendar", "calfeed"})
"""Commands and acts that only show something."""
