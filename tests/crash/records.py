"""What is kept of each letter and plan, read from the database while no program has it open, or beside one that has."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from tests.postgres import PostgresServer

Rows: TypeAlias = list[dict[str, Any]]
Ask: TypeAlias = Callable[[Mapping[str, str]], dict[str, Rows]]
"""Answers questions in SQL, each under its name, all as of one moment."""

_QUESTIONS = {
    "standings": """
    SELECT chat.chat_id, chat.person_id, draft.id AS draft_id, draft.state, draft.reference, session.revision,
        session.standing, session.active
    FROM chat JOIN session ON session.person_id = chat.person_id JOIN draft ON draft.id = session.draft_id
    ORDER BY draft.id, chat.id
    """,
    "answers": "SELECT draft_id, person_id, path, content FROM answer ORDER BY draft_id, path",
    "submissions": "SELECT draft_id, reference, version FROM submission ORDER BY id",
    "notices": """
    SELECT outbox.kind, outbox.subject, outbox.outcome, chat.chat_id FROM outbox
    JOIN chat ON chat.id = outbox.chat_id ORDER BY outbox.id
    """,
    "seen": "SELECT update_id FROM seen_update WHERE bot = 'telegram'",
}


@dataclass(frozen=True)
class Kept:
    """One person's letter or part of a plan as it is kept: where its conversation stands, and each answer by its path.

    Equal for two people who have come equally far with equal answers.
    """

    state: str = ""
    standing: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    submissions: int = 0


NOTHING = Kept()


@dataclass(frozen=True)
class Notice:
    """A notice in the outbox: its kind, what it is about, to which chat, and how it ended, where it did."""

    kind: str
    subject: str
    chat: int
    outcome: str | None


@dataclass(frozen=True)
class Records:
    """What is kept of everybody by their chat, the references that were given, all notices, the updates that were
    noted; and what is there twice or in nobody's place, in a sentence each."""

    kept: Mapping[int, Kept]
    references: Mapping[int, str]
    notices: tuple[Notice, ...]
    seen: frozenset[int]
    wrong: tuple[str, ...]


def read(ask: Ask) -> Records:
    """Read everything."""
    rows = ask(_QUESTIONS)
    answers: dict[tuple[int, int | None], dict[str, str]] = defaultdict(dict)
    submitted: dict[int, list[str]] = defaultdict(list)
    for row in rows["answers"]:
        answers[row["draft_id"], row["person_id"]][row["path"]] = _plain(row["content"])
    for row in rows["submissions"]:
        submitted[row["draft_id"]].append(row["reference"])
    kept: dict[int, Kept] = {}
    references: dict[int, str] = {}
    wrong: list[str] = []
    for row in rows["standings"]:
        chat, draft = row["chat_id"], row["draft_id"]
        if chat in kept:
            wrong.append(f"the person in chat {chat} has a second draft, {draft}")
        standing = f"{row['revision']} {bool(row['active'])} {_plain(row['standing'])}"
        said = answers.pop((draft, row["person_id"]), {})
        own = {path: one.replace(f"Department {chat}", "Department N") for path, one in said.items()}
        kept[chat] = Kept(row["state"], standing, own, len(submitted[draft]))
        if row["reference"]:
            references[chat] = row["reference"]
    wrong += [
        f"draft {draft} has answers of nobody who writes in it: {sorted(said)}" for (draft, _), said in answers.items()
    ]
    given = [reference for several in submitted.values() for reference in several]
    wrong += [f"reference {one} was given twice" for one in sorted({one for one in given if given.count(one) > 1})]
    notices = tuple(Notice(one["kind"], one["subject"], one["chat_id"], one["outcome"]) for one in rows["notices"])
    return Records(kept, references, notices, frozenset(row["update_id"] for row in rows["seen"]), tuple(wrong))


def in_sqlite(file: Path) -> Ask:
    """Asks a copy of the file and of what is beside it: reading itself would write its log back into it."""

    def ask(questions: Mapping[str, str]) -> dict[str, Rows]:
        with tempfile.TemporaryDirectory(prefix="quicksilver-crash-") as folder:
            for one in file.parent.glob(f"{file.name}*"):
                shutil.copy(one, folder)
            return in_sqlite_at_work(Path(folder) / file.name)(questions)

    return ask


def in_sqlite_at_work(file: Path) -> Ask:
    """Asks the file itself, beside the program that has it open."""

    def ask(questions: Mapping[str, str]) -> dict[str, Rows]:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("BEGIN")  # all of one moment
            return {name: [dict(row) for row in connection.execute(question)] for name, question in questions.items()}
        finally:
            connection.close()

    return ask


def in_postgres(server: PostgresServer, database: str) -> Ask:
    """Asks a database of the tests' server, whoever is at work on it."""

    def ask(questions: Mapping[str, str]) -> dict[str, Rows]:
        lists = ", ".join(
            f"'{name}', (SELECT coalesce(json_agg(one), '[]') FROM ({question}) AS one)"
            for name, question in questions.items()
        )
        rows: dict[str, Rows] = json.loads(server.sql(f"SELECT json_build_object({lists})", database))
        return rows

    return ask


def _plain(content: Any) -> str:
    """JSON that is equal where what it says is. Of the messages that an answer came in only their count is kept, since
    each has a number of its own."""
    said = json.loads(content) if isinstance(content, str) else content
    if isinstance(said, dict) and isinstance(said.get("pieces"), list):
        said = {**said, "pieces": len(said["pieces"])}
    if isinstance(said, dict) and isinstance(said.get("tail"), dict):
        said = {**said, "tail": True}
    return json.dumps(said, sort_keys=True, ensure_ascii=False)
