"""People who write and wait: each answers the newest prompt once, and repeats nothing when no answer comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.messages import Act, Plain, Typed, buttons
from benchmarks.people import REFERENCE, Lost, Person


@dataclass(slots=True, eq=False)
class Applicant:
    """One person: what they did, as the numbers of their updates, and what they see.

    form: what they write, equal for all who write it alike. confirmed: how many of those the bot is done with.
    answered: where the prompts stood to which they did something. thinks: they will do something.
    waits_since: when they did the last thing, by the loop's clock.
    """

    chat: int
    form: str
    writer: Person
    updates: list[int] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    confirmed: int = 0
    prompt: Plain | None = None
    thinks: asyncio.TimerHandle | None = None
    waits_since: float = 0.0
    is_done: bool = False
    reference: str = ""
    stuck: str = ""

    @property
    def course(self) -> tuple[str, ...]:
        """What they did, without what tells one person from the next."""
        return tuple(_alike(act).replace(f"Department {self.chat}", "Department N") for act in self.acts)


class Applicants:
    """All who write at once; whoever is done makes way for somebody new while `more` says so.

    arrive: gives for a chat what its person writes, and the writer. bring: sends an act on its way and gives the number
    of its update. pause: seconds to think, on average.
    """

    def __init__(
        self,
        at_once: int,
        arrive: Callable[[int], tuple[str, Person]],
        *,
        bring: Callable[[int, Act], int],
        random: Random,
        pause: float,
        first_chat: int,
    ) -> None:
        self._writer_for = arrive
        self.bring = bring
        self._random = random
        self._pause = pause
        self._next_chat = first_chat
        self._by_update: dict[int, Applicant] = {}
        self._loop = asyncio.get_running_loop()
        self._may_act: Callable[[Applicant], bool] | None = None
        self._held: list[Applicant] = []
        self.more = True
        self.longest_wait = 0.0
        self.back_at = 0.0
        """When the program was last ready again, by the loop's clock."""
        self.by_chat: dict[int, Applicant] = {}
        self.changed = asyncio.Event()
        for _ in range(at_once):
            self._arrive()

    @property
    def all(self) -> Sequence[Applicant]:
        """Everybody who has come."""
        return tuple(self.by_chat.values())

    @property
    def unfinished(self) -> Sequence[Applicant]:
        """Those who are not done yet."""
        return tuple(person for person in self.by_chat.values() if not person.is_done)

    def called(self) -> None:
        """Calls are not counted here."""

    def confirmed(self, update_id: int) -> None:
        """The bot is done with an update, and so with those that came before it."""
        person = self.person_of(update_id)
        if person is None:
            return
        person.confirmed = max(person.confirmed, person.updates.index(update_id) + 1)
        self.changed.set()

    def person_of(self, update_id: int) -> Applicant | None:
        """Who did what came in an update."""
        return self._by_update.get(update_id)

    def shown(self, chat_id: int, message: Plain, *, is_new: bool) -> None:
        """Take note of a message. A prompt that was answered already and comes again is waited out."""
        person = self.by_chat.get(chat_id)
        if person is None:
            return
        self.changed.set()
        if person.is_done or not person.writer.waits_for(message, is_new=is_new):
            return
        if standing(message) in person.answered:
            return
        person.prompt = message
        if person.thinks is None and person not in self._held:
            self.longest_wait = max(self.longest_wait, self._loop.time() - max(person.waits_since, self.back_at))
            self._think(person)

    async def until(self, condition: Callable[[], bool], within: float) -> bool:
        """Wait until the condition holds, which is looked at after each change; says whether it does."""
        try:
            async with asyncio.timeout(within):
                while not condition():
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            return False
        return True

    def hold(self, may_act: Callable[[Applicant], bool]) -> None:
        """From now on only some act; the others think on until `release`."""
        self._may_act = may_act

    def release(self) -> None:
        """All act again."""
        self._may_act = None
        held, self._held = self._held, []
        for person in held:
            self._think(person)

    def leave(self) -> None:
        """Nobody does anything any more."""
        for person in self.all:
            if person.thinks is not None:
                person.thinks.cancel()

    def _arrive(self) -> None:
        form, writer = self._writer_for(self._next_chat)
        person = Applicant(self._next_chat, form, writer)
        self._next_chat += 1
        self.by_chat[person.chat] = person
        self._think(person)

    def _think(self, person: Applicant) -> None:
        person.thinks = self._loop.call_later(self._random.uniform(0.0, 2 * self._pause), self._act, person)

    def _act(self, person: Applicant) -> None:
        person.thinks = None
        self.changed.set()
        if self._may_act is not None and not self._may_act(person):
            self._held.append(person)
            return
        if person.prompt is None:
            self._do(person, person.writer.begin())
            return
        person.answered.add(standing(person.prompt))
        try:
            act = person.writer.react(person.prompt)
        except Lost as problem:
            person.stuck = str(problem)
            return
        if act is not None:
            self._do(person, act)
            return
        person.is_done = True
        found = REFERENCE.search(person.prompt["text"])
        person.reference = found.group() if found else ""
        if self.more:
            self._arrive()

    def _do(self, person: Applicant, act: Act) -> None:
        person.waits_since = self._loop.time()
        update_id = self.bring(person.chat, act)
        person.updates.append(update_id)
        person.acts.append(act.text if isinstance(act, Typed) else act.data.partition(":")[2])
        self._by_update[update_id] = person


def _alike(act: str) -> str:
    """What somebody did; of a link only that it was followed."""
    return "/start" if act.startswith("/start ") else act


def standing(message: Plain) -> str:
    """Where the conversation stands that a prompt shows: what its buttons carry, else its words.

    A conversation's buttons carry its number and its revision, which changes with every step; those of a page do not.
    """
    first = buttons(message)[:1]
    return message["text"] if not first or first[0].startswith("!") else first[0].partition(":")[0]
