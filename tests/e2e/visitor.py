"""Somebody at the chat page, by the page's own HTTP interface: what a browser's script does, without the browser."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from uuid import uuid4

import aiohttp

ANSWERED_WITHIN = 60.0
HEADERS = {"X-Quicksilver": "1", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Say:
    """Type a text."""

    text: str


@dataclass(frozen=True)
class Press:
    """Press the newest button that does this, whatever its words."""

    act: str
    arg: str = ""


@dataclass(frozen=True)
class Give:
    """Send a file."""

    name: str
    content: bytes


Step = Say | Press | Give


class Visitor:
    """A browser's cookie and eyes."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def __aenter__(self) -> Visitor:
        async with self._session.get(f"{self._url}/chat") as answer:
            answer.raise_for_status()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def messages(self) -> list[dict[str, Any]]:
        """What the page shows, oldest first. Tried again while the program is away."""
        deadline = time.monotonic() + ANSWERED_WITHIN
        while True:
            try:
                async with self._session.get(f"{self._url}/chat/state") as answer:
                    answer.raise_for_status()
                    state = await answer.json()
                    return list(state["messages"])
            except (aiohttp.ClientConnectionError, aiohttp.ServerDisconnectedError):
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.1)

    async def send(self, step: Step) -> None:
        """Do one thing, without waiting for what follows."""
        match step:
            case Say(text):
                await self._post("messages", {"text": text, "client_id": str(uuid4())})
            case Press(act, arg):
                message, data = button(await self.messages(), act, arg)
                await self._post("press", {"message_id": message, "data": data, "client_id": str(uuid4())})
            case Give(name, content):
                form = aiohttp.FormData()
                form.add_field("client_id", str(uuid4()))
                form.add_field("file", content, filename=name)
                async with self._session.post(f"{self._url}/chat/files", data=form, headers=HEADERS) as answer:
                    answer.raise_for_status()

    async def do(self, step: Step) -> list[dict[str, Any]]:
        """Do one thing and wait until the conversation has moved; a command may also be answered where it is."""
        before = await self.messages()
        await self.send(step)
        if isinstance(step, Say) and step.text.startswith("/"):
            return await self.wait_until(lambda messages: has_moved(before, messages) or is_answered(before, messages))
        return await self.wait_until(lambda messages: has_moved(before, messages))

    async def wait_until(self, seen: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Wait until the page shows something."""
        deadline = time.monotonic() + ANSWERED_WITHIN
        while True:
            messages = await self.messages()
            if seen(messages):
                return messages
            if time.monotonic() > deadline:
                raise AssertionError(f"nothing new was shown; the last was: {messages[-1:]}")
            await asyncio.sleep(0.03)

    async def fetch(self, path: str) -> bytes:
        """The content of a file that the page offers."""
        async with self._session.get(f"{self._url}{path}") as answer:
            answer.raise_for_status()
            return await answer.read()

    async def walk(self, steps: Sequence[Step]) -> list[dict[str, Any]]:
        """Do several things one after the other."""
        messages = await self.messages()
        for step in steps:
            messages = await self.do(step)
        return messages

    async def _post(self, what: str, body: dict[str, Any]) -> None:
        """Hand something in; who is too quick waits and does it again, as the page's script does."""
        deadline = time.monotonic() + ANSWERED_WITHIN
        while True:
            async with self._session.post(f"{self._url}/chat/{what}", json=body, headers=HEADERS) as answer:
                if answer.status == 429 and time.monotonic() < deadline:
                    await asyncio.sleep(0.5)
                    continue
                if answer.status >= 400:
                    raise AssertionError(f"{what} was refused: {answer.status} {await answer.text()}")
                return


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """A message's buttons, row after row."""
    return [one for row in message["buttons"] or [] for one in row]


def place(messages: Sequence[dict[str, Any]]) -> str:
    """Where the newest keyboard stands: at a session's revision, or at a page.

    A prompt that is shown a second time, as an owed one is after a kill, stands where it stood.
    """
    for message in reversed(messages):
        carried = [str(one["data"]) for one in buttons(message) if "data" in one]
        if carried:
            return next((data.partition(":")[0] for data in carried if not data.startswith("!")), " ".join(carried))
    return ""


def has_moved(before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]) -> bool:
    """Whether the conversation stands at another revision or page than before."""
    return place(now) not in ("", place(before))


def is_answered(before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]) -> bool:
    """Whether the person has said something since, and the bot has shown buttons after it."""
    news = now[-1]["id"] > max((one["id"] for one in before), default=0)
    return bool(news and now[-1]["from"] == "bot" and buttons(now[-1]))


def button(messages: Sequence[dict[str, Any]], act: str, arg: str) -> tuple[int, str]:
    """The newest button that does this: its message, and what it carries."""
    for message in reversed(messages):
        for one in buttons(message):
            data = str(one.get("data", ""))
            if data == f"!{act}:{arg}" or data.endswith(f":{act}:{arg}"):
                return message["id"], data
    raise AssertionError(f"no button does {act}:{arg}; the last message is {messages[-1:]}")


def text_of(messages: Sequence[dict[str, Any]]) -> str:
    """All that the bot has said, in one piece."""
    return "\n".join(message["text"] for message in messages if message["from"] == "bot")
