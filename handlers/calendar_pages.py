"""What is shown of a person's own dates, and of the secret address at which other calendars can follow them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from flows.agenda import Entry, Names
from flows.wording import N_, Moment, WebAddress, as_is, say
from handlers.buttons import PageButton, Rows, base36
from handlers.date_words import button, paragraphs
from handlers.pages import turning
from handlers.scene import Page

PER_PAGE: Final = 8
"""Dates on a page, each with its button."""

OTHER_CALENDARS: Final = PageButton(say(N_("Follow these dates in another calendar")), "calfeed")
BACK: Final = PageButton(say(N_("My dates")), "calendar")
NOTHING: Final = say(
    N_("There is nothing to come for you at the moment. Meetings that you are invited to will stand here.")
)


def dates(found: Sequence[Entry], page: int, zone: str, names: Names, *, officer: bool) -> Page:
    """A page of somebody's dates: what is overdue first, then what comes."""
    page = min(page, max(0, (len(found) - 1) // PER_PAGE))
    first = page * PER_PAGE + 1
    shown = found[first - 1 : first - 1 + PER_PAGE]
    told = [say(N_("<b>Your dates in the Partnership</b>"))]
    if zone:
        told.append(say(N_("Times are those where you live ({zone})."), zone=zone))
    elif found:
        told.append(say(N_("Times are by each meeting's own clocks: I do not know where you live. See /reminders")))
    told += paragraphs(shown, first, zone) or (NOTHING,)
    more = (page + 1) * PER_PAGE < len(found)
    rows = (*entry_rows(shown, first, names, officer=officer), *turning("calendar", page, more=more))
    return Page(tuple(told), (*rows, (OTHER_CALENDARS,)))


def entry_rows(shown: Sequence[Entry], first: int, names: Names, *, officer: bool) -> Rows:
    """The buttons of the dates on a page, one below the other; several dates that lead to one place have one."""
    found: dict[tuple[str, str], PageButton] = {}
    for number, entry in enumerate(shown, first):
        one = button(number, entry, names, officer=officer)
        if one is not None:
            found.setdefault((one.act, one.arg), one)
    return tuple((one,) for one in found.values())


# -- the secret address -----------------------------------------------------------------------------------------------

WHAT_IT_IS: Final = (
    say(N_("<b>Your dates in another calendar</b>")),
    say(
        N_(
            "I can give you a secret address. When you put it into the calendar on your telephone or computer, your "
            "dates appear there, and whatever changes follows by itself within some hours."
        )
    ),
    say(
        N_(
            "Whoever knows the address can read your dates, with the places and links of your meetings, and nothing "
            "else. So keep it to yourself. You can renew it or take it back at any time."
        )
    ),
)


def seen(made_at: datetime | None) -> str:
    """The address as it was seen, for buttons that act only while it is so."""
    return "0" if made_at is None else base36(int(made_at.timestamp() * 1000))


def feed(made_at: datetime | None, zone: str, public_address: str) -> Page:
    """What a secret address is, and whether there is one; the one that is there is shown no more."""
    told = list(WHAT_IT_IS)
    named = seen(made_at)
    rows: Rows
    if made_at is None:
        told.append(say(N_("You have no such address at present.")))
        rows = ((PageButton(say(N_("Make the address")), "calmake", named),),)
    else:
        told.append(
            say(
                N_(
                    "Your address was made on {moment}. I keep it in a form that cannot be read, so I cannot show it "
                    "again. If you have lost it, renew it: the earlier one then leads nowhere."
                ),
                moment=Moment(made_at, zone or "UTC"),
            )
        )
        rows = (
            (PageButton(say(N_("Renew the address")), "calmake", named),),
            (PageButton(say(N_("Take the address back")), "calend", named),),
        )
    public = N_("The public dates of the Partnership, for everyone: {address}")
    told.append(say(public, address=WebAddress(public_address)))
    return Page(tuple(told), (*rows, (BACK,)))


def made(address: str) -> Page:
    """The new secret address, which is shown this once."""
    return Page(
        (
            say(N_("<b>Here is your secret address. I show it only now:</b>")),
            as_is(WebAddress(address)),
            say(
                N_(
                    "In your calendar, choose “add a calendar by its address” or “subscribe”, and paste it there. On "
                    "many telephones it is enough to open it."
                )
            ),
            say(N_("Please keep it to yourself. An address that you had before leads nowhere any more.")),
        ),
        ((PageButton(say(N_("About this address")), "calfeed"),), (BACK,)),
    )


GONE: Final = say(N_("The address leads nowhere any more. Calendars that followed it no longer get your dates."))
CHANGED: Final = say(N_("This has changed meanwhile. Here is how it stands."))
