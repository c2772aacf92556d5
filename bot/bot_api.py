"""What a Bot API server answers to a call, told from what something between it and here says in its place.

A proxy's own answer may come with any status, and be JSON too: it says nothing of the person who was written to, and
what was to be done was not done. Source of the form: https://core.telegram.org/bots/api#making-requests.
"""

from __future__ import annotations

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
    """The server would not carry it out; `status` is that of HTTP."""

    status: int
    description: str


def read_answer(status: int, content: bytes | str) -> Success | Refusal | None:
    """What a server answered; `None` where this is no answer of a Bot API server."""
    try:
        answer = orjson.loads(content)
    except ValueError:
        return None
    match answer:
        case {"ok": True, "result": result} if HTTPStatus.OK <= status <= HTTPStatus.IM_USED and result is not None:
            return Success(result)
        case {"ok": False, "description": str(description)} if status >= HTTPStatus.BAD_REQUEST and description:
            return Refusal(status, description) if _may_go_along(status, answer.get("parameters")) else None
    return None


def _may_go_along(status: int, parameters: Any) -> bool:
    """Whether a refusal may have these with it; whoever is told to wait is told for how long."""
    if not isinstance(parameters, dict | None):
        return False
    told = parameters or {}
    wait, moved = told.get("retry_after"), told.get("migrate_to_chat_id")
    if moved is not None and not (isinstance(moved, int) and abs(moved) < _CHATS_END):
        return False
    if wait is None:
        return status != HTTPStatus.TOO_MANY_REQUESTS
    return isinstance(wait, int) and 0 < wait <= _LONGEST_WAIT
