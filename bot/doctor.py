"""Looks at everything the program needs from outside, and says of each thing whether it is well."""

from __future__ import annotations

import importlib.util
import shutil
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.settings import Settings, WrongSettings, follow_the_clock, make_data_dir, read_settings
from bot.whoami import Unreachable, ask_who_the_bot_is
from storage import clock
from storage.census import Census
from storage.errors import StorageUnavailable, WrongAddress
from storage.migrate import migration_state
from storage.store import open_store

_FONTS: Final = ("fontpkg_noto_sans", "fontpkg_amiri", "manimgx_fonts_cjk")
# A clock before this release's own time is wrong whatever it says.
_RELEASED: Final = datetime(2026, 11, 1, tzinfo=UTC)
_MOST_SKEW: Final = 60.0
# Less than this, and the database may soon have nowhere to write to.
_LEAST_FREE: Final = 512 * 1024 * 1024
_NOTICES_LATE: Final = timedelta(minutes=30)
_LOOK_LATE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what, whether it is well, and a line about it."""

    subject: str
    well: bool
    says: str


async def examine() -> tuple[Finding, ...]:
    """Look at settings, data folder, disk, database, token, fonts, clock and metrics; where the database is in use, at
    who keeps the desk, at notices and at the scheduler too. Nothing is changed but that DATA_DIR is made."""
    try:
        settings = read_settings()
    except WrongSettings as problem:
        return tuple(Finding("settings", False, line) for line in problem.lines)
    token, skew = await _token(settings)
    return (
        Finding("settings", True, "every setting can be used"),
        _data_dir(settings),
        _disk(settings),
        database := await _database(settings),
        token,
        _fonts(),
        _clock(settings, skew),
        _metrics(settings),
        *(await _at_work(settings) if database.well else ()),
    )


def _data_dir(settings: Settings) -> Finding:
    try:
        make_data_dir(settings)
    except WrongSettings as problem:
        return Finding("data folder", False, problem.lines[0])
    return Finding("data folder", True, str(settings.data_dir.resolve()))


def _disk(settings: Settings) -> Finding:
    try:
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as problem:
        return Finding("disk", False, f"cannot be looked at: {problem.strerror}")
    return Finding("disk", free >= _LEAST_FREE, f"{free / 1024**3:.1f} GB are free where DATA_DIR is")


def _metrics(settings: Settings) -> Finding:
    if settings.metrics_port is None:
        return Finding("metrics", True, "METRICS_PORT is unset: nobody can watch the program by Prometheus")
    return Finding("metrics", True, f"on port {settings.metrics_port} of {settings.metrics_host}")


async def _at_work(settings: Settings) -> tuple[Finding, ...]:
    """What the database says of how the program does; nothing where it has no tables yet."""
    try:
        if not (await migration_state(settings.database)).up_to_date:
            return ()
        store = await open_store(settings.database, alone=False)
        try:
            at = clock.now()
            counted, has_secretariat = await store.read(lambda tx: (tx.census(at), tx.has_secretariat()))
        finally:
            await store.close()
    except StorageUnavailable as problem:
        return (Finding("database", False, f"cannot be read ({problem})"),)
    return (_desk(has_secretariat), _notices(counted, at), _scheduler(counted, at, is_in_use=has_secretariat))


def _desk(has_secretariat: bool) -> Finding:
    if has_secretariat:
        return Finding("desk", True, "somebody was made a member of the secretariat")
    return Finding("desk", True, "nobody was ever a member of the secretariat: the first start prints an invitation")


def _notices(counted: Census, at: datetime) -> Finding:
    due = sum(those.due for those in counted.notices.values())
    held = sum(those.held for those in counted.notices.values())
    oldest = min((those.oldest_since for those in counted.notices.values() if those.oldest_since), default=at)
    says = f"{due} are due, {held} held for who blocked the bot ({sum(counted.blocked.values())} chats)"
    if at - oldest > _NOTICES_LATE:
        return Finding(
            "notices", False, f"{says}; one should have gone {_ago(at - oldest)}: do `run` or `notify` work?"
        )
    return Finding("notices", True, says)


def _scheduler(counted: Census, at: datetime, *, is_in_use: bool) -> Finding:
    if not is_in_use or counted.next_look_at is None or at - counted.next_look_at <= _LOOK_LATE:
        return Finding("scheduler", True, "nothing waits to be looked at")
    late = _ago(at - counted.next_look_at)
    return Finding("scheduler", False, f"something should have been looked at {late}: do `run` or `notify` work?")


def _ago(late: timedelta) -> str:
    minutes = int(late.total_seconds() // 60)
    return f"{minutes} minutes ago" if minutes < 120 else f"{minutes // 60} hours ago"


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
