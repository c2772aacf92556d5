"""aiogram's dispatcher, straight to the handler."""

from __future__ import annotations

from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Update


class StraightDispatcher(Dispatcher):
    """Feeds an update to the one handler of its kind.

    For middlewares, filters and routers below it, of which this program has none, aiogram makes a dozen functions anew
    at each update: that cost more than to read a text.
    """

    async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> Any:
        """What the handler hands back; `UNHANDLED` where there is none. Raises what it raises."""
        observer = self.observers.get(update.event_type)
        if observer is None or not observer.handlers:
            return UNHANDLED
        return await observer.handlers[0].callback(update.event, bot=bot, event_update=update, **kwargs)
