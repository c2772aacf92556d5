"""The short forms: remarks on plans and their answers, reporting cycles, reports returned, progress notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handlers import cycles, plan_remarks, progress, report_sending
from handlers.short_form import ShortForm

SHORT: Final[Mapping[str, ShortForm]] = {
    form.flow.key: form for form in (*plan_remarks.FORMS, cycles.FORM, report_sending.FORM, progress.FORM)
}
"""Each by the key of its flow."""
