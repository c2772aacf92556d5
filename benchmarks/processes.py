"""The processes of a measurement: the stand-in server, and the bot that is measured, each started as a user would."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

import orjson
import psutil

TOKEN: Final = "123456789:AAE0benchmark0benchmark0benchmark0b"
ROOT: Final = Path(__file__).parent.parent
MEGABYTE: Final = 1024 * 1024
_END_WITHIN: Final = 15.0
_THERE_WITHIN: Final = 60.0
_LOG_SHOWN: Final = 4000


class Ended(RuntimeError):
    """A process ended by itself in the middle. The message holds the last it said."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot that can be measured: its name in tables, and how it is started, by which Python."""

    name: str
    command: tuple[str, ...]
    python: str = sys.executable


QUICKSILVER: Final = Contender("quicksilver", ("-m", "bot", "serve"))
ECHO: Final = Contender("echo bot", ("-m", "benchmarks.echo_bot"))


class StandInServer(AbstractContextManager["StandInServer"]):
    """The stand-in in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.standin"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = f"http://127.0.0.1:{self._heard()['port']}"

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        _end(self._process)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def processor_seconds(self) -> float:
        """Processor time used until now."""
        times = psutil.Process(self._process.pid).cpu_times()
        return float(times.user + times.system)

    def tell(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Give an order and wait for what the stand-in answers."""
        if self._process.stdin is None:
            raise TypeError("the stand-in has no input")
        self._process.stdin.write(orjson.dumps(order).decode() + "\n")
        self._process.stdin.flush()
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        if self._process.stdout is None:
            raise TypeError("the stand-in has no output")
        line = self._process.stdout.readline()
        if not line:
            raise Ended("the stand-in ended")
        heard: dict[str, Any] = orjson.loads(line)
        return heard


class RunningBot(AbstractContextManager["RunningBot"]):
    """A bot at work on the stand-in, with an empty database of its own. `ready_seconds`: until it took updates."""

    def __init__(
        self, contender: Contender, stand_in: StandInServer, *, webhook: bool, extra: Mapping[str, str] | None = None
    ) -> None:
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="quicksilver-bench-")))
        self._log: TextIO = self._stack.enter_context((folder / "log").open("w+", encoding="utf-8"))
        environment = {
            **_without_settings(os.environ),
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": stand_in.url,
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": f"sqlite:///{folder / 'quicksilver.db'}",
            **(_webhook_settings() if webhook else {}),
            **(extra or {}),
        }
        began = time.perf_counter()
        # In a folder of its own, so that no .env file is read that lies around here.
        self._process = subprocess.Popen(
            [contender.python, *contender.command],
            cwd=folder,
            env=environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._seen = psutil.Process(self._process.pid)
        if not stand_in.tell({"do": "wait", "seconds": _THERE_WITHIN})["there"]:
            said = self.said()
            self.__exit__(None, None, None)
            raise Ended(f"the bot asked for no updates:\n{said}")
        self.ready_seconds = time.perf_counter() - began

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.terminate()
        _end(self._process)
        self._stack.close()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def processor_seconds(self) -> float:
        """Processor time used until now, in all threads. Raises `Ended`."""
        if self._process.poll() is not None:
            raise Ended(f"the bot ended:\n{self.said()}")
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    def memory_mb(self) -> float:
        """Resident memory now, in megabytes."""
        return float(self._seen.memory_info().rss) / MEGABYTE

    def said(self) -> str:
        """The end of the bot's log."""
        self._log.flush()
        self._log.seek(0)
        return self._log.read()[-_LOG_SHOWN:]


def _without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without the program's own settings, which would change what is measured."""
    from bot.settings import WHAT_IT_TAKES

    return {name: value for name, value in environment.items() if name.upper() not in WHAT_IT_TAKES}


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _webhook_settings() -> dict[str, str]:
    port = free_port()
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": "benchmark-secret",
        "WEB_HOST": "127.0.0.1",
        "WEB_PORT": str(port),
    }


def _end(process: subprocess.Popen[Any]) -> None:
    try:
        process.wait(_END_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
