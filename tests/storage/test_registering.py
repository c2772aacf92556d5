"""What the secretariat does with a letter, and what becomes of it when two officers act at once."""

import asyncio
from datetime import timedelta

import pytest

from storage.desk_records import Letter, Overtaken, Partner, Registration, Remark
from storage.records import Role
from storage.store import Store, Transaction
from tests.storage.letters import NOW, officer, sending, sent, stands

LATER = NOW + timedelta(hours=1)
INSTITUTE = Registration("Institute", "institute", "CH", "ngo", ("products", "coal"), public=True)


async def letter(store: Store, reference: str) -> Letter:
    found = await store.read(lambda tx: tx.letter(reference))
    assert found is not None
    return found


async def test_a_letter_that_is_sent_waits_for_the_secretariat(store: Store):
    person, reference = await sent(store)
    waiting = await letter(store, reference)
    assert waiting == Letter(
        id=waiting.id,
        reference=reference,
        draft_id=waiting.draft_id,
        person_id=person.id,
        state="received",
        version=1,
        revision=1,
        registered_version=0,
        partner_id=None,
        title="Institute",
        sent_at=NOW,
        changed_at=NOW,
        blocked=False,
    )
    assert await store.read(lambda tx: tx.letter_of_draft(waiting.draft_id)) == waiting
    assert await store.read(lambda tx: tx.letters_of(person.id)) == (waiting,)
    assert await store.read(lambda tx: tx.waiting_letters(0, 10)) == ((waiting,), 1)
    assert await store.read(lambda tx: tx.letter("GMP-1999-0001")) is None


async def test_what_waits_longest_comes_first_a_page_at_a_time(store: Store):
    references = [(await sent(store, chat, at=NOW + timedelta(hours=-chat)))[1] for chat in range(5)]
    pages = [await store.read(lambda tx, n=n: tx.waiting_letters(n, 2)) for n in (0, 2, 4, 6)]  # type: ignore[misc]
    assert [[one.reference for one in page] for page, _ in pages] == [
        [references[4], references[3]],
        [references[2], references[1]],
        [references[0]],
        [],
    ]
    assert {total for _, total in pages} == {5}


async def test_a_registered_letter_makes_its_applicant_a_partner(store: Store):
    person, reference = await sent(store)
    amina = await officer(store)
    partner = await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, INSTITUTE, LATER))
    assert isinstance(partner, Partner)
    assert partner == Partner(
        id=partner.id,
        name="Institute",
        category="ngo",
        country="CH",
        areas=("coal", "products"),
        since=LATER,
        reference=reference,
        version=1,
        public=True,
        shares_contacts=False,
        withdrawn_at=None,
        person_id=person.id,
    )
    now = await letter(store, reference)
    assert (now.state, now.revision, now.registered_version, now.partner_id) == ("registered", 2, 1, partner.id)
    assert await store.read(lambda tx: tx.roles(person.id, LATER)) == (Role("partner", None, LATER, None),)
    assert await store.read(lambda tx: tx.partner(partner.id)) == partner
    assert await store.read(lambda tx: tx.partner_of_letter(reference)) == partner
    assert await store.read(lambda tx: tx.partners_of(person.id)) == (partner,)
    history = await store.read(lambda tx: tx.history(reference))
    assert [(entry.who, entry.what, entry.details) for entry in history] == [
        (f"person:{person.id}", "submitted", {"version": 1}),
        (f"person:{amina.id}", "registered", {"version": 1}),
    ]


async def test_a_later_version_is_registered_as_the_same_partner(store: Store):
    person, reference = await sent(store)
    amina = await officer(store)
    first = await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, INSTITUTE, NOW))
    assert isinstance(first, Partner)
    draft = (await letter(store, reference)).draft_id
    await store.transact(lambda tx: sending(tx, person.id, draft, "Institut", LATER))
    again = await letter(store, reference)
    assert (again.state, again.version, again.revision, again.registered_version) == ("received", 2, 3, 1)
    assert (again.title, again.sent_at) == ("Institut", LATER)

    def end_the_role(tx: Transaction) -> None:
        (holder,) = tx.holders("partner", NOW)
        tx.end_role(holder.role_id, amina.id, NOW)

    await store.transact(end_the_role)
    renamed = Registration("Institut", "institut", "CH", "academic", ("waste",), public=True)
    second = await store.transact(lambda tx: tx.register_letter(reference, 3, amina.id, renamed, LATER))
    assert isinstance(second, Partner)
    assert (second.id, second.since, second.version) == (first.id, NOW, 2)
    assert (second.name, second.category, second.areas) == ("Institut", "academic", ("waste",))
    # A role that was ended in the meantime is not given a second time.
    assert await store.read(lambda tx: tx.roles(person.id, LATER)) == ()


async def test_a_letter_whose_applicant_asked_to_be_forgotten_can_still_be_registered(store: Store):
    person, reference = await sent(store)
    amina = await officer(store)
    await store.transact(lambda tx: tx.forget(person.id, NOW))
    partner = await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, INSTITUTE, LATER))
    assert isinstance(partner, Partner)
    assert partner.person_id is None
    assert await store.read(lambda tx: tx.holders("partner", LATER)) == ()


async def test_what_is_missing_is_asked_for_until_the_letter_comes_again(store: Store):
    person, reference = await sent(store)
    amina = await officer(store)
    draft = (await letter(store, reference)).draft_id
    asked = ["support", "contributions.2.how"]
    remark = await store.transact(
        lambda tx: tx.ask_for_completion(reference, 1, amina.id, asked, "How many? \x00", LATER)
    )
    assert isinstance(remark, Remark)
    kept = Remark("completion", "", "How many? ", tuple(asked), 1, amina.id, "Amina", LATER)
    assert await store.read(lambda tx: tx.open_remark(draft)) == kept
    assert await store.read(lambda tx: tx.remarks(reference)) == (kept,)
    assert await store.read(lambda tx: tx.asked_letters_count()) == 1
    assert await store.read(lambda tx: tx.waiting_letters(0, 10)) == ((), 0)

    more = await store.transact(lambda tx: tx.ask_for_completion(reference, 2, amina.id, ["name"], "And this.", LATER))
    assert await store.read(lambda tx: tx.open_remark(draft)) == more

    await store.transact(lambda tx: sending(tx, person.id, draft, "Institute", LATER))
    assert await store.read(lambda tx: tx.open_remark(draft)) is None
    assert [one.words for one in await store.read(lambda tx: tx.remarks(reference))] == ["How many? ", "And this."]
    assert await store.read(lambda tx: tx.asked_letters_count()) == 0
    assert (await letter(store, reference)).state == "received"


async def test_a_letter_set_aside_is_taken_up_again(store: Store):
    _, reference = await sent(store)
    amina = await officer(store)
    aside = await store.transact(lambda tx: tx.set_letter_aside(reference, 1, amina.id, "spam", "", LATER))
    assert isinstance(aside, Remark)
    assert (aside.kind, aside.reason, aside.asked) == ("set aside", "spam", ())
    assert await store.read(lambda tx: tx.waiting_letters(0, 10)) == ((), 0)
    back = await store.transact(lambda tx: tx.take_up_again(reference, 2, amina.id, LATER))
    assert isinstance(back, Letter)
    assert (back.state, back.revision) == ("received", 3)
    assert [entry.what for entry in await store.read(lambda tx: tx.history(reference))] == [
        "submitted",
        "set aside",
        "taken up again",
    ]


async def test_of_two_officers_at_once_one_acts_and_the_other_is_told_who_did(store: Store):
    _, reference = await sent(store)
    officers = [await officer(store, 90, "Amina"), await officer(store, 91, "Li Wei")]
    done = await asyncio.gather(
        *(
            store.transact(lambda tx, by=one.id: tx.register_letter(reference, 1, by, INSTITUTE, LATER))  # type: ignore[misc]
            for one in officers
        )
    )
    (acted,) = [n for n, result in enumerate(done) if isinstance(result, Partner)]
    assert done[1 - acted] == Overtaken(("Amina", "Li Wei")[acted], "registered", LATER)
    assert (await letter(store, reference)).revision == 2
    assert [entry.what for entry in await store.read(lambda tx: tx.history(reference))] == ["submitted", "registered"]


async def test_different_steps_at_once_exclude_each_other_too(store: Store):
    _, reference = await sent(store)
    amina = await officer(store)
    done = await asyncio.gather(
        store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, INSTITUTE, LATER)),
        store.transact(lambda tx: tx.set_letter_aside(reference, 1, amina.id, "spam", "", LATER)),
        store.transact(lambda tx: tx.ask_for_completion(reference, 1, amina.id, ["name"], "?", LATER)),
    )
    assert sum(isinstance(result, Overtaken) for result in done) == 2
    assert (await letter(store, reference)).revision == 2


async def test_an_officer_who_saw_an_older_version_is_told_that_it_was_sent_again(store: Store):
    person, reference = await sent(store)
    amina = await officer(store)
    draft = (await letter(store, reference)).draft_id

    def again(tx: Transaction) -> None:
        tx.name_person(person.id, "Ada")
        sending(tx, person.id, draft, "Institute", LATER)

    await store.transact(again)
    late = await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, INSTITUTE, LATER))
    assert late == Overtaken("Ada", "submitted", LATER)
    assert await store.read(lambda tx: tx.partner_of_letter(reference)) is None


async def test_a_step_that_the_letter_does_not_stand_for_changes_nothing(store: Store):
    _, reference = await sent(store)
    amina = await officer(store)
    await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, INSTITUTE, LATER))
    for act in (
        lambda tx: tx.register_letter(reference, 2, amina.id, INSTITUTE, LATER),
        lambda tx: tx.ask_for_completion(reference, 2, amina.id, [], "", LATER),
        lambda tx: tx.set_letter_aside(reference, 2, amina.id, "other", "", LATER),
        lambda tx: tx.take_up_again(reference, 2, amina.id, LATER),
    ):
        assert await store.transact(act) == Overtaken("Amina", "registered", LATER)
    assert (await letter(store, reference)).revision == 2
    with pytest.raises(LookupError):
        await store.transact(lambda tx: tx.take_up_again("GMP-1999-0001", 1, amina.id, LATER))


async def test_a_letter_of_who_blocked_every_chat_shows_that(store: Store):
    person, reference = await sent(store)
    await store.transact(lambda tx: tx.meet("telegram", 7, "en", "Ada", NOW))
    await store.transact(lambda tx: tx.attach_chat("telegram", 7, person.id))
    for bot, blocked in (("web", False), ("telegram", True)):
        assert await store.transact(lambda tx, b=bot: tx.mark_blocked(b, 7, NOW))  # type: ignore[misc]
        assert (await letter(store, reference)).blocked is blocked
    assert not await store.transact(lambda tx: tx.mark_blocked("web", 7, NOW))
    await store.transact(lambda tx: tx.mark_unblocked("web", 7))
    assert not (await letter(store, reference)).blocked


async def test_letters_of_another_kind_are_not_for_this_desk(store: Store):
    person, _ = await sent(store)
    standing = await store.read(stands)

    def plan(tx: Transaction) -> str:
        begun = tx.begin_draft(person.id, "plan", 1, standing.standing, NOW)
        return tx.submit(begun.draft_id, person.id, {}, NOW).reference

    reference = await store.transact(plan)
    assert await store.read(lambda tx: tx.letter(reference)) is None
