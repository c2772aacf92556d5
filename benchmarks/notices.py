"""Ten thousand notices at Telegram's limits: how fast they go out, that never more go than may, and what it costs.

The program's own command delivers them from an outbox on SQLite to a server on loopback that notes when each arrives.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psutil
from aiohttp import web

from benchmarks.processes import ROOT, TOKEN
from storage.desk_records import NewNotice
from storage.migrate import migrate
from storage.store import Transaction, open_store

LIMIT: Final = 30
"""Messages a second that Telegram takes of one bot; one a second in one chat."""

# A server on this machine has no limits; it is to be kept to Telegram's all the same.
_PACED: Final = """
from bot.settings import Settings
Settings.is_far = property(lambda self: True)
from bot.__main__ import main
main()
"""
_CHATS_WITH_SEVERAL: Final = 20
_WARM: Final = 3.0


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was seen: when each message arrived, where; and the share of one core that the program took."""

    arrivals: Sequence[tuple[float, int]]
    core_share: float
    memory_mb: float

    @property
    def rate(self) -> float:
        """Messages a second, from the first to the last."""
        times = [at for at, _ in self.arrivals]
        return (len(times) - 1) / (times[-1] - times[0])

    @property
    def most_in_a_second(self) -> int:
        """The most messages that arrived within any one second."""
        return most_within(sorted(at for at, _ in self.arrivals), 1.0)

    @property
    def most_in_a_second_of_one_chat(self) -> int:
        """The same, of the chat that had most."""
        by_chat: dict[int, list[float]] = defaultdict(list)
        for at, chat in self.arrivals:
            by_chat[chat].append(at)
        return max(most_within(sorted(times), 1.0) for times in by_chat.values())


def most_within(times: Sequence[float], seconds: float) -> int:
    """The most of some sorted times that lie within any stretch of so many seconds."""
    return max((number + 1 - bisect_left(times, at - seconds + 1e-9) for number, at in enumerate(times)), default=0)


def main(*, short: bool) -> None:
    """Measure and print."""
    count = 300 if short else 10_000
    seen = asyncio.run(_measure(count))
    print(f"## {count} notices at Telegram's limits\n")
    print("| wanted | is |\n|---|---|")
    print(f"| 30 a second within 5% | {seen.rate:.1f} |")
    print(f"| never more than 30 in a second | {seen.most_in_a_second} |")
    print(f"| never more than 1 a second in one chat | {seen.most_in_a_second_of_one_chat} |")
    print(f"| less than a tenth of one core | {seen.core_share:.3f} |")
    print(f"| memory, MB | {seen.memory_mb:.0f} |")
    print(f"| messages that arrived | {len(seen.arrivals)} |")


async def _measure(count: int) -> Delivered:
    arrivals: list[tuple[float, int]] = []
    done = asyncio.Event()

    async def take(request: web.Request) -> web.Response:
        fields = await request.json()
        chat = int(fields.get("chat_id", 0))
        if request.match_info["method"] == "sendMessage":
            arrivals.append((time.monotonic(), chat))
            if len(arrivals) == count:
                done.set()
        return web.json_response({"ok": True, "result": {"message_id": 1, "date": 0, "chat": {"id": chat}}})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    with tempfile.TemporaryDirectory(prefix="quicksilver-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'quicksilver.db'}"
        await _fill(url, count)
        with (folder / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", _PACED, "notify",
                cwd=folder,
                env={
                    **{key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ},
                    "PYTHONPATH": str(ROOT),
                    "BOT_TOKEN": TOKEN,
                    "BOT_API_URL": f"http://127.0.0.1:{port}",
                    "DATABASE_URL": url,
                    "DATA_DIR": str(folder / "data"),
                },
                stdout=log,
                stderr=log,
            )  # fmt: skip
            try:
                delivered = await _watch(process.pid, arrivals, done, count)
            finally:
                process.send_signal(signal.SIGTERM)
                await process.wait()
    await runner.cleanup()
    return delivered


async def _watch(pid: int, arrivals: list[tuple[float, int]], done: asyncio.Event, count: int) -> Delivered:
    """From the first arrivals on, so that start-up does not count; bounded by what the limit makes it take."""
    while len(arrivals) < _WARM * LIMIT / 2:  # noqa: ASYNC110  # a look now and then costs the measurement least
        await asyncio.sleep(0.05)
    process = psutil.Process(pid)
    began, used = time.monotonic(), _processor_seconds(process)
    async with asyncio.timeout(60 + count / LIMIT * 2):
        await done.wait()
    share = (_processor_seconds(process) - used) / (time.monotonic() - began)
    return Delivered(tuple(arrivals), share, process.memory_info().rss / 2**20)


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def _fill(url: str, count: int) -> None:
    """Most chats get one notice, as when many are reminded of one meeting; some get several."""
    await migrate(url)
    store = await open_store(url, alone=False)
    now = datetime.now(UTC)

    def people(tx: Transaction, first: int, last: int) -> None:
        for chat in range(first, last):
            person = tx.meet("telegram", chat, "en", f"Person {chat}", now)
            several = 3 if chat <= _CHATS_WITH_SEVERAL else 1
            for number in range(several):
                content = {"kind": "partner", "area": None}
                tx.enqueue(NewNotice("role ended", person.id, f"role:{chat}", str(number), content, now))

    chats = count - 2 * _CHATS_WITH_SEVERAL
    for first in range(1, chats + 1, 500):
        last = min(first + 500, chats + 1)
        await store.transact(lambda tx, first=first, last=last: people(tx, first, last))  # type: ignore[misc]
    await store.close()
