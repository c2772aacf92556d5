"""What notices tell of plans: invitations to write, company in a section, remarks and answers, advice, publication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.facts import Area
from flows.wording import N_, Say, WebAddress, as_is, say
from handlers.buttons import PageButton, base36
from handlers.desk_pages import SOMEBODY
from handlers.plan_access import ADVISERS
from handlers.plan_pages import files_button, section_title, sections_named, title, version_meant
from handlers.scene import Page, Quote
from handlers.telling import Telling, Tells

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.plan_records import PlanDraft
    from storage.transaction import Transaction


def _about(tx: Transaction, notice: Notice, surroundings: Surroundings) -> tuple[PlanDraft, Area] | None:
    """The plan that a notice is about; `None` where it is gone, or its area is closed."""
    draft = tx.plan_draft_by_id(int(notice.content["draft"]))
    area = None if draft is None else next((one for one in surroundings.areas if one.key == draft.area), None)
    return None if draft is None or area is None else (draft, area)


def _leads(tx: Transaction, notice: Notice, area: Area) -> bool:
    return any(one.person_id == notice.person_id for one in tx.holders("lead", notice.made_at, area.key))


def invitation(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody is to write in a plan; of no use once that has ended."""
    about = _about(tx, notice, surroundings)
    if about is None:
        return None
    draft, area = about
    writer = next((one for one in tx.writers(draft.id) if one.person_id == notice.person_id), None)
    if writer is None:
        return None
    asked = say(
        N_("{name} asks you to write in it: {sections}."),
        name=str(notice.content["by"]) or say(N_("The lead of the area")),
        sections=sections_named(writer.sections),
    )
    return Telling(page=Page((title(area), asked), ((PageButton(say(N_("Open the plan")), "plan", area.key),),)))


def joined(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody has followed the lead's link."""
    about = _about(tx, notice, surroundings)
    if about is None or not _leads(tx, notice, about[1]):
        return None
    draft, area = about
    writer = next((one for one in tx.writers(draft.id) if one.person_id == int(notice.content["person"])), None)
    if writer is None:
        return None
    told = say(
        N_("{name} has followed your link and can write in the plan now: {sections}."),
        name=writer.name or SOMEBODY,
        sections=sections_named(writer.sections),
    )
    look = PageButton(say(N_("Who writes with you")), "planinv", f"{base36(draft.id)}.0")
    return Telling(page=Page((title(area), told), ((look,),)))


def beside(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody else has come into the section."""
    about = _about(tx, notice, surroundings)
    if about is None:
        return None
    told = say(
        N_("{name} has come into the section “{section}”, where you are writing. Nothing is written over unseen."),
        name=str(notice.content["name"]) or SOMEBODY,
        section=section_title(str(notice.content["section"])),
    )
    return Telling(page=Page((told,), ((PageButton(say(N_("Go on ▶")), "here"),),)))


def remark(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A remark for the lead; of no use once it was dealt with."""
    about = _about(tx, notice, surroundings)
    said = tx.plan_remark(int(notice.content["remark"]))
    if about is None or said is None or said.settled_at is not None or not _leads(tx, notice, about[1]):
        return None
    draft, area = about
    name = said.name or SOMEBODY
    number = f"{base36(draft.id)}.{base36(said.version)}.{said.section if not said.version else ''}"
    look = PageButton(say(N_("All remarks")), "planrem", number)
    if said.kind == "none":
        told = say(
            N_("{name} of the Advisory Group has no remarks on version {version}."),
            name=name,
            version=version_meant(tx.publications(area.key), said.version),
        )
        return Telling(page=Page((title(area), told), ((look,),)))
    words = (
        N_("{name} of the Advisory Group remarks on “{section}”:")
        if said.version
        else N_("{name} remarks on “{section}”:")
    )
    told = say(words, name=name, section=section_title(said.section))
    act = (
        PageButton(say(N_("Answer")), "planans", base36(said.id)),
        PageButton(say(N_("Dealt with")), "plandone", base36(said.id)),
    )
    quote = Quote(said.language, (as_is(said.words),))
    return Telling(page=Page((title(area), told), (act, (look,)), quote=quote))


def answer(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """The lead's answer, for who made the remark."""
    about = _about(tx, notice, surroundings)
    said = tx.plan_remark(int(notice.content["remark"]))
    if about is None or said is None or not said.answer:
        return None
    _, area = about
    told = (
        title(area),
        say(N_("Your remark on “{section}”: “{words}”"), section=section_title(said.section), words=said.words),
        say(N_("The lead answers:")),
    )
    return Telling(page=Page(told, quote=Quote(said.answer_language or notice.language, (as_is(said.answer),))))


def for_advice(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A plan that the Advisory Group is to advise on; of no use once a later version was sent or published."""
    about = _about(tx, notice, surroundings)
    version = int(notice.content["version"])
    advises = any(role.kind in ADVISERS for role in tx.roles(notice.person_id, notice.made_at))
    if about is None or not advises or about[0].version != version:
        return None
    draft, area = about
    published = tx.publications(area.key)
    if any(one.version == version for one in published):
        return None
    number = version_meant(published, version)
    which = f"{base36(draft.id)}.{base36(version)}"
    told: tuple[Say, ...] = (
        title(area),
        say(N_("The lead asks the Advisory Group for its advice on this plan, version {version}."), version=number),
        say(N_("You can remark on each section, or say that you have no remarks. Nobody is asked to approve it.")),
    )
    rows = (
        (PageButton(say(N_("Read and remark ▶")), "planread", which),),
        (files_button(base36(draft.id), version),),
        (PageButton(say(N_("I have no remarks")), "planno", which),),
    )
    return Telling(page=Page(told, rows))


def published(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A version of a plan that everyone can read now."""
    about = _about(tx, notice, surroundings)
    if about is None:
        return None
    _, area = about
    told = (
        title(area),
        say(N_("Version {number} is published. Everyone can read it here:"), number=int(notice.content["number"])),
        as_is(WebAddress(f"{surroundings.public_url}/plans/{area.key}")),
    )
    return Telling(page=Page(told))


TELLINGS: Mapping[str, Tells] = {
    "plan invitation": invitation,
    "plan joined": joined,
    "plan beside": beside,
    "plan remark": remark,
    "plan answer": answer,
    "plan for advice": for_advice,
    "plan published": published,
}
"""How each kind of notice about plans is told."""
