"""Pages about one letter for whoever may see it: its files, its signed copy, its history."""

from __future__ import annotations

from flows.wording import LANGUAGES, N_, as_is, say
from handlers.buttons import PageButton
from handlers.scene import Page
from locales.languages import LANGUAGE_NAMES


def files(reference: str, version: int, back: PageButton) -> Page:
    """The choice of a language for a letter's files."""
    buttons = [PageButton(as_is(LANGUAGE_NAMES[code]), "file", f"{reference}.{version}.{code}") for code in LANGUAGES]
    return Page(
        (
            say(N_("In which language would you like {reference}?"), reference=reference),
            say(
                N_(
                    "You get a PDF and a Word document. Headings and fixed words come in that language; what was "
                    "written by the applicant stays as it was written."
                )
            ),
        ),
        (tuple(buttons[:3]), tuple(buttons[3:]), (back,)),
    )


def files_come(language: str, back: PageButton) -> Page:
    """Said while files are being made."""
    told = say(N_("The files are being made ({language}). They come in a moment."), language=LANGUAGE_NAMES[language])
    return Page((told,), ((back,),))


def no_scan(back: PageButton) -> Page:
    """Where there is no signed copy, or it was erased."""
    return Page((say(N_("No signed copy is kept with this letter.")),), ((back,),))


def which_history() -> Page:
    """How to ask for a letter's history."""
    return Page(
        (
            say(
                N_("Please send the command with a reference, for example: {example}"),
                example="/history GMP-2026-0001",
            ),
        ),
        ((PageButton(say(N_("My letters")), "mine"),),),
    )
