"""The secretariat's desk: what its members' commands and buttons do (Framework G2(c)).

The secretariat receives letters, asks for what they lack, registers and publishes; nothing here approves or refuses.
Every act names the letter's revision that the officer saw, so that of two who act at once one does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.errands import COMPLETION, SEARCH, SETTING_ASIDE
from flows.form import Flow
from flows.framework import edition
from flows.letter import LETTER
from flows.sent_letter import kept_back, published
from flows.wording import N_, say
from flows.words import fold
from handlers import announcing, desk_pages, desk_views, errands
from handlers.buttons import number_in
from handlers.letter_acts import number_of, version_named
from handlers.scene import Quote, Scene
from handlers.sent import answers_of, newest, public_address, registration
from storage.desk_records import Letter, Overtaken

if TYPE_CHECKING:
    from handlers.talk import Talk

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def inbox(talk: Talk, page: str) -> Scene:
    """What waits."""
    return desk_views.inbox_page(talk, number_of(page))


def view(talk: Talk, reference: str) -> Scene:
    """One letter."""
    return desk_views.letter_page(talk, reference)


def seen(talk: Talk, which: str) -> Letter | Scene:
    """The letter that a button names, if it stands as it did then; else how it stands now."""
    reference, _, revision = which.partition(".")
    letter = talk.tx.letter(reference)
    if letter is None:
        return desk_views.inbox_page(talk, 0, desk_pages.NO_SUCH_LETTER)
    if letter.revision != number_in(revision):
        return desk_views.letter_page(talk, reference, desk_pages.STANDS_OTHERWISE)
    return letter


def register(talk: Talk, which: str) -> Scene:
    """Ask whether to register a letter."""
    letter = seen(talk, which)
    if isinstance(letter, Scene):
        return letter
    case = desk_views.case(talk, letter)
    return talk.show(desk_pages.confirm_registration(case, registration(case.answers).public))


def registered(talk: Talk, which: str) -> Scene:
    """Register a letter: its applicant becomes a partner, or the partner's entry follows the new version."""
    reference, _, revision = which.partition(".")
    letter = talk.tx.letter(reference)
    if letter is None:
        return desk_views.inbox_page(talk, 0, desk_pages.NO_SUCH_LETTER)
    named = registration(answers_of(newest(talk.tx, letter)))
    at = talk.incoming.at
    outcome = talk.tx.register_letter(reference, number_in(revision), talk.person.id, named, at)
    if isinstance(outcome, Overtaken):
        return desk_views.letter_page(talk, reference, desk_pages.overtaken(outcome))
    told = {"version": outcome.version, "first": letter.registered_version == 0}
    announcing.to_applicant(talk.tx, letter, "registered", str(outcome.version), at, told)
    return desk_views.letter_page(talk, reference, say(N_("Registered. {name} is told."), name=outcome.name))


def ask(talk: Talk, which: str) -> Scene:
    """Begin to ask for completion."""
    return _errand(talk, COMPLETION, which)


def aside(talk: Talk, which: str) -> Scene:
    """Begin to set a letter aside."""
    return _errand(talk, SETTING_ASIDE, which)


def _errand(talk: Talk, flow: Flow, which: str) -> Scene:
    letter = seen(talk, which)
    return letter if isinstance(letter, Scene) else errands.begin(talk, flow, which)


def take_up(talk: Talk, which: str) -> Scene:
    """A letter that was set aside or asked about waits for the secretariat again."""
    reference, _, revision = which.partition(".")
    if talk.tx.letter(reference) is None:
        return desk_views.inbox_page(talk, 0, desk_pages.NO_SUCH_LETTER)
    at = talk.incoming.at
    outcome = talk.tx.take_up_again(reference, number_in(revision), talk.person.id, at)
    if isinstance(outcome, Overtaken):
        return desk_views.letter_page(talk, reference, desk_pages.overtaken(outcome))
    announcing.to_applicant(talk.tx, outcome, "taken up again", str(outcome.revision), at)
    return desk_views.letter_page(talk, reference, say(N_("The letter waits again. The applicant is told.")))


# -- publication -------------------------------------------------------------------------------------------------------


def unpublish(talk: Talk, reference: str) -> Scene:
    """Ask whether to take a letter off the public register."""
    return _about_publication(talk, reference, again=False)


def republish(talk: Talk, reference: str) -> Scene:
    """Ask whether to put a letter on the public register again."""
    return _about_publication(talk, reference, again=True)


def _about_publication(talk: Talk, reference: str, *, again: bool) -> Scene:
    partner = talk.tx.partner_of_letter(reference)
    is_published = bool(public_address(partner, talk.surroundings))
    if partner is None or is_published == again:
        return desk_views.letter_page(talk, reference, desk_pages.STANDS_OTHERWISE)
    return talk.show(desk_pages.confirm_publication(reference, again=again))


def unpublished(talk: Talk, reference: str) -> Scene:
    """Take a letter off the public register."""
    return _published(talk, reference, again=False)


def republished(talk: Talk, reference: str) -> Scene:
    """Put a letter on the public register again."""
    return _published(talk, reference, again=True)


def _published(talk: Talk, reference: str, *, again: bool) -> Scene:
    letter, partner, at = talk.tx.letter(reference), talk.tx.partner_of_letter(reference), talk.incoming.at
    if letter is None or partner is None:
        return desk_views.letter_page(talk, reference)
    change = talk.tx.publish_again if again else talk.tx.withdraw
    if change(partner.id, talk.person.id, at) is None:
        return desk_views.letter_page(talk, reference, desk_pages.STANDS_OTHERWISE)
    kind = "published again" if again else "withdrawn"
    announcing.to_applicant(talk.tx, letter, kind, at.isoformat(), at)
    done = N_("It is published again. The partner is told.") if again else N_("It is withdrawn. The partner is told.")
    return desk_views.letter_page(talk, reference, say(done))


# -- reading and finding -----------------------------------------------------------------------------------------------


def whole(talk: Talk, which: str) -> Scene:
    """All that a version of a letter says, in the language that it was sent in."""
    sent = version_named(talk, which)
    if sent is None:
        return desk_views.inbox_page(talk, 0, desk_pages.NO_SUCH_LETTER)
    answers, facts = answers_of(sent), talk.facts()
    paragraphs = published(answers, facts, edition(sent.snapshot["framework"]))
    quote = Quote(str(sent.snapshot["language"]), paragraphs)
    return talk.show(desk_pages.whole_letter(sent.reference, sent.version, quote, kept_back(LETTER, answers, facts)))


def find(talk: Talk, words: str) -> Scene:
    """Search partners and letters; without words, ask for them."""
    return desk_views.found(talk, words) if fold(words) else errands.begin(talk, SEARCH, "")


COMMANDS: Mapping[str, Does] = {"inbox": lambda talk, _: inbox(talk, ""), "find": find}

BUTTONS: Mapping[str, Does] = {
    "inbox": inbox,
    "desk": view,
    "find": lambda talk, _: find(talk, ""),
    "whole": whole,
    "register": register,
    "registered": registered,
    "ask": ask,
    "aside": aside,
    "takeup": take_up,
    "unpublish": unpublish,
    "unpublished": unpublished,
    "republish": republish,
    "republished": republished,
}

SHOWING = frozenset({"inbox", "desk", "whole"})
"""Acts that only show something."""
