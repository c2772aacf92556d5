"""Moving about a form: where an answer leads, where "back" leads, and which places there are.

Three rules move a person on: an answer leads to the next question that has none; with `back_to` set (one answer is
being edited) it leads back there; when nothing is left it leads to the list an item stands in, to the review page of a
linear flow, or to the section's page of a menu flow.
"""

from __future__ import annotations

from flows.form import Flow, Group
from flows.layout import (
    Stop,
    ancestors,
    find,
    is_answered,
    item_gone,
    item_stops,
    items,
    level,
    missing,
    new_item,
    parent,
    section_named,
    stands,
)
from flows.pending import page_of, page_turned
from flows.session import Answer, Answers, Change, Place, Session

REVIEW = Place("review")
MENU = Place("menu")
CHECKS = Place("checks")
BROUGHT = Place("brought")

PASSING = frozenset({"over", "reason", "alike", "unsure", "clash"})
"""Places that follow an answer at a question and lead on from it."""


def home(flow: Flow) -> Place:
    """The page that the whole form is seen from."""
    return MENU if flow.order == "menu" else REVIEW


def write(session: Session, path: str, answer: Answer) -> tuple[Session, tuple[Change, ...]]:
    """Keep an answer; an item that is answered for the first time joins its group."""
    session = session.moved(pending=None, tail=None)
    if session.answers.get(path) == answer:
        return session, ()
    answers = dict(session.answers)
    changes = [Change(path, answers.get(path), answer)]
    answers[path] = answer
    for group, item in ancestors(path):
        names = items(answers, group)
        if item not in names:
            following = max(int(new_item(answers, group)), int(item) + 1)
            order = Answer({"items": [*names, item], "next": following})
            changes.append(Change(group, answers.get(group), order))
            answers[group] = order
    return session.moved(answers=answers), tuple(changes)


def place_of(flow: Flow, answers: Answers, stop: Stop) -> Place:
    """Where a stop is visited: a question at itself, a group at its list, or at the first item it must have."""
    if not isinstance(stop.question, Group):
        return Place("question", stop.path)
    if stop.question.at_least and not items(answers, stop.path):
        inside = item_stops(flow, answers, stop.path, new_item(answers, stop.path))
        return place_of(flow, answers, inside[0])
    return Place("group", stop.path)


def enter(flow: Flow, session: Session, path: str) -> Session:
    """Open the question at a path. Raises `ValueError` where none stands."""
    stop = find(flow, session.answers, path)
    if stop is None:
        raise ValueError(f"no question stands at {path!r}")
    return session.moved(place=place_of(flow, session.answers, stop), pending=None)


def enter_item(flow: Flow, session: Session, group: str, item: str) -> Session:
    """Open the first question of an item."""
    first = item_stops(flow, session.answers, group, item)[0]
    return session.moved(place=place_of(flow, session.answers, first), pending=None)


def onward(flow: Flow, session: Session, path: str) -> Session:
    """Where an answer at `path` leads; who is being led through questions comes to the next of them before the page of
    the whole form."""
    led = session.visit
    moved = _onward(flow, session, path)
    if not led or moved.place != home(flow):
        return moved
    at = next((number for number, asked in enumerate(led) if _within(path, asked)), len(led))
    return visited(flow, moved, led[at + 1 :]) or moved.moved(visit=())


def visited(flow: Flow, session: Session, paths: tuple[str, ...]) -> Session | None:
    """At the first of these questions that stands, with the way back to the page of the whole form; `None` where none
    stands."""
    for path in paths:
        stop = find(flow, session.answers, path)
        if stop is not None and stands(flow, session.answers, path):
            place = place_of(flow, session.answers, stop)
            return session.moved(place=place, back_to=home(flow), pending=None)
    return None


def _within(path: str, asked: str) -> bool:
    """Whether a path is an asked question's, or lies inside an asked group."""
    return path == asked or path.startswith(f"{asked}.")


def _onward(flow: Flow, session: Session, path: str) -> Session:
    session = session.moved(pending=None)
    if session.back_to is not None:
        back = session.back_to
        session = session.moved(back_to=None)
        if is_place(flow, session.answers, back):
            return session.moved(place=back)
    stops = level(flow, session.answers, path)
    at = next((number for number, stop in enumerate(stops) if stop.path == path), -1)
    for stop in (*stops[at + 1 :], *stops[: at + 1]):
        if not is_answered(stop, session.answers):
            return session.moved(place=place_of(flow, session.answers, stop))
    around = parent(path)
    if around is not None:
        group, item = around
        names = items(session.answers, group)
        page = page_of(names.index(item)) if item in names else 0
        return session.moved(place=Place("group", group), pending=page_turned(page) if page else None)
    here = find(flow, session.answers, path)
    if flow.order == "linear" or here is None:
        return session.moved(place=home(flow))
    return session.moved(place=Place("section", here.section.key))


def wherever_needed(flow: Flow, session: Session) -> Session:
    """To the first question of a linear flow that still needs an answer, else to the page of the whole form."""
    session = session.moved(back_to=None, pending=None, visit=())
    open_stops = missing(flow, session.answers) if flow.order == "linear" else ()
    if open_stops:
        return session.moved(place=place_of(flow, session.answers, open_stops[0]))
    return session.moved(place=home(flow))


def backward(flow: Flow, session: Session) -> Session:
    """One step back; answers stay, those further on too. Where there is no way back the session stays as it is."""
    place = session.place
    match place.kind:
        case "over" | "alike" | "unsure" | "clash":
            return session.moved(place=Place("question", place.path), pending=None)
        case "reason":
            return session.moved(place=Place("over", place.path), pending=None)
    if session.back_to is not None and is_place(flow, session.answers, session.back_to):
        earlier = _visited_before(flow, session)
        if earlier is not None:
            return earlier
        visit = () if session.back_to == home(flow) else session.visit
        return session.moved(place=session.back_to, back_to=None, pending=None, visit=visit)
    if place.kind == "review":
        last = level(flow, session.answers, flow.sections[0].questions[0].key)[-1]
        return session.moved(place=place_of(flow, session.answers, last), pending=None)
    before = _before(flow, session.answers, place.path)
    return session if before is None else session.moved(place=before, pending=None)


def _visited_before(flow: Flow, session: Session) -> Session | None:
    """The asked question before the one where the person stands, for who is being led from one to the next."""
    if session.back_to != home(flow) or session.place.path not in session.visit:
        return None
    before = session.visit[: session.visit.index(session.place.path)]
    return visited(flow, session, before[::-1])


def _before(flow: Flow, answers: Answers, path: str) -> Place | None:
    """The place before the question or group at a path."""
    stops = level(flow, answers, path)
    at = next((number for number, stop in enumerate(stops) if stop.path == path), 0)
    if at > 0:
        return place_of(flow, answers, stops[at - 1])
    around = parent(path)
    if around is None:
        here = find(flow, answers, path)
        return None if flow.order == "linear" or here is None else Place("section", here.section.key)
    group, _ = around
    return Place("group", group) if items(answers, group) else _before(flow, answers, group)


def is_place(flow: Flow, answers: Answers, place: Place) -> bool:
    """Whether a place can be shown in this flow with these answers."""
    path = place.path
    match place.kind:
        case "menu" | "review":
            return place == home(flow)
        case "done" | "cancel":
            return True
        case "checks":
            return flow.order == "menu" and flow.checks is not None
        case "brought":
            return any(section.brought_to for section in flow.sections)
        case "section":
            return flow.order == "menu" and section_named(flow, path) is not None
        case "item" | "remove":
            group, _, item = path.rpartition(".")
            return item in items(answers, group) and _is_open(flow, answers, group, a_group=True)
        case "group":
            return _is_open(flow, answers, path, a_group=True)
        case "question" | "alike" | "unsure" | "clash":
            return _is_open(flow, answers, path, a_group=False)
        case "over" | "reason":
            return path in answers and _is_open(flow, answers, path, a_group=False)
    return False


def _is_open(flow: Flow, answers: Answers, path: str, *, a_group: bool) -> bool:
    stop = find(flow, answers, path)
    return (
        stop is not None
        and isinstance(stop.question, Group) == a_group
        and stands(flow, answers, path)
        and not any(item_gone(answers, group, item) for group, item in ancestors(path))
    )
