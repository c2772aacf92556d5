"""The Bot API's methods about the bot itself and its chats: names, descriptions, commands, menu buttons."""

from __future__ import annotations

import re
from functools import partial
from typing import Literal

import orjson

from storage import gateway, gateway_files, gateway_profile
from storage.transaction import Transaction
from web.arguments import Arguments, to_integer
from web.entities import link
from web.events import event
from web.exchange import Exchange
from web.files import MOST_BYTES
from web.limits import typed_text
from web.refusal import bad_request
from web.sending import chat_id_of, writable_chat
from web.served_bot import ServedBot, chat_of, file_object

_LANGUAGE = re.compile(r"[a-z]{2}")
_COMMAND = re.compile(r"[a-z0-9_]+")
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


async def get_me(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getMe`."""
    cannot = (
        "can_join_groups",
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    )
    return {**bot.user, **dict.fromkeys(cannot, False)}


async def get_chat(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getChat`."""
    chat_id = chat_id_of(arguments)
    chat = await exchange.store.read(lambda tx: gateway.chat_of_bot(tx, bot.id, chat_id))
    if chat is None:
        raise bad_request("chat not found")
    return {
        **chat_of(chat),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


async def get_file(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getFile`: the path at which the bot can download a file."""
    file_id = arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = await exchange.store.read(lambda tx: gateway_files.file_of_bot(tx, bot.id, file_id))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > MOST_BYTES:
        raise bad_request("file is too big")
    return file_object(file)


# --- Commands ----------------------------------------------------------------------------------------------


async def set_my_commands(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`setMyCommands`; open pages are told to read their menu anew."""
    listed = arguments.parsed("commands", "can't parse commands JSON object")
    if listed is None:
        listed = []
    if not isinstance(listed, list):
        raise bad_request("expected an Array of BotCommand")
    commands = [_command(one) for one in listed]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return await _set_commands(exchange, bot, arguments, commands)


async def delete_my_commands(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`deleteMyCommands`."""
    return await _set_commands(exchange, bot, arguments, [])


async def get_my_commands(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getMyCommands`: of exactly the scope and language asked for."""
    scope, language = await _scope(exchange, bot, arguments), _language(arguments)
    kept = await exchange.store.read(lambda tx: gateway_profile.commands_of(tx, bot.id, scope, language))
    return orjson.loads(kept) if kept else []


async def _set_commands(
    exchange: Exchange, bot: ServedBot, arguments: Arguments, commands: list[dict[str, str]]
) -> bool:
    scope, language = await _scope(exchange, bot, arguments), _language(arguments)
    kept = orjson.dumps(commands).decode() if commands else ""
    await exchange.store.transact(lambda tx: gateway_profile.set_commands(tx, bot.id, scope, language, kept))
    for chat_id in exchange.listeners.chats():
        exchange.listeners.pass_on(chat_id, event("commands", {"commands": await menu(exchange, bot, chat_id)}))
    return True


async def menu(exchange: Exchange, bot: ServedBot, chat_id: int) -> list[dict[str, str]]:
    """The commands that a visitor's page shows, in the visitor's language."""

    def work(tx: Transaction) -> str:
        chat = gateway.chat_of_bot(tx, bot.id, chat_id)
        if chat is None:
            return ""
        return gateway_profile.commands_shown(tx, bot.id, scopes_of(chat_id), chat.language[:2])

    kept = await exchange.store.read(work)
    return orjson.loads(kept) if kept else []


def scopes_of(chat_id: int) -> tuple[str, ...]:
    """The scopes of a private chat, the narrowest first."""
    return f"chat:{chat_id}", "all_private_chats", "default"


def _command(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(value.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = value["command"].strip().removeprefix("/")
    description = value["description"].strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


async def _scope(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> str:
    scope = arguments.parsed("scope", "can't parse BotCommandScope JSON object")
    if scope is None:
        return "default"
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    match scope.get("type"):
        case "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" as kind:
            return str(kind)
        case "chat":
            chat_id = to_integer(scope.get("chat_id"))
            writable_chat(await exchange.store.read(lambda tx: gateway.chat_of_bot(tx, bot.id, chat_id)))
            return f"chat:{chat_id}"
        case "chat_administrators" | "chat_member":
            raise bad_request("can't use specified scope in private chats")
        case None:
            raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
        case _:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def _language(arguments: Arguments) -> str:
    language = arguments.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


# --- Names and descriptions ----------------------------------------------------------------------------------

Described = Literal["name", "description", "short_description"]
_LONGEST: dict[Described, tuple[int, str]] = {
    "name": (64, "BOT_TITLE_INVALID"),
    "description": (512, "DESCRIPTION_TOO_LONG"),
    "short_description": (120, "ABOUT_TOO_LONG"),
}


async def describe(what: Described, exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`setMyName`, `setMyDescription`, `setMyShortDescription`."""
    language, value = _language(arguments), typed_text(arguments.text(what)).text
    longest, complaint = _LONGEST[what]
    if len(value) > longest:
        raise bad_request(complaint)
    await exchange.store.transact(lambda tx: gateway_profile.set_profile(tx, bot.id, language, what, value))
    return True


async def tell(what: Described, exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getMyName`, `getMyDescription`, `getMyShortDescription`."""
    language = _language(arguments)
    profile = await exchange.store.read(lambda tx: gateway_profile.profile_of(tx, bot.id, language))
    value = {
        "name": profile.name or bot.name,
        "description": profile.description,
        "short_description": profile.short_description,
    }[what]
    return {what: value}


set_my_name = partial(describe, "name")
set_my_description = partial(describe, "description")
set_my_short_description = partial(describe, "short_description")
get_my_name = partial(tell, "name")
get_my_description = partial(tell, "description")
get_my_short_description = partial(tell, "short_description")


# --- Menu buttons --------------------------------------------------------------------------------------------


async def set_chat_menu_button(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`setChatMenuButton`."""
    button = arguments.parsed("menu_button", "can't parse menu button JSON object")
    chat_id = await _menu_chat(exchange, bot, arguments)
    kept = _menu_button(button)
    await exchange.store.transact(lambda tx: gateway_profile.set_menu_button(tx, bot.id, chat_id, kept))
    return True


async def get_chat_menu_button(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`getChatMenuButton`."""
    chat_id = await _menu_chat(exchange, bot, arguments)
    kept = await exchange.store.read(lambda tx: gateway_profile.menu_button_of(tx, bot.id, chat_id))
    return orjson.loads(kept) if kept else {"type": "default"}


async def _menu_chat(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> int | None:
    if not arguments.text("chat_id"):
        return None
    chat_id = to_integer(arguments.text("chat_id"))
    if chat_id <= 0:
        raise bad_request("invalid chat_id specified")
    if await exchange.store.read(lambda tx: gateway.chat_of_bot(tx, bot.id, chat_id)) is None:
        raise bad_request("user not found")
    return chat_id


def _menu_button(button: object) -> str | None:
    if button is None:
        return None
    if not isinstance(button, dict):
        raise bad_request("can't parse menu button: MenuButton must be an Object")
    match button:
        case {"type": "default"}:
            return None
        case {"type": "commands"}:
            return '{"type":"commands"}'
        case {"type": "web_app", "text": str(text), "web_app": {"url": str(url)}} if text:
            if not link(url):
                raise bad_request("menu button Web App URL is invalid")
            return orjson.dumps({"type": "web_app", "text": text, "web_app": {"url": url}}).decode()
        case _:
            raise bad_request("can't parse menu button: MenuButton has unsupported type")
