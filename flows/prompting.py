"""What to show at each place a person can stand: prompts as data, a pure function of the session."""

from __future__ import annotations

from flows.events import Button, Line, Prompt
from flows.facts import Facts
from flows.form import Flow, Group, Question, Section
from flows.layout import (
    Stop,
    find,
    is_answered,
    is_optional,
    item_missing,
    item_stops,
    items,
    level,
    missing,
    missing_in,
    parent,
    section_named,
    section_stops,
)
from flows.session import Answers, Place, Plain, Session
from flows.wording import N_, Param, Say, say, say_n

BACK = Button("back", "", say(N_("◀ Back")))
SKIP = Button("skip", "", say(N_("Skip ▶")))
REVIEW = Button("review", "", say(N_("All answers")))
SAVE = Button("save", "", say(N_("Save and leave")))


def ticked(session: Session) -> tuple[str, ...]:
    """The options ticked at a question with several choices: those being ticked now, else those answered before."""
    chosen: Plain = session.pending
    if chosen is None:
        answer = session.answers.get(session.place.path)
        chosen = None if answer is None else answer.value
    return tuple(str(one) for one in chosen) if isinstance(chosen, list) else ()


def ready_to_submit(flow: Flow, answers: Answers) -> bool:
    """Whether nothing that the form requires is missing, the framework's elements included."""
    return not missing(flow, answers) and all(element.present(answers) for element in flow.elements)


def prompt(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """What to show a person now."""
    match session.place.kind:
        case "question":
            return _question(flow, session, facts)
        case "over":
            return _over(flow, session, facts)
        case "reason":
            return _reason(flow, session)
        case "alike":
            return _alike(flow, session)
        case "unsure":
            return _unsure(flow, session, facts)
        case "group":
            return _group(flow, session, facts)
        case "item":
            return _item(flow, session, facts)
        case "remove":
            return _remove(flow, session, facts)
        case "review":
            return _review(flow, session, facts)
        case "menu":
            return _menu(flow, session)
        case "section":
            return _section(flow, session, facts)
        case "cancel":
            return _cancel(flow, session)
        case "done":
            return Prompt(session.revision, say(N_("Nothing is open here now.")))
    raise ValueError(f"there is no place of the kind {session.place.kind!r}")


def _stop_at(flow: Flow, session: Session) -> Stop:
    stop = find(flow, session.answers, session.place.path)
    if stop is None:
        raise ValueError(f"no question stands at {session.place.path!r}")
    return stop


def _question_at(flow: Flow, session: Session) -> tuple[Stop, Question]:
    stop = _stop_at(flow, session)
    if isinstance(stop.question, Group):
        raise ValueError(f"a group stands at {session.place.path!r}, not a question")
    return stop, stop.question


def _heading(flow: Flow, session: Session, stop: Stop) -> tuple[Say, ...]:
    """The section, and inside a group which item it is."""
    heading = [say(stop.section.title)]
    around = parent(stop.path)
    if around is not None:
        group = find(flow, session.answers, around[0])
        if group is not None and isinstance(group.question, Group):
            names = items(session.answers, around[0])
            number = names.index(around[1]) + 1 if around[1] in names else len(names) + 1
            heading.append(say(N_("{thing} {number}"), thing=say(group.question.one), number=number))
    return tuple(heading)


def _position(flow: Flow, session: Session, path: str) -> tuple[int, int]:
    """Which question of how many, at the outermost level: a group counts as one."""
    while (around := parent(path)) is not None:
        path = around[0]
    stops = level(flow, session.answers, path)
    return next((number for number, stop in enumerate(stops, 1) if stop.path == path), len(stops)), len(stops)


def _navigation(flow: Flow, session: Session, *own: Button) -> tuple[tuple[Button, ...], ...]:
    """The row of ways out that every question has."""
    first = level(flow, session.answers, flow.sections[0].questions[0].key)[0].path
    at_first = flow.order == "linear" and session.place.path == first and session.back_to is None
    row = (*(() if at_first else (BACK,)), *own)
    leaving = (REVIEW, SAVE) if session.answers else (SAVE,)
    return (row, leaving) if row else (leaving,)


def _cited(*cites: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite for cite in cites if cite))


def _question(flow: Flow, session: Session, facts: Facts) -> Prompt:
    stop, question = _question_at(flow, session)
    answer = session.answers.get(stop.path)
    optional = is_optional(stop, session.answers)
    rows = list(_options(question, session, facts))
    own: list[Button] = []
    current: Param | None = None
    if answer is not None and answer.value is not None:
        current = question.show(answer.value, facts)
        if question.expects != "ticks":
            own.append(Button("keep", "", say(N_("Keep this answer ▶"))))
    if optional:
        own.append(SKIP)
    paragraphs = (say(question.help),) if question.help else ()
    if question.shows is not None:
        paragraphs = (*paragraphs, *question.shows(session.answers, facts))
    example = (say(N_("For example: {example}"), example=say(question.example)),) if question.example else ()
    return Prompt(
        session.revision,
        say(question.ask),
        heading=_heading(flow, session, stop),
        position=_position(flow, session, stop.path),
        optional=optional,
        paragraphs=paragraphs,
        current=current,
        hints=(*question.hints(facts), *example),
        cites=_cited(question.cites or stop.section.cites),
        buttons=(*rows, *_navigation(flow, session, *own)),
        expects=question.expects,
    )


def _options(question: Question, session: Session, facts: Facts) -> tuple[tuple[Button, ...], ...]:
    options = question.options(facts)
    if question.expects != "ticks":
        return tuple((Button("pick", option.id, option.label),) for option in options)
    chosen = ticked(session)
    rows = [(Button("tick", option.id, option.label, option.id in chosen),) for option in options]
    if chosen:
        rows.append((Button("done", "", say(N_("Done ▶"))),))
    return tuple(rows)


def _over(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """A text above its guidance: shorten it, or keep it and say why (R¶32: guidance, not to be followed rigidly)."""
    stop, question = _question_at(flow, session)
    answer = session.answers[stop.path]
    return Prompt(
        session.revision,
        say(
            N_("Your text is longer than the guidance by {excess}. Send a shorter text, or keep it and say why."),
            excess=answer.over,
        ),
        heading=_heading(flow, session, stop),
        position=_position(flow, session, stop.path),
        paragraphs=(say(N_("It is kept for now: {question}"), question=say(question.label or question.ask)),),
        hints=question.hints(facts),
        cites=_cited(question.cites, "R¶32"),
        buttons=((Button("why", "", say(N_("Keep it and say why"))),), *_navigation(flow, session)),
        expects="text",
    )


def _reason(flow: Flow, session: Session) -> Prompt:
    stop, _ = _question_at(flow, session)
    return Prompt(
        session.revision,
        say(N_("Why should the text stay as long as it is? A sentence is enough.")),
        heading=_heading(flow, session, stop),
        position=_position(flow, session, stop.path),
        hints=(
            say(
                N_("For example: {example}"),
                example=say(N_("Two ministries contribute, and each needs its part.")),
            ),
        ),
        cites=("R¶32",),
        buttons=_navigation(flow, session),
        expects="text",
    )


BORNE_BY = {
    "partner": N_("A registered partner already bears this name: {name}"),
    "letter": N_("Another open letter already bears this name: {name}"),
}


def _alike(flow: Flow, session: Session) -> Prompt:
    stop, _ = _question_at(flow, session)
    found = session.pending if isinstance(session.pending, list) else []
    borne = tuple(
        say(BORNE_BY[str(what)], name=str(name)) for name, what in (one for one in found if isinstance(one, list))
    )
    return Prompt(
        session.revision,
        say(N_("Is yours a letter of its own?")),
        heading=_heading(flow, session, stop),
        position=_position(flow, session, stop.path),
        paragraphs=(
            *borne,
            say(
                N_(
                    "If it is the same body, ask your colleagues first, so that two letters do not say different things."
                )
            ),
        ),
        buttons=(
            (Button("go", "", say(N_("Yes, go on with this name"))),),
            (Button("rewrite", "", say(N_("Change the name"))),),
            *_navigation(flow, session),
        ),
        expects="text",
    )


def _unsure(flow: Flow, session: Session, facts: Facts) -> Prompt:
    stop, question = _question_at(flow, session)
    offered = session.pending if isinstance(session.pending, list) else []
    buttons = tuple(
        (Button("suggest", str(number), question.show(value, facts)),) for number, value in enumerate(offered)
    )
    return Prompt(
        session.revision,
        say(N_("Did you mean one of these? If not, please write it again.")),
        heading=_heading(flow, session, stop),
        position=_position(flow, session, stop.path),
        hints=question.hints(facts),
        buttons=(*buttons, *_navigation(flow, session)),
        expects="text",
    )


# -- groups -----------------------------------------------------------------------------------------------------------


def _item_line(flow: Flow, session: Session, group: Group, path: str, number: int, item: str, facts: Facts) -> Line:
    """An item in the list of its group: its number and what heads it."""
    inside = item_stops(flow, session.answers, path, item)
    shown: Param | None = None
    over = 0
    for stop in inside:
        answer = session.answers.get(stop.path)
        if answer is None or isinstance(stop.question, Group):
            continue
        over = max(over, answer.over)
        if answer.value is not None and (shown is None or stop.question.key == group.titled_by):
            shown = stop.question.show(answer.value, facts)
    state = "begun" if item_missing(flow, session.answers, path, item) else "over" if over else "done"
    return Line(say(N_("{thing} {number}"), thing=say(group.one), number=number), shown, state, over)


def _group_at(flow: Flow, session: Session, path: str) -> tuple[Stop, Group]:
    stop = find(flow, session.answers, path)
    if stop is None or not isinstance(stop.question, Group):
        raise ValueError(f"no group stands at {path!r}")
    return stop, stop.question


def _group(flow: Flow, session: Session, facts: Facts) -> Prompt:
    path = session.place.path
    stop, group = _group_at(flow, session, path)
    names = items(session.answers, path)
    lines = tuple(_item_line(flow, session, group, path, number, name, facts) for number, name in enumerate(names, 1))
    rows = [
        (Button("item", name, say(N_("✎ {thing}"), thing=line.label)),) for name, line in zip(names, lines, strict=True)
    ]
    if len(names) < group.at_most:
        words = N_("Add another: {thing}") if names else N_("Add: {thing}")
        rows.append((Button("add", "", say(words, thing=say(group.one))),))
    own: tuple[Button, ...] = ()
    if names and len(names) >= group.at_least:
        own = (Button("go", "", say(N_("Continue ▶"))),)
    elif not names and group.optional:
        own = (Button("decline", "", say(N_("None ▶"))),)
    return Prompt(
        session.revision,
        say(group.ask),
        heading=_heading(flow, session, stop),
        position=_position(flow, session, path),
        optional=group.optional,
        paragraphs=(say(group.help),) if group.help else (),
        lines=lines,
        cites=_cited(group.cites or stop.section.cites),
        buttons=(*rows, *_navigation(flow, session, *own)),
    )


def _item(flow: Flow, session: Session, facts: Facts) -> Prompt:
    path, _, item = session.place.path.rpartition(".")
    stop, group = _group_at(flow, session, path)
    names = items(session.answers, path)
    number = names.index(item) + 1
    lines, rows = _listed(flow, session, item_stops(flow, session.answers, path, item), facts)
    open_stops = item_missing(flow, session.answers, path, item)
    own = [(Button("missing", open_stops[0].path, say(N_("Answer what is missing ▶"))),)] if open_stops else []
    order = []
    if number > 1:
        order.append(Button("up", "", say(N_("▲ Move up"))))
    if number < len(names):
        order.append(Button("down", "", say(N_("▼ Move down"))))
    order.append(Button("remove", "", say(N_("Remove"))))
    return Prompt(
        session.revision,
        say(N_("{thing} {number}"), thing=say(group.one), number=number),
        heading=(say(stop.section.title),),
        position=_position(flow, session, path),
        lines=lines,
        buttons=(*own, *rows, tuple(order), (Button("list", "", say(N_("◀ To the list"))),)),
    )


def _remove(flow: Flow, session: Session, facts: Facts) -> Prompt:
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


# -- pages ------------------------------------------------------------------------------------------------------------


def _listed(
    flow: Flow, session: Session, stops: tuple[Stop, ...], facts: Facts
) -> tuple[tuple[Line, ...], list[tuple[Button, ...]]]:
    """Questions with their answers, and two to a row a button to change each."""
    lines: list[Line] = []
    buttons: list[Button] = []
    for stop in stops:
        label = say(stop.question.label or stop.question.ask)
        if isinstance(stop.question, Group):
            lines += _group_lines(flow, session, stop, stop.question, facts)
        else:
            lines.append(_answer_line(stop, stop.question, session, facts))
        buttons.append(Button("edit", stop.path, say(N_("✎ {thing}"), thing=label)))
    rows = [tuple(buttons[number : number + 2]) for number in range(0, len(buttons), 2)]
    return tuple(lines), rows


def _answer_line(stop: Stop, question: Question, session: Session, facts: Facts) -> Line:
    answer = session.answers.get(stop.path)
    label = say(question.label or question.ask)
    if answer is None or answer.value is None:
        required = not is_optional(stop, session.answers)
        return Line(label, None, "missing" if required else "")
    return Line(
        label,
        question.show(answer.value, facts),
        "over" if answer.over else "done",
        answer.over,
        answer.because,
    )


def _group_lines(flow: Flow, session: Session, stop: Stop, group: Group, facts: Facts) -> list[Line]:
    names = items(session.answers, stop.path)
    if not names:
        return [Line(say(group.label or group.ask), None, "missing" if group.at_least else "")]
    return [_item_line(flow, session, group, stop.path, number, name, facts) for number, name in enumerate(names, 1)]


def _review(flow: Flow, session: Session, facts: Facts) -> Prompt:
    lines: list[Line] = []
    rows: list[tuple[Button, ...]] = []
    for section in flow.sections:
        shown, buttons = _listed(flow, session, section_stops(section, session.answers), facts)
        if shown:
            lines += [Line(say(section.title), state="heading"), *shown]
            rows += buttons
    elements = [
        Line(
            say(N_("{thing} ({cite})"), thing=say(element.label), cite=element.cites),
            state="done" if element.present(session.answers) else "missing",
        )
        for element in flow.elements
    ]
    if elements:
        lines += [Line(say(N_("What the Partnership requires")), state="heading"), *elements]
    open_stops = missing(flow, session.answers)
    first: list[tuple[Button, ...]] = []
    lacking = [element for element in flow.elements if not element.present(session.answers)]
    ready = ready_to_submit(flow, session.answers)
    if ready:
        first.append((Button("submit", "", say(flow.submit)),))
    elif open_stops:
        first.append((Button("missing", open_stops[0].path, say(N_("Answer what is missing ▶"))),))
    elif lacking:
        first.append((Button("missing", lacking[0].found_at, say(N_("Answer what is missing ▶"))),))
    count = len(open_stops) or len(lacking)
    ask = (
        say(N_("Please read your answers. When all is right, send the letter."))
        if ready
        else say_n(N_("{n} answer is still missing."), N_("{n} answers are still missing."), count)
    )
    return Prompt(
        session.revision,
        ask,
        heading=(say(flow.title), say(N_("Review"))),
        lines=tuple(lines),
        cites=_cited(flow.cites),
        buttons=(*first, *rows, (BACK, SAVE)),
    )


def _section_state(flow: Flow, section: Section, session: Session) -> str:
    """Empty, begun, complete, or over a limit."""
    stops = section_stops(section, session.answers)
    if not any(stop.path in session.answers for stop in stops):
        return ""
    if missing_in(flow, section, session.answers) or not all(is_answered(stop, session.answers) for stop in stops):
        return "begun"
    if any(session.answers[stop.path].over for stop in stops):
        return "over"
    return "done"


def _menu(flow: Flow, session: Session) -> Prompt:
    states = [(section, _section_state(flow, section, session)) for section in flow.sections]
    ready = ready_to_submit(flow, session.answers)
    rows = [(Button("section", section.key, say(section.title)),) for section, _ in states]
    complete = sum(state in ("done", "over") for _, state in states)
    return Prompt(
        session.revision,
        say(N_("Choose a section. You can leave it half done and come back.")),
        heading=(say(flow.title),),
        position=(complete, len(states)),
        lines=tuple(Line(say(section.title), None, state) for section, state in states),
        cites=_cited(flow.cites),
        buttons=(*rows, *([(Button("submit", "", say(flow.submit)),)] if ready else []), (SAVE,)),
    )


def _section(flow: Flow, session: Session, facts: Facts) -> Prompt:
    section = section_named(flow, session.place.path)
    if section is None:
        raise ValueError(f"there is no section {session.place.path!r}")
    stops = section_stops(section, session.answers)
    lines, rows = _listed(flow, session, stops, facts)
    open_stops = [stop for stop in stops if not is_answered(stop, session.answers)]
    own = [(Button("missing", open_stops[0].path, say(N_("Continue ▶"))),)] if open_stops else []
    return Prompt(
        session.revision,
        say(section.title),
        heading=(say(flow.title),),
        paragraphs=(say(section.help),) if section.help else (),
        lines=lines,
        cites=_cited(section.cites),
        buttons=(*own, *rows, (Button("menu", "", say(N_("◀ All sections"))), SAVE)),
    )


def _cancel(flow: Flow, session: Session) -> Prompt:
    kept = sum(answer.value is not None for answer in session.answers.values())
    return Prompt(
        session.revision,
        say(N_("Give up this draft?")),
        heading=(say(flow.title),),
        paragraphs=(
            say_n(N_("{n} answer would be put away."), N_("{n} answers would be put away."), kept),
            say(N_("If you only want to stop for now, choose “Save and leave”: nothing is lost.")),
        ),
        buttons=(
            (Button("no", "", say(N_("No, go on writing"))),),
            (SAVE,),
            (Button("yes", "", say(N_("Yes, give it up"))),),
        ),
    )


def place_shown(place: Place) -> str:
    """A place in a word or two, for logs: it holds no answer."""
    return f"{place.kind}:{place.path}" if place.path else place.kind
