"""The gateway behind the chat page: it speaks the Telegram Bot API to the bot, and JSON to the page.

    gateway = create_gateway(store, tokens=["1:secret"], secret_key=…, public_url="http://127.0.0.1:8080",
                             bot_username="quicksilver_bot", bot_title="Quicksilver")
    await gateway.start()
    bot_site, bot_port = await web.site.run_site(gateway.bot_api_app(), "127.0.0.1", 0)
    page_site, page_port = await web.site.run_site(gateway.public_app(), "127.0.0.1", 8080)
    …                       # the bot's base address is f"http://127.0.0.1:{bot_port}"
    await gateway.stop()    # ends long polls and event streams, so that the sites close at once
    await page_site.cleanup()
    await bot_site.cleanup()

`store` is an open `storage.store.Store` on a migrated database. The page talks to the first of `tokens`; the others
are bots of their own, with no chats in common. Commands, names and descriptions are what the bot itself has set.
Everything is kept in the database; what is in memory only wakes those who wait.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import orjson
from aiohttp import web

from storage import gateway_updates
from storage.store import Store
from web import bot_api, public
from web.arguments import Arguments
from web.exchange import Exchange
from web.pace import ARRIVING, WRITING, Buckets, Pace
from web.page import Page
from web.served_bot import ServedBot
from web.visitors import Cookies
from web.webhooks import Delivery

PRESSES_KEPT = 24 * 3600
MARKS_KEPT = 30 * 24 * 3600
TIDY_SECONDS = 3600

_log = logging.getLogger(__name__)


class Gateway:
    """Both sides of the gateway, and what runs beside them. Made by `create_gateway`."""

    def __init__(self, exchange: Exchange, page: Page) -> None:
        self._exchange = exchange
        self._page = page
        self._tasks: list[asyncio.Task[None]] = []

    def public_app(self) -> web.Application:
        """The site for people; routes may be added to it."""
        return self._letting_go(public.public_app(self._page))

    def bot_api_app(self) -> web.Application:
        """The Bot API, for a loopback address."""
        return self._letting_go(bot_api.bot_api_app(self._exchange))

    async def start(self) -> None:
        """Read what the bots have asked for, and begin to deliver to their webhooks."""
        bots = list(self._exchange.bots.values())
        states = await self._exchange.store.transact(
            lambda tx: [gateway_updates.ensure_bot(tx, bot.id) for bot in bots]
        )
        for bot, state in zip(bots, states, strict=True):
            bot.webhook = state.webhook
            bot.allowed = frozenset(orjson.loads(state.allowed_updates)) if state.allowed_updates else None
            self._tasks.append(asyncio.create_task(Delivery(self._exchange, bot, self._call).run()))
        self._tasks.append(asyncio.create_task(self._tidy()))

    async def stop(self) -> None:
        """End what waits: long polls are answered, event streams end, deliveries stop; nothing is lost by it."""
        self._let_go()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks.clear()

    def _letting_go(self, app: web.Application) -> web.Application:
        """A site that closes would wait for its long polls and event streams: they are ended first."""

        async def let_go(app: web.Application) -> None:
            self._let_go()

        app.on_shutdown.append(let_go)
        return app

    def _let_go(self) -> None:
        self._exchange.listeners.close()
        for bot in self._exchange.bots.values():
            bot.close()

    async def _call(self, bot: ServedBot, method: str, arguments: Arguments) -> object:
        return await bot_api.call(self._exchange, bot, method, arguments)

    async def _tidy(self) -> None:
        """Forget what nobody needs any more, at the start and every hour."""
        while True:
            now = self._exchange.now()
            forget = partial(
                gateway_updates.forget_before, presses_before=now - PRESSES_KEPT, marks_before=now - MARKS_KEPT
            )
            try:
                more = True
                while more:
                    more = await self._exchange.store.transact(forget)
            except Exception:
                _log.exception("Tidying the gateway's tables failed; it is tried again in an hour.")
            await asyncio.sleep(TIDY_SECONDS)


def create_gateway(
    store: Store,
    *,
    tokens: Sequence[str],
    secret_key: str,
    public_url: str,
    bot_username: str,
    bot_title: str,
    writing: Pace = WRITING,
    arriving: Pace = ARRIVING,
) -> Gateway:
    """A gateway that serves the bots of these tokens; call `start` before serving its two sites.

    `secret_key` signs visitors' cookies; `public_url` is the address people reach the page at. `writing` and
    `arriving` bound how fast one visitor may write, and new visitors may come from one address.
    """
    bots = {token: _bot(token, bot_title, bot_username, is_first=token == tokens[0]) for token in tokens}
    exchange = Exchange(store, bots)
    page = Page(
        exchange=exchange,
        bot=bots[tokens[0]],
        cookies=Cookies(secret_key, secure=public_url.startswith("https://")),
        public_url=public_url,
        writing=Buckets(writing),
        arriving=Buckets(arriving),
    )
    return Gateway(exchange, page)


def _bot(token: str, title: str, username: str, *, is_first: bool) -> ServedBot:
    number = token.partition(":")[0]
    if not number.isdecimal() or ":" not in token:
        raise ValueError("a bot's token is a number, a colon and a secret")
    return ServedBot(int(number), token, title, username if is_first else f"bot{number}_bot")
