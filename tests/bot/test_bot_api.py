"""Answers of a Bot API server, told from those of whatever stands in between."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.bot_api import Refusal, Success, read_answer

WAIT = {"retry_after": 3}


def refused(**more: Any) -> dict[str, Any]:
    return {"ok": False, "error_code": 400, "description": "Bad Request: chat not found", **more}


def test_what_a_server_says_is_read():
    assert read_answer(200, b'{"ok":true,"result":[]}') == Success([])
    assert read_answer(200, '{"ok":true,"result":false}') == Success(False)
    assert read_answer(403, json.dumps(refused())) == Refusal(403, "Bad Request: chat not found")
    assert read_answer(429, json.dumps(refused(parameters=WAIT))) == Refusal(429, "Bad Request: chat not found", wait=3)
    moved = refused(parameters={"migrate_to_chat_id": -1001234567890})
    assert read_answer(400, json.dumps(moved)) == Refusal(400, "Bad Request: chat not found", moved=-1001234567890)


def test_half_a_pair_and_bytes_that_are_no_text_keep_nothing_else_from_being_read():
    assert read_answer(200, b'{"ok":true,"result":["a","\\ud83d","b"]}') == Success(["a", "\ud83d", "b"])
    assert read_answer(200, b'{"ok":true,"result":["a","\xff","b"]}') == Success(["a", "\ufffd", "b"])


def test_a_refusal_is_handed_on_without_what_else_came_with_it():
    odd = refused(error_code="E502", result="none", parameters={"retry_after": 3, "more": []})
    odd["description"] += "\ud83d"
    refusal = read_answer(502, json.dumps(odd))
    assert isinstance(refusal, Refusal)
    assert json.loads(refusal.as_json()) == {
        "ok": False,
        "description": "Bad Request: chat not found?",
        "parameters": {"retry_after": 3},
    }
    assert read_answer(502, refusal.as_json()) == refusal


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, {"ok": True}),
        (200, {"ok": True, "result": None}),
        (200, {"ok": 1, "result": []}),
        (200, refused()),
        (302, {"ok": True, "result": []}),
        (502, {"ok": True, "result": []}),
        (502, {"ok": False}),
        (502, {"ok": False, "description": ""}),
        (502, {"ok": False, "description": ["no"]}),
        (502, {"error": {"code": 502, "message": "Bad Gateway"}}),
        (429, refused()),
        (429, refused(parameters={"retry_after": 0})),
        (429, refused(parameters={"retry_after": -1})),
        (429, refused(parameters={"retry_after": "3"})),
        (429, refused(parameters={"retry_after": 10**9})),
        (400, refused(parameters=[1])),
        (400, refused(parameters={"migrate_to_chat_id": 2**60})),
        (400, []),
        (400, "no"),
        (204, None),
    ],
)
def test_what_no_server_says_is_no_answer(status: int, answer: Any):
    assert read_answer(status, json.dumps(answer)) is None


@pytest.mark.parametrize("content", [b"", b"{", b"<html>", b"\xff", b'{"ok":true,"result":' + b"[" * 9999])
def test_nor_is_what_is_no_json(content: bytes):
    assert read_answer(200, content) is None
