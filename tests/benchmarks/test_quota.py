"""A process is held to a share of a core only while that is wanted, and nothing is left of it."""

import subprocess
import sys
from pathlib import Path

from benchmarks.quota import held_to

GROUPS = Path("/sys/fs/cgroup")


def test_a_process_is_in_its_group_while_it_is_held_and_the_group_is_gone_afterwards():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        name = f"quicksilver-bench-{process.pid}"
        own = Path(f"/proc/{process.pid}/cgroup")
        with held_to(0.5, process.pid) as held:
            assert held == (own.exists() and name in own.read_text())
        assert not own.exists() or name not in own.read_text()
        assert not any((folder / name).exists() for folder in (GROUPS, GROUPS / "cpu"))
        process.communicate(b"\n")


def test_nothing_is_held_where_a_process_is_not_there():
    with held_to(0.5, 2**22 + 1) as held:
        assert not held
    assert not any((folder / f"quicksilver-bench-{2**22 + 1}").exists() for folder in (GROUPS, GROUPS / "cpu"))
