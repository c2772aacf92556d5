"""docs/security.md names the tests that show what it says: they are there, under those names."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def named_in(file: str) -> frozenset[str]:
    """The names of all tests in a file, those in classes too."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def test_every_test_that_the_threat_model_names_is_there():
    told = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = NAMED.findall(told)
    assert len(named) > 60
    assert [f"{file}::{name}" for file, name in named if name not in named_in(file)] == []


def test_every_row_of_the_threat_model_names_a_test():
    told = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [
        line
        for line in told.splitlines()
        if line.startswith("| ") and not re.match(r"\| (who wants what|where) \|", line)
    ]
    assert [row for row in rows if not NAMED.search(row)] == []
