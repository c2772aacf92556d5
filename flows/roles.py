"""The roles of the Partnership, and for how long each is held: the operational guidelines as data (G2-G4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flows.wording import N_


@dataclass(frozen=True, slots=True)
class RoleKind:
    """A role: its key in storage and what it is called.

    `years` is how long a term lasts (`None`: the rules give no term), `most_terms` how many one person may serve
    (`None`: any number). `for_area` says that it is held for one area.
    """

    key: str
    name: str
    cites: str
    for_area: bool = False
    years: int | None = None
    most_terms: int | None = None


ROLES: Final[Mapping[str, RoleKind]] = {
    kind.key: kind
    for kind in (
        RoleKind("secretariat", N_("member of the secretariat"), "G3(e)"),
        RoleKind("lead", N_("lead of an area"), "G4.b(6)", for_area=True, years=2),
        RoleKind("adviser", N_("member of the Advisory Group"), "G3(b)"),
        RoleKind("chair", N_("chair of the Advisory Group"), "G3(d)", years=2, most_terms=2),
        RoleKind("partner", N_("partner"), "G2(c)"),
        RoleKind("observer", N_("observer"), "G4.a(4)"),
    )
}
"""Every role by its key, in the order in which they are offered."""


def term_end(kind: str, since: datetime) -> datetime | None:
    """When a term that begins at `since` ends: the same day of a later year, and 28 February where that day is a
    29th that the year does not have. `None` where the rules give no term. Raises `KeyError` for an unknown role."""
    years = ROLES[kind].years
    if years is None:
        return None
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return since.replace(year=since.year + years, day=28)
