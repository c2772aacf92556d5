"""The program as an operator starts it: its own command, its own process, nothing of it imported."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parent.parent.parent
READY_WITHIN = 60.0
INVITATION = re.compile(r"http://\S+/chat\?start=\S+")


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Program:
    """One process of the program, with a folder of its own; it can be killed and started again on the same port.

    `{url}` in a setting stands for the address that the process will have. module: what to run instead, to compare.
    """

    def __init__(
        self, folder: Path, command: str = "run", settings: Mapping[str, str] | None = None, *, module: str = "bot"
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = folder / f"{command}.log"
        self._command = command
        self._module = module
        self._environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "CI")},
            "PYTHONPATH": str(ROOT),
            "DATA_DIR": str(folder),
            "WEB_PORT": str(self.port),
            **{name: value.replace("{url}", self.url) for name, value in (settings or {}).items()},
        }
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Start, and wait for nothing."""
        with self.output.open("ab") as log:
            self._process = subprocess.Popen(  # our own program
                [sys.executable, "-m", self._module, self._command],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def start(self) -> None:
        """Start, and wait until it is ready to be talked with."""
        self.launch()
        deadline = time.monotonic() + READY_WITHIN
        while not self._listens():
            if not self.is_running or time.monotonic() > deadline:
                raise RuntimeError(f"the program did not start:\n{self.said()}")
            time.sleep(0.05)

    def command(self, *arguments: str) -> str:
        """What another command prints that is run to its end beside it, with the same settings."""
        done = subprocess.run(  # our own program
            [sys.executable, "-m", "bot", *arguments],
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=READY_WITHIN,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def said(self) -> str:
        """All that it has printed and logged."""
        return self.output.read_text(errors="replace")

    def invitation(self) -> str:
        """The link for the secretariat's first member, which is printed a moment after the port is open."""
        deadline = time.monotonic() + READY_WITHIN
        while (found := INVITATION.search(self.said())) is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"no invitation was printed:\n{self.said()}")
            time.sleep(0.05)
        return found.group()

    @property
    def is_running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of its process. Raises `RuntimeError` before it was started."""
        if self._process is None:
            raise RuntimeError("the program was not started")
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End it as an operator would, and return its exit code."""
        return self._end(signal.SIGTERM)

    def __enter__(self) -> Program:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_running:
            self.stop()

    def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            raise RuntimeError("the program was not started")
        self._process.send_signal(number)
        return self._process.wait(timeout=30)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
