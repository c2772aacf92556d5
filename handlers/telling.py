"""What a notice tells, before it is in any messenger's form: a page with its buttons, or a file with a caption."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from flows.wording import Say
from handlers.buttons import PlainRows, Rows, page_rows
from handlers.rendering import page_messages
from handlers.scene import Page
from locales.voice import voice

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class FileOrder:
    """A letter to be made as a file: which version, in which language, with its private answers or without them.

    `rows` are the buttons below the file.
    """

    form: Literal["pdf", "docx"]
    reference: str
    version: int
    language: str
    private: bool
    caption: Say
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """A plan to be made as a file: its draft (`version` 0) or a version that was sent; `png` is its timeline."""

    form: Literal["pdf", "docx", "png"]
    draft_id: int
    version: int
    language: str
    caption: Say
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A file that is there already, as it is to go out."""

    name: str
    content: bytes
    caption: Say
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What a notice says: a page, or a file; or that it is not to be told before a moment: its reader is asleep."""

    page: Page | None = None
    file: FileOrder | PlanOrder | ReadyFile | None = None
    not_before: datetime | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` where there is not exactly one of the three: a notice is one message."""
        if sum(part is not None for part in (self.page, self.file, self.not_before)) != 1:
            raise ValueError("a notice is either a page or a file, or waits for a moment")


Tells: TypeAlias = "Callable[[Transaction, Notice, Surroundings], Telling | None]"
"""Says what a notice says now, from the facts in storage; `None` where it is of no use any more."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A page in somebody's language: messages as Telegram HTML, in order, and the buttons under the last."""

    texts: tuple[str, ...]
    rows: PlainRows


def worded(page: Page, language: str, notes: tuple[Say, ...] = ()) -> Wording:
    """The messages of a page, notes first; what is quoted stays in the language it was written in."""
    speak = voice(language)
    quoted = () if page.quote is None else map(voice(page.quote.language).html, page.quote.paragraphs)
    texts = page_messages((*notes, *page.paragraphs), speak, page.lines, quoted)
    return Wording(tuple(texts), page_rows(page.rows, speak))
