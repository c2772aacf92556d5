"""The small forms about terms and seats: who may go on with one, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.term_forms import SEAT
from handlers import board, terms

if TYPE_CHECKING:
    from flows.session import Session
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Standing


def may_go_on(talk: Talk, standing: Standing) -> bool:
    """Whether the person may still do what the form is for."""
    return board.may_go_on(talk, standing) if standing.flow == SEAT.key else terms.may_go_on(talk, standing)


def ended(talk: Talk, standing: Standing, *, kept: bool) -> Scene:
    """The form left for now (`kept`) or given up."""
    if standing.flow == SEAT.key:
        return board.ended(talk, standing, kept=kept)
    return terms.ended(talk, standing, kept=kept)


def submitted(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Do what the form is for."""
    if standing.flow == SEAT.key:
        return board.submitted(talk, standing, session)
    return terms.submitted(talk, standing, session)
