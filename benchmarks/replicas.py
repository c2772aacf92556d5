"""`python -m benchmarks replicas`: one, two and three processes of the bot behind one webhook, on PostgreSQL.

The stand-in spreads its 40 connections over the processes, as a balancer does. PostgreSQL is as it is by itself: every
commit is on the disk. On few cores the processes, PostgreSQL and the stand-in take them from each other. So the
processes are also held to a quarter of a core each, which shows what the design allows, and the processor time of each
part is told, from which more cores can be reckoned. Every letter that was sent is looked for in the database.
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

import psutil

from benchmarks.crowd import Figures
from benchmarks.letter_answers import answers_by_question
from benchmarks.postgres import PostgresServer
from benchmarks.processes import QUICKSILVER, Ended, RunningBot, StandInServer, free_port
from benchmarks.quota import held_to
from benchmarks.table import machine, row
from benchmarks.walking import WARM_UP, Walk, check, order_of

LONG: Final = (Walk(50, 150, 20.0), Walk(500, 500, 45.0))
SHORT: Final = (Walk(10, 10, 60.0),)
SHARE: Final = 0.25
_THERE_WITHIN: Final = 60.0
_LETTERS: Final = "SELECT count(*) FROM submission WHERE flow = 'letter'"
# As many answers in each letter, and as many rows as there are different numbers of them: one.
_KINDS_OF_LETTERS: Final = (
    "SELECT count(DISTINCT answers) FROM (SELECT count(*) AS answers FROM submission "
    "JOIN answer USING (draft_id) WHERE flow = 'letter' GROUP BY submission.id) AS letters"
)


class NotWhole(RuntimeError):
    """What people sent and what the database has differ."""


@dataclass(frozen=True, slots=True)
class Part:
    """One walk. Processor milliseconds for each update: of all replicas, of PostgreSQL, of the stand-in."""

    people: int
    figures: Figures
    replicas_ms: float
    postgres_ms: float
    stand_in_ms: float

    @property
    def updates_a_second(self) -> float:
        """Answered updates a second."""
        return self.figures.updates / self.figures.seconds


@dataclass(frozen=True, slots=True)
class Replicas:
    """The processes at work behind one webhook. held: whether each was held to its share of a core."""

    stand_in: StandInServer
    server: PostgresServer
    database: str
    bots: Sequence[RunningBot]
    held: bool

    def processor_seconds(self) -> tuple[float, float, float]:
        """Used until now by the bots, by PostgreSQL, by the stand-in."""
        bots = sum(bot.processor_seconds() for bot in self.bots)
        return bots, _with_children(self.server.pid), self.stand_in.processor_seconds()

    def check_letters(self, sent: int, in_hand: int) -> None:
        """Look for every letter, each with as many answers as the others. Raises `NotWhole`.

        in_hand: how many people were stopped by the clock, whose letters may or may not have been sent.
        """
        kept = int(self.server.sql(_LETTERS, self.database))
        kinds = int(self.server.sql(_KINDS_OF_LETTERS, self.database))
        if not sent <= kept <= sent + in_hand or kinds != 1:
            raise NotWhole(f"{sent} letters were sent and {kept} are kept, with {kinds} different numbers of answers")


@contextmanager
def at_work(server: PostgresServer, replicas: int, share: float | None) -> Iterator[Replicas]:
    """So many processes on a database of their own. share: of a core, for each. Raises `Ended`."""
    with ExitStack() as stack:
        database = server.create_database()
        stack.callback(server.drop_database, database)
        ports = [free_port() for _ in range(replicas)]
        settings = {"DATABASE_URL": server.url(database), "WEBHOOK_URL": f"http://127.0.0.1:{ports[0]}/telegram"}
        stand_in = stack.enter_context(StandInServer())
        bots: list[RunningBot] = []
        for port in ports:
            extra = {**settings, "WEB_PORT": str(port)}
            bots.append(stack.enter_context(RunningBot(QUICKSILVER, stand_in, webhook=True, extra=extra)))
            _wait_for(port, bots[-1])
        stand_in.tell({"do": "spread", "ports": ports})
        held = share is not None and stack.enter_context(held_to(share, *(bot.pid for bot in bots)))
        yield Replicas(stand_in, server, database, bots, held)


def measure(server: PostgresServer, replicas: int, walks: Sequence[Walk], share: float | None) -> list[Part] | None:
    """Each walk with so many replicas; None where they were to be held to a share and could not be.

    Raises `Gone`, `Ended`, `NotWhole`.
    """
    with at_work(server, replicas, share) as running:
        if share is not None and not running.held:
            return None
        parts, sent, in_hand = [], 0, 0
        for walk in (Walk(replicas, 3 * replicas, WARM_UP.seconds), *walks):
            before = running.processor_seconds()
            order = order_of(walk, {"answers": answers_by_question()})
            figures = Figures.from_plain(running.stand_in.tell(order)["figures"])
            used = [now - then for now, then in zip(running.processor_seconds(), before, strict=True)]
            check(QUICKSILVER, figures, running.bots[0])
            sent, in_hand = sent + figures.letters, in_hand + figures.unfinished
            running.check_letters(sent, in_hand)
            parts.append(Part(walk.people, figures, *(seconds * 1000 / figures.updates for seconds in used)))
        return parts[1:]


def main(*, short: bool) -> None:
    """Measure and print the tables."""
    walks, most = (SHORT, 2) if short else (LONG, 3)
    server = PostgresServer()
    try:
        server.start()
        print(machine(" ".join(("python -m benchmarks", *sys.argv[1:]))))
        for share in (None, SHARE):
            _print(server, range(1, most + 1), walks, share)
    finally:
        server.stop()


def _print(server: PostgresServer, numbers: Sequence[int], walks: Sequence[Walk], share: float | None) -> None:
    print("\nNothing held back:" if share is None else f"\nEach replica held to {share:.0%} of a core:")
    measured: dict[int, list[Part]] = {}
    for number in numbers:
        print(f"replicas: {number}, share: {share}", file=sys.stderr, flush=True)
        parts = measure(server, number, walks, share)
        if parts is None:
            print("\nnot measured: no control groups may be made here (Linux, as root)")
            return
        measured[number] = parts
    heads = ("people", "replicas", "updates/s", "to one", "p50 ms", "p99 ms")
    costs = ("replicas ms/update", "PostgreSQL ms/update", "stand-in ms/update", "letters")
    print("\n" + row(*heads, *costs) + "\n|" + "---|" * (len(heads) + len(costs)))
    for place in range(len(walks)):
        for number, parts in measured.items():
            part = parts[place]
            ratio = part.updates_a_second / measured[1][place].updates_a_second
            times = (f"{part.figures.p50_ms:.1f}", f"{part.figures.p99_ms:.1f}")
            each = (f"{ms:.2f}" for ms in (part.replicas_ms, part.postgres_ms, part.stand_in_ms))
            rate = f"{part.updates_a_second:.0f}"
            print(row(str(part.people), str(number), rate, f"{ratio:.2f}", *times, *each, str(part.figures.letters)))


def _with_children(pid: int) -> float:
    """Processor seconds of a process and all that came from it; of those that ended, too."""
    parent = psutil.Process(pid)
    ended = parent.cpu_times()
    used = ended.user + ended.system + ended.children_user + ended.children_system
    for child in parent.children(recursive=True):
        times = child.cpu_times()
        used += times.user + times.system
    return float(used)


def _wait_for(port: int, bot: RunningBot) -> None:
    """Until a replica takes deliveries. Raises `Ended`."""
    until = time.monotonic() + _THERE_WITHIN
    while time.monotonic() < until:
        bot.processor_seconds()  # says so where it has ended
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Ended(f"the bot opened no port:\n{bot.said()}")
