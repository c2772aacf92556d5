"""Looks at everything the program needs from outside, and says of each thing whether it is well."""

from __future__ import annotations

import importlib.util
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.settings import Settings, WrongSettings, follow_the_clock, make_data_dir, read_settings
from bot.whoami import Unreachable, ask_who_the_bot_is
from storage import clock
from storage.errors import StorageUnavailable, WrongAddress
from storage.migrate import migration_state

_FONTS: Final = ("fontpkg_noto_sans", "fontpkg_amiri", "manimgx_fonts_cjk")
# A clock before this release's own time is wrong whatever it says.
_RELEASED: Final = datetime(2026, 11, 1, tzinfo=UTC)
_MOST_SKEW: Final = 60.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what, whether it is well, and a line about it."""

    subject: str
    well: bool
    says: str


async def examine() -> tuple[Finding, ...]:
    """Look at settings, data folder, database, token, fonts and clock. Nothing is changed but that DATA_DIR is made."""
    try:
        settings = read_settings()
    except WrongSettings as problem:
        return tuple(Finding("settings", False, line) for line in problem.lines)
    token, skew = await _token(settings)
    return (
        Finding("settings", True, "every setting can be used"),
        _data_dir(settings),
        await _database(settings),
        token,
        _fonts(),
        _clock(settings, skew),
    )


def _data_dir(settings: Settings) -> Finding:
    try:
        make_data_dir(settings)
    except WrongSettings as problem:
        return Finding("data folder", False, problem.lines[0])
    return Finding("data folder", True, str(settings.data_dir.resolve()))


async def _database(settings: Settings) -> Finding:
    kind = settings.database.partition(":")[0]
    try:
        state = await migration_state(settings.database)
    except (StorageUnavailable, WrongAddress) as problem:
        return Finding("database", False, f"{kind}: cannot be reached ({str(problem).splitlines()[0]})")
    if state.up_to_date:
        return Finding("database", True, f"{kind}: up to date ({state.newest})")
    if state.current is None:
        return Finding("database", True, f"{kind}: empty; its tables are made at the first start")
    return Finding("database", False, f"{kind}: at {state.current}, not {state.newest}; `quicksilver migrate` helps")


async def _token(settings: Settings) -> tuple[Finding, float | None]:
    """Whether the token is known, and by how many seconds this clock is ahead of the server's."""
    if settings.bot_token is None:
        return Finding("token", True, "BOT_TOKEN is unset: the bot answers on the web page only"), None
    try:
        identity = await ask_who_the_bot_is(settings.bot_api_url, settings.bot_token.get_secret_value())
    except Unreachable as problem:
        return Finding("token", False, str(problem)), None
    return Finding("token", True, f"@{identity.username}"), identity.skew


def _fonts() -> Finding:
    missing = [name for name in _FONTS if importlib.util.find_spec(name) is None]
    if missing:
        return Finding("fonts", False, f"not installed: {', '.join(missing)}")
    return Finding("fonts", True, ", ".join(_FONTS))


def _clock(settings: Settings, skew: float | None) -> Finding:
    """Whether this machine's own clock is right; a test's clock is named, since it is not."""
    now = datetime.now(UTC)
    if now < _RELEASED:
        return Finding("clock", False, f"it says {now:%Y-%m-%d %H:%M} UTC, which is before this program was made")
    if skew is not None and abs(skew) > _MOST_SKEW:
        return Finding(
            "clock", False, f"it is {abs(skew):.0f} seconds {'ahead of' if skew > 0 else 'behind'} Telegram's"
        )
    try:
        zoneinfo.ZoneInfo("Africa/Nairobi")
    except zoneinfo.ZoneInfoNotFoundError:
        return Finding("clock", False, "there is no time zone data; install tzdata")
    try:
        follow_the_clock(settings)
    except WrongSettings as problem:
        return Finding("clock", False, problem.lines[0])
    if settings.test_clock is not None:
        return Finding("clock", True, f"{clock.now():%Y-%m-%d %H:%M} UTC, moved forward by TEST_CLOCK")
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")
