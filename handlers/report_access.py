"""Who may do what with the report of an area: its leads write, the secretariat reads what was submitted (F§7, G6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flows.facts import Area
from handlers.buttons import base36, number_in
from handlers.permissions import OFFICERS
from handlers.plan_access import Access

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.report_records import AreaReport, Cycle
    from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class View:
    """A report as somebody sees it: they lead its area (`leads`), belong to the secretariat (`officer`), or neither."""

    report: AreaReport
    cycle: Cycle
    area: Area
    leads: bool
    officer: bool

    @property
    def number(self) -> str:
        """The report as buttons name it."""
        return base36(self.report.id)

    @property
    def may_write(self) -> bool:
        """Whether the person may write in it now."""
        return self.leads and self.cycle.is_open and self.report.is_writable

    def may_read(self, version: int) -> bool:
        """Whether the person may read a version, or the draft (0): a draft is its leads' own, what was submitted is the
        secretariat's too, and what is published everyone's."""
        if self.leads:
            return 0 <= version <= self.report.version
        if self.officer:
            return 0 < version <= self.report.version
        return 0 < version == self.report.published_version

    @property
    def newest(self) -> int:
        """The newest version that the person may read; 0 for the draft, -1 for none."""
        shown = (0 if self.may_write else self.report.version, self.report.version, self.report.published_version)
        return next((version for version in shown if self.may_read(version)), -1)


def subject_of(area: str, cycle_id: int) -> str:
    """What the draft of a report is about, as storage keeps it."""
    return f"{area}.{cycle_id}"


def area_and_cycle(subject: str) -> tuple[str, int]:
    """The area and the cycle that a subject names; the cycle is -1, which none is, for anything else."""
    area, _, cycle = subject.rpartition(".")
    return area, int(cycle) if cycle.isascii() and cycle.isdecimal() else -1


def area_named(talk: Talk, key: str) -> Area | None:
    """An area that is open."""
    return next((area for area in talk.surroundings.areas if area.key == key), None)


def areas_led(talk: Talk) -> tuple[Area, ...]:
    """The open areas that the person leads."""
    led = {role.area for role in talk.tx.roles(talk.person.id, talk.incoming.at) if role.kind == "lead"}
    return tuple(area for area in talk.surroundings.areas if area.key in led)


def leads(talk: Talk, area: str) -> bool:
    """Whether the person leads an area at this moment."""
    roles = talk.tx.roles(talk.person.id, talk.incoming.at)
    return any(role.kind == "lead" and role.area == area for role in roles)


def access(talk: Talk, subject: str) -> Access | None:
    """What the person may do with the report of a subject, if they may write in it now: a report that was submitted
    stays as it is, and none is written in a cycle that is closed."""
    key, cycle_id = area_and_cycle(subject)
    area = area_named(talk, key)
    if area is None or not leads(talk, key):
        return None
    report, cycle = talk.tx.area_report(cycle_id, key), talk.tx.cycle(cycle_id)
    if cycle is None or not cycle.is_open or (report is not None and not report.is_writable):
        return None
    return Access(area, leads=True)


def view(talk: Talk, report: AreaReport) -> View | None:
    """A report as the person sees it; `None` where its area is closed."""
    return view_of(talk.tx, report, talk.person.id, talk.incoming.at, talk.surroundings.areas)


def view_of(tx: Transaction, report: AreaReport, person_id: int, at: datetime, areas: Sequence[Area]) -> View | None:
    """The same for anybody, at a moment."""
    area, cycle = next((one for one in areas if one.key == report.area), None), tx.cycle(report.cycle_id)
    if area is None or cycle is None:
        return None
    roles = tx.roles(person_id, at)
    led = any(role.kind == "lead" and role.area == area.key for role in roles)
    return View(report, cycle, area, led, any(role.kind in OFFICERS for role in roles))


def view_named(talk: Talk, number: str) -> View | None:
    """The report that a button names by its number in base 36."""
    report = talk.tx.area_report_by_id(number_in(number))
    return None if report is None else view(talk, report)
