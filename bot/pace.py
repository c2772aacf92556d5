"""How fast messages may go out: in bursts, but no faster than Telegram allows in the long run.

Each limit is one number, the time at which a sender who had kept exactly to the sustained rate would
have sent the messages so far (the generic cell rate algorithm); a burst is how far it may lie ahead.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from storage.outbox_pace import SendPace

# Telegram's limits as its FAQ for bots gives them: about one message a second in one chat, short bursts
# allowed, and about thirty a second in all.
_CHAT_PERIOD: Final = 1.0
_CHAT_BURST: Final = 20
_ALL_PERIOD: Final = 1 / 30
_ALL_BURST: Final = 30
_MOST_CHATS: Final = 10_000
NOTICE_PACE: Final = SendPace(timedelta(seconds=1 / 29), ahead=timedelta(seconds=0.5))
"""How notices go out, by all processes together. What is left between 29 and 30 is for clocks and networks that are not
exact: thirty-one must never arrive in one second."""
# Nobody reads more than two questions a second. A flood is over so soon after its last message.
_READING: Final = 0.5
_MOST_UNREAD: Final = 3
_LONGEST_FLOOD: Final = 5


class Pace:
    """Keeps to a rate in each chat and over all chats. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self.count = 0
        """Messages counted so far."""
        self._all = 0.0
        self._chats: dict[int, float] = {}

    def chat_delay(self, chat: int, now: float) -> float:
        """Seconds until this chat's own limit allows a message."""
        return max(0.0, self._chats.get(chat, 0.0) - (_CHAT_BURST - 1) * _CHAT_PERIOD - now)

    def turn(self, now: float) -> float:
        """Take the next turn of all chats, and return its moment: whoever asked before goes before.

        Did each look again when the other had sent, chance would choose among those who wait, and now and then leave
        somebody waiting for a minute.
        """
        moment = max(now, self._all - (_ALL_BURST - 1) * _ALL_PERIOD)
        self._all = max(self._all, now) + _ALL_PERIOD
        return moment

    def sent(self, chat: int, now: float) -> None:
        """Count a message to this chat, whose turn has come."""
        if chat not in self._chats and len(self._chats) >= _MOST_CHATS:
            self._chats = {other: ahead for other, ahead in self._chats.items() if ahead > now}
        self._chats[chat] = max(self._chats.get(chat, 0.0), now) + _CHAT_PERIOD
        self.count += 1


class Reading:
    """Tells who writes faster than anyone reads the answers, from how often they write."""

    def __init__(self) -> None:
        self._ahead: dict[int, float] = {}

    def is_flood(self, chat: int, now: float) -> bool:
        """Count a message of this chat; whether it came before what the last few brought could be read."""
        if chat not in self._ahead and len(self._ahead) >= _MOST_CHATS:
            self._ahead = {other: ahead for other, ahead in self._ahead.items() if ahead > now}
        ahead = max(self._ahead.get(chat, 0.0), now) + _READING
        self._ahead[chat] = min(ahead, now + _LONGEST_FLOOD * _READING)
        return ahead - now > _MOST_UNREAD * _READING
