"""The course of a letter that nothing disturbs: what is kept of it after each act of its writer."""

from __future__ import annotations

from benchmarks.messages import Act
from tests.crash.records import Kept


class Course(list[Kept]):
    """What is kept after 0, 1, 2 … acts. did: these. acts: what they say, without what tells one person
    from the next."""

    acts: tuple[str, ...] = ()
    did: tuple[Act, ...] = ()

    def answers(self, acts: int) -> int:
        """How many of the first so many acts kept, changed or removed an answer."""
        return sum(self[number].answers != self[number - 1].answers for number in range(1, acts + 1))

    def lost(self, kept: Kept, least: int, most: int) -> list[str]:
        """The paths of answers that should be there after so many acts at least, and are neither so nor as any of the
        acts until the most would have made them."""
        return [
            path
            for path in self[least].answers
            if all(kept.answers.get(path) != self[number].answers.get(path) for number in range(least, most + 1))
        ]
