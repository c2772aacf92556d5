"""Progress notes: a partner tells the lead of an area what has been done, with files, and may agree to be asked."""

from __future__ import annotations

from sqlalchemy import select

from flows.session import Answer
from handlers.buttons import base36
from storage.reminder_tables import watches
from storage.report_records import ProgressNote
from tests.flows.plans import whole
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver, officer
from tests.handlers.plan_stories import adviser, fill, lead, partner
from tests.handlers.report_stories import button, current, open_cycle, plan, sees_button, stands_in
from tests.handlers.stories import PDF, person_id, value


async def tell(pia: Someone, words: str, effort: str = "", area: str = "asgm") -> None:
    """A note without files, sent."""
    await pia.say(f"/progress {area}")
    await pia.press("progressnew", area)
    await pia.say(words)
    if effort:
        await pia.press("pick", effort)
    elif any(data.endswith(":skip:") for data in pia.last.buttons()):
        await pia.press("skip")
    await pia.press("decline")
    await pia.press("submit")
    assert "Your note is with the lead of the area." in pia.sees


async def only_note(desk: Desk, area: str = "asgm") -> ProgressNote:
    """The one note on an area."""
    from handlers.report_filling import EVER

    (note,) = await desk.store.read(lambda tx: tx.progress_notes(area, *EVER))
    return note


async def test_a_partner_tells_the_lead_with_a_file_and_the_lead_reads_both(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await plan(desk, eve)
    await pia.say("/progress")
    assert "Progress in the area: Artisanal and small-scale gold mining" in pia.sees
    assert "Lead of the area: Eve" in pia.sees
    await pia.press("progressnew", "asgm")
    await pia.say("Sixty miners were trained.")
    assert "Training centres 1" in "".join(pia.last.buttons().values())
    await pia.press("pick", "efforts.1")
    await pia.press("add")
    await pia.give("centre.pdf", PDF)
    await pia.press("go")
    await pia.press("submit")
    assert "Thank you. Your note is with the lead of the area." in pia.sees
    assert await stands_in(desk, pia) == ""
    (heard,) = await deliver(desk, eve)
    assert "Pia (Institute Pia):" in heard.text
    assert "On the effort: 1. Training centres 1" in heard.text
    assert "Sixty miners were trained." in heard.text
    await eve.press_data(button(eve, "progfile"))
    assert eve.new[0].document == PDF
    await eve.press_data(button(eve, "prognote"))
    assert "Sixty miners were trained." in eve.sees


async def test_a_partner_opens_their_own_note_without_a_button_that_would_refuse_them(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await tell(pia, "Sixty miners were trained.")
    note = await only_note(desk)
    await pia.press_data(f"!prognote:{base36(note.id)}")
    assert "Sixty miners were trained." in pia.sees
    assert pia.last.carries("prognotes", "asgm.0.") is None
    await eve.press_data(f"!prognote:{base36(note.id)}")
    await eve.press("prognotes", "asgm.0.")
    assert "1 note, the newest first" in eve.sees


async def test_a_note_may_come_as_a_text_file(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await pia.say("/progress")
    await pia.press("progressnew", "asgm")
    await pia.give("note.txt", b"Sixty miners\nwere trained.")
    await pia.press("decline")
    await pia.press("submit")
    assert (await only_note(desk)).words == "Sixty miners\nwere trained."
    (heard,) = await deliver(desk, eve)
    assert len(heard.pages) == 1


async def test_a_note_stands_in_the_report_under_its_effort_with_who_told_it(desk: Desk):
    noor, eve, pia = await officer(desk), await lead(desk), await partner(desk)
    await plan(desk, eve)
    await tell(pia, "Sixty miners were trained.", "efforts.1")
    await open_cycle(desk, noor, period="2026 to 2027")
    await eve.say("/report")
    assert "1 note of a partner is in, with who told it and when." in eve.sees
    assert await value(desk, eve, "activities.1.notes.1.who") == "Institute Pia"
    assert await value(desk, eve, "activities.1.notes.1.words") == "Sixty miners were trained."
    await fill(desk, eve, {"activities.1.notes.1.words": Answer("Sixty were trained.")})
    await tell(pia, "Ninety by now.", "efforts.1")
    await eve.say("/report")
    await eve.press_data(button(eve, "repfill"))
    assert await value(desk, eve, "activities.1.notes.1.words") == "Sixty were trained."
    assert await value(desk, eve, "activities.1.notes.2.words") == "Ninety by now."


async def test_notes_of_the_period_are_read_beside_the_report_and_paged_through(desk: Desk):
    noor, eve, pia = await officer(desk), await lead(desk), await partner(desk)
    for number in range(7):
        await tell(pia, f"Note {number}.")
    cycle = await open_cycle(desk, noor, period="2026 to 2027")
    await eve.say("/report")
    assert "Notes of partners (7)" in eve.last.buttons().values()
    await eve.press("prognotes", f"asgm.0.{base36(cycle.id)}")
    assert "7 notes, the newest first" in eve.sees
    assert "“Note 6.”" in eve.sees
    assert "“Note 1.”" not in eve.sees
    await eve.press("prognotes", f"asgm.1.{base36(cycle.id)}")
    assert "7. " in eve.sees
    assert "“Note 0.”" in eve.sees


async def test_notes_of_another_period_do_not_come_into_the_report(desk: Desk):
    noor, eve, pia = await officer(desk), await lead(desk), await partner(desk)
    await tell(pia, "Sixty miners were trained.")
    await open_cycle(desk, noor, period="2020 to 2021")
    await eve.say("/report")
    assert "There is no plan of the area and no note of a partner" in eve.sees


async def test_a_partner_is_asked_once_whether_to_be_asked_again_and_can_end_it(desk: Desk):
    await lead(desk)
    pia = await partner(desk)
    await tell(pia, "Sixty miners were trained.")
    assert "Shall I ask you for a note once a quarter?" in pia.sees
    await pia.press("progwish", "asgm.agreed")
    assert "You are asked for a note once a quarter, as you agreed." in pia.sees
    number = await person_id(desk, pia)
    assert await desk.store.read(lambda tx: tx.progress_wish(number, "asgm")) == "agreed"
    looked = await desk.store.read(
        lambda tx: tx.connection.execute(select(watches.c.subject).where(watches.c.kind == "progress")).scalars().all()
    )
    assert looked == [f"asgm.{number}"]
    await tell(pia, "Ninety by now.")
    assert "Shall I ask you" not in pia.sees
    await pia.press("progwish", "asgm.stopped")
    assert "You are not asked for notes." in pia.sees


async def test_who_takes_part_in_several_areas_is_asked_which(desk: Desk):
    await lead(desk, "asgm")
    pia = await partner(desk)
    number = await person_id(desk, pia)

    def both(tx):
        from storage.desk_tables import partner_areas

        (one,) = tx.partners_of(number)
        tx.connection.execute(partner_areas.insert().values(partner_id=one.id, area="waste"))

    await desk.store.transact(both)
    await pia.say("/progress")
    assert "Progress in which area?" in pia.sees
    await pia.press("progress", "waste")
    assert "The area has no lead at the moment. Notes are kept for the next one." in pia.sees
    await tell(pia, "Ten stores.", area="waste")
    bob = await lead(desk, "waste", chat_id=9, name="Bob")
    await bob.press_data("!prognotes:waste.0.")
    assert "“Ten stores.”" in bob.sees


async def test_who_is_no_partner_of_the_area_writes_no_note_and_reads_none(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    ines = await adviser(desk)
    await tell(pia, "Sixty miners were trained.")
    note = await only_note(desk)
    for data in ("!progressnew:asgm", "!progress:asgm", "!progwish:asgm.agreed", "!prognotes:asgm.0.",
                 f"!prognote:{base36(note.id)}", f"!progfile:{base36(note.id)}.0"):  # fmt: skip
        await ines.press_data(data)
        assert "needs a role that" in ines.sees or "from the registered partners of an area" in ines.sees, data
        assert "Sixty miners" not in ines.sees
    await eve.say("/progress")
    assert "Progress notes come from the registered partners of an area" in eve.sees
    assert (await only_note(desk)).id == note.id


async def test_a_note_that_is_left_is_gone_on_with_and_one_given_up_is_not_sent(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await pia.say("/progress")
    await pia.press("progressnew", "asgm")
    await pia.say("Sixty miners were trained.")
    await pia.press("save")
    assert "“Write a note” goes on with it." in pia.sees
    await pia.press("progressnew", "asgm")
    assert "Would you like to send files with it" in pia.sees
    await pia.say("/cancel")
    await pia.press("yes")
    assert "Nothing was sent." in pia.sees
    (heard,) = await deliver(desk, eve)
    assert heard.pages == []


async def test_an_erased_file_is_no_longer_offered_and_says_so(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await pia.say("/progress")
    await pia.press("progressnew", "asgm")
    await pia.say("See the file.")
    await pia.press("add")
    await pia.give("centre.pdf", PDF)
    await pia.press("go")
    await pia.press("submit")
    await deliver(desk, eve)
    note = await only_note(desk)
    await desk.store.transact(lambda tx: tx.drop_file(note.files[0]))
    await eve.press_data(f"!progfile:{base36(note.id)}.0")
    assert "This file is there no longer." in eve.sees
    await eve.press_data(f"!prognote:{base36(note.id)}")
    assert not sees_button(eve, "progfile")


async def test_the_efforts_of_a_plan_that_is_hardly_begun_are_not_asked_for(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await eve.say("/plan")
    await fill(desk, eve, {path: answer for path, answer in whole().items() if not path.startswith("efforts")})
    await tell(pia, "Sixty miners were trained.")
    assert (await only_note(desk)).effort == ""
    noor = await officer(desk)
    await open_cycle(desk, noor, period="2026 to 2027")
    assert (await current(desk)).period_until == "2027-12-31"
