"""What is shown of a plan beside the conversation: where it stands, its sections, what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows import plan_text
from flows.facts import Area
from flows.plan import PLAN
from flows.plan_text import Entry
from flows.wording import N_, Say, Several, WebAddress, as_is, say, say_n
from handlers.buttons import PageButton, Rows, base36, number_in
from handlers.pages import day
from handlers.plan_access import Access
from handlers.scene import Page
from storage.plan_records import PlanDraft, PlanRemark, Publication

DRAFT = 0
"""The version by which the draft is meant; what was sent is counted from 1."""

BEGUN = say(
    N_(
        "This is the first draft. It has ten sections: take them in any order, leave them half done, and come back "
        "whenever you like."
    )
)
GO_ON_WRITING = say(N_("Go on writing ▶"))
STILL_MISSING = say(N_("Some answers are still missing."))


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a plan is: what was published, the newest version first; the version that the Advisory Group has before
    it (0: none); and every remark on it."""

    published: tuple[Publication, ...]
    before_them: int
    remarks: tuple[PlanRemark, ...]

    def said(self) -> tuple[PlanRemark, ...]:
        """What the Advisory Group has said of the version before it."""
        return tuple(one for one in self.remarks if one.version and one.version == self.before_them)

    def advice(self) -> tuple[PlanRemark, ...]:
        """What the Advisory Group has said since the last publication, of this version and of those sent before it,
        and what it said earlier and nobody has dealt with."""
        last = self.published[0].published_at if self.published else None
        return tuple(
            one
            for one in self.remarks
            if one.version
            and (one.is_of_the_round(last, self.before_them) or (one.kind == "advice" and one.settled_at is None))
        )

    def on_the_draft(self) -> tuple[PlanRemark, ...]:
        """What partners have said of the draft and the lead has not dealt with."""
        return tuple(one for one in self.remarks if one.version == DRAFT and one.settled_at is None)


def version_meant(published: Iterable[Publication], version: int) -> int:
    """The version that something sent is to become, or became: what is sent again before it is published counts once,
    so that the Advisory Group, the lead and the register speak of one and the same number."""
    return 1 + sum(one.version < version for one in published)


def title(area: Area) -> Say:
    """The heading of everything about an area's plan."""
    return say(N_("<b>The business plan of the area: {area}</b>"), area=area.name)


def version_in(text: str) -> int:
    """A version as buttons carry it; the draft for anything else."""
    return max(DRAFT, number_in(text))


def section_title(key: str) -> Say:
    """What a section of the plan is called; the whole plan for anything else."""
    return plan_text.section_title(PLAN, key)


def sections_named(keys: Sequence[str]) -> Say:
    """Some sections in words; all where none is named."""
    if not keys:
        return say(N_("all sections"))
    return as_is(Several(tuple(section_title(key) for key in keys), "all"))


def nothing_here(public_url: str) -> Page:
    """Said to who has to do with no plan."""
    return Page(
        (
            say(N_("There is no plan here for you to write or to remark on.")),
            say(N_("The plans that were published are here:")),
            as_is(WebAddress(f"{public_url}/plans")),
        )
    )


def which_area(areas: Iterable[Area]) -> Page:
    """The choice among several plans."""
    ask = say(N_("<b>The plan of which area?</b>"))
    return Page((ask,), tuple((PageButton(area.name, "plan", area.key),) for area in areas))


def where_it_stands(stand: Stand) -> tuple[Say, ...]:
    """How far a plan is, in a sentence or two."""
    told = []
    if stand.published:
        newest = stand.published[0]
        told.append(
            say(N_("Version {number} was published on {day}."), number=newest.number, day=day(newest.published_at))
        )
    if stand.before_them:
        said = {one.person_id for one in stand.said()}
        told.append(say(N_("The Advisory Group has it before it, to advise on it (G3(f)(2)).")))
        told.append(
            say_n(
                N_("{n} of its members has answered so far."), N_("{n} of its members have answered so far."), len(said)
            )
        )
    if not told:
        told.append(say(N_("It is a draft, and has not been sent to the Advisory Group yet.")))
    return tuple(told)


def overview(draft: PlanDraft, access: Access, stand: Stand, version: int) -> Page:
    """The plan to read, section by section, and what the reader may do with it."""
    number = base36(draft.id)
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(say(section.title), "plansec", f"{number}.{base36(version)}.{section.key}"),)
        for section in PLAN.sections
    ]
    if access.advises and version and version == stand.before_them:
        rows.append((PageButton(say(N_("I have no remarks")), "planno", f"{number}.{base36(version)}"),))
    if access.leads or access.writes:
        rows.append((PageButton(GO_ON_WRITING, "plan", draft.area),))
    which = (
        say(
            N_("This is version {version}, as it was sent to the Advisory Group."),
            version=version_meant(stand.published, version),
        )
        if version
        else say(N_("This is the draft as it stands now."))
    )
    ask = (
        say(N_("Choose a section to read it and to remark on it."))
        if access.takes_part or access.advises or access.may_write
        else say(N_("Choose a section to read it."))
    )
    rows.append((files_button(number, version),))
    return Page((title(access.area), which, *where_it_stands(stand), ask), tuple(rows))


def files_button(number: str, version: int) -> PageButton:
    """The way to the plan's files."""
    return PageButton(say(N_("As files: PDF, Word, timeline")), "planfiles", f"{number}.{base36(version)}")


def section(draft: PlanDraft, access: Access, version: int, key: str, shown: Iterable[Entry], count: int) -> Page:
    """One section to read. `count` are the remarks on it."""
    number = base36(draft.id)
    lines = tuple(_line(entry) for entry in shown)
    rows: list[tuple[PageButton, ...]] = []
    if may_remark(access, version):
        rows.append((remark_button(number, version, key),))
    if count:
        rows.append((remarks_button(number, key, count, version),))
    rows.append((sections_button(number, version),))
    standing = next(one.standing for one in PLAN.sections if one.key == key)
    paragraphs: tuple[Say, ...] = (title(access.area), say(N_("<b>{title}</b>"), title=section_title(key)), *standing)
    if not lines and not standing:
        paragraphs = (*paragraphs, plan_text.NOTHING_YET)
    return Page(paragraphs, tuple(rows), lines)


def may_remark(access: Access, version: int) -> bool:
    """Whether somebody may remark: partners on the draft (R¶38), the Advisory Group on what was sent to it."""
    return access.advises if version else access.takes_part or access.may_write


def _line(entry: Entry) -> Say:
    if entry.shown is None:
        return say(N_("<b>{title}</b>"), title=entry.label)
    return say(N_("{label}: {shown}"), label=entry.label, shown=entry.shown)


def sections_button(number: str, version: int) -> PageButton:
    """Back to the plan's sections."""
    return PageButton(say(N_("◀ All sections")), "planread", f"{number}.{base36(version)}")


def reading_button(number: str, version: int = DRAFT) -> PageButton:
    """Opens the plan to be read."""
    return PageButton(say(N_("Read the whole plan")), "planread", f"{number}.{base36(version)}")


def remark_button(number: str, version: int, key: str) -> PageButton:
    """Begins a remark on a section."""
    return PageButton(say(N_("Remark on this section")), "plansay", f"{number}.{base36(version)}.{key}")


def remarks_button(number: str, key: str, count: int, version: int = DRAFT) -> PageButton:
    """Opens the remarks on a section, or on the whole where `key` is empty."""
    words = say(N_("Remarks ({count})"), count=count) if count else say(N_("Remarks"))
    return PageButton(words, "planrem", f"{number}.{base36(version)}.{key}")


def history_button(number: str, key: str) -> PageButton:
    """Opens what was changed in a section."""
    return PageButton(say(N_("History")), "planhist", f"{number}.{key}.0")


def beside_the_menu(draft: PlanDraft, access: Access, stand: Stand, *, ready: bool) -> Rows:
    """What can be done with a plan, below the list of its sections."""
    number = base36(draft.id)
    rows: list[tuple[PageButton, ...]] = [(reading_button(number),)]
    waiting = len(stand.on_the_draft())
    if waiting:
        rows[0] = (*rows[0], remarks_button(number, "", waiting))
    if not access.leads:
        return tuple(rows)
    rows.append((PageButton(say(N_("Who writes with you")), "planinv", f"{number}.0"),))
    seen = f"{number}.{base36(draft.revision)}"
    advice = stand.advice()
    if stand.before_them or advice:
        rows.append((remarks_button(number, "", len(advice), draft.version),))
    if stand.before_them:
        rows.append((PageButton(say(N_("Publish the plan ▶")), "planpub", seen),))
    if ready:
        rows.append((PageButton(say(N_("Send to the Advisory Group ▶")), "plansend", seen),))
    return tuple(rows)


def invited(area: Area, sections: Sequence[str]) -> Say:
    """Said to who has been invited to write."""
    return say(
        N_("You write in the business plan of the area {area} now: {sections}."),
        area=area.name,
        sections=sections_named(sections),
    )
