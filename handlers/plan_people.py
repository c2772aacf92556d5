"""Whom a lead has invited to write in the plan, and how: a partner of the area, or whoever gets a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from flows.plan import PLAN
from flows.wording import N_, Say, WebAddress, as_is, say, say_n
from handlers import announcing, plan_pages
from handlers.buttons import PageButton, Rows, base36, number_in, parts_of
from handlers.desk_pages import SOMEBODY
from handlers.inviting import STANDS_FOR, links
from handlers.pages import turning
from handlers.permissions import NOT_YOURS
from handlers.plan_access import draft_named, section_keys
from handlers.plan_pages import sections_named, title
from handlers.scene import Page, Scene

if TYPE_CHECKING:
    from handlers.plan_access import Access
    from handlers.talk import Talk
    from storage.desk_records import Partner
    from storage.plan_records import PlanDraft, Writer

Does: TypeAlias = "Callable[[Talk, str], Scene]"

PLAN_LINK = "plan"
"""The purpose of a link that lets somebody write in a plan."""
PER_PAGE = 8
TICKED = "t"
"""Carried by the boxes of the list of sections, which is redrawn where it stands."""


def _led(talk: Talk, which: str) -> tuple[PlanDraft, Access, int, str] | None:
    """The draft that a button names, if the person leads its area; the sections chosen, and what else it carries."""
    number, mask, rest = parts_of(which)
    found = draft_named(talk, number)
    if found is None or not found[1].leads:
        return None
    return *found, max(0, number_in(mask)), rest


def people(talk: Talk, which: str, *notes: Say) -> Scene:
    """Who writes in the plan, and the sections to invite somebody to: `<draft>.<sections as bits>`; a tick redraws."""
    led = _led(talk, which)
    if led is None:
        return talk.again(NOT_YOURS)
    draft, access, mask, ticked = led
    scene = talk.show(_people_page(draft, access, talk.tx.writers(draft.id), mask), *notes)
    return replace(scene, redraw=ticked == TICKED)


def _people_page(draft: PlanDraft, access: Access, writers: Sequence[Writer], mask: int) -> Page:
    number = base36(draft.id)
    paragraphs = [title(access.area), say(N_("<b>Who writes with you</b>"))]
    if not writers:
        paragraphs.append(say(N_("Nobody yet.")))
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(say(N_("End: {name}"), name=_name(writer)), "planend", f"{number}.0.{base36(writer.person_id)}"),)
        for writer in writers[:PER_PAGE]
    ]
    paragraphs.append(say(N_("To invite somebody, choose the sections that they are to write in:")))
    for place, section in enumerate(PLAN.sections):
        ticked = bool(mask >> place & 1)
        words = say(N_("☑ {thing}") if ticked else N_("☐ {thing}"), thing=say(section.title))
        rows.append((PageButton(words, "planinv", f"{number}.{base36(mask ^ 1 << place)}.{TICKED}"),))
    if mask:
        rows.append((PageButton(say(N_("Invite to these sections ▶")), "planwho", f"{number}.{base36(mask)}.0"),))
    whole = (1 << len(PLAN.sections)) - 1
    rows.append((PageButton(say(N_("Invite to all sections ▶")), "planwho", f"{number}.{base36(whole)}.0"),))
    rows.append((PageButton(plan_pages.GO_ON_WRITING, "plan", draft.area),))
    lines = tuple(
        say(N_("{name}: {sections}"), name=_name(writer), sections=sections_named(writer.sections))
        for writer in writers
    )
    return Page(tuple(paragraphs), tuple(rows), lines)


def _name(writer: Writer) -> Say:
    return as_is(writer.name) if writer.name else SOMEBODY


def whom(talk: Talk, which: str) -> Scene:
    """Which partner of the area to invite, or a link for whoever is to get one."""
    led = _led(talk, which)
    if led is None:
        return talk.again(NOT_YOURS)
    draft, access, mask, rest = led
    page = max(0, number_in(rest))
    there = [one for one in talk.tx.partners_of_area(draft.area) if one.person_id not in (None, talk.person.id)]
    return talk.show(_whom_page(draft, access, mask, there, page))


def _whom_page(draft: PlanDraft, access: Access, mask: int, partners: Sequence[Partner], page: int) -> Page:
    number, sections = base36(draft.id), base36(mask)
    here = partners[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(as_is(one.name[:60]), "planadd", f"{number}.{sections}.{base36(one.id)}"),) for one in here
    ]
    rows += turning("planwho", page, more=(page + 1) * PER_PAGE < len(partners), before=f"{number}.{sections}.")
    rows.append((PageButton(say(N_("Make a link for somebody else")), "planlink", f"{number}.{sections}"),))
    rows.append((PageButton(say(N_("◀ Who writes with you")), "planinv", f"{number}.{sections}"),))
    named = sections_named(section_keys(mask))
    paragraphs = [title(access.area), say(N_("<b>Invite somebody to write: {sections}</b>"), sections=named)]
    paragraphs.append(
        say(N_("These partners of the area can be reached here. They are told at once."))
        if partners
        else say(N_("No partner of the area can be reached here. Make a link, and send it to whom you want to invite."))
    )
    return Page(tuple(paragraphs), tuple(rows))


def added(talk: Talk, which: str) -> Scene:
    """Invite a partner; they are told."""
    led = _led(talk, which)
    if led is None:
        return talk.again(NOT_YOURS)
    draft, _, mask, rest = led
    wanted = number_in(rest)
    partner = next((one for one in talk.tx.partners_of_area(draft.area) if one.id == wanted), None)
    if partner is None or partner.person_id is None:
        return whom(talk, f"{base36(draft.id)}.{base36(mask)}.0")
    sections, at = section_keys(mask), talk.incoming.at
    talk.tx.invite_writer(draft.id, partner.person_id, sections, talk.person.id, at)
    announcing.invited_to_write(talk.tx, partner.person_id, draft.id, talk.person, at)
    told = say(
        N_("{name} can write in the plan now, and is told: {sections}."),
        name=partner.name,
        sections=sections_named(sections),
    )
    return people(talk, f"{base36(draft.id)}.0", told)


def ended(talk: Talk, which: str) -> Scene:
    """Let somebody write no longer; what they wrote stays."""
    led = _led(talk, which)
    if led is None:
        return talk.again(NOT_YOURS)
    draft, _, _, rest = led
    person = number_in(rest)
    name = next((one.name for one in talk.tx.writers(draft.id) if one.person_id == person), "")
    if not talk.tx.end_writing(draft.id, person, talk.person.id, talk.incoming.at):
        return people(talk, f"{base36(draft.id)}.0")
    told = say(N_("{name} can no longer write in the plan. What they wrote stays."), name=name or SOMEBODY)
    return people(talk, f"{base36(draft.id)}.0", told)


def link(talk: Talk, which: str) -> Scene:
    """A link that lets the one who follows it first write in these sections."""
    led = _led(talk, which)
    if led is None:
        return talk.again(NOT_YOURS)
    draft, access, mask, _ = led
    sections, at = section_keys(mask), talk.incoming.at
    details = {"draft": draft.id, "sections": list(sections), "by": talk.person.id}
    token = talk.tx.make_link(PLAN_LINK, area=draft.area, details=details, expires=at + STANDS_FOR, at=at)
    talk.tx.record(f"person:{talk.person.id}", "invited", f"draft:{draft.id}", {"sections": list(sections)}, at)
    urls = links(talk.surroundings.public_url, token, talk.surroundings.username)
    rows: Rows = ((PageButton(say(N_("◀ Who writes with you")), "planinv", f"{base36(draft.id)}.0"),),)
    page = Page(
        (
            title(access.area),
            say(N_("Send this link to the person who is to write: {sections}."), sections=sections_named(sections)),
            *(as_is(WebAddress(url)) for url in urls),
            say_n(N_("It works once, within {n} day."), N_("It works once, within {n} days."), STANDS_FOR.days),
        ),
        rows,
    )
    return talk.show(page)


BUTTONS: Mapping[str, Does] = {
    "planinv": people,
    "planwho": whom,
    "planadd": added,
    "planend": ended,
    "planlink": link,
}
SHOWING = frozenset({"planinv", "planwho"})
"""Acts that only show something."""
