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


async def tell_answers(bot: str, pace: Pace, store: Store) -> None:
    """Take from the pace of a bot's notices as many moments as answers are sent, until cancelled: those make way for as
    many. A transaction twice a second while people write, none while nobody does."""
    told = pace.count
    while True:
        await asyncio.sleep(_EVERY)
        sent = pace.count - told
        if not sent:
            continue
        try:
            await store.transact(lambda tx: tx.take_sends(bot, clock.now(), sent, NOTICE_PACE))  # noqa: B023
        except StorageUnavailable:
            # Nobody else can claim notices now either; it is told with the next.
            log.warning("answers could not be counted beside the notices")
            continue
        told += sent
