"""What to show at each place a person can stand: prompts as data, a pure function of the session."""

from __future__ import annotations

from flows.beside import clash_page
from flows.bringing import brought_page
from flows.events import Button, Prompt, Rows, offered
from flows.facts import Facts, NameBorne
from flows.form import Flow, Group, Question
from flows.kinds import Text
from flows.layout import Stop, find, is_optional, section_named
from flows.pages import (
    checks_page,
    group_page,
    item_page,
    menu_page,
    remove_page,
    review_buttons,
    review_page,
    section_page,
    unit_of,
    verdict,
)
from flows.pending import borne_by, is_adding, suggested, ticked
from flows.remarked import remark_at
from flows.session import Answer, Session
from flows.signposts import KEEP, REMOVE_ANSWER, SAVE, SKIP, cited, heading, part, position, ways_out
from flows.wording import N_, Say, say, say_n


def prompt(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """What to show a person now. Raises `ValueError` at a place that the flow does not have: `resume` leaves it."""
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
        case "clash":
            return clash_page(flow, session, facts)
        case "group":
            return group_page(flow, session, facts)
        case "item":
            return item_page(flow, session, facts)
        case "remove":
            return remove_page(flow, session, facts)
        case "review":
            return review_page(flow, session, facts)
        case "menu":
            return menu_page(flow, session, facts)
        case "section":
            return section_page(flow, session, facts)
        case "checks":
            return checks_page(flow, session)
        case "brought":
            return brought_page(flow, session, facts)
        case "cancel":
            return _cancel(flow, session, facts)
        case "done":
            return Prompt(session.revision, say(N_("Nothing is open here now.")))
    raise ValueError(f"there is no place of the kind {session.place.kind!r}")


def buttons(flow: Flow, session: Session, facts: Facts) -> Rows:
    """The buttons of that prompt alone: all that a press needs to know, for a third of what the whole costs."""
    match session.place.kind:
        case "review":
            return review_buttons(flow, session)
        case "question":
            pass
        case _:
            return prompt(flow, session, facts).buttons
    stop, question = _question_at(flow, session)
    return _question_buttons(flow, session, stop, question, question.facts_seen(session.answers, facts))


def offers(flow: Flow, session: Session, act: str, arg: str, facts: Facts) -> bool:
    """Whether that prompt has a button that does just this."""
    if session.place.kind == "menu" and act == "section":
        # What the sections hold, which the whole menu tells, makes no difference to opening one.
        return section_named(flow, arg) is not None
    if session.place.kind == "review" and act == "submit":
        return not arg and verdict(flow, session.answers)[1].act == act
    return offered(buttons(flow, session, facts), act, arg)


def _question_at(flow: Flow, session: Session) -> tuple[Stop, Question]:
    stop = find(flow, session.answers, session.place.path)
    if stop is None or isinstance(stop.question, Group):
        raise ValueError(f"no question stands at {session.place.path!r}")
    return stop, stop.question


def _question(flow: Flow, session: Session, facts: Facts) -> Prompt:
    stop, question = _question_at(flow, session)
    seen = question.facts_seen(session.answers, facts)
    answer = session.answers.get(stop.path)
    paragraphs = (*remark_at(stop.path, facts), *((say(question.help),) if question.help else ()))
    if question.shows is not None:
        paragraphs = (*paragraphs, *question.shows(session.answers, facts))
    example = (_for_example(question.example),) if question.example else ()
    if is_adding(session):
        example = (say(N_("What you write now is added below the text that stands there.")),)
    return Prompt(
        session.revision,
        say(question.ask),
        heading=heading(flow, session, stop),
        position=position(flow, session, stop.path),
        part=part(flow, session, stop.path),
        optional=is_optional(stop, session.answers),
        paragraphs=paragraphs,
        current=None
        if answer is None or answer.value is None
        else question.shown(answer.value, session.answers, facts),
        hints=(*question.hints(seen), *example),
        cites=cited(question.cites or stop.section.cites),
        buttons=_question_buttons(flow, session, stop, question, seen),
        expects=question.expects,
    )


def _question_buttons(flow: Flow, session: Session, stop: Stop, question: Question, facts: Facts) -> Rows:
    answer = session.answers.get(stop.path)
    answered = answer is not None and answer.value is not None
    own: list[Button] = []
    if answered and question.expects != "ticks":
        own.append(KEEP)
    if is_optional(stop, session.answers):
        own.append(REMOVE_ANSWER if answered else SKIP)
    return (
        *_options(question, session, facts),
        *_adding(flow, session, question, answered),
        *ways_out(flow, session, *own),
    )


def _adding(flow: Flow, session: Session, question: Question, answered: bool) -> Rows:
    """A text that is written over weeks can be added to, or written anew."""
    if not (flow.shared and answered and isinstance(question, Text) and question.lines):
        return ()
    if is_adding(session):
        return ((Button("rewrite", "", say(N_("Write it anew instead"))),),)
    return ((Button("extend", "", say(N_("Add to it"))),),)


def _for_example(example: str) -> Say:
    return say(N_("For example: {example}"), example=say(example))


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
    reason = (say(N_("The reason you gave: {reason}"), reason=answer.because),) if answer.because else ()
    keep = ((Button("go", "", say(N_("Keep it for this reason ▶"))),),) if answer.because else ()
    return Prompt(
        session.revision,
        excess(question, answer, facts),
        heading=heading(flow, session, stop),
        position=position(flow, session, stop.path),
        part=part(flow, session, stop.path),
        paragraphs=(
            say(N_("The text is kept for now: {question}"), question=say(question.label or question.ask)),
            *reason,
            say(N_("Send a shorter text, or keep this one and say why.")),
        ),
        hints=question.hints(facts),
        cites=cited(question.cites, "R¶32"),
        buttons=(*keep, (Button("why", "", say(N_("Keep it and say why"))),), *ways_out(flow, session)),
        expects="text",
    )


def excess(question: Question, answer: Answer, facts: Facts) -> Say:
    """By how much a kept text is longer than its guidance, in the unit that it is counted in."""
    if unit_of(question, answer, facts) == "words":
        return say_n(
            N_("Your text is {n} word longer than the guidance."),
            N_("Your text is {n} words longer than the guidance."),
            answer.over,
        )
    return say_n(
        N_("Your text is {n} character longer than the guidance."),
        N_("Your text is {n} characters longer than the guidance."),
        answer.over,
    )


def _reason(flow: Flow, session: Session) -> Prompt:
    stop, _ = _question_at(flow, session)
    return Prompt(
        session.revision,
        say(N_("Why should the text stay as long as it is? A sentence is enough.")),
        heading=heading(flow, session, stop),
        position=position(flow, session, stop.path),
        part=part(flow, session, stop.path),
        hints=(_for_example(N_("Two ministries contribute, and each needs its part.")),),
        cites=("R¶32",),
        buttons=ways_out(flow, session),
        expects="text",
    )


BORNE_BY = {
    "partner": N_("A registered partner already bears this name: {name}"),
    "letter": N_("Another letter already bears this name: {name}"),
    "own": N_("You are writing another letter with this name already: {name}"),
}
SENT_BEFORE = N_("You have sent a letter with this name already: {name}, reference <b>{reference}</b>.")


def borne(found: tuple[NameBorne, ...]) -> tuple[Say, ...]:
    """Who bears a name already."""
    return tuple(
        say(SENT_BEFORE, name=one.name, reference=one.reference)
        if one.reference
        else say(BORNE_BY[one.what], name=one.name)
        for one in found
    )


ASK_COLLEAGUES = N_(
    "If it is the same body, ask your colleagues first, so that two letters do not say different things."
)
ONE_IS_ENOUGH = N_(
    "One letter is enough for one body. If something in a letter that you sent should change, write to the "
    "secretariat and quote its reference."
)


def _alike(flow: Flow, session: Session) -> Prompt:
    stop, _ = _question_at(flow, session)
    found = borne_by(session)
    all_own = all(one.what == "own" for one in found)
    return Prompt(
        session.revision,
        say(N_("Is this to be one more letter with the same name?"))
        if all_own
        else say(N_("Is yours a letter of its own?")),
        heading=heading(flow, session, stop),
        position=position(flow, session, stop.path),
        part=part(flow, session, stop.path),
        paragraphs=(*borne(found), say(ONE_IS_ENOUGH) if all_own else say(ASK_COLLEAGUES)),
        hints=(say(N_("Press a button, or write another name.")),),
        buttons=(
            (Button("go", "", say(N_("Yes, go on with this name"))),),
            (Button("rewrite", "", say(N_("Change the name"))),),
            *ways_out(flow, session),
        ),
        expects="text",
    )


def _unsure(flow: Flow, session: Session, facts: Facts) -> Prompt:
    stop, question = _question_at(flow, session)
    buttons = tuple(
        (Button("suggest", str(number), question.show(value, facts)),)
        for number, value in enumerate(suggested(session))
    )
    return Prompt(
        session.revision,
        say(
            N_("Did you mean this? If not, please write it again.")
            if len(buttons) == 1
            else N_("Did you mean one of these? If not, please write it again.")
        ),
        heading=heading(flow, session, stop),
        position=position(flow, session, stop.path),
        part=part(flow, session, stop.path),
        hints=question.hints(question.facts_seen(session.answers, facts)),
        buttons=(*buttons, *ways_out(flow, session)),
        expects="text",
    )


def _cancel(flow: Flow, session: Session, facts: Facts) -> Prompt:
    if facts.reference is not None:
        return _cancel_changes(flow, session, facts.reference)
    kept = sum(answer.value is not None for answer in session.answers.values())
    return Prompt(
        session.revision,
        say(flow.give_up),
        heading=(say(flow.title),),
        paragraphs=(
            say_n(N_("{n} answer would be erased."), N_("{n} answers would be erased."), kept),
            say(N_("If you only want to stop for now, choose “{save}”: nothing is lost."), save=SAVE.label),
        ),
        buttons=(
            (Button("no", "", say(N_("No, go on writing"))),),
            (SAVE,),
            (Button("yes", "", say(N_("Yes, give it up"))),),
        ),
    )


def _cancel_changes(flow: Flow, session: Session, reference: str) -> Prompt:
    """Asked of who has changed a letter that was sent: the letter itself is not given up."""
    return Prompt(
        session.revision,
        say(N_("Give up your changes?")),
        heading=(say(flow.title),),
        paragraphs=(
            say(
                N_("The letter <b>{reference}</b> stays as you sent it. What you have changed since would be erased."),
                reference=reference,
            ),
            say(N_("If you only want to stop for now, choose “{save}”: nothing is lost."), save=SAVE.label),
        ),
        buttons=(
            (Button("no", "", say(N_("No, go on writing"))),),
            (SAVE,),
            (Button("yes", "", say(N_("Yes, give them up"))),),
        ),
    )
