"""What a Bot API server answers to a call, told from what something between it and here says in its place.

A proxy's own answer may come with any status, and be JSON too: it says nothing of the person who was written to, and
what was to be done was not done. Source of the form: https://core.telegram.org/bots/api#making-requests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import orjson

NO_ANSWER: Final = "an answer that no Bot API server gives"
"""How such an answer is told of in the log."""

# Telegram has asked for a day. Whoever waits for longer waits for what nobody meant.
_LONGEST_WAIT: Final = 7 * 24 * 3600
# Numbers of chats have at most 52 bits (https://core.telegram.org/bots/api#chat).
_CHATS_END: Final = 2**52


@dataclass(frozen=True, slots=True)
class Success:
    """The call was carried out."""

    result: Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """The server would not carry it out. `status` is that of HTTP, `wait` the seconds after which to try again, `moved`
    the chat's number from now on."""

    status: int
    description: str
    wait: int | None = None
    moved: int | None = None

    def as_json(self) -> str:
        """It once more, with nothing but what says so: libraries stumble over what else may come with it."""
        parameters = {"retry_after": self.wait, "migrate_to_chat_id": self.moved}
        told = {name: value for name, value in parameters.items() if value is not None}
        return json.dumps({"ok": False, "description": self.description, "parameters": told})


def read_answer(status: int, content: bytes | str) -> Success | Refusal | None:
    """What a server answered; `None` where this is no answer of a Bot API server."""
    match _loaded(content):
        case {"ok": True, "result": result} if HTTPStatus.OK <= status <= HTTPStatus.IM_USED and result is not None:
            return Success(result)
        case {"ok": False, "description": str(description), **more} if status >= HTTPStatus.BAD_REQUEST and description:
            return _refusal(status, description, more.get("parameters"))
    return None


def _loaded(content: bytes | str) -> Any:
    """JSON as data, `None` where it is none."""
    # Bytes that people once put behind a button may come back as they are, in no form of Unicode.
    text = content if isinstance(content, str) else content.decode(errors="replace")
    try:
        return orjson.loads(text)
    except ValueError:
        pass
    try:
        # It takes halves of surrogate pairs too: one of them in an update must not keep all others from being read.
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _refusal(status: int, description: str, parameters: Any) -> Refusal | None:
    """A refusal with these parameters; who is told to wait is told for how long."""
    if not isinstance(parameters, dict | None):
        return None
    told = parameters or {}
    wait, moved = told.get("retry_after"), told.get("migrate_to_chat_id")
    if wait is None and status == HTTPStatus.TOO_MANY_REQUESTS:
        return None
    if wait is not None and not (isinstance(wait, int) and 0 < wait <= _LONGEST_WAIT):
        return None
    if moved is not None and not (isinstance(moved, int) and abs(moved) < _CHATS_END):
        return None
    return Refusal(status, description.encode(errors="replace").decode(), wait, moved)
