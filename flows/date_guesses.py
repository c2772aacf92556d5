"""Guesses at dates that cannot be read for certain: only ever offered to the person, never taken.

A month with a slip in its name is mended first. `dateparser` is asked last, and imported only then: its first use costs
0.2 s and a try with words that it has not seen 20 ms.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from flows import date_words
from flows.dates import FIRST_YEAR, LAST_YEAR, Doubt, read_date, unmarked
from flows.words import fold


def like(said: str, language: str, today: date) -> tuple[str, ...]:
    """The ISO dates that may have been meant by words that are no date, most likely first."""
    line = unmarked(said)
    if not 3 <= len(line) <= 60:
        return ()
    mended = _mended(line)
    if mended != line:
        match read_date(mended, language, today):
            case str() as iso:
                return (iso,)
            case Doubt(meant=meant) if meant:
                return meant
    return _by_dateparser(line, language, today)


def _mended(line: str) -> str:
    from rapidfuzz import fuzz, process

    def mend(word: re.Match[str]) -> str:
        folded = fold(word[0])
        if len(folded) < 4 or folded in date_words.FILLERS or folded in date_words.months():
            return word[0]
        best = process.extractOne(folded, list(date_words.months()), scorer=fuzz.ratio, score_cutoff=75)
        return best[0] if best else word[0]

    return re.sub(r"[^\W\d_]+", mend, line)


def _by_dateparser(line: str, language: str, today: date) -> tuple[str, ...]:
    if not re.search(r"\d", line):
        return ()
    import dateparser

    found = dateparser.parse(
        line,
        languages=[language, *({"en"} - {language})],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "REQUIRE_PARTS": ["year", "month"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return ()
    return (found.date().isoformat(),)
