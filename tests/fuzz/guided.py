"""Guided by coverage: `python -m tests.fuzz.guided "answer: Date" -max_total_time=60`, for targets that only compute.

atheris chooses the bytes that an input is drawn from, and keeps those that lead to code not seen before. It is an extra
of its own (`pip install atheris`, in an environment beside `.venv`), since it has no part in `make fuzz`; what comes
after the target's name is libFuzzer's own. It ends at the first finding and leaves the bytes in a file; that file's
name in place of options repeats it.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["flows", "handlers", "locales", "documents", "web"]):
    from tests.fuzz.drawing import Draw
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Fuzz the target that is named first."""
    name, options = sys.argv[1], sys.argv[2:]
    reads = next((target.reads for target in TARGETS if target.name == name), None)
    if reads is None:
        known = ", ".join(target.name for target in TARGETS if target.reads is not None)
        raise SystemExit(f"{name} is none of: {known}")

    def attempt(content: bytes) -> None:
        reads(Draw.from_bytes(content))

    atheris.Setup([sys.argv[0], *options], attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
