"""What is asked of storage often is answered by index: on SQLite it runs in the event loop, so it must be short."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from flows.reminders import RULES
from storage.desk_records import NewNotice, Partner, Registration
from storage.gateway_updates import forget_before
from storage.reminder_records import Watched
from storage.sqlite import driver_of
from storage.store import Store, Transaction
from tests.storage.letters import NOW, officer, sent

SOON = NOW + timedelta(minutes=1)
INSTITUTE = Registration("Institute", "institute", "CH", "ngo", ("coal",), public=True)
GROWING = (
    r"SCAN (answer|audit|draft|file|letter|outbox|partner|person|remark|role|session|submission|chat|other"
    r"|watch|reminder|reminder_wish|link|seen_update|gateway_chat|gateway_message|gateway_press|gateway_file|meeting|attendance|area_report|progress_note|plan_publication)\b"
)
"""A whole table read from end to end, of those that grow with the years."""
SUBJECTS = {"report": "1.coal", "gathering": "coal", "review": "coal", "progress": "coal.1"}
"""What a fact is called, of the kinds that do not count theirs."""


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda tx: tx.letter("GMP-2026-0001"), id="letter"),
        pytest.param(lambda tx: tx.letter_of_draft(1), id="letter_of_draft"),
        pytest.param(lambda tx: tx.letters_of(1), id="letters_of"),
        pytest.param(lambda tx: tx.waiting_letters(10, 10), id="waiting_letters"),
        pytest.param(lambda tx: tx.asked_letters_count(), id="asked_letters_count"),
        pytest.param(lambda tx: tx.remarks("GMP-2026-0001"), id="remarks"),
        pytest.param(lambda tx: tx.open_remark(1), id="open_remark"),
        pytest.param(lambda tx: tx.history("GMP-2026-0001"), id="history"),
        pytest.param(lambda tx: tx.take_up_again("GMP-2026-0001", 1, 1, NOW), id="overtaken"),
        pytest.param(lambda tx: tx.partner(1), id="partner"),
        pytest.param(lambda tx: tx.partner_of_letter("GMP-2026-0001"), id="partner_of_letter"),
        pytest.param(lambda tx: tx.partners_of(1), id="partners_of"),
        pytest.param(lambda tx: tx.published_letter("GMP-2026-0001"), id="published_letter"),
        pytest.param(lambda tx: tx.same_names("institute", None, 1), id="same_names"),
        pytest.param(lambda tx: tx.roles(1, NOW), id="roles"),
        pytest.param(lambda tx: tx.holders("secretariat", NOW), id="holders"),
        pytest.param(lambda tx: tx.reopen(1, 1, {"revision": 1}, NOW), id="reopen"),
        pytest.param(lambda tx: tx.enqueue(NewNotice("registered", 1, "x", "1", {}, NOW)), id="enqueue"),
        pytest.param(
            lambda tx: tx.claim_notices("web", NOW, "one", NOW + timedelta(minutes=1), 16), id="claim_notices"
        ),
        pytest.param(lambda tx: tx.notice_sent(1, "one", NOW), id="notice_sent"),
        pytest.param(lambda tx: tx.mark_blocked("web", 7, NOW), id="mark_blocked"),
        pytest.param(lambda tx: tx.take_watches(NOW, 25), id="take_watches"),
        pytest.param(lambda tx: tx.has_to_look(NOW), id="has_to_look"),
        pytest.param(lambda tx: tx.remove_old(NOW), id="remove_old"),
        pytest.param(lambda tx: tx.prune_seen(NOW), id="prune_seen"),
        pytest.param(lambda tx: forget_before(tx, presses_before=1, marks_before=1), id="forget_before"),
        pytest.param(lambda tx: tx.hand_over(NOW, 25), id="hand_over"),
        *(
            pytest.param(
                lambda tx, kind=kind: tx.look_at([Watched(kind, SUBJECTS.get(kind, "1"))], NOW), id=f"look at {kind}"
            )
            for kind in RULES
        ),
        pytest.param(lambda tx: tx.watch_person(1, NOW), id="watch_person"),
        pytest.param(lambda tx: tx.current_reminders((1, 2), NOW), id="current_reminders"),
        pytest.param(lambda tx: tx.put_off_reminders(1, (1, 2), SOON, NOW), id="put_off_reminders"),
    ],
)
async def test_it_is_answered_by_index(sqlite_store: Store, ask: Callable[[Transaction], object]):
    await _a_desk_at_work(sqlite_store)
    plans = await sqlite_store.transact(lambda tx: _plans(tx, ask))
    assert plans
    assert [plan for plan in plans if re.search(GROWING, plan)] == []


async def test_a_census_reads_no_table_but_indexes_of_what_it_counts(sqlite_store: Store):
    await _a_desk_at_work(sqlite_store)
    plans = await sqlite_store.transact(lambda tx: _plans(tx, lambda tx: tx.census(NOW)))
    scans = {plan.split(" USING ")[0]: plan.split()[-1] for plan in plans if re.search(GROWING, plan)}
    # Of notices and chats, the indexes of those that are open and blocked; of drafts, one without their rows.
    assert scans == {
        "SCAN outbox": "ix_outbox_chat_id_open",
        "SCAN chat": "ix_chat_bot_blocked",
        "SCAN draft": "ix_draft_flow_state",
    }
    assert [plan for plan in plans if "SCAN draft" in plan] == ["SCAN draft USING COVERING INDEX ix_draft_flow_state"]


async def test_a_search_for_words_reads_every_name_and_that_is_seen_here(sqlite_store: Store):
    await _a_desk_at_work(sqlite_store)
    plans = await sqlite_store.transact(lambda tx: _plans(tx, lambda tx: tx.find_letters("institute")))
    assert any(re.search(GROWING, plan) for plan in plans)


async def _a_desk_at_work(store: Store) -> None:
    _, reference = await sent(store)
    amina = await officer(store)
    done = await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, INSTITUTE, NOW))
    assert isinstance(done, Partner)


def _plans(tx: Transaction, ask: Callable[[Transaction], object]) -> list[str]:
    """How SQLite goes about every statement that a method runs."""
    driver = driver_of(tx.connection)
    ran: list[str] = []
    driver.set_trace_callback(ran.append)
    try:
        ask(tx)
    finally:
        driver.set_trace_callback(None)
    # What SQLite does by itself for a foreign key is traced as a comment.
    statements = [sql for sql in ran if not sql.startswith("--")]
    return [row[-1] for sql in statements for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}")]
