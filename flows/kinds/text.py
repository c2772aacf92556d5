"""A question answered in the person's own words, with guidance on how many."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from typing import Final

from flows.facts import Facts, Over, Read, Unclear
from flows.form import Question
from flows.session import Plain
from flows.wording import N_, Param, Say, say, say_n
from flows.words import count_characters, count_words, mostly_han

MOST_CHARACTERS: Final = 20_000
"""No answer is longer than this, whatever the guidance."""

_LINE_ENDS: Final = re.compile("\r\n?|[\u0085\u2028\u2029]")
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*){2,}")
# Overrides and isolates would let an answer turn the text around it; joiners stay, since words need them.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Text(Question):
    """Free text, kept as typed.

    `most_words` and `most_characters` are guidance: what exceeds them is kept and reported as `Over`. Texts in Chinese
    are held against `most_words` by the character (annex 2: 250字). Without `lines` the answer is one line.
    `known_as` names what an answer may already be the name of (`partner`), so that it is looked up. Of a text that is
    `counted` its length is shown beside it.
    """

    _: KW_ONLY
    most_words: int | None = None
    most_characters: int | None = None
    least_characters: int = 1
    lines: bool = True
    known_as: str = ""
    counted: bool = False

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Keep the text as typed, without what cannot be seen; report by how much it exceeds the guidance."""
        text = _cleaned(said, lines=self.lines)
        if not text:
            return Unclear(say(N_("There were no words in this message. Please write your answer as text.")))
        if not any(map(str.isalnum, text)):
            return Unclear(say(N_("I see signs here but no words. Please write your answer in words.")))
        if len(text) < self.least_characters:
            return Unclear(
                say_n(
                    N_("This is very short. Please write at least {n} character."),
                    N_("This is very short. Please write at least {n} characters."),
                    self.least_characters,
                )
            )
        if len(text) > MOST_CHARACTERS:
            return Unclear(
                say(
                    N_("This text has {count} characters; {most} is the most that can be kept. Please shorten it."),
                    count=len(text),
                    most=MOST_CHARACTERS,
                )
            )
        return Read(text, over=self._over(text, facts))

    def measured(self, text: str, facts: Facts) -> Over | None:
        """The length of a text beside its guidance, whether above it or not; `None` where no words are counted."""
        if self.most_words is None:
            return None
        if _by_character(text, facts):
            return Over(count_characters(text), self.most_words, "characters")
        return Over(count_words(text), self.most_words, "words")

    def _over(self, text: str, facts: Facts) -> Over | None:
        measured = self.measured(text, facts)
        if measured is not None and measured.excess > 0:
            return measured
        if self.most_characters is not None and len(text) > self.most_characters:
            return Over(len(text), self.most_characters, "characters")
        return None

    def show(self, value: Plain, facts: Facts) -> Param:
        """The text itself."""
        return str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """The guidance on length, where there is one."""
        limit = self.most_words or self.most_characters
        if limit is None:
            return ()
        if self.most_words is None or facts.language == "zh":
            return (say_n(N_("About {n} character at most."), N_("About {n} characters at most."), limit),)
        return (say_n(N_("About {n} word at most."), N_("About {n} words at most."), limit),)


def _by_character(text: str, facts: Facts) -> bool:
    return facts.language == "zh" or mostly_han(text)


def _cleaned(said: str, *, lines: bool) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", said)))
    if not lines:
        return " ".join(text.split())
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
