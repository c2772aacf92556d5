"""The small forms about terms and seats: who may go on with one, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flows.term_forms import DESIGNATION, SEAT, TERM_FORMS
from handlers import board, terms
from handlers.short_form import ShortForm, erased

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


def _left(talk: Talk, standing: Standing) -> Scene:
    return ended(talk, standing, kept=True)


def _given_up(talk: Talk, standing: Standing) -> Scene:
    return ended(talk, standing, kept=False)


FORMS: Final = tuple(
    ShortForm(
        flow=flow,
        may_go_on=may_go_on,
        submitted=submitted,
        left=_left,
        given_up=_given_up,
        choices=terms.choices if flow is DESIGNATION else None,
        barred=erased,
    )
    for flow in TERM_FORMS.values()
)
