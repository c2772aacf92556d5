"""What a person is called by those they work with. The chat page knows no names, so they can be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.wording import N_, Say, say
from flows.words import glance

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.talk import Talk

Does: TypeAlias = "Callable[[Talk, str], Scene]"

MOST_CHARACTERS: Final = 100
TELL: Final = say(N_("So that others know who you are, tell me your name like this: /name Amina Yusuf"))


def name(talk: Talk, words: str) -> Scene:
    """Call the person by what follows the command; say how they are called where nothing does."""
    told = glance(" ".join(words.split()), MOST_CHARACTERS)
    if any(map(str.isalpha, told)):
        talk.tx.name_person(talk.person.id, told)
        talk.person = replace(talk.person, name=told)
        return talk.again(_called(told))
    standing = talk.person.name
    return talk.again(*((_called(standing),) if standing else ()), TELL)


def _called(name: str) -> Say:
    return say(N_("You are called {name} here."), name=name)


def unnamed(talk: Talk) -> tuple[Say, ...]:
    """How to tell one's name, to who works with others and has none that they could know them by."""
    return () if talk.tx.called_by(talk.person.id) else (TELL,)


COMMANDS: Mapping[str, Does] = {"name": name}
