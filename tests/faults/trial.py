"""One trial: people write letters, and one fault after the other is put in and taken away while they do.

The people, the courses of letters and the comparison with what is kept are those of the crash trial.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tests.crash.applicants import Applicants
from tests.crash.comparison import Comparison
from tests.crash.found import Found, Plan
from tests.crash.ground import Laid
from tests.crash.records import read
from tests.crash.trial import OFFICER, Trial
from tests.e2e.program import Program, free_port
from tests.faults.disturbed import Way
from tests.faults.fault import Fault, Outcome
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
        self._metrics_port = free_port()

    async def try_out(
        self, ground: Laid, settings: Mapping[str, str], faults: Sequence[Fault]
    ) -> tuple[list[Outcome], Found]:
        """Put in each fault in turn; what was found at the end, when all have finished, beside the outcomes."""
        watched = {"LOG_FORMAT": "json", "METRICS_PORT": str(self._metrics_port)}
        ground = replace(ground, settings={**ground.settings, **settings, **watched})
        self._programs = [Program(ground.folder, command, ground.settings) for command in ground.commands]
        outcomes: list[Outcome] = []
        try:
            await self._start()
            await self._let_the_officer_in()
            comparison = Comparison(await self._learn_the_courses(ground), self.found)
            people = await self._let_everybody_in()
            for fault in faults:
                await asyncio.sleep(_BETWEEN)
                outcomes.append(await self._try_one(fault, people, comparison, ground))
            people.more = False
            await self._to_the_end(people, comparison, ground)
        finally:
            await self._clear_up()
        return outcomes, self.found

    async def _try_one(self, fault: Fault, people: Applicants, comparison: Comparison, ground: Laid) -> Outcome:
        loop = asyncio.get_running_loop()
        program = self._programs[0]
        number, log = program.pid, Log(program)
        log.begin_here()
        outcome = Outcome(fault.name, moved=fault.moved)
        lost, stranded, told = self.found.lost, self.found.stranded, len(self.found.faults)
        before = await metrics(self._metrics_port)
        begun = loop.time()
        async with fault.put_in():
            await asyncio.sleep(fault.seconds)
        ended = loop.time()
        outcome.lasted = ended - begun
        # The first act from now on may have been thought of before: it is the second that needs an answer.
        acts = {person.chat: len(person.updates) + 1 for person in people.unfinished}
        await self._all_go_on(people, acts, comparison)
        if fault.over and not await _until(lambda: log.says(fault.over), _OVER_WITHIN):
            outcome.wrong.append(f"the log never said {fault.over!r}")
        outcome.back = loop.time() - ended
        after = await metrics(self._metrics_port)
        comparison.look(people, read(ground.ask_at_work))
        outcome.lost, outcome.stranded = self.found.lost - lost, self.found.stranded - stranded
        outcome.wrong += self.found.faults[told:]
        outcome.grown = after.get(fault.moved, 0.0) - before.get(fault.moved, 0.0)
        loud = log.loud()
        outcome.loud = len(loud)
        if not fault.said or log.says(fault.said):
            outcome.said = fault.said
        else:
            outcome.wrong.append(f"the log never said {fault.said!r}, but {[line.get('event') for line in loud]}")
        if fault.moved and outcome.grown <= 0:
            outcome.wrong.append(f"{fault.moved} did not grow")
        if outcome.loud > _MOST_LINES:
            outcome.wrong.append(f"the log was flooded with {outcome.loud} lines, such as {loud[:_MOST_LINES]}")
        if not program.is_running or program.pid != number:
            outcome.wrong.append(f"the process ended:\n{self._log()}")
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
