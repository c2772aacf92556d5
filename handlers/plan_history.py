"""What was changed in a section of a shared draft, by whom and when; and any earlier text brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows import engine
from flows.form import Group
from flows.layout import ancestors, find, items, new_item, section_named
from flows.plan_text import named, section_title
from flows.session import Answer, Answers, Change, Place, Session
from flows.signposts import numbered
from flows.wording import N_, Param, Say, say
from flows.words import glance
from handlers import letter_acts
from handlers.buttons import PageButton, base36, number_in, parts_of
from handlers.desk_pages import SOMEBODY
from handlers.pages import INTO_THE_PAST, day, turning
from handlers.permissions import NOT_YOURS
from handlers.scene import Page, Scene
from handlers.shared import SHARED, written_in
from handlers.shared_form import join

if TYPE_CHECKING:
    from flows.form import Flow
    from handlers.plan_access import Access
    from handlers.shared_form import SharedForm
    from handlers.talk import Talk
    from storage.plan_records import PlanDraft, WrittenChange

Does: TypeAlias = "Callable[[Talk, str], Scene]"

PER_PAGE = 6
MOST_SHOWN = 300
"""Characters of a text that the list shows; brought back is the whole."""


def command(talk: Talk, words: str) -> Scene:
    """The history of the section where the person stands; of a letter where they stand in no shared draft."""
    standing = talk.standing
    if standing is None or standing.flow not in SHARED or words.strip():
        return letter_acts.history(talk, words.partition(" ")[0])
    flow, session = talk.loaded(standing)
    key = engine.section_of(flow, session)
    if key:
        return history(talk, f"{base36(standing.draft_id)}.{key}.0")
    number = base36(standing.draft_id)
    rows = tuple(
        (PageButton(say(section.title), "planhist", f"{number}.{section.key}.0"),) for section in flow.sections
    )
    return talk.show(Page((say(N_("The history of which section?")),), rows))


def history(talk: Talk, which: str) -> Scene:
    """What was changed in a section: `<draft>.<section>.<page>`."""
    number, key, page = parts_of(which)
    found = written_in(talk, number)
    section = None if found is None else section_named(found[1].flow, key)
    if found is None or section is None:
        return talk.again(NOT_YOURS)
    draft, form, access = found
    parts = [question.key for question in section.questions]
    at = max(0, number_in(page))
    changes, total = talk.tx.changes_of(draft.id, parts, offset=at * PER_PAGE, limit=PER_PAGE)
    answers = talk.tx.answers(draft.id, draft.revision)
    return talk.show(_page(talk, draft, form, access, key, answers, changes, at, total))


def _page(
    talk: Talk,
    draft: PlanDraft,
    form: SharedForm,
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
        lines.append(_told(talk, form.flow, place, change, answers))
        if access.may_write_in(key) and _can_come_back(change, answers):
            words = say(N_("↩ Bring back: {number}"), number=place)
            rows.append((PageButton(words, "planback", f"{number}.{base36(change.id)}"),))
    more = (at + 1) * PER_PAGE < total
    rows += turning("planhist", at, more=more, before=f"{number}.{key}.", words=INTO_THE_PAST)
    rows.append((form.go_on(draft.area),))
    heading = say(N_("<b>History: {section}</b>"), section=section_title(form.flow, key))
    none = () if changes else (say(N_("Nothing was written here yet.")),)
    return Page((form.title(access), heading, *none), tuple(rows), tuple(lines))


def _told(talk: Talk, flow: Flow, place: int, change: WrittenChange, answers: Answers) -> Say:
    who: Param = change.name or SOMEBODY
    head: dict[str, Param] = {
        "number": place,
        "day": day(change.at),
        "time": f"{change.at:%H:%M} UTC",
        "name": who,
        "question": _question(flow, change.path, answers),
    }
    after, before = (
        _shown(talk, flow, change.path, change.content, answers),
        _shown(talk, flow, change.path, change.before, answers),
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


def _question(flow: Flow, path: str, answers: Answers) -> Say:
    """The question at a path, with the item that it belongs to; one that is gone goes without a number."""
    stop = find(flow, answers, path)
    label = say(N_("a question that is no longer asked")) if stop is None else named(stop.question)
    for group, item in ancestors(path):
        around = find(flow, answers, group)
        if around is None or not isinstance(around.question, Group):
            continue
        there = items(answers, group)
        of = numbered(around.question, there.index(item) + 1) if item in there else say(around.question.one)
        label = say(N_("{thing}, {question}"), thing=of, question=label)
    return label


def _shown(talk: Talk, flow: Flow, path: str, content: Mapping[str, object] | None, answers: Answers) -> Param:
    stop = find(flow, answers, path)
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
    found = written_in(talk, number)
    if found is None:
        return talk.again(NOT_YOURS)
    draft, form, access = found
    change = talk.tx.change(draft.id, number_in(change_number))
    stop = None if change is None else find(form.flow, {}, change.path)
    if change is None or change.new is None or stop is None or not access.may_write_in(stop.section.key):
        return talk.again(NOT_YOURS)
    join(talk, form.flow, draft.id)
    if talk.standing is None:
        return talk.again()
    _, session = talk.loaded(talk.standing)
    changes = _changes(talk, draft, session, change.path, change.new)
    there = session.moved(place=Place("section", stop.section.key), back_to=None, pending=None)
    return talk.apply(
        there, changes, say(N_("Brought back: {question}"), question=_question(form.flow, change.path, session.answers))
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
