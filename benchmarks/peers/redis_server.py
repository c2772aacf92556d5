"""A Redis server for the peers that keep their state there, with its own defaults and its data in a temporary folder.

The defaults mean snapshots now and then and no append-only file: what came since the last snapshot is lost when it is
killed.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Final

import psutil

from benchmarks.processes import free_port

_READY_WITHIN: Final = 10.0


class RedisServer(AbstractContextManager["RedisServer"]):
    """One server on loopback, ended by its own process. Raises `LookupError` where there is no program for it."""

    def __init__(self) -> None:
        program = redis_program()
        if program is None:
            raise LookupError("there is no redis-server on this machine")
        self._port = free_port()
        self._folder = tempfile.TemporaryDirectory(prefix="quicksilver-redis-")
        # Debian's one program is a server or a checker of files by the name it is called by.
        self._process = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(self._port), "--dir", self._folder.name],
            executable=program,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        self._seen = psutil.Process(self._process.pid)
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._wait()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.kill()  # its data is thrown away; told to end, it would write them first
        self._process.wait()
        self._folder.cleanup()

    def processor_seconds(self) -> float:
        """Processor time used until now."""
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    def memory_bytes(self) -> int:
        """Resident memory now."""
        return int(self._seen.memory_info().rss)

    def _wait(self) -> None:
        until = time.monotonic() + _READY_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.02)
        self.__exit__(None, None, None)
        raise RuntimeError("the Redis server did not start")


def redis_program() -> str | None:
    """The program of a Redis server: one on the path, or the one in Debian's redis-tools."""
    return shutil.which("redis-server") or shutil.which("redis-check-rdb")


def install_redis() -> None:
    """Install Debian's redis-tools where that is possible: on Debian, as root. It brings no service that would run.

    Raises `LookupError` where there is no Redis and none can be installed.
    """
    if redis_program() is not None:
        return
    if not Path("/etc/debian_version").exists() or os.geteuid() != 0:
        raise LookupError("there is no redis-server here: install your system's package of Redis, and try again")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", "redis-tools")):
        subprocess.run(["apt-get", *step], env=quiet, stdout=subprocess.DEVNULL, check=True)
