"""What a report takes from the area's plan and from the notes of its partners; the lead corrects it.

Each thing is taken once: an answer that stands at `SOURCES`, which no question asks for, keeps which item of the report
was made from what. So a later filling adds what has come since, and neither writes over what the lead wrote nor brings
back what the lead took out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flows.form import Group
from flows.layout import find, items, new_item
from flows.report import REPORT
from flows.session import Answer, Answers, Change, Plain, value_at

SOURCES: Final = "sources"
"""The path that keeps what was taken already: `{"efforts.3": "activities.3", "note.17": "activities.3.notes.1"}`."""

NOTHING: Final = Answer({"items": [], "next": 1})
"""A list without items, which need not be asked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A progress note as a report takes it: in whose name it was given, on which day (ISO 8601), and its words.

    `effort` is the item of the plan that it is about, such as `efforts.3`; empty where it is about the whole area.
    """

    id: int
    who: str
    on: str
    words: str
    effort: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filling adds: the changes of answers, and how many of each: `efforts`, `milestones`, `objectives`,
    `indicators`, `given` (contributions) and `notes`."""

    changes: tuple[Change, ...]
    added: Mapping[str, int]


def filled(answers: Answers, plan: Answers, notes: Sequence[Told]) -> Filled:
    """What is in the plan and in the notes, oldest first, and not yet in the report; nothing twice."""
    filling = _Filling(answers)
    for item in items(plan, "efforts"):
        _effort(filling, plan, item)
    for item in items(plan, "objectives"):
        _copied(filling, plan, "objectives", item, "objectives", {"statement": "statement", "target": "target"})
    for item in items(plan, "indicators"):
        same = {key: key for key in ("indicator", "unit", "baseline", "target", "by")}
        _copied(filling, plan, "indicators", item, "indicators", same)
    for item in items(plan, "given"):
        same = {key: key for key in ("partner", "what", "kind", "amount")}
        given = _copied(filling, plan, "given", item, "contributions", same)
        if given:
            filling.give(f"{given}.activity", Answer(None))
    for note in notes:
        _note(filling, note)
    return filling.result()


class _Filling:
    """The answers of a report while things are added to it."""

    def __init__(self, answers: Answers) -> None:
        self.before = answers
        self.answers = dict(answers)
        kept = answers.get(SOURCES)
        known = kept.value if kept is not None and isinstance(kept.value, dict) else {}
        self.sources: dict[str, Plain] = dict(known)
        self.made: dict[str, Answer] = {}
        self.added: dict[str, int] = {}

    def place_of(self, source: str) -> str | None:
        """Where something was taken to, if it was and still is there."""
        place = self.sources.get(source)
        if not isinstance(place, str):
            return None
        group, _, item = place.rpartition(".")
        return place if item in items(self.answers, group) else None

    def add(self, source: str, group: str, counts: str) -> str | None:
        """A new item of a group for something that was not taken before; None for anything else, and for a full list.

        `counts` is what it counts as in the end.
        """
        there, stop = items(self.answers, group), find(REPORT, self.answers, group)
        if source in self.sources or stop is None or not isinstance(stop.question, Group):
            return None
        if len(there) >= stop.question.at_most:
            return None
        name = new_item(self.answers, group)
        self.give(group, Answer({"items": [*there, name], "next": int(name) + 1}))
        self.sources[source] = f"{group}.{name}"
        self.added[counts] = self.added.get(counts, 0) + 1
        return f"{group}.{name}"

    def give(self, path: str, answer: Answer) -> None:
        """An answer at a path of something that was added."""
        self.answers[path] = self.made[path] = answer

    def result(self) -> Filled:
        if not self.added:
            return Filled((), {})
        self.give(SOURCES, Answer(self.sources))
        changes = (Change(path, self.before.get(path), new) for path, new in self.made.items())
        return Filled(tuple(changes), self.added)


def _copied(
    filling: _Filling, plan: Answers, from_group: str, item: str, to_group: str, keys: Mapping[str, str]
) -> str | None:
    """An item of the plan as an item of the report: the answers at these keys, under the keys that the report has. What
    the plan leaves out is skipped where that may be; what the report requires is asked for."""
    source = f"{from_group}.{item}"
    place = filling.add(source, to_group, from_group)
    if place is None:
        return None
    for plans, reports in keys.items():
        value = value_at(plan, f"{source}.{plans}")
        stop = find(REPORT, filling.answers, f"{place}.{reports}")
        if value is not None or (stop is not None and stop.question.optional is True):
            filling.give(f"{place}.{reports}", Answer(value))
    return place


def _effort(filling: _Filling, plan: Answers, item: str) -> None:
    """An effort as an activity, with its milestones; of one that is there already, the milestones that are new."""
    source = f"efforts.{item}"
    activity = _copied(filling, plan, "efforts", item, "activities", {"effort": "activity"})
    if activity is not None:
        planned = "\n\n".join(_texts(plan, source, "description", "target"))
        filling.give(f"{activity}.planned", Answer(planned or None))
        filling.give(f"{activity}.notes", NOTHING)
        filling.give(f"{activity}.milestones", NOTHING)
    else:
        activity = filling.place_of(source)
    if activity is None:
        return
    for step in items(plan, f"{source}.milestones"):
        _milestone(filling, plan, f"{source}.milestones.{step}", f"{activity}.milestones")


def _texts(plan: Answers, source: str, *keys: str) -> Iterator[str]:
    for key in keys:
        value = value_at(plan, f"{source}.{key}")
        if isinstance(value, str) and value:
            yield value


def _milestone(filling: _Filling, plan: Answers, source: str, group: str) -> None:
    place = filling.add(source, group, "milestones")
    if place is None:
        return
    named = value_at(plan, f"{source}.milestone")
    if named is not None:
        filling.give(f"{place}.milestone", Answer(named))
    filling.give(f"{place}.by", Answer(value_at(plan, f"{source}.by")))


def _note(filling: _Filling, note: Told) -> None:
    """A note under the activity that it is about, or under the area as a whole: with who told it, and when."""
    activity = filling.place_of(note.effort) if note.effort else None
    place = filling.add(f"note.{note.id}", f"{activity}.notes" if activity else "notes", "notes")
    if place is not None:
        filling.give(f"{place}.who", Answer(note.who))
        filling.give(f"{place}.on", Answer(note.on))
        filling.give(f"{place}.words", Answer(note.words))
