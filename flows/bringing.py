"""A form that was written elsewhere: where each of its parts would go is shown first, and taken over when the person
agrees. What stands in an answer already stays, with the new text below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flows.events import Button, Line, Part, Prompt, Turn
from flows.facts import Facts, Over, Read, Unclear
from flows.form import Flow, Group, Question, Section
from flows.layout import find
from flows.moving import BROUGHT, MENU, write
from flows.pending import brought as kept_aside
from flows.pending import parts_brought
from flows.session import Answer, Change, Session
from flows.signposts import cited
from flows.wording import N_, Param, Say, say, say_n
from flows.words import count_characters, count_words, glance, mostly_han

MOST_CHARACTERS = 400_000
"""Of a whole form: twenty times what one answer may have."""
MOST_LEFT_OUT = 12
"""Parts that belong nowhere and are listed one by one."""
AT_ITS_BEGINNING = 80
"""Characters of a text that are shown, so that it is known again."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What would become of a section: its question, and how what stands there and what is brought read together."""

    section: Section
    path: str
    text: str
    stands: bool
    result: Read | Unclear


def brought(flow: Flow, session: Session, parts: tuple[Part, ...]) -> Turn:
    """Show where the parts of a text would go; one in which no section is known again is told of and not kept."""
    length = sum(len(part.text) for part in parts)
    if length > MOST_CHARACTERS:
        told = say(
            N_("This file has {count} characters; {most} is the most that can be taken in. Please send it in parts."),
            count=length,
            most=MOST_CHARACTERS,
        )
        return Turn(session, notes=(told,))
    if not any(part.section for part in parts):
        return Turn(session, notes=(NOTHING_KNOWN,))
    return Turn(session.moved(place=BROUGHT, back_to=None, pending=kept_aside(parts)))


NOTHING_KNOWN = say(
    N_(
        "No heading in this file is the title of a section, so I cannot tell what belongs where, and nothing was "
        "changed. Give each part the title of its section as its heading, or send the text where it is asked for."
    )
)


def _taken(flow: Flow, session: Session, facts: Facts) -> Iterable[_Taken]:
    for section in flow.sections:
        texts = [part.text for part in parts_brought(session) if part.section == section.key]
        stop = find(flow, session.answers, section.brought_to) if texts else None
        if stop is None or isinstance(stop.question, Group):
            continue
        text, old = "\n\n".join(texts), session.answers.get(stop.path)
        before = old.value if old is not None and isinstance(old.value, str) else ""
        whole = f"{before}\n\n{text}" if before else text
        yield _Taken(section, stop.path, text, bool(before), _read(stop.question, whole, session, facts))


def _read(question: Question, text: str, session: Session, facts: Facts) -> Read | Unclear:
    return question.read(text, question.facts_seen(session.answers, facts))


def taken_over(flow: Flow, session: Session, facts: Facts) -> Turn:
    """Take every part over that can be kept, and go to the list of sections."""
    kept = session
    changes: list[Change] = []
    sections = 0
    for taken in _taken(flow, session, facts):
        if isinstance(taken.result, Unclear):
            continue
        over = taken.result.over.excess if taken.result.over else 0
        kept, made = write(kept, taken.path, Answer(taken.result.value, (), over))
        changes += made
        sections += 1
    told = say_n(
        N_("{n} section has been filled from your file."), N_("{n} sections have been filled from your file."), sections
    )
    return Turn(kept.moved(place=MENU, back_to=None, pending=None), tuple(changes), notes=(told,))


def brought_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """Where each part would go, what is too long to be kept, and what belongs to no section."""
    lines = [_line(taken) for taken in _taken(flow, session, facts)]
    known = {section.key for section in flow.sections}
    left = [part for part in parts_brought(session) if part.section not in known]
    if left:
        lines.append(Line(say(N_("Left out, since it belongs to no section")), state="heading"))
        lines += [Line(_headed(part), _beginning(part.text)) for part in left[:MOST_LEFT_OUT]]
    if len(left) > MOST_LEFT_OUT:
        lines.append(Line(say(N_("and {count} more"), count=len(left) - MOST_LEFT_OUT)))
    return Prompt(
        session.revision,
        say(N_("Is this right? Nothing is taken over before you agree.")),
        heading=(say(flow.title), say(N_("From your file"))),
        lines=tuple(lines),
        hints=(say(N_("What stands in a section already stays; the text from the file comes below it.")),),
        cites=cited(flow.cites),
        buttons=(
            (Button("take", "", say(N_("Yes, take it over"))),),
            (Button("menu", "", say(N_("No, change nothing"))),),
        ),
    )


def _line(taken: _Taken) -> Line:
    title = say(taken.section.title)
    if isinstance(taken.result, Unclear):
        return Line(title, taken.result.problem, "missing")
    measure: Over | None = taken.result.over
    state = "over" if measure is not None else "done"
    return Line(
        title,
        _beginning(taken.text, added=taken.stands),
        state,
        0 if measure is None else measure.excess,
        unit="words" if measure is None else measure.unit,
    )


def _headed(part: Part) -> Param:
    return part.heading or say(N_("Before the first heading"))


def _beginning(text: str, *, added: bool = False) -> Say:
    """How a text begins and how long it is."""
    words = glance(text, AT_ITS_BEGINNING)
    if mostly_han(text):
        length = say_n(N_("{n} character"), N_("{n} characters"), count_characters(text))
    else:
        length = say_n(N_("{n} word"), N_("{n} words"), count_words(text))
    if added:
        return say(N_("“{words}” ({length}), below what stands there"), words=words, length=length)
    return say(N_("“{words}” ({length})"), words=words, length=length)
