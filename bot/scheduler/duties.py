"""What the scheduler does itself at a moment, beside reminding people: a duty for each kind of watch that has one.

A duty is called once the moment of its watch has come, in the transaction that takes the watch, which is not looked at
again unless the duty sets it. It is safe to repeat: after a crash it is called again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.scheduler import retention
from handlers import meeting_audience, settling, term_notices
from storage.audiences import AUDIENCE
from storage.bodies import TERM_ENDED

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.transaction import Transaction

Duty: TypeAlias = "Callable[[Transaction, str, str, datetime, Surroundings], None]"
"""Takes the transaction, the kind and the subject of the watch, the moment, and the surroundings."""

DUTIES: Final[Mapping[str, Duty]] = {
    retention.RETENTION: retention.remove,
    AUDIENCE: meeting_audience.settle,
    TERM_ENDED: term_notices.settle,
    settling.CONSENSUS: settling.settle_question,
    settling.OBSERVERS: settling.settle_observer,
}
"""The duties by the kind of their watches."""
