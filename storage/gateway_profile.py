"""What a bot says about itself through the gateway: commands, names, descriptions, menu buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, insert, select, update

from storage.gateway_tables import GatewayBot, GatewayChat, GatewayCommands, GatewayProfile

if TYPE_CHECKING:
    from storage.transaction import Transaction

_bot = GatewayBot.__table__  # type: ignore[attr-defined]
_chat = GatewayChat.__table__  # type: ignore[attr-defined]
_commands = GatewayCommands.__table__  # type: ignore[attr-defined]
_profile = GatewayProfile.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Profile:
    """A bot's name and descriptions in one language; empty where it has set none."""

    name: str = ""
    description: str = ""
    short_description: str = ""


def set_commands(tx: Transaction, bot_id: int, scope: str, language: str, commands: str) -> None:
    """Keep the commands (a JSON list) of one scope and language; an empty string removes them."""
    tx.connection.execute(
        delete(_commands).where(
            _commands.c.bot_id == bot_id, _commands.c.scope == scope, _commands.c.language == language
        )
    )
    if commands:
        tx.connection.execute(
            insert(_commands), {"bot_id": bot_id, "scope": scope, "language": language, "commands": commands}
        )


def commands_of(tx: Transaction, bot_id: int, scope: str, language: str) -> str:
    """The commands of exactly one scope and language; empty when none are set."""
    found = tx.connection.execute(
        select(_commands.c.commands).where(
            _commands.c.bot_id == bot_id, _commands.c.scope == scope, _commands.c.language == language
        )
    ).scalar()
    return found or ""


def commands_shown(tx: Transaction, bot_id: int, scopes: tuple[str, ...], language: str) -> str:
    """The commands a client shows: of the first of `scopes` that has any, in its language before in none."""
    rows = tx.connection.execute(
        select(_commands.c.scope, _commands.c.language, _commands.c.commands).where(
            _commands.c.bot_id == bot_id,
            _commands.c.scope.in_(scopes),
            _commands.c.language.in_((language, "")),
        )
    ).all()
    found = {(scope, of): commands for scope, of, commands in rows}
    for scope in scopes:
        for of in (language, ""):
            if (scope, of) in found:
                return str(found[scope, of])
    return ""


def set_profile(
    tx: Transaction,
    bot_id: int,
    language: str,
    field: Literal["name", "description", "short_description"],
    value: str,
) -> None:
    """Keep a bot's name or description in one language; the empty language is the default."""
    changed = tx.connection.execute(
        update(_profile).where(_profile.c.bot_id == bot_id, _profile.c.language == language).values({field: value})
    )
    if changed.rowcount == 0:
        values = {"name": "", "description": "", "short_description": "", field: value}
        tx.connection.execute(insert(_profile), {"bot_id": bot_id, "language": language, **values})


def profile_of(tx: Transaction, bot_id: int, language: str) -> Profile:
    """A bot's name and descriptions in one language, each falling back to the default."""
    rows = tx.connection.execute(
        select(_profile.c.language, _profile.c.name, _profile.c.description, _profile.c.short_description).where(
            _profile.c.bot_id == bot_id, _profile.c.language.in_((language, ""))
        )
    ).all()
    found = {row[0]: Profile(*row[1:]) for row in rows}
    default = found.get("", Profile())
    own = found.get(language, default)
    return Profile(
        own.name or default.name,
        own.description or default.description,
        own.short_description or default.short_description,
    )


def set_menu_button(tx: Transaction, bot_id: int, chat_id: int | None, button: str | None) -> None:
    """Keep the menu button (JSON) of one chat, or the default one; None is Telegram's own."""
    if chat_id is None:
        tx.connection.execute(update(_bot).where(_bot.c.id == bot_id).values(menu_button=button))
    else:
        tx.connection.execute(update(_chat).where(_chat.c.id == chat_id).values(menu_button=button))


def menu_button_of(tx: Transaction, bot_id: int, chat_id: int | None) -> str | None:
    """The menu button of one chat, or the default one."""
    default: str | None = tx.connection.execute(select(_bot.c.menu_button).where(_bot.c.id == bot_id)).scalar()
    if chat_id is None:
        return default
    own: str | None = tx.connection.execute(select(_chat.c.menu_button).where(_chat.c.id == chat_id)).scalar()
    return own or default
