"""What storage hands out about letters that were sent, partners, who holds which role, and notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from storage.plan_records import Publication
from storage.public_records import PublicMeeting, Reporting
from storage.records import Submission

LetterState: TypeAlias = Literal["received", "asked", "registered", "set aside"]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of intent that was sent, and where it stands.

    `version` is the newest that was sent, `registered_version` the one the partner was registered with (0: none).
    `revision` counts every step taken on it. `blocked`: its person can be reached in no chat.
    """

    id: int
    reference: str
    draft_id: int
    person_id: int | None
    state: LetterState
    version: int
    revision: int
    registered_version: int
    partner_id: int | None
    title: str
    sent_at: datetime
    changed_at: datetime
    blocked: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """What the secretariat said about a version of a letter; `asked` are paths of questions and keys of elements.

    `by` is who said it, `None` once that person asked to be forgotten. `reason` is "spam", "duplicate" or "other"
    where the letter was set aside.
    """

    kind: Literal["completion", "set aside"]
    reason: str
    words: str
    asked: tuple[str, ...]
    version: int
    by: int | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody acted first: nothing was changed. `what` is that step as the audit calls it."""

    by_name: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Registration:
    """What a partner is registered as, read from the letter; `folded` is the name as names are compared.

    `public`: the owner agreed to the letter's publication.
    """

    name: str
    folded: str
    country: str | None
    category: str
    areas: tuple[str, ...]
    public: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """A registered partner. `reference` is empty where no letter is kept here; `areas` are in the areas' order."""

    id: int
    name: str
    category: str
    country: str | None
    areas: tuple[str, ...]
    since: datetime
    reference: str
    version: int
    public: bool
    shares_contacts: bool
    withdrawn_at: datetime | None
    person_id: int | None


@dataclass(frozen=True, slots=True)
class SharedContacts:
    """A partner who shares their contacts with the others: the private answers of the registered letter by path."""

    partner: Partner
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role. `blocked`: they can be reached in no chat."""

    role_id: int
    person_id: int
    name: str
    language: str
    kind: str
    area: str | None
    since: datetime
    until: datetime | None
    blocked: bool


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice to be sent to every chat of a person, once for each `occurrence` of its kind and subject."""

    kind: str
    person_id: int
    subject: str
    occurrence: str
    content: Mapping[str, Any]
    not_before: datetime
    useful_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to be delivered now, to one chat of a bot. `tries` failed before."""

    id: int
    bot: str
    chat_id: int
    person_id: int
    language: str
    kind: str
    subject: str
    content: Mapping[str, Any]
    tries: int
    made_at: datetime
    useful_until: datetime | None


@dataclass(frozen=True, slots=True)
class PublicPartner:
    """A partner as the public register shows it."""

    id: int
    name: str
    category: str
    country: str | None
    areas: tuple[str, ...]
    since: datetime
    reference: str
    version: int


@dataclass(frozen=True, slots=True)
class PublicArea:
    """An area as the public register shows it; `lead` is the name of a published partner, or empty.

    `led`: somebody leads it, whether they are named here or not.
    """

    key: str
    name: str
    names: Mapping[str, str]
    open: bool
    lead: str
    led: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """The public register. `stamp` changes whenever anything in it does; of each area the newest plan comes first."""

    partners: tuple[PublicPartner, ...]
    areas: tuple[PublicArea, ...]
    stamp: str
    plans: tuple[Publication, ...] = ()
    meetings: tuple[PublicMeeting, ...] = ()
    reportings: tuple[Reporting, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedLetter:
    """A letter that everyone may read; its submission comes without what is private."""

    submission: Submission
    partner: PublicPartner


@dataclass(frozen=True, slots=True)
class Gone:
    """A letter that was published and is so no longer."""
