"""Questions answered by choosing: one of several options, or some of them.

Buttons are the usual way; an option's number, its words, their beginning or something close to them are understood too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from functools import lru_cache
from typing import ClassVar, Final, TypeAlias

from flows.facts import Facts, Option, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.tables import phrases
from flows.understood import noted
from flows.wording import N_, Param, Say, as_is, say, say_n
from flows.wording import Several as ListOf
from flows.words import bare, fold, glance

Offers: TypeAlias = tuple[Option, ...] | Callable[[Facts], tuple[Option, ...]]
"""What is offered: always the same options, or options that depend on the facts (the areas that are open)."""

_NUMBER: Final = re.compile(r"(?:(?:no?|n°|nº|№|#)\.?\s*)?(\d{1,3})\s*[.)\]]?", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d{1,3}(?:\D{1,9}\d{1,3})*")
_PARTS: Final = re.compile(r"[,;،؛、；，/\n+&]|\s(?:and|et|y|e|и)\s|\sو\s?|[和与及]")
_ALL: Final = frozenset(
    map(
        fold,
        ("all", "all of them", "tous", "toutes", "todos", "todas", "все", "الكل", "جميعها", "كلها", "全部", "所有"),
    )
)
_CLOSE: Final = 70
"""From this likeness (0 to 100) an option is suggested."""
_SLIP: Final = 80
"""From this likeness one of an option's other words is taken for mistyped, if it is long enough to be known again."""
_MOST_NEAR: Final = 4
_LEFT_OUT: Final = frozenset(
    map(
        fold,
        phrases("""
            a, an, the, i, am, im, we, are, were, as, my, our, un, une, le, la, les, je, suis, nous, sommes, cest
            el, los, las, una, yo, soy, somos, es, я, мы, это, أنا, نحن, هذه, هذا
        """),
    )
)
_ELISION: Final = re.compile(r"(?<!\w)[ld]['’](?=\w)", re.IGNORECASE)
_ARABIC_ARTICLE: Final = re.compile(r"^ال(?=\w{3})")
_PLURAL: Final = re.compile(r"(?<=[a-z]{3})s$")
_WE_ARE: Final = re.compile(r"^(?:我们?是|我们|本)?[一某](?=[家个所名位])[家个所名位]|^我们?是|^我们")
_HAN: Final = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Always:
    offered: tuple[Option, ...]

    def __call__(self, facts: Facts) -> tuple[Option, ...]:
        return self.offered


@dataclass(frozen=True, slots=True)
class Choice(Question):
    """One of several options; the value is its id. `options` may be a function of the facts."""

    _: KW_ONLY
    options: Offers  # type: ignore[assignment]  # once made, always the method that Question declares
    expects: ClassVar[str] = "press"

    def __post_init__(self) -> None:
        """Let `options(facts)` work whichever way the options were given."""
        _settle(self, self.options)

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand an option's number, its id, its words, their beginning; suggest what is close."""
        offered = offered_by(self, facts)
        match matching(said, offered, facts):
            case [only]:
                return Read(only.id, note=noted(said, only.label, facts))
            case []:
                return _not_one_of(said, close(said, offered, facts), offered)
            case several:
                return Unclear(_shared(said), tuple(Suggestion(option.id, option.label) for option in several))

    def read_option(self, option: str, facts: Facts) -> Read | Unclear:
        """Take a press on a button."""
        if any(offered.id == option for offered in offered_by(self, facts)):
            return Read(option)
        return Unclear(say(N_("This choice is no longer offered. Please choose one of these.")))

    def show(self, value: Plain, facts: Facts) -> Param:
        """The option's words; the id of one that is no longer offered."""
        return label_of(str(value), offered_by(self, facts))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to choose without a button."""
        return (say(N_("Press a button, or send its number.")),)


@dataclass(frozen=True, slots=True)
class Several(Question):
    """Some of several options, `least` to `most` of them; the value is the list of their ids, in the options' order."""

    _: KW_ONLY
    options: Offers  # type: ignore[assignment]  # once made, always the method that Question declares
    least: int = 1
    most: int | None = None
    expects: ClassVar[str] = "ticks"

    def __post_init__(self) -> None:
        """Let `options(facts)` work whichever way the options were given."""
        _settle(self, self.options)

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand numbers ("2, 4"), words parted by commas, or "all"; suggest what is close."""
        offered = offered_by(self, facts)
        line = bare(said)
        if fold(line) in _ALL:
            return self._said_back(said, tuple(option.id for option in offered), facts)
        if whole := matching(said, offered, facts):
            if len(whole) == 1:
                return self._said_back(said, (whole[0].id,), facts)
            return self._shared_by(said, whole)
        if _NUMBERS.fullmatch(line):
            return self._by_numbers(said, [int(number) for number in re.findall(r"\d+", line)], facts)
        ids: list[str] = []
        for part in filter(None, map(str.strip, _PARTS.split(said))):
            found = matching(part, offered, facts)
            if len(found) > 1:
                return self._shared_by(part, found)
            if not found:
                return self._not_among(part, close(part, offered, facts), offered)
            ids.append(found[0].id)
        return self._said_back(said, tuple(ids), facts) if ids else self._not_among(said, (), offered)

    def read_ticks(self, options: tuple[str, ...], facts: Facts) -> Read | Unclear:
        """Take the options that were ticked, in whatever order."""
        kept: list[Plain] = [option.id for option in offered_by(self, facts) if option.id in options]
        if len(kept) < self.least:
            return Unclear(
                say_n(
                    N_("Please choose at least {n} option."),
                    N_("Please choose at least {n} options."),
                    self.least,
                )
            )
        if self.most is not None and len(kept) > self.most:
            return Unclear(
                say_n(
                    N_("{n} option at most, please: take some of these away."),
                    N_("{n} options at most, please: take some of these away."),
                    self.most,
                )
            )
        return Read(kept)

    def _said_back(self, said: str, options: tuple[str, ...], facts: Facts) -> Read | Unclear:
        """Take the options that words or numbers named, and say which these are."""
        result = self.read_ticks(options, facts)
        if isinstance(result, Unclear):
            return result
        return replace(result, note=noted(said, self.show(result.value, facts), facts))

    def _by_numbers(self, said: str, wanted: Sequence[int], facts: Facts) -> Read | Unclear:
        offered = offered_by(self, facts)
        for number in wanted:
            if not 1 <= number <= len(offered):
                return Unclear(_no_such_number(number, offered))
        return self._said_back(said, tuple(offered[number - 1].id for number in wanted), facts)

    def _shared_by(self, said: str, options: Sequence[Option]) -> Unclear:
        return Unclear(_shared(said), tuple(Suggestion([option.id], option.label) for option in options))

    def _not_among(self, said: str, near: Sequence[Option], offered: Sequence[Option]) -> Unclear:
        if near:
            suggestions = tuple(Suggestion([option.id], option.label) for option in near[:3])
            return Unclear(say(N_("“{said}” is none of the options."), said=glance(said)), suggestions)
        return Unclear(
            say(
                N_(
                    "“{said}” is none of the options. Please tick what applies, or send numbers, for example {numbers}."
                ),
                said=glance(said),
                numbers=self._numbers(offered),
            )
        )

    def _numbers(self, offered: Sequence[Option]) -> ListOf:
        """An example of an answer in numbers, of options that there are."""
        example = (1, 3) if len(offered) > 2 else (1, 2)
        most = len(offered) if self.most is None else min(self.most, len(offered))
        return ListOf(example[: max(most, 1)], "commas")

    def show(self, value: Plain, facts: Facts) -> Param:
        """The options' words as a list; the ids of those that are no longer offered."""
        offered = offered_by(self, facts)
        ids = value if isinstance(value, list) else [value]
        return ListOf(tuple(label_of(str(each), offered) for each in ids), "apart")

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to choose without buttons, and how many."""
        offered = offered_by(self, facts)
        if len(offered) == 1:
            return (say(N_("Tick it, or send its number: {number}."), number=1),)
        numbers = self._numbers(offered)
        how = say(N_("Tick all that apply, or send their numbers, for example {numbers}."), numbers=numbers)
        if self.most is None:
            return (how,)
        return (how, say_n(N_("{n} option at most."), N_("{n} options at most."), self.most))


def offered_by(question: Question, facts: Facts) -> tuple[Option, ...]:
    """The options of a question, whatever its kind."""
    return question.options(facts)


def matching(said: str, offered: Sequence[Option], facts: Facts) -> list[Option]:
    """The options that these words name: one by number, id or words; several where they begin with the words."""
    line = bare(said)
    words = fold(line)
    if number := _NUMBER.fullmatch(line):
        return [offered[int(number[1]) - 1]] if 1 <= int(number[1]) <= len(offered) else []
    if not words:
        return []
    labels = [(option, _labels(option, facts)) for option in offered]
    if exact := [option for option, folded in labels if words in folded]:
        return exact
    # "2. Something" repeats a button's words with the number that stands before them.
    if (numbered := re.sub(r"^\d{1,3}[ .)\]]+", "", words)) != words:
        return [option for option, folded in labels if numbered in folded]
    if known := _by_its_words(line, offered):
        return known
    begin = [option for option, folded in labels if any(label.startswith(words) for label in folded)]
    if begin and len(words) > 1:
        return begin
    # Ids are not shown, but some are what people call the thing ("ngo").
    return [option for option in offered if option.id == words]


def _by_its_words(line: str, offered: Sequence[Option]) -> list[Option]:
    """The options that people also call so ("university")."""
    plainest = _plainest(line)
    return [option for option in offered if plainest in _also(option.also)]


def _mentioned(line: str, offered: Sequence[Option]) -> list[Option]:
    """The options whose other words stand among these, by the longest of them: "a small company in Lima"."""
    around = f" {_plainest(line)} "
    found: dict[str, int] = {}
    for option in offered:
        for word in _also(option.also):
            # Chinese puts no spaces between words; one character alone is part of too many.
            stands = len(word) > 1 and word in around if _HAN.match(word) else f" {word} " in around
            if stands:
                found[option.id] = max(found.get(option.id, 0), len(word))
    longest = max(found.values(), default=0)
    return [option for option in offered if found.get(option.id) == longest]


@lru_cache(maxsize=256)
def _also(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_plainest, words))


def _plainest(line: str) -> str:
    """Folded words without the article, "I am" or "we are" before them, Arabic articles, and the "s" of plurals."""
    words = fold(_ELISION.sub("", line)).split()
    while len(words) > 1 and words[0] in _LEFT_OUT:
        words = words[1:]
    plain = " ".join(_ARABIC_ARTICLE.sub("", _PLURAL.sub("", word)) for word in words)
    return _WE_ARE.sub("", plain) or plain


def close(said: str, offered: Sequence[Option], facts: Facts) -> list[Option]:
    """The options whose words are most like these, best first, three at most."""
    from rapidfuzz import fuzz

    line = glance(bare(said), 200)
    if mentioned := _mentioned(line, offered):
        return mentioned[:_MOST_NEAR]
    words, plainest = fold(line), _plainest(line)
    scored = [
        (max(fuzz.token_sort_ratio(words, label) for label in _labels(option, facts)), option) for option in offered
    ]
    mistyped = {
        option.id
        for option in offered
        if any(fuzz.ratio(plainest, word) >= _SLIP for word in _also(option.also) if len(word) > 5)
    }
    scored = [(max(score, _SLIP) if option.id in mistyped else score, option) for score, option in scored]
    best = sorted((pair for pair in scored if pair[0] >= _CLOSE), key=lambda pair: -pair[0])
    return [option for _, option in best[:_MOST_NEAR]]


def label_of(id_: str, offered: Iterable[Option]) -> Param:
    """The words of the option with this id, or the id where there is none."""
    return next((option.label for option in offered if option.id == id_), id_)


def _labels(option: Option, facts: Facts) -> tuple[str, ...]:
    """An option's words as they are compared: in the person's language and in English."""
    match option.label:
        case Say() as label:
            return fold(facts.tell(label)), fold(label.text)
        case str() as label:
            return (fold(label),)
        case label:
            return (fold(facts.tell(as_is(label))),)


def _not_one_of(said: str, near: Sequence[Option], offered: Sequence[Option]) -> Unclear:
    number = _NUMBER.fullmatch(bare(said))
    if number and offered:
        return Unclear(_no_such_number(int(number[1]), offered))
    suggestions = tuple(Suggestion(option.id, option.label) for option in near)
    if suggestions:
        return Unclear(say(N_("“{said}” is none of the options."), said=glance(said)), suggestions)
    return Unclear(
        say(N_("“{said}” is none of the options. Please press a button, or send its number."), said=glance(said))
    )


def _shared(said: str) -> Say:
    return say(N_("“{said}” fits more than one of the options."), said=glance(said))


def _no_such_number(number: int, offered: Sequence[Option]) -> Say:
    return say(
        N_("There is no option {number}. Please send a number from 1 to {last}."), number=number, last=len(offered)
    )


def _settle(question: Question, options: Offers) -> None:
    if isinstance(options, tuple):
        object.__setattr__(question, "options", _Always(options))
