"""A calendar that turns, and what people are reminded of: the clock stands where the story puts it.

A tick looks at what changed, records what is due, hands it to the outbox, and delivers it, as the scheduler and the
notifier do together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiogram.types import InlineKeyboardMarkup

from handlers.notices import telling
from handlers.telling import Telling, worded
from storage.desk_records import Notice
from storage.meeting_records import Meeting, MeetingPlan
from storage.records import AreaRow
from storage.store import Transaction
from tests.handlers.desk import Desk, Shown, Someone
from tests.handlers.stories import person_id

AREA = "asgm"
LEASE = "reminded"


@dataclass
class Calendar:
    """Where the clock stands, and a desk whose people live by it."""

    desk: Desk
    now: datetime = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)
    told: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    async def opens(self) -> None:
        """The areas are there, as the program finds them at its start."""
        areas = tuple(AreaRow(area.key, area.name.text, {}, True) for area in self.desk.surroundings.areas)
        await self.desk.store.transact(lambda tx: tx.seed_areas(areas))

    def at(self) -> datetime:
        """What the program's clock says."""
        return self.now

    async def somebody(
        self, chat_id: int, name: str, *roles: str, language: str = "en", zone: str | None = "Europe/Zurich"
    ) -> Someone:
        """Somebody who lives somewhere, with roles; those of a lead are for the area."""
        who = self.desk.person(chat_id, language=language, name=name)
        await who.say("/start")
        number = await person_id(self.desk, who)

        def settle(tx: Transaction) -> None:
            if zone is not None:
                tx.set_time_zone(number, zone)
            for role in roles:
                tx.grant_role(number, role, AREA if role == "lead" else None, self.now)

        await self.desk.store.transact(settle)
        return who

    async def meeting(self, by: Someone, starts: datetime, *, area: str | None = AREA, title: str = "") -> Meeting:
        """A meeting in Geneva that somebody convenes, to which all who belong to the body are invited."""
        plan = MeetingPlan(
            kind="annual",
            title=title or "Annual meeting",
            language="en",
            starts_at=starts,
            minutes=120,
            zone="Europe/Zurich",
            form="in person",
            place="Palais des Nations, Geneva",
            link="",
            agenda="",
            agenda_file=None,
            invited=("members", "partners"),
        )
        number = await person_id(self.desk, by)
        meeting, _ = await self.desk.store.transact(lambda tx: tx.plan_meeting(area, plan, number, self.now))
        return meeting

    async def invite(self, meeting: Meeting, who: Someone) -> None:
        """Somebody more who is invited."""
        number = await person_id(self.desk, who)

        def work(tx: Transaction) -> None:
            from sqlalchemy import insert

            from storage.meeting_tables import attendances

            row = {"meeting_id": meeting.id, "person_id": number, "capacity": "partner", "invited_at": self.now}
            tx.connection.execute(insert(attendances).values(**row, answer="", travel_support=False))
            tx.watch("meeting", str(meeting.id), self.now)

        await self.desk.store.transact(work)

    async def goes_to(self, moment: datetime, *people: Someone) -> list[str]:
        """Move the clock on, and tell what these people are reminded of at that moment."""
        self.now = moment
        return await self.tick(*people)

    async def passes(self, *people: Someone, **time: float) -> list[str]:
        """Let some time pass, and tell what these people are reminded of then."""
        return await self.goes_to(self.now + timedelta(**time), *people)

    async def tick(self, *people: Someone) -> list[str]:
        """One round; what each of these people was reminded of in it, empty where it was nothing."""
        await self.desk.store.transact(self._plan)
        told = await self.desk.store.transact(self._deliver)
        heard = {(who.channel, who.chat_id): "" for who in people}
        screens = {(who.channel, who.chat_id): who for who in people}
        for notice, says in told:
            where = (notice.bot, notice.chat_id)
            if says.page is None or where not in screens or notice.kind != "reminders":
                continue
            wording = worded(says.page, notice.language)
            for number, text in enumerate(wording.texts, 1):
                rows = wording.rows if number == len(wording.texts) else []
                markup = InlineKeyboardMarkup.model_validate({"inline_keyboard": rows}) if rows else None
                shown = Shown(next(screens[where].ids), text, markup)
                screens[where].screen[shown.id] = shown
                heard[where] += ("\n\n" if heard[where] else "") + shown.text
        return list(heard.values())

    def _plan(self, tx: Transaction) -> None:
        while watched := tx.take_watches(self.now, 50):
            tx.look_at(watched, self.now)
        while tx.hand_over(self.now, 50).people:
            pass

    def _deliver(self, tx: Transaction) -> list[tuple[Notice, Telling]]:
        told = []
        tx.expire_notices(self.now)
        while claimed := tx.claim_notices("web", self.now, LEASE, self.now + timedelta(minutes=5), 100):
            for notice in claimed:
                says = telling(tx, notice, self.desk.surroundings)
                if says is not None and says.not_before is not None:
                    assert tx.notice_postponed(notice.id, LEASE, says.not_before)
                    continue
                tx.notice_closed(notice.id, LEASE, self.now, "of no use" if says is None else "sent")
                if says is not None:
                    told.append((notice, says))
        return told
