"""Personal links: used once, in time, and worthless to who reads the database."""

import asyncio
import re
from datetime import timedelta

from storage.records import Invitation, LinkRefused, LinkUse
from storage.store import Store, Transaction
from storage.tables import links
from tests.storage.letters import NOW, somebody

HOUR = timedelta(hours=1)


async def test_an_invitation_gives_its_role_once(store: Store):
    person, late = await somebody(store, 1), await somebody(store, 2)
    token = await store.transact(
        lambda tx: tx.make_link("invitation", role="lead", area="coal", expires=NOW + HOUR, at=NOW)
    )
    assert await store.transact(lambda tx: tx.redeem(token, person.id, NOW)) == LinkUse(
        "invitation", None, "lead", "coal"
    )
    assert await store.transact(lambda tx: tx.redeem(token, late.id, NOW)) == LinkRefused("used")
    assert await store.transact(lambda tx: tx.redeem(token, person.id, NOW)) == LinkRefused("used", by_you=True)


async def test_of_two_at_once_one_gets_it(store: Store):
    people = [await somebody(store, n) for n in range(6)]
    token = await store.transact(lambda tx: tx.make_link("invitation", role="lead", expires=NOW + HOUR, at=NOW))

    async def redeem(person_id: int) -> LinkUse | LinkRefused:
        return await store.transact(lambda tx: tx.redeem(token, person_id, NOW))

    results = await asyncio.gather(*(redeem(person.id) for person in people))
    assert [type(result) for result in results].count(LinkUse) == 1
    assert results.count(LinkRefused("used")) == 5


async def test_a_link_ends_at_its_time(store: Store):
    person = await somebody(store)
    token = await store.transact(lambda tx: tx.make_link("invitation", role="lead", expires=NOW + HOUR, at=NOW))
    assert await store.transact(lambda tx: tx.redeem(token, person.id, NOW + HOUR)) == LinkRefused("expired")
    early = await store.transact(lambda tx: tx.redeem(token, person.id, NOW + HOUR - timedelta(microseconds=1)))
    assert isinstance(early, LinkUse)


async def test_a_link_for_several_is_used_by_several(store: Store):
    one, two = await somebody(store, 1), await somebody(store, 2)
    token = await store.transact(
        lambda tx: tx.make_link("invitation", role="partner", expires=NOW + HOUR, single_use=False, at=NOW)
    )
    for person_id in (one.id, two.id, one.id):
        used = await store.transact(lambda tx, p=person_id: tx.redeem(token, p, NOW))  # type: ignore[misc]
        assert isinstance(used, LinkUse)
    late = await store.transact(lambda tx: tx.redeem(token, one.id, NOW + HOUR))
    assert late == LinkRefused("expired")


async def test_a_new_device_link_ends_the_older_ones_of_that_person(store: Store):
    person, other = await somebody(store, 1), await somebody(store, 2)

    def device_link(tx: Transaction, person_id: int = person.id) -> str:
        return tx.make_link("device", person_id=person_id, expires=NOW + HOUR, at=NOW)

    old, theirs = await store.transact(device_link), await store.transact(lambda tx: device_link(tx, other.id))
    new = await store.transact(device_link)
    assert await store.transact(lambda tx: tx.redeem(old, other.id, NOW)) == LinkRefused("expired")
    assert await store.transact(lambda tx: tx.redeem(new, other.id, NOW)) == LinkUse("device", person.id, None, None)
    assert isinstance(await store.transact(lambda tx: tx.redeem(theirs, person.id, NOW)), LinkUse)


async def test_a_new_device_link_ends_one_for_several_devices_that_was_used(store: Store):
    person, other = await somebody(store, 1), await somebody(store, 2)

    def device_link(tx: Transaction) -> str:
        return tx.make_link("device", person_id=person.id, expires=NOW + HOUR, single_use=False, at=NOW)

    old = await store.transact(device_link)
    assert isinstance(await store.transact(lambda tx: tx.redeem(old, other.id, NOW)), LinkUse)
    await store.transact(device_link)
    assert await store.transact(lambda tx: tx.redeem(old, other.id, NOW)) == LinkRefused("expired")


async def test_tokens_fit_a_start_payload_and_only_their_digest_is_kept(store: Store):
    tokens = {
        await store.transact(lambda tx: tx.make_link("invitation", role="lead", expires=NOW + HOUR, at=NOW))
        for _ in range(20)
    }
    assert len(tokens) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22,60}", token) for token in tokens)
    rows = await store.read(lambda tx: repr(tx.connection.execute(links.select()).all()))
    assert not any(token in rows for token in tokens)


async def test_what_is_no_token_is_unknown(store: Store):
    person = await somebody(store)
    for text in ("", "nonsense", "х" * 64, "\ud800", "' OR 1=1 --"):
        refused = await store.transact(lambda tx, t=text: tx.redeem(t, person.id, NOW))  # type: ignore[misc]
        assert refused == LinkRefused("unknown")


async def test_open_invitations_are_those_nobody_used_in_time(store: Store):
    person = await somebody(store)

    def invite(tx: Transaction) -> str:
        return tx.make_link("invitation", role="secretariat", expires=NOW + HOUR, at=NOW)

    await store.transact(invite)
    used = await store.transact(invite)
    await store.transact(lambda tx: tx.redeem(used, person.id, NOW))
    assert await store.read(lambda tx: tx.open_invitations("secretariat", NOW)) == (
        Invitation("secretariat", None, NOW, NOW + HOUR),
    )
    assert await store.read(lambda tx: tx.open_invitations("lead", NOW)) == ()
    assert await store.read(lambda tx: tx.open_invitations("secretariat", NOW + HOUR)) == ()


async def test_the_use_of_a_link_is_in_the_audit(store: Store):
    person = await somebody(store)
    token = await store.transact(lambda tx: tx.make_link("invitation", role="lead", expires=NOW + HOUR, at=NOW))
    await store.transact(lambda tx: tx.redeem(token, person.id, NOW))
    (entry,) = await store.read(lambda tx: tx.history("link:1"))
    assert (entry.who, entry.what, entry.details["role"]) == (f"person:{person.id}", "used a link", "lead")
    assert token not in repr(entry)
