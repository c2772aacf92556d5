"""Finding names by the words in them, in any script: every word must occur, wherever it stands."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_

from storage.columns import writable

MOST_TOKENS = 24
"""Further words are not looked at: a whole letter pasted into a search would make a query that no database takes."""


def every_token(
    folded: str, name: ColumnElement[str], reference: ColumnElement[str]
) -> tuple[ColumnElement[bool], ...]:
    """What must hold: each word occurs in the folded name, or in the reference. Empty where there is no word."""
    tokens = list(dict.fromkeys(writable(folded).split()))[:MOST_TOKENS]
    lower = func.lower(reference)
    return tuple(
        or_(name.contains(token, autoescape=True), lower.contains(token.lower(), autoescape=True)) for token in tokens
    )
