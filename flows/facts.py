"""What the world hands to a conversation: the date, the language, the areas; and what reading an answer can yield."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.session import Plain
from flows.wording import Param, Say, Tell


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the Partnership that is open: a key that stays, a name that may change."""

    key: str
    name: Say


@dataclass(frozen=True, slots=True)
class NameBorne:
    """A name found elsewhere: `what` is `partner` (registered), `letter` (somebody else's) or `own` (another letter of
    the same person; `reference` is empty until it was sent)."""

    name: str
    what: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PartnerFound:
    """A partner in the register, found by some letters of its name."""

    partner_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """What the secretariat asks about a letter that was sent: its words, and the paths of the questions they are about
    (G2(c): it receives letters, and asks for what is missing)."""

    words: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers a question offers: an id that is kept (ASCII, short), and the words of its button.

    `also` are other words that people use for it, in any language; words that fit several options are asked about.
    """

    id: str
    label: Param
    cites: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a step may know beside the session and the event.

    `now` is timezone-aware. `tell` gives a sentence in the person's language, so that a typed "yes" or the words of an
    option can be understood. `country` is the ISO code that national telephone numbers are read by, where known.
    `same_names` is what `engine.lookup` asked the caller to look up before this step. `reference` is the number of a
    letter that was sent before and is open again, `remark` what was asked about it. `choices` are what a question
    offers whose options are known only now, and `partners` what the register has for the words that `engine.searched`
    gave. `sections` are those that the person may write in, where not all are; `changed_by` is who has changed an
    answer since the person saw it. What is linked to is shown `in_full` in documents, in the chat by its first words.
    `zone` is the IANA name of the person's own time zone, empty where it is not known; where a time is asked for, that
    of the time, and `day` is the ISO date that it belongs to. `rule` is the kind of reminder whose days are asked for.
    """

    now: datetime
    language: str
    tell: Tell
    areas: tuple[Area, ...] = ()
    country: str | None = None
    same_names: tuple[NameBorne, ...] = ()
    reference: str | None = None
    remark: Remarked | None = None
    choices: tuple[Option, ...] = ()
    partners: tuple[PartnerFound, ...] = ()
    sections: tuple[str, ...] = ()
    changed_by: str = ""
    in_full: bool = False
    day: str = ""
    zone: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Over:
    """By how much a text exceeds its guidance: `count` and `limit` in `unit` (`words` or `characters`)."""

    count: int
    limit: int
    unit: str

    @property
    def excess(self) -> int:
        """How many words or characters are too many."""
        return self.count - self.limit


@dataclass(frozen=True, slots=True)
class Read:
    """An answer understood: the value to keep, and where worth saying, how it was understood."""

    value: Plain
    note: Say | None = None
    over: Over | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that may have been meant, and how to show it."""

    value: Plain
    shown: Param


@dataclass(frozen=True, slots=True)
class Unclear:
    """An answer not understood: what was understood and what to send instead; perhaps what may have been meant."""

    problem: Say
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file that a person sent, already stored and looked into.

    `media_type` is what the content is, whatever the name says (`None`: none of the known kinds); `size` in bytes.
    """

    file_id: str
    name: str
    media_type: str | None
    size: int
    details: Mapping[str, Plain] = field(default_factory=dict)
