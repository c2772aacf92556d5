"""What the outbox would tell people now: notices are taken out, told, and shown on the screens of their readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiogram.types import InlineKeyboardMarkup

from handlers.notices import telling
from handlers.telling import FileOrder, ReadyFile, Telling, worded
from storage import clock
from storage.desk_records import Notice
from storage.store import Transaction
from tests.handlers.desk import Desk, Shown, Someone
from tests.handlers.stories import person_id

LEASE = "heard"


@dataclass
class Heard:
    """What one person was told: pages as text, in order, which files, and what went into their calendar."""

    pages: list[str] = field(default_factory=list)
    files: list[FileOrder] = field(default_factory=list)
    ready: list[ReadyFile] = field(default_factory=list)
    calendar: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All pages in one piece."""
        return "\n\n".join(self.pages)


async def deliver(desk: Desk, *people: Someone) -> list[Heard]:
    """Deliver all that is due to these people's chats; pages stand on their screens then, buttons and all."""
    heard = {(someone.channel, someone.chat_id): Heard() for someone in people}
    screens = {(someone.channel, someone.chat_id): someone for someone in people}
    for channel in {someone.channel for someone in people}:
        while await _round(desk, channel, heard, screens):
            pass
    return [heard[someone.channel, someone.chat_id] for someone in people]


async def _round(desk: Desk, channel: str, heard: dict, screens: dict) -> bool:
    at = clock.now() + timedelta(days=1)

    def work(tx: Transaction) -> list:
        told: list[tuple[Notice, Telling | None]] = []
        for notice in tx.claim_notices(channel, at, LEASE, at + timedelta(minutes=5), 100):
            if notice.kind == "meeting calendar":  # a file of its own; who gets which is all that is looked at here
                told.append((notice, None))
                assert tx.notice_sent(notice.id, LEASE, at)
                continue
            told.append((notice, telling(tx, notice, desk.surroundings)))
            assert tx.notice_sent(notice.id, LEASE, at)
        return told

    told = await desk.store.transact(work)
    for notice, says in told:
        where = (notice.bot, notice.chat_id)
        if notice.kind == "meeting calendar" and where in heard:
            heard[where].calendar.append((notice.content["method"], notice.content["sequence"]))
        if says is None or where not in heard:
            continue
        if isinstance(says.file, ReadyFile):
            heard[where].ready.append(says.file)
        elif says.file is not None:
            heard[where].files.append(says.file)
        if says.page is not None:
            _show(screens[where], heard[where], worded(says.page, notice.language))
    return bool(told)


def _show(someone: Someone, heard: Heard, wording) -> None:
    for number, text in enumerate(wording.texts, 1):
        rows = wording.rows if number == len(wording.texts) else []
        markup = InlineKeyboardMarkup.model_validate({"inline_keyboard": rows}) if rows else None
        shown = Shown(next(someone.ids), text, markup)
        someone.screen[shown.id] = shown
        heard.pages.append(shown.text)


async def officer(
    desk: Desk, chat_id: int = 70, name: str = "Noor", language: str = "en", channel: str = "web"
) -> Someone:
    """A member of the secretariat."""
    someone = desk.person(chat_id, language=language, name=name, channel=channel)
    await someone.say("/start")
    await grant(desk, someone, "secretariat")
    return someone


async def grant(desk: Desk, who: Someone, kind: str, area: str | None = None) -> None:
    """Give somebody a role from an hour ago, without an end."""
    number = await person_id(desk, who)
    since = datetime.now(UTC) - timedelta(hours=1)
    await desk.store.transact(lambda tx: tx.grant_role(number, kind, area, since))


async def end_roles(desk: Desk, who: Someone) -> None:
    """End all that somebody is, as the command line would; others are given their place first."""
    number = await person_id(desk, who)

    def work(tx: Transaction) -> None:
        at = datetime.now(UTC) - timedelta(seconds=1)
        held, _ = tx.people_with_roles(at, 0, 100)
        for holder in held:
            if holder.person_id == number:
                tx.end_role(holder.role_id, None, at)

    await desk.store.transact(work)
