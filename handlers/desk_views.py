"""What the desk shows: a page of what waits, a letter as it stands, what a search has found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.facts import NameBorne
from flows.prompting import borne
from flows.summary import summary
from flows.wording import Say
from flows.words import fold, glance
from handlers import desk_pages
from handlers.sent import answers_of, newest, public_address

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.desk_records import Letter

MOST_FOUND = 20
MOST_SAID = 60
"""Characters of a search that its results repeat."""


def inbox_page(talk: Talk, number: int, *notes: Say) -> Scene:
    """A page of what waits; the last one where there are fewer."""
    waiting, total = talk.tx.waiting_letters(number * desk_pages.PER_PAGE, desk_pages.PER_PAGE)
    if not waiting and number:
        return inbox_page(talk, max(0, (total - 1) // desk_pages.PER_PAGE), *notes)
    return talk.show(desk_pages.inbox(waiting, total, number, talk.tx.asked_letters_count()), *notes)


def letter_page(talk: Talk, reference: str, *notes: Say) -> Scene:
    """One letter as it stands, with something said before it."""
    letter = talk.tx.letter(reference)
    if letter is None:
        return inbox_page(talk, 0, *notes, desk_pages.NO_SUCH_LETTER)
    return talk.show(desk_pages.letter_page(case(talk, letter), talk.ways_on()), *notes)


def case(talk: Talk, letter: Letter) -> desk_pages.Case:
    """All that there is to know about a letter before acting on it."""
    answers = answers_of(newest(talk.tx, letter))
    partner = talk.tx.partner_of_letter(letter.reference)
    same = talk.tx.same_names(fold(letter.title), letter.draft_id)
    scan = answers.get("scan")
    said = talk.tx.remarks(letter.reference)
    return desk_pages.Case(
        letter=letter,
        answers=answers,
        summary=summary(answers, talk.facts()),
        remark=said[-1] if said else None,
        partner=partner,
        borne=borne(tuple(NameBorne(name.name, name.what, name.reference) for name in same)),
        address=public_address(partner, talk.surroundings),
        has_scan=scan is not None and isinstance(scan.value, dict),
    )


def found(talk: Talk, words: str) -> Scene:
    """Partners and letters that words in any script find."""
    folded = fold(words)
    partners, letters = talk.tx.find_partners(folded, MOST_FOUND), talk.tx.find_letters(folded, MOST_FOUND)
    return talk.show(desk_pages.results(glance(words, MOST_SAID), partners, letters, MOST_FOUND))
