"""The Partnership's terms in six languages, and whether a Chinese sentence keeps to those of the document."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.wording import LANGUAGES
from locales.catalogue import FOLDER

GLOSSARY: Final = FOLDER / "glossary.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """A term by language, and where its translations come from. A `strict` one must be used in Chinese as it
    stands."""

    words: Mapping[str, str]
    source: str
    strict: bool

    @property
    def english(self) -> re.Pattern[str]:
        """Finds the term in an English sentence, in the singular or the plural."""
        return re.compile(rf"\b{re.escape(self.words['en'])}s?\b", re.IGNORECASE)


@cache
def read_glossary() -> tuple[Term, ...]:
    """The terms of `glossary.toml`. Raises `KeyError` where a language or the source is missing."""
    with GLOSSARY.open("rb") as file:
        rows = tomllib.load(file)["term"]
    return tuple(
        Term({language: row[language] for language in LANGUAGES}, row["source"], row.get("strict", False))
        for row in rows
    )


def broken_terms(english: str, chinese: str, terms: tuple[Term, ...]) -> Iterator[str]:
    """The strict terms that the English sentence has and the Chinese one does not.

    Of terms within one another only the longest counts: "Partnership Advisory Group" asks for no word of its
    own for "Advisory Group".
    """
    rest = english
    for term in sorted(terms, key=lambda term: -len(term.words["en"])):
        if term.english.search(rest) is None:
            continue
        rest = term.english.sub("\N{MIDDLE DOT}", rest)
        if term.strict and term.words["zh"] not in chinese:
            yield f"says {term.words['en']!r} otherwise than {term.words['zh']}"
