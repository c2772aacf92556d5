"""A Bot API server for tests, on real loopback HTTP, that keeps updates as Telegram does and refuses on request.

Updates stay with it until an offset confirms them. What it is to answer a method next can be laid out in
advance: an error of the Bot API, a reset connection, or a pause.
"""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import web

TOKEN = "42:" + "A" * 35


@dataclass(frozen=True)
class Refusal:
    status: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reset:
    """Close the connection instead of answering; `after` the call was carried out, or before."""

    after: bool = False


@dataclass(frozen=True)
class Garbled:
    """What a proxy answers when the server behind it is gone."""

    status: int = 502
    text: str = "<html>Bad gateway</html>"


@dataclass(frozen=True)
class Silence:
    """Leave the call without an answer for so many seconds, and answer then."""

    seconds: float


@dataclass(frozen=True)
class Uploaded:
    """A file that came with a call."""

    name: str
    content: bytes
    media_type: str


Scripted: TypeAlias = Refusal | Reset | Garbled | Silence


@dataclass
class Call:
    method: str
    fields: dict[str, Any]
    at: float


class BotApiServer:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.updates: list[dict[str, Any]] = []
        self.offsets: list[int | None] = []
        self.script: dict[str, deque[Scripted]] = defaultdict(deque)
        self.answers: Callable[[str, dict[str, Any]], Scripted | None] | None = None
        """What is answered to a call, where no script is laid out for it."""
        self.pause = 0.0
        """Seconds that each message takes."""
        self.most_at_once = 0
        """How many messages were under way at the same time."""
        self.refuses: Callable[[dict[str, Any]], bool] | None = None
        """Which messages are refused with 500 for as long as this stands."""
        self.profile: dict[tuple[str, str], Any] = {}
        self.url = ""
        self._arrived = asyncio.Event()
        self._called = asyncio.Event()
        self._at_once = 0
        self._handed_out: set[int] = set()
        self._next_update = 1000
        self._next_message = 1
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.url = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def deliver(self, event: dict[str, Any], *, update_id: int | None = None) -> int:
        """Queue an update, and give its id."""
        if update_id is None:
            update_id = self._next_update
            self._next_update += 1
        self.updates.append({"update_id": update_id, **event})
        self._arrived.set()
        return update_id

    def says(self, chat: int, text: str, *, update_id: int | None = None) -> int:
        return self.deliver(message(chat, text), update_id=update_id)

    def sent(self, method: str = "sendMessage", chat: int | None = None) -> list[Call]:
        """The calls that were carried out or refused, oldest first."""
        return [
            call
            for call in self.calls
            if call.method == method and (chat is None or str(call.fields.get("chat_id")) == str(chat))
        ]

    def texts(self, chat: int | None = None) -> list[str]:
        return [call.fields["text"] for call in self.sent(chat=chat)]

    async def until(self, condition: Any, within: float = 30.0) -> None:
        """Wait until the condition holds; it is looked at after each call."""
        async with asyncio.timeout(within):
            while not condition():
                self._called.clear()
                try:
                    await asyncio.wait_for(self._called.wait(), 0.05)
                except TimeoutError:
                    continue

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _refuse(Refusal(401, "Unauthorized"))
        fields = await _fields(request)
        if method == "getUpdates":
            return await self._get_updates(request, fields)
        scripted = self.script[method].popleft() if self.script[method] else None
        if scripted is None and self.answers is not None:
            scripted = self.answers(method, fields)
        if not (isinstance(scripted, Reset) and not scripted.after):
            self.calls.append(Call(method, fields, asyncio.get_running_loop().time()))
            self._called.set()
        await self._take_time()
        if method == "sendMessage" and self.refuses is not None and self.refuses(fields):
            scripted = Refusal(500, "Internal Server Error")
        if (wrong := await _went_wrong(request, scripted)) is not None:
            return wrong
        return web.json_response({"ok": True, "result": self._result(method, fields)})

    async def _take_time(self) -> None:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await asyncio.sleep(self.pause)
        finally:
            self._at_once -= 1

    async def _get_updates(self, request: web.Request, fields: dict[str, Any]) -> web.StreamResponse:
        scripted = self.script["getUpdates"].popleft() if self.script["getUpdates"] else None
        if (wrong := await _went_wrong(request, scripted)) is not None:
            return wrong
        offset = fields.get("offset")
        self.offsets.append(offset)
        if offset is not None:
            # Only what was handed out can be confirmed: numbers may begin anew from a lower one.
            self.updates = [
                update
                for update in self.updates
                if update["update_id"] >= offset or update["update_id"] not in self._handed_out
            ]
        deadline = asyncio.get_running_loop().time() + float(fields.get("timeout", 0))
        while not self.updates and (left := deadline - asyncio.get_running_loop().time()) > 0:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), min(left, 0.1))
            except TimeoutError:
                if request.transport is None or request.transport.is_closing():
                    return web.Response()
        self._called.set()
        batch = self.updates[: int(fields.get("limit", 100))]
        self._handed_out.update(update["update_id"] for update in batch)
        return web.json_response({"ok": True, "result": batch})

    def _result(self, method: str, fields: dict[str, Any]) -> Any:
        language = fields.get("language_code", "")
        match method:
            case "sendMessage" | "sendDocument" | "editMessageText":
                self._next_message += 1
                return {
                    "message_id": self._next_message,
                    "date": 1,
                    "chat": {"id": int(fields["chat_id"]), "type": "private"},
                    "text": fields.get("text", ""),
                }
            case "getMe":
                return {"id": 42, "is_bot": True, "first_name": "Bot", "username": "test_bot"}
            case "getMyCommands":
                return self.profile.get((method[5:], language), [])
            case "getMyName":
                return {"name": self.profile.get((method[5:], language), "")}
            case "getMyDescription":
                return {"description": self.profile.get((method[5:], language), "")}
            case "getMyShortDescription":
                return {"short_description": self.profile.get((method[5:], language), "")}
            case "setMyCommands":
                self.profile["Commands", language] = fields["commands"]
            case "setMyName":
                self.profile["Name", language] = fields["name"]
            case "setMyDescription":
                self.profile["Description", language] = fields["description"]
            case "setMyShortDescription":
                self.profile["ShortDescription", language] = fields["short_description"]
        return True


def message(chat: int, text: str) -> dict[str, Any]:
    return {
        "message": {
            "message_id": 1,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Ada"},
            "from": {"id": chat, "is_bot": False, "first_name": "Ada"},
            "text": text,
        }
    }


async def _went_wrong(request: web.Request, scripted: Scripted | None) -> web.Response | None:
    """What is answered in place of what the call asks for."""
    match scripted:
        case Refusal():
            return _refuse(scripted)
        case Reset():
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        case Garbled(status, text):
            return web.Response(status=status, text=text)
        case Silence(seconds):
            await asyncio.sleep(seconds)
    return None


def _refuse(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.status)


async def _fields(request: web.Request) -> dict[str, Any]:
    """What a call carries, in whichever of the forms that the Bot API takes."""
    if request.content_type == "application/json":
        fields: dict[str, Any] = await request.json()
        return fields
    return {
        name: Uploaded(value.filename, value.file.read(), value.content_type)
        if isinstance(value, web.FileField)
        else _plain(str(value))
        for name, value in (await request.post()).items()
    }


def _plain(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
