"""Who holds which role: lists of people, terms, and roles that are ended; somebody always stays in the secretariat."""

import asyncio
from datetime import timedelta

import pytest

from storage.desk_records import Holder
from storage.records import Role
from storage.store import LastOfficer, Store, Transaction
from tests.storage.letters import NOW, officer, somebody

YEAR = timedelta(days=365)


async def test_who_holds_a_role_is_listed_for_an_area_or_for_all(store: Store):
    ada, grace = await somebody(store, 1), await somebody(store, 2)

    def grant(tx: Transaction) -> None:
        tx.grant_role(ada.id, "lead", "coal", NOW, NOW + YEAR)
        tx.grant_role(grace.id, "lead", "waste", NOW)
        tx.mark_blocked("web", 2, NOW)

    await store.transact(grant)
    leads = await store.read(lambda tx: tx.holders("lead", NOW))
    assert leads == (
        Holder(leads[0].role_id, ada.id, "Ada", "en", "lead", "coal", NOW, NOW + YEAR, blocked=False),
        Holder(leads[1].role_id, grace.id, "Ada", "en", "lead", "waste", NOW, None, blocked=True),
    )
    assert await store.read(lambda tx: tx.holders("lead", NOW, "coal")) == leads[:1]
    assert await store.read(lambda tx: tx.holders("lead", NOW + YEAR)) == leads[1:]
    assert await store.read(lambda tx: tx.holders("adviser", NOW)) == ()


async def test_people_are_listed_by_name_with_all_their_roles_a_page_at_a_time(store: Store):
    amina, li = await officer(store, 90, "amina"), await officer(store, 91, "Li Wei")
    await store.transact(lambda tx: tx.grant_role(amina.id, "chair", None, NOW, NOW + 2 * YEAR))
    await store.transact(lambda tx: tx.grant_role(li.id, "adviser", None, NOW - YEAR, NOW))
    pages = [await store.read(lambda tx, n=n: tx.people_with_roles(NOW, n, 2)) for n in (0, 2)]  # type: ignore[misc]
    assert [[(one.name, one.kind) for one in page] for page, _ in pages] == [
        [("amina", "secretariat"), ("amina", "chair")],
        [("Li Wei", "secretariat")],
    ]
    assert [total for _, total in pages] == [3, 3]
    assert await store.read(lambda tx: tx.names_of([amina.id, li.id, 404])) == {amina.id: "amina", li.id: "Li Wei"}
    assert await store.read(lambda tx: tx.names_of([])) == {}


async def test_a_role_is_ended_once_and_by_somebody(store: Store):
    amina, ada = await officer(store), await somebody(store)
    await store.transact(lambda tx: tx.grant_role(ada.id, "lead", "coal", NOW - YEAR))
    (lead,) = await store.read(lambda tx: tx.holders("lead", NOW))
    ended = await store.transact(lambda tx: tx.end_role(lead.role_id, amina.id, NOW))
    assert ended is not None
    assert (ended.person_id, ended.kind, ended.until) == (ada.id, "lead", NOW)
    assert await store.transact(lambda tx: tx.end_role(lead.role_id, amina.id, NOW)) is None
    assert await store.transact(lambda tx: tx.end_role(404, amina.id, NOW)) is None
    assert await store.read(lambda tx: tx.roles(ada.id, NOW)) == ()
    entry = (await store.read(lambda tx: tx.history(f"person:{ada.id}")))[-1]
    assert (entry.who, entry.what, entry.details) == (
        f"person:{amina.id}",
        "ended a role",
        {"role": "lead", "area": "coal"},
    )


async def test_the_only_member_of_the_secretariat_stays(store: Store):
    amina = await officer(store)
    await store.transact(lambda tx: tx.grant_role(amina.id, "chair", None, NOW))
    (role,) = await store.read(lambda tx: tx.holders("secretariat", NOW))
    (chair,) = await store.read(lambda tx: tx.holders("chair", NOW))
    with pytest.raises(LastOfficer):
        await store.transact(lambda tx: tx.end_role(role.role_id, amina.id, NOW))
    assert await store.transact(lambda tx: tx.end_role(chair.role_id, None, NOW)) is not None
    li = await officer(store, 91, "Li Wei")
    assert await store.transact(lambda tx: tx.end_role(role.role_id, li.id, NOW)) is not None


async def test_two_officers_who_end_each_other_s_role_at_once_leave_one(store: Store):
    for chat in (90, 91):
        await officer(store, chat)
    roles = await store.read(lambda tx: tx.holders("secretariat", NOW))
    done = await asyncio.gather(
        *(
            store.transact(lambda tx, n=n: tx.end_role(roles[n].role_id, roles[1 - n].person_id, NOW))  # type: ignore[misc]
            for n in (0, 1)
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == ["Holder", "LastOfficer"]
    assert len(await store.read(lambda tx: tx.holders("secretariat", NOW))) == 1


async def test_a_term_that_is_renewed_counts_as_another(store: Store):
    ada = await somebody(store)
    later = NOW + YEAR
    await store.transact(lambda tx: tx.grant_role(ada.id, "chair", None, NOW, NOW + 2 * YEAR))
    await store.transact(lambda tx: tx.grant_role(ada.id, "chair", None, later, later + 2 * YEAR))
    terms = await store.read(lambda tx: tx.terms("chair"))
    assert [(term.since, term.until) for term in terms] == [(NOW, later), (later, later + 2 * YEAR)]
    assert await store.read(lambda tx: tx.roles(ada.id, later)) == (Role("chair", None, later, later + 2 * YEAR),)


async def test_a_role_without_an_end_is_held_once_however_often_it_is_granted(store: Store):
    ada = await somebody(store)
    for at in (NOW, NOW + YEAR):
        await store.transact(lambda tx, at=at: tx.grant_role(ada.id, "partner", None, at))  # type: ignore[misc]
    assert await store.read(lambda tx: tx.roles(ada.id, NOW + YEAR)) == (Role("partner", None, NOW, None),)
