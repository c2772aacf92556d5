"""The forms that several people write: the business plans of the areas, and their reports to UNEP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from flows.wording import Say
from handlers import pages, plans, reports
from handlers.buttons import number_in
from handlers.shared_form import SharedForm

if TYPE_CHECKING:
    from handlers.plan_access import Access
    from handlers.talk import Talk
    from storage.plan_records import PlanDraft

SHARED: Final[Mapping[str, SharedForm]] = {form.flow.key: form for form in (plans.FORM, reports.FORM)}
"""Each by the key of its flow."""


def still_open(flow: str) -> Say:
    """Said to who begins anew while a draft of a flow is open."""
    form = SHARED.get(flow)
    return pages.STILL_OPEN if form is None else form.still_open


def written_in(talk: Talk, number: str) -> tuple[PlanDraft, SharedForm, Access] | None:
    """The draft that a button names by its number in base 36, with its form and what the person may do with it; `None`
    where there is none, or they may not write in it."""
    draft_id = number_in(number)
    draft = talk.tx.plan_draft_by_id(draft_id) if draft_id >= 0 else None
    form = None if draft is None else SHARED.get(draft.flow)
    access = None if draft is None or form is None else form.access(talk, draft.area)
    return None if draft is None or form is None or access is None else (draft, form, access)
