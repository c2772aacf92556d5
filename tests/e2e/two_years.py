"""An area over two years, in a running program whose clock is moved forward, to be read as each person reads them:
`python -m tests.e2e.two_years FOLDER` writes one transcript for each into a folder.

It is led, plans, meets, hears from its partners, reports to UNEP and renews its lead. The words of the calendar are
judged by reading these from end to end.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.letters import CHINESE, FRENCH
from tests.e2e.passing_time import MovedClock, PassingTime, Someone
from tests.e2e.program import Program
from tests.e2e.told import plan_steps, report_steps
from tests.e2e.visitor import Press, Say, Step, Visitor
from tests.flows.told_reports import ENGLISH_REPORT

TOKEN = re.compile(r"start=([\w-]+)")
BEGINS = datetime(2040, 1, 9, 8, tzinfo=UTC)
"""A Monday, far enough ahead that no machine's clock has passed it."""
REPORTED = datetime(2041, 12, 2, 8, tzinfo=UTC)
BY_TELECONFERENCE = (Press("pick", "teleconference"), Say("https://meet.example.org/waste"))
IN_NAIROBI = (
    Press("pick", "in person"),
    Say("Conference room 4, United Nations Office at Nairobi"),
    Press("skip"),
)
TOLD_REPORT = replace(
    ENGLISH_REPORT,
    answers={
        **ENGLISH_REPORT.answers,
        "activities.1.milestones.1.reached": "October 2040",
        "indicators.1.measured": "November 2041",
        "indicators.2.measured": "November 2041",
    },
)
PEOPLE = (
    ("secretariat", "Europe/Zurich"),
    ("lead", "Africa/Nairobi"),
    ("partner-in-benin", "Africa/Porto-Novo"),
    ("partner-in-china", "Asia/Shanghai"),
    ("adviser", "Asia/Amman"),
)


async def told(folder: Path) -> tuple[Someone, ...]:
    """Everybody, with all that was said to them; the program's data lies in `folder` meanwhile."""
    clock = MovedClock(folder, BEGINS)
    with Program(folder, settings={"TEST_CLOCK": str(clock.file)}) as program:
        async with AsyncExitStack() as stack:
            people = [
                Someone(name, await stack.enter_async_context(Visitor(program.url)), zone) for name, zone in PEOPLE
            ]
            olga, lena, amelie, wang, sami = people
            time = PassingTime(folder, program, clock, people)
            await they_come(time, olga, lena, amelie, wang, sami)
            await they_plan(time, lena, sami)
            await they_meet(time, lena, amelie, wang)
            await they_tell(time, olga, lena, amelie, wang)
            await they_meet_again(time, lena, amelie, wang)
            await a_date_is_set(time, olga)
            await they_report(time, olga, lena)
            await the_lead_is_renewed(time, olga, lena, amelie, wang)
        assert "Traceback" not in program.said()
    return tuple(time.people)


def token(link: str) -> str:
    """What a link carries."""
    found = TOKEN.search(link)
    assert found, link
    return found.group(1)


def in_these_years(told: list[Step]) -> list[Step]:
    """What was told of a plan from 2027 on, in the years of this story."""
    return [Say(re.sub(r"20\d\d", _later, step.text)) if isinstance(step, Say) else step for step in told]


def _later(year: re.Match[str]) -> str:
    return str(int(year[0]) + BEGINS.year - 2027)


async def they_come(
    time: PassingTime, olga: Someone, lena: Someone, amelie: Someone, wang: Someone, sami: Someone
) -> None:
    """January: the secretariat, a lead and an adviser take up their roles; two partners are registered; a reporting
    cycle is opened without a date, since UNEP has not set one yet."""
    program = time.program
    await olga.do(Say(f"/start {token(await time.says('start='))}"), at=time.at)
    await time.settle()
    await olga.do(Say("/name Olga Berger"), at=time.at)
    await time.settle()
    await olga.tap("remzone", time.at)
    await olga.do(Say("Geneva"), at=time.at)
    lead = token(program.command("invite", "lead", "--area", "waste"))
    await lena.do(Say(f"/start {lead}"), at=time.at)
    await time.settle()
    await lena.do(Say("/name Lena Otieno"), at=time.at)
    await time.settle()
    await lena.tap("remzone", time.at)
    await lena.do(Say("Nairobi"), at=time.at)
    adviser = token(program.command("invite", "adviser"))
    await sami.do(Say("/language ar"), Say(f"/start {adviser}"), at=time.at)
    await time.settle()
    await sami.do(Say("/name سامي حداد"), at=time.at)
    await time.settle()
    await sami.tap("remzone", time.at)
    await sami.do(Say("عمّان"), at=time.at)
    for partner, letter in ((amelie, FRENCH), (wang, CHINESE)):
        await partner.do(*letter, at=time.at)
        await time.settle()
        await olga.tap("register", time.at)
        await olga.tap("registered", time.at)
        await time.settle()
    await olga.do(Say("/reports"), at=time.at)
    await olga.tap("cyclenew", time.at)
    await olga.do(Say("2040 to 2041"), Say("Reporting format of 2040"), Press("skip"), Press("submit"), at=time.at)
    await time.settle()


async def they_plan(time: PassingTime, lena: Someone, sami: Someone) -> None:
    """A week later the plan is written, seen by the Advisory Group and published."""
    await time.go_to(datetime(2040, 1, 16, 8, tzinfo=UTC))
    await lena.do(Say("/plan"), *in_these_years(plan_steps()), at=time.at)
    await lena.tap("plansend", time.at)
    await lena.tap("plansent", time.at)
    await time.settle()
    await sami.tap("planno", time.at)
    await time.settle()
    await lena.do(Say("/plan"), at=time.at)
    await lena.tap("planpub", time.at)
    await lena.tap("planput", time.at)
    await time.settle()


async def a_meeting_is_planned(
    time: PassingTime, lead: Someone, title: str, day: str, hour: str, length: str, how: Sequence[Step], agenda: str
) -> None:
    """A yearly meeting of the partners, on Nairobi's clocks, of which they are told."""
    await lead.tap("meetnew", time.at, begins="waste")
    when = (Say(day), Say("Nairobi"), Say(hour), Say(length))
    who = (Press("tick", "partners"), Press("done"), Press("submit"))
    await lead.do(Say(title), Press("pick", "annual"), *when, *how, Say(agenda), Press("skip"), *who, at=time.at)
    await time.settle()


async def its_report_is_published(time: PassingTime, lead: Someone, words: str) -> None:
    """The newest meeting that was told of: who was there, and its report."""
    for act in ("meet", "meetatt", "meettick", "meetall", "meetrep"):
        await lead.tap(act, time.at)
    await lead.do(Say(words), Press("skip"), Press("submit"), at=time.at)
    await lead.tap("meetpub", time.at)
    await lead.tap("meetput", time.at)
    await time.settle()


async def a_note_is_given(time: PassingTime, partner: Someone, words: str) -> None:
    """A partner tells what has been done, of no effort in particular and without a file."""
    await partner.tap("progressnew", time.at)
    await partner.do(Say(words), Press("skip"), Press("decline"), Press("submit"), at=time.at)
    await time.settle()


async def they_meet(time: PassingTime, lena: Someone, amelie: Someone, wang: Someone) -> None:
    """The partners are invited; one answers at once, one when reminded; the report comes when it is asked for."""
    await time.go_to(datetime(2040, 1, 23, 8, tzinfo=UTC))
    await lena.do(Say("/meeting"), at=time.at)
    await a_meeting_is_planned(
        time,
        lena,
        "First meeting of the partners",
        "5 March 2040",
        "14:00",
        "2 hours",
        BY_TELECONFERENCE,
        "1. The plan. 2. Who does what.",
    )
    await amelie.tap("meetans", time.at)
    await time.go_to(datetime(2040, 2, 27, 8, tzinfo=UTC))
    await wang.tap("meetans", time.at)
    await time.go_to(datetime(2040, 3, 9, 8, tzinfo=UTC))
    await its_report_is_published(time, lena, "The partners agreed on who does what.")


async def they_tell(time: PassingTime, olga: Someone, lena: Someone, amelie: Someone, wang: Someone) -> None:
    """A partner tells what has been done, and both agree to be asked; the year is looked at."""
    for partner in (amelie, wang):
        await partner.do(Say("/progress"), at=time.at)
        await partner.tap("progress", time.at, begins="waste")
        await partner.tap("progwish", time.at, begins="waste.agreed")
    await a_note_is_given(time, amelie, "Deux ateliers ont eu lieu ; 40 personnes y ont appris le tri.")
    await lena.do(Say("/calendar"), at=time.at)
    await olga.do(Say("/agenda"), at=time.at)
    await time.go_to(datetime(2040, 6, 18, 8, tzinfo=UTC))
    await a_note_is_given(time, wang, "两家医院已分开收集含汞废物，护士已接受培训。")


async def they_meet_again(time: PassingTime, lena: Someone, amelie: Someone, wang: Someone) -> None:
    """The year is nearly over when the lead, reminded twice, plans the next meeting; one partner cannot come."""
    await time.go_to(datetime(2041, 2, 5, 8, tzinfo=UTC))
    await a_meeting_is_planned(
        time,
        lena,
        "Second meeting of the partners",
        "4 March 2041",
        "10:00",
        "3 hours",
        IN_NAIROBI,
        "1. What has been done. 2. The report to UNEP.",
    )
    await amelie.tap("meetans", time.at)
    await wang.tap("meetans", time.at, begins="2.no")
    await time.go_to(datetime(2041, 3, 5, 8, tzinfo=UTC))
    await its_report_is_published(time, lena, "The partners heard what has been done.")


async def a_date_is_set(time: PassingTime, olga: Someone) -> None:
    """UNEP sets the date of the reports."""
    await time.go_to(datetime(2041, 5, 6, 8, tzinfo=UTC))
    await olga.do(Say("/reports"), at=time.at)
    await olga.tap("cycleedit", time.at)
    await olga.do(Press("edit", "due"), Say("15 November 2041"), Press("submit"), at=time.at)
    await time.settle()


async def they_report(time: PassingTime, olga: Someone, lena: Someone) -> None:
    """The report is two weeks late; it is submitted, and published."""
    await time.go_to(REPORTED)
    await lena.do(Say("/report"), at=time.at)
    await lena.do(*report_steps(TOLD_REPORT, REPORTED), at=time.at)
    await lena.tap("repsend", time.at)
    await lena.tap("repsent", time.at)
    await time.settle()
    await olga.tap("reppub", time.at)
    await olga.tap("repput", time.at)
    await time.settle()


async def the_lead_is_renewed(time: PassingTime, olga: Someone, lena: Someone, amelie: Someone, wang: Someone) -> None:
    """The partners meet before the lead's term ends, and keep their lead; the secretariat records it."""
    await time.go_to(datetime(2041, 12, 4, 8, tzinfo=UTC))
    await lena.do(Say("/meeting"), at=time.at)
    await a_meeting_is_planned(
        time,
        lena,
        "Third meeting of the partners",
        "18 December 2041",
        "14:00",
        "1 hour",
        BY_TELECONFERENCE,
        "1. Who leads the area for the next two years.",
    )
    for partner in (amelie, wang):
        await partner.tap("meetans", time.at)
    await time.go_to(datetime(2041, 12, 19, 8, tzinfo=UTC))
    await olga.do(Say("/people"), at=time.at)
    await olga.tap("role", time.at, named="Lena Otieno")
    await olga.tap("term", time.at)
    await olga.tap("renew", time.at)
    await olga.do(Press("pick", "3"), Press("skip"), Press("submit"), at=time.at)
    await time.go_to(datetime(2042, 1, 12, 8, tzinfo=UTC))
    await lena.do(Say("/calendar"), at=time.at)


def main() -> None:
    """Write the transcripts."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="quicksilver-years-") as folder:
        people = asyncio.run(told(Path(folder)))
    for person in people:
        (into / f"{person.name}.txt").write_text(person.transcript(), encoding="utf-8")


if __name__ == "__main__":
    main()
