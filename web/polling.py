"""`getUpdates`: long polling over the updates in the database."""

from __future__ import annotations

import asyncio
import time
from functools import partial

import orjson

from storage import gateway_updates
from storage.gateway_updates import PendingUpdate
from storage.transaction import Transaction
from web.arguments import Arguments
from web.exchange import Exchange
from web.refusal import Refusal
from web.served_bot import ServedBot

LONGEST_POLL = 50
"""Seconds, as with Telegram."""

LOOK_AGAIN = 5
"""Seconds after which the database is asked even without a wake-up: another process may have put an update there."""

_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET_NOW = "Conflict: terminated by setWebhook request"


async def get_updates(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getUpdates`: `offset` confirms the updates before it, which are then gone."""
    if bot.webhook.url:
        raise Refusal(409, _WEBHOOK_IS_SET)
    offset = arguments.integer("offset")
    limit = arguments.integer("limit", 100, least=1, most=100)
    deadline = time.monotonic() + arguments.integer("timeout", 0, least=0, most=LONGEST_POLL)
    if "allowed_updates" in arguments.values:
        await allow_updates(exchange, bot, arguments.listed("allowed_updates"))
    arrivals = bot.arrivals
    if offset:
        found = await exchange.store.transact(partial(_confirm_and_find, bot.id, offset, limit))
    else:
        found = await exchange.store.read(partial(_find, bot.id, 0, limit))
    turn = 0
    while not found and not bot.closed and (patience := deadline - time.monotonic()) > 0:
        if arrivals == bot.arrivals:
            turn = turn or bot.take_turn(_OTHER_POLL)
            await _wait(bot, turn, min(patience, LOOK_AGAIN))
        arrivals = bot.arrivals
        found = await exchange.store.read(partial(_find, bot.id, max(offset, 0), limit))
    return orjson.Fragment(b"[" + b",".join(update_json(one) for one in found) + b"]")


def update_json(update: PendingUpdate) -> bytes:
    """A whole update: its identifier, and what was kept of it."""
    return b'{"update_id":%d,' % update.update_id + update.payload[1:].encode()


async def allow_updates(exchange: Exchange, bot: ServedBot, kinds: object) -> None:
    """Keep which kinds of update a bot wants; an empty list means all. What is no list changes nothing."""
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return
    allowed = frozenset(kinds) or None
    if allowed == bot.allowed:
        return
    kept = orjson.dumps(sorted(allowed)).decode() if allowed else None
    await exchange.store.transact(lambda tx: gateway_updates.set_allowed_updates(tx, bot.id, kept))
    bot.allowed = allowed


async def _wait(bot: ServedBot, turn: int, patience: float) -> None:
    """Wait for an update to arrive. A poll that began to wait later ends this one: there is one at a time."""
    if turn != bot.turn:
        raise Refusal(409, _OTHER_POLL)
    bot.poll = asyncio.get_running_loop().create_future()
    try:
        async with asyncio.timeout(patience):
            conflict = await bot.poll
    except TimeoutError:
        return
    if conflict:
        raise Refusal(409, conflict)


def _confirm_and_find(bot_id: int, offset: int, limit: int, tx: Transaction) -> list[PendingUpdate]:
    if offset < 0:
        gateway_updates.confirm_all_but_last(tx, bot_id, -offset)
        return _find(bot_id, 0, limit, tx)
    gateway_updates.confirm_updates(tx, bot_id, offset)
    return _find(bot_id, offset, limit, tx)


def _find(bot_id: int, offset: int, limit: int, tx: Transaction) -> list[PendingUpdate]:
    return gateway_updates.pending_updates(tx, bot_id, offset, limit)
