"""Questions answered by choosing: one of several options, or some of them.

Buttons are the usual way; an option's number, its words, their beginning or something close to them are understood too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Final, TypeAlias

from flows.facts import Facts, Option, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
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
                return Read(only.id)
            case several:
                return _not_one_of(said, several or close(said, offered, facts), offered)

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
            return self.read_ticks(tuple(option.id for option in offered), facts)
        if whole := matching(said, offered, facts):
            if len(whole) == 1:
                return self.read_ticks((whole[0].id,), facts)
            return self._not_among(said, whole)
        if _NUMBERS.fullmatch(line):
            return self._by_numbers([int(number) for number in re.findall(r"\d+", line)], facts)
        ids: list[str] = []
        for part in filter(None, map(str.strip, _PARTS.split(said))):
            found = matching(part, offered, facts)
            if len(found) != 1:
                return self._not_among(part, found or close(part, offered, facts))
            ids.append(found[0].id)
        return self.read_ticks(tuple(ids), facts) if ids else self._not_among(said, ())

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

    def _by_numbers(self, numbers: Iterable[int], facts: Facts) -> Read | Unclear:
        offered = offered_by(self, facts)
        wanted = list(numbers)
        for number in wanted:
            if not 1 <= number <= len(offered):
                return Unclear(_no_such_number(number, offered))
        return self.read_ticks(tuple(offered[number - 1].id for number in wanted), facts)

    def _not_among(self, said: str, near: Sequence[Option]) -> Unclear:
        suggestions = tuple(Suggestion([option.id], option.label) for option in near[:3])
        if suggestions:
            return Unclear(say(N_("{said} is none of the options. Did you mean this?"), said=glance(said)), suggestions)
        return Unclear(
            say(N_("{said} is none of the options. Please tick them, or send their numbers: 1, 3."), said=glance(said))
        )

    def show(self, value: Plain, facts: Facts) -> Param:
        """The options' words as a list; the ids of those that are no longer offered."""
        offered = offered_by(self, facts)
        ids = value if isinstance(value, list) else [value]
        return ListOf(tuple(label_of(str(each), offered) for each in ids))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to choose without buttons, and how many."""
        how = say(N_("Tick all that apply, or send their numbers, for example 1, 3."))
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
    begin = [option for option, folded in labels if any(label.startswith(words) for label in folded)]
    if begin and len(words) > 1:
        return begin
    # Ids are not shown, but some are what people call the thing ("ngo").
    return [option for option in offered if option.id == words]


def close(said: str, offered: Sequence[Option], facts: Facts) -> list[Option]:
    """The options whose words are most like these, best first, three at most."""
    from rapidfuzz import fuzz

    words = fold(glance(bare(said), 200))
    scored = [
        (max(fuzz.token_sort_ratio(words, label) for label in _labels(option, facts)), option) for option in offered
    ]
    best = sorted((pair for pair in scored if pair[0] >= _CLOSE), key=lambda pair: -pair[0])
    return [option for _, option in best[:3]]


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
    suggestions = tuple(Suggestion(option.id, option.label) for option in near[:3])
    if suggestions:
        return Unclear(say(N_("{said} is none of the options. Did you mean this?"), said=glance(said)), suggestions)
    return Unclear(
        say(N_("{said} is none of the options. Please press a button, or send its number."), said=glance(said))
    )


def _no_such_number(number: int, offered: Sequence[Option]) -> Say:
    return say(
        N_("There is no option {number}. Please send a number from 1 to {last}."), number=number, last=len(offered)
    )


def _settle(question: Question, options: Offers) -> None:
    if isinstance(options, tuple):
        object.__setattr__(question, "options", _Always(options))
