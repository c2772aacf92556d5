"""`publish`: the public register written into a folder, for a web host that runs no program.

What an earlier run wrote and this one does not is removed, so that a withdrawn letter is gone. Everything else in the
folder stays: a list of what was written stands beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.database import open_database
from bot.settings import Settings
from flows.wording import LANGUAGES
from storage import clock
from storage.desk_records import PublishedLetter, Register
from storage.plan_records import PublishedPlan
from storage.transaction import Transaction
from web.register.calendar import KEPT_PAST
from web.register.folder import Dated, files
from web.register.pages import letter_path

LIST: Final = ".quicksilver-published"
"""The paths that the last run wrote, a line each."""


class UnfitFolder(ValueError):
    """The folder cannot be published into; the message says why."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: files, letters, and the references of letters that have no PDF for want of a font."""

    files: int
    letters: int
    without_pdf: tuple[str, ...]
    has_address: bool


async def publish_register(settings: Settings, folder: Path) -> Published:
    """Write the register as it is now. Raises `UnfitFolder`, and what `open_database` raises."""
    _fit(folder)
    store = await open_database(settings.database, alone=False)
    try:
        register, letters, plans, dated = await store.read(_read)
    finally:
        await store.close()
    url = settings.public_url or ""
    written = write(folder, files(register, letters, plans, dated, url))
    without = tuple(one for one in letters if f"{LANGUAGES[0]}/{letter_path(one)}/letter.pdf" not in written)
    return Published(len(written), len(letters), without, bool(url))


def write(folder: Path, contents: Iterable[tuple[str, bytes]]) -> frozenset[str]:
    """Bring the folder's files to these contents, and return their paths."""
    before = _listed(folder)
    written: set[str] = set()
    for path, content in contents:
        written.add(path)
        _write(folder / path, content)
    for path in before - written:
        _remove(folder, path)
    _write(folder / LIST, "".join(f"{path}\n" for path in sorted(written)).encode())
    return frozenset(written)


def _read(tx: Transaction) -> tuple[Register, Mapping[str, PublishedLetter], Sequence[PublishedPlan], Dated]:
    now = clock.now()
    register = tx.register_of_partners(now)
    found = {one.reference: tx.published_letter(one.reference) for one in register.partners if one.reference}
    letters = {reference: one for reference, one in found.items() if isinstance(one, PublishedLetter)}
    plans = [tx.published_plan(one.area, one.number) for one in register.plans]
    return register, letters, [one for one in plans if one is not None], _dated(tx, register, now)


def _dated(tx: Transaction, register: Register, now: datetime) -> Dated:
    """What is published of meetings and reports."""
    reports = [
        tx.published_report(report.area, one.cycle.id) for one in register.reportings for report in one.reports.values()
    ]
    kept = {one.id: tx.published_meeting_file(one.id) for one in register.meetings if one.report_file is not None}
    return Dated(
        now,
        tx.public_facts(now - KEPT_PAST),
        [one for one in reports if one is not None],
        {number: file for number, file in kept.items() if file is not None},
    )


def _fit(folder: Path) -> None:
    """A folder with somebody's files in it is not written over. Hidden ones, such as `.git`, are no obstacle."""
    if not folder.exists() or (folder / LIST).exists():
        return
    if not folder.is_dir():
        raise UnfitFolder(f"{folder} must be a folder.")
    if any(not inside.name.startswith(".") for inside in folder.iterdir()):
        raise UnfitFolder(f"{folder} must be empty, or a folder that `publish` has written before.")


def _listed(folder: Path) -> frozenset[str]:
    place = folder / LIST
    return frozenset(place.read_text(encoding="utf-8").splitlines()) if place.exists() else frozenset()


def _write(place: Path, content: bytes) -> None:
    """Replace a file as a whole, and leave one alone that is the same: whoever copies the folder copies less."""
    if place.is_file() and place.read_bytes() == content:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.new")
    draft.write_bytes(content)
    os.replace(draft, place)


def _remove(folder: Path, path: str) -> None:
    """Take away a file of an earlier run, and the folders that it leaves empty."""
    place = folder / path
    if not place.resolve().is_relative_to(folder.resolve()):
        return
    place.unlink(missing_ok=True)
    for above in place.parents:
        if above == folder or any(above.iterdir()):
            return
        above.rmdir()
