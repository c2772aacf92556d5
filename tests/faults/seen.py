"""What the operator sees of a program at work: its log lines and its metrics."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from aiohttp import ClientSession, ClientTimeout

from tests.e2e.program import Program

_LOUD: Final = ("warning", "error", "critical")
_QUICK: Final = ',le="2.5"}'


class Log:
    """The lines of a process' log from now on, as JSON."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._from = program.output.stat().st_size

    def lines(self) -> Sequence[Mapping[str, Any]]:
        """The whole lines; what is no JSON, such as the address of the page or a traceback, as `raw`."""
        with self._program.output.open("rb") as log:
            log.seek(self._from)
            text = log.read().decode(errors="replace")
        return [_line(each) for each in text.splitlines(keepends=True) if each.endswith("\n")]

    def loud(self) -> Sequence[Mapping[str, Any]]:
        """Those that are to be looked at: warnings and errors, and what libraries print past the log."""
        return [line for line in self.lines() if line.get("level") in _LOUD or "raw" in line]

    def says(self, event: str) -> bool:
        """Whether there is such a line."""
        return any(line.get("event") == event for line in self.lines())


def _line(text: str) -> Mapping[str, Any]:
    try:
        line = json.loads(text)
    except ValueError:
        return {"raw": text}
    return line if isinstance(line, dict) else {"raw": text}


async def metrics(ports: Iterable[int]) -> Mapping[str, float]:
    """Each sample of the pages of several processes, added up."""
    added: Counter[str] = Counter()
    for port in ports:
        added.update(await _page(port))
    return added


async def _page(port: int) -> Mapping[str, float]:
    """Each sample of the page for Prometheus, by its name and labels as they stand there; of times also how many took
    longer than two and a half seconds."""
    address = f"http://127.0.0.1:{port}/metrics"
    async with ClientSession(timeout=ClientTimeout(total=20.0)) as client, client.get(address) as answer:
        text = await answer.text()
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            found[name] = float(value)
    for name in [name for name in found if name.endswith(_QUICK)]:
        family, _, bot = name.removesuffix(_QUICK).partition("_bucket{")
        found[f"{family}{{{bot}}} over 2.5 s"] = found[f"{family}_count{{{bot}}}"] - found[name]
    return found
