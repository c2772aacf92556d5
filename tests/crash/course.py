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
        """How many of the first so many acts kept, changed or removed an answer; what goes beyond a letter does not."""
        reached = range(1, min(acts, len(self) - 1) + 1)
        return sum(self[number].answers != self[number - 1].answers for number in reached)

    def lost(self, kept: Kept, least: int, most: int) -> list[str]:
        """The paths of answers that should be there after so many acts at least, and are neither so nor as any of the
        acts until the most would have made them. Who did more than a letter takes has all of its answers."""
        may_be = self[least : most + 1] or self[-1:]
        return [
            path for path in may_be[0].answers if all(kept.answers.get(path) != one.answers.get(path) for one in may_be)
        ]
