"""What is submitted of a draft: the answers that stand, with the editions that give them their meaning."""

from __future__ import annotations

from flows.form import Flow
from flows.framework import CURRENT
from flows.layout import find, stands
from flows.session import Answers, Plain


def snapshot(flow: Flow, answers: Answers, language: str) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """What is submitted: the answers that stand, with the editions that give them their meaning, and the private ones
    apart, since they are never published."""
    public: dict[str, Plain] = {}
    private: dict[str, Plain] = {}
    for path, answer in answers.items():
        stop = find(flow, answers, path)
        if stop is None or not stands(flow, answers, path):
            continue
        (private if stop.question.private else public)[path] = answer.to_plain()
    letter: dict[str, Plain] = {
        "flow": flow.key,
        "edition": flow.edition,
        "framework": CURRENT.year,
        "language": language,
        "answers": public,
    }
    return letter, {"answers": private}
