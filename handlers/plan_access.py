"""Who may do what with an area's plan: its lead, who is invited to write in it, and who may read and remark.

Framework R¶38: every partner of the area takes part in reviewing; G3(f)(2), R¶26: the Advisory Group advises. All of it
is asked of storage at every use, since roles and invitations may end at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from flows.facts import Area
from flows.plan import PLAN
from handlers.buttons import number_in
from storage.plan_records import PlanDraft

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.transaction import Transaction

ADVISERS: Final = ("adviser", "chair")
"""The Advisory Group: its members and its chair (G3(b), G3(d))."""


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody may do with the plan of an area: `leads` it, `writes` in it (in `sections`, where not in all),
    takes part in the area as a partner, `advises` on it; who reads only has none of these."""

    area: Area
    leads: bool = False
    writes: bool = False
    sections: tuple[str, ...] = ()
    takes_part: bool = False
    advises: bool = False
    reads: bool = False

    @property
    def may_write(self) -> bool:
        """Whether anything may be written."""
        return self.leads or self.writes

    @property
    def may_read(self) -> bool:
        """Whether the draft may be read."""
        return self.may_write or self.takes_part or self.advises or self.reads

    def may_write_in(self, section: str) -> bool:
        """Whether this section may be written in."""
        return self.leads or (self.writes and (not self.sections or section in self.sections))


def accesses(talk: Talk) -> tuple[Access, ...]:
    """What the person may do with the plan of each area; areas that they have nothing to do with are left out."""
    return accesses_of(talk.tx, talk.person.id, talk.incoming.at, talk.surroundings.areas)


def accesses_of(tx: Transaction, person_id: int, at: datetime, areas: Sequence[Area]) -> tuple[Access, ...]:
    """The same for anybody, at a moment."""
    roles = tx.roles(person_id, at)
    led = {role.area for role in roles if role.kind == "lead"}
    kinds = {role.kind for role in roles}
    invited = {area: sections for area, _, sections in tx.invited_to(person_id)}
    parts = tx.areas_of_partner(person_id)
    found = (
        Access(
            area,
            leads=area.key in led,
            writes=area.key in invited,
            sections=invited.get(area.key, ()),
            takes_part=area.key in parts,
            advises=any(kind in ADVISERS for kind in kinds),
            reads="secretariat" in kinds,
        )
        for area in areas
    )
    return tuple(access for access in found if access.may_read)


def access_to(talk: Talk, area: str) -> Access | None:
    """What the person may do with the plan of an area; `None` where it is nothing."""
    return next((access for access in accesses(talk) if access.area.key == area), None)


def draft_named(talk: Talk, number: str) -> tuple[PlanDraft, Access] | None:
    """The plan's draft that a button names by its number in base 36, with what the person may do with it; `None` where
    there is none, or nothing may be done."""
    draft_id = number_in(number)
    draft = talk.tx.plan_draft_by_id(draft_id) if draft_id >= 0 else None
    access = None if draft is None else access_to(talk, draft.area)
    return None if draft is None or access is None else (draft, access)


def section_keys(mask: int) -> tuple[str, ...]:
    """The sections of the plan whose bits are set; none where it is none or all of them: then all are meant."""
    keys = tuple(section.key for place, section in enumerate(PLAN.sections) if mask >> place & 1)
    return () if len(keys) == len(PLAN.sections) else keys
