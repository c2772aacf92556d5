"""What every update goes through, whether it was polled for or came by webhook.

One chat's updates are handled one at a time in the order they came, different chats side by side.
An update is in hand from the moment it is taken until its result is committed; only then may the
sender forget it. One that is delivered again meanwhile is recognised by its id and not started twice.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.backoff import pause_before
from bot.logs import followed, get_logger, new_reference, short_hash
from bot.replies import Cause, Replier
from bot.watching.counts import COMMIT_SECONDS, RETRIES, UPDATES
from handlers.reply import Reply
from handlers.traces import trace
from storage.errors import StorageUnavailable

log = get_logger("inbound")

# Ids of updates committed lately, kept to recognise what is delivered again. Storage recognises the rest.
_REMEMBERED: Final = 4096
# Seconds a handler may take. Downloads have limits of their own, well within this one.
_PATIENCE: Final = 120.0
_LONGEST_PAUSE: Final = 30.0
# Seconds after which an update took long: a database that is held or hangs for less than a refusal is told of so.
_LONG: Final = 2.0
# An update stays unconfirmed for the sake of a reply that no mark in storage stands for: for so many seconds at least,
# and after that for as long as fewer than so many are in hand. A poll brings a hundred from the first unconfirmed on:
# those that wait for one chat must leave room for the others.
_UNMARKED: Final = 10.0
_CROWDED: Final = 50
_LOOK_EVERY: Final = 1.0
# What becomes of an update, as it is counted and logged.
_DONE: Final = "done"
_FAILED: Final = "failed"
_PASSED_OVER: Final = "passed over"
_REPEATED: Final = "repeated"
_UNKNOWN: Final = "unknown"


class ShuttingDown(RuntimeError):
    """Nothing new is taken any more; the sender keeps it."""


class MalformedUpdate(ValueError):
    """What was delivered has no update id, so it can be neither handled nor confirmed."""


@dataclass(slots=True, eq=False)
class InHand:
    """An update being handled. `committed` is done once its result is; it is cancelled at shut-down.

    `unavailable` is done when the database could not be reached: the update keeps its place and is
    tried again, and whoever waits may tell its sender to come back later. Where the sender carries out a call that
    it is answered with (`takes_call`), one that nobody waits for goes that way: it is in `call` by the commit.
    """

    update_id: int
    committed: asyncio.Future[None]
    unavailable: asyncio.Future[None]
    takes_call: bool = False
    call: TelegramMethod[Any] | None = None
    arrived: float = 0.0


class Intake:
    """Takes updates and has them handled, in order within a chat, at most `at_once` at the same time."""

    def __init__(self, name: str, bot: Bot, dispatcher: Dispatcher, replier: Replier, *, at_once: int = 64) -> None:
        self.name = name
        self._bot = bot
        self._dispatcher = dispatcher
        self._replier = replier
        self._places = asyncio.Semaphore(at_once)
        self._in_hand: dict[int, InHand] = {}
        self._remembered: dict[int, None] = {}
        self._queues: dict[int, deque[tuple[InHand, Update]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._storage_available = True
        self._is_slow = False
        # What failed and what was slow so far: only what began after the last of these tells that it is over.
        self._failures = 0
        self._slow_ones = 0
        self._draining = False
        self._log = log.bind(bot=name)
        self._repeated = UPDATES.of(name, _UNKNOWN, _REPEATED)
        self._passed_over = UPDATES.of(name, _UNKNOWN, _PASSED_OVER)
        self._retries = RETRIES.of(name, "update")
        self._commit_seconds = COMMIT_SECONDS.of(name)

    def __len__(self) -> int:
        """How many updates are in hand."""
        return len(self._in_hand)

    def take(self, raw: Mapping[str, Any], *, takes_call: bool = False) -> InHand:
        """Take one update as it was delivered, or find it in hand.

        Raises `MalformedUpdate`, and `ShuttingDown` once `drain` has begun.
        """
        if self._draining:
            raise ShuttingDown
        update_id = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(update_id, int) or isinstance(update_id, bool):
            raise MalformedUpdate("an update has no id")
        known = self._in_hand.get(update_id)
        if known is not None:
            return known
        loop = asyncio.get_running_loop()
        committed: asyncio.Future[None] = loop.create_future()
        taken = InHand(update_id, committed, loop.create_future(), takes_call, arrived=loop.time())
        if update_id in self._remembered:
            self._repeated.count += 1
            committed.set_result(None)
            return taken
        update = self._read(raw) if _fits(update_id) and _fits(chat_of(raw)) else None
        if update is None:
            # It would come back for ever, and nobody could read it then either.
            self._passed_over.count += 1
            self._remember(update_id)
            committed.set_result(None)
            return taken
        self._in_hand[update_id] = taken
        self._line_up(chat_of(raw), taken, update)
        return taken

    async def drain(self, within: float) -> int:
        """Finish what is in hand within so many seconds, abandon the rest, and say how many those are.

        What is abandoned was not confirmed and is delivered again at the next start.
        """
        self._draining = True
        workers = tuple(self._workers)
        if workers:
            await asyncio.wait(workers, timeout=within)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        abandoned = tuple(self._in_hand.values())
        self._in_hand.clear()
        self._queues.clear()
        for entry in abandoned:
            entry.committed.cancel()
        return len(abandoned)

    def _read(self, raw: Mapping[str, Any]) -> Update | None:
        try:
            update = Update.model_validate(_without_keyboard(raw), context={"bot": self._bot})
            _ = update.event_type  # raises UpdateTypeLookupError
        except ValidationError as problem:
            self._log.error("an update that cannot be read is passed over", problems=problem.error_count())
        except UpdateTypeLookupError:
            self._log.warning("an update of an unknown kind is passed over")
        else:
            return update
        return None

    def _line_up(self, chat: int, taken: InHand, update: Update) -> None:
        queue = self._queues.get(chat)
        if queue is not None:
            queue.append((taken, update))
            return
        self._queues[chat] = deque(((taken, update),))
        worker = asyncio.create_task(self._work_through(chat))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work_through(self, chat: int) -> None:
        queue = self._queues[chat]
        while queue:
            taken, update = queue[0]
            await self._handle(chat, taken, update)
            queue.popleft()
        del self._queues[chat]

    async def _handle(self, chat: int, entry: InHand, update: Update) -> None:
        tries = 0
        reference = new_reference()
        while True:
            failures = self._failures
            try:
                with followed(reference):
                    async with self._places:
                        replies = await self._feed(chat, entry, update, reference)
            except StorageUnavailable as problem:
                self._retries.count += 1
                if not entry.unavailable.done():
                    entry.unavailable.set_result(None)
                self._note_away(str(problem))
                await asyncio.sleep(pause_before(tries, _LONGEST_PAUSE))
                tries += 1
                continue
            if not self._storage_available and failures == self._failures:
                self._storage_available = True
                self._log.info("the database is reached again")
            carried_out = _answered_with(entry, replies)
            gone = self._replier.put(
                chat, replies, carried_out=carried_out, cause=Cause(reference, entry.arrived) if replies else None
            )
            if gone is not None:
                await self._see_it_go(gone)
            del self._in_hand[entry.update_id]
            self._remember(entry.update_id)
            entry.committed.set_result(None)
            return

    async def _see_it_go(self, gone: asyncio.Future[None]) -> None:
        await asyncio.wait((gone,), timeout=_UNMARKED)
        while not gone.done() and len(self._in_hand) < _CROWDED:
            await asyncio.wait((gone,), timeout=_LOOK_EVERY)

    async def _feed(self, chat: int, entry: InHand, update: Update, reference: str) -> list[Reply]:
        """Have one update handled, and log the one line about it.

        An exception that the handlers let through is logged so, and ends it; what it says may repeat what was written.
        """
        loop = asyncio.get_running_loop()
        started = loop.time()
        slow_ones = self._slow_ones
        try:
            async with asyncio.timeout(_PATIENCE):
                outcome = await self._dispatcher.feed_update(self._bot, update, channel=self.name, reference=reference)
                replies = _replies(outcome)
        except StorageUnavailable:
            raise
        except Exception as problem:
            kind = update.event_type
            UPDATES.of(self.name, kind, _FAILED).count += 1
            self._log.error("an update failed", kind=kind, chat=short_hash(chat), outcome=_FAILED, trace=trace(problem))
            return []
        ended = loop.time()
        kind = update.event_type
        outcome_told = _FAILED if any(reply.apology for reply in replies) else _DONE
        self._commit_seconds.note(ended - entry.arrived)
        UPDATES.of(self.name, kind, outcome_told).count += 1
        self._log.info(
            "update",
            kind=kind,
            chat=short_hash(chat),
            outcome=outcome_told,
            replies=len(replies),
            waited=round((started - entry.arrived) * 1000, 1),
            ms=round((ended - started) * 1000, 1),
        )
        if ended - started > _LONG:
            self._note_slow(ended - started)
        elif self._is_slow and slow_ones == self._slow_ones:
            self._is_slow = False
            self._log.info("updates are quick again")
        return replies

    def _note_slow(self, seconds: float) -> None:
        """Log once that updates have become slow to handle."""
        self._slow_ones += 1
        if not self._is_slow:
            self._is_slow = True
            self._log.warning("updates take long", seconds=round(seconds, 1))

    def _note_away(self, problem: str) -> None:
        """Log once that the database is gone."""
        self._failures += 1
        if self._storage_available:
            self._storage_available = False
            self._log.error("the database cannot be reached, updates wait", problem=problem)

    def _remember(self, update_id: int) -> None:
        self._remembered[update_id] = None
        if len(self._remembered) > _REMEMBERED:
            del self._remembered[next(iter(self._remembered))]


def _answered_with(entry: InHand, replies: list[Reply]) -> Reply | None:
    """The first reply that is tried only once, where the sender carries out what it is answered with."""
    if not entry.takes_call:
        return None
    spare = next((reply for reply in replies if reply.best_effort), None)
    entry.call = None if spare is None else spare.method
    return spare


def _without_keyboard(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A press without the keyboard that was pressed: nobody reads it, and reading it costs as much as the rest."""
    press = raw.get("callback_query")
    if not isinstance(press, dict):
        return raw
    message = press.get("message")
    if not isinstance(message, dict) or "reply_markup" not in message:
        return raw
    bare = {name: part for name, part in message.items() if name != "reply_markup"}
    return {**raw, "callback_query": {**press, "message": bare}}


def _fits(number: int) -> bool:
    """Whether an identifier is one of Telegram's, which take no more than 64 bits, as storage does."""
    return -(2**63) <= number < 2**63


def chat_of(raw: Mapping[str, Any]) -> int:
    """The chat whose order an update keeps: its chat, else whose doing it is, else 0."""
    for event in raw.values():
        if not isinstance(event, dict):
            continue
        message = event.get("message")
        place = event.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
        for holder in (place, event.get("from"), event.get("user")):
            if isinstance(holder, dict) and isinstance(holder.get("id"), int):
                return int(holder["id"])
    return 0


def _replies(outcome: object) -> list[Reply]:
    """What a handler handed back, as a list. Raises `TypeError` for what is not replies."""
    if outcome is None or outcome is UNHANDLED:
        return []
    if isinstance(outcome, list | tuple) and all(isinstance(reply, Reply) for reply in outcome):
        return list(outcome)
    raise TypeError(f"a handler handed back {type(outcome).__name__}, not replies")
