"""Sends what handlers hand back: in order within a chat, paced, and again when it did not get through.

A reply that is refused for a moment or lost on the way is sent again with growing pauses; the chat's
later replies wait behind it, other chats do not. What went out is marked so in storage, many marks in
one transaction; what could not be sent for long stays owed there and is shown again at the next start.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from bot.backoff import pause_before
from bot.logs import followed, get_logger, short_hash
from bot.pace import Pace, Reading
from bot.telegram.delivery import Delivered, Delivery, Retry
from bot.watching.counts import ANSWER_SECONDS, REPLIES, RETRIES
from handlers.blocking import note_block
from handlers.reply import Owed, Reply
from storage import clock
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from storage.store import Store

log = get_logger("replies")

# Gives the sentence for one who writes faster than answers may go out, in that person's language.
SlowDown = Callable[[int], Awaitable[Reply | None]]

# Prompts that a chat's limit has held back until newer ones replaced them, before a word is said of it.
_FLOOD: Final = 3
_SAY_AGAIN_AFTER: Final = 60.0
# How long the newest prompt waits for a newer one in a flood, and for how long in all.
_FLOOD_REST: Final = 0.6
_LONGEST_REST: Final = 3.0
_LONGEST_PAUSE: Final = 60.0
_GIVE_UP_AFTER: Final = 600.0
_CLEAR_EVERY: Final = 0.5


_OUTCOMES: Final = {
    Delivered.DONE: "sent",
    Delivered.FALL_BACK: "refused",
    Delivered.BLOCKED: "blocked",
    Delivered.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """The update that replies answer: the reference of its log lines, and when it arrived by the loop's clock."""

    reference: str
    arrived: float


@dataclass(slots=True, eq=False)
class _Waiting:
    reply: Reply
    due: float
    owes: tuple[Owed, ...]
    reference: str = ""
    # When the first of the updates arrived that are answered once this has gone out; 0 where none is.
    since: float = 0.0
    gone: asyncio.Future[None] | None = None
    tries: int = 0
    first_try: float = 0.0


@dataclass(slots=True, eq=False)
class _Line:
    """One chat's replies. The first of the queue may be on its way (`under_way`).

    turn: when this chat may send by the limit of all chats together, once it has lined up for that.
    """

    queue: deque[_Waiting] = field(default_factory=deque)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: bool = False
    not_before: float = 0.0
    turn: float | None = None
    held_back: int = 0
    flood_since: float | None = None


class Replier:
    """Sends one bot's replies. `run` keeps the marks in storage up to date; `close` ends in order."""

    def __init__(
        self,
        name: str,
        delivery: Delivery,
        store: Store,
        *,
        pace: Pace | None = None,
        reading: Reading | None = None,
        slow_down: SlowDown | None = None,
    ) -> None:
        self._name = name
        self._deliver = delivery
        self._store = store
        self._pace = pace
        self._reading = reading
        self._slow_down = slow_down
        self._lines: dict[int, _Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: dict[int, float] = {}
        self._repeated: set[int] = set()
        # Chats with a prompt of this run, for as long as those of an earlier run are being shown again.
        self._prompted: set[int] | None = set()
        self._cleared: list[Owed] = []
        self._something_cleared = asyncio.Event()
        self._closing = False
        self._trouble: str | None = None
        self._loop = asyncio.get_running_loop()
        self._log = log.bind(bot=name)
        self._answer_seconds = ANSWER_SECONDS.of(name)
        self._retries = RETRIES.of(name, "reply")
        self._counts = {outcome: REPLIES.of(name, word) for outcome, word in _OUTCOMES.items()}
        self._given_up = REPLIES.of(name, "given up")

    def __len__(self) -> int:
        """How many replies wait or are on their way."""
        return sum(len(line.queue) for line in self._lines.values())

    def put(
        self, chat: int, replies: Sequence[Reply], *, carried_out: Reply | None = None, cause: Cause | None = None
    ) -> asyncio.Future[None] | None:
        """Queue replies to an update of this chat. Those with a `chat_id` of their own go there; one of them may be
        carried out already. `cause` is the update.

        Where no mark in storage stands for any of them, a kill now would leave the person without an answer: then what
        is returned is done once the last has gone out, or will never go.
        """
        waited_for = [self._in_sight(chat, reply) for reply in replies if not reply.best_effort]
        if self._prompted is not None and any(reply.replaces for reply in waited_for):
            self._prompted.add(chat)
        gone = None
        if waited_for and not any(reply.owed for reply in waited_for):
            gone = self._loop.create_future()
        for reply in waited_for:
            there = _target(reply, chat)
            line = self._lines.get(there)
            if line is None:
                line = self._lines[there] = _Line()
                self._start(self._work_through(there, line))
            rest = self._rest(there, line, reply, replies)
            owes = () if reply.owed is None else (reply.owed,)
            waiting = _Waiting(reply, self._loop.time() + max(reply.hold, rest), owes)
            if cause is not None:
                waiting.reference = cause.reference
            if reply is waited_for[-1]:
                waiting.gone = gone
                waiting.since = 0.0 if cause is None else cause.arrived
            self._line_up(there, line, waiting)
        # After what the person waits for: a spinner may turn a moment longer.
        spare = [reply for reply in replies if reply.best_effort and reply is not carried_out]
        if spare:
            self._start(self._try_each_once(spare, "" if cause is None else cause.reference))
        return gone

    def show_again(self, chat: int, replies: Sequence[Reply]) -> None:
        """Queue the prompt that an earlier run owed to a chat, unless this run has one for it.

        The owed one was read without regard to the updates in hand: one of them may have led the person on meanwhile,
        and the question before must take neither the place nor the mark of the one that they are to answer.
        """
        if self._prompted is None or chat not in self._prompted:
            self.put(chat, replies)

    def all_shown_again(self) -> None:
        """Every prompt that an earlier run owed has been queued."""
        self._prompted = None

    async def run(self) -> None:
        """Clear the marks of what went out, twice a second at most, until cancelled."""
        while True:
            await self._something_cleared.wait()
            # The first at once: after a kill now its prompt is not shown a second time. Then as many as have gathered.
            await asyncio.sleep(_CLEAR_EVERY if await self._clear() else 10 * _CLEAR_EVERY)

    async def close(self, within: float) -> int:
        """Send what is queued within so many seconds, without holding anything back, and clear the marks.

        Returns how many replies could not be sent; those that are owed are shown at the next start.
        """
        self._closing = True
        for line in self._lines.values():
            line.changed.set()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=within)
        left = sum(len(line.queue) for line in self._lines.values())
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._clear()
        return left

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _in_sight(self, chat: int, reply: Reply) -> Reply:
        """A prompt that follows one shown a second time is sent, not redrawn: the copy that was pressed may stand above
        the one that is looked at."""
        if not reply.replaces:
            return reply
        if reply.repeats:
            self._repeated.add(chat)
            return reply
        if chat not in self._repeated:
            return reply
        self._repeated.discard(chat)
        return reply if reply.fallback is None else replace(reply, method=reply.fallback, fallback=None)

    def _rest(self, chat: int, line: _Line, reply: Reply, replies: Sequence[Reply]) -> float:
        """Seconds that a prompt waits for newer ones of a flood: none but where somebody writes faster than they read.

        Buttons are pressed by who sees them, and the pieces of a long text wait for each other already.
        """
        is_press = any(other.best_effort for other in replies)
        if self._reading is None or not reply.replaces or reply.repeats or reply.hold or is_press:
            return 0.0
        now = self._loop.time()
        if not self._reading.is_flood(chat, now):
            line.flood_since = None
            return 0.0
        if line.flood_since is None:
            line.flood_since = now
        return max(0.0, min(_FLOOD_REST, line.flood_since + _LONGEST_REST - now))

    def _line_up(self, chat: int, line: _Line, newest: _Waiting) -> None:
        now = self._loop.time()
        if newest.reply.replaces:
            for older in [waiting for waiting in line.queue if waiting.reply.replaces]:
                if line.under_way and older is line.queue[0]:
                    continue
                line.queue.remove(older)
                newest.owes = (*older.owes, *newest.owes)
                newest.since = older.since or newest.since
                if line.flood_since is not None or (self._pace is not None and self._pace.chat_delay(chat, now) > 0):
                    line.held_back += 1
        line.queue.append(newest)
        line.changed.set()

    async def _work_through(self, chat: int, line: _Line) -> None:
        while line.queue:
            pause = self._pause(chat, line)
            if pause > 0:
                line.changed.clear()
                await _wait(line.changed, pause)
                continue
            await self._speak_of_the_flood(chat, line)
            first = line.queue[0]
            with followed(first.reference):
                await self._send(chat, line, first)
        del self._lines[chat]

    def _pause(self, chat: int, line: _Line) -> float:
        """Seconds before the first of the queue may go out."""
        now = self._loop.time()
        first = line.queue[0]
        held = 0.0 if self._closing else first.due - now
        paced = 0.0 if self._pace is None else self._pace.chat_delay(chat, now)
        pause = max(held, paced, line.not_before - now)
        if pause > 0 or self._pace is None:
            return pause
        # Only once nothing else is waited for: a turn that passes unused is lost to all.
        if line.turn is None:
            line.turn = self._pace.turn(now)
        return line.turn - now

    async def _speak_of_the_flood(self, chat: int, line: _Line) -> None:
        """Put one polite sentence before the next prompt for who writes too fast, once a minute at most."""
        if line.held_back < _FLOOD or self._slow_down is None:
            return
        line.held_back = 0
        now = self._loop.time()
        if now < self._told.get(chat, 0.0):
            return
        self._told = {other: until for other, until in self._told.items() if until > now}
        self._told[chat] = now + _SAY_AGAIN_AFTER
        try:
            sentence = await self._slow_down(chat)
        except Exception:
            # The prompt itself matters more, and the chat's queue must go on whatever becomes of a courtesy.
            self._log.exception("the sentence for a flood could not be had", chat=short_hash(chat))
            return
        if sentence is not None:
            line.queue.appendleft(_Waiting(sentence, now, ()))

    async def _send(self, chat: int, line: _Line, first: _Waiting) -> None:
        now = self._loop.time()
        if self._pace is not None:
            self._pace.sent(chat, now)
            line.turn = None
        first.first_try = first.first_try or now
        line.under_way = True
        try:
            outcome = await self._deliver(first.reply.method)
        finally:
            line.under_way = False
        match outcome:
            case Retry(after, reason):
                self._try_later(chat, line, first, after, reason)
                return
            case Delivered.FALL_BACK if first.reply.fallback is not None:
                first.reply = replace(first.reply, method=first.reply.fallback, fallback=None)
                return
        line.queue.remove(first)
        self._counts[outcome].count += 1
        if self._trouble is not None:
            self._trouble = None
            self._log.info("replies get through again")
        if first.since and outcome is Delivered.DONE:
            self._answer_seconds.note(self._loop.time() - first.since)
        _tell(first.gone)
        self._clear_later(first.owes)
        if outcome is Delivered.BLOCKED:
            await self._mark_blocked(chat)

    def _try_later(self, chat: int, line: _Line, first: _Waiting, after: float | None, reason: str) -> None:
        now = self._loop.time()
        if now - first.first_try >= _GIVE_UP_AFTER:
            line.queue.remove(first)
            self._given_up.count += 1
            _tell(first.gone)
            self._log.error("a reply could not be sent for long and stays owed", chat=short_hash(chat), reason=reason)
            return
        self._retries.count += 1
        if first.tries == 0 and reason != self._trouble:
            # Of a server that takes none, one line: not one for each of the people who wait.
            self._trouble = reason
            self._log.warning("a reply is tried again", chat=short_hash(chat), reason=reason)
        line.not_before = now + (pause_before(first.tries, _LONGEST_PAUSE) if after is None else after)
        first.tries += 1

    async def _try_each_once(self, replies: Sequence[Reply], reference: str) -> None:
        for reply in replies:
            with followed(reference):
                outcome = await self._deliver(reply.method)
            if isinstance(outcome, Retry):
                self._log.debug("a call was not repeated", method=reply.method.__api_method__, reason=outcome.reason)

    async def _mark_blocked(self, chat: int) -> None:
        self._log.info("a person has blocked the bot", chat=short_hash(chat))
        try:
            await self._store.transact(lambda tx: note_block(tx, self._name, chat, clock.now()))
        except StorageUnavailable:
            self._log.warning("a block could not be noted; the next message will find it again")

    def _clear_later(self, owes: tuple[Owed, ...]) -> None:
        if owes:
            self._cleared.extend(owes)
            self._something_cleared.set()

    async def _clear(self) -> bool:
        """Clear the marks gathered so far. Says whether the database could be reached."""
        gathered, self._cleared = self._cleared, []
        self._something_cleared.clear()
        if not gathered:
            return True
        pairs = [(owed.session_id, owed.revision) for owed in gathered]
        try:
            await self._store.transact(lambda tx: tx.clear_owed(pairs))
        except StorageUnavailable:
            self._clear_later(tuple(gathered))
            return False
        return True


def _tell(gone: asyncio.Future[None] | None) -> None:
    if gone is not None and not gone.done():
        gone.set_result(None)


def _target(reply: Reply, chat: int) -> int:
    target = getattr(reply.method, "chat_id", None)
    return target if isinstance(target, int) else chat


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
