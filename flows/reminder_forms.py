"""Small forms about reminders: where somebody lives, and on which days the secretariat wants a kind of them to come."""

from __future__ import annotations

from typing import Final

from flows.errands import STOP_HERE
from flows.form import Flow, Section
from flows.kinds import Stages, Zone
from flows.wording import N_

TIME_ZONE: Final = Flow(
    "time_zone",
    edition=1,
    title=N_("Your time zone"),
    at_once=True,
    give_up=STOP_HERE,
    sections=(
        Section(
            "time_zone",
            N_("Your time zone"),
            (
                Zone(
                    "zone",
                    N_("Where do you live? The time there is the one I shall tell you."),
                    label=N_("Time zone"),
                    help=N_("Meetings are told in your own time, and nothing comes at night."),
                    private=True,
                ),
            ),
        ),
    ),
)

REMINDER_DAYS: Final = Flow(
    "reminder_days",
    edition=1,
    title=N_("When to remind"),
    at_once=True,
    give_up=STOP_HERE,
    sections=(
        Section(
            "reminder_days",
            N_("When to remind"),
            (
                Stages(
                    "stages",
                    N_("When shall these reminders come?"),
                    label=N_("Reminders"),
                    help=N_("Numbers and units, parted by semicolons. “none” stops these reminders for everyone."),
                    example=N_("30, 7, 1 days before"),
                ),
            ),
        ),
    ),
)

REMINDER_FORMS: Final = {flow.key: flow for flow in (TIME_ZONE, REMINDER_DAYS)}
