"""What its applicant and the secretariat alike may do with a letter: have its files, its signed copy, its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.comparison import differences
from flows.session import value_at
from flows.wording import LANGUAGES, N_, say
from handlers import announcing, desk_pages, history_page, letter_pages
from handlers.buttons import PageButton
from handlers.scene import Attachment, Scene
from handlers.sent import answers_of

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.records import Submission

Does: TypeAlias = "Callable[[Talk, str], Scene]"

LONGEST_NUMBER = 9


def number_of(text: str) -> int:
    """A number that a button carries; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


def may_see(talk: Talk, reference: str) -> bool:
    """Whether a letter is the person's own, or they belong to the secretariat at this moment."""
    letter = talk.tx.letter(reference)
    return letter is not None and (letter.person_id == talk.person.id or talk.is_officer())


def version_named(talk: Talk, which: str) -> Submission | None:
    """The version of a letter that a button names, `<reference>.<version>`; `None` where it is not to be seen."""
    reference, _, version = which.partition(".")
    return talk.tx.submission(reference, number_of(version)) if may_see(talk, reference) else None


def back_button(talk: Talk, sent: Submission) -> PageButton:
    """Back to the letter: to the desk's page of it, or to one's own."""
    letter = talk.tx.letter(sent.reference)
    if letter is not None and letter.person_id == talk.person.id and not talk.is_officer():
        return PageButton(say(N_("◀ Back to the letter")), "read", f"{sent.reference}.{sent.version}")
    return PageButton(say(N_("◀ Back to the letter")), "desk", sent.reference)


def files(talk: Talk, which: str) -> Scene:
    """Ask in which language the files are wanted."""
    sent = version_named(talk, which)
    if sent is None:
        return talk.again()
    return talk.show(letter_pages.files(sent.reference, sent.version, back_button(talk, sent)))


def file(talk: Talk, which: str) -> Scene:
    """Have the files of a letter made in one of the six languages: `<reference>.<version>.<language>`."""
    named, _, language = which.rpartition(".")
    sent = version_named(talk, named)
    if sent is None or language not in LANGUAGES:
        return talk.again()
    at = talk.incoming.at
    # By the update, which may come twice: the files do not.
    asked = f"{talk.incoming.channel}.{talk.incoming.update_id}"
    announcing.letter_files(talk.tx, talk.person.id, sent.reference, sent.version, language, at, asked)
    return talk.show(letter_pages.files_come(language, back_button(talk, sent)))


def scan(talk: Talk, which: str) -> Scene:
    """Hand over the signed copy that came with a letter."""
    sent = version_named(talk, which)
    if sent is None:
        return talk.again()
    back = back_button(talk, sent)
    match value_at(answers_of(sent), "scan"):
        case {"file_id": str(file_id)} if number_of(file_id):
            stored = talk.tx.file(number_of(file_id))
            if stored is not None:
                caption = say(N_("The signed copy that came with {reference}"), reference=sent.reference)
                attachment = Attachment(stored.info.name, stored.content, caption, ((back,),))
                return Scene(talk.language, attachment=attachment)
    return talk.show(letter_pages.no_scan(back))


def compare(talk: Talk, which: str) -> Scene:
    """Show what differs between a version of a letter and the one before it."""
    now = version_named(talk, which)
    before = None if now is None else talk.tx.submission(now.reference, now.version - 1)
    if now is None or before is None:
        return talk.again()
    found = differences(answers_of(before), answers_of(now), talk.facts())
    return talk.show(desk_pages.comparison(now.reference, now.version, found, back_button(talk, now)))


def history(talk: Talk, which: str) -> Scene:
    """Show what was done with a letter, by whom, when and on which version: `<reference>.<page>`."""
    reference, _, page = which.partition(".")
    reference = reference.strip().upper()
    if not reference:
        return talk.show(letter_pages.which_history())
    letter = talk.tx.letter(reference)
    sent = talk.tx.submission(reference) if may_see(talk, reference) else None
    if letter is None or sent is None:
        return talk.show(letter_pages.which_history(), desk_pages.NO_SUCH_LETTER)
    entries = talk.tx.history(reference)
    people = history_page.people_in(entries)
    names = talk.tx.names_of(people)
    reader = history_page.Reader(talk.person.id, letter.person_id, names, is_officer=talk.is_officer())
    shown = history_page.page(reference, entries, number_of(page), reader, answers_of(sent), back_button(talk, sent))
    return talk.show(shown)


COMMANDS: Mapping[str, Does] = {"history": lambda talk, words: history(talk, words.partition(" ")[0])}

BUTTONS: Mapping[str, Does] = {
    "files": files,
    "file": file,
    "scan": scan,
    "compare": compare,
    "history": history,
}

SHOWING = frozenset({"files", "scan", "compare", "history"})
"""Acts that only show something."""
