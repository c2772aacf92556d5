"""What storage hands out about reporting: plain dataclasses, and times in UTC; days are as ISO 8601 has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

ReportState: TypeAlias = Literal["open", "submitted", "returned", "published"]


@dataclass(frozen=True, slots=True)
class CycleTerms:
    """What the secretariat sets of a reporting cycle: its period, the edition of UNEP's format, and the day on which
    reports are due, `None` while UNEP has not set a date (Framework F§7, T6)."""

    period_from: str
    period_until: str
    format: str
    due_on: str | None


@dataclass(frozen=True, slots=True)
class Cycle:
    """A reporting cycle. `revision` counts its changes; it is over once it is closed."""

    id: int
    period_from: str
    period_until: str
    format: str
    due_on: str | None
    revision: int
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether reports are written for it now."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class AreaReport:
    """The report of an area in a cycle. `version` is the newest that was submitted, `published_version` the one that
    everyone can read (0: none): it stays so when the report is returned afterwards."""

    id: int
    cycle_id: int
    area: str
    draft_id: int
    state: ReportState
    reference: str | None
    version: int
    revision: int
    submitted_at: datetime | None
    returned_at: datetime | None
    returned_words: str
    returned_language: str
    published_at: datetime | None
    published_version: int

    @property
    def is_writable(self) -> bool:
        """Whether it can be written in: what was submitted stays as it is until it is returned for completion."""
        return self.state in ("open", "returned")


@dataclass(frozen=True, slots=True)
class NewProgressNote:
    """A progress note that a partner gives; `partner_id` is the partner in whose name, where one is registered."""

    area: str
    person_id: int
    partner_id: int | None
    language: str
    words: str
    effort: str = ""
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """A progress note (Framework G6(b)).

    `partner` is the name of the partner in whose name it was given, empty where none is registered; `name` who wrote
    it, empty once they asked to be forgotten. `effort` is the item of the plan that it is about, such as `efforts.3`.
    `files` are identifiers of files, of which some may be erased since.
    """

    id: int
    area: str
    person_id: int | None
    partner_id: int | None
    partner: str
    name: str
    language: str
    words: str
    effort: str
    files: tuple[int, ...]
    at: datetime
