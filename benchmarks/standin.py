"""A stand-in for Telegram's Bot API server, in a process of its own: `python -m benchmarks.standin`.

It keeps updates until they are confirmed, gives them to polls or delivers them to a webhook, and shows what the bot
sends to simulated people. It is told what to do by lines of JSON on its standard input and tells what it saw by
lines on its standard output; the first line names its port.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict
from itertools import count
from typing import Any, Final, Protocol

import orjson
import uvloop

from benchmarks.crowd import Crowd
from benchmarks.delivery import Hook, Webhook
from benchmarks.messages import BOT, Act, Plain, Press, Typed, sent, update
from benchmarks.people import Follower, Leaver, LetterWriter, Person, Repeater, Reply, Witness
from benchmarks.wire import Call, Connection, Respond, Unknown

_MOST_AT_ONCE: Final = 100
_FIRST_CHAT: Final = 1_000_001

# Calls that change nothing here. The `get` calls answer as for a bot that nothing was set for.
_NOTHING: Final[dict[str, object]] = {
    "answerCallbackQuery": True,
    "sendChatAction": True,
    "editMessageReplyMarkup": True,
    "getMe": BOT,
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "setMyCommands": True,
    "setMyName": True,
    "setMyDescription": True,
    "setMyShortDescription": True,
}


class Audience(Protocol):
    """Who sees what the bot sends."""

    def called(self) -> None:
        """The bot has called."""

    def shown(self, chat_id: int, message: Plain, *, is_new: bool) -> None:
        """A message of the bot's has come or was edited in a chat."""


class StandIn:
    """The server's side: updates waiting, messages sent, the crowd that is there.

    confirmed: is told the number of each update that the bot is done with: an offset has passed it, or a delivery of
    it was answered with 200. heard: is told the method of each call when it comes, before it is carried out.
    """

    def __init__(
        self, confirmed: Callable[[int], None] | None = None, heard: Callable[[str], None] | None = None
    ) -> None:
        self._confirmed = confirmed
        self._heard = heard
        self._bot_is_there = asyncio.Event()
        self.crowd: Audience | None = None
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[Plain] = deque()
        self._poll: tuple[Respond, int, asyncio.TimerHandle] | None = None
        self._is_giving = False
        self._webhook: Webhook | None = None
        self._update_ids = count(1)
        self._message_ids = count(1)
        self._next_chat = _FIRST_CHAT

    def answer(self, call: Call, respond: Respond) -> None:
        """Answer one call of the bot's. Raises `Unknown`."""
        if self._heard is not None:
            self._heard(call.method)
        if call.method in _NOTHING:
            self._count()
            respond(_NOTHING[call.method])
            return
        match call.method:
            case "getUpdates":
                self._give_updates(call, respond)
            case "sendMessage":
                self._count()
                self._send(call, respond)
            case "sendDocument":
                self._count()
                self._send(Call(call.method, {**call.values, "text": call.values.get("caption", "")}), respond)
            case "editMessageText":
                self._count()
                self._edit(call, respond)
            case "setWebhook":
                self._set_webhook(call)
                respond(True)
            case "deleteWebhook":
                respond(True)
            case unknown:
                raise Unknown(unknown)

    async def sees_the_bot(self, within: float) -> bool:
        """Wait until the bot asks for updates, or says where to deliver them."""
        try:
            async with asyncio.timeout(within):
                await self._bot_is_there.wait()
        except TimeoutError:
            return False
        return True

    def forget_the_bot(self) -> None:
        """Let `sees_the_bot` wait for one that is started anew."""
        self._bot_is_there.clear()

    def spread(self, ports: Sequence[int]) -> None:
        """Deliver to several processes of the bot from now on. Raises `LookupError` where it set no webhook."""
        if self._webhook is None:
            raise LookupError("the bot set no webhook")
        self._webhook.spread(ports)

    async def walk(self, order: Plain) -> dict[str, Any]:
        """Let people in, and tell what was seen: `figures`; `acts` and `prompts` where the order asks for them."""
        over = asyncio.Event()
        prompts: list[Plain] = []
        tell = bool(order.get("tell_acts"))
        person = _people(order)
        self.crowd = crowd = Crowd(
            order["people"],
            order["letters"],
            arrive=lambda number: Witness(person(number), prompts) if tell else person(number),
            first_chat=self._next_chat,
            act=self.bring,
            done=over.set,
        )
        self._next_chat += order["letters"]
        crowd.begin()
        try:
            async with asyncio.timeout(order["seconds"]):
                await over.wait()
        except TimeoutError:
            pass  # the figures say how many did not finish
        self.crowd = None
        figures = crowd.figures().to_plain()
        return {"figures": figures, "acts": [asdict(act) for act in crowd.acts] if tell else [], "prompts": prompts}

    async def close(self) -> None:
        """Stop delivering."""
        if self._webhook is not None:
            await self._webhook.close()

    def _count(self) -> None:
        if self.crowd is not None:
            self.crowd.called()

    # Updates on their way to the bot

    @property
    def refused(self) -> int:
        """How many deliveries to the webhook were not taken, and came again."""
        return 0 if self._webhook is None else self._webhook.refused

    def bring(self, chat_id: int, act: Act, *, times: int = 1) -> int:
        """Send a person's act on its way to the bot, so many times; returns the number of its update."""
        message_id = next(self._message_ids) if isinstance(act, Typed) else 0
        update_id = next(self._update_ids)
        brought = update(update_id, chat_id, message_id, act)
        if self._webhook is not None:
            self._webhook.deliver(brought, times=times)
            return update_id
        self._waiting += [brought] * times
        if self._poll is not None and not self._is_giving:
            # All that comes in the same moment goes out together.
            self._is_giving = True
            self._loop.call_soon(self._end_poll)
        return update_id

    def _give_updates(self, call: Call, respond: Respond) -> None:
        self._bot_is_there.set()
        offset = int(call.read("offset") or 0)
        limit = min(int(call.read("limit") or _MOST_AT_ONCE), _MOST_AT_ONCE)
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._done_with(self._waiting.popleft()["update_id"])
        timeout = float(call.read("timeout") or 0)
        if self._waiting or not timeout:
            respond([self._waiting[number] for number in range(min(limit, len(self._waiting)))])
            return
        self._end_poll()  # a second poll ends the first, as at Telegram
        self._poll = (respond, limit, self._loop.call_later(timeout, self._end_poll))

    def _end_poll(self) -> None:
        self._is_giving = False
        if self._poll is None:
            return
        respond, limit, timer = self._poll
        self._poll = None
        timer.cancel()
        respond([self._waiting[number] for number in range(min(limit, len(self._waiting)))])

    def _set_webhook(self, call: Call) -> None:
        most = int(call.read("max_connections") or 40)
        hook = Hook(call.values["url"], call.values.get("secret_token", ""), min(most, 40))
        if self._webhook is None or self._webhook.hook != hook:
            # One that is set again stays as it is, with what waits in it.
            self._webhook = Webhook(hook, lambda within: self.answer(within, lambda _: None), self._done_with)
        self._bot_is_there.set()

    def _done_with(self, update_id: int) -> None:
        if self._confirmed is not None:
            self._confirmed(update_id)

    # Messages on their way to people

    def _send(self, call: Call, respond: Respond) -> None:
        chat_id = int(call.values["chat_id"])
        message_id = next(self._message_ids)
        self._show(call, respond, chat_id, message_id, is_new=True)

    def _edit(self, call: Call, respond: Respond) -> None:
        chat_id, message_id = int(call.values["chat_id"]), int(call.values["message_id"])
        self._show(call, respond, chat_id, message_id, is_new=False)

    def _show(self, call: Call, respond: Respond, chat_id: int, message_id: int, *, is_new: bool) -> None:
        message = sent(
            chat_id, message_id, call.values["text"], call.values.get("parse_mode", ""), call.read("reply_markup")
        )
        if "document" in call.values:
            number = f"file-{message_id}"
            file = {"file_id": number, "file_unique_id": number, "file_name": call.values["document"]}
            message["document"] = file
        respond(message)
        if self.crowd is not None:
            self.crowd.shown(chat_id, message, is_new=is_new)


def _people(order: Plain) -> Callable[[int], Person]:
    """Who comes: writers of letters, or who does what one of them did; some leave in the middle."""
    answers: dict[str, str] = order.get("answers", {})
    acts = [_act(plain) for plain in order.get("acts", ())]
    replies = [Reply.from_plain(plain) for plain in order.get("replies", ())]

    def person(number: int) -> Person:
        if replies:
            return Follower(replies)
        return Repeater(acts) if acts else LetterWriter(number, answers)

    leave_after = order.get("leave_after")
    return (lambda number: Leaver(person(number), leave_after)) if leave_after else person


def _act(plain: Plain) -> Act:
    return Typed(plain["text"]) if "text" in plain else Press(plain["data"], plain["under"])


async def main() -> None:
    """Serve until the standard input ends."""
    loop = asyncio.get_running_loop()
    stand_in = StandIn()
    server = await loop.create_server(lambda: Connection(stand_in.answer), "127.0.0.1", 0)
    orders = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    _tell({"port": server.sockets[0].getsockname()[1]})
    while line := await orders.readline():
        order = orjson.loads(line)
        match order["do"]:
            case "wait":
                _tell({"there": await stand_in.sees_the_bot(order["seconds"])})
            case "spread":
                stand_in.spread(order["ports"])
                _tell({})
            case "walk":
                _tell(await stand_in.walk(order))
    await stand_in.close()
    server.close()


def _tell(content: object) -> None:
    sys.stdout.write(orjson.dumps(content).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main())
