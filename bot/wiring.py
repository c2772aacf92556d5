"""Puts the rooms together in one process, and takes them apart in good order when it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hashlib
import hmac
import signal
import socket
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Protocol

from aiohttp import web

from bot.database import open_areas, open_database
from bot.invitations import first_invitation, telegram_username
from bot.logs import get_logger
from bot.settings import WHAT_IT_TAKES, Settings, WrongSettings, secret_key
from bot.watching.health import Health, alive
from storage import clock
from storage.errors import StorageUnavailable
from storage.store import Store
from web.site import run_site

if TYPE_CHECKING:
    from bot.channel import Channel
    from bot.notifier.notifier import Notifier
    from bot.pace import Pace
    from bot.scheduler.scheduler import Scheduler
    from web.gateway import Gateway

log = get_logger("wiring")

TELEGRAM: Final = "telegram"
PAGE: Final = "web"

# The chat page's bot is number 1: no bot of Telegram's has so low a number.
_PAGE_BOT: Final = 1
_LOOPBACK: Final = "127.0.0.1"
# Telegram forgets an update after a day, so what is older cannot come again.
_SEEN_FOR: Final = timedelta(days=3)
_TIDY_EVERY: Final = 6 * 3600.0
# SIGTERM ends the program within ten seconds. From so many on after it nobody waits for the database any more: what is
# in hand then, and the marks of replies that went out, had their time.
_DATABASE_WITHIN: Final = 7.0


class Part(Enum):
    """What a process may run."""

    PAGE = auto()
    """The chat page, and the gateway behind it."""
    BOTS = auto()
    """Those who answer: Telegram's bot, the chat page's bot."""
    NOTICES = auto()
    """What tells people, unasked, what has become of their letters, and reminds them: it puts what is due into the
    outbox, and sends what stands there."""


class Essential(Protocol):
    """What the program is of no use without. `failed` is set when it has ended by an error of the program."""

    failed: asyncio.Event


class _Stoppable(Protocol):
    async def stop(self) -> None: ...


async def work(settings: Settings, parts: frozenset[Part]) -> bool:
    """Run the parts until SIGTERM or SIGINT. False when one of them ended by an error of the program.

    Raises what `bot.database.open_database` raises, and `WrongSettings` for a port that is taken.
    """
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with contextlib.AsyncExitStack() as stack:
        store = await open_database(settings.database, alone=True)
        stack.push_async_callback(store.close)
        essentials = await _open(_with_a_port(settings), store, parts, stack)
        tidying = asyncio.create_task(_tidy(store))
        stack.push_async_callback(_end, tidying)
        # What start-up has imported stays: else the collector walks all of it each time, 150 ms long.
        gc.collect()
        gc.freeze()
        well = await _until(stopping, essentials)
        log.info("stopping")
        store.give_up_after(_DATABASE_WITHIN)
    log.info("stopped")
    return well


def page_token(key: str) -> str:
    """The token of the chat page's bot: the same in every process that has the same SECRET_KEY."""
    secret = hmac.new(key.encode(), b"the bot of the chat page", hashlib.sha256).hexdigest()
    return f"{_PAGE_BOT}:{secret}"


async def _open(
    settings: Settings, store: Store, parts: frozenset[Part], stack: contextlib.AsyncExitStack
) -> tuple[Essential, ...]:
    """Open what the process runs; `stack` closes it the other way round. Tells people where to find it."""
    username = await telegram_username(settings)
    token = page_token(secret_key(settings))
    gateway_port = settings.gateway_port
    gateway: Gateway | None = None
    if Part.PAGE in parts:
        gateway = _make_gateway(settings, store, token)
        await gateway.start()
        gateway_port = await _serve(gateway.bot_api_app(), _LOOPBACK, gateway_port, "GATEWAY_PORT", stack)
    page_bot = None if gateway_port == 0 else (f"http://{_LOOPBACK}:{gateway_port}", token)
    channels: tuple[Channel, ...] = ()
    if Part.BOTS in parts:
        channels = await _make_channels(settings, store, username, page_bot, tells=Part.NOTICES not in parts)
    beside = {channel.name: channel.pace for channel in channels}
    notifier = await _make_notifier(settings, store, username, page_bot, beside) if Part.NOTICES in parts else None
    scheduler = await _make_scheduler(settings, store, username) if Part.NOTICES in parts else None
    essentials: tuple[Essential, ...] = channels if notifier is None else (*channels, notifier)
    health = Health(store, channels, notifier, scheduler)
    if settings.metrics_port is not None:
        await _serve_metrics(settings.metrics_host, settings.metrics_port, store, health, stack)
    if gateway is not None or (channels and settings.webhook_url is not None):
        public = web.Application() if gateway is None else gateway.public_app()
        _add_routes(public, settings, channels, health, is_page=gateway is not None)
        await _serve(public, settings.web_host, settings.web_port, "WEB_PORT", stack)
    if gateway is not None:
        stack.push_async_callback(gateway.stop)  # event streams must end before their site can close
    at_work: list[_Stoppable] = [*channels, *(() if notifier is None else (notifier,))]
    stack.push_async_callback(_stop, at_work)
    for channel in channels:
        channel.start()
    if notifier is not None:
        await notifier.start()
    if scheduler is not None:
        scheduler.start()
        at_work.append(scheduler)
    if parts != {Part.NOTICES}:
        await _welcome(settings, store, username, is_page=gateway is not None)
    return essentials


def _make_gateway(settings: Settings, store: Store, token: str) -> Gateway:
    """The chat page, the register and what stands behind them. Imports what makes pages and files."""
    from web.gateway import create_gateway

    return create_gateway(
        store,
        tokens=[token],
        secret_key=secret_key(settings),
        public_url=settings.page_address,
        bot_username="quicksilver_bot",
        bot_title="Quicksilver",
    )


async def _make_channels(
    settings: Settings, store: Store, username: str, page_bot: tuple[str, str] | None, *, tells: bool
) -> tuple[Channel, ...]:
    """Telegram's bot where there is a token, and the page's where it can be reached. Imports aiogram.

    tells: notices go out by other processes, which make way for the answers of this one.
    """
    from bot.telegram.at_need import import_aiogram

    import_aiogram()  # before anything else does

    from bot.channel import Channel, Hook
    from bot.inbound.desk import Desk
    from handlers.answering import ALLOWED_UPDATES, Answering
    from handlers.menu import menus
    from handlers.talk import Surroundings

    surroundings = Surroundings(settings.page_address, username, await open_areas(store))
    answering = Answering(store, surroundings)
    desk = Desk(
        dispatcher=answering.dispatcher,
        allowed_updates=ALLOWED_UPDATES,
        represent=answering.represent,
        slow_down=answering.slow_down,
        menus=menus(),
    )
    channels = []
    if settings.bot_token is not None:
        hook = None
        if settings.webhook_url is not None and settings.webhook_secret is not None:
            hook = Hook(settings.webhook_url, settings.webhook_secret.get_secret_value())
        channels.append(
            Channel(
                TELEGRAM,
                token=settings.bot_token.get_secret_value(),
                base_url=settings.bot_api_url,
                store=store,
                desk=desk,
                hook=hook,
                paced=settings.is_far,
                patient=settings.is_far,
                tells=tells,
            )
        )
    if page_bot is not None:
        base_url, token = page_bot
        channels.append(
            Channel(PAGE, token=token, base_url=base_url, store=store, desk=desk, paced=False, patient=True)
        )
    return tuple(channels)


async def _make_notifier(
    settings: Settings,
    store: Store,
    username: str,
    page_bot: tuple[str, str] | None,
    beside: Mapping[str, Pace | None],
) -> Notifier:
    """The notifier for the bots that can be reached; `beside` is the pace of those who answer in this process.

    Imports python-telegram-bot.
    """
    from bot.notifier.notifier import Notifier, Way
    from handlers.talk import Surroundings

    ways = {}
    if settings.bot_token is not None:
        token = settings.bot_token.get_secret_value()
        ways[TELEGRAM] = Way(token, settings.bot_api_url, settings.is_far, beside.get(TELEGRAM))
    if page_bot is not None:
        base_url, token = page_bot
        ways[PAGE] = Way(token, base_url, paced=False)
    return Notifier(store, ways, Surroundings(settings.page_address, username, await open_areas(store)))


async def _make_scheduler(settings: Settings, store: Store, username: str) -> Scheduler:
    """What reminds people of what is due. Imports APScheduler."""
    from bot.scheduler.scheduler import EVERY, EVERY_IN_TESTS, Scheduler
    from handlers.talk import Surroundings

    surroundings = Surroundings(settings.page_address, username, await open_areas(store))
    return Scheduler(store, surroundings, EVERY if settings.test_clock is None else EVERY_IN_TESTS)


def _add_routes(
    app: web.Application,
    settings: Settings,
    channels: Sequence[Channel],
    health: Health,
    *,
    is_page: bool,
) -> None:
    """Add the webhook, and what tells a watcher that the process is alive (`/healthz`) and ready (`/readyz`)."""
    app.router.add_get("/readyz", health.ready)
    if not is_page:  # which has it already
        app.router.add_get("/healthz", alive)
    for channel in channels:
        if channel.receive is not None and settings.webhook_path is not None:
            app.router.add_post(settings.webhook_path, channel.receive)


async def _serve_metrics(host: str, port: int, store: Store, health: Health, stack: contextlib.AsyncExitStack) -> None:
    """Serve what the operator's watcher asks for. Imports prometheus-client. Raises `WrongSettings`."""
    from bot.watching.metrics import Metrics

    await _serve(Metrics(store, health).app(), host, port, "METRICS_PORT", stack)


async def _serve(app: web.Application, host: str, port: int, setting: str, stack: contextlib.AsyncExitStack) -> int:
    """Serve an application until the stack closes, and return its port. Raises `WrongSettings`."""
    try:
        runner, actual = await run_site(app, host, port)
    except OSError as problem:
        line = f"{setting} must be a port that this process may listen on at {host}: {problem.strerror}."
        raise WrongSettings((line,)) from None
    stack.push_async_callback(runner.cleanup)
    return actual


async def _welcome(settings: Settings, store: Store, username: str, *, is_page: bool) -> None:
    """Tell people, on standard output, where to find the assistant, and how the first of them gets in."""
    lines = []
    if is_page:
        lines.append(f"The chat page:  {settings.page_address}/chat")
    if username:
        lines.append(f"On Telegram:    https://t.me/{username}")
    lines += await first_invitation(settings, store, username)
    for line in lines:
        print(line, flush=True)  # noqa: T201  # for people, beside the logs


async def _until(stopping: asyncio.Event, essentials: Iterable[Essential]) -> bool:
    """Wait for the signal to stop, or for an essential part that failed. True when it was the signal."""
    failures = tuple(part.failed for part in essentials)
    events = (stopping, *failures)
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
    return not any(failed.is_set() for failed in failures)


async def _stop(parts: Iterable[_Stoppable]) -> None:
    """Side by side: each takes its time where the database hangs."""
    await asyncio.gather(*(part.stop() for part in parts))


async def _tidy(store: Store) -> None:
    """Forget the ids of updates that can no longer come again."""
    while True:
        try:
            more = True
            while more:
                more = await store.transact(lambda tx: tx.prune_seen(clock.now() - _SEEN_FOR))
        except StorageUnavailable:
            log.warning("old update ids could not be forgotten, trying again later")
        await asyncio.sleep(_TIDY_EVERY)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _with_a_port(settings: Settings) -> Settings:
    """The settings with a free port in place of 0: links hold the port before anything listens on it.

    Raises `WrongSettings` when nothing can listen at WEB_HOST.
    """
    if settings.web_port != 0:
        return settings
    family = socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET
    with socket.socket(family) as probe:
        try:
            probe.bind((settings.web_host, 0))
        except OSError as problem:
            line = f"WEB_HOST must be {WHAT_IT_TAKES['WEB_HOST']}, of this machine: {problem.strerror}."
            raise WrongSettings((line,)) from None
        return settings.model_copy(update={"web_port": probe.getsockname()[1]})
