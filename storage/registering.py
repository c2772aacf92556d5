"""What the secretariat does with a letter: register it, ask for what is missing, set it aside, take it up again.

Each step names the revision of the letter that the officer saw. Of two who act at once, one acts; the other is told
who did (`Overtaken`). The text knows no approval and no refusal (Framework G2(c)).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from storage.audit import record
from storage.desk_records import Letter, Overtaken, Partner, Registration, Remark
from storage.desk_tables import letters, remarks
from storage.letters import ASKED, RECEIVED, REGISTERED, SET_ASIDE
from storage.letters import letter as letter_of
from storage.partners import become_partner
from storage.people import names_of
from storage.roles import grant_role
from storage.tables import audits

if TYPE_CHECKING:
    from storage.transaction import Transaction

PARTNER = "partner"
COMPLETION = "completion"

DID_SUBMIT = "submitted"
DID_REGISTER = "registered"
DID_ASK = "asked for completion"
DID_SET_ASIDE = "set aside"
DID_TAKE_UP = "taken up again"
STEPS = (DID_SUBMIT, DID_REGISTER, DID_ASK, DID_SET_ASIDE, DID_TAKE_UP)
"""The audit's words for what counts up a letter's revision."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A letter on which a step has just been taken."""

    id: int
    version: int
    person_id: int | None


def register_letter(
    tx: Transaction, reference: str, revision: int, by: int, registration: Registration, at: datetime
) -> Partner | Overtaken:
    """Register the newest version of a letter: the first time, its applicant becomes a partner and gets that role.

    Raises `LookupError` where there is no such letter.
    """
    taken = _take(tx, reference, revision, (RECEIVED, ASKED), REGISTERED, at)
    if isinstance(taken, Overtaken):
        return taken
    partner, first = become_partner(tx, taken.id, taken.version, taken.person_id, registration, at)
    _record(tx, by, DID_REGISTER, reference, {"version": taken.version}, at)
    if first and taken.person_id is not None:
        grant_role(tx, taken.person_id, PARTNER, None, at)
    return partner


def ask_for_completion(
    tx: Transaction, reference: str, revision: int, by: int, asked: Sequence[str], words: str, at: datetime
) -> Remark | Overtaken:
    """Ask the applicant for what is missing: `asked` are paths of questions and keys of elements.

    Raises `LookupError` where there is no such letter.
    """
    taken = _take(tx, reference, revision, (RECEIVED, ASKED), ASKED, at)
    if isinstance(taken, Overtaken):
        return taken
    _record(tx, by, DID_ASK, reference, {"version": taken.version, "asked": list(asked)}, at)
    return _say(tx, taken, by, COMPLETION, "", words, asked, at)


def set_letter_aside(
    tx: Transaction, reference: str, revision: int, by: int, reason: str, words: str, at: datetime
) -> Remark | Overtaken:
    """Set a letter aside, as spam or as a duplicate; `take_up_again` takes that back.

    Raises `LookupError` where there is no such letter.
    """
    taken = _take(tx, reference, revision, (RECEIVED, ASKED), SET_ASIDE, at)
    if isinstance(taken, Overtaken):
        return taken
    _record(tx, by, DID_SET_ASIDE, reference, {"version": taken.version, "reason": reason}, at)
    return _say(tx, taken, by, SET_ASIDE, reason, words, (), at)


def take_up_again(tx: Transaction, reference: str, revision: int, by: int, at: datetime) -> Letter | Overtaken:
    """A letter that was set aside, or was asked to be completed, waits for the secretariat again.

    Raises `LookupError` where there is no such letter.
    """
    taken = _take(tx, reference, revision, (SET_ASIDE, ASKED), RECEIVED, at)
    if isinstance(taken, Overtaken):
        return taken
    _record(tx, by, DID_TAKE_UP, reference, {"version": taken.version}, at)
    return _known(tx, reference)


def _take(
    tx: Transaction, reference: str, revision: int, standing: Sequence[str], state: str, at: datetime
) -> _Taken | Overtaken:
    """Take a step on a letter that is as the officer saw it, or say who took one before."""
    row = tx.connection.execute(
        update(letters)
        .where(
            letters.c.reference == reference,
            letters.c.revision == revision,
            letters.c.state.in_(standing),
        )
        .values(state=state, revision=letters.c.revision + 1, changed_at=at)
        .returning(letters.c.id, letters.c.version, letters.c.person_id)
    ).one_or_none()
    return _overtaken(tx, reference) if row is None else _Taken(*row)


def _overtaken(tx: Transaction, reference: str) -> Overtaken:
    letter = _known(tx, reference)
    last = tx.connection.execute(
        select(audits.c.who, audits.c.what, audits.c.at)
        .where(audits.c.subject == reference, audits.c.what.in_(STEPS))
        .order_by(audits.c.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:  # it was sent before there was an audit of it
        return Overtaken("", letter.state, letter.changed_at)
    kind, _, number = last.who.partition(":")
    names = names_of(tx, [int(number)]) if kind == "person" else {}
    return Overtaken(next(iter(names.values()), ""), last.what, last.at)


def _known(tx: Transaction, reference: str) -> Letter:
    letter = letter_of(tx, reference)
    if letter is None:
        raise LookupError(f"no letter {reference}")
    return letter


def _say(
    tx: Transaction,
    taken: _Taken,
    by: int,
    kind: Any,
    reason: str,
    words: str,
    asked: Sequence[str],
    at: datetime,
) -> Remark:
    tx.connection.execute(
        insert(remarks).values(
            letter_id=taken.id,
            version=taken.version,
            person_id=by,
            kind=kind,
            reason=reason,
            words=words,
            asked=list(asked),
            at=at,
        )
    )
    return Remark(kind, reason, words, tuple(asked), taken.version, by, names_of(tx, [by]).get(by, ""), at)


def _record(tx: Transaction, by: int, what: str, reference: str, details: Mapping[str, Any], at: datetime) -> None:
    record(tx, f"person:{by}", what, reference, details, at)
