"""A conversation written down: what the bot shows and what the person does, as plain text to be read and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.events import Asked, Brought, Corrected, Event, Line, Pressed, Prompt, Said, Sent, Shared, Turn, Unfit
from flows.wording import Param, Say, as_is
from locales import voice
from tests.flows.conversation import Conversation

STATES = {"done": "[x]", "missing": "[ ]", "begun": "[~]", "over": "[!]", "": "   "}
LONGEST = 160
"""Longer messages of the person are cut, with a count of what is left out."""


class Transcript:
    """Writes a conversation down as it goes on."""

    def __init__(self, conversation: Conversation, title: str) -> None:
        self.conversation = conversation
        self.lines = [title, "=" * len(title), ""]
        self.shown = conversation.prompt
        self.lines += _bot((), self.shown, conversation.language)
        conversation.watch = self._watch

    def _watch(self, conversation: Conversation, event: Event, turn: Turn) -> None:
        self.lines += ["", *_person(event, self.shown, conversation.language), ""]
        self.shown = conversation.prompt
        self.lines += _bot(turn.notes, self.shown, conversation.language)
        self.lines += [f"({type(effect).__name__.lower()})" for effect in turn.effects]

    def text(self) -> str:
        """All of it, without the marks that keep directions apart: they would only be in the way here."""
        text = "\n".join(line.rstrip() for line in self.lines) + "\n"
        return text.replace("\u2068", "").replace("\u2069", "")


def _bot(notes: Iterable[Say], prompt: Prompt, language: str) -> Iterator[str]:
    def tell(words: Param) -> str:
        return voice(language).plain(words if isinstance(words, Say) else as_is(words))

    for note in notes:
        yield f"({tell(note)})"
    head = [tell(part) for part in prompt.heading]
    if prompt.position is not None:
        head.append("/".join(map(str, prompt.position)))
    if prompt.part is not None:
        head.append("part " + "/".join(map(str, prompt.part)))
    if prompt.complete is not None:
        head.append("complete " + "/".join(map(str, prompt.complete)))
    if prompt.optional is not None:
        head.append("optional" if prompt.optional else "required")
    if prompt.cites:
        head.append(", ".join(prompt.cites))
    yield " · ".join(head)
    yield tell(prompt.ask)
    yield from (f"  {_cut(tell(paragraph), 3 * LONGEST)}" for paragraph in prompt.paragraphs)
    yield from (_line(line, tell(line.label), "" if line.shown is None else tell(line.shown)) for line in prompt.lines)
    if prompt.current is not None:
        yield f"  = {tell(prompt.current)}"
    yield from (f"  ~ {tell(hint)}" for hint in prompt.hints)
    for row in prompt.buttons:
        ticks = {None: "", True: "☑ ", False: "☐ "}
        yield "  " + " ".join(f"[{ticks[button.ticked]}{tell(button.label)}]" for button in row)


def _line(line: Line, label: str, shown: str) -> str:
    if line.state == "heading":
        return f"  {label}"
    text = f"  {STATES[line.state]} {label}"
    if shown:
        text += f": {_cut(shown)}"
    if line.over:
        text += f" (+{line.over} {line.unit})"
    elif line.measure is not None:
        text += f" ({line.measure.count}/{line.measure.limit} {line.measure.unit})"
    if line.because:
        text += f" ({line.because})"
    return text


def _person(event: Event, shown: Prompt, language: str) -> Iterator[str]:
    match event:
        case Said(text=text):
            yield f"> {_cut(text)}"
        case Corrected(text=text):
            yield f"> (changes a message) {_cut(text)}"
        case Pressed(act=act, arg=arg):
            label = next(b.label for row in shown.buttons for b in row if (b.act, b.arg) == (act, arg))
            yield f"> [{voice(language).plain(label if isinstance(label, Say) else as_is(label))}]"
        case Sent(file=file):
            yield f"> (sends the file {file.name})"
        case Shared(phone=phone):
            yield f"> (shares the contact {phone})"
        case Brought(parts=parts):
            yield f"> (sends a whole plan in {len(parts)} parts)"
        case Unfit(what=what):
            yield f"> (sends a {what})"
        case Asked(act=act):
            yield f"> /{act}"


def _cut(text: str, longest: int = LONGEST) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[:longest]}… ({len(flat) - longest} more)"
