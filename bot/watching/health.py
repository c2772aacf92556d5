"""Whether the program is of use: the database can be read, updates come in, what is due is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from aiohttp import web

from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from bot.channel import Channel
    from bot.notifier.notifier import Notifier
    from bot.scheduler.scheduler import Scheduler
    from storage.store import Store

DATABASE: Final = "database"
INBOUND: Final = "inbound"
NOTICES: Final = "notices"
SCHEDULER: Final = "scheduler"

# A poll is open for less than a minute; several that fail in a row are more than a hiccup.
_SILENCE: Final = 300.0
# Seconds that a database may take for a word before it counts as away.
_PATIENCE: Final = 5.0


class Health:
    """What one process runs, and how that is. Where it runs no bots, no notifier or no scheduler, none is asked for."""

    def __init__(
        self,
        store: Store,
        channels: Sequence[Channel] = (),
        notifier: Notifier | None = None,
        scheduler: Scheduler | None = None,
    ) -> None:
        self._store = store
        self.channels = channels
        self._notifier = notifier
        self.scheduler = scheduler

    def parts(self) -> Mapping[str, bool]:
        """How each part is that can be asked without waiting: all but the database."""
        well = {}
        if self.channels:
            well[INBOUND] = all(not each.failed.is_set() and each.silent_for <= _SILENCE for each in self.channels)
        if self._notifier is not None:
            well[NOTICES] = not self._notifier.failed.is_set()
        if self.scheduler is not None:
            well[SCHEDULER] = self.scheduler.is_fresh
        return well

    async def missing(self) -> str | None:
        """The first part that is not well, or None."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._store.read(lambda tx: tx.areas())
        except (StorageUnavailable, TimeoutError):
            return DATABASE
        return next((part for part, is_well in self.parts().items() if not is_well), None)

    async def ready(self, _: web.Request) -> web.Response:
        """`/readyz`: 200, or 503 with the part that is `missing`."""
        missing = await self.missing()
        if missing is not None:
            return web.json_response({"ok": False, "missing": missing}, status=503)
        return web.json_response({"ok": True})


async def alive(_: web.Request) -> web.Response:
    """`/healthz`: the process answers. Starting it anew would help nothing else."""
    return web.json_response({"ok": True})
