"""What storage hands out about plans: plain dataclasses, and times in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.records import Submission


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """A change of a shared draft: what the answer became (`None`: it was taken away), and what it was.

    `name` is empty where it is not known who made it. What is `aside` was written and not taken over.
    """

    id: int
    path: str
    content: Mapping[str, Any] | None
    before: Mapping[str, Any] | None
    aside: bool
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who is invited to write in a plan; `sections` is empty where all are meant."""

    person_id: int
    name: str
    sections: tuple[str, ...]
    invited_at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody else who stands in the same draft; `standing` is what `flows.session.Session.standing` gave."""

    person_id: int
    name: str
    standing: Mapping[str, Any]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The draft of an area's plan. `version` counts what was sent from it, and `revision` its changes."""

    id: int
    area: str
    state: str
    revision: int
    reference: str | None
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PlanRemark:
    """A remark on a plan with its answer. `kind` is `remark`, `advice` or `none` (see `storage.plan_tables`)."""

    id: int
    draft_id: int
    version: int
    kind: str
    section: str
    person_id: int | None
    name: str
    language: str
    words: str
    at: datetime
    answer: str
    answer_language: str
    settled_at: datetime | None

    def is_of_the_round(self, published_at: datetime | None, version: int) -> bool:
        """Whether advice belongs to the version of a plan that follows what was published at a moment: it was said, or
        answered, since then. "No remarks" counts for the `version` that it was said of."""
        if self.kind == "none":
            return self.version == version
        if published_at is None or self.at > published_at:
            return True
        return bool(self.answer) and self.settled_at is not None and self.settled_at > published_at


@dataclass(frozen=True, slots=True)
class NewPlanRemark:
    """A remark to be kept; who made it and how they are called comes from the person."""

    draft_id: int
    version: int
    kind: str
    section: str
    person_id: int
    language: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A published version of an area's plan: the submission that it is, and the one that the Advisory Group saw."""

    area: str
    number: int
    draft_id: int
    reference: str
    version: int
    advised_version: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """A plan that everyone may read: its submission, the advice on it, and the version that was published before it."""

    plan: Publication
    submission: Submission
    advice: tuple[PlanRemark, ...]
    before: Submission | None
