"""What came to whom unasked: the files of a letter to who wrote it, and the news of it to the secretariat."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Final

from benchmarks.messages import Plain
from benchmarks.people import REFERENCE
from benchmarks.standin import Audience
from tests.crash.found import Found
from tests.crash.records import Records

FILE: Final = "file"
NEWS: Final = "letter received"
_SENT: Final = "sent"
FILES: Final = 2
"""Files that the writer of a letter gets of it."""


class Arrivals:
    """Sees what is shown in every chat, and lets the people who are there see it too. came: is told of each."""

    def __init__(self, officer: int, came: Callable[[], None]) -> None:
        self._officer = officer
        self._came = came
        self._files: Counter[tuple[int, str, str]] = Counter()
        self._news: Counter[str] = Counter()
        self.people: Audience | None = None
        self.officer_is_in = asyncio.Event()

    @property
    def files(self) -> int:
        """Files that have come to those who write, each counted once. The first letter is written undisturbed."""
        return sum(chat != self._officer for chat, _, _ in self._files)

    def open(self, records: Records) -> int:
        """Files to those who write that are not yet done with."""
        return sum(one.kind == FILE and one.chat != self._officer and one.outcome is None for one in records.notices)

    def called(self) -> None:
        """Calls are not counted here."""

    def shown(self, chat_id: int, message: Plain, *, is_new: bool) -> None:
        """A message has come or was edited in a chat."""
        self._came()
        found = REFERENCE.search(message["text"])
        if "document" in message:
            name = message["document"]["file_name"]
            reference = REFERENCE.search(name) or found
            self._files[chat_id, reference.group() if reference else "", name] += 1
        elif chat_id == self._officer:
            self.officer_is_in.set()
            if found:
                self._news[found.group()] += 1
        if self.people is not None:
            self.people.shown(chat_id, message, is_new=is_new)

    def compare(self, records: Records, found: Found) -> None:
        """Each letter has made its notices once; what the outbox says was sent has come, at least once."""
        files = Counter(one.subject for one in records.notices if one.kind == FILE and one.chat != self._officer)
        news = Counter(one.subject for one in records.notices if one.kind == NEWS)
        for chat, reference in records.references.items():
            if files[reference] != FILES or news[reference] != 1:
                found.faults.append(
                    f"letter {reference} of chat {chat} made {files[reference]} notices of files and {news[reference]} "
                    "to the secretariat"
                )
        for notice in records.notices:
            if notice.kind == FILE and notice.chat != self._officer:
                if notice.outcome != _SENT:
                    found.faults.append(f"a file of {notice.subject} ended as {notice.outcome}")
            elif notice.kind == NEWS and notice.outcome == _SENT and not self._news[notice.subject]:
                found.faults.append(f"the secretariat was not told of {notice.subject}")
        own = {key: times for key, times in self._files.items() if key[0] != self._officer}
        for chat, reference in records.references.items():
            names = {name for to, about, name in own if (to, about) == (chat, reference)}
            if len(names) != FILES:
                found.faults.append(f"of the files of {reference} came {sorted(names)}")
        found.files = sum(files.values())
        found.news_twice = sum(self._news.values()) - len(self._news)
        found.files_twice = sum(own.values()) - len(own)
