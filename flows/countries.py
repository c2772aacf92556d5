"""Countries by whatever people call them: names in six languages, short and official forms, ISO 3166-1 codes."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

from flows.country_aliases import ALIASES, AMBIGUOUS, HAN_STATE_ENDING, NOT_COUNTRIES, STATE_WORDS, WORDS_LIKE_CODES
from flows.tables import phrases, rows
from flows.wording import LANGUAGES
from flows.words import bare, fold

# Babel lists these beside the 249 of ISO 3166-1: reserved codes, unions, and codes for tests.
_NOT_IN_ISO_3166: Final = frozenset(phrases("AC, CP, CQ, DG, EA, EU, EZ, IC, QO, TA, UN, XA, XB, XK, ZZ"))
_LEFT_OUT: Final = frozenset(phrases("and, the, of, et, la, le, les, l, de, du, des, d, y, e, el, los, las, del, и"))
_ELISION: Final = re.compile(r"(?<!\w)[ld]['’](?=\w)", re.IGNORECASE)
_SPELLED_OUT: Final = {"saint": "st", "sainte": "st", "ste": "st", "santa": "sta", "isl": "islands", "is": "islands"}
_RUSSIAN_SHORT: Final = ((" о ва ", " острова "), (" о в ", " остров "), (" св ", " святои "))
_ALWAYS_ASKED: Final = ("CG CD", "KR KP")
_CLOSE: Final = 70
"""From this likeness (0 to 100) a country is suggested."""


@cache
def codes() -> frozenset[str]:
    """The 249 ISO 3166-1 alpha-2 codes."""
    return frozenset(code for code in _territories("en") if len(code) == 2 and code not in _NOT_IN_ISO_3166)


def named(said: str, language: str) -> tuple[str, ...]:
    """The codes of the countries that go by this name: one where it is certain, several where it is shared."""
    if (code := _code(said)) is not None:
        return (code,)
    key = _key(said)
    if not key:
        return ()
    for names in (
        _shared(),
        _names(language),
        _aliases(),
        *(_names(other) for other in LANGUAGES if other != language),
    ):
        if key in names:
            return names[key]
    stripped = _without_state_words(said)
    return named(stripped, language) if stripped and stripped != fold(said) else ()


def is_region(said: str) -> bool:
    """Whether this is the name of a continent, a region or a union of countries."""
    return _key(said) in _regions()


def close(said: str, language: str, most: int = 3) -> tuple[str, ...]:
    """The codes of the countries whose names are most like this, best first."""
    from rapidfuzz import fuzz, process

    words = fold(said)
    if len(words) > 100:
        return ()
    if inside := _mentioned(words, language):
        return inside[:most]
    own, all_names = _spelled(language)
    found: dict[str, float] = {}
    for names, bonus in ((own, 1), (all_names, 0)):
        for _, score, place in process.extract(
            words, names[0], scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE, limit=2 * most
        ):
            for code in names[1][place]:
                found[code] = max(found.get(code, 0), score + bonus)
    return tuple(sorted(found, key=lambda code: -found[code])[:most])


def _mentioned(words: str, language: str) -> tuple[str, ...]:
    """The countries named among other words: "I live in France", "Paris, France"."""
    tokens = re.sub(r"(?<!\w)(?:l|d)(?=[aeiouhy])", "", words).split()
    found: dict[str, None] = {}
    for length in range(min(5, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            name = " ".join(tokens[start : start + length])
            codes_named = named(name, language) if len(name) > 3 or not name.isascii() else ()
            found.update(dict.fromkeys(codes_named if len(codes_named) == 1 else ()))
        if found:
            break
    return tuple(found)


def name_in(language: str, code: str) -> str:
    """Babel's name of the country in one of the six languages."""
    return _territories(language)[code]


@cache
def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(language).territories.items()}


def _code(said: str) -> str | None:
    """A code of two or three letters, in capitals, or in small letters where these are no word."""
    letters = bare(said)
    if not (letters.isascii() and letters.isalpha() and len(letters) in (2, 3)):
        return None
    if not letters.isupper() and letters.casefold() in WORDS_LIKE_CODES:
        return None
    if _key(letters) in _aliases():
        return None
    code = letters.upper() if len(letters) == 2 else _alpha_2(letters.upper())
    return code if code in codes() else None


def _alpha_2(alpha_3: str) -> str | None:
    found = get_global("territory_aliases").get(alpha_3, ())
    return str(found[0]) if len(found) == 1 and alpha_3.isalpha() else None


def like_a_code(said: str) -> str | None:
    """The code that a short word in small letters would be if it were no word ("it", "no")."""
    letters = bare(said)
    if letters.casefold() not in WORDS_LIKE_CODES:
        return None
    return _code(letters.upper())


def _key(name: str) -> str:
    """A name without all that people leave out or write in several ways."""
    words = f" {fold(_ELISION.sub('', name))} "
    for short, long in _RUSSIAN_SHORT:
        words = words.replace(short, long)
    if all(len(word) == 1 for word in words.split()):
        return words.replace(" ", "")  # initials: "U.A.E."
    kept = (_SPELLED_OUT.get(word, word) for word in words.split() if word not in _LEFT_OUT)
    return "".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in kept)


def _without_state_words(name: str) -> str:
    words = fold(name).split()
    kept = [word for word in words if word not in _state_words()]
    if len(kept) < len(words):
        return " ".join(kept)
    return re.sub(f"{HAN_STATE_ENDING}$", "", fold(name)) if not name.isascii() else fold(name)


@cache
def _state_words() -> frozenset[str]:
    return frozenset(fold(word) for word in STATE_WORDS.split())


@cache
def _names(language: str) -> dict[str, tuple[str, ...]]:
    territories = _territories(language)
    names: dict[str, tuple[str, ...]] = {}
    for code in sorted(codes()):
        names.setdefault(_key(territories[code]), (code,))
    return names


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    """Names of two states, also where Babel gives them to one of the two (the Spanish "Congo")."""
    states = (row for row in rows(AMBIGUOUS) if row[0] in _ALWAYS_ASKED)
    return {_key(name): tuple(of.split()) for of, listed in states for name in listed}


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for table in (AMBIGUOUS, ALIASES):
        for of, listed in rows(table):
            names.update({_key(name): tuple(of.split()) for name in listed})
    return names


@cache
def _regions() -> frozenset[str]:
    names = {_key(name) for name in phrases(NOT_COUNTRIES)}
    for language in LANGUAGES:
        territories = _territories(language)
        names.update(
            _key(territories[code]) for code in territories if code.isdigit() or code in {"EU", "EZ", "UN", "QO"}
        )
    return frozenset(names)


_Spelled = tuple[list[str], list[tuple[str, ...]]]


@cache
def _spelled(language: str) -> tuple[_Spelled, _Spelled]:
    """Folded names with their codes: those in one language, and all."""
    own: list[tuple[str, tuple[str, ...]]] = [(fold(name_in(language, code)), (code,)) for code in sorted(codes())]
    everywhere: list[tuple[str, tuple[str, ...]]] = [
        (fold(name_in(other, code)), (code,)) for other in LANGUAGES if other != language for code in sorted(codes())
    ]
    for of, listed in rows(ALIASES):
        everywhere += [(fold(name), (of,)) for name in listed if len(name) > 4]
    return _columns(own), _columns(everywhere)


def _columns(pairs: list[tuple[str, tuple[str, ...]]]) -> _Spelled:
    return [name for name, _ in pairs], [of for _, of in pairs]
