"""Questions and observers in storage: objections by name until the time is up, and one settlement whoever ticks."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.consensus_records import About, NewProposal, Proposal, Question
from storage.desk_records import Registration
from storage.meeting_tables import objections
from storage.store import Store, Transaction
from tests.storage.letters import NOW, officer, sent, somebody
from tests.storage.test_meetings import capacities, lead, looked_at, plan

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
WORDS = "Shall the area meet twice a year?"
DEADLINE = NOW + 14 * DAY


async def partner(store: Store, by: int, chat: int = 30, area: str = "asgm") -> int:
    """Somebody whose letter was registered for an area."""
    person, reference = await sent(store, chat)
    named = Registration(f"Institute {chat}", f"institute {chat}", "KE", "government", (area,), public=True)

    def register(tx: Transaction) -> None:
        letter = tx.letter(reference)
        assert letter is not None
        tx.register_letter(reference, letter.revision, by, named, NOW)

    await store.transact(register)
    return person.id


async def put(store: Store, meeting_id: int, by: int, deadline: datetime = DEADLINE) -> Question:
    """A question put to a meeting's body."""
    return await store.transact(lambda tx: tx.put_question(meeting_id, WORDS, "en", deadline, by, NOW))


async def proposed(
    store: Store, meeting_id: int, by: int, person_id: int | None = None, until: datetime | None = NOW + 7 * DAY
) -> Proposal:
    """An observer who was proposed."""
    new = NewProposal(meeting_id, person_id, "Olga", "Basel Institute", until)
    return await store.transact(lambda tx: tx.propose_observer(new, by, NOW))


async def objects(store: Store, about: About, person_id: int, at: datetime = NOW) -> bool:
    """Whether an objection was taken."""
    made = await store.transact(lambda tx: tx.object_to(about, person_id, f"Person {person_id}", "en", at))
    return made is not None


async def test_a_question_to_which_nobody_objects_is_agreed_at_its_deadline(store: Store):
    eve = await lead(store)
    one = await plan(store, eve)
    asked = await put(store, one.id, eve)
    assert (asked.state, asked.words, asked.put_by, asked.put_by_name, asked.objections) == (
        "open",
        WORDS,
        eve,
        "Ada",
        (),
    )
    assert await looked_at(store, "consensus", str(asked.id)) == DEADLINE
    assert await store.transact(lambda tx: tx.settle_question(asked.id, DEADLINE - SECOND)) is None
    settled = await store.transact(lambda tx: tx.settle_question(asked.id, DEADLINE))
    assert settled is not None
    assert (settled.state, settled.settled_at) == ("agreed", DEADLINE)
    assert await store.transact(lambda tx: tx.settle_question(asked.id, DEADLINE)) is None
    assert await store.read(lambda tx: tx.questions_of(one.id, "agreed")) == (settled,)
    assert await store.read(lambda tx: tx.questions_of(one.id, "not agreed")) == ()


async def test_an_objection_stands_by_name_once_and_can_be_explained_and_taken_back(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    asked = await put(store, one.id, eve)
    first = await store.transact(lambda tx: tx.object_to(asked.about, pia, "Pia", "fr", NOW))
    again = await store.transact(lambda tx: tx.object_to(asked.about, pia, "Pia", "fr", NOW + DAY))
    assert first == again
    told = await store.transact(lambda tx: tx.explain_objection(asked.about, pia, "Trop souvent.", "fr", NOW))
    assert told is not None
    assert (told.name, told.words, told.language) == ("Pia", "Trop souvent.", "fr")
    assert await store.transact(lambda tx: tx.explain_objection(asked.about, eve, "x", "en", NOW)) is None
    assert await store.transact(lambda tx: tx.take_objection_back(asked.about, pia, NOW))
    assert not await store.transact(lambda tx: tx.take_objection_back(asked.about, pia, NOW))
    assert await objects(store, asked.about, pia)
    settled = await store.transact(lambda tx: tx.settle_question(asked.id, DEADLINE))
    assert settled is not None
    assert settled.state == "not agreed"
    assert [one.person_id for one in settled.objections] == [pia]


async def test_at_the_very_deadline_an_objection_is_too_late(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    asked = await put(store, one.id, eve)
    assert not await objects(store, asked.about, pia, DEADLINE)
    assert await objects(store, asked.about, pia, DEADLINE - SECOND)
    assert not await store.transact(lambda tx: tx.take_objection_back(asked.about, pia, DEADLINE))
    assert await store.transact(lambda tx: tx.explain_objection(asked.about, pia, "x", "en", DEADLINE)) is None
    assert await store.transact(lambda tx: tx.withdraw_question(asked.id, eve, DEADLINE)) is None


async def test_an_objection_and_the_settlement_at_once_never_contradict_each_other(store: Store):
    amina = await officer(store)
    eve = await lead(store)
    partners = [await partner(store, amina.id, 30 + n) for n in range(3)]
    one = await plan(store, eve)
    for turn in range(4):
        asked = await put(store, one.id, eve)

        def settle(tx: Transaction, number: int = asked.id) -> Question | None:
            return tx.settle_question(number, DEADLINE)

        outcomes = await asyncio.gather(
            *(objects(store, asked.about, who, DEADLINE - SECOND) for who in partners[: turn % 2 + 1]),
            store.transact(settle),
            store.transact(settle),
            objects(store, asked.about, partners[2], DEADLINE - SECOND),
        )
        settled = [each for each in outcomes if isinstance(each, Question)]
        assert len(settled) == 1
        made = sum(each is True for each in outcomes)
        now = await store.read(lambda tx, number=asked.id: tx.question(number))  # type: ignore[misc]
        assert now is not None
        assert len(now.objections) == made == len(settled[0].objections)
        assert now.state == settled[0].state == ("not agreed" if made else "agreed")


async def test_a_question_is_withdrawn_before_its_deadline_and_takes_no_objection_then(store: Store):
    eve = await lead(store)
    one = await plan(store, eve)
    asked = await put(store, one.id, eve)
    both = await asyncio.gather(
        *(store.transact(lambda tx: tx.withdraw_question(asked.id, eve, NOW + DAY)) for _ in range(2))
    )
    (withdrawn,) = (each for each in both if each is not None)
    assert (withdrawn.state, withdrawn.settled_at) == ("withdrawn", NOW + DAY)
    assert not await objects(store, asked.about, eve, NOW + DAY)
    assert await store.transact(lambda tx: tx.settle_question(asked.id, DEADLINE)) is None


async def test_an_observer_to_whom_nobody_objects_is_invited_when_the_time_is_up(store: Store):
    eve = await lead(store)
    olga = await somebody(store, 60)
    one = await plan(store, eve)
    new = await proposed(store, one.id, eve, olga.id)
    assert (new.state, new.name, new.organisation, new.proposed_by_name) == ("open", "Olga", "Basel Institute", "Ada")
    until = NOW + 7 * DAY
    assert await looked_at(store, "observers", str(new.id)) == until
    await store.transact(lambda tx: tx.renew_invitations(one, NOW))
    assert olga.id not in await capacities(store, one.id)
    both = await asyncio.gather(*(store.transact(lambda tx: tx.settle_proposal(new.id, until)) for _ in range(2)))
    (settled,) = (each for each in both if each is not None)
    assert settled.state == "invited"
    await store.transact(lambda tx: tx.renew_invitations(one, until))
    assert (await capacities(store, one.id))[olga.id] == ("observer", "")
    assert await store.read(lambda tx: tx.proposals_of(one.id)) == (settled,)


async def test_an_observer_to_whom_a_partner_objects_is_not_invited(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    new = await proposed(store, one.id, eve)
    assert await objects(store, new.about, pia)
    settled = await store.transact(lambda tx: tx.settle_proposal(new.id, NOW + 7 * DAY))
    assert settled is not None
    assert settled.state == "withheld"
    assert await store.transact(lambda tx: tx.take_place(new.id, amina.id)) is None


async def test_for_a_meeting_that_was_cancelled_or_has_begun_nobody_is_invited_and_nothing_agreed(store: Store):
    eve = await lead(store)
    one = await plan(store, eve)
    late = await proposed(store, one.id, eve, until=one.starts_at)
    settled = await store.transact(lambda tx: tx.settle_proposal(late.id, one.starts_at))
    assert settled is not None
    assert settled.state == "lapsed"
    new, asked = await proposed(store, one.id, eve), await put(store, one.id, eve)
    await store.transact(lambda tx: tx.cancel_meeting(one.id, 0, "Too few.", eve, NOW))
    assert await store.transact(lambda tx: tx.settle_proposal(new.id, NOW + 7 * DAY)) is None
    assert await store.transact(lambda tx: tx.settle_question(asked.id, DEADLINE)) is None
    # Put by somebody who had not seen yet that it was cancelled.
    new, unseen = await proposed(store, one.id, eve), await put(store, one.id, eve)
    settled = await store.transact(lambda tx: tx.settle_proposal(new.id, NOW + 7 * DAY))
    assert settled is not None
    assert settled.state == "lapsed"
    nothing = await store.transact(lambda tx: tx.settle_question(unseen.id, DEADLINE))
    assert nothing is not None
    assert nothing.state == "withdrawn"
    assert [each.state for each in await store.read(lambda tx: tx.questions_of(one.id))] == ["withdrawn", "withdrawn"]


async def test_a_proposal_is_taken_back_once_and_before_the_time_is_up(store: Store):
    eve = await lead(store)
    one = await plan(store, eve)
    new = await proposed(store, one.id, eve)
    assert await store.transact(lambda tx: tx.withdraw_proposal(new.id, eve, NOW + 7 * DAY)) is None
    withdrawn = await store.transact(lambda tx: tx.withdraw_proposal(new.id, eve, NOW))
    assert withdrawn is not None
    assert withdrawn.state == "withdrawn"
    assert await store.transact(lambda tx: tx.withdraw_proposal(new.id, eve, NOW)) is None


async def test_an_observer_without_a_time_to_object_is_invited_at_once_and_takes_the_place_once(store: Store):
    amina = await officer(store)
    olga, zoe = await somebody(store, 60), await somebody(store, 61)
    one = await plan(store, amina.id, None)
    new = await proposed(store, one.id, amina.id, until=None)
    assert (new.state, new.settled_at) == ("invited", NOW)
    assert await looked_at(store, "observers", str(new.id)) is None
    taken = await store.transact(lambda tx: tx.take_place(new.id, olga.id))
    assert taken is not None
    assert taken.person_id == olga.id
    assert await store.transact(lambda tx: tx.take_place(new.id, olga.id)) == taken
    assert await store.transact(lambda tx: tx.take_place(new.id, zoe.id)) is None


async def test_the_body_of_a_meeting_are_its_partners_with_the_leads_or_the_members_with_the_chair(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    await partner(store, amina.id, 31, "waste")
    ines, carl, olga = [await somebody(store, 70 + n) for n in range(3)]

    def grant(tx: Transaction) -> None:
        for person, kind in ((ines, "adviser"), (carl, "chair"), (olga, "observer")):
            tx.grant_role(person.id, kind, None, NOW)

    await store.transact(grant)
    assert await store.read(lambda tx: tx.body_members("asgm", NOW)) == (eve, pia)
    assert await store.read(lambda tx: tx.body_members(None, NOW)) == (ines.id, carl.id)


async def test_an_objection_stays_without_its_name_when_its_person_is_forgotten(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    asked = await put(store, one.id, eve)
    await objects(store, asked.about, pia)
    held = await store.read(lambda tx: tx.export_person(pia))
    assert [row["name"] for row in held["objection"]] == [f"Person {pia}"]
    await store.transact(lambda tx: tx.forget(pia, NOW))
    settled = await store.transact(lambda tx: tx.settle_question(asked.id, DEADLINE))
    assert settled is not None
    assert settled.state == "not agreed"
    assert [(each.person_id, each.name) for each in settled.objections] == [(None, "")]
    rows = await store.read(lambda tx: tx.connection.execute(select(objections.c.person_id)).scalars().all())
    assert rows == [None]
