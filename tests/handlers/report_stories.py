"""A reporting cycle, and leads, partners and officers around it: what they do again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flows.session import Answer, Plain
from handlers.buttons import base36
from storage.report_records import AreaReport, Cycle
from tests.flows.plans import whole
from tests.handlers.desk import Desk, Someone
from tests.handlers.plan_stories import fill
from tests.handlers.stories import standing

FORMAT = "Reporting format of 2026"
REST: dict[str, Plain] = {
    "activities.1.done": "A centre was built.",
    "activities.1.state": "underway",
    "activities.1.milestones.1.state": "reached",
    "activities.1.milestones.1.reached": "2026-04",
    "activities.1.milestones.2.state": "late",
    "effectiveness": "Nine in ten still work without mercury.",
    "objectives.1.progress": "A third less.",
    "impact": "Less mercury in the rivers.",
    "indicators.1.state": "measured",
    "indicators.1.value": "180",
    "indicators.1.measured": "2026-10",
    "lessons": "Begin early.",
}
"""What a report on the plan of `tests.flows.plans` asks for beside what is taken from the plan."""


def button(who: Someone, act: str) -> str:
    """What the newest button of an act carries."""
    for number in sorted(who.screen, reverse=True):
        for data in who.screen[number].buttons():
            if data.startswith(f"!{act}:"):
                return data
    raise AssertionError(f"no button does {act}; {who.name} sees: {who.sees}")


def sees_button(who: Someone, act: str) -> bool:
    """Whether the last update showed a button of an act."""
    return any(data.startswith(f"!{act}:") for shown in who.new for data in shown.buttons())


async def open_cycle(desk: Desk, noor: Someone, due: str | None = None, period: str = "2025 to 2026") -> Cycle:
    """A cycle that an officer opens by answering the form."""
    await noor.say("/reports")
    await noor.press_data(button(noor, "cyclenew"))
    await noor.says(period, FORMAT)
    if due is None:
        await noor.press("skip")
    else:
        await noor.say(due)
    await noor.press("submit")
    assert "The reporting cycle is open." in noor.sees
    return await current(desk)


async def current(desk: Desk) -> Cycle:
    """The cycle that is open."""
    cycle = await desk.store.read(lambda tx: tx.current_cycle())
    assert cycle is not None
    return cycle


async def plan(desk: Desk, eve: Someone, efforts: int = 1) -> None:
    """The draft of a whole plan of the area that somebody leads."""
    await eve.say("/plan")
    await fill(desk, eve, whole(efforts=efforts))
    await eve.press("save")


async def write_the_rest(desk: Desk, who: Someone) -> None:
    """All that the report where the person stands still asks for."""
    await fill(desk, who, {path: Answer(value) for path, value in REST.items()})


async def submit(desk: Desk, eve: Someone) -> None:
    """The report of the area that somebody leads, complete and submitted."""
    await eve.say("/report")
    await write_the_rest(desk, eve)
    await eve.say("/report")
    await eve.press_data(button(eve, "repsend"))
    await eve.press_data(button(eve, "repsent"))
    assert "The report is submitted as GMP-" in eve.sees


async def report_of(desk: Desk, area: str = "asgm") -> AreaReport:
    """The report of an area in the current cycle."""
    cycle = await current(desk)
    found = await desk.store.read(lambda tx: tx.area_report(cycle.id, area))
    assert found is not None
    return found


async def stands_in(desk: Desk, who: Someone) -> str:
    """The form where somebody stands; empty for none."""
    where = await standing(desk, who)
    return "" if where is None else where.flow


def days_ago(days: int) -> str:
    """A day as the form takes it."""
    return (datetime.now(UTC).date() - timedelta(days=days)).isoformat()


def named(report: AreaReport) -> str:
    """A report as buttons name it."""
    return base36(report.id)
