"""The business plan of an area: who leads the area opens its draft, which belongs to the area (F§4).

Framework G4.b(6): a lead serves two years. When the role passes to somebody else the draft stays with the area, and
whoever led it before can no longer open it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows import engine
from flows.facts import Area
from flows.plan import PLAN
from flows.wording import N_, Say, say
from handlers.buttons import PageButton
from handlers.permissions import NOT_YOURS
from handlers.scene import Page, Scene

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.records import Standing

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def led_areas(talk: Talk) -> tuple[Area, ...]:
    """The open areas that the person leads at this moment."""
    led = {role.area for role in talk.tx.roles(talk.person.id, talk.incoming.at) if role.kind == "lead"}
    return tuple(area for area in talk.surroundings.areas if area.key in led)


def may_write(talk: Talk, standing: Standing) -> bool:
    """Whether the person still leads the area whose plan they stand in."""
    return any(area.key == standing.subject for area in led_areas(talk))


def plan(talk: Talk, area_key: str) -> Scene:
    """Open the plan of the area that the person leads; who leads several chooses one."""
    led = led_areas(talk)
    named = [area for area in led if area.key == area_key]
    if not led or (area_key and not named):
        return talk.again(NOT_YOURS)
    if len(led) > 1 and not named:
        return talk.show(_which_area(led))
    return _opened(talk, (named or led)[0])


def _which_area(led: tuple[Area, ...]) -> Page:
    ask = say(N_("<b>The plan of which area?</b>"))
    return Page((ask,), tuple((PageButton(area.name, "plan", area.key),) for area in led))


def _opened(talk: Talk, area: Area) -> Scene:
    """Go on with the area's draft, or begin it; it is told which, since others may have written in it meanwhile."""
    draft_id = talk.tx.draft_about(PLAN.key, area.key)
    if draft_id is None:
        scene = talk.begin(PLAN, area.key, owned=False)
        return Scene(scene.language, (_heading(area), BEGUN), scene.page, scene.stage)
    talk.standing = talk.tx.join_draft(talk.person.id, draft_id, engine.start(PLAN).standing(), talk.incoming.at)
    return talk.again(_heading(area))


BEGUN = say(
    N_(
        "This is the first draft. It has ten sections: take them in any order, leave them half done, and come back "
        "whenever you like."
    )
)


def _heading(area: Area) -> Say:
    return say(N_("<b>The business plan of the area: {area}</b>"), area=area.name)


def left(talk: Talk, standing: Standing) -> Scene:
    """After "save and leave": the plan is gone on with by its own command."""
    talk.tx.leave(talk.person.id)
    talk.standing = None
    kept = say(N_("What you wrote is kept. Come back whenever you like: /plan goes on where you are."))
    return talk.show(Page((kept,), ((PageButton(say(N_("Go on ▶")), "plan", standing.subject),),)))


def given_up(talk: Talk, standing: Standing) -> Scene:
    """A draft of the plan that its lead gives up goes for everyone; what was published stays."""
    talk.tx.cancel_draft(standing.draft_id)
    talk.tx.record(f"person:{talk.person.id}", "abandoned", f"plan:{standing.subject}", {}, talk.incoming.at)
    talk.standing = None
    gone = say(N_("The draft of the plan has been erased."))
    again = PageButton(say(N_("Begin anew")), "plan", standing.subject)
    return talk.show(Page((gone,), ((again,),)))


def barred(talk: Talk) -> Scene:
    """Somebody stands in the plan of an area that they no longer lead: they leave it, and it stays with the area."""
    talk.tx.leave(talk.person.id)
    talk.standing = None
    return talk.idle(NOT_YOURS)


COMMANDS: Mapping[str, Does] = {"plan": lambda talk, words: plan(talk, words.strip().lower())}
BUTTONS: Mapping[str, Does] = {"plan": plan}
