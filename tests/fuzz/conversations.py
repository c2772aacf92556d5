"""The engine, by any events in any order, and what is shown of it: data of buttons, messages, six languages.

`tests.flows.conversation` serialises the session between any two steps and checks that nothing is lost; here each
prompt is put into messages as well, as Telegram would have them.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import chain, islice
from typing import Final

from flows.events import Pressed, Prompt, Said
from flows.form import Flow
from flows.letter import LETTER
from flows.media import DOCX, PDF
from flows.plan import PLAN
from flows.report import REPORT
from flows.session import Session
from flows.wording import LANGUAGES
from handlers.buttons import MOST_BYTES, prompt_rows, read_carried
from handlers.rendering import MOST_UNITS, prompt_messages
from locales import voice
from tests.flows.conversation import Conversation
from tests.flows.walking import complete
from tests.fuzz.drawing import Draw
from tests.fuzz.rendering import assert_isolated
from tests.fuzz.target import Target, pure
from tests.handlers.validator import assert_text

FLOWS: Final[dict[str, Flow]] = {flow.key: flow for flow in (LETTER, PLAN, REPORT)}
BEGUN: Final = (0, 1, 2, 4, 7, 10, 14, 18, 25)
"""How many questions were answered before: each such session is made once."""
EVENTS: Final = 5
MOST_MESSAGES: Final = 40
MOST_PASTED: Final = 60
"""Of messages in one paste: a quarter of a million characters."""
SESSION_ID: Final = 10**15
UNFIT: Final = ("photo", "sticker", "location", "contact", "dice", "no such thing")
ACTS: Final = (
    "pick",
    "tick",
    "edit",
    "item",
    "removed",
    "remove",
    "submit",
    "go",
    "up",
    "down",
    "section",
    "open",
    "x",
)


@cache
def begun(flow: str, steps: int) -> Session:
    """A session with so many steps done, by a patient person."""
    c = Conversation(FLOWS[flow])
    complete(c, steps)
    return c.session


def converse(draw: Draw) -> None:
    """Some events in a conversation that was begun."""
    flow, language = draw.note(draw.one(tuple(FLOWS))), draw.note(draw.language())
    c = Conversation(FLOWS[flow], language=language)
    c.session = begun(flow, draw.note(draw.one(BEGUN)))
    shown = [c.prompt]
    for _ in range(EVENTS):
        happen(c, shown, draw)
        shown.append(c.prompt)
        check_shown(c.prompt, c.notes, draw.language())


def happen(c: Conversation, shown: list[Prompt], draw: Draw) -> None:
    """One event: mostly what a person might do, now and then what nobody should."""
    prompt = draw.one(shown) if draw.chance(6) else c.prompt
    offered = [button for row in prompt.buttons for button in row]
    words = tuple(word for word in c.buttons if word)
    match draw.bits.randrange(16):
        case 0 | 1 | 2 | 3 | 4 if offered:
            button = draw.note(draw.one(offered))
            c.take(Pressed(prompt.revision, button.act, button.arg))
        case 5:
            act, arg, revision = draw.note((draw.one(ACTS), draw.text(most=2), draw.number()))
            fresh = revision == c.session.revision and c.prompt.offers(act, arg)
            c.take(Pressed(revision, act, arg))
            assert fresh or c.stale
        case 6:
            act, arg = draw.note((draw.one(ACTS), draw.one(("", "1", "2", draw.text(most=1)))))
            fresh = c.prompt.offers(act, arg)
            c.press_act(act, arg)
            assert fresh or c.stale
        case 7:
            texts = draw.note([draw.sendable() * draw.one((1, 1, 200)) for _ in range(1 + draw.upto(3))])
            c.paste(*islice(chain.from_iterable(map(as_sent, texts)), MOST_PASTED))
        case 8:
            c.edit_message(draw.note(draw.sendable(words)), draw.one((c.messages, 101, draw.number())))
        case 9:
            c.send(draw.note(draw.sendable()), draw.one((PDF, DOCX, None)), draw.one((0, 1, 50_000, 10**12)))
        case 10:
            c.share(draw.note(draw.sendable()))
        case 11:
            c.send_unfit(draw.one(UNFIT))
        case 12:
            c.ask(draw.note(draw.one(("review", "save", "cancel"))))
        case 13:
            c.now += timedelta(days=draw.upto(900))
            c.come_back()
        case _:
            c.messages += 1
            c.take(Said(draw.note(draw.sendable(words)), c.messages, c.now))


def as_sent(text: str) -> list[str]:
    """A text in messages of 4,096 UTF-16 units at most, as a client cuts it; longer ones do not come to the engine."""
    most = MOST_UNITS // (1 if max(text, default="") < "\U00010000" else 2)
    return [text[at : at + most] for at in range(0, len(text), most)] or [text]


def check_shown(prompt: Prompt, notes: tuple[str, ...], language: str) -> None:
    """What Telegram would refuse, and what would be shown wrongly."""
    speak = voice(language)
    told = prompt_messages(prompt, (), speak)
    assert 0 < len(told) <= MOST_MESSAGES
    for message in told:
        assert_text(message, 4096)
        if len(told) == 1:  # where a long text is cut, its isolate ends with the message
            assert_isolated(message)
    assert all(note.strip() for note in notes)
    for row in prompt_rows(prompt, SESSION_ID, speak):
        for button in row:
            data = button["callback_data"]
            assert button["text"].strip()
            assert data.isascii()
            assert len(data) <= MOST_BYTES
            pressed = read_carried(data)
            assert isinstance(pressed, tuple)
            assert pressed[0] == SESSION_ID
            assert prompt.offers(pressed[1].act, pressed[1].arg)


def show_in_all(draw: Draw) -> None:
    """A prompt somewhere on the way, in each of the six languages."""
    flow, steps = draw.note((draw.one(tuple(FLOWS)), draw.one(BEGUN)))
    c = Conversation(FLOWS[flow])
    c.session = begun(flow, steps)
    c.say(draw.note(draw.text()))
    for language in LANGUAGES:
        c.language = language
        check_shown(c.prompt, c.notes, language)


TARGETS: Final[tuple[Target, ...]] = (
    pure("conversations", 15, converse),
    pure("prompts in six languages", 10, show_in_all),
)
