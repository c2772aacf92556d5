"""Tells those who deliver notices in other processes how many answers this one sends: Telegram's limit is one for all.

Where answers and notices are of one process the courier sees them itself (`beside`), and nothing here is needed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.logs import get_logger
from bot.pace import NOTICE_PACE
from storage import clock
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from bot.pace import Pace
    from storage.store import Store

log = get_logger("answers")

_EVERY: Final = 0.5


class AnswersTold:
    """Between `start` and `stop`, takes from the pace of a bot's notices as many moments as answers were sent: those
    make way for as many. A transaction twice a second while people write, none while nobody does."""

    def __init__(self, bot: str, pace: Pace, store: Store) -> None:
        self._bot = bot
        self._pace = pace
        self._store = store
        self._told = pace.count
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name=f"answers of {self._bot}")

    async def stop(self) -> None:
        """End. What was sent in the last half second is not told any more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_EVERY)
            sent = self._pace.count - self._told
            if sent:
                try:
                    await self._store.transact(lambda tx: tx.take_sends(self._bot, clock.now(), sent, NOTICE_PACE))  # noqa: B023
                except StorageUnavailable:
                    # Nobody else can claim notices now either; it is told with the next.
                    log.warning("answers could not be counted beside the notices")
                    continue
                self._told += sent
