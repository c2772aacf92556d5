"""A plan sent to the Advisory Group, which advises and approves nothing, and published by its lead (G3(f)(2), R¶26)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.layout import ready_to_submit
from flows.plan import PLAN
from flows.session import Answers, Plain
from flows.wording import N_, WebAddress, as_is, say, say_n
from handlers import announcing, plan_pages, plans
from handlers.buttons import PageButton, base36, number_in
from handlers.permissions import NOT_YOURS
from handlers.plan_access import ADVISERS, draft_named
from handlers.plan_pages import STILL_MISSING, title, version_in
from handlers.plan_remarks import answers_in
from handlers.scene import Page, Scene
from handlers.snapshots import snapshot
from storage.plan_records import NewPlanRemark

if TYPE_CHECKING:
    from handlers.plan_access import Access
    from handlers.talk import Talk
    from storage.plan_records import PlanDraft

Does: TypeAlias = "Callable[[Talk, str], Scene]"

CHANGED = say(N_("The plan has changed since that button was shown. Please look at it again."))


def _led(talk: Talk, which: str) -> tuple[PlanDraft, Access] | Scene:
    """The draft that a button names, if the person leads its area and it stands as they saw it."""
    number, _, revision = which.partition(".")
    found = draft_named(talk, number)
    if found is None or not found[1].leads:
        return talk.again(NOT_YOURS)
    if found[0].revision != number_in(revision):
        return plans.opened(talk, found[1].area, plans.MENU, CHANGED)
    return found


def _seen(draft: PlanDraft) -> str:
    return f"{base36(draft.id)}.{base36(draft.revision)}"


def _advisers(talk: Talk) -> tuple[int, ...]:
    """The members of the Advisory Group and its chair, each once."""
    at = talk.incoming.at
    return tuple(dict.fromkeys(one.person_id for kind in ADVISERS for one in talk.tx.holders(kind, at)))


# -- sending ----------------------------------------------------------------------------------------------------------


def send(talk: Talk, which: str) -> Scene:
    """Ask before the plan goes to the Advisory Group."""
    led = _led(talk, which)
    if isinstance(led, Scene):
        return led
    draft, access = led
    answers = talk.tx.answers(draft.id, draft.revision)
    if not ready_to_submit(PLAN, answers):
        return plans.opened(talk, access.area, plans.MENU, STILL_MISSING)
    found = PLAN.checks(answers) if PLAN.checks is not None else ()
    members = len(_advisers(talk))
    paragraphs = [
        title(access.area),
        say(N_("<b>Send the plan to the Advisory Group?</b>")),
        say(
            N_(
                "It advises, and approves nothing (G3(f)(2)). What you send stays as it is; you can go on writing in "
                "the draft."
            )
        ),
        say_n(N_("{n} member is asked for advice."), N_("{n} members are asked for advice."), members)
        if members
        else say(N_("Nobody has the role of a member of the Advisory Group here yet. Please ask the secretariat.")),
    ]
    if found:
        paragraphs.append(say(N_("What does not fit together: {count}"), count=len(found)))
    rows = (
        (PageButton(say(N_("Yes, send it")), "plansent", _seen(draft)),),
        (PageButton(say(N_("No, not yet")), "plan", draft.area),),
    )
    return talk.show(Page(tuple(paragraphs), rows, tuple(one.what for one in found[:20])))


def sent(talk: Talk, which: str) -> Scene:
    """Take an immutable version of the plan, and ask every member of the Advisory Group for advice."""
    led = _led(talk, which)
    if isinstance(led, Scene):
        return led
    draft, access = led
    if not ready_to_submit(PLAN, talk.tx.answers(draft.id, draft.revision)):
        return plans.opened(talk, access.area, plans.MENU, STILL_MISSING)
    version = _take_version(talk, draft)
    for person in _advisers(talk):
        announcing.advice_wanted(talk.tx, person, draft.id, version, talk.incoming.at)
    told = say(
        N_("The plan is with the Advisory Group as version {version}. Its remarks come to you here."),
        version=plan_pages.version_meant(talk.tx.publications(draft.area), version),
    )
    return plans.opened(talk, access.area, plans.MENU, told)


def _take_version(talk: Talk, draft: PlanDraft) -> int:
    """An immutable version of the draft as it stands; return its number."""
    answers = talk.tx.answers(draft.id, draft.revision)
    public, private = snapshot(PLAN, answers, talk.language)
    lead_names = [holder.name for holder in talk.tx.holders("lead", talk.incoming.at, draft.area)]
    names: list[Plain] = [name for name in lead_names if name]
    submission = talk.tx.submit(
        draft.id, talk.person.id, {**public, "area": draft.area, "leads": names}, talk.incoming.at, private=private
    )
    return submission.version


# -- advice -----------------------------------------------------------------------------------------------------------


def no_remarks(talk: Talk, which: str) -> Scene:
    """A member of the Advisory Group has nothing to remark on a version: `<draft>.<version>`."""
    number, _, version_text = which.partition(".")
    found, version = draft_named(talk, number), version_in(version_text)
    if found is None or not found[1].advises or not version or version > found[0].version:
        return talk.again(NOT_YOURS)
    draft, access = found
    said = [
        one
        for one in talk.tx.plan_remarks_on(draft.id, version)
        if one.person_id == talk.person.id and one.kind == "advice"
    ]
    if said:
        told = say(N_("You have remarked on this version already. Your remarks stay."))
        return plans.overview(talk, draft, access, told)
    new = NewPlanRemark(draft.id, version, "none", "", talk.person.id, talk.language)
    remark_id = talk.tx.add_plan_remark(new, talk.incoming.at)
    announcing.remarked(talk.tx, draft, remark_id, talk.person.id, talk.incoming.at)
    return plans.overview(talk, draft, access, say(N_("Thank you. The lead is told that you have no remarks.")))


# -- publishing -------------------------------------------------------------------------------------------------------


def publish(talk: Talk, which: str) -> Scene:
    """Ask before the plan is published: what was advised, what waits for an answer, what has changed since."""
    led = _led(talk, which)
    if isinstance(led, Scene):
        return led
    draft, access = led
    stand = plans.stand(talk, draft)
    if not stand.before_them:
        return _not_sent(talk, access)
    advice = stand.advice()
    members = _advisers(talk)
    answered = {one.person_id for one in stand.said()}
    open_remarks = [one for one in advice if one.kind == "advice" and one.settled_at is None]
    changed = len(_changed(talk, draft, stand.before_them))
    paragraphs = [
        title(access.area),
        say(N_("<b>Publish the plan as version {number}?</b>"), number=_next(stand)),
        say(
            N_("Members of the Advisory Group who have answered: {count} of {total}."),
            count=len(answered),
            total=max(len(members), len(answered)),
        ),
    ]
    if open_remarks:
        paragraphs.append(
            say_n(N_("{n} remark has no answer yet."), N_("{n} remarks have no answer yet."), len(open_remarks))
        )
    paragraphs.append(
        say_n(
            N_("{n} answer has changed since the Advisory Group saw the plan; it is published as it stands now."),
            N_("{n} answers have changed since the Advisory Group saw the plan; it is published as it stands now."),
            changed,
        )
        if changed
        else say(N_("It is published just as the Advisory Group saw it."))
    )
    paragraphs.append(say(N_("The remarks and your answers are published with it.")))
    rows = (
        (PageButton(say(N_("Yes, publish it")), "planput", _seen(draft)),),
        (PageButton(say(N_("No, not yet")), "plan", draft.area),),
    )
    return talk.show(Page(tuple(paragraphs), rows))


def published(talk: Talk, which: str) -> Scene:
    """Publish the plan as it stands, with the trail of remarks and answers; the next draft goes on from it."""
    led = _led(talk, which)
    if isinstance(led, Scene):
        return led
    draft, access = led
    stand = plans.stand(talk, draft)
    if not stand.before_them:
        return _not_sent(talk, access)
    if not ready_to_submit(PLAN, talk.tx.answers(draft.id, draft.revision)):
        return plans.opened(talk, access.area, plans.MENU, STILL_MISSING)
    at = talk.incoming.at
    version = _take_version(talk, draft) if _changed(talk, draft, stand.before_them) else stand.before_them
    done = talk.tx.publish_plan(
        draft.area, draft.id, draft.reference or "", version, stand.before_them, talk.person.id, at
    )
    announcing.plan_published(talk.tx, draft, done.number, _readers(talk, draft, access), at)
    address = f"{talk.surroundings.public_url}/plans/{draft.area}"
    page = Page(
        (
            title(access.area),
            say(N_("<b>The plan is published as version {number}.</b>"), number=done.number),
            as_is(WebAddress(address)),
            say(N_("The partners of the area are told. The draft stays, and goes on to be the next version.")),
        ),
        ((PageButton(plan_pages.GO_ON_WRITING, "plan", draft.area),),),
    )
    return talk.show(page)


def _not_sent(talk: Talk, access: Access) -> Scene:
    told = say(N_("The plan goes to the Advisory Group first, for its advice (R¶26)."))
    return plans.opened(talk, access.area, plans.MENU, told)


def _next(stand: plan_pages.Stand) -> int:
    return stand.published[0].number + 1 if stand.published else 1


def _changed(talk: Talk, draft: PlanDraft, version: int) -> tuple[str, ...]:
    """The paths of the answers that differ between the draft and a version that was sent."""
    now = talk.tx.answers(draft.id, draft.revision)
    before: Answers = answers_in(talk, draft, version) or {}
    public, _ = snapshot(PLAN, now, talk.language)
    shown = public["answers"]
    paths = set(shown) if isinstance(shown, dict) else set()
    return tuple(
        path
        for path in sorted(paths | set(before))
        if (path in paths) != (path in before) or now[path].value != before[path].value
    )


def _readers(talk: Talk, draft: PlanDraft, access: Access) -> tuple[int, ...]:
    """Whom a published plan is told to: partners of the area, writers, the Advisory Group and the secretariat."""
    at = talk.incoming.at
    partners = (one.person_id for one in talk.tx.partners_of_area(access.area.key))
    writers = (one.person_id for one in talk.tx.writers(draft.id))
    officers = (one.person_id for one in talk.tx.holders("secretariat", at))
    people = (*(one for one in partners if one is not None), *writers, *_advisers(talk), *officers)
    return tuple(dict.fromkeys(one for one in people if one != talk.person.id))


BUTTONS: Mapping[str, Does] = {
    "plansend": send,
    "plansent": sent,
    "planno": no_remarks,
    "planpub": publish,
    "planput": published,
}
SHOWING = frozenset({"plansend", "planpub"})
"""Acts that only show something."""
