"""Nobody does what their role does not give them: every command and every button, tried as everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from flows.roles import ROLES
from handlers import commands
from handlers.buttons import base36
from handlers.permissions import BUTTONS_NEED, COMMANDS_NEED
from storage.plan_records import NewPlanRemark
from tests.flows.plans import SUMMARY
from tests.handlers import plan_stories
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver, end_roles, grant, officer
from tests.handlers.stories import letter, person_id

NOBODY = ""
KINDS = (NOBODY, *ROLES)
OWN = {"read", "complete", "change", "withdraw", "withdrawn", "files", "file", "scan", "compare", "history"}
"""Buttons for everyone, each about a letter of their own."""
OWN_COMMANDS = {"history"}
TERMS = {"term", "renew", "elect", "electing", "electlink", "seat", "seatedit"}
"""Acts on terms and seats: each asks what the person has to do with it (tests/handlers/test_terms.py)."""
MEETINGS = {
    "meetings", "meetareas", "meetmine", "meet", "meetwho", "meetans", "meetsup", "meetnew", "meetchg", "meetcan",
    "meetrep", "meetatt", "meettick", "meetall", "meetread", "meetfile", "meetpub", "meetput",
}  # fmt: skip
"""Acts on meetings: each asks what the person has to do with it (tests/handlers/test_meetings.py)."""
CONSENSUS = {
    "meetqs", "meetask", "consq", "consoff", "consout", "meetobs", "obsnew", "obs", "obsoff", "obsout", "obslink",
    "objyes", "objback", "objwhy",
}  # fmt: skip
"""Acts on questions, observers and objections: each asks the same (tests/handlers/test_consensus.py)."""
REMINDERS = {
    "rem", "remdone", "remlater", "remstop", "remundo", "reminders", "remzone", "remoff", "remgo", "remask", "remagain",
}  # fmt: skip
"""Acts on one's own reminders (tests/handlers/test_reminders.py)."""
PLANS = frozenset(
    {
        "plan", "planread", "plansec", "plansay", "planrem", "planans", "plandone", "planhist", "planback",
        "planfill", "planinv", "planwho", "planadd", "planend", "planlink",
        "plansend", "plansent", "planno", "planpub", "planput", "planfiles", "planfile",
    }
)  # fmt: skip
"""Acts on a plan: each asks what the person has to do with its area."""
REPORTS = frozenset(
    {
        "report", "repread", "repsec", "repfill", "repsend", "repsent", "repfiles", "repfile", "reports",
        "progress", "progressnew", "progwish", "prognotes", "prognote", "progfile",
    }
)  # fmt: skip
"""Acts on a report or a progress note: each asks what the person has to do with its area."""


def lacking(needs: Mapping[str, frozenset[str]], kind: str) -> list[str]:
    """What somebody with this role alone may not do."""
    return [what for what, kinds in needs.items() if kind not in kinds]


def test_whatever_needs_a_role_is_there():
    assert COMMANDS_NEED.keys() <= commands.COMMANDS.keys()
    assert BUTTONS_NEED.keys() <= commands.BUTTONS.keys()
    assert commands.BUTTONS.keys() >= OWN


def test_every_command_and_button_is_for_everyone_for_owners_or_for_a_role():
    """A new one has to be put in one of these places."""
    everyone = {
        "start", "letter", "mine", "language", "help", "privacy", "export", "forget", "cancel",
        "name", "another", "open", "languages", "here", "device", "join", "plan", "meeting", "reminders", "report",
        "progress", "calendar", "calmake", "calfeed", "calend",
    }  # fmt: skip
    assert commands.COMMANDS.keys() == COMMANDS_NEED.keys() | OWN_COMMANDS | (everyone & commands.COMMANDS.keys())
    own = OWN | PLANS | REPORTS | TERMS | MEETINGS | CONSENSUS | REMINDERS
    assert commands.BUTTONS.keys() == BUTTONS_NEED.keys() | own | (everyone & commands.BUTTONS.keys())


async def stranger(desk: Desk, kind: str) -> Someone:
    """Somebody who has this role alone, and has nothing to do with the letter that is there."""
    eve = desk.person(8, name="Eve")
    await eve.say("/start")
    if kind:
        await grant(desk, eve, kind, "asgm" if ROLES[kind].for_area else None)
    return eve


async def everything(desk: Desk) -> list[str]:
    """All that anybody could have changed: what was recorded, who has which role, what is on its way."""

    def look(tx) -> list[str]:
        audit = [f"{row['who']} {row['what']} {row['subject']}" for row in tx.export_rows("audit")]
        held, _ = tx.people_with_roles(datetime.now(UTC), 0, 100)
        return [*audit, *map(str, held), *map(str, tx.find_letters("gmp")), *map(str, tx.find_partners("gmp"))]

    return await desk.store.read(look)


@pytest.mark.parametrize("kind", ["", "partner", "observer", "lead"])
async def test_who_has_nothing_to_do_with_an_area_does_nothing_to_its_plan_and_sees_nothing_of_it(
    desk: Desk, kind: str
):
    ann = await plan_stories.lead(desk, chat_id=21, name="Ann")
    await ann.say("/plan")
    await plan_stories.fill(desk, ann)
    number = await plan_stories.draft_number(desk)
    draft, by = int(number, 36), await person_id(desk, ann)
    said = NewPlanRemark(draft, 0, "remark", "summary", by, "en", "Between us.")
    remark = await desk.store.transact(lambda tx: tx.add_plan_remark(said, datetime.now(UTC)))
    eve = desk.person(8, name="Eve")
    await eve.say("/start")
    if kind:
        await grant(desk, eve, kind, "waste" if ROLES[kind].for_area else None)
    before = await everything(desk)
    for act in sorted(PLANS - {"plan"}):
        for arg in (f"{number}.0.summary", f"{number}.1", f"{number}.summary.0", base36(remark), "", "zz.zz.zz"):
            await eve.press_data(f"!{act}:{arg}")
            assert SUMMARY not in eve.sees, act
            assert "Between us." not in eve.sees, act
        assert await everything(desk) == before, act


@pytest.mark.parametrize("kind", KINDS)
async def test_a_command_is_unknown_to_whom_it_is_not_for(desk: Desk, kind: str):
    await officer(desk)
    ada, eve = desk.person(), await stranger(desk, kind)
    await letter(ada)
    before = await everything(desk)
    for command in lacking(COMMANDS_NEED, kind):
        await eve.say(f"/{command} GMP-2026-0001")
        assert "I do not know this command." in eve.sees, command
        assert f"/{command} –" not in eve.sees, command
        assert "Ministry" not in eve.sees, command
        assert await everything(desk) == before, command


@pytest.mark.parametrize("kind", KINDS)
async def test_a_button_does_nothing_for_whom_it_is_not_for(desk: Desk, kind: str):
    noor = await officer(desk)
    ada, eve = desk.person(), await stranger(desk, kind)
    await letter(ada)
    (found,) = await desk.store.read(lambda tx: tx.find_letters("gmp"))
    before = await everything(desk)
    for act in lacking(BUTTONS_NEED, kind):
        for arg in (found.reference, f"{found.reference}.{found.revision}", "1", "0", "secretariat", "lead.asgm"):
            await eve.press_data(f"!{act}:{arg}")
            assert "needs a role that you do not have" in eve.sees, act
            assert "Ministry" not in eve.sees, act
            assert found.reference not in eve.sees, act
        assert await everything(desk) == before, act
    assert noor.chat_id == 70


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "secretariat"])
async def test_nobody_opens_anothers_letter_by_guessing_its_reference(desk: Desk, kind: str):
    ada, eve = desk.person(), await stranger(desk, kind)
    await letter(ada)
    (found,) = await desk.store.read(lambda tx: tx.find_letters("gmp"))
    before = await everything(desk)
    for act in sorted(OWN):
        for arg in (found.reference, f"{found.reference}.1", f"{found.reference}.0", f"{found.reference}.1.en"):
            await eve.press_data(f"!{act}:{arg}")
            assert "Ministry" not in eve.sees, act
            assert "miners" not in eve.sees, act
        assert await everything(desk) == before, act
    (heard,) = await deliver(desk, eve)
    assert (heard.pages, heard.files) == ([], [])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "secretariat"])
async def test_a_history_is_told_to_nobody_but_its_owner_and_the_secretariat(desk: Desk, kind: str):
    ada, eve = desk.person(), await stranger(desk, kind)
    await letter(ada)
    (found,) = await desk.store.read(lambda tx: tx.find_letters("gmp"))
    await eve.say(f"/history {found.reference}")
    assert "There is no letter with this reference." in eve.sees
    await ada.say(f"/history {found.reference}")
    assert "version 1 sent (you)" in ada.sees


@pytest.mark.parametrize("act", ["register", "registered", "ask", "aside", "unpublish", "endrole", "ended", "invited"])
async def test_a_button_kept_from_an_earlier_role_does_nothing(desk: Desk, act: str):
    noor, _ = await officer(desk), await officer(desk, 71, "Amina")
    ada = desk.person()
    await letter(ada)
    await deliver(desk, noor)
    (found,) = await desk.store.read(lambda tx: tx.find_letters("gmp"))
    await end_roles(desk, noor)
    before = await everything(desk)
    await noor.press_data(f"!{act}:{found.reference}.{found.revision}")
    assert "needs a role that you do not have, or no longer have" in noor.sees
    assert await everything(desk) == before


async def test_letters_that_came_in_are_not_told_to_who_left_the_secretariat(desk: Desk):
    noor, _ = await officer(desk), await officer(desk, 71, "Amina")
    ada = desk.person()
    await letter(ada)
    await end_roles(desk, noor)
    (heard,) = await deliver(desk, noor)
    assert (heard.pages, heard.files) == ([], [])
    assert await person_id(desk, noor)
