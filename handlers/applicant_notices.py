"""What notices tell applicants and partners: each step that the secretariat takes on their letter (G2(c))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.roles import ROLES
from flows.wording import N_, Moment, Say, say
from handlers import applicant_pages
from handlers.applicant_views import Entry
from handlers.meeting_words import moment_in
from handlers.pages import MINE
from handlers.scene import Page
from handlers.sent import answers_of, newest, public_address
from handlers.telling import Telling, Tells
from handlers.time_zones import lives_in
from storage.meeting_records import PLANNED

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Letter, Notice, Partner, Remark
    from storage.transaction import Transaction


def _letter(tx: Transaction, notice: Notice) -> Letter | None:
    """The letter that a notice is about, as long as it is its reader's."""
    letter = tx.letter(str(notice.content["reference"]))
    return letter if letter is not None and letter.person_id == notice.person_id else None


def _last_remark(tx: Transaction, letter: Letter, state: str) -> Remark | None:
    said = tx.remarks(letter.reference) if letter.state == state else ()
    return said[-1] if said else None


def _entry(tx: Transaction, letter: Letter, surroundings: Surroundings) -> Entry:
    partner = tx.partner_of_letter(letter.reference)
    return Entry(letter, None, partner, public_address(partner, surroundings))


def completion_asked(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """What is asked for; of no use once the letter has been sent again, or is no longer asked about."""
    letter = _letter(tx, notice)
    remark = None if letter is None else _last_remark(tx, letter, "asked")
    if letter is None or remark is None:
        return None
    answers = answers_of(newest(tx, letter))
    page = applicant_pages.completion_asked(letter.reference, letter.version, remark.words, remark.asked, answers)
    return Telling(page=page)


def set_aside(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """That a letter was set aside, and why; of no use once it was taken up again."""
    letter = _letter(tx, notice)
    remark = None if letter is None else _last_remark(tx, letter, "set aside")
    if letter is None or remark is None:
        return None
    return Telling(page=applicant_pages.set_aside(letter, remark.reason, remark.words))


def taken_up_again(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """That a letter waits for the secretariat again."""
    letter = _letter(tx, notice)
    if letter is None or letter.state != "received":
        return None
    return Telling(page=applicant_pages.taken_up_again(letter))


def registered(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """The welcome of a partner, or word that a later version is registered."""
    letter = _letter(tx, notice)
    entry = None if letter is None else _entry(tx, letter, surroundings)
    if entry is None or entry.partner is None:
        return None
    if not notice.content["first"]:
        return Telling(page=applicant_pages.new_version_registered(entry))
    leads, meetings = _leads(tx, entry, notice, surroundings), _meetings(tx, entry.partner, notice)
    return Telling(page=applicant_pages.welcome_partner(entry, leads, meetings))


def _meetings(tx: Transaction, partner: Partner, notice: Notice) -> list[tuple[str, Moment]]:
    """The next meetings of a partner's areas that are planned, when they are where the partner lives."""
    zone = lives_in(tx, notice.person_id, notice.made_at)
    coming = tx.meetings_of(partner.areas, notice.made_at, coming=True) if partner.areas else ()
    return [(one.title, moment_in(one, zone)) for one in coming if one.state == PLANNED]


def _leads(tx: Transaction, entry: Entry, notice: Notice, surroundings: Surroundings) -> list[tuple[Say, list[str]]]:
    chosen = () if entry.partner is None else entry.partner.areas
    found = []
    for area in surroundings.areas:
        if area.key in chosen:
            held = tx.holders("lead", notice.made_at, area.key)
            found.append((area.name, [holder.name for holder in held if holder.name]))
    return found


def withdrawn(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """That the secretariat has withdrawn a letter from publication; of no use once it is published again."""
    letter = _letter(tx, notice)
    entry = None if letter is None else _entry(tx, letter, surroundings)
    if entry is None or entry.address:
        return None
    return Telling(page=applicant_pages.publication_changed(entry, again=False))


def published_again(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """That a letter is published again; of no use once it was withdrawn."""
    letter = _letter(tx, notice)
    entry = None if letter is None else _entry(tx, letter, surroundings)
    if entry is None or not entry.address:
        return None
    return Telling(page=applicant_pages.publication_changed(entry, again=True))


def role_ended(_: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """That somebody's role has ended."""
    role = say(ROLES[str(notice.content["kind"])].name)
    area = next((area.name for area in surroundings.areas if area.key == notice.content["area"]), None)
    told = [say(N_("Your role has ended: {role}."), role=role)]
    if area is not None:
        told.append(say(N_("Area: {area}"), area=area))
    told.append(say(N_("Your letters stay yours. Thank you for what you have done.")))
    return Telling(page=Page(tuple(told), ((MINE,),)))


TELLINGS: Mapping[str, Tells] = {
    "completion asked": completion_asked,
    "set aside": set_aside,
    "taken up again": taken_up_again,
    "registered": registered,
    "withdrawn": withdrawn,
    "published again": published_again,
    "role ended": role_ended,
}
