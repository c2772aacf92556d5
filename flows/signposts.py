"""What every prompt shows of where one is, and the ways out that it offers."""

from __future__ import annotations

from flows.events import Button
from flows.form import Flow, Group
from flows.layout import Stop, find, items, level, parent
from flows.moving import backward
from flows.session import Session
from flows.wording import N_, Say, say

BACK = Button("back", "", say(N_("◀ Back")))
SKIP_WORDS = say(N_("Skip ▶"))
SKIP = Button("skip", "", SKIP_WORDS)
KEEP = Button("keep", "", say(N_("Keep this answer ▶")))
REMOVE_ANSWER = Button("skip", "", say(N_("Remove this answer")))
ALL_ANSWERS = Button("review", "", say(N_("All answers")))
ALL_SECTIONS = Button("review", "", say(N_("All sections")))
SAVE = Button("save", "", say(N_("Save and leave")))


def heading(flow: Flow, session: Session, stop: Stop) -> tuple[Say, ...]:
    """The section, and inside a group which item it is."""
    shown = [say(stop.section.title)]
    around = parent(stop.path)
    if around is not None:
        group = find(flow, session.answers, around[0])
        if group is not None and isinstance(group.question, Group):
            names = items(session.answers, around[0])
            number = names.index(around[1]) + 1 if around[1] in names else len(names) + 1
            shown.append(numbered(group.question, number))
    return tuple(shown)


def numbered(group: Group, number: int) -> Say:
    """An item by its number in the list: "contribution 2"."""
    return say(N_("{thing} {number}"), thing=say(group.one), number=number)


def position(flow: Flow, session: Session, path: str) -> tuple[int, int]:
    """Which question of how many, at the outermost level: a group counts as one."""
    while (around := parent(path)) is not None:
        path = around[0]
    stops = level(flow, session.answers, path)
    return next((number for number, stop in enumerate(stops, 1) if stop.path == path), len(stops)), len(stops)


def part(flow: Flow, session: Session, path: str) -> tuple[int, int] | None:
    """Which question of how many within an item of a group; `None` outside of groups."""
    if parent(path) is None:
        return None
    paths = [stop.path for stop in level(flow, session.answers, path)]
    return (paths.index(path) + 1, len(paths)) if path in paths else None


def ways_out(flow: Flow, session: Session, *own: Button) -> tuple[tuple[Button, ...], ...]:
    """Back, where there is a way back, with the place's own ways on; then to the whole form, and out of it."""
    row = (*((BACK,) if backward(flow, session) is not session else ()), *own)
    whole = ALL_ANSWERS if flow.order == "linear" else ALL_SECTIONS
    leaving = (whole, SAVE) if session.answers or flow.order == "menu" else (SAVE,)
    return (row, leaving) if row else (leaving,)


def cited(*cites: str) -> tuple[str, ...]:
    """The paragraphs of the framework, each once."""
    return tuple(dict.fromkeys(cite for cite in cites if cite))


LACKS = N_("The Partnership requires something that your answers do not state: {required}.")
"""Said of the elements that the framework requires (G2(c)), when an answer leaves one out and before sending."""
