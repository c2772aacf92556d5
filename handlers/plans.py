"""The business plan of an area: who leads the area or is invited opens its draft, which belongs to the area (F§4).

Framework G4.b(6): a lead serves two years. When the role passes to somebody else the draft stays with the area, and
whoever led it before can no longer open it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from flows import engine
from flows.events import Corrected, Event, Said, Sent, Shared
from flows.facts import Area
from flows.layout import ready_to_submit
from flows.plan import PLAN
from flows.session import Answer, Change, Place, Session
from flows.wording import N_, Say, say
from handlers import announcing, naming, plan_filling, plan_pages
from handlers.buttons import PageButton, Rows, base36
from handlers.permissions import NOT_YOURS
from handlers.plan_access import Access, access_to, accesses, draft_named
from handlers.scene import Page, Scene

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.plan_records import PlanDraft
    from storage.records import LinkUse, Standing

Does: TypeAlias = "Callable[[Talk, str], Scene]"

MENU = Place("menu")
BESIDE_WITHIN = timedelta(minutes=30)
"""How long after the last thing they did somebody counts as being in a section."""


def has_plan(talk: Talk) -> bool:
    """Whether there is a plan that the person may write in."""
    return any(access.may_write for access in accesses(talk))


def access_here(talk: Talk, standing: Standing) -> Access | None:
    """What the person may do with the plan that they stand in, if they may still write in it."""
    access = access_to(talk, standing.subject)
    return access if access is not None and access.may_write else None


def plan(talk: Talk, area_key: str) -> Scene:
    """Open the plan of an area: to write, or to read; who has to do with several chooses one."""
    open_to = [access for access in accesses(talk) if _exists(talk, access)]
    named = [access for access in open_to if access.area.key == area_key]
    if area_key and not named:
        return talk.again(NOT_YOURS)
    if not open_to:
        return talk.show(plan_pages.nothing_here(talk.surroundings.public_url))
    if len(open_to) > 1 and not named:
        return talk.show(plan_pages.which_area([access.area for access in open_to]))
    access = (named or open_to)[0]
    if access.may_write:
        return opened(talk, access.area, None, *naming.unnamed(talk))
    draft = talk.tx.plan_draft(PLAN.key, access.area.key)
    return talk.again() if draft is None else overview(talk, draft, access, *naming.unnamed(talk))


def _exists(talk: Talk, access: Access) -> bool:
    """Whether there is something to open: a lead begins the plan, all others find one."""
    return access.leads or talk.tx.plan_draft(PLAN.key, access.area.key) is not None


def overview(talk: Talk, draft: PlanDraft, access: Access, *notes: Say) -> Scene:
    """The plan to read, and what the person may do with it."""
    shown = draft.version if access.advises and draft.version else 0
    return talk.show(plan_pages.overview(draft, access, stand(talk, draft), shown), *notes)


def stand(talk: Talk, draft: PlanDraft) -> plan_pages.Stand:
    """How far a plan is: what was published of it, and which version the Advisory Group has before it."""
    published = talk.tx.publications(draft.area)
    before_them = draft.version if draft.version not in {one.version for one in published} else 0
    remarks = talk.tx.plan_remarks_on(draft.id)
    return plan_pages.Stand(published, before_them, remarks)


def opened(talk: Talk, area: Area, place: Place | None = None, *notes: Say) -> Scene:
    """Go on with the area's draft, or begin it; it is told which, since others may have written in it meanwhile."""
    draft = talk.tx.plan_draft(PLAN.key, area.key, lock=True)
    if draft is None:
        scene = talk.begin(PLAN, area.key, owned=False)
        return replace(scene, notes=(plan_pages.title(area), plan_pages.BEGUN, *notes, *scene.notes))
    join(talk, draft)
    return talk.go(place, *notes) if place is not None else talk.again(*notes, plan_pages.title(area))


def join(talk: Talk, draft: PlanDraft) -> None:
    """Let the person stand in the draft, where they left it."""
    standing = engine.start(PLAN).standing()
    talk.standing = talk.tx.join_draft(talk.person.id, draft.id, standing, talk.incoming.at)


def left(talk: Talk, standing: Standing) -> Scene:
    """After "save and leave": the plan is gone on with by its own command."""
    talk.tx.leave(talk.person.id)
    talk.standing = None
    kept = say(N_("What you wrote is kept. Come back whenever you like: /plan goes on where you are."))
    return talk.show(Page((kept,), ((PageButton(say(N_("Go on ▶")), "plan", standing.subject),),)))


ONLY_THE_LEAD = say(
    N_("Only the lead of the area can give its plan up, and only before it was sent. “Save and leave” loses nothing.")
)


def may_give_up(talk: Talk, standing: Standing) -> bool:
    """Whether the person may give the draft up: its lead, as long as nothing was sent from it."""
    access = access_here(talk, standing)
    return access is not None and access.leads and not standing.submitted_version


def given_up(talk: Talk, standing: Standing) -> Scene:
    """A draft of the plan that its lead gives up goes for everyone; what was sent stays."""
    if not may_give_up(talk, standing):
        return talk.go(MENU, ONLY_THE_LEAD)
    talk.tx.cancel_draft(standing.draft_id)
    talk.tx.record(f"person:{talk.person.id}", "abandoned", f"plan:{standing.subject}", {}, talk.incoming.at)
    talk.standing = None
    gone = say(N_("The draft of the plan has been erased."))
    again = PageButton(say(N_("Begin anew")), "plan", standing.subject)
    return talk.show(Page((gone,), ((again,),)))


def barred(talk: Talk) -> Scene:
    """Somebody stands in a plan that they may no longer write in: they leave it, and it stays with the area."""
    talk.tx.leave(talk.person.id)
    talk.standing = None
    return talk.idle(NOT_YOURS)


# -- several hands ----------------------------------------------------------------------------------------------------

CHATS = 2**32
"""Message numbers are counted in each chat; with the chat's own number they tell apart who wrote what."""


def as_written_here(event: Event, chat: int | None) -> Event:
    """The event with a message number that no other chat has, so that nobody corrects another person's answer."""
    if isinstance(event, Said | Sent | Shared | Corrected):
        return replace(event, message_id=(chat or 0) * CHATS + event.message_id)
    return event


def lost_place(talk: Talk, standing: Standing, place: Place, event: Event) -> tuple[Say, ...]:
    """What somebody wrote where somebody else has taken the place away meanwhile: kept aside, and told."""
    if not isinstance(event, Said) or place.kind not in ("question", "over", "unsure", "clash"):
        return ()
    written = Change(place.path, None, Answer(event.text))
    talk.tx.keep_aside(standing.draft_id, (written,), talk.person.id, talk.incoming.at)
    return (
        say(
            N_(
                "The place where you were writing was taken away by somebody else in the meantime. What you wrote is "
                "kept aside: /history"
            )
        ),
    )


def company(talk: Talk, standing: Standing, before: str, session: Session) -> tuple[Say, ...]:
    """Two people in one section are told of each other, when the second comes in; `before` is the section they left."""
    section = engine.section_of(PLAN, session)
    if not section or section == before:
        return ()
    at = talk.incoming.at
    there = [
        other
        for other in talk.tx.beside(standing.draft_id, talk.person.id, at - BESIDE_WITHIN)
        if engine.section_of(PLAN, Session.from_standing(other.standing, session.answers)) == section
    ]
    for other in there:
        announcing.beside(talk.tx, other.person_id, talk.person, standing.draft_id, section, at, at + BESIDE_WITHIN)
    return tuple(
        say(
            N_("{name} is in this section too. You see each other's answers, and nothing is written over unseen."),
            name=other.name or say(N_("Somebody else")),
        )
        for other in there
    )


def more(talk: Talk, standing: Standing, session: Session, access: Access) -> Rows:
    """What can be done with a plan beside answering: below the list of sections, and below each section."""
    number = base36(standing.draft_id)
    if session.place.kind == "section":
        key = session.place.path
        remarks = [one for one in talk.tx.plan_remarks_on(standing.draft_id, section=key) if one.settled_at is None]
        beside = (plan_pages.remarks_button(number, key, len(remarks)), plan_pages.history_button(number, key))
        if key != plan_filling.SECTION:
            return (beside,)
        return (*plan_filling.fill_button(talk, standing.draft_id, access.area.key, session.answers), beside)
    if session.place.kind != "menu":
        return ()
    draft = talk.tx.plan_draft_by_id(standing.draft_id)
    if draft is None:
        return ()
    ready = ready_to_submit(PLAN, session.answers)
    return plan_pages.beside_the_menu(draft, access, stand(talk, draft), ready=ready)


def take_up(talk: Talk, use: LinkUse) -> Scene:
    """Who follows a lead's link writes in the plan from now on; the lead is told."""
    details = use.details or {}
    draft = talk.tx.plan_draft_by_id(int(details.get("draft", -1)))
    area = next((area for area in talk.surroundings.areas if area.key == use.area), None)
    if draft is None or area is None:
        return talk.again(say(N_("The plan that this link led to is there no longer.")))
    at, sections = talk.incoming.at, tuple(map(str, details.get("sections", ())))
    talk.tx.invite_writer(draft.id, talk.person.id, sections, int(details.get("by", talk.person.id)), at)
    announcing.to_leads(
        talk.tx, area.key, "plan joined", f"draft:{draft.id}", f"{talk.person.id}.{at.isoformat()}",
        {"draft": draft.id, "person": talk.person.id}, at,
    )  # fmt: skip
    return opened(talk, area, None, plan_pages.invited(area, sections), *naming.unnamed(talk))


def read(talk: Talk, which: str) -> Scene:
    """The whole plan to read: `<draft>.<version>`, version 0 being the draft."""
    number, _, version = which.partition(".")
    found = draft_named(talk, number)
    if found is None:
        return talk.again(NOT_YOURS)
    draft, access = found
    return talk.show(plan_pages.overview(draft, access, stand(talk, draft), plan_pages.version_in(version)))


COMMANDS: Mapping[str, Does] = {"plan": lambda talk, words: plan(talk, words.strip().lower())}
BUTTONS: Mapping[str, Does] = {"plan": plan, "planread": read}
SHOWING = frozenset({"planread"})
"""Acts that only show something."""
