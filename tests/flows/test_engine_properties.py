"""What must hold in every conversation, tried on random ones.

`tests.flows.conversation` checks after each step that nothing was lost, that the changes reported are the changes made,
that the state serialises to itself and that the revision grows if and only if something changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import engine
from flows.events import Corrected, Event, Pressed, Prompt, Said, Turn
from flows.facts import NameBorne
from flows.form import Edition, Flow
from flows.framework import CURRENT
from flows.kinds import Text
from flows.layout import ancestors
from flows.letter import LETTER
from flows.media import DOCX, PDF
from flows.session import Session
from flows.wording import LANGUAGES, Param, Say, as_is
from locales import voice
from tests.flows.conversation import Conversation
from tests.flows.forms import PLAN, SHORT
from tests.flows.test_editions import next_edition, renamed, without
from tests.flows.walking import GOOD_ANSWERS, complete, one_step

FLOWS = {flow.key: flow for flow in (LETTER, PLAN, SHORT)}
MOST_BUTTONS = 100
"""Telegram's limit for an inline keyboard."""
MOST_BYTES = 48
"""Of the 64 bytes that a button may carry, what is left when the session and its revision are in."""

TEXTS = st.one_of(
    st.sampled_from(
        [
            "yes", "no", "oui", "да", "不", "1", "٣", "２", "1, 3", "all", "skip", "back", "Keep this answer",
            "All answers", "Save and leave", "No, go on writing", "Yes, remove it", "Kenya", "Kenyya", "国", "肯尼亚",
            "Côte d'Ivoire", "Congo", "amina@example.org", "amina@gmial.com", "amina at example dot org",
            "https://example.org", "example", "+254 20 2730808", "020 2730808", "15 June 2026", "٣ مارس ٢٠٢٦",
            "2026年3月至2027年6月", "March 2026 to June 2027", "Élan Vert", "élan vert", "", " ", "...", "🙂", "\u202e",
            "/cancel", "word " * 260, "汞" * 260, "x" * 250,
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip
PIECES = st.lists(st.sampled_from(["x" * 4096, "y" * 4000, "z. " * 1200, "end", "skip"]), min_size=2, max_size=6)
PRESS = st.integers(0, 40)
ARGUMENTS = {
    "press": PRESS,
    "say": TEXTS,
    "answer": st.integers(1, 8),
    "stale": st.tuples(st.integers(0, 40), st.integers(0, 5)),
    "forge": st.tuples(st.sampled_from(["pick", "edit", "item", "removed", "submit", "x"]), TEXTS),
    "edit": st.tuples(st.integers(0, 12), TEXTS),
    "paste": PIECES,
    "send": st.sampled_from([PDF, DOCX, None]),
    "share": st.sampled_from(["+254202730808", "254202730808", "5"]),
    "unfit": st.sampled_from(["photo", "sticker", "location", "contact", "dice"]),
    "ask": st.sampled_from(["review", "save", "cancel"]),
    "leave": st.integers(1, 90),
    "edition": st.integers(0, 3),
    "language": st.sampled_from(LANGUAGES),
    "areas": st.integers(1, len(CURRENT.open_areas())),
}
OFTEN = ["press"] * 20 + ["say"] * 6 + ["edit"] * 3 + ["paste"] * 2 + ["answer"] * 2
STEPS = st.sampled_from([*OFTEN, *ARGUMENTS]).flatmap(lambda does: st.tuples(st.just(does), ARGUMENTS[does]))
BORNE = (NameBorne("Élan Vert", "partner"), NameBorne(GOOD_ANSWERS[Text], "letter"))
ENDS = ("submit", "yes")
"""Buttons that end a conversation are left to other tests, so that conversations here are long."""


def changed(flow: Flow, number: int) -> Flow:
    """A later edition of a form: unchanged, reworded, with a question renamed, or with one removed."""
    keys = {"letter": ("name", "contributions.how", "how"), "short": ("name", "items.note", "note")}
    whole, inside, key = keys.get(flow.key, ("notes", "efforts.milestones.step", "step"))
    match number:
        case 1:
            return next_edition(flow, Edition(reworded=(whole, inside)))
        case 2 if whole not in ("name",) or flow.key == "short":
            return next_edition(flow, Edition(renamed={whole: f"{whole}s"}), renamed(**{whole: f"{whole}s"}))
        case 3 if flow.key != "letter":
            return next_edition(flow, Edition(removed={inside: inside.rpartition(".")[0]}), without(key))
    return next_edition(flow, Edition())


class Somebody:
    """Carries random steps out and checks each."""

    def __init__(self, flow: Flow) -> None:
        self.c = Conversation(flow, borne=BORNE, watch=self.check)
        self.before = self.c.session
        self.shown: list[Prompt] = [self.c.prompt]

    def does(self, step: tuple[str, object]) -> None:
        c = self.c
        self.before = c.session
        match step:
            case "press", int(number):
                offered = [button for row in c.prompt.buttons for button in row if button.act not in ENDS]
                if offered:
                    c.press_act(offered[number % len(offered)].act, offered[number % len(offered)].arg)
            case "say", str(text):
                c.say(text)
            case "answer", int(times):
                for _ in range(times):
                    if c.place.kind == "question":
                        answer_well(c)
            case "stale", (int(number), int(back)):
                prompt = self.shown[-1 - min(back, len(self.shown) - 1)]
                offered = [button for row in prompt.buttons for button in row if button.act not in ENDS]
                if offered:
                    button = offered[number % len(offered)]
                    fresh = prompt.revision == c.session.revision
                    c.take(Pressed(prompt.revision, button.act, button.arg))
                    assert c.stale != fresh
            case "forge", (str(act), str(arg)):
                if not c.prompt.offers(act, arg):
                    c.press_act(act, arg)
                    assert c.stale
            case "edit", (int(back), str(text)):
                given = [piece.message_id for answer in c.session.answers.values() for piece in answer.pieces]
                c.edit_message(text, [c.messages, *given][back % (len(given) + 1)])
            case "paste", list(pieces):
                c.paste(*(str(piece) for piece in pieces))
            case "send", media_type:
                c.send(media_type=media_type if isinstance(media_type, str) else None)
            case "share", str(phone):
                c.share(phone)
            case "unfit", str(what):
                c.send_unfit(what)
            case "ask", str(act):
                c.ask(act)
            case "leave", int(days):
                c.now += timedelta(days=days)
                c.come_back()
            case "edition", int(number):
                c.come_back(changed(c.flow, number))
                self.shown = [c.prompt]
            case "language", str(language):
                c.language = language
            case "areas", int(number):
                c.areas = CURRENT.open_areas()[:number]
            case unknown:
                raise AssertionError(unknown)

    def check(self, c: Conversation, event: Event, turn: Turn) -> None:
        """What must hold after every step, beside what the conversation checks itself."""
        prompt = c.prompt
        self.shown.append(prompt)
        # The languages take turns: all six at every step would take most of the time.
        check_prompt(prompt, c.session, (LANGUAGES[len(self.shown) % len(LANGUAGES)],))
        assert engine.prompt(c.flow, c.session, c.facts()) == prompt
        assert engine.resume(c.flow, c.session, c.facts()).session is c.session
        if isinstance(event, Corrected):
            return
        place, tail = self.before.place.path, self.before.tail
        here = {place, *(group for group, _ in ancestors(place))}
        if isinstance(event, Said) and turn.session.tail is not None:
            here |= {path for path in turn.session.answers if path == turn.session.tail.path}
        if tail is not None:
            here.add(tail.path)
        self.before = c.session
        for change in turn.changes:
            if change.old is not None and change.new is not None:
                group = change.path in {path.rpartition(".")[0] for path in here}
                assert change.path in here or group, f"{change.path} changed at {place}"


def answer_well(c: Conversation) -> None:
    """Answer the question that is asked, as a patient person would."""
    one_step(c, {button.act for row in c.prompt.buttons for button in row})


def check_prompt(prompt: Prompt, session: Session, languages: Sequence[str] = LANGUAGES) -> None:
    """Whether a prompt can be shown, and leads on."""
    buttons = [button for row in prompt.buttons for button in row]
    assert len(buttons) <= MOST_BUTTONS
    assert all(prompt.buttons)
    assert len({(button.act, button.arg) for button in buttons}) == len(buttons)
    for button in buttons:
        carried = f"{button.act}:{button.arg}"
        assert carried.isascii()
        assert len(carried) <= MOST_BYTES
    if prompt.position is not None:
        assert 0 <= prompt.position[0] <= prompt.position[1]
    if session.place.kind != "done":
        assert buttons
    for language in languages:
        speak = voice(language)
        said = [prompt.ask, *prompt.heading, *prompt.paragraphs, *prompt.hints]
        params: list[Param] = [button.label for button in buttons]
        params += [line.label for line in prompt.lines]
        params += [line.shown for line in prompt.lines if line.shown is not None]
        params += [] if prompt.current is None else [prompt.current]
        for words in (*said, *(param if isinstance(param, Say) else as_is(param) for param in params)):
            assert isinstance(speak.html(words), str)
        for button in buttons:
            label = button.label if isinstance(button.label, Say) else as_is(button.label)
            assert speak.plain(label).strip()


longer = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@longer
@given(
    st.sampled_from(sorted(FLOWS)), st.sampled_from([0, 3, 8, 13, 18, 40]), st.lists(STEPS, min_size=10, max_size=30)
)
def test_nothing_is_lost_and_every_conversation_can_be_brought_to_its_end(flow, begun, steps):
    somebody = Somebody(FLOWS[flow])
    complete(somebody.c, begun)
    for step in steps:
        somebody.does(step)
    c = somebody.c
    c.watch = None
    answered = {path: answer for path, answer in c.session.answers.items() if answer.value is not None}
    complete(c)
    assert c.place.kind == "done" or c.prompt.offers("submit", "")
    assert answered.keys() <= c.session.answers.keys()


@longer
@given(st.lists(PRESS, min_size=10, max_size=40))
def test_pressing_any_buttons_in_a_finished_letter_leaves_it_a_letter(presses):
    somebody = Somebody(LETTER)
    complete(somebody.c)
    for number in presses:
        somebody.does(("press", number))
    complete(somebody.c)
    assert somebody.c.prompt.offers("submit", "")


@pytest.mark.parametrize("flow", [LETTER, PLAN, SHORT], ids=lambda flow: flow.key)
def test_every_prompt_of_a_whole_form_can_be_shown_in_every_language(flow):
    c = Conversation(flow, watch=lambda c, event, turn: check_prompt(c.prompt, c.session))
    complete(c)
    c.ask("cancel").press_act("no").ask("review")


def test_a_group_as_large_as_it_may_be_still_fits_a_keyboard():
    c = Conversation(LETTER)
    complete(c)
    c.press_act("edit", "contributions")
    for _ in range(29):
        c.press_act("add")
        c.press_act("pick", "other").say("More of it.").press_act("skip").press_act("skip")
    check_prompt(c.prompt, c.session)
    assert not c.prompt.offers("add", "")
    c.press_act("go")
    check_prompt(c.prompt, c.session)
    assert replace(c.session, revision=0).place.kind == "review"
