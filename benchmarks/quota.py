"""A share of one core for a process, by Linux's control groups: so that cores do not decide what is measured.

Needs root and either form of the groups; without them nothing is held back, and whoever asks is told so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_ROOT: Final = Path("/sys/fs/cgroup")
_PERIOD_US: Final = 20_000
"""Short beside a reply: a process that used up its share waits for the next period."""


@contextmanager
def held_to(share: float, *pids: int) -> Iterator[bool]:
    """Hold each process to a share of a core for a while. Gives whether that could be done."""
    older = _ROOT / "cpu"
    within = older if older.is_dir() else _ROOT
    groups: list[Path] = []
    try:
        try:
            for pid in pids:
                group = within / f"quicksilver-bench-{pid}"
                group.mkdir()
                groups.append(group)
                _hold(group, pid, int(share * _PERIOD_US), older=within == older)
        except OSError:
            yield False
        else:
            yield True
    finally:
        for group in groups:
            _leave(group)


def _hold(group: Path, pid: int, quota_us: int, *, older: bool) -> None:
    """Put a process into a group with a quota. Raises `OSError` where groups have none."""
    if older:
        (group / "cpu.cfs_period_us").write_text(str(_PERIOD_US))
        (group / "cpu.cfs_quota_us").write_text(str(quota_us))
    else:
        (group / "cpu.max").write_text(f"{quota_us} {_PERIOD_US}")
    (group / "cgroup.procs").write_text(str(pid))


def _leave(group: Path) -> None:
    """Give its processes back to the group above, and remove it."""
    for pid in (group / "cgroup.procs").read_text().split():
        (group.parent / "cgroup.procs").write_text(pid)
    group.rmdir()
