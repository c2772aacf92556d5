"""The long form: `python -m tests.fuzz`, or `make fuzz`. Ends with 1 when anything was found."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time

from tests.fuzz.running import run_all, table
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Run the targets, and print the table and each finding with the command that repeats it."""
    names = [target.name for target in TARGETS]
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Gives the program what hurts readers.")
    parser.add_argument("--inputs", type=int, default=1_000_000, help="in all (1000000)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeats the inputs of a run")
    parser.add_argument("--only", choices=names, metavar="TARGET", help=f"one of: {', '.join(names)}")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many at once (all cores)")
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}", flush=True)
    began = time.monotonic()
    targets = [target for target in TARGETS if wanted.only in (None, target.name)]
    found = run_all(targets, wanted.inputs, wanted.seed, wanted.processes)
    print(table(found))
    print(f"\n{time.monotonic() - began:.0f} s by the clock, on {wanted.processes} processes")
    findings = [finding for ran in found.values() for finding in ran.findings.values()]
    for one in findings:
        print(f"\n{one.target}: {one.where}, by input {one.number}: {one.told}\n{one.trace}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
