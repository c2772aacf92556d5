"""What the two sides of the gateway share: the store, the bots, the open pages, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from storage import clock
from storage.store import Store
from web.listeners import Listeners
from web.served_bot import ServedBot


def unix_time() -> int:
    """Now, in whole seconds since 1970, as the Bot API counts."""
    return int(clock.now().timestamp())


@dataclass(frozen=True, slots=True)
class Exchange:
    """The middle of the gateway, handed to both of its sides. `bots` by token."""

    store: Store
    bots: Mapping[str, ServedBot]
    listeners: Listeners = field(default_factory=Listeners)
    now: Callable[[], int] = unix_time
