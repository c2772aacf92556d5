"""Answers of the drafts used last, so that the cost of one more answer does not grow with the draft.

An entry belongs to one revision of a draft; the revision in the draft's row, which every change of an answer counts
up, says whether it still holds. Only what was committed is ever put in.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TypeAlias

from flows.session import Answer

Kept: TypeAlias = dict[str, Answer]
"""Answers by path: never changed once they are kept, only copied. (A dict, for a copy of it costs next to nothing.)"""


class AnswerCache:
    """Holds at most so many drafts, and at most so many answers in all; what was used longest ago goes first."""

    def __init__(self, most_drafts: int = 512, most_answers: int = 50_000) -> None:
        self._most_drafts = most_drafts
        self._most_answers = most_answers
        self._held = 0
        self._drafts: OrderedDict[int, tuple[int, Kept]] = OrderedDict()
        # SQLite's reading threads and its writing thread look in at the same time.
        self._lock = Lock()

    def get(self, draft_id: int, revision: int) -> Kept | None:
        """The answers at exactly this revision, or None."""
        with self._lock:
            entry = self._drafts.get(draft_id)
            if entry is None or entry[0] != revision:
                return None
            self._drafts.move_to_end(draft_id)
            return entry[1]

    def put(self, draft_id: int, revision: int, answers: Kept) -> None:
        """Keep committed answers. An older revision never takes a newer one's place."""
        with self._lock:
            entry = self._drafts.get(draft_id)
            if entry is not None:
                if entry[0] > revision:
                    return
                self._held -= len(entry[1])
            self._drafts[draft_id] = (revision, answers)
            self._drafts.move_to_end(draft_id)
            self._held += len(answers)
            while len(self._drafts) > self._most_drafts or (self._held > self._most_answers and len(self._drafts) > 1):
                _, (_, gone) = self._drafts.popitem(last=False)
                self._held -= len(gone)

    def drop(self, draft_id: int) -> None:
        """Keep nothing of a draft."""
        with self._lock:
            entry = self._drafts.pop(draft_id, None)
            if entry is not None:
                self._held -= len(entry[1])

    def __len__(self) -> int:
        return len(self._drafts)
