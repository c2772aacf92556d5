"""What the public register shows of meetings and of reports: plain dataclasses, and times in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.records import Submission
from storage.report_records import AreaReport, Cycle


@dataclass(frozen=True, slots=True)
class PublicFile:
    """The file of a published report: its media type and its size in bytes."""

    id: int
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """A meeting as everyone may know of it: nobody is named, and how to take part is told to those who are invited.

    `begun`: it has begun, or is over. `report` and `report_file` are there once its report is published.
    """

    id: int
    area: str | None
    kind: str
    title: str
    language: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    form: str
    cancelled: bool
    begun: bool
    published_at: datetime | None = None
    report: str = ""
    report_language: str = ""
    report_file: PublicFile | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """A reporting cycle with the reports that were begun in it, by area. `due_passed`: the day on which reports were
    due is over."""

    cycle: Cycle
    reports: Mapping[str, AreaReport]
    due_passed: bool


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A report that everyone may read, with those that its area published for earlier periods, from the oldest on."""

    cycle: Cycle
    report: AreaReport
    submission: Submission
    earlier: tuple[Submission, ...]
