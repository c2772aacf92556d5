"""One trial: people write letters, and one fault after the other is put in and taken away while they do.

The people, the courses of letters and the comparison with what is kept are those of the crash trial; every fourth of
the people is impatient.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from benchmarks.letter_answers import answers_by_question
from benchmarks.people import LetterWriter, Person
from tests.crash.applicants import Applicants
from tests.crash.comparison import Comparison
from tests.crash.course import Course
from tests.crash.found import Found, Plan
from tests.crash.ground import Laid
from tests.crash.records import read
from tests.crash.trial import FIRST_CHAT, LETTER, OFFICER, Trial
from tests.e2e.program import Program, free_port
from tests.faults.disturbed import Way
from tests.faults.fault import Fault, Outcome
from tests.faults.impatient import FORM, MOST_AT_ONCE, ImpatientCrowd, in_impatience, is_impatient
from tests.faults.of_sqlite import AWAY
from tests.faults.seen import Log, metrics

OFFICERS: Final = (str(OFFICER),)
# More than this is a flood, whatever it says: each part of the program has a line for a fault, and one for its end.
_MOST_LINES: Final = 12
# The longest pause between two tries is a minute.
_OVER_WITHIN: Final = 90.0
# Seconds that people write undisturbed before the first fault and between two.
_BETWEEN: Final = 1.0


class FaultTrial(Trial):
    """Serve `way`, then `try_out`."""

    def __init__(self, people: int, pause: float, seed: int) -> None:
        super().__init__(Plan(people, at_plans=0, kills=0, pause=pause, seed=seed))
        self.way = Way(self.stand_in.answer)
        self._patient: Course | None = None
        self._metrics_ports: list[int] = []
        self._hooked = False

    async def try_out(
        self, ground: Laid, settings: Mapping[str, str], faults: Sequence[Fault]
    ) -> tuple[list[Outcome], Found]:
        """Put in each fault in turn; what was found at the end, when all have finished, beside the outcomes."""
        self._metrics_ports = [free_port() for _ in ground.commands]
        self._hooked = "WEBHOOK_URL" in ground.settings
        for command, port in zip(ground.commands, self._metrics_ports, strict=True):
            own = {**ground.settings, **settings, "LOG_FORMAT": "json", "METRICS_PORT": str(port)}
            self._programs.append(Program(ground.folder, command, own))
        outcomes: list[Outcome] = []
        try:
            await self._start()
            await self._let_the_officer_in()
            courses = await self._learn_the_courses(ground)
            self._patient = courses[LETTER]
            comparison = Comparison({**courses, FORM: in_impatience(self._patient)}, self.found)
            people = await self._let_everybody_in()
            for fault in faults:
                await asyncio.sleep(_BETWEEN)
                outcomes.append(await self._try_one(fault, people, comparison, ground))
            people.more = False
            await self._to_the_end(people, comparison, ground)
            if not any(fault.twice for fault in faults) and self.found.files_twice + self.found.news_twice:
                self.found.faults.append(f"notices came twice: {self.found}")
        finally:
            await self._clear_up()
        return outcomes, self.found

    async def _let_everybody_in(self) -> Applicants:
        def arrive(chat: int) -> tuple[str, Person]:
            return FORM if is_impatient(chat) else LETTER, LetterWriter(chat, answers_by_question())

        return self._let_in(self._plan.people, arrive, self._plan.pause, FIRST_CHAT + 1)

    def _gather(
        self, at_once: int, arrive: Callable[[int], tuple[str, Person]], pause: float, first: int
    ) -> Applicants:
        if self._patient is None:
            return super()._gather(at_once, arrive, pause, first)
        return ImpatientCrowd(
            at_once,
            arrive,
            patient=self._patient,
            bring=lambda chat, act: self.stand_in.bring(chat, act, times=2 if is_impatient(chat) else 1),
            random=self._random,
            pause=pause,
            first_chat=first,
        )

    async def _try_one(self, fault: Fault, people: Applicants, comparison: Comparison, ground: Laid) -> Outcome:
        loop = asyncio.get_running_loop()
        numbers, logs = [program.pid for program in self._programs], [Log(program) for program in self._programs]
        outcome = Outcome(fault.name, moved=fault.moved)
        lost, stranded, told = self.found.lost, self.found.stranded, len(self.found.faults)
        refused = self.stand_in.refused
        before = await metrics(self._metrics_ports)
        begun = loop.time()
        async with fault.put_in():
            await asyncio.sleep(fault.seconds)
        ended = loop.time()
        outcome.lasted = ended - begun
        # What is done first from now on may have been thought of before: it is the second time that needs an answer.
        acts = {
            person.chat: len(person.updates) + (2 * MOST_AT_ONCE - 1 if person.form == FORM else 1)
            for person in people.unfinished
        }
        await self._all_go_on(people, acts, comparison)
        if fault.over and not await _until(lambda: any(log.says(fault.over) for log in logs), _OVER_WITHIN):
            outcome.wrong.append(f"the log never said {fault.over!r}")
        outcome.back = loop.time() - ended
        after = await metrics(self._metrics_ports)
        comparison.look(people, read(ground.ask_at_work))
        outcome.lost, outcome.stranded = self.found.lost - lost, self.found.stranded - stranded
        outcome.again = self.stand_in.refused - refused
        outcome.wrong += self.found.faults[told:]
        outcome.grown = after.get(fault.moved, 0.0) - before.get(fault.moved, 0.0)
        loud = [log.loud() for log in logs]
        outcome.loud = sum(len(lines) for lines in loud)
        if not fault.said or any(log.says(fault.said) for log in logs):
            outcome.said = fault.said
        else:
            said = [line.get("event") for lines in loud for line in lines]
            outcome.wrong.append(f"the log never said {fault.said!r}, but {said}")
        if fault.moved and outcome.grown <= 0:
            outcome.wrong.append(f"{fault.moved} did not grow")
        if self._hooked and fault.said == AWAY and not outcome.again:
            outcome.wrong.append("the database was away, and no delivery was refused")
        for lines in loud:
            if len(lines) > _MOST_LINES:
                outcome.wrong.append(f"the log was flooded with {len(lines)} lines, such as {lines[:_MOST_LINES]}")
        for program, number in zip(self._programs, numbers, strict=True):
            if not program.is_running or program.pid != number:
                outcome.wrong.append(f"a process ended:\n{program.said()[-3000:]}")
        return outcome


async def _until(condition: Callable[[], bool], within: float) -> bool:
    """Wait until the condition holds; says whether it does."""
    try:
        async with asyncio.timeout(within):
            while not condition():  # noqa: ASYNC110  # it is in a file that another process writes
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True
