"""Messages as the page's script takes them: plain text, safe HTML, buttons, a file's address."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson

from storage.gateway import FileInfo, Message
from web.entities import from_json
from web.safe_html import safe_html

_KINDS = {
    "inline_keyboard": "inline",
    "keyboard": "keyboard",
    "remove_keyboard": "remove",
    "force_reply": "force_reply",
}


def message_view(message: Message) -> dict[str, Any]:
    """A message for the page; `at` in ISO 8601. A reply keyboard's buttons have a text only: pressed, it is sent."""
    markup = orjson.loads(message.markup) if message.markup else {}
    kind = next((name for name in _KINDS if name in markup), "")
    rows = markup[kind] if kind in ("inline_keyboard", "keyboard") else []
    return {
        "id": message.id,
        "from": "bot" if message.from_bot else "me",
        "text": message.text,
        "html": safe_html(message.text, from_json(message.entities)),
        "at": datetime.fromtimestamp(message.sent_at, UTC).isoformat(),
        "edited": message.edited_at is not None,
        "buttons": [[_button(one) for one in row] for row in rows],
        "file": None if message.file is None else _file(message.file, as_photo=message.as_photo),
        "reply_markup": _KINDS.get(kind),
        "placeholder": markup.get("input_field_placeholder"),
        "client_id": message.client_id,
    }


def _button(button: dict[str, Any]) -> dict[str, Any]:
    shown = {"text": button["text"]}
    match button:
        case {"callback_data": data}:
            shown["data"] = data
        case {"url": url} | {"web_app": {"url": url}} | {"login_url": {"url": url}}:
            shown["url"] = url
        case {"copy_text": {"text": text}}:
            shown["copy"] = text
        case _:
            pass
    return shown


def _file(file: FileInfo, *, as_photo: bool) -> dict[str, Any]:
    return {
        "name": file.name,
        "size": file.size,
        "mime": file.mime,
        "url": f"/chat/files/{file.unique_id}",
        "width": file.width,
        "height": file.height,
        "as_photo": as_photo,
    }
