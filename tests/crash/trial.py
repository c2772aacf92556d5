"""One trial: people write, the program is killed again and again, and after each kill its database is read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from benchmarks.letter_answers import answers_by_question
from benchmarks.messages import Act, Typed
from benchmarks.people import LetterWriter, Person
from benchmarks.standin import StandIn
from tests.crash.applicants import Applicant, Applicants
from tests.crash.arrivals import FILES, Arrivals
from tests.crash.comparison import Comparison
from tests.crash.course import Course
from tests.crash.found import Found, Plan
from tests.crash.ground import Laid
from tests.crash.plan_writers import LEARNED_IN, PARTS, PlanWriter, Seat, seats
from tests.crash.records import NOTHING, read
from tests.crash.stillness import Stillness
from tests.e2e.program import Program

LETTER: Final = "letter"
OFFICER: Final = 900_001
FIRST_CHAT: Final = 1_000_001
_FILES_WITHIN: Final = 60
_READY_WITHIN: Final = 60.0
# Every so many kills the program is left alone until everybody has gone on.
_REST_EVERY: Final = 3
_TOKEN: Final = re.compile(r"start=([\w-]+)")
# A poll is asked for as long as the program lives, whether it has anything to do or not.
_IDLE_CALLS: Final = ("getUpdates",)


class Trial:
    """The stand-in, the people and the program's processes of one trial. Serve `stand_in`, then `run`."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._random = Random(plan.seed)
        self.stand_in = StandIn(self._confirmed, self._heard)
        self._people: Applicants | None = None
        self._programs: list[Program] = []
        self._victims: Sequence[Program] = ()
        self._calls_left = 0
        self._called_enough = asyncio.Event()
        self._stillness = Stillness(lambda: self._programs)
        self._arrivals = Arrivals(OFFICER, self._stillness.stir)
        self.stand_in.crowd = self._arrivals
        self.found = Found()

    async def run(self, ground: Laid) -> Found:
        """Run it to the end."""
        self._programs = [Program(ground.folder, command, ground.settings) for command in ground.commands]
        try:
            await self._start()
            await self._let_the_officer_in()
            courses = await self._learn_the_courses(ground)
            comparison = Comparison(courses, self.found)
            people = await self._let_everybody_in()
            rest_at = _REST_EVERY
            while self.found.kills < self._plan.kills:
                await self._kill()
                comparison.look(people, read(ground.ask))
                before = {person.chat: len(person.updates) for person in people.unfinished}
                await self._start()
                people.back_at = asyncio.get_running_loop().time()
                if self.found.kills >= rest_at:
                    rest_at += _REST_EVERY
                    await self._all_go_on(people, before, comparison)
            people.more = False
            await self._to_the_end(people, comparison, ground)
        finally:
            await self._clear_up()
        return self.found

    async def _clear_up(self) -> None:
        """Send everybody home, and end what still runs."""
        if self._people is not None:
            self._people.leave()
        for program in self._programs:
            if program.is_running:
                program.kill()
        await self.stand_in.close()

    # -- who is there -------------------------------------------------------------------------------------------------

    async def _start(self) -> None:
        """Start what does not run, and wait until the bot takes updates, unless it is to be killed before that."""
        starting = [program for program in self._programs if not program.is_running]
        if self._programs[0] in starting:
            self.stand_in.forget_the_bot()
        for program in starting:
            program.launch()
        if not await self.stand_in.sees_the_bot(_READY_WITHIN):
            raise RuntimeError(f"the bot asked for no updates:\n{self._log()}")

    async def _invite(self, *role: str) -> str:
        """The token of an invitation that the operator makes; the command asks this server what the bot is called."""
        said = await asyncio.to_thread(self._programs[0].command, "invite", *role)
        found = _TOKEN.search(said)
        if found is None:
            raise RuntimeError(f"there is no link in {said}")
        return found.group(1)

    async def _let_the_officer_in(self) -> None:
        """Somebody of the secretariat, who hears of every letter and does nothing."""
        token = await self._invite("secretariat")
        self.stand_in.bring(OFFICER, Typed(f"/start {token}"))
        async with asyncio.timeout(_READY_WITHIN):
            await self._arrivals.officer_is_in.wait()

    def _let_in(
        self, at_once: int, arrive: Callable[[int], tuple[str, Person]], pause: float, first: int
    ) -> Applicants:
        people = self._gather(at_once, arrive, pause, first)
        self._people = self._arrivals.people = people
        return people

    def _gather(
        self, at_once: int, arrive: Callable[[int], tuple[str, Person]], pause: float, first: int
    ) -> Applicants:
        return Applicants(
            at_once, arrive, bring=self.stand_in.bring, random=self._random, pause=pause, first_chat=first
        )

    async def _let_everybody_in(self) -> Applicants:
        places = seats(self._plan.at_plans)
        tokens = await self._tokens([place.area for place in places])
        waiting = iter(zip(places, tokens, strict=True))

        def arrive(chat: int) -> tuple[str, Person]:
            place, token = next(waiting, (None, ""))
            if place is None:
                return LETTER, LetterWriter(chat, answers_by_question())
            return place.form, PlanWriter(token, place.part)

        return self._let_in(self._plan.people, arrive, self._plan.pause, FIRST_CHAT + 1 + len(PARTS))

    async def _tokens(self, areas: Sequence[str]) -> list[str]:
        """Invitations for leads, two commands at a time."""
        tokens: list[str] = []
        for number in range(0, len(areas), 2):
            pair = (self._invite("lead", "--area", area) for area in areas[number : number + 2])
            tokens += await asyncio.gather(*pair)
        return tokens

    # -- what is kept of something that nothing disturbs --------------------------------------------------------------

    async def _learn_the_courses(self, ground: Laid) -> dict[str, Course]:
        courses = {
            LETTER: await self._learn(ground, FIRST_CHAT, LETTER, LetterWriter(FIRST_CHAT, answers_by_question()))
        }
        parts = {place.part for place in seats(self._plan.at_plans)}
        tokens = await self._tokens([LEARNED_IN] * len(parts))
        for part, token in zip(sorted(parts), tokens, strict=True):
            form = Seat(LEARNED_IN, part).form
            courses[form] = await self._learn(ground, FIRST_CHAT + 1 + part, form, PlanWriter(token, part))
        return courses

    async def _learn(self, ground: Laid, chat: int, form: str, writer: Person) -> Course:
        """Let one person write undisturbed, and read before each act what is kept of it."""
        course = Course()
        people = self._let_in(1, lambda _: (form, writer), 0.0, chat)
        people.more = False
        (person,) = people.all
        did: list[Act] = []

        def bring(chat: int, act: Act) -> int:
            did.append(act)
            course.append(read(ground.ask_at_work).kept.get(chat, NOTHING))
            return self.stand_in.bring(chat, act)

        people.bring = bring
        if not await self._stillness.wait(people, lambda: person.is_done):
            seen = person.prompt["text"] if person.prompt else "nothing"
            raise RuntimeError(f"the {form} could not be written: {person.stuck}, saw {seen}\n{self._log()}")
        course.append(read(ground.ask_at_work).kept[person.chat])
        course.acts, course.did = person.course, tuple(did)
        return course

    # -- kills --------------------------------------------------------------------------------------------------------

    async def _kill(self) -> None:
        """Kill at a moment of chance: while starting, at work, or the instant a call comes in."""
        chance = self._random.random()
        for program in self._programs:
            if not program.is_running:
                self.found.faults.append(f"a process ended by itself:\n{program.said()[-2000:]}")
        self._victims = self._choose()
        if chance < 0.5:
            self._called_enough.clear()
            self._calls_left = self._random.randint(1, 2 * self._plan.people)
            try:
                async with asyncio.timeout(2.0):
                    await self._called_enough.wait()
            except TimeoutError:
                self._calls_left = 0
                self._kill_now()
        else:
            await asyncio.sleep(self._random.uniform(0.02, 2.0))
            self._kill_now()
        if chance > 0.9 and self.found.kills < self._plan.kills:
            # Once more, while it is starting or a moment after.
            for program in self._programs:
                if not program.is_running:
                    program.launch()
            await asyncio.sleep(self._random.uniform(0.3, 2.5))
            self._kill_now()

    def _choose(self) -> Sequence[Program]:
        """Where answers and notices have a process each, now and then only one of them is hit."""
        if len(self._programs) > 1 and self._random.random() < 0.5:
            return self._programs[:1]
        return self._programs

    def _kill_now(self) -> None:
        for program in self._victims:
            if program.is_running:
                program.kill()
        self.found.kills += 1

    def _heard(self, method: str) -> None:
        if method not in _IDLE_CALLS:
            self._stillness.stir()
        if self._calls_left:
            self._calls_left -= 1
            if not self._calls_left:
                self._kill_now()
                self._called_enough.set()

    def _confirmed(self, update_id: int) -> None:
        self._stillness.stir()
        if self._people is not None:
            self._people.confirmed(update_id)

    # -- afterwards ---------------------------------------------------------------------------------------------------

    async def _all_go_on(self, people: Applicants, before: dict[int, int], comparison: Comparison) -> None:
        """Leave the program alone until everybody has gone on who had not finished when it was killed; the others hold
        still meanwhile, so that it shows when it has nothing more to do."""

        def has_gone_on(person: Applicant) -> bool:
            return person.is_done or len(person.updates) > before.get(person.chat, -1)

        people.hold(lambda person: not has_gone_on(person))
        await self._stillness.wait(people, lambda: all(has_gone_on(person) for person in people.all))
        for person in people.all:
            if not has_gone_on(person):
                comparison.strand(person, self._log())
        people.release()

    async def _to_the_end(self, people: Applicants, comparison: Comparison, ground: Laid) -> None:
        """Let everybody finish and get their files, stop the program as an operator would, and look once more."""
        if not await self._stillness.wait(people, lambda: not people.unfinished):
            for person in people.unfinished:
                comparison.strand(person, self._log())
        wanted = FILES * sum(bool(person.reference) for person in people.all)
        await self._stillness.wait(people, lambda: self._arrivals.files >= wanted)
        # One that came and whose answer was cut off is sent once more, some seconds later.
        for _ in range(2 * _FILES_WITHIN):
            if not self._arrivals.open(read(ground.ask_at_work)):
                break
            await asyncio.sleep(0.5)
        for program in self._programs:
            code = await asyncio.to_thread(program.stop)
            if code:
                self.found.faults.append(f"a process ended with {code}:\n{program.said()[-2000:]}")
        records = read(ground.ask)
        comparison.conclude(people, records)
        self._arrivals.compare(records, self.found)
        self.found.longest_wait = round(people.longest_wait, 1)

    def _log(self) -> str:
        return self._programs[0].said()[-3000:]
