"""One transaction: everything that handlers may ask of storage, by subject. Plain values and dataclasses in and out.

Each method is a function of the module named for its subject, which takes the transaction first.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from storage import conversations, people, updates

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from flows.session import Answers
    from storage.answer_cache import AnswerCache


class Transaction:
    """Work on the database that is kept whole or not at all.

    `connection` and `driver` (set on SQLite only) are for the modules of this room.
    """

    __slots__ = ("_known", "cache", "chat", "connection", "driver", "only_reading")

    def __init__(
        self,
        connection: Connection,
        cache: AnswerCache,
        driver: sqlite3.Connection | None = None,
        *,
        only_reading: bool = False,
    ) -> None:
        self.connection = connection
        self.driver = driver
        self.cache = cache
        self.only_reading = only_reading
        # The row of the chat whose conversation this transaction is about: to whom a prompt is owed.
        self.chat: int | None = None
        self._known: dict[int, tuple[int, Answers]] = {}

    # Updates
    note_update = updates.note_update
    prune_seen = updates.prune_seen

    # People and their chats
    conversation = conversations.conversation
    meet = people.meet

    # Answers
    answers = conversations.answers
    begin_draft = conversations.begin_draft
    keep = conversations.keep

    # For the modules of this room

    def known_answers(self, draft_id: int, revision: int) -> Answers | None:
        """Answers that this transaction has seen or made at this revision."""
        known = self._known.get(draft_id)
        return known[1] if known is not None and known[0] == revision else None

    def remember_answers(self, draft_id: int, revision: int, answers: Answers) -> None:
        """Keep answers for this transaction, and for others once it is committed."""
        self._known[draft_id] = (revision, answers)

    def after_commit(self) -> None:
        """Let other transactions know what this one has seen and made; called once it is on the disk."""
        for draft_id, (revision, answers) in self._known.items():
            self.cache.put(draft_id, revision, answers)
