"""Keyboards under messages: what Telegram accepts as `reply_markup`, and what of it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from web.arguments import Arguments
from web.entities import link
from web.refusal import Refusal, bad_request

MOST_BUTTONS = 100
MOST_BUTTON_DATA = 64
"""In bytes of UTF-8."""

_KEPT = ("url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat", "pay")
_HOLDERS = {"login_url": "url", "web_app": "url", "copy_text": "text", "switch_inline_query_chosen_chat": ""}
_REQUESTS = ("request_contact", "request_location")


def reply_markup(arguments: Arguments) -> str:
    """A message's keyboard as JSON, empty for none; raises `Refusal` where Telegram does."""
    if not arguments.values.get("reply_markup"):
        return ""
    value = arguments.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    markup = _markup(value)
    return orjson.dumps(markup).decode() if markup else ""


def inline_markup(arguments: Arguments) -> str:
    """The keyboard of an edited message, which can only be an inline one."""
    markup = reply_markup(arguments)
    if markup and not markup.startswith('{"inline_keyboard"'):
        raise bad_request("inline keyboard expected")
    return markup


def inline_buttons(markup: str) -> Iterator[dict[str, Any]]:
    """The buttons of a kept inline keyboard, one after the other."""
    if markup.startswith('{"inline_keyboard"'):
        for row in orjson.loads(markup)["inline_keyboard"]:
            yield from row


def _markup(value: dict[str, Any]) -> dict[str, Any]:
    inline = _rows(value, "inline_keyboard", _inline_button, "inline keyboard button")
    reply = _rows(value, "keyboard", _reply_button, "keyboard button")
    if reply:
        flags = {name: True for name in ("resize_keyboard", "one_time_keyboard", "is_persistent") if value.get(name)}
        return {"keyboard": reply, **flags, **_placeholder(value)}
    if inline:
        if sum(map(len, inline)) > MOST_BUTTONS:
            raise bad_request("reply markup is too long")
        return {"inline_keyboard": inline}
    if value.get("remove_keyboard") or value.get("hide_keyboard"):
        return {"remove_keyboard": True}
    if value.get("force_reply"):
        return {"force_reply": True, **_placeholder(value)}
    return {}


def _placeholder(value: dict[str, Any]) -> dict[str, str]:
    text = value.get("input_field_placeholder")
    if not isinstance(text, str) or not text:
        return {}
    if len(text) > 64:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")
    return {"input_field_placeholder": text}


def _rows(
    value: dict[str, Any], name: str, button: Callable[[Any], dict[str, Any]], what: str
) -> list[list[dict[str, Any]]]:
    rows = value.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        of = "" if name == "keyboard" else " of the InlineKeyboardMarkup"
        raise bad_request(f'field "{name}"{of} must be an Array of Arrays')
    try:
        return [[button(one) for one in row] for row in rows if row]
    except _Unreadable as wrong:
        raise bad_request(f"can't parse {what}: {wrong}") from None


class _Unreadable(Exception):
    """Why a button cannot be read."""


def _text(value: dict[str, Any], name: str) -> str:
    if name not in value:
        raise _Unreadable(f'Can\'t find field "{name}"')
    text = value[name]
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise _Unreadable(f'Field "{name}" must be of type String')
    return str(text)


def _inline_button(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Unreadable("InlineKeyboardButton must be an Object")
    text = _text(value, "text")
    action = _action(value)
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    match action:
        case {"callback_data": data} if len(data.encode()) > MOST_BUTTON_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        case {"url": url}:
            action["url"] = _address(url)
        case _:
            pass
    style = value.get("style")
    if style not in (None, "", "danger", "success", "primary"):
        raise _Unreadable("Invalid button style specified")
    return {"text": text, **action, **({"style": style} if style else {})}


def _action(value: dict[str, Any]) -> dict[str, Any]:
    for name in _KEPT:
        if value.get(name):
            return {name: True} if name == "pay" else {name: _text(value, name)}
        if name.startswith("switch") and name in value:
            return {name: _text(value, name)}
    for name, needed in _HOLDERS.items():
        held = value.get(name)
        if held is None:
            continue
        if not isinstance(held, dict):
            raise _Unreadable(f'Field "{name}" must be of type Object')
        if needed:
            _text(held, needed)
        return {name: held}
    raise _Unreadable("Text buttons are unallowed in the inline keyboard")


def _address(url: str) -> str:
    """A button's link. Unlike Telegram, the page's own address on this machine is let through."""
    wrong: Refusal = bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    scheme = url.partition(":")[0].lower()
    if re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE) and "://" in url and scheme not in ("http", "https", "tg"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    whole = link(url)
    if not whole:
        raise wrong
    return whole


def _reply_button(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"text": value}
    if not isinstance(value, dict):
        raise _Unreadable("KeyboardButton must be a String or an Object")
    text = _text(value, "text")
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    return {"text": text, **{name: True for name in _REQUESTS if value.get(name)}}
