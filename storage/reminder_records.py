"""What storage hands out about reminders: plain dataclasses, and times in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

WishKind: TypeAlias = Literal["stopped", "done", "agreed"]


@dataclass(frozen=True, slots=True)
class Watched:
    """A fact that is to be looked at now."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at facts: how many reminders are new, and how many were closed unsent."""

    facts: int = 0
    planned: int = 0
    closed: int = 0

    def __add__(self, other: Looked) -> Looked:
        return Looked(self.facts + other.facts, self.planned + other.planned, self.closed + other.closed)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What went to the outbox: how many reminders, in digests for how many people; and how many were closed unsent."""

    people: int = 0
    reminders: int = 0
    closed: int = 0

    def __add__(self, other: HandedOver) -> HandedOver:
        return HandedOver(self.people + other.people, self.reminders + other.reminders, self.closed + other.closed)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to a person; `stage` as `flows.stages.Stage.at` names it. `batch` is the digest that it went in."""

    id: int
    key: str
    person_id: int
    kind: str
    subject: str
    stage: str
    due_at: datetime
    send_at: datetime
    useful_until: datetime | None
    state: Literal["waiting", "handed", "closed"]
    batch: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of reminders of a kind, or of one subject of it."""

    kind: str
    subject: str
    wish: WishKind
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Stages that the secretariat has set in place of a kind's own, as plain data; who did, and when."""

    kind: str
    stages: tuple[Mapping[str, Any], ...]
    changed_by: int | None
    changed_at: datetime
