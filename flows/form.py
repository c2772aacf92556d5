"""A form as data: flows of sections of questions, to be read beside the paper form and checked line by line.

A question's kind (`flows.kinds`) is a dataclass that knows how to read what a person sends and how to show what was
kept; it decides nothing about order, storage or layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, ClassVar, TypeAlias

from flows.facts import Facts, FileSent, Option, Read, Unclear
from flows.session import Answers, Plain
from flows.wording import N_, Param, Say, say

Known: TypeAlias = Callable[[str], Any]
"""Gives the value answered at a key, seen from where a question stands (inside a group: its own item first)."""
Condition: TypeAlias = Callable[[Known], bool]
"""Whether a question is asked, decided by what is known."""
Shows: TypeAlias = Callable[[Answers, Facts], tuple[Say, ...]]
"""Paragraphs shown with a question, made from what is known: the goal's text, the letter as it would be published."""
Given: TypeAlias = Callable[[Facts], bool]
"""Whether the world holds what a question asks about: an area to choose."""
Narrows: TypeAlias = Callable[[Answers, Facts], Facts]
"""The facts a question is asked with, narrowed by earlier answers: only the areas that were chosen before."""


@dataclass(frozen=True, slots=True)
class Question:
    """What all kinds of question have in common.

    `key` names the answer, `ask` is the question, `label` its short name on the review page, `help` a sentence or two
    below the question, `example` a model answer, `cites` the paragraph of the framework it comes from. A `private`
    answer is never published. `optional` questions can be skipped; a condition makes that depend on other answers.
    Where `given` says no, the question is no part of the form: it could not be answered.
    Two questions may bear one key when their conditions exclude each other: one answer, asked in two ways.
    """

    key: str
    ask: str
    _: KW_ONLY
    label: str = ""
    help: str = ""
    example: str = ""
    cites: str = ""
    when: Condition | None = None
    given: Given | None = None
    optional: bool | Condition = False
    private: bool = False
    shows: Shows | None = None
    narrows: Narrows | None = None
    expects: ClassVar[str] = "text"
    """What answers it: `text`, `press` (buttons, though their words may be typed), `ticks`, `file` or `phone`."""

    def facts_seen(self, answers: Answers, facts: Facts) -> Facts:
        """The facts as this question sees them."""
        return facts if self.narrows is None else self.narrows(answers, facts)

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read what a person typed."""
        raise NotImplementedError

    def read_file(self, file: FileSent, facts: Facts) -> Read | Unclear:
        """Read a file that a person sent; only file questions take one."""
        return Unclear(say(N_("This question is answered with words, not with a file.")))

    def read_option(self, option: str, facts: Facts) -> Read | Unclear:
        """Read a pressed option; only questions that `expect` a press are asked so."""
        raise NotImplementedError

    def read_ticks(self, options: tuple[str, ...], facts: Facts) -> Read | Unclear:
        """Read what was ticked, in the order of ticking; only questions that `expect` ticks are asked so."""
        raise NotImplementedError

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """The answers offered as buttons, if any."""
        return ()

    def show(self, value: Plain, facts: Facts) -> Param:
        """A kept value as a sentence's parameter, to be shown in the reader's language."""
        return str(value)

    def shown(self, value: Plain, answers: Answers, facts: Facts) -> Param:
        """A kept value as `show` gives it; what refers to other answers is shown as those stand now."""
        return self.show(value, facts)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write the answer: a format, a limit."""
        return ()


@dataclass(frozen=True, slots=True)
class Group:
    """A repeated group of questions: contributions, objectives, milestones.

    `one` is an item's name ("Contribution"), `add` the words for making one more; `titled_by` names the question whose
    answer heads an item in lists. With `at_least` above 0 the first item is begun without asking.
    """

    key: str
    ask: str
    _: KW_ONLY
    one: str
    add: str = N_("Add another")
    of: tuple[Question | Group, ...]
    label: str = ""
    help: str = ""
    at_least: int = 0
    at_most: int = 30
    titled_by: str = ""
    cites: str = ""
    when: Condition | None = None
    private: bool = False

    @property
    def optional(self) -> bool:
        """Whether the group may stay without items."""
        return self.at_least == 0


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a form. `brought_to` is the key of the question that takes what was written elsewhere for it;
    empty where nothing is taken. `standing` are the paragraphs that stand in the section of every such form, before
    what was written."""

    key: str
    title: str
    questions: tuple[Question | Group, ...]
    _: KW_ONLY
    help: str = ""
    cites: str = ""
    standing: tuple[Say, ...] = ()
    brought_to: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """Something the framework requires of the whole: the three elements of a letter (G2(c))."""

    key: str
    label: str
    cites: str
    present: Callable[[Answers], bool]
    found_at: str
    """The path of the question that supplies it, which is asked whenever the element is not present."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the parts of a form do not agree on: what it is, and the path of the question that mends it."""

    path: str
    what: Say


Checks: TypeAlias = Callable[[Answers], tuple[Finding, ...]]
"""Looks for what does not agree across sections. It advises; nothing is held back for it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition of a form changed against the one before, so that people in the middle of it can be told.

    Questions are named by their paths without item names (`contributions.how`). `removed` maps a question to the
    nearest one that stands; `renamed` maps an old path to the new one, under which the answers are kept from then on;
    `reworded` lists questions whose meaning changed enough to look again (by their new paths).
    """

    removed: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    reworded: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Flow:
    """A whole form. `order` is `linear` (question after question, then review) or `menu` (choose any section).

    `titled_by` is the question whose answer names the draft; `editions` tells what each edition changed. `ready` is
    said when nothing is missing, `submit` are the words of the button that sends it off, and `give_up` asks whether to
    give it up. A flow that is submitted `at_once` has no review: its last answer sends it off; one without words for
    `submit` is not sent off from its menu. `checks` look across sections. One that is `shared` is written by
    several people, each for themselves.
    """

    key: str
    _: KW_ONLY
    edition: int
    title: str
    sections: tuple[Section, ...]
    order: str = "linear"
    cites: str = ""
    titled_by: str = ""
    elements: tuple[Element, ...] = ()
    editions: Mapping[int, Edition] = field(default_factory=dict)
    ready: str = N_("Please read your answers. When all is right, send the letter.")
    submit: str = N_("Submit")
    give_up: str = N_("Give up this draft?")
    at_once: bool = False
    checks: Checks | None = None
    shared: bool = False
