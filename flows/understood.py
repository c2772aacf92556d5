"""Saying back what was understood, where it is put in other words than those that were typed."""

from __future__ import annotations

from flows.facts import Facts
from flows.wording import N_, Param, Say, as_is, say
from flows.words import bare


def noted(said: str, answer: Param, facts: Facts) -> Say | None:
    """What was understood ("UK" is the United Kingdom); `None` where it is what was typed, but for case and signs."""
    if bare(facts.tell(as_is(answer))).casefold() == bare(said).casefold():
        return None
    return say(N_("Noted: {answer}"), answer=answer)
