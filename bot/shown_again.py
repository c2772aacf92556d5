"""After a start: shows the prompts again whose sending an earlier run could not see to its end.

Nobody else would: the update that they answer is confirmed. So neither a database that is away for a while nor a prompt
that cannot be had may keep the others from theirs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from bot.backoff import pause_before
from bot.logs import get_logger, short_hash
from storage import clock
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from bot.replies import Replier
    from handlers.reply import Reply
    from storage.store import Store

log = get_logger("owed")

Found = TypeVar("Found")

# A prompt older than this is not shown again unasked: who comes back sees it anyway.
_STILL_OWED: Final = timedelta(days=7)
_LONGEST_PAUSE: Final = 30.0


async def show_what_is_owed(
    bot: str, store: Store, represent: Callable[[int], Awaitable[Sequence[Reply]]], replier: Replier
) -> None:
    """Queue every prompt that a bot owes. represent: what is to be shown in a chat."""
    since = clock.now() - _STILL_OWED
    try:
        owed = await _until_reached(bot, lambda: store.read(lambda tx: tx.owed_chats(bot, since)))
        for chat in {each.chat_id: None for each in owed}:
            try:
                replies = await _until_reached(bot, lambda: represent(chat))  # noqa: B023  # awaited before the next
            except Exception:
                # It stays owed. Whose it is can write and is answered; those behind have only this.
                log.exception("an owed prompt could not be had", bot=bot, chat=short_hash(chat))
                continue
            replier.show_again(chat, replies)
    finally:
        replier.all_shown_again()


async def _until_reached(bot: str, ask: Callable[[], Awaitable[Found]]) -> Found:
    tries = 0
    while True:
        try:
            return await ask()
        except StorageUnavailable as problem:
            if tries == 0:
                log.warning("owed prompts wait for the database", bot=bot, problem=str(problem))
            await asyncio.sleep(pause_before(tries, _LONGEST_PAUSE))
            tries += 1
