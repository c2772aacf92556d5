"""An area over months, in a running program whose clock is moved forward, to be read as each person reads it:
`python -m tests.e2e.two_years FOLDER` writes one transcript for each into a folder.

It is led, plans, meets and hears from its partners. The calendar's words are judged by reading these from end to end.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.letters import CHINESE, FRENCH
from tests.e2e.passing_time import MovedClock, PassingTime, Someone
from tests.e2e.program import Program
from tests.e2e.test_a_plan_reaches_the_world import steps
from tests.e2e.visitor import Press, Say, Visitor

TOKEN = re.compile(r"start=([\w-]+)")
BEGINS = datetime(2040, 1, 9, 8, tzinfo=UTC)
"""A Monday, far enough ahead that no machine's clock has passed it."""
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
            await they_tell(time, olga, lena, amelie)
        assert "Traceback" not in program.said()
    return tuple(time.people)


def token(link: str) -> str:
    """What a link carries."""
    found = TOKEN.search(link)
    assert found, link
    return found.group(1)


async def they_come(
    time: PassingTime, olga: Someone, lena: Someone, amelie: Someone, wang: Someone, sami: Someone
) -> None:
    """January: the secretariat, a lead and an adviser take up their roles; two partners are registered; a reporting
    cycle is opened without a date, since UNEP has not set one yet."""
    program = time.program
    await olga.do(Say(f"/start {token(await time.says('start='))}"), Say("/name Olga Berger"), at=time.at)
    await time.settle()
    await olga.tap("remzone", time.at)
    await olga.do(Say("Geneva"), at=time.at)
    lead = token(program.command("invite", "lead", "--area", "waste"))
    await lena.do(Say(f"/start {lead}"), Say("/name Lena Otieno"), at=time.at)
    await time.settle()
    await lena.tap("remzone", time.at)
    await lena.do(Say("Nairobi"), at=time.at)
    adviser = token(program.command("invite", "adviser"))
    await sami.do(Say("/language ar"), Say(f"/start {adviser}"), Say("/name سامي حداد"), at=time.at)
    await time.settle()
    await sami.tap("remzone", time.at)
    await sami.do(Say("عمّان"), at=time.at)
    for partner, letter in ((amelie, FRENCH), (wang, CHINESE)):
        await partner.write("a letter of intent is written", letter, time.at)
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
    await lena.write("the business plan is written", (Say("/plan"), *steps()), time.at)
    await lena.tap("plansend", time.at)
    await lena.tap("plansent", time.at)
    await time.settle()
    await sami.tap("planno", time.at)
    await time.settle()
    await lena.do(Say("/plan"), at=time.at)
    await lena.tap("planpub", time.at)
    await lena.tap("planput", time.at)
    await time.settle()


async def they_meet(time: PassingTime, lena: Someone, amelie: Someone, wang: Someone) -> None:
    """The partners are invited; one answers at once, one when reminded; the report comes when it is asked for."""
    await time.go_to(datetime(2040, 1, 23, 8, tzinfo=UTC))
    await lena.do(Say("/meeting"), at=time.at)
    await lena.tap("meetnew", time.at, begins="waste")
    await lena.do(
        Say("First meeting of the partners"),
        Press("pick", "annual"),
        Say("5 March 2040"),
        Say("Nairobi"),
        Say("14:00"),
        Say("2 hours"),
        Press("pick", "teleconference"),
        Say("https://meet.example.org/waste"),
        Say("1. The plan. 2. Who does what."),
        Press("skip"),
        Press("tick", "partners"),
        Press("done"),
        Press("submit"),
        at=time.at,
    )
    await time.settle()
    await amelie.tap("meetans", time.at)
    await time.go_to(datetime(2040, 2, 27, 8, tzinfo=UTC))
    await wang.tap("meetans", time.at)
    await time.go_to(datetime(2040, 3, 9, 8, tzinfo=UTC))
    await lena.tap("meet", time.at)
    await lena.tap("meetatt", time.at)
    await lena.tap("meettick", time.at)
    await lena.tap("meetall", time.at)
    await lena.tap("meetrep", time.at)
    await lena.do(Say("The partners agreed on who does what."), Press("skip"), Press("submit"), at=time.at)
    await lena.tap("meetpub", time.at)
    await lena.tap("meetput", time.at)
    await time.settle()


async def they_tell(time: PassingTime, olga: Someone, lena: Someone, amelie: Someone) -> None:
    """A partner tells what has been done, and asks to be asked again; the year is looked at."""
    await amelie.do(Say("/progress"), at=time.at)
    await amelie.tap("progress", time.at, begins="waste")
    await amelie.tap("progressnew", time.at)
    await amelie.do(
        Say("Deux ateliers ont eu lieu ; 40 personnes y ont appris le tri."),
        Press("skip"),
        Press("decline"),
        Press("submit"),
        at=time.at,
    )
    await time.settle()
    await lena.do(Say("/calendar"), at=time.at)
    await olga.do(Say("/agenda"), at=time.at)
    await time.go_to(datetime(2040, 6, 18, 8, tzinfo=UTC))


def main() -> None:
    """Write the transcripts."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="quicksilver-years-") as folder:
        people = asyncio.run(told(Path(folder)))
    for person in people:
        (into / f"{person.name}.txt").write_text("\n".join(person.lines), encoding="utf-8")


if __name__ == "__main__":
    main()
