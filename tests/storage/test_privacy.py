"""What is held about a person is handed out whole, and erased but for what must stay."""

import json

from sqlalchemy import ForeignKey, Table, select
from sqlmodel import SQLModel

from storage import gateway, gateway_updates, privacy, tables
from storage.desk_records import NewNotice, Partner, Registration
from storage.records import Forgotten
from storage.store import Store, Transaction
from storage.tables import answers, drafts, files, persons, sessions
from tests.storage.letters import FIRST, NOW, answer, officer, sent, somebody, values, writer

SECRET = "Ada Lovelace, ada@example.org"


async def a_full_life(store: Store) -> tuple[int, int, int]:
    """Somebody with a letter in hand, a submitted one, files, a role, links, a chat page; returns their identifiers."""
    person, submitted = await writer(store)
    await answer(store, "contact.email", SECRET)

    def live(tx: Transaction) -> int:
        tx.name_person(person.id, SECRET)
        tx.submit(submitted.draft_id, person.id, {"name": "Institute"}, NOW, private={"email": SECRET})
        _file(tx, person.id, submitted.draft_id, "signed.pdf")
        in_hand = tx.begin_draft(person.id, "letter", 1, FIRST.standing(), NOW)
        tx.title_draft(in_hand.draft_id, SECRET, SECRET)
        _file(tx, person.id, in_hand.draft_id, SECRET)
        _file(tx, person.id, None, SECRET)
        tx.grant_role(person.id, "lead", "coal", NOW)
        tx.make_link("device", person_id=person.id, expires=NOW, at=NOW)
        gateway_updates.ensure_bot(tx, 1)
        gateway.add_chat(tx, chat_id=7, bot_id=1, token_hash="x" * 64, first_name="Guest", language="en", now=1)
        message = gateway.Message(chat_id=7, id=1, from_bot=False, sent_at=1, text=SECRET, seq=1, first_seq=1)
        gateway.add_message(tx, message)
        gateway_updates.add_update(tx, 1, 7, json.dumps({"text": SECRET}))
        return in_hand.draft_id

    in_hand = await store.transact(live)
    await answer(store, "contact.email", SECRET)
    await answer(store, "name", "Institute")
    return person.id, submitted.draft_id, in_hand


def _file(tx: Transaction, person_id: int, draft_id: int | None, name: str) -> int:
    return tx.keep_file(
        person_id=person_id, draft_id=draft_id, name=name, mime="application/pdf", content=SECRET.encode(), at=NOW
    )


async def test_the_export_holds_everything_and_is_json(store: Store):
    person_id, submitted, in_hand = await a_full_life(store)
    exported = json.loads(json.dumps(await store.read(lambda tx: tx.export_person(person_id))))

    assert exported["person"]["name"] == SECRET
    assert exported["person"]["met_at"] == NOW.isoformat()
    assert [chat["chat_id"] for chat in exported["chats"]] == [7]
    assert [message["text"] for message in exported["messages"]] == [SECRET]
    assert [role["kind"] for role in exported["roles"]] == ["lead"]
    assert [draft["id"] for draft in exported["drafts"]] == [submitted, in_hand]
    assert {row["path"]: row["content"]["value"] for row in exported["drafts"][1]["answers"]} == {
        "contact.email": SECRET,
        "name": "Institute",
    }
    assert exported["drafts"][1]["sessions"][0]["standing"]["flow"] == "letter"
    assert exported["submissions"][0]["snapshot"] == {"name": "Institute"}
    assert exported["submissions"][0]["private"] == {"email": SECRET}
    assert sorted(file["name"] for file in exported["files"]) == sorted(["signed.pdf", SECRET, SECRET])
    assert [link["purpose"] for link in exported["links"]] == ["device"]
    assert [entry["what"] for entry in exported["audit"]] == ["submitted", "took a role"]


async def test_the_export_holds_nobody_elses_facts(store: Store):
    person_id, _, _ = await a_full_life(store)
    other = await somebody(store, 8)
    exported = await store.read(lambda tx: tx.export_person(other.id))
    assert SECRET not in json.dumps(exported)
    assert exported["person"]["id"] == other.id != person_id
    assert await store.read(lambda tx: tx.export_person(404)) == {
        key: [] if isinstance(value, list) else {} for key, value in exported.items()
    }


async def test_what_was_not_submitted_is_erased_and_counted(store: Store):
    person_id, submitted, in_hand = await a_full_life(store)
    forgotten = await store.transact(lambda tx: tx.forget(person_id, NOW))

    assert forgotten == Forgotten(
        drafts=1, answers=3, files=3, chats=1, roles=1, links=1, private_details=1, kept=("GMP-2026-0001",)
    )
    assert await store.read(lambda tx: tx.conversation("web", 7)) is None
    assert await store.read(lambda tx: tx.person(person_id)) is None
    assert await store.read(lambda tx: dict(tx.answers(in_hand, 2))) == {}
    assert await store.read(lambda tx: dict(tx.answers(submitted, 1))) == {}


async def test_the_letter_stays_as_it_was_submitted_without_private_details(store: Store):
    person_id, submitted, _ = await a_full_life(store)
    await store.transact(lambda tx: tx.forget(person_id, NOW))

    letter = await store.read(lambda tx: tx.submission("GMP-2026-0001"))
    assert letter is not None
    assert (letter.snapshot, letter.private, letter.draft_id) == ({"name": "Institute"}, None, submitted)
    # The signed copy is private too: it is never published.
    assert await store.read(lambda tx: [row.name for row in tx.connection.execute(select(files.c.name))]) == []
    assert await store.read(lambda tx: tx.submissions_of(person_id)) == ()


async def test_nothing_personal_is_left_anywhere(store: Store):
    person_id, _, _ = await a_full_life(store)
    kept_file = await store.read(lambda tx: tx.file(1))
    assert kept_file is not None
    await store.transact(lambda tx: tx.forget(person_id, NOW))

    def everything(tx: Transaction) -> str:
        return repr(
            [row for table in SQLModel.metadata.sorted_tables for row in tx.connection.execute(select(*table.c))]
        )

    left = await store.read(everything)
    assert "Ada" not in left
    assert "ada@example.org" not in left
    (entry,) = [e for e in await store.read(lambda tx: tx.history(f"person:{person_id}")) if e.what == "was forgotten"]
    assert entry.details == {"drafts": 1, "answers": 3, "files": 3, "kept": ["GMP-2026-0001"]}


async def test_what_the_secretariat_keeps_about_somebody_is_handed_out(store: Store):
    person_id = await a_partner(store)
    exported = json.loads(json.dumps(await store.read(lambda tx: tx.export_person(person_id))))
    assert [(row["reference"], row["state"], row["title"]) for row in exported["letters"]] == [
        ("GMP-2026-0001", "registered", "Institute")
    ]
    assert [(row["kind"], row["words"]) for row in exported["remarks"]] == [("completion", SECRET)]
    assert [(row["name"], row["shares_contacts"]) for row in exported["partners"]] == [("Institute", True)]
    assert [row["area"] for row in exported["partner_areas"]] == ["coal"]
    assert [(row["kind"], row["subject"]) for row in exported["notices"]] == [("registered", "GMP-2026-0001")]


async def test_the_remarks_of_an_officer_are_handed_out_as_theirs(store: Store):
    person_id = await a_partner(store)
    (amina,) = await store.read(lambda tx: tx.holders("secretariat", NOW))
    exported = await store.read(lambda tx: tx.export_person(amina.person_id))
    assert [row["words"] for row in exported["remarks"]] == [SECRET]
    assert exported["letters"] == []
    await store.transact(lambda tx: tx.forget(amina.person_id, NOW))
    (remark,) = await store.read(lambda tx: tx.remarks("GMP-2026-0001"))
    assert (remark.words, remark.by, remark.by_name) == (SECRET, None, "")
    assert amina.person_id != person_id


async def test_a_partner_stays_registered_without_saying_who_it_was(store: Store):
    person_id = await a_partner(store)
    await store.transact(lambda tx: tx.forget(person_id, NOW))
    letter = await store.read(lambda tx: tx.letter("GMP-2026-0001"))
    assert letter is not None
    assert (letter.person_id, letter.state, letter.title, letter.blocked) == (None, "registered", "Institute", False)
    (remark,) = await store.read(lambda tx: tx.remarks("GMP-2026-0001"))
    assert (remark.words, remark.asked, remark.by_name) == ("", ("contact.email",), "Amina")
    partner = await store.read(lambda tx: tx.partner_of_letter("GMP-2026-0001"))
    assert partner is not None
    assert (partner.person_id, partner.shares_contacts, partner.public) == (None, False, True)
    assert await store.read(lambda tx: tx.sharing_partners()) == ()


async def a_partner(store: Store) -> int:
    """Somebody whose letter was asked to be completed and then registered, who shares their contacts."""
    person, reference = await sent(store)
    amina = await officer(store)

    def register(tx: Transaction) -> None:
        tx.ask_for_completion(reference, 1, amina.id, ["contact.email"], SECRET, NOW)
        known = Registration("Institute", "institute", None, "ngo", ("coal",), public=True)
        partner = tx.register_letter(reference, 2, amina.id, known, NOW)
        assert isinstance(partner, Partner)
        tx.share_contacts(partner.id, True)
        tx.enqueue(NewNotice("registered", person.id, reference, "1", {}, NOW))

    await store.transact(register)
    return person.id


async def test_who_is_forgotten_can_begin_anew(store: Store):
    person_id, _, _ = await a_full_life(store)
    await store.transact(lambda tx: tx.forget(person_id, NOW))
    again, _ = await writer(store)
    assert again.id != person_id
    assert await store.read(values) == {}
    await answer(store, "name", "New")
    assert await store.read(values) == {"name": "New"}


async def test_others_are_not_touched(store: Store):
    person_id, _, _ = await a_full_life(store)
    other, _ = await writer(store, 8)
    await answer(store, "name", "Theirs", chat_id=8)
    before = await store.read(lambda tx: tx.export_person(other.id))
    await store.transact(lambda tx: tx.forget(person_id, NOW))
    assert await store.read(lambda tx: tx.export_person(other.id)) == before


async def test_an_answer_given_in_somebody_elses_draft_stays_without_its_giver(store: Store):
    person_id, _, _ = await a_full_life(store)
    _, theirs = await writer(store, 8)
    await answer(store, "plan", "together", chat_id=8)
    helping = answers.update().where(answers.c.draft_id == theirs.draft_id).values(person_id=person_id)
    await store.transact(lambda tx: tx.connection.execute(helping) and None)

    exported = await store.read(lambda tx: tx.export_person(person_id))
    assert [row["content"] for row in exported["answers_to_others"]] == [{"value": "together"}]
    await store.transact(lambda tx: tx.forget(person_id, NOW))
    assert await store.read(lambda tx: values(tx, 8)) == {"plan": "together"}


def test_every_column_that_refers_to_a_person_is_dealt_with():
    """A new table that refers to a person must be exported, and say what becomes of it when they are forgotten."""
    refers = {
        f"{table.name}.{column.name}": key.ondelete
        for table in SQLModel.metadata.sorted_tables
        for column in table.c
        for key in column.foreign_keys
        if key.references(persons)
    }
    assert refers == {
        "answer.person_id": "SET NULL",
        "answer_change.person_id": "SET NULL",
        "attendance.person_id": "CASCADE",
        "calendar_feed.person_id": "CASCADE",
        "chat.person_id": "CASCADE",
        "consensus_question.put_by": "SET NULL",
        "designation.recorded_by": "SET NULL",
        "draft.person_id": "SET NULL",
        "file.person_id": "SET NULL",
        "letter.person_id": "SET NULL",
        "link.person_id": "CASCADE",
        "link.used_by": "SET NULL",
        "meeting.convened_by": "SET NULL",
        "objection.person_id": "SET NULL",
        "observer_proposal.person_id": "SET NULL",
        "observer_proposal.proposed_by": "SET NULL",
        "outbox.person_id": "CASCADE",
        "partner.person_id": "SET NULL",
        "plan_publication.person_id": "SET NULL",
        "plan_remark.answered_by": "SET NULL",
        "plan_remark.person_id": "SET NULL",
        "plan_writer.invited_by": "SET NULL",
        "plan_writer.person_id": "CASCADE",
        "progress_note.person_id": "SET NULL",
        "remark.person_id": "SET NULL",
        "reminder.person_id": "CASCADE",
        "reminder_rule.changed_by": "SET NULL",
        "reminder_wish.person_id": "CASCADE",
        "reporting_cycle.opened_by": "SET NULL",
        "role.person_id": "CASCADE",
        "session.person_id": "CASCADE",
        "submission.person_id": "SET NULL",
    }
    dealt_with = {table.name for table in vars(privacy).values() if isinstance(table, Table)}
    assert {name.partition(".")[0] for name in refers} <= dealt_with


def test_what_hangs_on_a_draft_goes_with_it_but_a_submission_holds_it():
    def ondelete(column) -> str | None:
        keys: list[ForeignKey] = [key for key in column.foreign_keys if key.references(drafts)]
        return keys[0].ondelete

    assert [ondelete(table.c.draft_id) for table in (answers, sessions, files)] == ["CASCADE"] * 3
    assert ondelete(tables.submissions.c.draft_id) == "RESTRICT"
