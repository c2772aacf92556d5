"""Buttons: pressed, or typed instead of pressed; and what a command asks for wherever the person is."""

from __future__ import annotations

from typing import Final

from flows.answering import answered, keep, question_here
from flows.beside import both, overtaken, yours
from flows.bringing import taken_over
from flows.events import Abandoned, Left, Pressed, Submitted, Turn, offered
from flows.facts import Facts, Read, Unclear
from flows.form import Flow
from flows.kinds import Consent, Text
from flows.layout import items, new_item
from flows.moving import CHECKS, MENU, backward, enter, enter_item, home, is_place, onward, wherever_needed, write
from flows.pending import adding, interrupted, message_heard, page_of, page_turned, resumed, suggested, ticked, ticks
from flows.prompting import buttons, offers
from flows.session import Answer, Change, Piece, Place, Plain, Session
from flows.signposts import KEEP, SKIP, SKIP_WORDS
from flows.tables import phrases
from flows.wording import N_, Say, say
from flows.words import bare, fold

STALE = say(N_("That button belongs to an earlier message. Here is where you are now."))

OVERTAKEN = say(N_("Somebody else has changed this answer in the meantime. Here is how it stands now."))

LONGEST_WORDS = 64
"""Words of a button are never longer (Telegram cuts them near there), so longer texts are not compared with them."""

YES_OR_NO = {
    "cancel": (("yes", ""), ("no", "")),
    "remove": (("removed", ""), ("stay", "")),
    "alike": (("go", ""), ("rewrite", "")),
    "unsure": (("suggest", "0"), ("back", "")),
}
"""What a typed yes or no presses at places that ask such a question."""
ERASING = ("cancel", "remove")
"""Where a yes erases answers, only the word itself is taken for one: no "ok", no thumb."""
PLAIN_YES_OR_NO: Final = Consent("", "")
_NOTHING: Final = frozenset(
    map(
        fold,
        phrases("""
            -, --, —, –, n/a, na, none, nothing, not applicable, skip
            s/o, néant, aucun, aucune, rien, sans objet, passer
            n/c, ninguno, ninguna, nada, no aplica, no procede, omitir
            нет данных, ничего, отсутствует, не применимо, н/д, нет, пропустить
            لا يوجد, لا توجد, لا شيء, لا ينطبق, غير متوفر, تخطي
            无, 没有, 暂无, 不适用, 跳过
        """),
    )
)
"""What says of any question that there is nothing to answer."""
_NONE_OF_THESE: Final = frozenset(
    map(
        fold,
        phrases("""
            no, nope, no website, no site, no web site, we have none, i have none, there is none, no phone, no telephone
            non, pas de site, pas de site web, aucun site, pas de téléphone, il n'y en a pas
            no hay, no tengo, no tenemos, sin sitio web, no hay sitio web, sin página web, sin teléfono
            не, нет сайта, сайта нет, нет телефона, не имеется
            لا, كلا, ليس لدينا, لا يوجد موقع, لا يوجد موقع إلكتروني, لا يوجد هاتف
            否, 不, 没, 没有网站, 无网站, 没有电话
        """),
    )
)
"""What says so too where it cannot be an answer: in free text it might be one."""


def spoken(flow: Flow, session: Session, text: str, facts: Facts) -> Pressed | None:
    """The button whose words a person typed instead of pressing it."""
    if len(text) > LONGEST_WORDS:
        return None
    words = fold(text)
    shown = buttons(flow, session, facts)
    at_question = session.place.kind == "question"
    for row in shown:
        for button in row:
            # A question reads the words of its own options better than this does.
            if at_question and button.act in ("pick", "tick"):
                continue
            if isinstance(button.label, Say) and fold(facts.tell(button.label)) == words:
                return Pressed(session.revision, button.act, button.arg)
    if at_question and offered(shown, KEEP.act) and fold(facts.tell(SKIP_WORDS)) == words:
        # "Skip" at an answered question passes it by; it does not take the answer away.
        return Pressed(session.revision, KEEP.act)
    if at_question and offered(shown, SKIP.act) and _says_nothing(flow, session, text, facts):
        return Pressed(session.revision, KEEP.act if offered(shown, KEEP.act) else SKIP.act)
    return _yes_or_no(session, text, facts)


def _says_nothing(flow: Flow, session: Session, text: str, facts: Facts) -> bool:
    """Whether the words say that there is no answer to give, and are none themselves."""
    words = fold(bare(text) or text)
    here = question_here(flow, session)
    if here is None or words not in _NOTHING | _NONE_OF_THESE:
        return False
    question = here[1]
    if isinstance(question, Text):
        return words in _NOTHING
    result = question.read(text, question.facts_seen(session.answers, facts))
    # "no" may be meant as Norway's code: that is asked.
    return isinstance(result, Unclear) and (words in _NOTHING or not result.suggestions)


def _yes_or_no(session: Session, text: str, facts: Facts) -> Pressed | None:
    kind = session.place.kind
    # A number means a button by its place, not yes or no; and with several suggestions a yes names none of them.
    if kind not in YES_OR_NO or any(map(str.isdigit, text)) or (kind == "unsure" and len(suggested(session)) > 1):
        return None
    answer = PLAIN_YES_OR_NO.read(text, facts)
    if not isinstance(answer, Read):
        return None
    yes, no = YES_OR_NO[kind]
    if answer.value is not True:
        return Pressed(session.revision, *no)
    if kind in ERASING and fold(text) not in (fold(facts.tell(say(PLAIN_YES_OR_NO.yes))), fold(PLAIN_YES_OR_NO.yes)):
        return None
    return Pressed(session.revision, *yes)


def pressed(flow: Flow, session: Session, event: Pressed, facts: Facts) -> Turn:
    """Do what a button says, if it stands on the prompt that the session shows now."""
    if event.revision != session.revision or not offers(flow, session, event.act, event.arg, facts):
        return Turn(session, notes=(STALE,), stale=True)
    path = session.place.path
    match event.act:
        case "pick":
            return answered(flow, session, lambda question, seen: question.read_option(event.arg, seen), facts)
        case "tick":
            return _ticked(session, event.arg)
        case "done":
            chosen = ticked(session)
            return answered(flow, session, lambda question, seen: question.read_ticks(chosen, seen), facts)
        case "suggest":
            return _suggested(flow, session, int(event.arg), facts)
        case "skip" if overtaken(flow, session):
            return Turn(session, notes=(OVERTAKEN,), stale=True)
        case "skip":
            kept, changes = write(session, path, Answer(None))
            return Turn(onward(flow, kept, path), changes)
        case "extend" if overtaken(flow, session):
            return Turn(session, notes=(OVERTAKEN,), stale=True)
        case "extend":
            return Turn(session.moved(pending=adding()))
        case "take":
            return taken_over(flow, session, facts)
        case "decline":
            return _declined(flow, session)
        case "keep" | "go":
            return Turn(_past(flow, session))
        case "why":
            return Turn(session.moved(place=Place("reason", path), pending=None))
        case "theirs" | "mine" | "both":
            return _settled(flow, session, event.act)
        case "rewrite":
            return Turn(session.moved(place=Place("question", path), pending=None))
        case "back":
            return Turn(backward(flow, session))
        case "add" | "item" | "stay" | "list" | "remove" | "removed" | "up" | "down":
            return _grouped(flow, session, event)
        case "edit":
            return Turn(enter(flow, session.moved(back_to=session.place), event.arg))
        case "missing":
            return Turn(enter(flow, session.moved(back_to=None), event.arg))
        case "section":
            return Turn(session.moved(place=Place("section", event.arg), back_to=None, pending=None))
        case "turn":
            return Turn(session.moved(pending=page_turned(int(event.arg))))
        case "checks":
            return Turn(session.moved(place=CHECKS, back_to=None, pending=None))
        case "check":
            return Turn(_mending(flow, session, int(event.arg)))
        case "menu":
            return Turn(session.moved(place=MENU, back_to=None, pending=None))
        case "submit":
            return Turn(session.moved(place=Place("done"), back_to=None, pending=None), effects=(Submitted(),))
        case "yes":
            return Turn(session.moved(place=Place("done"), back_to=None, pending=None), effects=(Abandoned(),))
        case "no":
            return Turn(_uninterrupted(flow, session))
        case "review" | "save" | "cancel":
            return asked(flow, session, event.act)
    raise ValueError(f"a prompt offers the act {event.act!r}, which no rule here carries out")


def asked(flow: Flow, session: Session, act: str) -> Turn:
    """What can be asked for anywhere: to see all answers, to leave for now, to give the draft up.

    Raises `ValueError` for anything else.
    """
    if act not in ("review", "save", "cancel"):
        raise ValueError(f"nothing can be asked for by the name {act!r}")
    if session.place.kind == "done" or (session.place.kind == "cancel" and act == "cancel"):
        return Turn(session)
    if act == "cancel":
        return Turn(session.moved(place=Place("cancel"), pending=interrupted(session)))
    session = _uninterrupted(flow, session)
    if act == "save":
        return Turn(session, effects=(Left(),))
    return Turn(_seen_whole(flow, session))


def _mending(flow: Flow, session: Session, number: int) -> Session:
    """To the question that mends what a check has found; from there back to the checks."""
    found = () if flow.checks is None else flow.checks(session.answers)
    return enter(flow, session.moved(back_to=CHECKS), found[number].path)


def _seen_whole(flow: Flow, session: Session) -> Session:
    """To the page of the whole form; from a question in the order of asking, "back" leads there again."""
    page = home(flow)
    if session.place == page:
        return session
    in_order = flow.order == "linear" and session.place.kind in ("question", "group") and session.back_to is None
    return session.moved(place=page, back_to=session.place if in_order else None, pending=None, visit=())


def _uninterrupted(flow: Flow, session: Session) -> Session:
    """Back from the question whether to give the draft up to where it was asked, if that still stands."""
    if session.place.kind != "cancel":
        return session
    before = resumed(session)
    return before if is_place(flow, before.answers, before.place) else wherever_needed(flow, before)


def _ticked(session: Session, option: str) -> Turn:
    """Tick or untick one of several; what is ticked is kept with the session until it is confirmed."""
    chosen = ticked(session)
    now = [one for one in chosen if one != option] if option in chosen else [*chosen, option]
    return Turn(session.moved(pending=ticks(now)))


def _suggested(flow: Flow, session: Session, index: int, facts: Facts) -> Turn:
    """Take what was meant; editing the message that was not clear goes on correcting the answer."""
    here = question_here(flow, session)
    if here is None:
        raise ValueError(f"suggestions are offered at {session.place.path!r}, where no question stands")
    message_id = message_heard(session)
    pieces = () if message_id is None else (Piece(message_id, ""),)
    return keep(flow, session, here[0], Read(suggested(session)[index]), pieces, facts)


def _settled(flow: Flow, session: Session, act: str) -> Turn:
    """One of two answers, or both, as the person has chosen."""
    path, own, here = session.place.path, yours(session), question_here(flow, session)
    if own is None or here is None:
        raise ValueError(f"no two answers stand at {path!r}")
    if act == "theirs":
        return Turn(onward(flow, session, path))
    chosen = own if act == "mine" else both(here[1], session.answers.get(path), own)
    kept, changes = write(session, path, chosen or own)
    return Turn(onward(flow, kept, path), changes)


def _past(flow: Flow, session: Session) -> Session:
    """On from an answer that stays; one above its guidance is asked for its reason first."""
    place = session.place
    answer = session.answers.get(place.path)
    if place.kind in ("question", "alike") and answer is not None and answer.over and not answer.because:
        return session.moved(place=Place("over", place.path), pending=None)
    return onward(flow, session, place.path)


# -- groups -----------------------------------------------------------------------------------------------------------


def _declined(flow: Flow, session: Session) -> Turn:
    """A group left without items; the names that its items had are not given again."""
    path = session.place.path
    kept, changes = _reordered(session, path, [])
    return Turn(onward(flow, kept, path), changes)


def _grouped(flow: Flow, session: Session, event: Pressed) -> Turn:
    """Add an item to a group, open one, move one, take one away."""
    path = session.place.path
    group, _, item = path.rpartition(".")
    match event.act:
        case "add":
            return Turn(enter_item(flow, session.moved(back_to=None), path, new_item(session.answers, path)))
        case "item":
            return Turn(session.moved(place=Place("item", f"{path}.{event.arg}"), pending=None))
        case "stay":
            return Turn(session.moved(place=Place("item", path)))
        case "remove":
            return Turn(session.moved(place=Place("remove", path)))
        case "list":
            page = page_of(items(session.answers, group).index(item))
            return Turn(session.moved(place=Place("group", group), pending=page_turned(page) if page else None))
        case "removed":
            return _without_item(session, group, item)
    names = list(items(session.answers, group))
    index = names.index(item)
    other = index - 1 if event.act == "up" else index + 1
    names[index], names[other] = names[other], names[index]
    return Turn(*_reordered(session, group, names))


def _reordered(session: Session, group: str, names: list[str]) -> tuple[Session, tuple[Change, ...]]:
    order: dict[str, Plain] = {"items": list(names), "next": int(new_item(session.answers, group))}
    return write(session, group, Answer(order))


def _without_item(session: Session, group: str, item: str) -> Turn:
    """Take an item away with all its answers, as its owner has confirmed."""
    rest = [name for name in items(session.answers, group) if name != item]
    kept, changes = _reordered(session, group, rest)
    inside = f"{group}.{item}."
    gone = {path: answer for path, answer in kept.answers.items() if path.startswith(inside)}
    left = {path: answer for path, answer in kept.answers.items() if path not in gone}
    moved = kept.moved(answers=left, place=Place("group", group))
    return Turn(moved, (*changes, *(Change(path, answer, None) for path, answer in gone.items())))
