"""Registered partners: found in any script, published as their owners agree, contacts shown only where they share."""

from datetime import timedelta

from sqlalchemy import text

from flows.words import fold
from storage.areas import seed_areas
from storage.desk_records import Gone, Partner, PublishedLetter, Registration
from storage.records import AreaRow
from storage.store import Store, Transaction
from tests.storage.letters import NOW, officer, sending, sent, somebody

LATER = NOW + timedelta(hours=1)
AREAS = (AreaRow("products", "Products", {"en": "Products"}), AreaRow("coal", "Coal", {"en": "Coal"}, open=False))


def registration(name: str, *, public: bool = True, areas: tuple[str, ...] = ()) -> Registration:
    return Registration(name, fold(name), "CH", "ngo", areas, public)


async def registered(
    store: Store, name: str, chat_id: int = 7, *, public: bool = True, areas: tuple[str, ...] = ()
) -> Partner:
    """A partner whose letter was sent from a chat and registered at once."""
    _, reference = await sent(store, chat_id, name)
    amina = await officer(store)
    known = registration(name, public=public, areas=areas)
    partner = await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, known, NOW))
    assert isinstance(partner, Partner)
    return partner


async def another_version(store: Store, partner: Partner, *, public: bool, chat_id: int = 7) -> Partner:
    """The same letter sent and registered once more, with another word on its publication."""
    letter = await store.read(lambda tx: tx.letter(partner.reference))
    assert letter is not None
    assert partner.person_id is not None
    await store.transact(lambda tx: sending(tx, partner.person_id or 0, letter.draft_id, partner.name, LATER))
    known = registration(partner.name, public=public)
    again = await store.transact(
        lambda tx: tx.register_letter(partner.reference, letter.revision + 1, partner.person_id or 0, known, LATER)
    )
    assert isinstance(again, Partner)
    return again


async def test_partners_and_letters_are_found_by_every_word_in_any_script(store: Store):
    names = ("中国环境研究所", "Институт Ртути имени Ломоносова", "معهد الزئبق", "Öko-Institut 50%", "Oko_Institute")
    for chat, name in enumerate(names):
        await registered(store, name, chat)

    async def found(words: str) -> list[str]:
        partners = await store.read(lambda tx: tx.find_partners(fold(words)))
        letters = await store.read(lambda tx: tx.find_letters(fold(words)))
        assert sorted(one.name for one in partners) == sorted(one.title for one in letters)
        return sorted(one.name for one in partners)

    assert await found("环境") == ["中国环境研究所"]
    assert await found("ломоносов ИНСТИТУТ") == ["Институт Ртути имени Ломоносова"]
    assert await found("زئبق") == ["معهد الزئبق"]
    assert await found("institut oko") == sorted(names[3:])
    assert await found("GMP-2026-0002") == [names[1]]
    assert await found("gmp 0003") == [names[2]]
    assert await found("oko coal") == []
    assert await found("  ") == []
    assert await found("a " * 2000 + "\x00\ud800") == []


async def test_signs_with_a_meaning_in_patterns_are_looked_for_as_they_are(store: Store):
    await registered(store, "One%Two", 1)
    for pattern in ("%", "_", "o%o", "\\", "/"):
        # What `fold` leaves of signs alone is those signs.
        assert await store.read(lambda tx, p=pattern: tx.find_letters(p)) == ()  # type: ignore[misc]
    assert await store.read(lambda tx: tx.find_letters("one two")) != ()


async def test_a_search_finds_no_more_than_it_is_asked_for(store: Store):
    for chat in range(4):
        await registered(store, f"Institute {chat}", chat)
    partners = await store.read(lambda tx: tx.find_partners("institute", 2))
    assert [one.name for one in partners] == ["Institute 0", "Institute 1"]
    assert len(await store.read(lambda tx: tx.find_letters("institute", 3))) == 3


async def test_a_letter_is_withdrawn_and_published_again(store: Store):
    partner = await registered(store, "Institute")
    by = partner.person_id or 0
    reference = partner.reference
    shown = await store.read(lambda tx: tx.published_letter(reference))
    assert isinstance(shown, PublishedLetter)
    assert shown.submission.private is None
    assert shown.submission.snapshot["answers"] == {"name": {"value": "Institute"}}
    assert (shown.partner.id, shown.partner.version) == (partner.id, 1)

    gone = await store.transact(lambda tx: tx.withdraw(partner.id, by, LATER))
    assert gone is not None
    assert gone.withdrawn_at == LATER
    assert await store.transact(lambda tx: tx.withdraw(partner.id, by, LATER)) is None
    assert await store.read(lambda tx: tx.published_letter(reference)) == Gone()
    assert (await store.read(lambda tx: tx.register_of_partners(NOW))).partners == ()

    back = await store.transact(lambda tx: tx.publish_again(partner.id, by, LATER))
    assert back == partner
    assert await store.transact(lambda tx: tx.publish_again(partner.id, by, LATER)) is None
    assert await store.read(lambda tx: tx.published_letter(reference)) == shown
    history = await store.read(lambda tx: tx.history(reference))
    assert [entry.what for entry in history] == ["submitted", "registered", "withdrawn", "published again"]


async def test_what_its_owner_did_not_agree_to_publish_is_not_there_for_anyone(store: Store):
    partner = await registered(store, "Institute", public=False)
    by = partner.person_id or 0
    assert await store.read(lambda tx: tx.published_letter(partner.reference)) is None
    assert await store.read(lambda tx: tx.published_letter("GMP-1999-0001")) is None
    assert await store.transact(lambda tx: tx.publish_again(partner.id, by, LATER)) is None
    assert await store.transact(lambda tx: tx.withdraw(partner.id, by, LATER)) is None
    assert (await store.read(lambda tx: tx.register_of_partners(NOW))).partners == ()


async def test_a_letter_that_was_sent_and_not_registered_is_not_public(store: Store):
    _, reference = await sent(store)
    assert await store.read(lambda tx: tx.published_letter(reference)) is None


async def test_the_version_that_was_registered_stays_published_until_the_next_is(store: Store):
    partner = await registered(store, "Institute")
    letter = await store.read(lambda tx: tx.letter(partner.reference))
    assert letter is not None
    await store.transact(lambda tx: sending(tx, partner.person_id or 0, letter.draft_id, "Changed", LATER))
    shown = await store.read(lambda tx: tx.published_letter(partner.reference))
    assert isinstance(shown, PublishedLetter)
    assert shown.submission.version == 1


async def test_an_owner_who_no_longer_agrees_takes_the_letter_off_and_agrees_anew(store: Store):
    partner = await registered(store, "Institute")
    silent = await another_version(store, partner, public=False)
    assert (silent.public, silent.withdrawn_at) == (False, LATER)
    assert await store.read(lambda tx: tx.published_letter(partner.reference)) == Gone()
    again = await another_version(store, partner, public=True)
    assert (again.public, again.withdrawn_at) == (True, None)
    shown = await store.read(lambda tx: tx.published_letter(partner.reference))
    assert isinstance(shown, PublishedLetter)
    assert shown.submission.version == 3


async def test_what_was_withdrawn_by_hand_stays_so_when_a_later_version_is_registered(store: Store):
    partner = await registered(store, "Institute")
    await store.transact(lambda tx: tx.withdraw(partner.id, partner.person_id or 0, NOW))
    again = await another_version(store, partner, public=True)
    assert again.withdrawn_at == NOW
    assert await store.read(lambda tx: tx.published_letter(partner.reference)) == Gone()


async def test_contacts_are_shown_only_of_partners_who_share_them(store: Store):
    partner = await registered(store, "Institute", areas=("coal",))
    await registered(store, "Other", 8)
    assert await store.read(lambda tx: tx.sharing_partners()) == ()
    await store.transact(lambda tx: tx.share_contacts(partner.id, True))
    (shared,) = await store.read(lambda tx: tx.sharing_partners())
    assert (shared.partner.name, shared.partner.areas) == ("Institute", ("coal",))
    assert shared.answers == {"contact.email": {"value": "ada@example.org"}}
    await store.transact(lambda tx: tx.share_contacts(partner.id, False))
    assert await store.read(lambda tx: tx.sharing_partners()) == ()


async def test_the_contacts_of_who_asked_to_be_forgotten_are_shared_no_longer(store: Store):
    partner = await registered(store, "Institute")
    await store.transact(lambda tx: tx.share_contacts(partner.id, True))
    await store.transact(lambda tx: tx.forget(partner.person_id or 0, NOW))
    assert await store.read(lambda tx: tx.sharing_partners()) == ()
    stays = await store.read(lambda tx: tx.partner(partner.id))
    assert stays is not None
    assert (stays.name, stays.person_id, stays.shares_contacts) == ("Institute", None, False)


async def test_the_register_lists_published_partners_by_name_and_areas_with_their_leads(store: Store):
    await store.transact(lambda tx: seed_areas(tx, AREAS))
    zeta = await registered(store, "Zeta", 1, areas=("coal", "products", "old"))
    alpha = await registered(store, "Alpha", 2)
    await registered(store, "Silent", 3, public=False)
    quiet = await somebody(store, 4)

    def lead(tx: Transaction) -> None:
        tx.grant_role(zeta.person_id or 0, "lead", "coal", NOW)
        tx.grant_role(quiet.id, "lead", "products", NOW)

    await store.transact(lead)
    register = await store.read(lambda tx: tx.register_of_partners(LATER))
    assert [(one.id, one.name, one.areas, one.reference) for one in register.partners] == [
        (alpha.id, "Alpha", (), alpha.reference),
        # In the areas' order; one that is not known any more comes last.
        (zeta.id, "Zeta", ("products", "coal", "old"), zeta.reference),
    ]
    assert [(area.key, area.open, area.lead) for area in register.areas] == [
        ("products", True, ""),
        ("coal", False, "Zeta"),
    ]


async def test_the_stamp_of_the_register_changes_with_it_and_only_then(store: Store):
    await store.transact(lambda tx: seed_areas(tx, AREAS))
    partner = await registered(store, "Institute")

    async def stamp() -> str:
        stamp = (await store.read(lambda tx: tx.register_of_partners(LATER))).stamp
        assert await store.read(lambda tx: tx.register_stamp(LATER)) == stamp
        return stamp

    seen = [await stamp()]
    await somebody(store, 50)
    await sent(store, 51, "Waiting")
    assert await stamp() == seen[0]
    for change in (
        lambda tx: tx.grant_role(partner.person_id or 0, "lead", "coal", NOW),
        lambda tx: tx.withdraw(partner.id, 1, NOW) and None,
        lambda tx: tx.publish_again(partner.id, 1, NOW) and None,
        lambda tx: tx.connection.execute(text("UPDATE area SET name = 'Coal combustion' WHERE key = 'coal'")) and None,
    ):
        await store.transact(change)
        seen.append(await stamp())
    await another_version(store, partner, public=True)
    seen.append(await stamp())
    assert len(set(seen)) == len(seen) == 6


async def test_rows_to_take_elsewhere_are_plain_and_hold_nothing_private(store: Store):
    await store.transact(lambda tx: seed_areas(tx, AREAS))
    partner = await registered(store, "Institute", areas=("coal", "products"))
    await sent(store, 8, "Waiting")
    partners = await store.read(lambda tx: list(tx.export_rows("partners")))
    assert partners == [
        {
            "id": partner.id,
            "reference": "GMP-2026-0001",
            "name": "Institute",
            "category": "ngo",
            "country": "CH",
            "since": NOW.isoformat(),
            "version": 1,
            "public": True,
            "withdrawn_at": None,
            "shares_contacts": False,
            "changed_at": NOW.isoformat(),
            "areas": ["products", "coal"],
        }
    ]
    letters = await store.read(lambda tx: list(tx.export_rows("letters")))
    assert [(row["reference"], row["state"], row["registered_version"], row["answers"]) for row in letters] == [
        ("GMP-2026-0001", "registered", 1, {"name": {"value": "Institute"}}),
        ("GMP-2026-0002", "received", 0, {"name": {"value": "Waiting"}}),
    ]
    assert "example.org" not in repr(letters)
    audit = await store.read(lambda tx: list(tx.export_rows("audit")))
    assert [row["what"] for row in audit] == ["submitted", "took a role", "registered", "took a role", "submitted"]
    assert audit[0] == {
        "at": NOW.isoformat(),
        "who": f"person:{partner.person_id}",
        "what": "submitted",
        "subject": "GMP-2026-0001",
        "details": {"version": 1},
    }


async def test_a_registered_partner_is_not_a_stranger_to_its_own_letter(store: Store):
    partner = await registered(store, "Institute")
    letter = await store.read(lambda tx: tx.letter(partner.reference))
    assert letter is not None
    own = await store.read(lambda tx: tx.same_names("institute", letter.draft_id, partner.person_id))
    assert own == ()
    for_another = await store.read(lambda tx: tx.same_names("institute", None, 404))
    assert [(one.name, one.what) for one in for_another] == [("Institute", "partner")]
    second = await store.read(lambda tx: tx.same_names("institute", None, partner.person_id))
    assert [(one.name, one.what, one.reference) for one in second] == [("Institute", "own", partner.reference)]
