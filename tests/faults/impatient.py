"""People who do not wait: they press every button twice, write two messages within a moment where two questions ask for
words, and each of their updates is delivered twice.

What is kept of their letters must be what is kept of one that is written patiently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Final

from benchmarks.messages import Act, Press, Typed
from benchmarks.people import Person
from handlers.buttons import base36
from tests.crash.applicants import Applicant, Applicants, standing
from tests.crash.course import Course

FORM: Final = "letter in impatience"
MOST_AT_ONCE: Final = 2
"""Updates that somebody impatient sends at once."""
_EVERY: Final = 4


def is_impatient(chat: int) -> bool:
    """Whether the person of a chat is, as every fourth."""
    return chat % _EVERY == 0


def in_impatience(patient: Course) -> Course:
    """The course of a letter in which each button is pressed twice: the second press changes nothing."""
    course = Course(patient[:1])
    acts: list[str] = []
    for number, act in enumerate(patient.did):
        times = 2 if isinstance(act, Press) else 1
        course += [patient[number + 1]] * times
        acts += [patient.acts[number]] * times
    course.acts = tuple(acts)
    return course


class ImpatientCrowd(Applicants):
    """Applicants of whom every fourth is impatient. patient: the course of a letter, which they know by heart."""

    def __init__(
        self,
        at_once: int,
        arrive: Callable[[int], tuple[str, Person]],
        *,
        patient: Course,
        bring: Callable[[int, Act], int],
        random: Random,
        pause: float,
        first_chat: int,
    ) -> None:
        self._patient = patient
        self._steps: defaultdict[int, int] = defaultdict(int)
        self._done_with: set[int] = set()
        super().__init__(at_once, arrive, bring=bring, random=random, pause=pause, first_chat=first_chat)

    def confirmed(self, update_id: int) -> None:
        """The bot is done with an update; of two that were delivered at once maybe with the second first."""
        self._done_with.add(update_id)
        person = self.person_of(update_id)
        while person is not None and person.updates[person.confirmed : person.confirmed + 1]:
            if person.updates[person.confirmed] not in self._done_with:
                break
            person.confirmed += 1
        self.changed.set()

    def _do(self, person: Applicant, act: Act) -> None:
        super()._do(person, act)
        if person.form != FORM:
            return
        step = self._steps[person.chat]
        self._steps[person.chat] += 1
        if isinstance(act, Press):
            super()._do(person, act)
            return
        following = self._patient.did[step + 1] if step + 1 < len(self._patient.did) else None
        if not isinstance(following, Typed) or person.prompt is None:
            return
        # What is asked next is known; that question, when it comes, was answered already.
        conversation = standing(person.prompt).partition(".")[0]
        revision = int(self._patient[step + 1].standing.partition(" ")[0])
        person.answered.add(f"{conversation}.{base36(revision)}")
        self._steps[person.chat] += 1
        words = self._patient.acts[step + 1].replace("Department N", f"Department {person.chat}")
        super()._do(person, Typed(words))
