"""What a transaction leaves to be shown, as plain data: rendering and sending come after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from flows.events import Event, Pressed
from flows.facts import Facts
from flows.form import Flow
from flows.session import Session
from flows.wording import Param, Say
from handlers.buttons import PagePressed, Rows


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as `/language fr`, without its slash."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class SessionPressed:
    """A button of a session's prompt."""

    session_id: int
    pressed: Pressed


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a message; its content is fetched only where a file is asked for. `size` in bytes.

    `caption` are the words below it, and `at` when it was sent.
    """

    telegram_id: str
    name: str
    size: int
    message_id: int
    as_photo: bool
    caption: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Blocking:
    """The person stopped the bot, or let it speak again."""

    blocked: bool


What: TypeAlias = Event | Command | SessionPressed | PagePressed | Upload | Blocking


@dataclass(frozen=True, slots=True)
class PressedMessage:
    """The message whose button was pressed, to be redrawn or marked. `html` is its text as it stands."""

    message_id: int
    html: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of one private chat, read."""

    channel: str
    update_id: int
    chat_id: int
    language_code: str
    name: str
    at: datetime
    what: What
    query_id: str | None = None
    message: PressedMessage | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What stays in the language it was written in."""

    language: str
    paragraphs: tuple[Say, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Something to read outside the conversation, with its buttons. Below the paragraphs come a quote, then a list."""

    paragraphs: tuple[Say, ...]
    rows: Rows = ()
    lines: tuple[Say, ...] = ()
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the conversation stands: all that its prompt is made from. `more` are buttons of pages below its own."""

    flow: Flow
    session: Session
    session_id: int
    facts: Facts
    more: Rows = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to hand to the person, with the buttons below it."""

    name: str
    content: bytes
    caption: Say
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What to show: notes first, then a page, then the conversation's prompt.

    redraw: show it in place of the message whose button was pressed, where that can be done.
    elsewhere: other chats of the same person that are to be shown the page too.
    repeats: all this may have been shown before a restart already.
    chosen: what the pressed button answered, to be marked on its message.
    toast: a short word on the pressed button itself.
    """

    language: str
    notes: tuple[Say, ...] = ()
    page: Page | None = None
    stage: Stage | None = None
    attachment: Attachment | None = None
    toast: Say | None = None
    redraw: bool = False
    repeats: bool = False
    elsewhere: tuple[int, ...] = ()
    chosen: Param | None = None
