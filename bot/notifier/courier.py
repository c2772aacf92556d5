"""One bot's notices: claimed from the outbox with a lease, sent side by side to several chats, and noted.

A chat has one notice under way at a time, so its notices keep their order. What was sent is noted in the very
transaction that claims the next: a crash in between sends those once more, so many at most as were under way.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.backoff import pause_before
from bot.logs import get_logger, short_hash
from bot.notifier.noting import Note, closed, postponed, put_off, sent, unreachable
from bot.notifier.outcome import Gone, Moved, Outcome, Refused, Trouble, Unreachable, Wait
from bot.notifier.preparing import Message, NotBefore, prepared
from bot.notifier.server_state import AT_A_TIME, ServerState
from bot.notifier.stretch import Stretch
from bot.pace import NOTICE_PACE
from bot.watching.counts import NOTICES, RETRIES
from handlers.traces import trace
from storage import clock
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from bot.notifier.post import Post
    from bot.pace import Pace
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.store import Store, Transaction

log = get_logger("notifier")

_LEASE: Final = timedelta(seconds=60)
# A try is over before its lease is: else another process would send the same.
_WITHIN: Final = 45.0
_LONGEST_PAUSE: Final = 900.0
_GIVE_UP_AFTER: Final = timedelta(days=7)
# What this program cannot tell may be of a newer version that runs beside it; else it is an error of the program's.
_GIVE_UP_TELLING_AFTER: Final = timedelta(hours=1)
_LOOK_EVERY: Final = 5.0
_LOOK_AT_MOST_EVERY: Final = 0.2
# Telegram takes thirty messages a second of one bot, and one a second in one chat.
_MOST: Final = 30
_WITHIN_SECONDS: Final = 1.01
_CHAT_RESTS: Final = timedelta(seconds=1.05)
# So late a moment that others may have filled the time since: another is taken.
_TOO_LATE: Final = 0.25
# At that pace, and with a server that takes a second for each.
_AT_A_TIME_PACED: Final = 48
_EXPIRE_EVERY: Final = 60.0


class Courier:
    """Delivers one bot's notices from `run` until `close`; `wake` says that there may be new ones.

    paced: keep to Telegram's limits, over all chats together with every other process that delivers for this bot, and
    in each chat. beside: the pace of those who answer in this process, for whom notices make way.
    """

    def __init__(
        self,
        bot: str,
        post: Post,
        store: Store,
        surroundings: Surroundings,
        *,
        paced: bool,
        beside: Pace | None = None,
    ) -> None:
        self._bot = bot
        self._post = post
        self._store = store
        self._surroundings = surroundings
        self._is_paced = paced
        self._beside = beside
        self._beside_seen = 0
        # When each notice under way may be sent.
        self._moments: dict[int, datetime] = {}
        self._stretch = Stretch(_MOST, _WITHIN_SECONDS)
        self._lease = secrets.token_hex(8)
        self._server = ServerState(bot, _AT_A_TIME_PACED if paced else AT_A_TIME)
        self._changed = asyncio.Event()
        self._closing = False
        self._ended = asyncio.Event()
        self._ended.set()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._notes: dict[int, Note] = {}
        # Messages of a notice that went out before one of them did not: they are not sent again.
        self._parts: dict[int, tuple[Message, ...]] = {}
        self._expired_at = 0.0
        self._lost_database = 0
        self._loop = asyncio.get_running_loop()
        self._log = log.bind(bot=bot)
        self._retries = RETRIES.of(bot, "notice")

    def wake(self) -> None:
        """Look into the outbox now."""
        self._changed.set()

    async def run(self) -> None:
        """Deliver until `close` is called. Raises only what is an error of the program."""
        self._ended.clear()
        try:
            while not self._closing:
                self._changed.clear()
                pause = await self._round()
                if self._is_paced and not self._closing:
                    # What was sent in the meantime is noted together: a transaction for each is what would cost most.
                    await asyncio.sleep(min(pause, _LOOK_AT_MOST_EVERY))
                await _wait(self._changed, pause)
        finally:
            self._ended.set()

    async def close(self, within: float) -> int:
        """Claim nothing more, and finish what is under way within so many seconds; return how many were given up.

        Those are due again at once: whether the last word of the server was "sent" is not known of them.
        """
        self._closing = True
        self._changed.set()
        until = self._loop.time() + within
        # A round that is at it may still have claimed something.
        await _wait(self._ended, within)
        if self._under_way:
            await asyncio.wait(tuple(self._under_way.values()), timeout=max(0.0, until - self._loop.time()))
        left = [(number, task) for number, task in self._under_way.items() if number not in self._notes]
        for number, task in left:
            task.cancel()
            self._notes[number] = put_off(number, clock.now())
        await asyncio.gather(*(task for _, task in left), return_exceptions=True)
        notes = dict(self._notes)
        if notes:
            try:
                await self._store.transact(lambda tx: [note(tx, self._lease) for note in notes.values()])
            except StorageUnavailable:
                self._log.warning("what was sent could not be noted, and may be sent again", notices=len(notes))
        return len(left)

    async def _round(self) -> float:
        """Note what was tried, claim what is due and start on it. Returns the seconds until it is to be done again."""
        now, at = self._loop.time(), clock.now()
        notes = dict(self._notes)
        room = 0 if self._closing else self._server.room(now) - (len(self._under_way) - len(notes))
        if not notes and room <= 0:
            return self._server.silence(now) or _LOOK_EVERY
        expiring = now >= self._expired_at + _EXPIRE_EVERY

        answered = 0 if self._beside is None else self._beside.count

        def turn(tx: Transaction) -> tuple[list[bool], Sequence[tuple[Notice, datetime]], datetime | None]:
            held = [note(tx, self._lease) for note in notes.values()]
            if expiring:
                tx.expire_notices(at)
            claimed = self._claimed(tx, at, room, answered - self._beside_seen)
            # While some were due, more may be: it is not worth a look at all that wait to know when.
            return held, claimed, at if claimed else tx.next_notice_at(self._bot)

        try:
            held, claimed, next_at = await self._store.transact(turn)
        except StorageUnavailable:
            return self._database_is_away()
        self._database_is_there()
        self._beside_seen = answered
        self._forget(notes, held)
        if expiring:
            self._expired_at = now
        for notice, moment in claimed:
            self._moments[notice.id] = moment
            self._under_way[notice.id] = asyncio.create_task(self._carry(notice))
        until_next = _LOOK_EVERY if next_at is None else (next_at - clock.now()).total_seconds()
        return min(_LOOK_EVERY, max(_LOOK_AT_MOST_EVERY, until_next, self._server.silence(now)))

    def _claimed(self, tx: Transaction, at: datetime, room: int, beside: int) -> Sequence[tuple[Notice, datetime]]:
        if room <= 0:
            return ()
        if not self._is_paced:
            return [(notice, at) for notice in tx.claim_notices(self._bot, at, self._lease, at + _LEASE, room)]
        return tx.claim_paced(self._bot, at, self._lease, at + _LEASE, room, NOTICE_PACE, beside=beside)

    def _forget(self, notes: dict[int, Note], held: list[bool]) -> None:
        for number, was_held in zip(notes, held, strict=True):
            del self._notes[number]
            self._under_way.pop(number, None)
            self._moments.pop(number, None)
            if not was_held:
                self._log.warning("a lease ran out while its notice was under way; it may come twice")

    async def _carry(self, notice: Notice) -> None:
        """Deliver one notice, and leave the note of what became of it for the next round."""
        self._notes[notice.id] = await self._tried(notice)
        self._changed.set()

    async def _tried(self, notice: Notice) -> Note:
        at = clock.now()
        if notice.useful_until is not None and notice.useful_until <= at:
            return closed(notice.id, at, "expired")
        try:
            async with asyncio.timeout(_WITHIN):
                messages = await prepared(self._store, notice, self._surroundings)
                if isinstance(messages, NotBefore):
                    return self._postponed(notice, messages.moment)
                outcome = None if messages is None else await self._sent(notice, messages)
        except StorageUnavailable:
            return self._later(notice, pause_before(notice.tries, _LONGEST_PAUSE))
        except TimeoutError:
            outcome = Trouble("no answer in time")
        except Exception as problem:
            self._log.error("a notice could not be told", notice=notice.id, kind=notice.kind, trace=trace(problem))
            return self._later(notice, pause_before(notice.tries, _LONGEST_PAUSE), _GIVE_UP_TELLING_AFTER)
        return self._noted(notice, outcome)

    async def _sent(self, notice: Notice, messages: tuple[Message, ...]) -> Outcome:
        """Send the messages that have not gone out yet, in order, to wherever the chat is now."""
        chat_id = notice.chat_id
        gone = self._parts.get(notice.id, ())
        start = len(gone) if messages[: len(gone)] == gone else 0
        for number in range(start, len(messages)):
            outcome = await self._go(notice, messages[number], chat_id)
            if isinstance(outcome, Moved):
                await self._move(chat_id, outcome.chat_id)
                chat_id = outcome.chat_id
                outcome = await self._go(notice, messages[number], chat_id)
            if not isinstance(outcome, Gone):
                return outcome
            self._parts[notice.id] = messages[: number + 1]
        return Gone()

    async def _go(self, notice: Notice, message: Message, chat_id: int) -> Outcome:
        """Hand a message to the server when it may go."""
        if not self._is_paced:
            return await message.go(self._post, chat_id)
        await self._moment(notice.id)
        async with self._stretch.round_trip():
            return await message.go(self._post, chat_id)

    async def _move(self, old: int, new: int) -> None:
        await self._store.transact(lambda tx: tx.move_chat(self._bot, old, new))

    async def _moment(self, notice_id: int) -> None:
        """Wait for the moment that was taken for a notice; for a further message, or one that missed its moment, take
        another."""
        at, moment = clock.now(), self._moments.pop(notice_id, None)
        if moment is None:
            # The chat's own second.
            await asyncio.sleep(_CHAT_RESTS.total_seconds())
            at = clock.now()
        if moment is None or (at - moment).total_seconds() > _TOO_LATE:
            (moment,) = await self._store.transact(lambda tx: tx.take_sends(self._bot, at, 1, NOTICE_PACE))
        await asyncio.sleep((moment - clock.now()).total_seconds())

    def _noted(self, notice: Notice, outcome: Outcome | None) -> Note:
        """What to write down of a try, and what it says of the server."""
        at, now = clock.now(), self._loop.time()
        word = "of no use" if outcome is None else type(outcome).__name__.lower()
        NOTICES.of(self._bot, word).count += 1
        self._log.info(
            "notice",
            notice=notice.id,
            kind=notice.kind,
            chat=short_hash(notice.chat_id),
            outcome=word,
            tries=notice.tries,
        )
        match outcome:
            case None:
                self._parts.pop(notice.id, None)
                return closed(notice.id, at, "of no use")
            case Wait(seconds):
                self._server.failed("told to wait", "", now)
                return self._later(notice, seconds)
            case Trouble(reason, check):
                self._server.failed(reason, check, now)
                return self._later(notice, pause_before(notice.tries, _LONGEST_PAUSE))
            case Moved():
                return self._later(notice, pause_before(notice.tries, _LONGEST_PAUSE))
        self._server.answered()
        self._parts.pop(notice.id, None)
        match outcome:
            case Unreachable():
                return unreachable(notice.id, self._bot, notice.chat_id, at)
            case Refused(said):
                self._log.error("a notice can never be sent", notice=notice.id, kind=notice.kind, said=said)
                return closed(notice.id, at, "undeliverable")
            case Gone():
                return sent(notice.id, at, at + _CHAT_RESTS if self._is_paced else None)

    def _postponed(self, notice: Notice, moment: datetime) -> Note:
        """Leave a notice for when its reader is awake, unless it is of no use by then."""
        if notice.useful_until is not None and notice.useful_until <= moment:
            return closed(notice.id, clock.now(), "expired")
        return postponed(notice.id, moment)

    def _later(self, notice: Notice, seconds: float, give_up_after: timedelta = _GIVE_UP_AFTER) -> Note:
        """Put a notice off; it is given up at a time, never after so many tries."""
        at = clock.now()
        self._retries.count += 1
        if notice.useful_until is None and at >= notice.made_at + give_up_after:
            self._parts.pop(notice.id, None)
            self._log.error("a notice is given up", notice=notice.id, kind=notice.kind, tries=notice.tries)
            return closed(notice.id, at, "undeliverable")
        return put_off(notice.id, at + timedelta(seconds=seconds))

    def _database_is_away(self) -> float:
        if self._lost_database == 0:
            self._log.warning("the database cannot be used, trying again quietly")
        self._lost_database += 1
        return pause_before(self._lost_database, _LOOK_EVERY)

    def _database_is_there(self) -> None:
        if self._lost_database:
            self._log.info("the database can be used again")
        self._lost_database = 0


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
