"""What the secretariat asked about a letter, shown where it is answered and before the letter is sent again."""

from __future__ import annotations

from flows.facts import Facts
from flows.form import Flow
from flows.layout import find
from flows.session import Session
from flows.wording import N_, Say, Several, say

ASKS = N_("The secretariat asks: “{remark}”")


def remark_at(path: str, facts: Facts) -> tuple[Say, ...]:
    """The remark, at a question or list that it is about; elsewhere nothing."""
    remark = facts.remark
    return () if remark is None or path not in remark.paths else (say(ASKS, remark=remark.words),)


def remark_on_all(flow: Flow, session: Session, facts: Facts) -> tuple[Say, ...]:
    """The remark with the questions that it is about, as far as they are asked still."""
    remark = facts.remark
    if remark is None:
        return ()
    stops = [find(flow, session.answers, path) for path in remark.paths]
    labels = tuple(say(stop.question.label or stop.question.ask) for stop in stops if stop is not None)
    about = (say(N_("It is about: {questions}"), questions=Several(labels, "apart")),) if labels else ()
    return (say(ASKS, remark=remark.words), *about)
