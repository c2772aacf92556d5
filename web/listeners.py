"""Who waits for news at the moment: open pages, each for its chat. Lost with the process, and nothing is lost by it:
what they are woken for is in the database."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST_PASSING = 32
MOST_FOR_ONE_CHAT = 16


class Listener:
    """One open page. `passing` holds what is shown once and not kept: "typing…", a new menu of commands."""

    def __init__(self) -> None:
        self.passing: deque[bytes] = deque(maxlen=MOST_PASSING)
        self.ended = False
        self._news = asyncio.Event()
        self._news.set()  # what came before the page began to listen is news too

    def wake(self) -> None:
        self._news.set()

    def end(self) -> None:
        """Let the page go: it will come back by itself."""
        self.ended = True
        self._news.set()

    async def news(self, patience: float) -> bool:
        """Wait for news, at most so many seconds; whether there is any."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._news.wait()
        heard = self._news.is_set()
        self._news.clear()
        return heard


class Listeners:
    """All open pages, by chat."""

    def __init__(self) -> None:
        self._of_chat: defaultdict[int, list[Listener]] = defaultdict(list)
        self._closed = False

    @contextmanager
    def listening(self, chat_id: int) -> Iterator[Listener]:
        """A place for one page; the longest-standing one is let go when a chat has too many."""
        listener = Listener()
        here = self._of_chat[chat_id]
        here.append(listener)
        if len(here) > MOST_FOR_ONE_CHAT:
            here[0].end()
        if self._closed:
            listener.end()
        try:
            yield listener
        finally:
            here.remove(listener)
            if not here:
                self._of_chat.pop(chat_id, None)

    def wake(self, chat_id: int) -> None:
        """There is news in a chat."""
        for listener in self._of_chat.get(chat_id, ()):
            listener.wake()

    def pass_on(self, chat_id: int, event: bytes) -> None:
        """Show something once on the open pages of a chat."""
        for listener in self._of_chat.get(chat_id, ()):
            listener.passing.append(event)
            listener.wake()

    def chats(self) -> list[int]:
        """The chats with an open page."""
        return list(self._of_chat)

    def let_go(self, chat_id: int) -> None:
        """Let the open pages of a chat go."""
        for listener in list(self._of_chat.get(chat_id, ())):
            listener.end()

    def close(self) -> None:
        """Let all pages go, and those that still come."""
        self._closed = True
        for chat_id in self.chats():
            self.let_go(chat_id)
