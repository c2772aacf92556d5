"""Server-Sent Events as bytes on the wire."""

from __future__ import annotations

import orjson


def event(name: str, data: object, seq: int | None = None) -> bytes:
    """One event; with `seq`, a page that comes back asks for what happened after it."""
    head = b"" if seq is None else b"id: %d\n" % seq
    return head + b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
