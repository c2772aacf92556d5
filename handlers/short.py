"""The short forms: errands about letters, remarks on plans, reporting cycles, reports returned, progress notes,
meetings, terms, reminders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handlers import (
    consensus_forms,
    cycles,
    errands,
    meeting_forms,
    plan_remarks,
    progress,
    reminders,
    report_sending,
    term_forms,
)
from handlers.short_form import ShortForm

SHORT: Final[Mapping[str, ShortForm]] = {
    form.flow.key: form
    for form in (
        *errands.FORMS,
        *plan_remarks.FORMS,
        cycles.FORM,
        report_sending.FORM,
        progress.FORM,
        *meeting_forms.FORMS,
        *consensus_forms.FORMS,
        *term_forms.FORMS,
        *reminders.FORMS,
    )
}
"""Each by the key of its flow."""
