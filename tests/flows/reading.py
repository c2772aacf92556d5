"""What the tests of the kinds share: a day, a language, and what reading an answer gave."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flows.facts import Area, Facts, Read, Unclear
from flows.form import Question
from flows.session import Plain
from flows.wording import LANGUAGES, Param, say
from locales import voice

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
"""A Tuesday."""

__all__ = ["LANGUAGES", "NOW", "facts", "problem", "shown", "suggested", "value"]


def facts(language: str = "en", **given: Any) -> Facts:
    """The facts of somebody who speaks this language."""
    areas = (Area("gold", say("Gold mining")), Area("products", say("Products")), Area("waste", say("Waste")))
    return Facts(**{"now": NOW, "language": language, "tell": voice(language).plain, "areas": areas, **given})


def value(question: Question, said: str, language: str = "en", **given: Any) -> Plain:
    """The value that was read; fails where none was."""
    result = question.read(said, facts(language, **given))
    assert isinstance(result, Read), (said, language, result)
    return result.value


def problem(question: Question, said: str, language: str = "en", **given: Any) -> str:
    """What the person is told in English, where the answer was not understood."""
    result = question.read(said, facts(language, **given))
    assert isinstance(result, Unclear), (said, language, result)
    return voice("en").plain(result.problem)


def suggested(question: Question, said: str, language: str = "en", **given: Any) -> list[Plain]:
    """The values that may have been meant."""
    result = question.read(said, facts(language, **given))
    assert isinstance(result, Unclear), (said, language, result)
    return [suggestion.value for suggestion in result.suggestions]


def shown(param: Param, language: str = "en") -> str:
    """A parameter as a person reads it."""
    return voice(language).param(param)
