"""Who may use which command and which button: asked of storage at every use, since a role may end at any time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.wording import N_, say

if TYPE_CHECKING:
    from storage.transaction import Transaction

Kinds: TypeAlias = frozenset[str]
"""Kinds of role, any of which is enough."""

OFFICERS: Final[Kinds] = frozenset({"secretariat"})
BOARD_READERS: Final[Kinds] = frozenset({"secretariat", "lead", "adviser", "chair"})
INSIDERS: Final[Kinds] = frozenset({"secretariat", "lead", "adviser", "chair", "partner"})

COMMANDS_NEED: Final[Mapping[str, Kinds]] = {
    "inbox": OFFICERS,
    "find": OFFICERS,
    "people": OFFICERS,
    "invite": OFFICERS,
    "board": BOARD_READERS,
    "contacts": INSIDERS,
}
"""What is not here is for everyone."""

SHOWN_TO: Final[Mapping[str, Kinds]] = {**COMMANDS_NEED, "plan": INSIDERS, "meeting": INSIDERS, "name": INSIDERS}
"""To whom help lists a command. Whoever is invited can open a plan or a meeting, and who may do what with
it their acts ask."""

BUTTONS_NEED: Final[Mapping[str, Kinds]] = {
    **dict.fromkeys(
        (
            "inbox", "desk", "find", "whole", "register", "registered", "ask", "aside", "takeup",
            "unpublish", "unpublished", "republish", "republished",
            "people", "role", "endrole", "ended", "invite", "inviting", "invited", "vacant",
        ),
        OFFICERS,
    ),
    "board": BOARD_READERS,
    **dict.fromkeys(("remrules", "remrule", "remset", "remreset"), OFFICERS),
    **dict.fromkeys(("contacts", "share", "unshare"), INSIDERS),
}  # fmt: skip

NOT_YOURS: Final = say(N_("That button needs a role that you do not have, or no longer have. Here is where you are."))


def holds(tx: Transaction, person_id: int, kinds: Collection[str], at: datetime) -> bool:
    """Whether somebody has one of these roles at a moment."""
    return any(role.kind in kinds for role in tx.roles(person_id, at))


def may_command(tx: Transaction, person_id: int, command: str, at: datetime) -> bool:
    """Whether somebody may use a command now."""
    needs = COMMANDS_NEED.get(command)
    return needs is None or holds(tx, person_id, needs, at)


def may_press(tx: Transaction, person_id: int, act: str, at: datetime) -> bool:
    """Whether somebody may use a button now, whenever it was shown to them."""
    needs = BUTTONS_NEED.get(act)
    return needs is None or holds(tx, person_id, needs, at)


def commands_of(tx: Transaction, person_id: int, at: datetime) -> tuple[str, ...]:
    """The commands that somebody's roles give them, beside those that everyone has."""
    kinds = {role.kind for role in tx.roles(person_id, at)}
    return tuple(command for command, needs in SHOWN_TO.items() if kinds & needs)
