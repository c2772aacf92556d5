"""What the bot says of itself: its name, its descriptions and its commands, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.wording import LANGUAGES, N_, say
from locales.voice import voice


@dataclass(frozen=True, slots=True)
class Menu:
    """Texts that the client shows around the chat. Telegram's limits: 64, 512, 120 and 256 characters."""

    name: str
    description: str
    short_description: str
    commands: tuple[tuple[str, str], ...]


# Translators: at most 64 characters
NAME = N_("Quicksilver")
# Translators: at most 512 characters
DESCRIPTION = N_(
    "I help you to join the UNEP Global Mercury Partnership: you answer questions, one at a time, and end with a "
    "letter of intent. Everything you write is kept, and you can stop and come back whenever you like."
)
# Translators: at most 120 characters
SHORT_DESCRIPTION = N_("Letters of intent for the UNEP Global Mercury Partnership, by answering questions.")

COMMANDS: Mapping[str, str] = {
    # Translators: at most 256 characters
    "letter": N_("Write a letter of intent, or go on with it"),
    # Translators: at most 256 characters
    "mine": N_("My letters and where they stand"),
    # Translators: at most 256 characters
    "reminders": N_("My reminders and my time zone"),
    # Translators: at most 256 characters
    "language": N_("Change the language"),
    # Translators: at most 256 characters
    "help": N_("How this works"),
    # Translators: at most 256 characters
    "privacy": N_("What is kept about me, and why"),
    # Translators: at most 256 characters
    "export": N_("Get my data as a file"),
    # Translators: at most 256 characters
    "forget": N_("Erase what is not yet published"),
    # Translators: at most 256 characters
    "cancel": N_("Give up the present draft"),
    # Translators: at most 256 characters
    "start": N_("Begin, or see where I am"),
}

WORK_COMMANDS: Mapping[str, str] = {
    "inbox": N_("Letters that wait for the secretariat"),
    "find": N_("Find partners and letters by name or reference"),
    "people": N_("Who has which role"),
    "invite": N_("Invite somebody to a role"),
    "board": N_("The Advisory Group: its seats and who sits in it"),
    "plan": N_("The business plan of your area"),
    "meeting": N_("Meetings: plan one, answer an invitation, see who comes"),
    "contacts": N_("Whom you can turn to in the Partnership"),
    "name": N_("What others call you here"),
}
"""Commands that a role gives; help lists them for who has one."""


def menu(language: str) -> Menu:
    """The texts in one language."""
    speak = voice(language).plain
    return Menu(
        name=speak(say(NAME)),
        description=speak(say(DESCRIPTION)),
        short_description=speak(say(SHORT_DESCRIPTION)),
        commands=tuple((command, speak(say(text))) for command, text in COMMANDS.items()),
    )


def menus() -> Mapping[str, Menu]:
    """The texts by language code; the entry for "" is for every language that is not there."""
    return {"": menu("en")} | {language: menu(language) for language in LANGUAGES}
