"""Remarks on a plan: a section read and remarked on, and the remarks answered or marked as dealt with.

R¶38: every partner of the area takes part in reviewing. G3(f)(2), R¶26: the Advisory Group advises, and approves
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.plan import PLAN
from flows.plan_errands import PLAN_ANSWER, PLAN_ERRANDS, PLAN_REMARK
from flows.plan_text import entries
from flows.session import Answers, Session
from flows.wording import N_, Param, Say, say
from handlers import announcing, plan_pages, plans
from handlers.buttons import PageButton, base36, number_in, parts_of
from handlers.desk_pages import SOMEBODY
from handlers.pages import day, turning
from handlers.permissions import NOT_YOURS
from handlers.plan_access import draft_named
from handlers.plan_pages import DRAFT, may_remark, section_title, title, version_in
from handlers.scene import Page, Scene
from handlers.sent import answers_of
from handlers.short_form import ShortForm, begin, ended, you_had_written
from storage.plan_records import NewPlanRemark

if TYPE_CHECKING:
    from handlers.plan_access import Access
    from handlers.talk import Talk
    from storage.plan_records import PlanDraft, PlanRemark
    from storage.records import Standing

Does: TypeAlias = "Callable[[Talk, str], Scene]"

PER_PAGE = 6
ANSWERED = say(N_("This remark has been answered already."))


def answers_in(talk: Talk, draft: PlanDraft, version: int) -> Answers | None:
    """The answers of the draft, or of a version that was sent; `None` where there is none such."""
    if version == DRAFT:
        return talk.tx.answers(draft.id, draft.revision)
    sent = talk.tx.submission(draft.reference or "", version)
    return None if sent is None else answers_of(sent)


def _named(talk: Talk, which: str) -> tuple[PlanDraft, Access, int, str] | None:
    """What a button names: `<draft>.<version>.<rest>`."""
    number, version, rest = parts_of(which)
    found = draft_named(talk, number)
    return None if found is None else (*found, version_in(version), rest)


def section(talk: Talk, which: str, *notes: Say) -> Scene:
    """One section to read: `<draft>.<version>.<section>`."""
    named = _named(talk, which)
    if named is None:
        return talk.again(NOT_YOURS)
    draft, access, version, key = named
    found = next((one for one in PLAN.sections if one.key == key), None)
    answers = answers_in(talk, draft, version)
    if found is None or answers is None:
        return plans.read(talk, f"{base36(draft.id)}.0")
    remarks = talk.tx.plan_remarks_on(draft.id, version, key)
    shown = entries(PLAN, found, answers, talk.facts())
    return talk.show(plan_pages.section(draft, access, version, key, shown, len(remarks)), *notes)


def say_something(talk: Talk, which: str) -> Scene:
    """Begin a remark on a section: `<draft>.<version>.<section>`."""
    named = _named(talk, which)
    if named is None or not may_remark(named[1], named[2]):
        return talk.again(NOT_YOURS)
    return begin(talk, PLAN_REMARK, which)


def remarks(talk: Talk, which: str, *notes: Say) -> Scene:
    """The remarks on a section, or on the whole: `<draft>.<version>.<section>.<page>`.

    On the whole of a version that was sent, those on earlier ones are there too: the lead answers all of them.
    """
    named = _named(talk, which)
    if named is None:
        return talk.again(NOT_YOURS)
    draft, access, version, rest = named
    key, _, page = rest.partition(".")
    if version == DRAFT and key and access.may_write:
        # Who writes in a section sees there what the Advisory Group has said of it, too.
        found = talk.tx.plan_remarks_on(draft.id, section=key)
    elif version == DRAFT or key:
        found = talk.tx.plan_remarks_on(draft.id, version, key or None)
    else:
        found = tuple(one for one in talk.tx.plan_remarks_on(draft.id) if 0 < one.version <= version)
    # What waits for an answer comes first.
    ordered = sorted(found, key=lambda one: one.settled_at is not None or one.kind == "none")
    last = max(0, len(ordered) - 1) // PER_PAGE
    return talk.show(_page(draft, access, version, key, ordered, min(max(0, number_in(page)), last)), *notes)


def _page(draft: PlanDraft, access: Access, version: int, key: str, found: Sequence[PlanRemark], at: int) -> Page:
    number = base36(draft.id)
    lines: list[Say] = []
    rows: list[tuple[PageButton, ...]] = []
    for place, one in enumerate(found[at * PER_PAGE : (at + 1) * PER_PAGE], at * PER_PAGE + 1):
        lines.append(_told(place, one))
        if access.leads and one.settled_at is None and one.kind != "none":
            rows.append(
                (
                    PageButton(say(N_("Answer {number}"), number=place), "planans", base36(one.id)),
                    PageButton(say(N_("{number}: dealt with"), number=place), "plandone", base36(one.id)),
                )
            )
    here = f"{number}.{base36(version)}.{key}"
    rows += turning("planrem", at, more=(at + 1) * PER_PAGE < len(found), before=f"{here}.")
    if key and may_remark(access, version):
        rows.append((plan_pages.remark_button(number, version, key),))
    rows.append((plan_pages.reading_button(number, version),))
    if access.may_write:
        rows.append((PageButton(plan_pages.GO_ON_WRITING, "plan", draft.area),))
    heading = say(N_("<b>Remarks: {section}</b>"), section=section_title(key))
    none = () if lines else (say(N_("There are no remarks yet.")),)
    return Page((title(access.area), heading, *none), tuple(rows), tuple(lines))


def _told(place: int, one: PlanRemark) -> Say:
    head: dict[str, Param] = {
        "number": place,
        "day": day(one.at),
        "name": one.name or SOMEBODY,
        "section": section_title(one.section),
    }
    if one.kind == "none":
        return say(N_("{number}. {day}, {name}: no remarks."), **head)
    if one.answer:
        return say(
            N_("{number}. {day}, {name}, {section}: “{words}” – Answer: “{answer}”"),
            **head,
            words=one.words,
            answer=one.answer,
        )
    if one.settled_at is not None:
        return say(N_("{number}. {day}, {name}, {section}: “{words}” – Dealt with."), **head, words=one.words)
    return say(N_("{number}. {day}, {name}, {section}: “{words}”"), **head, words=one.words)


def answer(talk: Talk, remark_number: str) -> Scene:
    """Begin the answer to a remark."""
    remark = _remark_to_the_lead(talk, remark_number)
    if remark is None:
        return talk.again(NOT_YOURS)
    return remarks(talk, _where(remark), ANSWERED) if remark.answer else begin(talk, PLAN_ANSWER, base36(remark.id))


def dealt_with(talk: Talk, remark_number: str) -> Scene:
    """Mark a remark as dealt with."""
    remark = _remark_to_the_lead(talk, remark_number)
    if remark is None:
        return talk.again(NOT_YOURS)
    if remark.answer:
        return remarks(talk, _where(remark), ANSWERED)
    talk.tx.settle_plan_remark(remark.id, talk.person.id, talk.incoming.at)
    return remarks(talk, _where(remark), say(N_("The remark is marked as dealt with.")))


def _where(remark: PlanRemark) -> str:
    """The list that a remark stands in."""
    return f"{base36(remark.draft_id)}.{base36(remark.version)}.{remark.section if remark.version == DRAFT else ''}"


def _remark_to_the_lead(talk: Talk, number: str) -> PlanRemark | None:
    """A remark, if the person leads the area that it is about."""
    remark = talk.tx.plan_remark(number_in(number))
    found = None if remark is None else draft_named(talk, base36(remark.draft_id))
    return remark if found is not None and found[1].leads else None


# -- the small forms --------------------------------------------------------------------------------------------------


def may_go_on(talk: Talk, standing: Standing) -> bool:
    """Whether the person may still do what the form is for."""
    if standing.flow == PLAN_ANSWER.key:
        return _remark_to_the_lead(talk, standing.subject) is not None
    named = _named(talk, standing.subject)
    return named is not None and may_remark(named[1], named[2])


def about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The section that a remark is on, or the remarks among which an answer stands."""
    if standing.flow == PLAN_REMARK.key:
        return section(talk, standing.subject, *notes)
    remark = talk.tx.plan_remark(number_in(standing.subject))
    return talk.again(*notes) if remark is None else remarks(talk, _where(remark), *notes)


def submitted(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Keep the remark or the answer, and tell whom it is for."""
    words, at = str(session.answers["words"].value), talk.incoming.at
    if not may_go_on(talk, standing):
        return ended(talk, standing, NOT_YOURS, you_had_written(words))
    if standing.flow == PLAN_ANSWER.key:
        remark_id = number_in(standing.subject)
        remark = talk.tx.plan_remark(remark_id)
        if remark is not None and remark.answer:
            return ended(talk, standing, ANSWERED, you_had_written(words))
        talk.tx.settle_plan_remark(remark_id, talk.person.id, at, words, talk.language)
        announcing.remark_answered(talk.tx, remark_id, at)
        return ended(talk, standing, say(N_("Your answer is kept, and told to who made the remark.")))
    number, version, key = parts_of(standing.subject)
    kind = "advice" if version_in(version) else "remark"
    new = NewPlanRemark(number_in(number), version_in(version), kind, key, talk.person.id, talk.language, words)
    draft = talk.tx.plan_draft_by_id(new.draft_id)
    remark_id = talk.tx.add_plan_remark(new, at)
    if draft is not None:
        announcing.remarked(talk.tx, draft, remark_id, talk.person.id, at)
    return ended(talk, standing, say(N_("Thank you. Your remark is with the lead of the area.")))


FORMS: Final = tuple(
    ShortForm(flow, may_go_on, submitted, about, nothing=say(N_("Nothing was sent."))) for flow in PLAN_ERRANDS.values()
)
"""How the small forms about plans are dealt with."""

BUTTONS: Mapping[str, Does] = {
    "plansec": section,
    "plansay": say_something,
    "planrem": remarks,
    "planans": answer,
    "plandone": dealt_with,
}
SHOWING = frozenset({"plansec", "planrem"})
"""Acts that only show something."""
