"""`export`: partners, letters and the audit as files, for the secretariat's own lists and for other programs.

Private answers are in none of them (Framework G6(e)(iii)), and the audit names nobody: it holds people's numbers.
The sheets are in plain English; the JSON has the same rows as they are kept, with keys and codes.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.database import open_database
from bot.settings import Settings
from documents.spreadsheets import FORMS, Cell, Column, Row
from flows.facts import Area, Facts
from flows.framework import CURRENT
from flows.letter_text import Contribution, Letter, compose
from flows.session import Answer
from flows.wording import Country, Say, as_is
from locales.voice import voice
from storage import clock
from storage.exports import Exported
from storage.store import Transaction

STATES: Final = {"asked": "asked for completion"}
"""What a letter's state is called where the kept word says too little."""

_YES_OR_NO: Final = {True: "yes", False: "no"}

_voice = voice("en")


class UnfitFolder(ValueError):
    """The folder cannot be written into. The message is a line for the operator."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table to be exported: where its rows come from, and what the sheets show of them."""

    name: Exported
    columns: tuple[Column, ...]
    row: Callable[[Row], Row]


async def export_tables(settings: Settings, folder: Path) -> Mapping[str, int]:
    """Write every table in every form, as they stand at one moment; return how many rows each has.

    Files of an earlier export are replaced once all are written, each as a whole. Raises `UnfitFolder` and what
    `bot.database.open_database` raises.
    """
    _make(folder)
    store = await open_database(settings.database, alone=False)
    try:
        return await store.read(lambda tx: write(tx, folder))
    finally:
        await store.close()


def _make(folder: Path) -> None:
    with _unfit(folder):
        folder.mkdir(parents=True, exist_ok=True)


def write(tx: Transaction, folder: Path) -> Mapping[str, int]:
    """Write what the transaction sees. Raises `UnfitFolder`; the folder's files are then those of before."""
    with _unfit(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as drafts:
        counts: dict[str, int] = {table.name: _write(tx, table, Path(drafts)) for table in _tables(tx)}
        for draft in sorted(Path(drafts).iterdir()):
            os.replace(draft, folder / draft.name)
    return counts


@contextlib.contextmanager
def _unfit(folder: Path) -> Iterator[None]:
    try:
        yield
    except ConnectionError:
        raise  # the database's, which is read meanwhile
    except OSError as problem:
        raise UnfitFolder(f"{folder} must be a folder that this process may write into: {problem.strerror}.") from None


def _write(tx: Transaction, table: _Table, drafts: Path) -> int:
    count = 0
    with contextlib.ExitStack() as stack:
        sheets = []
        for form, opened in FORMS.items():
            place = drafts / f"{table.name}.{form}"
            place.touch(mode=0o600)  # letters that may not be published are in it
            sheets.append(stack.enter_context(opened(place, table.columns)))
        for kept in tx.export_rows(table.name):
            row = table.row(kept)
            for sheet in sheets:
                sheet.add(row)
            count += 1
    return count


def _tables(tx: Transaction) -> tuple[_Table, ...]:
    """The tables, with the areas as they are called now."""
    areas = {area.key: area.names.get("en") or area.name for area in tx.areas()}
    facts = Facts(clock.now(), "en", _voice.plain, tuple(Area(key, as_is(name)) for key, name in areas.items()))
    return (
        _Table("partners", _partners(areas), lambda row: row),
        _Table("letters", _letters(facts), _with_values),
        _Table("audit", AUDIT, lambda row: row),
    )


# What the sheets show


def _partners(areas: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("Reference of the letter", _kept("reference")),
        Column("Name", _kept("name")),
        Column("Category", lambda row: _category(row["category"])),
        Column("Country", lambda row: _country(row["country"])),
        Column("Country code", _kept("country")),
        Column("Areas", lambda row: "; ".join(areas.get(area, area) for area in row["areas"])),
        Column("Partner since", _moment("since")),
        Column("Registered version of the letter", _kept("version")),
        Column("May be published", _yes_or_no("public")),
        Column("Withdrawn from publication", _moment("withdrawn_at")),
        Column("Shares contacts with partners", _yes_or_no("shares_contacts")),
        Column("Last changed", _moment("changed_at")),
    )


def _letters(facts: Facts) -> tuple[Column, ...]:
    def told(of: Callable[[Letter], str]) -> Callable[[Row], str]:
        return lambda row: of(_composed(row, facts))

    return (
        Column("Reference", _kept("reference")),
        Column("Name", _kept("name")),
        Column("Where it stands", lambda row: STATES.get(row["state"], _plain(row["state"]))),
        Column("Newest version", _kept("version")),
        Column("Registered version", lambda row: row["registered_version"] or ""),
        Column("Newest version sent", _moment("sent_at")),
        Column("Last step", _moment("changed_at")),
        Column("Language", _kept("language")),
        Column("Category", lambda row: _category(row["answers"].get("category"))),
        Column("Country", lambda row: _country(row["answers"].get("country"))),
        Column("Country code", lambda row: _plain(row["answers"].get("country"))),
        Column("Website", told(lambda letter: letter.website or "")),
        Column("Supports the Partnership", lambda row: _consent(row["answers"].get("support"))),
        Column("Commits to the goal", lambda row: _consent(row["answers"].get("goal"))),
        Column("Areas", told(lambda letter: _joined(letter.areas))),
        Column("Contributions", told(_contributions)),
        Column("Signed by", told(lambda letter: letter.signatory)),
        Column("Title", told(lambda letter: letter.title or "")),
        Column("May be published", lambda row: _consent(row["answers"].get("publish"))),
    )


AUDIT: Final = (
    Column("Time", lambda row: _utc(row["at"])),
    Column("Who", lambda row: _plain(row["who"])),
    Column("What", lambda row: _plain(row["what"])),
    Column("Letter or person", lambda row: _plain(row["subject"])),
    Column("Details", lambda row: _details(row["details"])),
)


def _with_values(row: Row) -> Row:
    """A letter's row with the value of each answer; how it was typed, message by message, is nobody's business."""
    return {**row, "answers": {path: answer["value"] for path, answer in row["answers"].items()}}


def _composed(row: Row, facts: Facts) -> Letter:
    return compose({path: Answer(value) for path, value in row["answers"].items()}, facts)


def _contributions(letter: Letter) -> str:
    return "\n".join(f"{n}. {_contribution(one)}" for n, one in enumerate(letter.contributions, 1))


def _contribution(one: Contribution) -> str:
    about = [_voice.plain(area) for area in one.areas]
    if one.when is not None:
        about.append(_voice.param(one.when))
    told = f"{_voice.plain(one.what)}: {one.how}"
    return f"{told} ({'; '.join(about)})" if about else told


def _kept(key: str) -> Callable[[Row], Cell]:
    return lambda row: row[key] if isinstance(row[key], int) else _plain(row[key])


def _yes_or_no(key: str) -> Callable[[Row], Cell]:
    return lambda row: _consent(row[key])


def _moment(key: str) -> Callable[[Row], Cell]:
    return lambda row: _utc(row[key])


def _utc(iso: str | None) -> str:
    """A moment to the second (ISO 8601, in UTC)."""
    return "" if iso is None else datetime.fromisoformat(iso).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _category(key: Any) -> str:
    for option in CURRENT.categories:
        if option.id == key:
            return _voice.plain(option.label) if isinstance(option.label, Say) else _voice.param(option.label)
    return _plain(key)


def _country(code: Any) -> str:
    return _voice.param(Country(code)) if code else ""


def _consent(value: Any) -> str:
    return _YES_OR_NO.get(value, "")


def _joined(areas: tuple[Say, ...]) -> str:
    return "; ".join(map(_voice.plain, areas))


def _details(details: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {_listed(value)}" for name, value in details.items() if value is not None)


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else _plain(value)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
