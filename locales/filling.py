"""The translator's desk: what a catalogue lacks goes out as plain data, translations come in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from locales import po
from locales.catalogue import FOLDER
from locales.checks import Fault, faults_in
from locales.extraction import Entry
from locales.glossary import read_glossary
from locales.plurals import numbers_by_form

Row: TypeAlias = "dict[str, str | list[str]]"


def missing(language: str, entries: Mapping[str, Entry], folder: Path = FOLDER) -> list[Row]:
    """The sentences that the language lacks: `msgid`, and where there are any `plural` with what each of the
    language's `forms` is for, the `notes` for translators, and the `files` it stands in."""
    catalogue = po.merged(po.read(language, folder), entries, language)
    rows: list[Row] = []
    for message in po.messages(catalogue):
        if po.is_whole(message) and not message.fuzzy:
            continue
        entry = entries[po.text_of(message)]
        row: Row = {"msgid": entry.text}
        if entry.plural is not None:
            row["plural"] = entry.plural
            row["forms"] = [_examples(numbers) for numbers in numbers_by_form(language)]
        if entry.notes:
            row["notes"] = list(entry.notes)
        row["files"] = list(entry.files)
        rows.append(row)
    return rows


def fill(
    language: str, entries: Mapping[str, Entry], translations: Mapping[str, str | list[str]], folder: Path = FOLDER
) -> tuple[int, list[Fault]]:
    """Take translations into the catalogue; how many were taken, and the faults of those that were not.

    A translation takes the place of the one that was there, and settles a fuzzy one.
    """
    catalogue = po.merged(po.read(language, folder), entries, language)
    refused: list[Fault] = []
    taken = 0
    for text, translation in translations.items():
        message, entry = catalogue.get(text), entries.get(text)
        if message is None or entry is None:
            refused.append(Fault(language, text, "is in no source"))
            continue
        before = message.string, set(message.flags)
        given = (translation,) if isinstance(translation, str) else tuple(translation)
        message.string = given[0] if entry.plural is None and len(given) == 1 else given
        message.flags.discard("fuzzy")
        faults = [fault for fault in faults_in(language, message, entry, read_glossary()) if not fault.remark]
        if faults:
            refused += faults
            message.string, message.flags = before
        else:
            taken += 1
    po.write(catalogue, language, folder)
    return taken, refused


def _examples(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else "")
