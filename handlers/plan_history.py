"""What was changed in a section of a plan, by whom and when; and any earlier text brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows import engine
from flows.form import Group
from flows.layout import ancestors, find, items, new_item
from flows.plan import PLAN
from flows.plan_text import named
from flows.session import Answer, Answers, Change, Place, Session
from flows.signposts import numbered
from flows.wording import N_, Param, Say, say
from flows.words import glance
from handlers import letter_acts, plan_pages, plans
from handlers.buttons import PageButton, base36, number_in, parts_of
from handlers.desk_pages import SOMEBODY
from handlers.pages import day
from handlers.permissions import NOT_YOURS
from handlers.plan_access import draft_named
from handlers.plan_pages import section_title, title
from handlers.scene import Page, Scene

if TYPE_CHECKING:
    from handlers.plan_access import Access
    from handlers.talk import Talk
    from storage.plan_records import PlanDraft, WrittenChange

Does: TypeAlias = "Callable[[Talk, str], Scene]"

PER_PAGE = 6
MOST_SHOWN = 300
"""Characters of a text that the list shows; brought back is the whole."""


def command(talk: Talk, words: str) -> Scene:
    """The history of the section where the person stands; of a letter where they stand in no plan."""
    standing = talk.standing
    if standing is None or standing.flow != PLAN.key or words.strip():
        return letter_acts.history(talk, words.partition(" ")[0])
    _, session = talk.loaded(standing)
    key = engine.section_of(PLAN, session)
    if key:
        return history(talk, f"{base36(standing.draft_id)}.{key}.0")
    number = base36(standing.draft_id)
    rows = tuple(
        (PageButton(say(section.title), "planhist", f"{number}.{section.key}.0"),) for section in PLAN.sections
    )
    return talk.show(Page((say(N_("The history of which section?")),), rows))


def history(talk: Talk, which: str) -> Scene:
    """What was changed in a section: `<draft>.<section>.<page>`."""
    number, key, page = parts_of(which)
    found = draft_named(talk, number)
    section = next((one for one in PLAN.sections if one.key == key), None)
    if found is None or section is None or not found[1].may_write:
        return talk.again(NOT_YOURS)
    draft, access = found
    parts = [question.key for question in section.questions]
    at = max(0, number_in(page))
    changes, total = talk.tx.changes_of(draft.id, parts, offset=at * PER_PAGE, limit=PER_PAGE)
    answers = talk.tx.answers(draft.id, draft.revision)
    return talk.show(_page(talk, draft, access, key, answers, changes, at, total))


def _page(
    talk: Talk,
    draft: PlanDraft,
    access: Access,
    key: str,
    answers: Answers,
    changes: tuple[WrittenChange, ...],
    at: int,
    total: int,
) -> Page:
    number = base36(draft.id)
    lines: list[Say] = []
    rows: list[tuple[PageButton, ...]] = []
    for place, change in enumerate(changes, at * PER_PAGE + 1):
        lines.append(_told(talk, place, change, answers))
        if access.may_write_in(key) and _can_come_back(change, answers):
            words = say(N_("↩ Bring back: {number}"), number=place)
            rows.append((PageButton(words, "planback", f"{number}.{base36(change.id)}"),))
    turning = []
    if at:
        turning.append(PageButton(say(N_("◀ Later")), "planhist", f"{number}.{key}.{base36(at - 1)}"))
    if (at + 1) * PER_PAGE < total:
        turning.append(PageButton(say(N_("Earlier ▶")), "planhist", f"{number}.{key}.{base36(at + 1)}"))
    rows += [tuple(turning)] if turning else []
    rows.append((PageButton(plan_pages.GO_ON_WRITING, "plan", draft.area),))
    heading = say(N_("<b>History: {section}</b>"), section=section_title(key))
    none = () if changes else (say(N_("Nothing was written here yet.")),)
    return Page((title(access.area), heading, *none), tuple(rows), tuple(lines))


def _told(talk: Talk, place: int, change: WrittenChange, answers: Answers) -> Say:
    who: Param = change.name or SOMEBODY
    head: dict[str, Param] = {
        "number": place,
        "day": day(change.at),
        "time": f"{change.at:%H:%M} UTC",
        "name": who,
        "question": _question(change.path, answers),
    }
    after, before = (
        _shown(talk, change.path, change.content, answers),
        _shown(talk, change.path, change.before, answers),
    )
    if change.aside:
        return say(N_("{number}. {day}, {time}, {name}: {question}. Not taken over: {after}"), **head, after=after)
    if change.content is None:
        return say(N_("{number}. {day}, {time}, {name}: {question}. Taken away: {before}"), **head, before=before)
    if change.before is None:
        return say(N_("{number}. {day}, {time}, {name}: {question}. Written: {after}"), **head, after=after)
    return say(
        N_("{number}. {day}, {time}, {name}: {question}. Before: {before} – Now: {after}"),
        **head,
        before=before,
        after=after,
    )


def _question(path: str, answers: Answers) -> Say:
    """The question at a path, with the item that it belongs to; one that is gone goes without a number."""
    stop = find(PLAN, answers, path)
    label = say(N_("a question that is no longer asked")) if stop is None else named(stop.question)
    for group, item in ancestors(path):
        around = find(PLAN, answers, group)
        if around is None or not isinstance(around.question, Group):
            continue
        there = items(answers, group)
        of = numbered(around.question, there.index(item) + 1) if item in there else say(around.question.one)
        label = say(N_("{thing}, {question}"), thing=of, question=label)
    return label


def _shown(talk: Talk, path: str, content: Mapping[str, object] | None, answers: Answers) -> Param:
    stop = find(PLAN, answers, path)
    if content is None or content.get("value") is None or stop is None or isinstance(stop.question, Group):
        return say(N_("(no answer)"))
    shown = stop.question.shown(Answer.from_plain(content).value, answers, talk.facts())
    return glance(shown, MOST_SHOWN) if isinstance(shown, str) else shown


def _can_come_back(change: WrittenChange, answers: Answers) -> bool:
    """Whether there is a text to bring back that does not stand already."""
    wanted = change.before if change.content is None else change.content
    if wanted is None or wanted.get("value") is None:
        return False
    now = answers.get(change.path)
    return now is None or now.value != wanted.get("value")


def brought_back(talk: Talk, which: str) -> Scene:
    """Bring an earlier text back: `<draft>.<change>`. An item that was taken away comes back whole."""
    number, _, change_number = which.partition(".")
    found = draft_named(talk, number)
    if found is None:
        return talk.again(NOT_YOURS)
    draft, access = found
    change = talk.tx.change(draft.id, number_in(change_number))
    stop = None if change is None else find(PLAN, {}, change.path)
    if change is None or change.new is None or stop is None or not access.may_write_in(stop.section.key):
        return talk.again(NOT_YOURS)
    plans.join(talk, draft)
    if talk.standing is None:
        return talk.again()
    _, session = talk.loaded(talk.standing)
    changes = _changes(talk, draft, session, change.path, change.new)
    there = session.moved(place=Place("section", stop.section.key), back_to=None, pending=None)
    return talk.apply(
        there, changes, say(N_("Brought back: {question}"), question=_question(change.path, session.answers))
    )


def _changes(talk: Talk, draft: PlanDraft, session: Session, path: str, answer: Answer) -> tuple[Change, ...]:
    """What brings an answer back: the items around it too, with all that was in the outermost that is gone."""
    gone = [f"{group}.{item}." for group, item in ancestors(path) if item not in items(session.answers, group)]
    made: dict[str, Answer] = {}
    if gone:
        before = talk.tx.last_answers(draft.id, gone[-1])
        made = {inside: Answer.from_plain(content) for inside, content in before.items()}
    for group, item in ancestors(path):
        answers = {**session.answers, **made}
        there = items(answers, group)
        if item not in there:
            following = max(int(new_item(answers, group)), int(item) + 1)
            made[group] = Answer({"items": [*there, item], "next": following})
    made[path] = answer
    return tuple(Change(at, session.answers.get(at), new) for at, new in made.items())


COMMANDS: Mapping[str, Does] = {"history": command}
BUTTONS: Mapping[str, Does] = {"planhist": history, "planback": brought_back}
SHOWING = frozenset({"planhist"})
"""Acts that only show something."""
