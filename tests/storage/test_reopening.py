"""A letter that was sent is opened again, changed and sent anew, or left as it was sent."""

from datetime import timedelta

from flows.session import Place, Session
from storage.store import Store, Transaction
from tests.storage.letters import NOW, answer, sending, sent, somebody, stands, talk, values

LATER = NOW + timedelta(hours=1)
ASKED = Session(
    "letter", edition=1, place=Place("question", "name"), revision=9, back_to=Place("review", "")
).standing()


async def left(store: Store) -> tuple[int, str, int]:
    """Somebody who has sent a letter and stands nowhere: the person, the reference and the draft."""
    person, reference = await sent(store)
    draft = (await store.read(stands)).draft_id
    await store.transact(lambda tx: tx.leave(person.id))
    return person.id, reference, draft


async def test_a_sent_letter_opens_where_it_is_asked_to_with_all_its_answers(store: Store):
    person, reference, draft = await left(store)
    opened = await store.transact(lambda tx: tx.reopen(person, draft, ASKED, LATER))
    assert opened is not None
    assert opened == await store.read(stands)
    assert (opened.state, opened.reference, opened.submitted_version) == ("open", reference, 1)
    assert (opened.standing, opened.revision) == (ASKED, 9)
    assert await store.read(values) == {"name": "Institute", "contact.email": "7@example.org"}
    await answer(store, "name", "Renamed")
    await store.transact(lambda tx: sending(tx, person, draft, "Renamed", LATER))
    letter = await store.read(lambda tx: tx.letter(reference))
    assert letter is not None
    assert (letter.version, letter.title) == (2, "Renamed")


async def test_nobody_opens_another_s_letter_nor_one_that_was_never_sent(store: Store):
    person, _, draft = await left(store)
    other = await somebody(store, 8)
    unsent = await store.transact(lambda tx: tx.begin_draft(person, "letter", 1, ASKED, NOW))
    assert await store.transact(lambda tx: tx.reopen(other.id, draft, ASKED, LATER)) is None
    assert await store.transact(lambda tx: tx.reopen(person, unsent.draft_id, ASKED, LATER)) is None
    assert await store.transact(lambda tx: tx.reopen(person, 404, ASKED, LATER)) is None
    assert (await store.read(stands)).draft_id == unsent.draft_id


async def test_a_letter_whose_answers_are_gone_does_not_open(store: Store):
    person, _, draft = await left(store)
    await store.transact(lambda tx: tx.connection.exec_driver_sql("DELETE FROM answer") and None)
    assert await store.transact(lambda tx: tx.reopen(person, draft, ASKED, LATER)) is None
    assert (await store.read(talk)).session is None


async def test_changes_given_up_leave_the_letter_as_it_was_sent(store: Store):
    person, reference, draft = await left(store)
    before = await store.read(lambda tx: tx.letter(reference))
    await store.transact(lambda tx: tx.reopen(person, draft, ASKED, LATER))
    await answer(store, "name", "Renamed")
    await answer(store, "contact.email", None)
    await answer(store, "country", "CH")
    await store.transact(lambda tx: tx.title_draft(draft, "Renamed", "renamed"))

    await store.transact(lambda tx: tx.restore_answers(draft, LATER))

    assert (await store.read(talk)).session is None
    (theirs,) = await store.read(lambda tx: tx.drafts_of(person))
    assert (theirs.state, theirs.title, theirs.active) == ("submitted", "Institute", False)
    assert await store.read(lambda tx: tx.letter(reference)) == before
    await store.transact(lambda tx: tx.reopen(person, draft, ASKED, LATER))
    assert await store.read(values) == {"name": "Institute", "contact.email": "ada@example.org"}


async def test_a_file_that_was_never_submitted_goes_with_the_changes(store: Store):
    person, _, _ = await left(store)
    draft = (await store.read(lambda tx: tx.drafts_of(person)))[0].id

    def keep(tx: Transaction, name: str) -> int:
        return tx.keep_file(
            person_id=person, draft_id=draft, name=name, mime="application/pdf", content=b"%PDF", at=NOW
        )

    kept = [await store.transact(lambda tx, name=name: keep(tx, name)) for name in ("one", "two", "three")]  # type: ignore[misc]

    def submit(tx: Transaction, file_id: int) -> None:
        signed = {"signed": {"value": {"file_id": str(file_id), "name": "x"}}}
        tx.submit(draft, person, {"edition": 1, "answers": {}}, NOW, private={"answers": signed})

    for file_id in kept[:2]:
        await store.transact(lambda tx, file_id=file_id: submit(tx, file_id))  # type: ignore[misc]
    await store.transact(lambda tx: tx.restore_answers(draft, LATER))
    found = [await store.read(lambda tx, file_id=file_id: tx.file_info(file_id)) for file_id in kept]  # type: ignore[misc]
    assert [info and info.name for info in found] == ["one", "two", None]


async def test_an_errand_knows_what_it_is_about(store: Store):
    person = await somebody(store)
    begun = await store.transact(
        lambda tx: tx.begin_draft(person.id, "completion", 1, ASKED, NOW, subject="GMP-2026-0001.3")
    )
    assert begun.subject == "GMP-2026-0001.3"
    assert (await store.read(stands)).subject == "GMP-2026-0001.3"
    assert [draft.subject for draft in await store.read(lambda tx: tx.drafts_of(person.id))] == ["GMP-2026-0001.3"]
    assert await store.transact(lambda tx: tx.cancel_draft(begun.draft_id))
    assert await store.read(lambda tx: tx.drafts_of(person.id)) == ()
