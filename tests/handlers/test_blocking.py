"""Somebody blocks the bot: who depends on them is told once, and told nothing once they are back."""

from datetime import UTC, datetime

import pytest

from handlers.notices import UnknownKind, telling
from handlers.telling import Telling, worded
from storage.desk_records import NewNotice, Notice
from tests.handlers.desk import Desk, Someone
from tests.handlers.stories import letter, person_id

LATER = datetime(2100, 1, 1, tzinfo=UTC)


async def an_officer(desk: Desk) -> Someone:
    officer = desk.person(1, channel="telegram", name="Olga")
    await officer.say("/start")
    number = await person_id(desk, officer)
    await desk.store.transact(lambda tx: tx.grant_role(number, "secretariat", None, datetime.now(UTC)))
    return officer


async def waiting(desk: Desk, kind: str, bot: str = "telegram") -> list[Notice]:
    """What of this kind is due in the chats of a bot, taken out of the outbox."""
    found: list[Notice] = []
    while claimed := await desk.store.transact(lambda tx: tx.claim_notices(bot, LATER, "test", LATER, 10)):
        for notice in claimed:
            await take_out(desk, notice)
        found += claimed
    return [notice for notice in found if notice.kind == kind]


async def take_out(desk: Desk, notice: Notice) -> None:
    await desk.store.transact(lambda tx: tx.notice_sent(notice.id, "test", LATER))


async def told(desk: Desk, notice: Notice) -> Telling | None:
    return await desk.store.read(lambda tx: telling(tx, notice, desk.surroundings))


async def test_officers_are_told_of_an_applicant_who_cannot_be_reached_any_more(desk: Desk):
    officer, applicant = await an_officer(desk), desk.person(7, name="Ada & <co>")
    await letter(applicant)
    await applicant.block()
    (notice,) = await waiting(desk, "person blocked")
    assert notice.chat_id == officer.chat_id
    telling = await told(desk, notice)
    assert telling is not None
    assert telling.page is not None
    wording = worded(telling.page, "en")
    assert "Ada &amp; &lt;co&gt; can no longer be reached here." in wording.texts[0]
    ((button,),) = wording.rows
    assert button["text"].startswith("GMP-")
    assert button["callback_data"] == f"!desk:{button['text']}"
    assert button["text"] in wording.texts[0]


async def test_it_is_told_once_and_anew_when_they_leave_a_second_time(desk: Desk):
    await an_officer(desk)
    applicant = desk.person(7)
    await letter(applicant)
    await applicant.block()
    await applicant.block()
    (first,) = await waiting(desk, "person blocked")
    await applicant.block("member")
    assert await told(desk, first) is None, "they are back"
    await applicant.block()
    assert len(await waiting(desk, "person blocked")) == 1


async def test_nobody_is_told_of_a_device_that_is_gone_while_another_is_there(desk: Desk):
    await an_officer(desk)
    applicant = desk.person(7)
    await letter(applicant)
    number = await person_id(desk, applicant)
    other = desk.person(8, channel="telegram")
    await other.say("/start")
    await desk.store.transact(lambda tx: tx.attach_chat("telegram", 8, number))
    await applicant.block()
    assert await waiting(desk, "person blocked") == []
    await other.block()
    assert len(await waiting(desk, "person blocked")) == 1


async def test_nobody_is_told_of_one_who_has_neither_letters_nor_a_role(desk: Desk):
    await an_officer(desk)
    passer_by = desk.person(7)
    await passer_by.say("/start")
    await passer_by.block()
    assert await waiting(desk, "person blocked") == []


async def test_an_officer_who_leaves_is_known_to_the_others_and_not_told_to_themself(desk: Desk):
    officer, second = await an_officer(desk), desk.person(2, channel="telegram", name="")
    await second.say("/start")
    number = await person_id(desk, second)
    await desk.store.transact(lambda tx: tx.grant_role(number, "secretariat", None, datetime.now(UTC)))
    await second.block()
    (notice,) = await waiting(desk, "person blocked")
    assert notice.chat_id == officer.chat_id
    telling = await told(desk, notice)
    assert telling is not None
    assert telling.page is not None
    (text,) = worded(telling.page, "en").texts
    assert "Somebody whose name is not known can no longer be reached here." in text
    assert "member of the secretariat" in text


async def test_a_kind_that_is_not_known_is_said_to_be_so(desk: Desk):
    officer = await an_officer(desk)
    number = await person_id(desk, officer)
    of_tomorrow = NewNotice("of tomorrow", number, "x", "1", {}, datetime.now(UTC))
    await desk.store.transact(lambda tx: tx.enqueue(of_tomorrow))
    (notice,) = await waiting(desk, "of tomorrow")
    with pytest.raises(UnknownKind):
        await told(desk, notice)


def test_a_notice_is_a_page_or_a_file():
    with pytest.raises(ValueError, match="either"):
        Telling()
