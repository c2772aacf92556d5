"""Letters that were sent, read back from storage: their answers, who they register, where they are published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.facts import Facts
from flows.session import Answer, value_at
from flows.words import fold
from locales.voice import voice
from storage.desk_records import Partner, Registration

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.talk import Surroundings
    from storage.desk_records import Letter
    from storage.records import Submission
    from storage.transaction import Transaction


def answers_of(sent: Submission) -> dict[str, Answer]:
    """The answers of a version of a letter; without the private ones where these were erased."""
    private = {} if sent.private is None else sent.private["answers"]
    return {path: Answer.from_plain(plain) for path, plain in {**sent.snapshot["answers"], **private}.items()}


def newest(tx: Transaction, letter: Letter) -> Submission:
    """The newest version of a letter. Raises `LookupError` where it is not kept, which storage rules out."""
    sent = tx.submission(letter.reference, letter.version)
    if sent is None:
        raise LookupError(f"version {letter.version} of {letter.reference} is not kept")
    return sent


def registration(answers: Mapping[str, Answer]) -> Registration:
    """What a partner is registered as: what their letter says (G2(c))."""
    name = str(value_at(answers, "name") or "")
    country, areas = value_at(answers, "country"), value_at(answers, "areas")
    return Registration(
        name=name,
        folded=fold(name),
        country=country if isinstance(country, str) else None,
        category=str(value_at(answers, "category") or ""),
        areas=tuple(map(str, areas)) if isinstance(areas, list) else (),
        public=value_at(answers, "publish") is True,
    )


def facts_for(language: str, surroundings: Surroundings, at: datetime) -> Facts:
    """What is to be known to show answers to a reader of a language."""
    return Facts(at, language, voice(language).plain, surroundings.areas)


def public_address(partner: Partner | None, surroundings: Surroundings) -> str:
    """Where everyone may read a partner's letter; empty where it is not published."""
    if partner is None or not partner.public or partner.withdrawn_at is not None or not partner.reference:
        return ""
    return f"{surroundings.public_url}/letters/{partner.reference}"
