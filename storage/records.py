"""What storage hands out: plain dataclasses, and times in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks with the assistant. `language_chosen`: by the person, not taken from the client."""

    id: int
    language: str
    language_chosen: bool
    time_zone: str | None
    name: str
    met_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a draft, as its rows say; `standing` is what `flows.session.Session.standing` gave.

    `revision` is the conversation's own count, `version` counts every writing of the session's row, `draft_revision`
    every change of the draft's answers. `owed`: this standing's prompt has not yet gone out. `state` is "open" or
    "submitted"; `reference` and `submitted_version` are set once the draft was submitted. `subject` is what a short
    errand is about, such as "GMP-2026-0001.3".
    """

    session_id: int
    draft_id: int
    revision: int
    version: int
    draft_revision: int
    standing: Mapping[str, Any]
    owed: bool
    flow: str
    edition: int
    title: str
    state: str
    reference: str | None
    submitted_version: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One chat as it is now. `session` is None where the person stands in no draft."""

    person: Person
    session: Standing | None
    blocked: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """One of a person's drafts. `active`: the person stands in it now."""

    id: int
    flow: str
    edition: int
    title: str
    state: str
    reference: str | None
    submitted_version: int
    begun_at: datetime
    changed_at: datetime
    active: bool
    subject: str = ""


@dataclass(frozen=True, slots=True)
class NameFound:
    """Whoever bears the same name: a registered partner, somebody else's letter, or one's own with its reference."""

    name: str
    what: Literal["partner", "letter", "own"]
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """An immutable snapshot. `private` is never published; it is None where there is nothing, or it was erased."""

    reference: str
    version: int
    flow: str
    draft_id: int
    snapshot: Mapping[str, Any]
    private: Mapping[str, Any] | None
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class LinkUse:
    """What a link gave to the one who used it."""

    purpose: str
    person_id: int | None
    role: str | None
    area: str | None
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class LinkRefused:
    """Why a link gave nothing. `by_you`: the one who tries it is the one who used it before."""

    reason: Literal["unknown", "expired", "used"]
    by_you: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that nobody has used yet."""

    role: str | None
    area: str | None
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Attached:
    """A chat that now belongs to `person`; `drafts_moved` came along from whoever the chat was before."""

    person: Person
    drafts_moved: int


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is, for which area, since when and until when (None: without an end)."""

    kind: str
    area: str | None
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file without its bytes; `size` in bytes, `sha256` in hexadecimal digits."""

    id: int
    person_id: int | None
    draft_id: int | None
    name: str
    mime: str
    size: int
    sha256: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its bytes."""

    info: FileInfo
    content: bytes


@dataclass(frozen=True, slots=True)
class OwedChat:
    """A chat whose prompt has not gone out: what to show again, and the mark to clear afterwards."""

    chat_id: int
    person_id: int
    session_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A partnership area; `names` by language, `name` is the English one. `open`: it takes new partners."""

    key: str
    name: str
    names: Mapping[str, str]
    open: bool = True


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when, to what."""

    at: datetime
    who: str
    what: str
    subject: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was erased, and what stays: the references of submissions, which are the Partnership's records.

    `private_details` counts the submissions whose private contact details were erased.
    """

    drafts: int
    answers: int
    files: int
    chats: int
    roles: int
    links: int
    private_details: int
    kept: tuple[str, ...]
