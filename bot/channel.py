"""One bot at work: a way in for updates, a way out for replies, and a start and an end in good order.

The program runs one for Telegram and one for the chat page; they differ in address, token and pace only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answers_told import tell_answers
from bot.inbound.desk import Desk
from bot.inbound.intake import Intake
from bot.inbound.polling import Poller
from bot.inbound.webhook import register, webhook
from bot.logs import get_logger
from bot.pace import Pace, Reading
from bot.replies import Replier
from bot.shown_again import show_what_is_owed
from bot.telegram.announce import announce
from bot.telegram.client import make_bot
from bot.telegram.delivery import Delivery

if TYPE_CHECKING:
    from storage.store import Store

log = get_logger("channel")

# Shut-down is over within ten seconds; each step has its share.
_DRAIN: Final = 4.5
_FLUSH: Final = 2.0


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook: the address Telegram is told, and the secret that it sends along."""

    url: str
    secret: str


class Channel:
    """A bot between `start` and `stop`. With a hook its updates come to `receive`, else it polls.

    `failed` is set when a task without which the bot is of no use has ended by an error of the program.
    name: what the channel is called in storage and logs. paced: keep to Telegram's limits.
    patient: answer a flood of messages with the newest prompt, not with each.
    tells: its notices go out by other processes, which are to make way for the answers of this one.
    """

    def __init__(
        self,
        name: str,
        *,
        token: str,
        base_url: str,
        store: Store,
        desk: Desk,
        hook: Hook | None = None,
        paced: bool,
        patient: bool,
        tells: bool = False,
    ) -> None:
        self.name = name
        self._store = store
        self._desk = desk
        self._hook = hook
        self._bot = make_bot(token, base_url)
        self.pace = Pace() if paced else None
        self._replier = Replier(
            name,
            Delivery(self._bot),
            store,
            pace=self.pace,
            reading=Reading() if patient else None,
            slow_down=lambda chat: desk.slow_down(name, chat),
        )
        self._intake = Intake(name, self._bot, desk.dispatcher, self._replier)
        self._poller = Poller(name, self._bot, self._intake, allowed_updates=desk.allowed_updates)
        self._tasks: list[asyncio.Task[None]] = []
        self._tells = tells
        self._log = log.bind(bot=name)
        self._loop = asyncio.get_running_loop()
        self._deaf_since: float | None = self._loop.time()
        self.failed = asyncio.Event()
        self.receive = None if hook is None else webhook(self._intake, hook.secret, self._bot)

    def start(self) -> None:
        """Begin: the work goes on in tasks of its own, through whatever the network does."""
        self._go("keeping the marks of replies", self._replier.run(), essential=True)
        again = show_what_is_owed(
            self.name, self._store, lambda chat: self._desk.represent(self.name, chat), self._replier
        )
        self._go("showing owed prompts again", again, essential=False)
        self._go("saying what the bot is", announce(self._bot, self._desk.menus), essential=False)
        if self._tells and self.pace is not None:
            self._go("telling of answers", tell_answers(self.name, self.pace, self._store), essential=True)
        if self._hook is None:
            self._go("polling", self._poller.run(), essential=True)
            return
        self._go("setting the webhook", self._open_the_webhook(self._hook), essential=True)

    @property
    def in_hand(self) -> int:
        """How many updates were taken and are not yet committed."""
        return len(self._intake)

    @property
    def unsent(self) -> int:
        """How many replies wait or are on their way."""
        return len(self._replier)

    @property
    def silent_for(self) -> float:
        """Seconds since the way in was last known to be open: since a poll was answered; 0 once the webhook is set."""
        if self._hook is None:
            return self._loop.time() - self._poller.answered_at
        return 0.0 if self._deaf_since is None else self._loop.time() - self._deaf_since

    async def stop(self) -> None:
        """End: take nothing new, finish what is in hand, confirm it, send what is queued."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        abandoned = await self._intake.drain(_DRAIN)
        if self._hook is None:
            await self._poller.confirm()
        unsent = await self._replier.close(_FLUSH)
        await self._bot.session.close()
        if abandoned or unsent:
            self._log.warning("stopped before everything was done", updates=abandoned, replies=unsent)

    async def _open_the_webhook(self, hook: Hook) -> None:
        await register(self.name, self._bot, hook.url, hook.secret, self._desk.allowed_updates)
        self._deaf_since = None

    def _go(self, what: str, work: Coroutine[object, object, None], *, essential: bool) -> None:
        def report(task: asyncio.Task[None]) -> None:
            if task.cancelled() or task.exception() is None:
                return
            self._log.error("a task ended by an error", task=what, exc_info=task.exception())
            if essential:
                self.failed.set()

        task = asyncio.create_task(work)
        task.add_done_callback(report)
        self._tasks.append(task)
