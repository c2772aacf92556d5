"""The pages that list: the items of a group, one item, the sections of a menu, one section, and the review of all."""

from __future__ import annotations

from collections.abc import Set

from flows.events import Button, Line, Prompt, Rows
from flows.facts import Facts, Over, Read
from flows.form import Flow, Group, Question, Section
from flows.kinds import Text
from flows.layout import (
    Stop,
    find,
    first_open,
    holds,
    is_answered,
    is_optional,
    item_missing,
    item_stops,
    items,
    missing,
    missing_in,
    ready_to_submit,
    section_named,
    section_stops,
)
from flows.moving import BROUGHT, is_place
from flows.pending import ITEMS_ON_A_PAGE, page_of, page_shown
from flows.remarked import remark_at, remark_on_all
from flows.session import Answer, Answers, Session
from flows.signposts import BACK, LACKS, SAVE, cited, heading, numbered, position, ways_out
from flows.wording import N_, Say, Several, say, say_n

MISSING = say(N_("Answer what is missing ▶"))
ITEMS_IN_A_SECTION = 5
"""Of each list that a section shows; its own pages show them all."""
BRING_IT = say(
    N_(
        "Is it written already? Send it here as a Word file (.docx): it is split by its headings, and you see what "
        "goes where."
    )
)


# -- groups -----------------------------------------------------------------------------------------------------------


def group_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """The items of a group, to be opened; another to be added; and on."""
    path = session.place.path
    stop, group = _group_at(flow, session, path)
    names = items(session.answers, path)
    page = min(page_shown(session), page_of(len(names) - 1))
    here = list(enumerate(names, 1))[page * ITEMS_ON_A_PAGE : (page + 1) * ITEMS_ON_A_PAGE]
    lines = tuple(_item_line(flow, session, group, path, number, name, facts) for number, name in here)
    rows: list[tuple[Button, ...]] = [
        (Button("item", name, say(N_("✎ {thing}"), thing=line.label)),)
        for (_, name), line in zip(here, lines, strict=True)
    ]
    rows += _turning(page, len(names))
    if len(names) < group.at_most:
        rows.append((Button("add", "", say(group.add if names else N_("Add one"))),))
    own: tuple[Button, ...] = ()
    if names and len(names) >= group.at_least:
        own = (Button("go", "", say(N_("Continue ▶"))),)
    elif not names and group.optional:
        own = (Button("decline", "", say(N_("None ▶"))),)
    label = say(group.label or group.ask)
    return Prompt(
        session.revision,
        say(group.ask) if names or group.optional else say(N_("{thing}: nothing is listed here yet."), thing=label),
        heading=heading(flow, session, stop),
        position=position(flow, session, path),
        optional=group.optional,
        paragraphs=(*remark_at(path, facts), *((say(group.help),) if group.help else ())),
        lines=lines,
        cites=cited(group.cites or stop.section.cites),
        buttons=(*rows, *ways_out(flow, session, *own)),
    )


def _turning(page: int, count: int) -> list[tuple[Button, ...]]:
    """Buttons to the pages of a list before and after this one, where there are any."""
    last = page_of(count - 1)
    row = []
    if page > 0:
        row.append(Button("turn", str(page - 1), say(N_("◀ Page {number}"), number=page)))
    if page < last:
        row.append(
            Button("turn", str(page + 1), say(N_("Page {number} of {total} ▶"), number=page + 2, total=last + 1))
        )
    return [tuple(row)] if row else []


def item_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """One item with its answers, each to be changed; to be moved in the list, or taken away after a question."""
    path, _, item = session.place.path.rpartition(".")
    stop, group = _group_at(flow, session, path)
    names = items(session.answers, path)
    number = names.index(item) + 1
    stops = item_stops(flow, session.answers, path, item)
    open_stops = item_missing(flow, session.answers, path, item)
    own = [(Button("missing", open_stops[0].path, MISSING),)] if open_stops else []
    order = []
    if number > 1:
        order.append(Button("up", "", say(N_("▲ Move up"))))
    if number < len(names):
        order.append(Button("down", "", say(N_("▼ Move down"))))
    order.append(Button("remove", "", say(N_("Remove"))))
    return Prompt(
        session.revision,
        numbered(group, number),
        heading=(say(stop.section.title),),
        position=position(flow, session, path),
        lines=_listed(flow, session, stops, facts),
        buttons=(*own, *_changing(stops), tuple(order), (Button("list", "", say(N_("◀ To the list"))),)),
    )


def remove_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """The question before an item goes with all its answers."""
    path, _, item = session.place.path.rpartition(".")
    stop, group = _group_at(flow, session, path)
    number = items(session.answers, path).index(item) + 1
    line = _item_line(flow, session, group, path, number, item, facts)
    return Prompt(
        session.revision,
        say(N_("Remove this with all its answers?")),
        heading=(say(stop.section.title),),
        lines=(line,),
        buttons=((Button("removed", "", say(N_("Yes, remove it"))), Button("stay", "", say(N_("No, keep it")))),),
    )


def _group_at(flow: Flow, session: Session, path: str) -> tuple[Stop, Group]:
    stop = find(flow, session.answers, path)
    if stop is None or not isinstance(stop.question, Group):
        raise ValueError(f"no group stands at {path!r}")
    return stop, stop.question


def _item_line(
    flow: Flow,
    session: Session,
    group: Group,
    path: str,
    number: int,
    item: str,
    facts: Facts,
    lacking: tuple[Stop, ...] | None = None,
) -> Line:
    """An item in the list of its group: its number and what heads it. `lacking` is what is missing around it, where
    that is known."""
    heads: tuple[Question, Answer] | None = None
    over, because, unit = 0, "", "words"
    prefix = f"{path}.{item}."
    for question in group.of:
        answer = session.answers.get(prefix + question.key)
        if answer is None or isinstance(question, Group):
            continue
        if not holds(question.when, session.answers, prefix + question.key):
            continue
        if answer.over > over:
            over, because, unit = answer.over, answer.because, unit_of(question, answer, facts)
        if answer.value is not None and (heads is None or question.key == group.titled_by):
            heads = question, answer
    shown = None if heads is None else heads[0].shown(heads[1].value, session.answers, facts)
    if lacking is None:
        lacking = item_missing(flow, session.answers, path, item)
    begun = any(stop.path.startswith(prefix) for stop in lacking)
    state = "begun" if begun else "over" if over else "done"
    return Line(numbered(group, number), shown, state, over, because, unit)


def unit_of(question: Question, answer: Answer, facts: Facts) -> str:
    """What the length of a kept text is counted in: `words` or `characters`."""
    read = question.read(str(answer.value), facts)
    return read.over.unit if isinstance(read, Read) and read.over is not None else "characters"


def _group_lines(
    flow: Flow,
    session: Session,
    stop: Stop,
    group: Group,
    facts: Facts,
    most: int | None = None,
    lacking: tuple[Stop, ...] | None = None,
) -> list[Line]:
    names = items(session.answers, stop.path)
    if not names:
        return [Line(say(group.label or group.ask), None, "missing" if group.at_least else "")]
    listed = list(enumerate(names, 1))[:most]
    lines = [_item_line(flow, session, group, stop.path, number, name, facts, lacking) for number, name in listed]
    if len(names) > len(listed):
        more = len(names) - len(listed)
        lines.append(Line(say(N_("and {count} more"), count=more)))
    return lines


# -- the whole form ---------------------------------------------------------------------------------------------------


def review_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """All answers, each to be changed; what the framework requires, present or missing; and sending it all off."""
    lines: list[Line] = []
    for section in flow.sections:
        shown = _listed(flow, session, section_stops(section, session.answers), facts)
        if shown:
            lines += [Line(say(section.title), state="heading"), *shown]
    if flow.elements:
        lines += [Line(say(N_("What the Partnership requires")), state="heading"), *_element_lines(flow, session)]
    ask, first = verdict(flow, session.answers)
    return Prompt(
        session.revision,
        ask,
        heading=(say(flow.title), say(N_("Review"))),
        paragraphs=remark_on_all(flow, session, facts),
        lines=tuple(lines),
        cites=cited(flow.cites),
        buttons=_review_rows(flow, session, first),
    )


def review_buttons(flow: Flow, session: Session) -> Rows:
    """The buttons of that page alone."""
    _, first = verdict(flow, session.answers)
    return _review_rows(flow, session, first)


def _review_rows(flow: Flow, session: Session, first: Button) -> Rows:
    stops = (section_stops(section, session.answers) for section in flow.sections)
    return ((first,), *(row for each in stops for row in _changing(each)), (BACK, SAVE))


def _element_lines(flow: Flow, session: Session) -> list[Line]:
    return [
        Line(
            say(N_("{thing} ({cite})"), thing=say(element.label), cite=element.cites),
            state="done" if element.present(session.answers) else "missing",
        )
        for element in flow.elements
    ]


def verdict(flow: Flow, answers: Answers) -> tuple[Say, Button]:
    """Whether the form can be sent off, or what it lacks, and the way to that."""
    if ready_to_submit(flow, answers):
        return say(flow.ready), Button("submit", "", say(flow.submit))
    open_stops = missing(flow, answers)
    if open_stops:
        count = len(open_stops)
        lacks = say_n(N_("{n} answer is still missing."), N_("{n} answers are still missing."), count)
        return lacks, Button("missing", open_stops[0].path, MISSING)
    lacking = [element for element in flow.elements if not element.present(answers)]
    required = Several(tuple(say(element.label) for element in lacking), "apart")
    return (
        say(LACKS, required=required),
        Button("missing", lacking[0].found_at, MISSING),
    )


def menu_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """The sections of a menu flow with the state of each."""
    over = {path.partition(".")[0] for path, answer in session.answers.items() if answer.over}
    states = [(section, _section_state(flow, section, session, over)) for section in flow.sections]
    ready = bool(flow.submit) and ready_to_submit(flow, session.answers)
    rows = [(Button("section", section.key, say(section.title)),) for section, _ in states]
    found = () if flow.checks is None else flow.checks(session.answers)
    if found:
        words = say(N_("What does not fit together: {count}"), count=len(found))
        rows.append((Button("checks", "", words),))
    complete = sum(state in ("done", "over") for _, state in states)
    return Prompt(
        session.revision,
        say(N_("Choose a section. You can leave it half done and come back.")),
        heading=(say(flow.title),),
        complete=(complete, len(states)),
        lines=tuple(
            Line(say(section.title), None, state, measure=_length(flow, section, session, facts))
            for section, state in states
        ),
        hints=() if session.answers or not is_place(flow, session.answers, BROUGHT) else (BRING_IT,),
        cites=cited(flow.cites),
        buttons=(*rows, *([(Button("submit", "", say(flow.submit)),)] if ready else []), (SAVE,)),
    )


def _length(flow: Flow, section: Section, session: Session, facts: Facts) -> Over | None:
    """How long the counted text of a section is, beside its guidance."""
    for stop in section_stops(section, session.answers):
        answer = session.answers.get(stop.path)
        if (
            isinstance(stop.question, Text)
            and stop.question.counted
            and answer is not None
            and answer.value is not None
        ):
            return stop.question.measured(str(answer.value), facts)
    return None


def checks_page(flow: Flow, session: Session) -> Prompt:
    """What does not agree across sections, each with the way to the question that mends it."""
    found = () if flow.checks is None else flow.checks(session.answers)
    page = min(page_shown(session), page_of(len(found) - 1))
    here = list(enumerate(found, 1))[page * ITEMS_ON_A_PAGE : (page + 1) * ITEMS_ON_A_PAGE]
    lines = tuple(
        Line(say(N_("{number}. {words}"), number=number, words=finding.what), None) for number, finding in here
    )
    buttons = [Button("check", str(number - 1), say(N_("✎ {thing}"), thing=str(number))) for number, _ in here]
    rows = [tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4)]
    return Prompt(
        session.revision,
        say(N_("These things do not fit together yet. You can mend them, or leave them as they are."))
        if found
        else say(N_("Everything fits together across the sections.")),
        heading=(say(flow.title),),
        lines=lines,
        cites=cited(flow.cites),
        buttons=(*rows, *_turning(page, len(found)), (Button("menu", "", say(N_("◀ All sections"))), SAVE)),
    )


def _section_state(flow: Flow, section: Section, session: Session, over: Set[str]) -> str:
    """Empty, begun, complete, or over a limit; `over` are the outermost keys of answers above their guidance."""
    stops = section_stops(section, session.answers)
    if not any(stop.path in session.answers for stop in stops):
        return ""
    if missing_in(flow, section, session.answers) or not all(is_answered(stop, session.answers) for stop in stops):
        return "begun"
    return "done" if over.isdisjoint(stop.path for stop in stops) else "over"


def section_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """One section of a menu flow with its answers. Raises `ValueError` where there is no such section."""
    section = section_named(flow, session.place.path)
    if section is None:
        raise ValueError(f"there is no section {session.place.path!r}")
    stops = section_stops(section, session.answers)
    lacking = missing_in(flow, section, session.answers)
    lines = _listed(flow, session, stops, facts, ITEMS_IN_A_SECTION, lacking)
    still_open = first_open(stops, lacking, session.answers)
    own = [] if still_open is None else [(Button("missing", still_open.path, say(N_("Continue ▶"))),)]
    return Prompt(
        session.revision,
        say(section.title),
        heading=(say(flow.title),),
        paragraphs=(*((say(section.help),) if section.help else ()), *_lacks(stops, lacking, session)),
        lines=lines,
        cites=cited(section.cites),
        buttons=(*own, *_changing(stops), (Button("menu", "", say(N_("◀ All sections"))), SAVE)),
    )


def _lacks(stops: tuple[Stop, ...], lacking: tuple[Stop, ...], session: Session) -> tuple[Say, ...]:
    """How many answers a section that was begun still lacks."""
    count = len(lacking)
    if not count or not any(stop.path in session.answers for stop in stops):
        return ()
    return (say_n(N_("{n} answer is still missing."), N_("{n} answers are still missing."), count),)


def _listed(
    flow: Flow,
    session: Session,
    stops: tuple[Stop, ...],
    facts: Facts,
    most: int | None = None,
    lacking: tuple[Stop, ...] | None = None,
) -> tuple[Line, ...]:
    """Questions with their answers."""
    lines: list[Line] = []
    for stop in stops:
        if isinstance(stop.question, Group):
            lines += _group_lines(flow, session, stop, stop.question, facts, most, lacking)
        else:
            lines.append(_answer_line(stop, stop.question, session, facts))
    return tuple(lines)


def _changing(stops: tuple[Stop, ...]) -> Rows:
    """A button to change the answer to each question, two to a row."""
    buttons = [
        Button("edit", stop.path, say(N_("✎ {thing}"), thing=say(stop.question.label or stop.question.ask)))
        for stop in stops
    ]
    return tuple(tuple(buttons[number : number + 2]) for number in range(0, len(buttons), 2))


def _answer_line(stop: Stop, question: Question, session: Session, facts: Facts) -> Line:
    answer = session.answers.get(stop.path)
    label = say(question.label or question.ask)
    if answer is None or answer.value is None:
        required = not is_optional(stop, session.answers)
        return Line(label, None, "missing" if required else "")
    shown = question.shown(answer.value, session.answers, facts)
    if not answer.over:
        counted = isinstance(question, Text) and question.counted
        measure = question.measured(str(answer.value), facts) if counted and isinstance(question, Text) else None
        return Line(label, shown, "done", measure=measure)
    return Line(label, shown, "over", answer.over, answer.because, unit_of(question, answer, facts))
