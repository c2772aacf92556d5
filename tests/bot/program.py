"""Runs the program's own commands in processes of their own, as an operator would."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


class Program:
    """A command that runs until it is told to stop."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []

    async def says(self, beginning: str, within: float = 60.0) -> str:
        """The line of its standard output that begins so; it is waited for."""
        assert self.process.stdout is not None
        async with asyncio.timeout(within):
            while True:
                for line in self.lines:
                    if line.startswith(beginning):
                        return line
                got = await self.process.stdout.readline()
                if not got:
                    raise EOFError(f"the program ended without saying {beginning!r}: {self.lines}")
                self.lines.append(got.decode().rstrip("\n"))

    async def page(self) -> str:
        """The address of its chat page's site."""
        return (await self.says("The chat page:")).split()[-1].removesuffix("/chat")

    async def stop(self, within: float = 15.0) -> int:
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended(within)

    async def kill(self) -> None:
        self.process.kill()
        await self.ended()

    async def ended(self, within: float = 15.0) -> int:
        async with asyncio.timeout(within):
            assert self.process.stdout is not None
            await self.process.stdout.read()
            return await self.process.wait()


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """An environment with these settings and no others of the program's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "DATA_DIR": str(folder / "data"), "WEB_PORT": "0", "PYTHONPATH": str(ROOT), **settings}


async def command(folder: Path, *arguments: str, script: str | None = None, **settings: str) -> Ended:
    """Run a command to its end. `script` is run by the interpreter in its place."""
    how = ("-m", "bot") if script is None else ("-c", script)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *how,
        *arguments,
        cwd=folder,
        env=environment(folder, **settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        out, err = await process.communicate()
    return Ended(process.returncode or 0, out.decode(), err.decode())


@asynccontextmanager
async def running(folder: Path, *arguments: str, script: str | None = None, **settings: str) -> AsyncIterator[Program]:
    """A command while it runs; its log lies in `folder/log.txt`. It is killed in the end if it still runs."""
    how = ("-m", "bot") if script is None else ("-c", script)
    with (folder / "log.txt").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *how,
            *arguments,
            cwd=folder,
            env=environment(folder, **settings),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    program = Program(process)
    try:
        yield program
    finally:
        if process.returncode is None:
            await program.kill()


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
