"""Coming back to a form after a while: perhaps to a later edition of it, perhaps to answers that others changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.events import Turn
from flows.form import Edition, Flow
from flows.layout import ancestors, find, pattern
from flows.moving import PASSING, is_place, place_of, wherever_needed
from flows.pending import resumed, suffices
from flows.session import Answers, Change, Place, Session
from flows.wording import N_, Say, say

NO_CHANGE = Edition()


def fitted(flow: Flow, session: Session) -> Turn:
    """The session made to fit the flow as it is today: told, and put on the nearest question that stands.

    Answers stay whatever happened to their questions; those of a renamed question move to its new name. A session that
    fits comes back unchanged.
    """
    if session.edition == flow.edition and _fits(flow, session):
        return Turn(session)
    notes: list[Say] = []
    changes: list[Change] = []
    fit = session
    if session.edition != flow.edition:
        fit = resumed(session).moved(edition=flow.edition, tail=None)
        for number in range(session.edition + 1, flow.edition + 1):
            edition = flow.editions.get(number, NO_CHANGE)
            fit = _renamed(fit, edition, changes)
            fit = _rewritten(flow, fit, edition, notes)
        if not notes:
            notes.append(say(N_("The form has changed since you were here. All your answers are kept.")))
    if fit.back_to is not None and not is_place(flow, fit.answers, fit.back_to):
        fit = fit.moved(back_to=None)
    fit = _nearest(flow, fit)
    return Turn(fit.moved(revision=session.revision + 1), tuple(changes), notes=tuple(notes))


def _fits(flow: Flow, session: Session) -> bool:
    back_to = session.back_to
    return (
        is_place(flow, session.answers, session.place)
        and suffices(session)
        and (back_to is None or is_place(flow, session.answers, back_to))
    )


def _nearest(flow: Flow, session: Session) -> Session:
    """On the place itself where it stands, else on the question, item or list around it, else where there is a need."""
    for place in _outward(session.place):
        there = session if place == session.place else session.moved(place=place, pending=None)
        if is_place(flow, session.answers, place) and suffices(there):
            return there
    return wherever_needed(flow, resumed(session))


def _outward(place: Place) -> Iterator[Place]:
    yield place
    if place.kind in PASSING:
        yield Place("question", place.path)
    if place.kind in ("item", "remove"):
        group, _, _ = place.path.rpartition(".")
        yield Place("item", place.path)
        yield Place("group", group)
    for group, item in ancestors(place.path):
        yield Place("item", f"{group}.{item}")
        yield Place("group", group)


# -- what an edition changed ------------------------------------------------------------------------------------------


def _renamed(session: Session, edition: Edition, changes: list[Change]) -> Session:
    """Answers and places under their new names. An answer that a new name has already is not overwritten."""
    if not edition.renamed:
        return session
    answers = dict(session.answers)
    for path, answer in session.answers.items():
        now = under_new_name(path, edition.renamed)
        if now != path and now not in answers:
            del answers[path]
            answers[now] = answer
            changes += Change(path, answer, None), Change(now, None, answer)
    back_to = session.back_to
    return session.moved(
        answers=answers,
        place=Place(session.place.kind, under_new_name(session.place.path, edition.renamed)),
        back_to=back_to and Place(back_to.kind, under_new_name(back_to.path, edition.renamed)),
        visit=tuple(under_new_name(path, edition.renamed) for path in session.visit),
    )


def _rewritten(flow: Flow, session: Session, edition: Edition, notes: list[Say]) -> Session:
    """Off a question that is no longer asked, and told which others should be looked at again."""
    place = session.place
    stands_in = _stands_in(flow, session.answers, place.path, edition.removed)
    if stands_in is not None:
        notes.append(say(N_("The form has changed since you were here: the question you were at is no longer asked.")))
        session = session.moved(place=stands_in, pending=None)
    elif pattern(place.path) in edition.reworded and place.kind in ("question", *PASSING):
        notes.append(say(N_("The form has changed since you were here: this question is asked in new words.")))
        session = session.moved(place=Place("question", place.path), pending=None)
    answered = {pattern(path): path for path in session.answers}
    for key in edition.reworded:
        if key in answered and key != pattern(session.place.path):
            stop = find(flow, session.answers, answered[key])
            if stop is not None:
                question = say(stop.question.label or stop.question.ask)
                notes.append(
                    say(
                        N_("A question you answered is asked in new words. Please look at it again: {question}"),
                        question=question,
                    )
                )
    return session


def _stands_in(flow: Flow, answers: Answers, path: str, removed: Mapping[str, str]) -> Place | None:
    """The place of what stands in for the question at a path, or for a group around it, where that was removed."""
    keys, names = path.split(".")[::2], path.split(".")[1::2]
    for depth in range(len(keys), 0, -1):
        instead = removed.get(".".join(keys[:depth]))
        if instead is not None:
            stop = find(flow, answers, _woven(instead.split("."), names))
            return Place("question", path) if stop is None else place_of(flow, answers, stop)
    return None


def under_new_name(path: str, renamed: Mapping[str, str]) -> str:
    """A path with the names that its questions and groups have now; its items keep theirs."""
    keys, names = path.split(".")[::2], path.split(".")[1::2]
    for depth in range(len(keys), 0, -1):
        now = renamed.get(".".join(keys[:depth]))
        if now is not None:
            whole = _woven([*now.split("."), *keys[depth:]], names)
            return f"{whole}.{names[-1]}" if len(names) == len(keys) else whole
    return path


def _woven(keys: list[str], names: list[str]) -> str:
    """Keys with the names of items between them."""
    woven = keys[:1]
    for key, name in zip(keys[1:], names, strict=False):
        woven += name, key
    return ".".join(woven)
