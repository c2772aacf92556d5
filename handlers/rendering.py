"""From prompts and pages to messages: Telegram HTML, cut to length, in the person's language and direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flows.events import Line, Prompt
from flows.facts import Over
from flows.utf16 import utf16_length
from flows.wording import N_, Param, Say, Several, as_is, say, say_n
from locales.isolation import first_direction
from locales.voice import Voice

MOST_UNITS = 4096
"""A message's length, in UTF-16 code units after the markup is taken out (Bot API, sendMessage)."""
SHOWN_ON_REVIEW = 280
"""Characters of a long answer that the review page shows."""
BAR_CELLS = 10
RIGHT_TO_LEFT_MARK = "\u200f"

MARKS = {"done": "✓ ", "missing": "○ ", "begun": "◐ ", "over": "▲ ", "": "· "}


def prompt_messages(prompt: Prompt, notes: Iterable[Say], voice: Voice) -> list[str]:
    """A prompt as one or more messages; the keyboard belongs under the last."""
    blocks = [voice.html(note) for note in notes]
    blocks.append("\n".join(_head(prompt, voice)))
    blocks += [voice.html(paragraph) for paragraph in prompt.paragraphs]
    if prompt.lines:
        blocks += _lines(prompt.lines, voice)
    if prompt.current is not None:
        blocks.append(voice.html(say(N_("Your answer now: {answer}"), answer=prompt.current)))
    foot = _foot(prompt, voice)
    if foot:
        blocks.append(foot)
    return messages(blocks, voice)


def page_messages(
    paragraphs: Iterable[Say], voice: Voice, lines: Iterable[Say] = (), quoted: Iterable[str] = ()
) -> list[str]:
    """A page outside any conversation: paragraphs, what is quoted as it was written (HTML), and below it a list."""
    blocks = [voice.html(paragraph) for paragraph in paragraphs]
    return messages([*blocks, *quoted, "\n".join(map(voice.html, lines))], voice)


def bar(done: int, total: int) -> str:
    """A progress bar, such as ▰▰▰▱▱▱▱▱▱▱."""
    filled = min(BAR_CELLS, done * BAR_CELLS // total) if total else 0
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def _head(prompt: Prompt, voice: Voice) -> Iterable[str]:
    """Where one is, a bar, and the question."""
    where = [voice.html(part) for part in prompt.heading]
    if prompt.position is not None:
        number, total = prompt.position
        if prompt.part is not None:
            within = N_("Question {number} of {total}, part {part} of {parts}")
            part, parts = prompt.part
            where.append(voice.html(say(within, number=number, total=total, part=part, parts=parts)))
        elif prompt.optional is not None or not prompt.lines or prompt.expects != "press":
            where.append(voice.html(say(N_("Question {number} of {total}"), number=number, total=total)))
        yield " · ".join(where)
        yield bar(number - 1, total)
    elif prompt.complete is not None:
        yield " · ".join(where)
        yield bar(*prompt.complete)
    elif where:
        yield " · ".join(where)
    yield ""
    yield f"<b>{voice.html(prompt.ask)}</b>"


def _foot(prompt: Prompt, voice: Voice) -> str:
    """How to answer, whether it may be skipped, and the paragraph it comes from."""
    lines = [f"<i>{voice.html(hint)}</i>" for hint in prompt.hints]
    aside = []
    if prompt.optional is not None and prompt.position is not None:
        aside.append(voice.html(say(N_("Optional")) if prompt.optional else say(N_("Required"))))
    aside += [voice.html(cited) for cited in citations(prompt.cites)]
    if aside:
        lines.append(f"<i>{' · '.join(aside)}</i>")
    return "\n".join(lines)


def citations(cites: Sequence[str]) -> list[Say]:
    """Paragraphs by the document they stand in: the framework (F, G, T), the meeting report (R), the note (N)."""
    found = []
    for letters, words in (
        ("FGT", N_("Framework {paragraphs}")),
        ("R", N_("Meeting report {paragraphs}")),
        ("N", N_("Note by the secretariat {paragraphs}")),
    ):
        paragraphs = tuple(cite for cite in cites if cite[0] in letters)
        if paragraphs:
            found.append(say(words, paragraphs=Several(paragraphs)))
    return found


def _lines(lines: Iterable[Line], voice: Voice) -> list[str]:
    """A list, a heading beginning each block of it."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.state == "heading":
            blocks.append([f"<b>{_words(line.label, voice)}</b>"])
        else:
            blocks[-1].append(_line(line, voice))
    return ["\n".join(block) for block in blocks if block]


def _words(param: Param, voice: Voice) -> str:
    return voice.html(param if isinstance(param, Say) else as_is(param))


def _line(line: Line, voice: Voice) -> str:
    mark = MARKS[line.state]
    name = _words(line.label, voice)
    if line.shown is not None:
        shown = _shortened(line.shown) if isinstance(line.shown, str) else line.shown
        text = mark + voice.html(say(N_("{name}: {value}"), name=line.label, value=shown))
    elif line.state == "missing":
        text = f"{mark}<b>{name}</b>"
    else:
        text = f"{mark}{name}"
    if line.over:
        text += f" {voice.html(_excess(line))}"
    elif line.measure is not None:
        text += f" {voice.html(_length(line.measure))}"
    if line.because:
        text += f" {voice.html(say(N_('Because: {reason}'), reason=_shortened(line.because)))}"
    return text


def _length(measure: Over) -> Say:
    counted = N_("({count} of {limit} words)") if measure.unit == "words" else N_("({count} of {limit} characters)")
    return say(counted, count=measure.count, limit=measure.limit)


def _excess(line: Line) -> Say:
    if line.unit == "words":
        return say_n(N_("({n} word longer than the guidance)"), N_("({n} words longer than the guidance)"), line.over)
    return say_n(
        N_("({n} character longer than the guidance)"), N_("({n} characters longer than the guidance)"), line.over
    )


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= SHOWN_ON_REVIEW:
        return flat
    cut = flat[:SHOWN_ON_REVIEW].rsplit(" ", 1)[0] if " " in flat[:SHOWN_ON_REVIEW] else flat[:SHOWN_ON_REVIEW]
    return f"{cut} …"


# -- cutting to length ------------------------------------------------------------------------------------------------

# A place to cut a text in markup: never inside a tag or a character reference.
UNIT = re.compile(r"<[^>]*>|&[^;\s]{1,8};|\s+|.", re.DOTALL)
LONG_LINK = re.compile(r'<a href="[^"]{1000,}">([^<]*)</a>')
"""A link whose tag would take much of a message, or more than one has: its address stays as text."""


def messages(blocks: Iterable[str], voice: Voice) -> list[str]:
    """Blocks of HTML joined by empty lines into messages that are short enough to send."""
    blocks = [_directed(block, voice) for block in blocks if block]
    whole = "\n\n".join(blocks)
    if utf16_length(whole) <= MOST_UNITS:
        return [whole] if whole else []
    found: list[str] = []
    for block in blocks:
        for piece in _pieces(block):
            if found and utf16_length(found[-1]) + 2 + utf16_length(piece) <= MOST_UNITS:
                found[-1] += f"\n\n{piece}"
            else:
                found.append(piece)
    return found


def _pieces(block: str) -> Iterable[str]:
    """A block in pieces that each fit into a message, cut at white space if possible.

    A tag that is open where a piece ends is closed there and opened again in the next.
    """
    if utf16_length(block) > MOST_UNITS:
        block = LONG_LINK.sub(r"\1", block)
    while utf16_length(block) > MOST_UNITS:
        cut, open_tags = _cut(block)
        yield block[:cut] + "".join(map(_closing, reversed(open_tags)))
        block = "".join(open_tags) + block[cut:].lstrip()
    if block:
        yield block


def _cut(block: str) -> tuple[int, list[str]]:
    """Where the first piece of a block ends, and the tags that are open there."""
    open_tags: list[str] = []
    cut, at_cut, space, at_space = 0, open_tags, 0, open_tags
    room = 0
    for found in UNIT.finditer(block):
        token = found.group()
        if token.isspace():
            space, at_space = found.start(), open_tags
        elif token.startswith("</"):
            open_tags = open_tags[:-1]
        elif token.startswith("<"):
            open_tags = [*open_tags, token]
        room += utf16_length(token)
        if room + sum(len(_closing(tag)) for tag in open_tags) > MOST_UNITS:
            break
        cut, at_cut = found.end(), open_tags
    return (space, at_space) if MOST_UNITS // 2 < space <= cut else (cut, at_cut)


def _closing(tag: str) -> str:
    """What closes a tag: `</a>` for `<a href="…">`."""
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"


def _directed(block: str, voice: Voice) -> str:
    """In a right-to-left language, lines that begin with another script are marked as running right to left."""
    if voice.direction != "rtl":
        return block
    return "\n".join(
        RIGHT_TO_LEFT_MARK + line if first_direction(line) == "ltr" else line for line in block.split("\n")
    )
