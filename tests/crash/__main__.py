"""The long form: `python -m tests.crash`, or `make crash`. Ends with 1 when anything was lost or anybody stranded."""

from __future__ import annotations

import argparse
import secrets
import sys
import time

from tests.crash.found import Found, Plan, table
from tests.crash.ground import GROUNDS
from tests.crash.running import try_out
from tests.crash.stock import lose
from tests.postgres import PostgresServer

_STOCK_KILLS = 10


def main() -> int:
    """Try every ground in turn and print the table, and what another bot loses."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description="Kills the program again and again.")
    parser.add_argument("--people", type=int, default=200, help="who write at once (200)")
    parser.add_argument("--plans", type=int, default=15, help="of these, who write at plans, three at each (15)")
    parser.add_argument("--kills", type=int, default=13, help="kills on each of the four grounds (13: 52 in all)")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds that people think before an act (0.5)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeats the choices of a run")
    parser.add_argument("--only", choices=[str(ground) for ground in GROUNDS], help="one ground alone")
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}", flush=True)
    found: dict[str, Found] = {}
    server = PostgresServer()
    try:
        server.start()
        for number, ground in enumerate(GROUNDS):
            if wanted.only not in (None, str(ground)):
                continue
            began = time.monotonic()
            plan = Plan(wanted.people, wanted.plans, wanted.kills, wanted.pause, wanted.seed + number)
            one = found[str(ground)] = try_out(plan, ground, server)
            took = time.monotonic() - began
            print(f"{ground}: {one.kills} kills in {took:.0f} s, {len(one.faults)} faults", file=sys.stderr, flush=True)
    finally:
        server.stop()
    print(table(found))
    if wanted.only is None:
        print(f"\nBeside it: {lose(_STOCK_KILLS, wanted.seed)}")
    for name, one in found.items():
        for fault in one.faults:
            print(f"\n{name}: {fault}")
    return 1 if any(one.faults for one in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
