"""Submissions, names that are borne already, prompts that are owed, roles, areas, files and the audit."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert

from storage.records import AreaRow, AuditEntry, NameFound, OwedChat, Role
from storage.store import Store, Transaction
from storage.tables import partners
from tests.storage.letters import NOW, answer, answering, somebody, stands, writer


async def test_the_first_letter_of_a_year_is_number_one(store: Store):
    person, standing = await writer(store)
    submitted = await store.transact(
        lambda tx: tx.submit(standing.draft_id, person.id, {"name": "研究所"}, NOW, private={"email": "a@b.org"})
    )
    assert (submitted.reference, submitted.version, submitted.flow) == ("GMP-2026-0001", 1, "letter")
    assert await store.read(lambda tx: tx.submission("GMP-2026-0001")) == submitted
    assert await store.read(lambda tx: tx.submissions_of(person.id)) == (submitted,)
    now = await store.read(stands)
    assert (now.state, now.reference, now.submitted_version) == ("submitted", "GMP-2026-0001", 1)


async def test_numbers_start_again_with_the_year_in_utc(store: Store):
    references = []
    for chat_id, at in enumerate(
        (
            NOW,
            datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
            datetime(2027, 1, 1, 5, tzinfo=timezone(timedelta(hours=8))),
            datetime(2027, 1, 1, tzinfo=UTC),
        )
    ):
        person, standing = await writer(store, chat_id)
        done = await store.transact(
            lambda tx, d=standing.draft_id, p=person.id, at=at: tx.submit(d, p, {}, at)  # type: ignore[misc]
        )
        references.append(done.reference)
    assert references == ["GMP-2026-0001", "GMP-2026-0002", "GMP-2026-0003", "GMP-2027-0001"]


async def test_letters_submitted_at_the_same_moment_get_different_references(store: Store):
    writers = [await writer(store, chat_id) for chat_id in range(12)]

    async def submit(person_id: int, draft_id: int) -> str:
        return (await store.transact(lambda tx: tx.submit(draft_id, person_id, {}, NOW))).reference

    references = await asyncio.gather(*(submit(person.id, draft.draft_id) for person, draft in writers))
    assert sorted(references) == [f"GMP-2026-{n:04}" for n in range(1, 13)]


async def test_a_reference_of_a_failed_submission_is_given_to_the_next(store: Store):
    person, standing = await writer(store)

    def fails(tx: Transaction) -> None:
        tx.submit(standing.draft_id, person.id, {}, NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.transact(fails)
    done = await store.transact(lambda tx: tx.submit(standing.draft_id, person.id, {}, NOW))
    assert (done.reference, done.version) == ("GMP-2026-0001", 1)


async def test_submitting_again_keeps_the_reference_and_both_versions(store: Store):
    person, standing = await writer(store)
    first = await store.transact(lambda tx: tx.submit(standing.draft_id, person.id, {"n": 1}, NOW))
    await answer(store, "name", "Corrected")
    changed = await store.read(stands)
    assert (changed.state, changed.reference, changed.submitted_version) == ("open", first.reference, 1)

    second = await store.transact(lambda tx: tx.submit(standing.draft_id, person.id, {"n": 2}, NOW))

    assert (second.reference, second.version) == (first.reference, 2)
    assert await store.read(lambda tx: tx.submission(first.reference)) == second
    assert await store.read(lambda tx: tx.submission(first.reference, 1)) == first
    assert await store.read(lambda tx: tx.submissions_of(person.id)) == (second, first)
    assert await store.read(lambda tx: tx.submission(first.reference, 3)) is None
    assert await store.read(lambda tx: tx.submission("GMP-1999-0001")) is None


async def test_submitting_what_is_not_there_is_an_error(store: Store):
    person = await somebody(store)
    with pytest.raises(LookupError):
        await store.transact(lambda tx: tx.submit(404, person.id, {}, NOW))


async def test_a_submission_is_written_in_the_audit_without_names(store: Store):
    person, standing = await writer(store)
    await store.transact(lambda tx: tx.submit(standing.draft_id, person.id, {"name": "Ada"}, NOW))
    assert await store.read(lambda tx: tx.history("GMP-2026-0001")) == (
        AuditEntry(NOW, f"person:{person.id}", "submitted", "GMP-2026-0001", {"version": 1}),
    )


async def test_a_name_borne_by_a_partner_or_another_letter_is_found(store: Store):
    _, mine = await writer(store, 1)
    _, other = await writer(store, 2)

    def naming(tx: Transaction) -> None:
        tx.title_draft(mine.draft_id, "ÖKO Institut", "oko institut")
        tx.title_draft(other.draft_id, "Öko-Institut", "oko institut")
        partner = {
            "name": "Öko Institut e.V.",
            "folded": "oko institut",
            "category": "ngo",
            "since": NOW,
            "changed_at": NOW,
            "version": 1,
            "revision": 1,
            "public": True,
            "shares_contacts": False,
        }
        tx.connection.execute(insert(partners).values(partner))

    await store.transact(naming)
    found = await store.read(lambda tx: tx.same_names("oko institut", mine.draft_id))
    assert found == (NameFound("Öko Institut e.V.", "partner"), NameFound("Öko-Institut", "letter"))
    assert await store.read(lambda tx: tx.same_names("other", mine.draft_id)) == ()


async def test_a_letter_of_one_s_own_is_found_as_such_with_its_reference(store: Store):
    person, first = await writer(store, 1)
    await store.transact(lambda tx: tx.title_draft(first.draft_id, "Öko-Institut", "oko institut"))
    assert await store.read(lambda tx: tx.same_names("oko institut", None, person.id)) == (
        NameFound("Öko-Institut", "own"),
    )
    await store.transact(lambda tx: tx.submit(first.draft_id, person.id, {"answers": {}}, NOW))
    assert await store.read(lambda tx: tx.same_names("oko institut", None, person.id)) == (
        NameFound("Öko-Institut", "own", "GMP-2026-0001"),
    )


async def test_an_empty_name_is_borne_by_nobody(store: Store):
    _, mine = await writer(store, 1)
    assert await store.read(lambda tx: tx.same_names("", mine.draft_id)) == ()


async def test_names_are_looked_up_by_index(sqlite_store: Store):
    def plans(tx: Transaction) -> list[str]:
        return [
            row[-1]
            for query in (
                "SELECT title FROM draft WHERE folded = 'x' AND flow = 'letter' AND id != 4",
                "SELECT name FROM partner WHERE folded = 'x'",
                "SELECT 1 FROM session WHERE person_id = 1 AND session.active = 1",
                "SELECT 1 FROM session WHERE session.owed = 1 AND changed_at >= 'x'",
                "SELECT 1 FROM chat WHERE bot = 'web' AND chat_id = 1",
            )
            for row in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")
        ]

    used = await sqlite_store.read(plans)
    assert len(used) == 5
    for plan, index in zip(
        used,
        ("ix_draft_folded", "ix_partner_folded", "uq_session_active", "ix_session_owed", "sqlite_autoindex_chat_1"),
        strict=True,
    ):
        assert f"INDEX {index}" in plan


async def test_a_prompt_is_owed_until_it_has_gone_out(store: Store):
    person, _ = await writer(store)
    assert await store.read(lambda tx: tx.owed_chats("web", NOW)) == ()
    kept = await answer(store, "name", "Institute")

    assert await store.read(lambda tx: tx.owed_chats("web", NOW)) == (
        OwedChat(chat_id=7, person_id=person.id, session_id=kept.session_id, revision=kept.revision),
    )
    assert await store.read(lambda tx: tx.owed_chats("telegram", NOW)) == ()
    assert await store.read(lambda tx: tx.owed_chats("web", NOW + timedelta(seconds=1))) == ()

    await store.transact(lambda tx: tx.clear_owed([(kept.session_id, kept.revision)]))
    assert await store.read(lambda tx: tx.owed_chats("web", NOW)) == ()
    assert not (await store.read(stands)).owed


async def test_a_newer_prompt_keeps_its_own_mark(store: Store):
    await writer(store)
    first = await answer(store, "name", "one")
    second = await answer(store, "name", "two")
    await store.transact(lambda tx: tx.clear_owed([(first.session_id, first.revision)]))
    (owed,) = await store.read(lambda tx: tx.owed_chats("web", NOW))
    assert owed.revision == second.revision


async def test_a_prompt_is_owed_to_the_device_that_answered(store: Store):
    person, _ = await writer(store, 1)
    await somebody(store, 2)
    await store.transact(lambda tx: tx.attach_chat("web", 2, person.id))
    await answer(store, "name", "from the second device", chat_id=2)
    assert [owed.chat_id for owed in await store.read(lambda tx: tx.owed_chats("web", NOW))] == [2]


async def test_nothing_is_owed_to_who_blocked_the_bot_or_left_the_draft(store: Store):
    await writer(store, 1)
    left, _ = await writer(store, 2)
    for chat_id in (1, 2):
        await answer(store, "name", "x", chat_id)
    await store.transact(lambda tx: tx.mark_blocked("web", 1, NOW))
    await store.transact(lambda tx: tx.leave(left.id))
    assert await store.read(lambda tx: tx.owed_chats("web", NOW)) == ()


async def test_marks_cleared_from_many_sides_at_once_do_not_lock_out_answers(store: Store):
    kept = []
    for chat_id in range(8):
        await writer(store, chat_id)
        kept.append(await answer(store, "name", "x", chat_id))
    pairs = [(one.session_id, one.revision) for one in kept]

    async def on(chat_id: int) -> None:
        await store.transact(lambda tx: answering(tx, "name", "y", chat_id))

    clears = [store.transact(lambda tx: tx.clear_owed(reversed(pairs))) for _ in range(4)]
    await asyncio.gather(*clears, *(on(chat_id) for chat_id in range(8)))
    owed = await store.read(lambda tx: tx.owed_chats("web", NOW))
    assert [one.revision for one in owed] == [2] * 8


async def test_roles_hold_from_their_beginning_to_their_end(store: Store):
    person = await somebody(store)
    end = NOW + timedelta(days=730)
    assert not await store.read(lambda tx: tx.has_secretariat())
    await store.transact(lambda tx: tx.grant_role(person.id, "lead", "coal", NOW, end))
    await store.transact(lambda tx: tx.grant_role(person.id, "secretariat", None, NOW))

    lead, secretariat = Role("lead", "coal", NOW, end), Role("secretariat", None, NOW, None)
    assert await store.read(lambda tx: tx.roles(person.id, NOW)) == (lead, secretariat)
    assert await store.read(lambda tx: tx.roles(person.id, end)) == (secretariat,)
    assert await store.read(lambda tx: tx.roles(person.id, NOW - timedelta(seconds=1))) == ()
    assert await store.read(lambda tx: tx.has_secretariat())


async def test_a_role_granted_again_gets_the_new_end(store: Store):
    person = await somebody(store)
    for area in (None, "coal"):
        for years in (1, 2):
            until = NOW.replace(year=NOW.year + years)
            await store.transact(lambda tx, a=area, u=until: tx.grant_role(person.id, "lead", a, NOW, u))  # type: ignore[misc]
    until = NOW.replace(year=NOW.year + 2)
    assert await store.read(lambda tx: tx.roles(person.id, NOW)) == (
        Role("lead", None, NOW, until),
        Role("lead", "coal", NOW, until),
    )


async def test_areas_are_seeded_once_and_stay_as_they_are(store: Store):
    coal = AreaRow("coal", "Coal combustion", {"en": "Coal combustion", "ru": "Сжигание угля"})
    gold = AreaRow("gold", "Small-scale gold mining", {"en": "Small-scale gold mining"}, open=False)
    await store.transact(lambda tx: tx.seed_areas([gold, coal]))
    await store.transact(lambda tx: tx.seed_areas([AreaRow("gold", "Other", {}), coal]))
    assert await store.read(lambda tx: tx.areas()) == (gold, coal)


async def test_a_file_comes_back_byte_for_byte(store: Store):
    person = await somebody(store)
    content = bytes(range(256)) * 1000
    file_id = await store.transact(
        lambda tx: tx.keep_file(
            person_id=person.id, draft_id=None, name="scan.pdf", mime="application/pdf", content=content, at=NOW
        )
    )
    file = await store.read(lambda tx: tx.file(file_id))
    assert file is not None
    assert file.content == content
    assert (file.info.name, file.info.mime, file.info.size) == ("scan.pdf", "application/pdf", len(content))
    assert file.info.sha256 == hashlib.sha256(content).hexdigest()
    assert await store.read(lambda tx: tx.file_info(file_id)) == file.info
    assert await store.read(lambda tx: tx.file(404)) is None
    assert await store.read(lambda tx: tx.file_info(404)) is None


async def test_the_audit_tells_what_happened_in_order(store: Store):
    await store.transact(lambda tx: tx.record("person:1", "began", "area:coal", {"n": 1}, NOW))
    await store.transact(lambda tx: tx.record("command line", "closed", "area:coal", {}, NOW))
    await store.transact(lambda tx: tx.record("person:1", "began", "area:gold", {}, NOW))
    assert await store.read(lambda tx: tx.history("area:coal")) == (
        AuditEntry(NOW, "person:1", "began", "area:coal", {"n": 1}),
        AuditEntry(NOW, "command line", "closed", "area:coal", {}),
    )
