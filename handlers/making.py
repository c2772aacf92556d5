"""Files that go out with notices: what one is made from is read in a transaction, and it is made after it, in a thread.

One way for all of them: a letter, a plan, a report, a meeting for the calendar, the year as a picture, what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from handlers.agenda import agenda_ingredients
from handlers.letter_files import ingredients
from handlers.meeting_files import event_ingredients
from handlers.plan_files import plan_ingredients
from handlers.report_files import report_ingredients
from handlers.scene import Page
from handlers.telling import AgendaOrder, EventOrder, FileOrder, Order, PlanOrder, ReadyFile, ReportOrder

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.transaction import Transaction


class Made(Protocol):
    """A file as it goes out; `media_type` says whether it is shown as a picture."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def content(self) -> bytes:
        """What is in it."""

    @property
    def media_type(self) -> str:
        """Its kind (RFC 6838)."""


class Making(Protocol):
    """All that a file is made from, so that nothing has to be read any more."""

    @property
    def order(self) -> Order:
        """What was ordered."""

    def made(self) -> Made | Page:
        """The file, or a page that says why there is none. May take a while; call it in a thread."""

    def instead(self) -> Page:
        """What is said where it could not be made for a reason that is the program's own."""


@dataclass(frozen=True, slots=True)
class AsItIs:
    """A file that is there already."""

    order: ReadyFile

    def made(self) -> Made | Page:
        """The file."""
        return Kept(self.order.name, self.order.content)

    def instead(self) -> Page:
        """What is said in its place: nothing is made of it, so only its words are left."""
        return Page((self.order.caption,), self.order.rows)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file from storage; whatever it is, it goes out as a document."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


def gathered(tx: Transaction, order: Order, notice: Notice, surroundings: Surroundings) -> Making | None:
    """What an ordered file is made from; `None` where it is of no use any more."""
    match order:
        case FileOrder():
            return ingredients(tx, order, notice.person_id, surroundings)
        case PlanOrder():
            return plan_ingredients(tx, order, surroundings)
        case ReportOrder():
            return report_ingredients(tx, order, surroundings)
        case EventOrder():
            return event_ingredients(tx, order, notice.person_id, surroundings)
        case AgendaOrder():
            return agenda_ingredients(tx, order, surroundings)
        case ReadyFile():
            return AsItIs(order)
