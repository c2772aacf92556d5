"""Tables of words as the source holds them: written to be read and added to by people, taken apart here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.facts import Option


def phrases(table: str) -> tuple[str, ...]:
    """The phrases of a table, which commas and line ends part."""
    lines = (line.split(",") for line in table.split("\n"))
    return tuple(phrase.strip() for line in lines for phrase in line if phrase.strip())


def rows(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of a table: what stands before the colon, and the phrases after it. A head may have several rows."""
    for line in table.strip().split("\n"):
        head, _, listed = line.strip().partition(":")
        yield head, phrases(listed)


def with_words_of(table: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options with the words that a table has for each, beside its name: the heads of its rows are their ids."""
    found = tuple(rows(table))
    return tuple(
        replace(option, also=tuple(word for head, listed in found if head == option.id for word in listed))
        for option in options
    )
