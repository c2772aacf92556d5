"""Drafts: begin one, come back to one, leave or cancel it, and find who bears a name already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, select, update

from storage import clock
from storage.conversations import STANDING
from storage.desk_tables import letters
from storage.prepared import Prepared
from storage.records import Draft, NameFound, Standing
from storage.tables import drafts, partners, sessions
from storage.watches import FINISHED_BY_SENDING, watch, watch_draft

if TYPE_CHECKING:
    from storage.transaction import Transaction

LETTER = "letter"

_begin = Prepared(
    insert(drafts)
    .values(
        person_id=bindparam("owner"),
        flow=bindparam("of_flow"),
        edition=bindparam("of_edition"),
        state="open",
        title="",
        folded="",
        revision=0,
        version=0,
        subject=bindparam("about"),
        begun_at=bindparam("moment"),
        changed_at=bindparam("moment"),
    )
    .returning(drafts.c.id)
)
_stand = Prepared(
    insert(sessions)
    .values(
        person_id=bindparam("person"),
        draft_id=bindparam("draft"),
        standing=bindparam("standing_"),
        revision=bindparam("now"),
        version=0,
        active=True,
        owed=False,
        changed_at=bindparam("moment"),
    )
    .returning(sessions.c.id)
)
_leave = Prepared(
    update(sessions)
    .where(sessions.c.person_id == bindparam("person"), sessions.c.active)
    .values(active=False, owed=False, owed_to=None, version=sessions.c.version + 1)
)
_drafts_of = Prepared(
    select(
        drafts.c.id,
        drafts.c.flow,
        drafts.c.edition,
        drafts.c.title,
        drafts.c.state,
        drafts.c.reference,
        drafts.c.version,
        drafts.c.begun_at,
        drafts.c.changed_at,
        sessions.c.active,
        drafts.c.subject,
    )
    .join_from(sessions, drafts, sessions.c.draft_id == drafts.c.id)
    .where(sessions.c.person_id == bindparam("person"))
    .order_by(drafts.c.changed_at.desc(), drafts.c.id.desc())
)
_title = Prepared(
    update(drafts)
    .where(drafts.c.id == bindparam("draft"))
    .values(title=bindparam("called"), folded=bindparam("called_folded"))
)
_partners_named = Prepared(
    select(partners.c.name, partners.c.person_id, letters.c.draft_id)
    .outerjoin_from(partners, letters, letters.c.id == partners.c.letter_id)
    .where(partners.c.folded == bindparam("called_folded"))
    .order_by(partners.c.id)
)
_letters_named = Prepared(
    select(drafts.c.id, drafts.c.title, drafts.c.person_id, drafts.c.reference)
    .where(
        drafts.c.folded == bindparam("called_folded"),
        drafts.c.flow == bindparam("of_flow"),
        drafts.c.id != bindparam("but"),
    )
    .order_by(drafts.c.id)
)
_NO_DRAFT = 0
"""Identifiers are counted from one."""


def begin_draft(
    tx: Transaction,
    person_id: int,
    flow: str,
    edition: int,
    standing: Mapping[str, Any],
    at: datetime,
    *,
    subject: str = "",
    owned: bool = True,
) -> Standing:
    """Begin a draft and make it the one that the person stands in; `subject` is what it is about: of an errand the
    letter, of a plan the area. One that is not `owned` belongs to nobody: it stays when the person goes."""
    leave(tx, person_id)
    revision: int = standing["revision"]
    begun = _begin.rows(
        tx,
        {
            "owner": person_id if owned else None,
            "of_flow": flow,
            "of_edition": edition,
            "about": subject,
            "moment": at,
        },
    )
    draft_id: int = begun[0][0]
    stood = _stood(tx, person_id, draft_id, standing, at)
    watch_draft(tx, draft_id, flow, at)
    return Standing(
        session_id=stood,
        draft_id=draft_id,
        revision=revision,
        version=0,
        draft_revision=0,
        standing=standing,
        owed=False,
        flow=flow,
        edition=edition,
        title="",
        state="open",
        reference=None,
        submitted_version=0,
        subject=subject,
    )


def _stood(tx: Transaction, person_id: int, draft_id: int, standing: Mapping[str, Any], at: datetime) -> int:
    """Let a person stand in a draft for the first time."""
    stood = _stand.rows(
        tx,
        {
            "person": person_id,
            "draft": draft_id,
            "standing_": standing,
            "now": standing["revision"],
            "moment": at,
        },
    )
    session_id: int = stood[0][0]
    return session_id


def join_draft(
    tx: Transaction, person_id: int, draft_id: int, standing: Mapping[str, Any], at: datetime
) -> Standing | None:
    """Let the person stand in a draft that several people write: where they left it, or as `standing` says if they
    were never in it. `None` where there is no such draft."""
    there = tx.connection.execute(select(drafts.c.id).where(drafts.c.id == draft_id)).first()
    if there is None:
        return None
    mine = and_(sessions.c.person_id == person_id, sessions.c.draft_id == draft_id)
    if tx.connection.execute(select(sessions.c.id).where(mine)).first() is None:
        leave(tx, person_id)
        _stood(tx, person_id, draft_id, standing, at)
    return open_session(tx, person_id, draft_id)


def leave(tx: Transaction, person_id: int) -> None:
    """Let the person stand in no draft; every draft stays as it is."""
    _leave.run(tx, {"person": person_id})


def open_session(tx: Transaction, person_id: int, draft_id: int) -> Standing | None:
    """Let the person stand in a draft where it was left; None where it is not one of theirs."""
    mine = and_(sessions.c.person_id == person_id, sessions.c.draft_id == draft_id)
    if tx.connection.execute(select(sessions.c.id).where(mine)).first() is None:
        return None
    leave(tx, person_id)
    tx.connection.execute(update(sessions).where(mine).values(active=True, version=sessions.c.version + 1))
    row: Any = tx.connection.execute(
        select(*STANDING).join_from(sessions, drafts, sessions.c.draft_id == drafts.c.id).where(mine)
    ).one()
    standing = Standing(*row)
    watch_draft(tx, draft_id, standing.flow, clock.now())
    return standing


def drafts_of(tx: Transaction, person_id: int) -> tuple[Draft, ...]:
    """The person's drafts, the one changed last first; submitted ones too."""
    return tuple(Draft(*row) for row in _drafts_of.rows(tx, {"person": person_id}))


def title_draft(tx: Transaction, draft_id: int, title: str, folded: str) -> None:
    """What the draft is called in lists; `folded` is the name as names are compared."""
    _title.run(tx, {"draft": draft_id, "called": title, "called_folded": folded})


def cancel_draft(tx: Transaction, draft_id: int) -> bool:
    """Erase a draft with its answers and files. One that was submitted is only left; then this is False."""
    submitted = tx.connection.execute(
        select(drafts.c.version).where(drafts.c.id == draft_id).with_for_update()
    ).scalar_one_or_none()
    if submitted is None:
        return False
    if submitted:
        tx.connection.execute(
            update(sessions)
            .where(sessions.c.draft_id == draft_id)
            .values(active=False, owed=False, owed_to=None, version=sessions.c.version + 1)
        )
        return False
    erase_drafts(tx, drafts.c.id == draft_id)
    return True


def erase_drafts(tx: Transaction, which: ColumnElement[bool]) -> None:
    """Erase drafts; their answers, sessions and files go with them."""
    gone = tx.connection.execute(delete(drafts).where(which).returning(drafts.c.id, drafts.c.flow)).all()
    for draft_id, flow in gone:
        tx.forget_answers(draft_id)
        if flow in FINISHED_BY_SENDING:
            watch(tx, "unfinished", str(draft_id), clock.now())


def same_names(
    tx: Transaction, folded: str, except_draft: int | None = None, person_id: int | None = None
) -> tuple[NameFound, ...]:
    """Registered partners and other letters whose folded name is the same; nothing for an empty name.

    Letters of `person_id` are found as that person's own, with their reference once they were sent.
    """
    if not folded:
        return ()
    but = _NO_DRAFT if except_draft is None else except_draft
    bears = _partners_named.rows(tx, {"called_folded": folded})
    # Whoever is registered is found as a partner, not once more by the letter; one's own letter is found as one's own.
    others = [(name, draft) for name, owner, draft in bears if draft != but and not _owns(person_id, owner)]
    registered = {draft for _, draft in others}
    found = [NameFound(name, "partner") for name, _ in others]
    named = _letters_named.rows(tx, {"called_folded": folded, "of_flow": LETTER, "but": but})
    for draft, title, owner, reference in named:
        if _owns(person_id, owner):
            found.append(NameFound(title, "own", reference or ""))
        elif draft not in registered:
            found.append(NameFound(title, "letter"))
    return tuple(found)


def _owns(person_id: int | None, owner: int | None) -> bool:
    return person_id is not None and owner == person_id
