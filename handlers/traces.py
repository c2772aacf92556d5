"""Where an unexpected error was raised, for the log."""

from __future__ import annotations

import traceback


def trace(problem: BaseException) -> str:
    """Which errors were raised where, without what they say: their words may repeat what a person wrote."""
    told: list[str] = []
    seen: BaseException | None = problem
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        told.append(" < ".join([type(seen).__name__, *(f"{f.name} {f.filename}:{f.lineno}" for f in reversed(frames))]))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(told)
