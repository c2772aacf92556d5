"""Webhooks: set by the bot, and updates delivered to them in the order of each chat until they are taken."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import aiohttp
import orjson

from storage import gateway_updates
from storage.gateway_updates import PendingUpdate, Webhook
from storage.transaction import Transaction
from web.arguments import Arguments, Upload
from web.exchange import Exchange
from web.polling import WEBHOOK_SET_NOW, allow_updates, update_json
from web.refusal import Refusal, bad_request
from web.served_bot import ServedBot

DELIVERY_SECONDS = 60
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
"""Seconds between two attempts to deliver the updates of a chat: doubled after every failure."""

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_log = logging.getLogger(__name__)

Call = Callable[[ServedBot, str, Arguments], Awaitable[object]]
"""Runs a method of the Bot API; a webhook may answer with one."""


async def set_webhook(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`setWebhook`. Plain HTTP is let through: the gateway and the bot live on one machine or in one network."""
    url = arguments.text("url").strip()
    if not url:
        return await delete_webhook(exchange, bot, arguments)
    if not _is_address(url):
        raise bad_request("invalid webhook URL specified")
    secret = arguments.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if "allowed_updates" in arguments.values:
        await allow_updates(exchange, bot, arguments.listed("allowed_updates"))
    connections = arguments.integer("max_connections", 40, least=1, most=100)
    await _keep(exchange, bot, Webhook(url, secret, connections), drop=arguments.flag("drop_pending_updates"))
    bot.end_poll(WEBHOOK_SET_NOW)
    return True


def _is_address(url: str) -> bool:
    try:
        address = urlsplit(url)
        _ = address.port
    except ValueError:  # a bracket that is not closed, a port that there is not
        return False
    return address.scheme in ("http", "https") and bool(address.hostname)


async def delete_webhook(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`deleteWebhook`."""
    await _keep(exchange, bot, Webhook(), drop=arguments.flag("drop_pending_updates"))
    return True


async def get_webhook_info(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getWebhookInfo`."""
    webhook = bot.webhook
    pending = await exchange.store.read(lambda tx: gateway_updates.count_pending_updates(tx, bot.id))
    info: dict[str, object] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": pending,
    }
    if webhook.url:
        info["max_connections"] = webhook.connections
    if webhook.failed_at is not None:
        info |= {"last_error_date": webhook.failed_at, "last_error_message": webhook.failure}
    if bot.allowed:
        info["allowed_updates"] = sorted(bot.allowed)
    return info


async def _keep(exchange: Exchange, bot: ServedBot, webhook: Webhook, *, drop: bool) -> None:
    def work(tx: Transaction) -> None:
        gateway_updates.set_webhook(tx, bot.id, webhook)
        if drop:
            gateway_updates.confirm_all_but_last(tx, bot.id, 0)

    await exchange.store.transact(work)
    bot.webhook = webhook
    bot.delivery.set()


class Delivery:
    """Delivers one bot's updates for as long as it has a webhook.

    One update of a chat is under way at a time, so a chat's updates arrive in their order; different chats side by
    side, up to the webhook's number of connections. An update is forgotten when its delivery has been answered with
    success; until then it is tried again, after a wait that grows.
    """

    def __init__(self, exchange: Exchange, bot: ServedBot, call: Call) -> None:
        self._exchange = exchange
        self._bot = bot
        self._call = call
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._resting: dict[int, float] = {}  # chat → when to try again (monotonic)
        self._waits: dict[int, float] = {}  # chat → how long the latest wait was

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            async with aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=DELIVERY_SECONDS), raise_for_status=False
            ) as session:
                while True:
                    self._bot.delivery.clear()
                    if self._bot.webhook.url:
                        await self._start_deliveries(session)
                    await self._rest()
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _rest(self) -> None:
        """Until there is news, or the next chat's wait is over."""
        patience = min(self._resting.values(), default=time.monotonic() + LONGEST_WAIT) - time.monotonic()
        with suppress(TimeoutError):
            async with asyncio.timeout(max(patience, 0.01)):
                await self._bot.delivery.wait()

    async def _start_deliveries(self, session: aiohttp.ClientSession) -> None:
        now = time.monotonic()
        self._resting = {chat: until for chat, until in self._resting.items() if until > now}
        free = self._bot.webhook.connections - len(self._under_way)
        if free <= 0:
            return
        busy = {*self._under_way, *self._resting}
        pending = await self._exchange.store.read(
            lambda tx: gateway_updates.pending_updates_of_others(tx, self._bot.id, busy, 10 * free)
        )
        for update in pending:
            if len(self._under_way) >= self._bot.webhook.connections:
                break
            if update.chat_id not in self._under_way:
                task = asyncio.create_task(self._deliver(session, self._bot.webhook, update))
                self._under_way[update.chat_id] = task
                task.add_done_callback(partial(self._ended, update.chat_id))

    def _ended(self, chat_id: int, task: asyncio.Task[None]) -> None:
        del self._under_way[chat_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Delivering an update to a webhook failed in the gateway itself.", exc_info=error)
            self._wait(chat_id, 0)
        self._bot.delivery.set()

    async def _deliver(self, session: aiohttp.ClientSession, webhook: Webhook, update: PendingUpdate) -> None:
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        try:
            async with session.post(webhook.url, data=update_json(update), headers=headers) as response:
                answer = await _method_in(response) if response.ok else None
                failure = "" if response.ok else f"Wrong response from the webhook: {response.status} {response.reason}"
                retry_after = _seconds(response.headers.get("Retry-After", ""))
        except TimeoutError:
            answer, failure, retry_after = None, "Read timeout expired", 0
        except aiohttp.ClientConnectionError:
            answer, failure, retry_after = None, "Connection refused", 0
        except (aiohttp.ClientError, ValueError) as error:
            answer, failure, retry_after = None, f"Wrong response from the webhook: {type(error).__name__}", 0
        if failure:
            await self._failed(update.chat_id, failure, retry_after)
            return
        await self._exchange.store.transact(
            lambda tx: gateway_updates.confirm_update(tx, self._bot.id, update.update_id)
        )
        self._waits.pop(update.chat_id, None)
        if answer is not None:
            await self._perform(*answer)

    async def _perform(self, method: str, arguments: Arguments) -> None:
        """Run the method a webhook answered with; like Telegram, nobody is told how it went."""
        try:
            await self._call(self._bot, method, arguments)
        except Refusal as refusal:
            _log.warning("A webhook's answer (%s) was refused: %s", method, refusal.description)

    async def _failed(self, chat_id: int, failure: str, retry_after: int) -> None:
        self._wait(chat_id, retry_after)
        bot, now = self._bot, self._exchange.now()
        if (bot.webhook.failed_at, bot.webhook.failure) == (now, failure) or not bot.webhook.url:
            return
        bot.webhook = failed = replace(bot.webhook, failed_at=now, failure=failure)
        await self._exchange.store.transact(lambda tx: gateway_updates.set_webhook(tx, bot.id, failed))

    def _wait(self, chat_id: int, retry_after: int) -> None:
        wait = min(2 * self._waits.get(chat_id, FIRST_WAIT / 2), LONGEST_WAIT)
        self._waits[chat_id] = wait
        self._resting[chat_id] = time.monotonic() + max(wait, retry_after)


def _seconds(retry_after: str) -> int:
    return min(int(retry_after), 3600) if retry_after.isdecimal() else 0


async def _method_in(response: aiohttp.ClientResponse) -> tuple[str, Arguments] | None:
    """The method of the Bot API that a webhook answered with: as JSON, as a form or as multipart."""
    values: dict[str, object] = {}
    files: dict[str, Upload] = {}
    match response.content_type:
        case "application/json":
            body = await response.read()
            parsed = orjson.loads(body) if body else None
            values = parsed if isinstance(parsed, dict) else {}
        case "multipart/form-data":
            async for part in aiohttp.MultipartReader.from_response(response):
                if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
                    continue
                if part.filename is None:
                    values[part.name] = await part.text()
                else:
                    mime = part.headers.get("Content-Type", "")
                    files[part.name] = Upload(part.filename, mime, bytes(await part.read()))
        case _:
            return None
    method = values.pop("method", None)
    return (method, Arguments(values, files)) if isinstance(method, str) else None
