"""`python -m benchmarks sentences`: what a sentence costs in each language, beside gettext and `str.format` alone."""

from __future__ import annotations

import gettext
import statistics
import time
from collections.abc import Callable
from typing import Final

from flows.wording import LANGUAGES, say
from locales import voice
from locales.catalogue import FOLDER

TIMES: Final = 20_000
ROUNDS: Final = 9
# Sentences that stand in the catalogues: a bare one, and one into which something is put.
BARE: Final = "Nothing is written here yet."
FILLED: Final = "{name}: {value}"


def main(*, short: bool) -> None:
    """Measure, and print a table in microseconds."""
    times = TIMES // 20 if short else TIMES
    print("| language | bare sentence µs | with what is inserted µs | gettext and str.format µs |\n|---|---|---|---|")
    for language in LANGUAGES:
        speaks = voice(language)
        found = gettext.translation("quicksilver", FOLDER, [language], fallback=True)

        def alone(found: gettext.NullTranslations = found) -> str:
            return found.gettext(FILLED).format(name="Country", value="Kenya")

        bare = _cost(lambda speaks=speaks: speaks.html(say(BARE)), times)  # type: ignore[misc]
        inserted = _cost(lambda speaks=speaks: speaks.html(say(FILLED, name="Country", value="Kenya")), times)  # type: ignore[misc]
        print(f"| {language} | {bare:.2f} | {inserted:.2f} | {_cost(alone, times):.2f} |")


def _cost(does: Callable[[], str], times: int) -> float:
    """Microseconds, the median of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        for _ in range(times):
            does()
        taken.append((time.perf_counter_ns() - start) / 1000 / times)
    return statistics.median(taken)
