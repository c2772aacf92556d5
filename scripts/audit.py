"""Asks whether an advisory concerns a version that is pinned: `python scripts/audit.py requirements-dev.txt`.

Ends with 1 where one does and is not accepted in `accepted_advisories.toml`. Where the advisories cannot be had (no
network, a mirror that has none) it says so in a line and ends with 0: no test may hang on what is elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

SECONDS: Final = 60
"""In all, and `SECONDS_EACH` for one answer of the server."""
SECONDS_EACH: Final = 5
ACCEPTED: Final = Path(__file__).parent / "accepted_advisories.toml"


def main(files: list[str]) -> int:
    """Audit these files of pins."""
    accepted = read_accepted(ACCEPTED.read_text(encoding="utf-8"))
    report = advisories(files)
    if isinstance(report, str):
        print(f"audit: not done, {report}")
        return 0
    lines, concerned = judged(report, accepted)
    print("\n".join(lines))
    return 1 if concerned else 0


def read_accepted(text: str) -> dict[str, str]:
    """Advisories that somebody has looked at, each with the reason. Raises `ValueError` where one has none."""
    accepted = {}
    for one in tomllib.loads(text).get("accepted", []):
        if not one.get("id") or not one.get("reason") or not isinstance(one.get("date"), date):
            raise ValueError(f"{ACCEPTED.name}: an advisory is accepted by its id, a reason and a date")
        accepted[str(one["id"])] = str(one["reason"])
    return accepted


def advisories(files: list[str]) -> dict[str, Any] | str:
    """What pip-audit reports of the pins, or why there is no report."""
    given = [part for file in files for part in ("--requirement", file)]
    command = [sys.executable, "-m", "pip_audit", *given, "--disable-pip", "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", str(SECONDS_EACH)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"the advisories did not come within {SECONDS} seconds"
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = done.stderr.strip().splitlines()
        return f"the advisories cannot be reached ({said[-1] if said else f'pip-audit ended with {done.returncode}'})"
    return report


def judged(report: dict[str, Any], accepted: dict[str, str]) -> tuple[list[str], bool]:
    """The lines to print, and whether an advisory that nobody has accepted concerns a pin."""
    pins = report["dependencies"]
    looked_at = [pin for pin in pins if "skip_reason" not in pin]
    if not looked_at:
        return ["audit: not done, the package index that is reached here has no advisories"], False
    lines, concerned, taken = [], False, set()
    for pin in looked_at:
        for found in pin["vulns"]:
            names = {found["id"], *found.get("aliases", ())}
            known = names & accepted.keys()
            taken |= known
            what = f"{pin['name']} {pin['version']}: {found['id']}"
            if known:
                lines.append(f"audit: {what}, accepted: {accepted[min(known)]}")
                continue
            concerned = True
            fixed = ", ".join(found.get("fix_versions", ())) or "no version"
            lines.append(f"audit: {what}, mended in {fixed}; `make update` takes new versions")
    lines += [f"audit: {one} is accepted and concerns no pin any more" for one in sorted(accepted.keys() - taken)]
    lines.append(f"audit: {len(looked_at)} of {len(pins)} pins looked at")
    return lines, concerned


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
