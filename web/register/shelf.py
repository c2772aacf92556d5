"""What takes a while to make is made outside the event loop, and the last ones of it are kept."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

Made = TypeVar("Made")
Key: TypeAlias = "tuple[object, ...]"


class Shelf(Generic[Made]):
    """So many things at the most, each by what it is made from."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Made] = OrderedDict()

    async def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """What is kept under a key; made in a thread where it is not there."""
        if key not in self._kept:
            self._kept[key] = await asyncio.to_thread(make)
        self._kept.move_to_end(key)
        found = self._kept[key]
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found
