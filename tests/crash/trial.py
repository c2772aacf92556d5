"""One trial: people write letters, the program is killed again and again, and after each kill its database is read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from benchmarks.letter_answers import answers_by_question
from benchmarks.messages import Act
from benchmarks.standin import StandIn
from tests.crash.applicants import Applicant, Applicants
from tests.crash.course import Course
from tests.crash.ground import Laid
from tests.crash.records import NOTHING, Records, read
from tests.e2e.program import Program

_FIRST_CHAT: Final = 1_000_001
_READY_WITHIN: Final = 60.0
_ON_WITHIN: Final = 120.0
# Every so many kills the program is left alone until everybody has gone on.
_REST_EVERY: Final = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried: how many people at once, how many kills, thinking so many seconds, from which seed."""

    people: int
    kills: int
    pause: float
    seed: int


@dataclass(slots=True)
class Found:
    """What a trial showed. in_hand: updates that were not confirmed when the program was killed, over all kills.

    again: of these, how many the program had not kept, so that they had to come again. `faults` says each in a
    sentence.
    """

    kills: int = 0
    in_hand: int = 0
    again: int = 0
    people: int = 0
    letters: int = 0
    confirmed: int = 0
    lost: int = 0
    stranded: int = 0
    faults: list[str] = field(default_factory=list)


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
        self._with_faults: set[int] = set()
        self.found = Found()

    async def run(self, ground: Laid) -> Found:
        """Run it to the end."""
        self._programs = [Program(ground.folder, command, ground.settings) for command in ground.commands]
        try:
            await self._start()
            course = await self._learn_the_course(ground)
            people = self._people = self._let_in(self._plan.people, self._plan.pause, _FIRST_CHAT + 1)
            rest_at = _REST_EVERY
            while self.found.kills < self._plan.kills:
                await self._kill()
                self._look(people, course, read(ground.ask))
                before = {person.chat: len(person.updates) for person in people.unfinished}
                await self._start()
                if self.found.kills >= rest_at:
                    rest_at += _REST_EVERY
                    await self._all_go_on(people, before)
            people.more = False
            await self._to_the_end(people, course, ground)
        finally:
            if self._people is not None:
                self._people.leave()
            for program in self._programs:
                if program.is_running:
                    program.kill()
            await self.stand_in.close()
        return self.found

    def _let_in(self, at_once: int, pause: float, first_chat: int) -> Applicants:
        people = Applicants(
            at_once,
            answers_by_question(),
            bring=self.stand_in.bring,
            random=self._random,
            pause=pause,
            first_chat=first_chat,
        )
        self.stand_in.crowd = people
        return people

    async def _start(self) -> None:
        """Start what does not run, and wait until the bot takes updates, unless it is to be killed before that."""
        starting = [program for program in self._programs if not program.is_running]
        if self._programs[0] in starting:
            self.stand_in.forget_the_bot()
        for program in starting:
            program.launch()
        if not await self.stand_in.sees_the_bot(_READY_WITHIN):
            raise RuntimeError(f"the bot asked for no updates:\n{self._programs[0].said()[-4000:]}")

    async def _learn_the_course(self, ground: Laid) -> Course:
        """Let one person write a letter undisturbed, and read before each act what is kept of it."""
        course = Course()
        people = self._people = self._let_in(1, 0.0, _FIRST_CHAT)
        people.more = False
        (person,) = people.all

        def bring(chat: int, act: Act) -> int:
            course.append(read(ground.ask_at_work).letters.get(chat, NOTHING))
            return self.stand_in.bring(chat, act)

        people.bring = bring
        if not await people.until(lambda: person.is_done, _ON_WITHIN):
            raise RuntimeError(f"a letter could not be written: {person.stuck}\n{self._programs[0].said()[-4000:]}")
        course.append(read(ground.ask_at_work).letters[person.chat])
        course.acts = person.course
        return course

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
        if self._calls_left:
            self._calls_left -= 1
            if not self._calls_left:
                self._kill_now()
                self._called_enough.set()

    def _confirmed(self, update_id: int) -> None:
        if self._people is not None:
            self._people.confirmed(update_id)

    def _look(self, people: Applicants, course: Course, records: Records) -> None:
        """Compare what is kept with what was confirmed."""
        self.found.faults += [one for one in records.twice if one not in self.found.faults]
        for person in people.all:
            self.found.in_hand += len(person.updates) - person.confirmed
            self.found.again += sum(one not in records.seen for one in person.updates[person.confirmed :])
            unnoted = [one for one in person.updates[: person.confirmed] if one not in records.seen]
            if unnoted:
                self._fault(person, f"updates {unnoted} were confirmed and are not noted")
            kept = records.letters.get(person.chat, NOTHING)
            if kept in course[person.confirmed : len(person.updates) + 1]:
                continue
            lost = course.lost(kept, person.confirmed, len(person.updates))
            if person.chat not in self._with_faults:
                self.found.lost += len(lost)
            self._fault(
                person,
                f"after {person.confirmed} confirmed acts of {len(person.updates)} the letter is not where it should "
                f"be; answers lost or changed: {lost or 'none'}; kept: {kept}",
            )

    def _fault(self, person: Applicant, what: str) -> None:
        """Write down the first thing that goes wrong with a person's letter; what follows comes of it."""
        if person.chat not in self._with_faults:
            self._with_faults.add(person.chat)
            self.found.faults.append(f"chat {person.chat}: {what}; did: {person.acts[-3:]}")

    async def _all_go_on(self, people: Applicants, before: dict[int, int]) -> None:
        """Leave the program alone until everybody has gone on who had not finished when it was killed."""

        def left() -> list[Applicant]:
            return [one for one in people.unfinished if len(one.updates) <= before.get(one.chat, -1)]

        if not await people.until(lambda: not left(), _ON_WITHIN):
            self._tell_of_the_log()
            for person in left():
                self._strand(person)

    def _tell_of_the_log(self) -> None:
        self.found.faults.append(f"people wait; the bot's log ends:\n{self._programs[0].said()[-3000:]}")

    def _strand(self, person: Applicant) -> None:
        if person.chat not in self._with_faults:
            self.found.stranded += 1
        seen = person.prompt["text"][:300] if person.prompt else "nothing"
        self._fault(
            person,
            f"is left without a prompt after {len(person.updates)} acts, {person.confirmed} confirmed; last saw "
            f"{seen!r}; {person.stuck}",
        )

    async def _to_the_end(self, people: Applicants, course: Course, ground: Laid) -> None:
        """Let everybody finish, stop the program as an operator would, and look once more."""
        await people.until(lambda: not people.unfinished, _ON_WITHIN + self._plan.pause * 2 * len(course.acts))
        if people.unfinished:
            self._tell_of_the_log()
        for person in people.unfinished:
            self._strand(person)
        for program in self._programs:
            code = await asyncio.to_thread(program.stop)
            if code:
                self.found.faults.append(f"a process ended with {code}:\n{program.said()[-2000:]}")
        records = read(ground.ask)
        self._look(people, course, records)
        for person in people.all:
            self.found.people += 1
            self.found.confirmed += course.answers(person.confirmed)
            if not person.is_done:
                continue
            self.found.letters += 1
            if person.course != course.acts:
                self._fault(person, f"was led another way: {person.course}")
            if records.references.get(person.chat) != person.reference:
                self._fault(person, f"was told {person.reference}, kept is {records.references.get(person.chat)}")
