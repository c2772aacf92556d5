"""People, their chats, and one person on several devices."""

import asyncio

import pytest

from flows.session import Answer, Change
from storage.desk_records import Registration
from storage.plan_records import NewPlanRemark
from storage.records import Role
from storage.store import Store, Transaction
from storage.tables import persons
from tests.storage.letters import FIRST, NOW, answer, officer, sent, somebody, stands, talk, values, writer


async def test_first_contact_takes_the_clients_language_and_name(store: Store):
    person = await store.transact(lambda tx: tx.meet("telegram", 2**40, "ar", "علي", NOW))
    assert (person.language, person.language_chosen, person.name, person.time_zone) == ("ar", False, "علي", None)
    assert (await store.read(lambda tx: talk(tx, 2**40, "telegram"))).person == person
    assert await store.read(lambda tx: tx.person(person.id)) == person


async def test_a_later_contact_changes_nothing(store: Store):
    first = await store.transact(lambda tx: tx.meet("web", 7, "fr", "Léa", NOW))
    assert await store.transact(lambda tx: tx.meet("web", 7, "en", "Lea", NOW)) == first


async def test_two_first_messages_at_once_make_one_person(store: Store):
    met = await asyncio.gather(*(somebody(store) for _ in range(8)))
    assert len({person.id for person in met}) == 1
    assert await store.read(_count_people) == 1


async def test_language_name_and_time_zone_can_be_set(store: Store):
    person = await somebody(store)

    def setting(tx: Transaction) -> None:
        tx.set_language(person.id, "zh")
        tx.name_person(person.id, "李明")
        tx.set_time_zone(person.id, "Asia/Shanghai")

    await store.transact(setting)
    now = (await store.read(talk)).person
    assert (now.language, now.language_chosen, now.name, now.time_zone) == ("zh", True, "李明", "Asia/Shanghai")


async def test_a_blocked_chat_is_known_until_its_owner_is_back(store: Store):
    await somebody(store)
    await store.transact(lambda tx: tx.mark_blocked("web", 7, NOW))
    assert (await store.read(talk)).blocked
    await store.transact(lambda tx: tx.mark_unblocked("web", 7))
    assert not (await store.read(talk)).blocked


async def test_a_fresh_device_joins_and_its_empty_person_goes(store: Store):
    person, _ = await writer(store, chat_id=1)
    await answer(store, "name", "Institute", chat_id=1)
    fresh = await somebody(store, chat_id=2, bot="telegram")

    attached = await store.transact(lambda tx: tx.attach_chat("telegram", 2, person.id))

    assert attached.person.id == person.id
    assert attached.drafts_moved == 0
    assert await store.read(lambda tx: tx.person(fresh.id)) is None
    assert await store.read(lambda tx: values(tx, 2, "telegram")) == {"name": "Institute"}
    await answer(store, "country", "CH", chat_id=2, bot="telegram")
    assert await store.read(lambda tx: values(tx, 1)) == {"name": "Institute", "country": "CH"}


async def test_a_device_with_letters_of_its_own_loses_nothing(store: Store):
    person, first = await writer(store, chat_id=1)
    other, second = await writer(store, chat_id=2)
    await answer(store, "name", "Second", chat_id=2)
    await store.transact(lambda tx: tx.grant_role(other.id, "lead", "coal", NOW))
    await store.transact(lambda tx: tx.grant_role(other.id, "secretariat", None, NOW))
    await store.transact(lambda tx: tx.grant_role(person.id, "secretariat", None, NOW))
    submitted = await store.transact(lambda tx: tx.submit(second.draft_id, other.id, {"a": 1}, NOW))

    attached = await store.transact(lambda tx: tx.attach_chat("web", 2, person.id))

    assert attached.drafts_moved == 1
    drafts = await store.read(lambda tx: tx.drafts_of(person.id))
    assert {draft.id for draft in drafts} == {first.draft_id, second.draft_id}
    assert [draft.id for draft in drafts if draft.active] == [first.draft_id]
    assert await store.read(lambda tx: tx.submissions_of(person.id)) == (submitted,)
    roles = await store.read(lambda tx: tx.roles(person.id, NOW))
    assert set(roles) == {Role("lead", "coal", NOW, None), Role("secretariat", None, NOW, None)}
    assert len(roles) == 2
    opened = await store.transact(lambda tx: tx.open_session(person.id, second.draft_id))
    assert opened is not None
    assert await store.read(lambda tx: values(tx, 1)) == {"name": "Second"}
    assert await store.read(_count_people) == 1


async def test_a_letter_begun_on_a_new_device_stays_open_where_there_was_none(store: Store):
    person = await somebody(store, chat_id=1)
    _, begun = await writer(store, chat_id=2)
    await store.transact(lambda tx: tx.attach_chat("web", 2, person.id))
    assert (await store.read(lambda tx: stands(tx, 1))).draft_id == begun.draft_id


async def test_somebody_with_another_chat_stays_who_they_are(store: Store):
    person = await somebody(store, chat_id=1)
    other, _ = await writer(store, chat_id=2)
    await somebody(store, chat_id=3)
    await store.transact(lambda tx: tx.attach_chat("web", 3, other.id))
    await answer(store, "name", "Theirs", chat_id=3)

    attached = await store.transact(lambda tx: tx.attach_chat("web", 3, person.id))

    assert attached.drafts_moved == 0
    assert (await store.read(lambda tx: talk(tx, 3))).session is None
    assert await store.read(lambda tx: values(tx, 2)) == {"name": "Theirs"}
    assert not await store.read(lambda tx: tx.owed_chats("web", NOW))


async def test_attaching_twice_is_attaching_once(store: Store):
    person, _ = await writer(store, chat_id=1)
    await somebody(store, chat_id=2)
    results = await asyncio.gather(*(store.transact(lambda tx: tx.attach_chat("web", 2, person.id)) for _ in range(4)))
    assert all(result.person.id == person.id for result in results)
    assert await store.read(_count_people) == 1


async def test_two_devices_joined_crosswise_at_once_end_as_one_person_or_swapped(store: Store):
    one, _ = await writer(store, chat_id=1)
    two, _ = await writer(store, chat_id=2)
    await asyncio.gather(
        store.transact(lambda tx: tx.attach_chat("web", 1, two.id)),
        store.transact(lambda tx: tx.attach_chat("web", 2, one.id)),
        return_exceptions=True,
    )
    people = {
        (await store.read(lambda tx: talk(tx, 1))).person.id,
        (await store.read(lambda tx: talk(tx, 2))).person.id,
    }
    drafts = [await store.read(lambda tx: tx.drafts_of(one.id)), await store.read(lambda tx: tx.drafts_of(two.id))]
    assert sum(map(len, drafts)) == 2
    assert people <= {one.id, two.id}


async def test_attaching_what_is_not_there_is_an_error(store: Store):
    person = await somebody(store)
    with pytest.raises(LookupError):
        await store.transact(lambda tx: tx.attach_chat("web", 404, person.id))
    with pytest.raises(LookupError):
        await store.transact(lambda tx: tx.attach_chat("web", 7, 404))


async def test_one_draft_is_active_and_the_others_wait(store: Store):
    person, first = await writer(store)
    await answer(store, "name", "First")
    second = await store.transact(lambda tx: tx.begin_draft(person.id, "letter", 1, FIRST.standing(), NOW))
    assert (await store.read(stands)).draft_id == second.draft_id

    back = await store.transact(lambda tx: tx.open_session(person.id, first.draft_id))

    assert back is not None
    assert back == await store.read(stands)
    assert await store.read(values) == {"name": "First"}
    await store.transact(lambda tx: tx.leave(person.id))
    assert (await store.read(talk)).session is None
    assert [draft.active for draft in await store.read(lambda tx: tx.drafts_of(person.id))] == [False, False]


async def test_nobody_opens_somebody_elses_draft(store: Store):
    _, theirs = await writer(store, chat_id=1)
    person = await somebody(store, chat_id=2)
    assert await store.transact(lambda tx: tx.open_session(person.id, theirs.draft_id)) is None
    assert await store.transact(lambda tx: tx.open_session(person.id, 404)) is None


async def test_a_cancelled_draft_is_gone_with_its_answers_and_files(store: Store):
    person, standing = await writer(store)
    await answer(store, "name", "Institute")
    file_id = await store.transact(
        lambda tx: tx.keep_file(
            person_id=person.id, draft_id=standing.draft_id, name="a.pdf", mime="x/y", content=b"%PDF", at=NOW
        )
    )
    assert await store.transact(lambda tx: tx.cancel_draft(standing.draft_id))
    assert (await store.read(talk)).session is None
    assert await store.read(lambda tx: tx.drafts_of(person.id)) == ()
    assert await store.read(lambda tx: tx.file(file_id)) is None
    assert await store.read(lambda tx: dict(tx.answers(standing.draft_id, 1))) == {}
    assert not await store.transact(lambda tx: tx.cancel_draft(standing.draft_id))


async def test_a_submitted_draft_is_only_left(store: Store):
    person, standing = await writer(store)
    await answer(store, "name", "Institute")
    await store.transact(lambda tx: tx.submit(standing.draft_id, person.id, {}, NOW))
    assert not await store.transact(lambda tx: tx.cancel_draft(standing.draft_id))
    assert (await store.read(talk)).session is None
    assert len(await store.read(lambda tx: tx.drafts_of(person.id))) == 1


async def test_a_draft_shows_its_title_in_the_list(store: Store):
    person, standing = await writer(store)
    await store.transact(lambda tx: tx.title_draft(standing.draft_id, "Öko-Institut", "oko-institut"))
    (draft,) = await store.read(lambda tx: tx.drafts_of(person.id))
    assert (draft.title, draft.flow, draft.edition, draft.state, draft.active) == (
        "Öko-Institut", "letter", 1, "open", True
    )  # fmt: skip
    assert (draft.begun_at, draft.changed_at) == (NOW, NOW)


def _count_people(tx: Transaction) -> int:
    return len(tx.connection.execute(persons.select()).all())


async def test_letters_and_partners_come_along_with_a_chat(store: Store):
    person = await somebody(store, 1)
    _, reference = await sent(store, 2)
    amina = await officer(store)
    known = Registration("Institute", "institute", None, "ngo", (), public=True)
    await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, known, NOW))
    await store.transact(lambda tx: tx.attach_chat("web", 2, person.id))
    (letter,) = await store.read(lambda tx: tx.letters_of(person.id))
    (partner,) = await store.read(lambda tx: tx.partners_of(person.id))
    assert (letter.reference, letter.person_id, partner.person_id) == (reference, person.id, person.id)
    assert [role.kind for role in await store.read(lambda tx: tx.roles(person.id, NOW))] == ["partner"]


async def test_what_somebody_did_in_a_plan_moves_along_with_them(store: Store):
    """Invitations, changes and remarks of the one who becomes another person."""

    def work(tx):
        old, new = (tx.meet("web", number, "en", f"P{number}", NOW) for number in (1, 2))
        standing = tx.begin_draft(new.id, "plan", 1, {"revision": 0}, NOW, subject="asgm", owned=False)
        tx.invite_writer(standing.draft_id, old.id, ("efforts",), new.id, NOW)
        tx.keep_aside(standing.draft_id, (Change("summary", None, Answer("words")),), old.id, NOW)
        tx.add_plan_remark(NewPlanRemark(standing.draft_id, 0, "remark", "", old.id, "en", "well"), NOW)
        tx.attach_chat("web", 1, new.id)
        changes, total = tx.changes_of(standing.draft_id, ("summary",))
        (remark,) = tx.plan_remarks_on(standing.draft_id)
        return new.id, tx.writers(standing.draft_id), changes[0].name, total, remark.person_id

    number, writers, name, total, by = await store.transact(work)
    assert ([one.person_id for one in writers], name, total, by) == ([number], "P2", 1, number)
