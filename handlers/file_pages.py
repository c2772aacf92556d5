"""What is said of a file that somebody asks for: in which language, that it is being made, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.wording import LANGUAGES, N_, Say, Several, as_is, say
from handlers.buttons import PageButton
from handlers.scene import Page
from locales.languages import LANGUAGE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable


def which_language(paragraphs: tuple[Say, ...], act: str, named: str, back: PageButton) -> Page:
    """Ask in which language files are wanted; the button of each has this act, and names them and the language."""
    buttons = [PageButton(as_is(LANGUAGE_NAMES[code]), act, f"{named}.{code}") for code in LANGUAGES]
    return Page(paragraphs, (tuple(buttons[:3]), tuple(buttons[3:]), (back,)))


def being_made(language: str, back: PageButton) -> Page:
    """Said when files were asked for in a language."""
    told = say(N_("The files are being made ({language}). They come in a moment."), language=LANGUAGE_NAMES[language])
    return Page((told,), ((back,),))


def undrawn(characters: Iterable[str]) -> Say:
    """Which characters would be empty boxes in a file, by their codes too."""
    named = tuple(as_is(f"{character} (U+{ord(character):04X})") for character in characters)
    return say(N_("None of the fonts can draw these characters: {characters}"), characters=Several(named, "commas"))


def not_just_now(heading: Say) -> Page:
    """In place of a file that could not be made for a reason that is the program's own."""
    told = say(N_("The file could not be made just now. All that was written is kept. Please ask for it later."))
    return Page((heading, told))
