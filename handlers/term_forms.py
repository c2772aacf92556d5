"""The small forms about terms and seats: how each is dealt with."""

from __future__ import annotations

from typing import Final

from flows.term_forms import DESIGNATION, SEAT
from flows.wording import N_, say
from handlers import board, terms
from handlers.short_form import ShortForm, erased

FORMS: Final = (
    ShortForm(
        DESIGNATION,
        terms.may_go_on,
        terms.submitted,
        terms.about,
        nothing=say(N_("Nothing was recorded.")),
        knows=terms.knows,
        barred=erased,
    ),
    ShortForm(
        SEAT, board.may_go_on, board.submitted, board.about, nothing=say(N_("Nothing was changed.")), barred=erased
    ),
)
