"""The engine: a conversation as data in, data out.

    start(flow) -> Session                                    a new draft, at its first question
    resume(flow, session, facts) -> Turn                      after a while, perhaps after the form changed
    lookup(flow, session, event) -> str | None                a name that the caller looks up before the step
    step(flow, session, event, facts) -> Turn                 what an event makes of the session
    prompt(flow, session, facts) -> Prompt                    what to show now

No function here reads a clock, a file or a store; the caller keeps what a turn says has changed, and sends the
prompt. Three laws hold for every event, and `tests/flows` checks them on random conversations:

* nothing that was answered is lost unless its owner takes it away: going back, a changed answer that hides others,
  a new edition of the form keep every answer;
* a button acts only while it stands on the prompt that the session would show now (same revision, same button), so
  old, doubled and forged presses change nothing;
* wherever a person stands there is a prompt that leads on.

A place (`session.Place`) is what is shown. Answers move it by three rules: an answer leads to the next question that
has none; with `back_to` set (one answer is being edited) it leads back there; when nothing is left it leads to the
review page of a linear flow or to the section's page of a menu flow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from flows.events import (
    Abandoned,
    Asked,
    Corrected,
    Event,
    Left,
    Pressed,
    Said,
    Sent,
    Shared,
    Submitted,
    Turn,
    Unfit,
)
from flows.facts import Facts, Read, Unclear
from flows.form import Edition, Flow, Group, Question
from flows.kinds import Text
from flows.layout import (
    Stop,
    find,
    is_answered,
    item_stops,
    items,
    level,
    missing,
    new_item,
    parent,
    pattern,
    section_named,
    stands,
)
from flows.prompting import prompt, ready_to_submit, ticked
from flows.session import Answer, Change, Piece, Place, Plain, Session, Tail
from flows.wording import N_, Say, say
from flows.words import fold

__all__ = ["lookup", "prompt", "resume", "start", "step"]

LONG_PIECE = 3500
"""From this many UTF-16 units on a message may be the first piece of a longer text: clients cut at 4,096 units, at a
good place before it."""
PIECES_WITHIN = timedelta(seconds=5)
"""A client sends the pieces of one text in a row; a person takes longer to read the next question."""

REVIEW = Place("review")
MENU = Place("menu")


def start(flow: Flow) -> Session:
    """A new session at the beginning of the flow."""
    empty = Session(flow.key, flow.edition, MENU if flow.order == "menu" else REVIEW)
    if flow.order == "menu":
        return empty
    first = flow.sections[0].questions[0]
    return empty.moved(place=_place_of(empty, Stop(first.key, first, flow.sections[0])))


def resume(flow: Flow, session: Session, facts: Facts) -> Turn:
    """The session made to fit the flow as it is today: told, and put on the nearest question that stands.

    Answers stay whatever happened to their questions. A session of the present edition comes back unchanged.
    """
    if session.edition == flow.edition and _is_place(flow, session, session.place):
        return Turn(session)
    notes: list[Say] = []
    place = session.place
    for number in range(session.edition + 1, flow.edition + 1):
        edition = flow.editions.get(number, Edition())
        key = pattern(place.path)
        if key in edition.removed:
            notes.append(
                say(N_("The form has changed since you were here: the question you were at is no longer asked."))
            )
            place = Place("question", edition.removed[key])
        elif key in edition.reworded:
            notes.append(say(N_("The form has changed since you were here: this question is asked in new words.")))
            place = Place("question", place.path)
        for key in edition.reworded:
            if key != pattern(session.place.path) and any(pattern(path) == key for path in session.answers):
                stop = find(flow, session.answers, key)
                if stop is not None:
                    notes.append(
                        say(
                            N_("A question you answered is asked in new words. Please look at it again: {question}"),
                            question=say(stop.question.label or stop.question.ask),
                        )
                    )
    if not notes and session.edition != flow.edition:
        notes.append(say(N_("The form has changed since you were here. All your answers are kept.")))
    moved = session.moved(edition=flow.edition, place=place, pending=None, tail=None, revision=session.revision + 1)
    if moved.back_to is not None and not _is_place(flow, moved, moved.back_to):
        moved = moved.moved(back_to=None)
    if not _is_place(flow, moved, place):
        moved = _onward(flow, moved.moved(back_to=None), None)
    return Turn(moved, notes=tuple(notes))


def lookup(flow: Flow, session: Session, event: Event) -> str | None:
    """The name, folded for comparison, that the event would answer a name question with; `None` if it is no name.

    The caller looks it up among partners and open letters and hands what it finds in as `Facts.same_names`.
    """
    match event:
        case Said(text=text):
            path = session.place.path
        case Corrected(text=text, message_id=message_id):
            path = _path_said_in(session, message_id) or ""
        case _:
            return None
    stop = find(flow, session.answers, path) if path else None
    if stop is None or not isinstance(stop.question, Text) or not stop.question.known_as:
        return None
    return fold(text)


def step(flow: Flow, session: Session, event: Event, facts: Facts) -> Turn:
    """What an event makes of a session.

    The revision grows by one with every step that changes anything, so that buttons shown before it are stale.
    """
    facts = _with_country(session, facts)
    match event:
        case Pressed():
            turn = _pressed(flow, session, event, facts)
        case Said():
            turn = _said(flow, session, event, facts)
        case Sent(file=file, message_id=message_id):
            turn = _given(flow, session, message_id, "", lambda question: question.read_file(file, facts), facts)
        case Shared(phone=phone, message_id=message_id):
            turn = _shared(flow, session, phone, message_id, facts)
        case Corrected():
            turn = _corrected(flow, session, event, facts)
        case Asked(act=act):
            turn = _asked(flow, session, act)
        case Unfit(what=what):
            turn = Turn(session, notes=(UNFIT.get(what, UNFIT["other"]),))
        case _:
            assert_never(event)
    if turn.session is session:
        return turn
    tail = turn.session.tail if isinstance(event, Said) else None
    return replace(turn, session=turn.session.moved(revision=session.revision + 1, tail=tail))


UNFIT = {
    "photo": say(N_("Thank you for the picture. This question is answered with words, so I cannot keep it here.")),
    "sticker": say(N_("A nice sticker. This question is answered with words, so please write your answer.")),
    "voice": say(N_("I cannot listen to voice messages. Please write your answer.")),
    "video": say(N_("I cannot watch videos. Please write your answer.")),
    "poll": say(N_("A poll cannot answer this question. Please write your answer.")),
    "location": say(N_("A place on the map cannot answer this question. Please write your answer.")),
    "contact": say(N_("A contact card cannot answer this question. Please write your answer.")),
    "other": say(N_("I cannot read this kind of message. Please write your answer.")),
}


# -- what a person writes or sends ------------------------------------------------------------------------------------


def _said(flow: Flow, session: Session, event: Said, facts: Facts) -> Turn:
    continued = _continued(flow, session, event, facts)
    if continued is not None:
        return continued
    place = session.place
    if place.kind == "reason":
        return _reasoned(flow, session, event)
    pressed = _spoken_button(flow, session, event.text, facts)
    if pressed is not None:
        return _pressed(flow, session, pressed, facts)
    if place.kind in ("question", "over", "alike", "unsure"):
        return _given(
            flow,
            session,
            event.message_id,
            event.text,
            lambda question: question.read(event.text, facts),
            facts,
            event.at,
        )
    return Turn(session, notes=(say(N_("Please choose one of the buttons below.")),))


def _given(
    flow: Flow,
    session: Session,
    message_id: int,
    text: str,
    read: Callable[[Question], Read | Unclear],
    facts: Facts,
    at: datetime | None = None,
) -> Turn:
    """Take an answer for the question where the person stands."""
    stop = find(flow, session.answers, session.place.path) if session.place.path else None
    if (
        stop is None
        or isinstance(stop.question, Group)
        or session.place.kind not in ("question", "over", "alike", "unsure")
    ):
        return Turn(session, notes=(say(N_("Please choose one of the buttons below.")),))
    result = read(stop.question)
    if isinstance(result, Unclear):
        return _unclear(session, result)
    may_continue = isinstance(stop.question, Text) and at is not None and _units(text) >= LONG_PIECE
    tail = Tail(stop.path, at) if may_continue and at is not None else None
    piece = Piece(message_id, text if may_continue else "")
    return _keep(flow, session, stop, result, (piece,), facts, tail)


def _unclear(session: Session, result: Unclear) -> Turn:
    """Say what was not understood; what may have been meant is offered in place of the question."""
    if not result.suggestions:
        return Turn(session, notes=(result.problem,))
    offered: list[Plain] = [suggestion.value for suggestion in result.suggestions]
    place = Place("unsure", session.place.path)
    return Turn(session.moved(place=place, pending=offered, tail=None), notes=(result.problem,))


def _shared(flow: Flow, session: Session, phone: str, message_id: int, facts: Facts) -> Turn:
    stop = find(flow, session.answers, session.place.path)
    if stop is None or isinstance(stop.question, Group) or stop.question.expects != "phone":
        return Turn(session, notes=(UNFIT["contact"],))
    return _given(flow, session, message_id, "", lambda question: question.read(phone, facts), facts)


def _reasoned(flow: Flow, session: Session, event: Said) -> Turn:
    """Record why a text stays above its guidance, and go on."""
    path = session.place.path
    reason = event.text.strip()
    old = session.answers.get(path)
    if old is None or not reason:
        return Turn(session, notes=(say(N_("Please write the reason in a sentence.")),))
    kept, changes = _write(session, path, replace(old, because=reason))
    return Turn(_onward(flow, kept, path), changes)


def _keep(
    flow: Flow,
    session: Session,
    stop: Stop,
    result: Read,
    pieces: tuple[Piece, ...],
    facts: Facts,
    tail: Tail | None = None,
) -> Turn:
    """Keep an answer and move on from it, by way of a warning where there is one to give."""
    over = result.over.excess if result.over else 0
    kept, changes = _write(session, stop.path, Answer(result.value, pieces, over))
    notes = () if result.note is None else (result.note,)
    if over:
        moved = kept.moved(place=Place("over", stop.path), pending=None)
    elif facts.same_names and isinstance(stop.question, Text) and stop.question.known_as:
        found: list[Plain] = [[name.name, name.what] for name in facts.same_names]
        moved = kept.moved(place=Place("alike", stop.path), pending=found)
    else:
        moved = _onward(flow, kept, stop.path)
    return Turn(moved.moved(tail=tail), changes, notes=notes)


# -- pieces and corrections -------------------------------------------------------------------------------------------


def _units(text: str) -> int:
    """The length of a text in UTF-16 code units, which Telegram's limits count in."""
    return len(text.encode("utf-16-le")) // 2


def _continued(flow: Flow, session: Session, event: Said, facts: Facts) -> Turn | None:
    """A further piece of the text answered last: it is joined to that answer, wherever the person was led since."""
    tail = session.tail
    if tail is None or not timedelta(0) <= event.at - tail.at <= PIECES_WITHIN:
        return None
    stop = find(flow, session.answers, tail.path)
    answer = session.answers.get(tail.path)
    if stop is None or answer is None or not isinstance(stop.question, Question):
        return None
    pieces = (*answer.pieces, Piece(event.message_id, event.text))
    result = stop.question.read(_joined(pieces), facts)
    if isinstance(result, Unclear):
        return Turn(session, notes=(result.problem,))
    more = Tail(tail.path, event.at) if _units(event.text) >= LONG_PIECE else None
    joined = say(N_("I have added this to your answer before: {question}"), question=say(stop.question.label))
    result = replace(result, note=joined)
    turn = _keep(flow, session, stop, result, pieces, facts, more)
    if session.place.kind == "over" or result.over:
        return turn
    return replace(
        turn,
        session=turn.session.moved(place=session.place, pending=session.pending, back_to=session.back_to),
    )


def _joined(pieces: tuple[Piece, ...]) -> str:
    """One text again: a piece of full length was cut inside a word, any other at a space that the client dropped."""
    text = ""
    for number, piece in enumerate(pieces):
        if number and _units(pieces[number - 1].text) < 4096:
            text += "\n" if text.endswith((".", "!", "?", "。", "؟", ":", ";")) else " "
        text += piece.text
    return text


def _path_said_in(session: Session, message_id: int) -> str | None:
    """The path of the answer that a message gave."""
    for path, answer in session.answers.items():
        if any(piece.message_id == message_id for piece in answer.pieces):
            return path
    return None


def _corrected(flow: Flow, session: Session, event: Corrected, facts: Facts) -> Turn:
    """An edited message corrects the answer it gave; the person stays where they are."""
    path = _path_said_in(session, event.message_id)
    stop = find(flow, session.answers, path) if path else None
    if path is None or stop is None or isinstance(stop.question, Group):
        return Turn(
            session,
            notes=(say(N_("The message you changed is not one of your answers here, so nothing changed.")),),
        )
    label = say(stop.question.label or stop.question.ask)
    old = session.answers[path]
    pieces = tuple(
        Piece(piece.message_id, event.text) if piece.message_id == event.message_id else piece for piece in old.pieces
    )
    result = stop.question.read(_joined(pieces) if len(pieces) > 1 else event.text, facts)
    if isinstance(result, Unclear):
        stays = say(
            N_("Your change to “{question}” was not taken over, and the earlier answer stays."),
            question=label,
        )
        return Turn(session, notes=(stays, result.problem))
    if len(pieces) == 1 and not old.pieces[0].text:
        pieces = (Piece(event.message_id, ""),)
    at_it = session.place.path == path and session.place.kind in ("over", "reason", "alike", "unsure")
    here = session.place
    turn = _keep(flow, session, stop, replace(result, note=None), pieces, facts)
    done = say(N_("Corrected: {question}"), question=label)
    if at_it:
        return replace(turn, notes=(done,))
    back = session.back_to or here
    if turn.session.place.kind in ("over", "alike"):
        return replace(turn, session=turn.session.moved(back_to=back), notes=(done,))
    moved = turn.session.moved(place=here, back_to=session.back_to, pending=session.pending)
    if not _is_place(flow, moved, here):
        moved = _onward(flow, moved.moved(back_to=None, pending=None), None)
    return replace(turn, session=moved, notes=(done,))


# -- buttons ----------------------------------------------------------------------------------------------------------

STALE = say(N_("That button belongs to an earlier message. Here is where you are now."))


def _spoken_button(flow: Flow, session: Session, text: str, facts: Facts) -> Pressed | None:
    """The button whose words a person typed instead of pressing it."""
    said = fold(text)
    if not said or len(text) > 64:
        return None
    stop = find(flow, session.answers, session.place.path) if session.place.path else None
    own = {"pick", "tick"} if session.place.kind == "question" and stop is not None else set()
    for row in prompt(flow, session, facts).buttons:
        for button in row:
            if button.act in own or not isinstance(button.label, Say):
                continue
            if fold(facts.tell(button.label)) == said:
                return Pressed(session.revision, button.act, button.arg)
    return None


def _pressed(flow: Flow, session: Session, event: Pressed, facts: Facts) -> Turn:
    if event.revision != session.revision or not prompt(flow, session, facts).offers(event.act, event.arg):
        return Turn(session, notes=(STALE,), stale=True)
    path = session.place.path
    match event.act:
        case "pick":
            return _given(flow, session, 0, "", lambda question: question.chosen((event.arg,), facts), facts)
        case "tick":
            return _ticked(flow, session, event.arg)
        case "done":
            chosen = ticked(session)
            return _given(flow, session, 0, "", lambda question: question.chosen(chosen, facts), facts)
        case "suggest":
            return _suggested(flow, session, int(event.arg), facts)
        case "skip":
            kept, changes = _write(session, path, Answer(None))
            return Turn(_onward(flow, kept, path), changes)
        case "decline":
            kept, changes = _write(session, path, Answer({"items": [], "next": 1}))
            return Turn(_onward(flow, kept, path), changes)
        case "keep" | "go":
            return Turn(_onward(flow, session, path or None))
        case "why":
            return Turn(session.moved(place=Place("reason", path)))
        case "rewrite":
            return Turn(session.moved(place=Place("question", path), pending=None))
        case "back":
            return Turn(_backward(flow, session))
        case "add" | "item" | "stay" | "list" | "remove" | "removed" | "up" | "down":
            return _grouped(flow, session, event)
        case "edit":
            return Turn(_enter(flow, session.moved(back_to=session.place), event.arg))
        case "missing":
            return Turn(_enter(flow, session.moved(back_to=None), event.arg))
        case "section":
            return Turn(session.moved(place=Place("section", event.arg), back_to=None, pending=None))
        case "menu":
            return Turn(session.moved(place=MENU, back_to=None, pending=None))
        case "submit":
            if ready_to_submit(flow, session.answers):
                return Turn(session.moved(place=Place("done")), effects=(Submitted(),))
            return Turn(session, notes=(STALE,), stale=True)
        case "yes":
            return Turn(session.moved(place=Place("done"), pending=None), effects=(Abandoned(),))
        case "no":
            return Turn(_return(flow, session))
        case "review" | "save" | "cancel":
            return _asked(flow, session, event.act)
    raise ValueError(f"a prompt offers the act {event.act!r}, which no rule here carries out")


def _asked(flow: Flow, session: Session, act: str) -> Turn:
    """What can be asked for anywhere: to see all answers, to leave for now, to give the draft up."""
    place = session.place
    match act:
        case "review":
            if place.kind == "cancel":
                session = _return(flow, session)
            home = REVIEW if flow.order == "linear" else MENU
            return Turn(session.moved(place=home, back_to=None, pending=None))
        case "save":
            if place.kind == "cancel":
                session = _return(flow, session)
            return Turn(session, effects=(Left(),))
        case "cancel":
            if place.kind == "cancel":
                return Turn(session)
            before: Plain = {"place": [place.kind, place.path], "pending": session.pending}
            return Turn(session.moved(place=Place("cancel"), pending=before))
    raise ValueError(f"nothing can be asked for by the name {act!r}")


def _return(flow: Flow, session: Session) -> Session:
    """Back from the question whether to give the draft up to where it was asked."""
    before = session.pending
    if not isinstance(before, dict) or not isinstance(before["place"], list):
        raise TypeError("the place before the question whether to cancel was not kept")
    place = Place(*(str(part) for part in before["place"]))
    return session.moved(place=place, pending=before["pending"])


def _ticked(flow: Flow, session: Session, option: str) -> Turn:
    """Tick or untick one of several; what is ticked is kept with the session until it is confirmed."""
    chosen = ticked(session)
    now: list[Plain] = [one for one in chosen if one != option] if option in chosen else [*chosen, option]
    return Turn(session.moved(pending=now))


def _suggested(flow: Flow, session: Session, index: int, facts: Facts) -> Turn:
    offered = session.pending
    if not isinstance(offered, list):
        raise TypeError("suggestions are offered but were not kept")
    back = session.moved(place=Place("question", session.place.path), pending=None)
    return _given(flow, back, 0, "", lambda _: Read(offered[index]), facts)


def _grouped(flow: Flow, session: Session, event: Pressed) -> Turn:
    """Add an item to a group, open one, move one, take one away."""
    path = session.place.path
    match event.act:
        case "add":
            return Turn(_enter_item(flow, session.moved(back_to=None), path, new_item(session.answers, path)))
        case "item":
            return Turn(session.moved(place=Place("item", f"{path}.{event.arg}"), pending=None))
        case "stay":
            return Turn(session.moved(place=Place("item", path)))
        case "remove":
            return Turn(session.moved(place=Place("remove", path)))
        case "list":
            return Turn(session.moved(place=Place("group", path.rpartition(".")[0]), back_to=None))
    group, _, item = path.rpartition(".")
    names = list(items(session.answers, group))
    if event.act == "removed":
        return _without_item(session, group, item)
    index = names.index(item)
    other = index - 1 if event.act == "up" else index + 1
    names[index], names[other] = names[other], names[index]
    return Turn(*_reordered(session, group, names))


def _reordered(session: Session, group: str, names: list[str]) -> tuple[Session, tuple[Change, ...]]:
    order: dict[str, Plain] = {"items": list(names), "next": int(new_item(session.answers, group))}
    return _write(session, group, Answer(order))


def _without_item(session: Session, group: str, item: str) -> Turn:
    """Take an item away with all its answers, as its owner has confirmed."""
    rest = [name for name in items(session.answers, group) if name != item]
    kept, changes = _reordered(session, group, rest)
    inside = f"{group}.{item}."
    gone = {path: answer for path, answer in session.answers.items() if path.startswith(inside)}
    left = {path: answer for path, answer in kept.answers.items() if path not in gone}
    moved = kept.moved(answers=left, place=Place("group", group), back_to=None, pending=None, tail=None)
    return Turn(moved, (*changes, *(Change(path, answer, None) for path, answer in gone.items())))


# -- keeping and moving -----------------------------------------------------------------------------------------------


def _with_country(session: Session, facts: Facts) -> Facts:
    """National telephone numbers and local currencies are read by the country the person has named."""
    answer = session.answers.get("country")
    if answer is not None and isinstance(answer.value, str):
        return replace(facts, country=answer.value)
    return facts


def _write(session: Session, path: str, answer: Answer) -> tuple[Session, tuple[Change, ...]]:
    """Keep an answer; an item that is answered for the first time joins its group."""
    answers = dict(session.answers)
    changes = [Change(path, answers.get(path), answer)]
    answers[path] = answer
    inside = path
    while (around := parent(inside)) is not None:
        group, item = around
        names = items(answers, group)
        if item not in names:
            following = max(int(new_item(answers, group)), int(item) + 1)
            order = Answer({"items": [*names, item], "next": following})
            changes.append(Change(group, answers.get(group), order))
            answers[group] = order
        inside = group
    return session.moved(answers=answers, pending=None, tail=None), tuple(changes)


def _place_of(session: Session, stop: Stop) -> Place:
    """Where a stop is visited: a question at itself, a group at its list, or at the first item it must have."""
    if not isinstance(stop.question, Group):
        return Place("question", stop.path)
    if stop.question.at_least and not items(session.answers, stop.path):
        item = new_item(session.answers, stop.path)
        first = stop.question.of[0]
        inner = Stop(f"{stop.path}.{item}.{first.key}", first, stop.section)
        return _place_of(session, inner)
    return Place("group", stop.path)


def _enter(flow: Flow, session: Session, path: str) -> Session:
    """Open the question at a path."""
    stop = find(flow, session.answers, path)
    if stop is None:
        raise ValueError(f"no question stands at {path!r}")
    return session.moved(place=_place_of(session, stop), pending=None)


def _enter_item(flow: Flow, session: Session, group: str, item: str) -> Session:
    first = item_stops(flow, session.answers, group, item)[0]
    return session.moved(place=_place_of(session, first), pending=None)


def _onward(flow: Flow, session: Session, path: str | None) -> Session:
    """Where an answer at `path` leads (`None`: wherever something is still to be answered)."""
    session = session.moved(pending=None)
    if session.back_to is not None:
        back = session.back_to
        session = session.moved(back_to=None)
        if _is_place(flow, session, back):
            return session.moved(place=back)
    if path is None:
        open_stops = missing(flow, session.answers)
        if flow.order == "linear" and open_stops:
            return session.moved(place=_place_of(session, open_stops[0]))
        return session.moved(place=REVIEW if flow.order == "linear" else MENU)
    stops = level(flow, session.answers, path)
    at = next((number for number, stop in enumerate(stops) if stop.path == path), -1)
    for stop in (*stops[at + 1 :], *stops[: at + 1]):
        if not is_answered(stop, session.answers):
            return session.moved(place=_place_of(session, stop))
    around = parent(path)
    if around is not None:
        return session.moved(place=Place("group", around[0]))
    if flow.order == "linear":
        return session.moved(place=REVIEW)
    stop_here = find(flow, session.answers, path)
    return session.moved(place=Place("section", stop_here.section.key) if stop_here else MENU)


def _backward(flow: Flow, session: Session) -> Session:
    """One step back; answers stay, those further on too."""
    place, answers = session.place, session.answers
    session = session.moved(pending=None, tail=None)
    match place.kind:
        case "over" | "reason" | "alike" | "unsure":
            return session.moved(place=Place("question", place.path))
        case "item":
            return session.moved(place=Place("group", place.path.rpartition(".")[0]))
        case "remove":
            return session.moved(place=Place("item", place.path))
        case "section":
            return session.moved(place=MENU)
    if session.back_to is not None:
        return session.moved(place=session.back_to, back_to=None)
    if place.kind == "review":
        stops = level(flow, answers, flow.sections[0].questions[0].key)
        return session.moved(place=_place_of(session, stops[-1]))
    stops = level(flow, answers, place.path)
    at = next((number for number, stop in enumerate(stops) if stop.path == place.path), 0)
    if at > 0:
        return session.moved(place=_place_of(session, stops[at - 1]))
    around = parent(place.path)
    if around is None:
        stop = find(flow, answers, place.path)
        if flow.order == "linear" or stop is None:
            return session
        return session.moved(place=Place("section", stop.section.key))
    group = around[0]
    if items(answers, group):
        return session.moved(place=Place("group", group))
    return _backward(flow, session.moved(place=Place("group", group)))


def _is_place(flow: Flow, session: Session, place: Place) -> bool:
    """Whether a place can be shown in this flow with these answers."""
    answers = session.answers
    match place.kind:
        case "menu" | "review":
            return place == (MENU if flow.order == "menu" else REVIEW)
        case "done" | "cancel":
            return True
        case "section":
            return section_named(flow, place.path) is not None
        case "item" | "remove":
            group, _, item = place.path.rpartition(".")
            return item in items(answers, group) and stands(flow, answers, group)
        case kind:
            stop = find(flow, answers, place.path)
            if stop is None or not stands(flow, answers, place.path):
                return False
            around = parent(place.path)
            if around is not None and item_gone(session, *around):
                return False
            return isinstance(stop.question, Group) == (kind == "group")


def item_gone(session: Session, group: str, item: str) -> bool:
    """Whether an item was taken away: its name was given out once and it is in the list no more."""
    return item not in items(session.answers, group) and int(item) < int(new_item(session.answers, group))
