"""`export`: what the secretariat gets as files, and what never gets into them."""

import csv
import json
import stat
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.database import open_database
from bot.exporting import UnfitFolder, write
from documents.spreadsheets import MOST_UNITS
from flows.session import Place, Session
from flows.utf16 import utf16_length
from flows.words import fold
from storage.desk_records import Partner, Registration
from storage.exports import Exported
from storage.store import Store, Transaction
from tests.bot.program import command

SENT = datetime(2026, 3, 1, 12, 30, 15, 250, tzinfo=UTC)
REGISTERED = SENT + timedelta(days=3)
FILES = {f"{name}.{form}" for name in ("partners", "letters", "audit") for form in ("csv", "xlsx", "json")}
PRIVATE = {"person": "Amélie Dossou", "email": "amelie@terre-saine.example.org", "phone": "+22901213045"}
PUBLIC = {
    "category": "ngo",
    "name": "Association Terre Saine du Bénin",
    "country": "BJ",
    "website": "https://terre-saine.example.org/",
    "support": True,
    "goal": True,
    "areas": ["asgm", "waste"],
    "contributions": {"items": ["1"], "next": 2},
    "contributions.1.kind": "training",
    "contributions.1.how": "Nous formerons deux cents orpailleurs.\nSans mercure, “enfin”.",
    "contributions.1.when": {"from": "2027-03", "to": "2028-06"},
    "signatory": "A. Dossou",
    "title": "Présidente",
    "publish": False,
}


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = await open_database(database_url, alone=False)
    yield store
    await store.close()


async def sent(store: Store, **answers: Any) -> str:
    """A letter that was sent, and its reference."""

    def send(tx: Transaction) -> str:
        person = tx.meet("web", 7, "fr", "Amélie", SENT)
        session = Session("letter", edition=1, place=Place("question", "category"))
        standing = tx.begin_draft(person.id, "letter", 1, session.standing(), SENT)
        kept = {**PUBLIC, **answers}
        tx.title_draft(standing.draft_id, str(kept["name"]), fold(str(kept["name"])))
        public = {"language": "fr", "answers": {path: typed(value) for path, value in kept.items()}}
        private = {"answers": {path: typed(value) for path, value in PRIVATE.items()}}
        return tx.submit(standing.draft_id, person.id, public, SENT, private=private).reference

    return await store.transact(send)


def typed(value: object) -> dict[str, object]:
    """An answer as it is kept: with the messages that it was typed in."""
    return {"value": value, "pieces": [[41, "as it was typed, call me on +22901213045"]]}


async def registered(store: Store, reference: str) -> Partner:
    """The partner that a letter made."""

    def register(tx: Transaction) -> Partner:
        officer = tx.meet("telegram", 90, "en", "Amina Yusuf", SENT)
        name = str(PUBLIC["name"])
        registration = Registration(name, fold(name), "BJ", "ngo", ("asgm", "waste"), public=False)
        partner = tx.register_letter(reference, 1, officer.id, registration, REGISTERED)
        assert isinstance(partner, Partner)
        return partner

    return await store.transact(register)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files go."""
    folder = tmp_path / "lists"
    folder.mkdir()
    return folder


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {place.name for place in folder.iterdir()}


def everything(folder: Path) -> bytes:
    """What was written, workbooks unpacked."""
    written = b""
    for place in folder.iterdir():
        if place.suffix == ".xlsx":
            with zipfile.ZipFile(place) as book:
                written += b"".join(book.read(name) for name in book.namelist())
        else:
            written += place.read_bytes()
    return written


def table(place: Path) -> list[dict[str, str]]:
    """The rows of a CSV, as a spreadsheet reads them."""
    with place.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheet(place: Path) -> list[dict[Any, Any]]:
    """The rows of an XLSX."""
    book = load_workbook(place)
    titles, *rows = book[place.stem].iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


async def test_partners_letters_and_the_audit_are_written_in_three_forms(store: Store, folder: Path):
    reference = await sent(store)
    await registered(store, reference)
    counts = await store.read(lambda tx: write(tx, folder))
    assert counts == {"partners": 1, "letters": 1, "audit": 3}
    assert names(folder) == FILES

    [partner] = table(folder / "partners.csv")
    assert partner == {
        "Reference of the letter": reference,
        "Name": "Association Terre Saine du Bénin",
        "Category": "Non-governmental or civil-society organisation",
        "Country": "Benin",
        "Country code": "BJ",
        "Areas": "Artisanal and small-scale gold mining; Mercury waste management",
        "Partner since": "2026-03-04T12:30:15Z",
        "Registered version of the letter": "1",
        "May be published": "no",
        "Withdrawn from publication": "",
        "Shares contacts with partners": "no",
        "Last changed": "2026-03-04T12:30:15Z",
    }
    [letter] = table(folder / "letters.csv")
    assert letter["Contributions"] == (
        "1. Training and capacity building: Nous formerons deux cents orpailleurs.\nSans mercure, “enfin”."
        " (from March 2027 to June 2028)"
    )
    assert (letter["Where it stands"], letter["Newest version sent"]) == ("registered", "2026-03-01T12:30:15Z")
    assert (letter["Supports the Partnership"], letter["May be published"]) == ("yes", "no")
    assert (letter["Signed by"], letter["Title"], letter["Language"]) == ("A. Dossou", "Présidente", "fr")

    audit = table(folder / "audit.csv")
    assert [(entry["What"], entry["Letter or person"], entry["Details"]) for entry in audit] == [
        ("submitted", reference, "version: 1"),
        ("registered", reference, "version: 1"),
        ("took a role", "person:1", "role: partner"),
    ]
    for name in ("partners", "letters", "audit"):
        [*rows] = sheet(folder / f"{name}.xlsx")
        assert [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in rows] == table(
            folder / f"{name}.csv"
        )

    [kept] = json.loads((folder / "letters.json").read_text(encoding="utf-8"))
    assert kept["answers"] == PUBLIC
    assert kept["sent_at"] == SENT.isoformat()


async def test_no_contact_and_no_name_of_an_officer_is_exported(store: Store, folder: Path):
    await registered(store, await sent(store))
    await store.read(lambda tx: write(tx, folder))
    written = everything(folder)
    for secret in (*PRIVATE.values(), "Amina", "as it was typed"):
        assert secret.encode() not in written


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1"]


@pytest.mark.parametrize("name", FORMULAS)
async def test_what_looks_like_a_formula_stays_a_text(store: Store, folder: Path, name: str):
    await sent(store, name=name, signatory=name)
    await store.read(lambda tx: write(tx, folder))
    [letter] = table(folder / "letters.csv")
    assert (letter["Name"], letter["Signed by"]) == (f"'{name}", f"'{name}")
    book = load_workbook(folder / "letters.xlsx")
    cells = [cell for cell in book["letters"][2] if cell.value == name]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True), ("s", True)]
    [kept] = json.loads((folder / "letters.json").read_text(encoding="utf-8"))
    assert kept["name"] == name


async def test_what_a_workbook_cannot_hold_is_told_and_is_whole_in_the_json(store: Store, folder: Path):
    long = "水银\ufffe👍" * MOST_UNITS
    await sent(store, **{"contributions.1.how": long})
    await store.read(lambda tx: write(tx, folder))
    [letter] = sheet(folder / "letters.xlsx")
    told = letter["Contributions"]
    assert utf16_length(told) == MOST_UNITS
    assert told.endswith("👍水银\ufffd … (the whole text is in the JSON file)")
    [kept] = json.loads((folder / "letters.json").read_text(encoding="utf-8"))
    assert kept["answers"]["contributions.1.how"] == long


async def test_files_are_replaced_whole_or_not_at_all(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch):
    for name in FILES:
        (folder / name).write_text("of before")
    (folder / "notes.txt").write_text("somebody's own")
    reference = await sent(store)

    rows = Transaction.export_rows

    def full(tx: Transaction, what: Exported) -> Iterator[dict[str, Any]]:
        yield from rows(tx, what)
        if what == "audit":
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(Transaction, "export_rows", full)
        with pytest.raises(UnfitFolder, match=f"{folder} must be .*: No space left on device"):
            await store.read(lambda tx: write(tx, folder))
    assert {(folder / name).read_text() for name in FILES} == {"of before"}
    assert names(folder) == {*FILES, "notes.txt"}

    await store.read(lambda tx: write(tx, folder))
    assert table(folder / "letters.csv")[0]["Reference"] == reference
    assert names(folder) == {*FILES, "notes.txt"}
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in FILES} == {0o600}


async def test_the_command_exports_what_is_there(tmp_path: Path):
    ended = await command(tmp_path, "export", "lists/of/today")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "In lists/of/today, as CSV, XLSX and JSON: partners 0, letters 0, audit 0.\n"
    folder = tmp_path / "lists/of/today"
    assert names(folder) == FILES
    assert json.loads((folder / "audit.json").read_text()) == []
    assert (folder / "partners.csv").read_bytes().startswith(b"\xef\xbb\xbfReference of the letter,Name,")


@pytest.mark.parametrize("where", ["taken", "taken/inside"])
async def test_a_folder_that_cannot_be_written_is_named_in_a_line(tmp_path: Path, where: str):
    (tmp_path / "taken").write_text("a file")
    ended = await command(tmp_path, "export", where)
    assert ended.code == 2
    assert ended.err.startswith(f"{where} must be a folder that this process may write into: ")
    assert ended.err.count("\n") == 1
