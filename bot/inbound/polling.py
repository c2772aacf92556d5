"""Asks a Bot API server for updates, and confirms one only when it and all before it are committed.

getUpdates forgets every update below the offset that is asked with. So the offset is the first update
that is still in hand: it is delivered again with each poll until it is committed, and recognised. One
slow chat holds back neither the others nor the poll, only the offset.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramConflictError
from aiogram.methods import DeleteWebhook, GetUpdates

from bot.inbound.intake import InHand, Intake, MalformedUpdate
from bot.logs import get_logger
from bot.telegram.steadfast import Steadfast

log = get_logger("polling")

# Seconds the server may keep a poll open, and what the way there and back may take on top.
_POLL: Final = 25
_WAY: Final = 15
# Seconds to wait for a batch that has a slow update in it before asking for what came meanwhile.
_BATCH: Final = 0.25
_LONGEST_BATCH: Final = 1.0
# Seconds before each try to confirm the last updates at shut-down.
_CONFIRM_PAUSES: Final = (0.0, 0.2, 0.4, 0.8)


class GetRawUpdates(GetUpdates):
    """getUpdates with each update left as it came, so that one that cannot be read spoils no other."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"


class Poller:
    """Polls for one bot. `run` goes on until it is cancelled; then `confirm` what was committed."""

    def __init__(self, name: str, bot: Bot, intake: Intake, *, allowed_updates: Sequence[str]) -> None:
        self._bot = bot
        self._steadfast = Steadfast(name, bot)
        self._intake = intake
        self._allowed = list(allowed_updates)
        self._log = log.bind(bot=name)
        self._offset: int | None = None
        self._confirmed: int | None = None
        self._batch: list[InHand] = []
        self.answered_at = asyncio.get_running_loop().time()
        """When the server last answered a poll, by the loop's clock; until the first answer, when this was made."""

    async def run(self) -> None:
        """Poll until cancelled, whatever the network does."""
        # A webhook that is still set refuses every poll; what waits in it is kept.
        await self._steadfast.call(DeleteWebhook(drop_pending_updates=False), patience=_WAY)
        patience = _BATCH
        while True:
            asked_with = self._offset
            raw_updates = await self._steadfast.call(
                GetRawUpdates(offset=asked_with, timeout=_POLL, limit=100, allowed_updates=self._allowed),
                patience=_POLL + _WAY,
            )
            self.answered_at = asyncio.get_running_loop().time()
            self._confirmed = asked_with
            known = {entry.update_id for entry in self._batch}
            self._batch = self._take(raw_updates)
            anything_new = any(entry.update_id not in known for entry in self._batch)
            patience = _BATCH if anything_new else min(_LONGEST_BATCH, patience * 2)
            await self._settle(patience, anything_new=anything_new)
            self._advance()

    async def confirm(self) -> None:
        """Tell the server once more up to where everything is committed, and take nothing new."""
        self._advance()
        if self._offset is None or self._offset == self._confirmed:
            return
        for pause in _CONFIRM_PAUSES:
            await asyncio.sleep(pause)
            try:
                await self._bot(GetRawUpdates(offset=self._offset, timeout=0, limit=1), request_timeout=2)
            except TelegramConflictError:
                continue  # the server has not yet noticed that the poll before was given up
            except (TelegramAPIError, ClientDecodeError, OSError) as problem:
                self._log.warning("the last updates could not be confirmed", problem=type(problem).__name__)
                return
            self._confirmed = self._offset
            return
        # Harmless: what comes again is recognised by storage.
        self._log.warning("the last updates could not be confirmed", problem="the poll before is still open")

    def _take(self, raw_updates: Sequence[dict[str, Any]]) -> list[InHand]:
        batch = []
        for raw in raw_updates:
            try:
                batch.append(self._intake.take(raw))
            except MalformedUpdate:
                self._log.error("an update without an id is passed over")
        return batch

    async def _settle(self, patience: float, *, anything_new: bool) -> None:
        pending = [entry.committed for entry in self._batch if not entry.committed.done()]
        if pending:
            until = asyncio.ALL_COMPLETED if anything_new else asyncio.FIRST_COMPLETED
            await asyncio.wait(pending, timeout=patience, return_when=until)

    def _advance(self) -> None:
        """Move the offset past what is committed, in the server's order, up to the first that is not.

        By position, not by size: after a quiet week Telegram starts from another id, maybe a lower one.
        """
        for entry in self._batch:
            if not entry.committed.done() or entry.committed.cancelled():
                return
            self._offset = entry.update_id + 1
