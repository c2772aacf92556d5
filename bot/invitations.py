"""Invitations: single-use links that give whoever opens them a role."""

from __future__ import annotations

from typing import Final

from bot.database import open_database
from bot.settings import Settings
from bot.whoami import Unreachable, ask_who_the_bot_is
from flows.roles import ROLES
from handlers.inviting import STANDS_FOR, links, make_invitation
from storage import clock
from storage.store import Store, Transaction

FIRST: Final = "secretariat"


class WrongInvitation(ValueError):
    """There is no such role or area. The message is a line for the operator."""


async def invite_by_link(settings: Settings, role: str, area: str | None) -> tuple[str, ...]:
    """Make an invitation and return its links. Raises `WrongInvitation`; nothing is kept then."""
    if role not in ROLES:
        raise WrongInvitation(f"ROLE must be one of {', '.join(ROLES)}.")
    store = await open_database(settings.database, alone=False)
    try:
        if ROLES[role].for_area or area is not None:
            known = await store.read(lambda tx: tuple(row.key for row in tx.areas()))
            if not ROLES[role].for_area:
                raise WrongInvitation("--area is for a lead only: no other role is for one area.")
            if area not in known:
                raise WrongInvitation(f"--area must be one of {', '.join(known)}.")
        token = await _invite(store, role, area)
    finally:
        await store.close()
    return links(settings.page_address, token, await telegram_username(settings))


async def first_invitation(settings: Settings, store: Store, username: str) -> tuple[str, ...]:
    """Lines about how the first member of the secretariat gets in; none once there is one.

    An invitation is made only where none stands: its link cannot be shown twice, since storage keeps no token.
    """

    def look(tx: Transaction) -> tuple[bool, bool]:
        return tx.has_secretariat(), bool(tx.open_invitations(FIRST, clock.now()))

    is_there, is_invited = await store.read(look)
    if is_there:
        return ()
    if is_invited:
        return (
            "Nobody has used the secretariat's invitation yet that an earlier start printed.",
            f"  For another:   quicksilver invite {FIRST}",
        )
    token = await _invite(store, FIRST, None)
    return (
        f"For the secretariat's first member (works once, within {STANDS_FOR.days} days):",
        *(f"  {link}" for link in links(settings.page_address, token, username)),
    )


async def telegram_username(settings: Settings) -> str:
    """The name under which Telegram knows the bot; empty without a token, or while nobody can be asked."""
    if settings.bot_token is None:
        return ""
    try:
        identity = await ask_who_the_bot_is(settings.bot_api_url, settings.bot_token.get_secret_value())
    except Unreachable:
        return ""
    return identity.username


async def _invite(store: Store, role: str, area: str | None) -> str:
    now = clock.now()
    return await store.transact(lambda tx: make_invitation(tx, role, area, now))
