"""The kinds of question: each knows how to read what a person sends, in any of six languages, and how to show it."""

from __future__ import annotations

from flows.kinds.choice import Choice, Several
from flows.kinds.clock_time import ClockTime
from flows.kinds.consent import Consent
from flows.kinds.country import Country
from flows.kinds.date import Date
from flows.kinds.email import Email
from flows.kinds.file import File
from flows.kinds.length import Length
from flows.kinds.link import Link
from flows.kinds.linked import LinkedChoice, LinkedSeveral
from flows.kinds.money import Money
from flows.kinds.partner_name import PartnerName
from flows.kinds.period import Period
from flows.kinds.phone import Phone
from flows.kinds.stages import Stages
from flows.kinds.text import Text
from flows.kinds.zone import Zone

__all__ = [
    "Choice",
    "ClockTime",
    "Consent",
    "Country",
    "Date",
    "Email",
    "File",
    "Length",
    "Link",
    "LinkedChoice",
    "LinkedSeveral",
    "Money",
    "PartnerName",
    "Period",
    "Phone",
    "Several",
    "Stages",
    "Text",
    "Zone",
]
