"""The catalogues as files: read, merged with the source's sentences, written so that only what changed
changes, compiled.

The files carry no line numbers and no dates, and their entries stand in alphabetical order: two people who
work on different sentences never change the same line.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from flows.wording import LANGUAGES
from locales.catalogue import FOLDER, compiled_path, source_path
from locales.extraction import Entry
from locales.languages import DEFAULT_LANGUAGE, LANGUAGE_NAMES

TEMPLATE: Final = "quicksilver.pot"


class BrokenCatalogue(ValueError):
    """A catalogue's file is not one that gettext could read."""


def read(language: str, folder: Path = FOLDER) -> Catalog:
    """The language's catalogue; an empty one where there is no file yet. Raises `BrokenCatalogue`."""
    path = source_path(language, folder)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        try:
            return read_po(file, locale=language, abort_invalid=True)
        except PoFileError as error:
            raise BrokenCatalogue(f"{path}: {error}") from error


def template(entries: Mapping[str, Entry], language: str | None = None) -> Catalog:
    """The source's sentences, untranslated; for a language, with its plural forms still empty."""
    catalogue = Catalog(locale=language)
    for entry in entries.values():
        identifier = entry.text if entry.plural is None else (entry.text, entry.plural)
        catalogue.add(identifier, locations=[(file, 0) for file in entry.files], auto_comments=entry.notes)
    return catalogue


def merged(old: Catalog, entries: Mapping[str, Entry], language: str) -> Catalog:
    """The source's sentences with the translations that the old catalogue has for them.

    Nothing is guessed: a sentence that was reworded is untranslated. Translations whose sentence is gone are
    kept at the end of the file, and come back with the sentence. English is the source itself.
    """
    new = template(entries, language)
    kept = {text_of(message): message for message in (*old.obsolete.values(), *messages(old)) if is_whole(message)}
    for message in messages(new):
        before = kept.pop(text_of(message), None)
        if language == DEFAULT_LANGUAGE:
            message.string = message.id
        elif before is not None and isinstance(before.id, str) == isinstance(message.id, str):
            message.string = before.string
            message.user_comments = before.user_comments
            message.flags |= before.flags & {"fuzzy"}
    if language != DEFAULT_LANGUAGE:
        for message in sorted(kept.values(), key=text_of):
            message.auto_comments, message.locations = [], []
            new.obsolete[text_of(message)] = message
    return new


def messages(catalogue: Catalog) -> Iterable[Message]:
    """The catalogue's entries without its header, in alphabetical order."""
    return sorted((message for message in catalogue if message.id), key=text_of)


def text_of(message: Message) -> str:
    """The English sentence of an entry; of one that counts, its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The translation's forms: one, or the language's plural forms; empty strings where they are missing."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def is_whole(message: Message) -> bool:
    """Whether every form is translated."""
    return all(forms(message))


def write(catalogue: Catalog, language: str, folder: Path = FOLDER) -> None:
    """Write the language's catalogue in place of the file that is there."""
    header = (
        f"# Quicksilver in {LANGUAGE_NAMES[language]}.\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        f"{_MIME_HEADER}"
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    _write(source_path(language, folder), header, catalogue)


def write_template(entries: Mapping[str, Entry], folder: Path = FOLDER) -> None:
    """Write the template that every language's catalogue follows."""
    header = f'# Quicksilver: the sentences of the source.\nmsgid ""\nmsgstr ""\n{_MIME_HEADER}\n'
    _write(folder / TEMPLATE, header, template(entries))


def compile_catalogue(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; entries that are fuzzy or not whole are left out, so that English is
    said."""
    whole = Catalog(locale=catalogue.locale)
    for message in messages(catalogue):
        if is_whole(message) and not message.fuzzy:
            whole.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, whole)
    return compiled.getvalue()


def compile_all(folder: Path = FOLDER) -> None:
    """Compile every language's catalogue to the file that the running program reads."""
    for language in LANGUAGES:
        _replace(compiled_path(language, folder), compile_catalogue(read(language, folder)))


_MIME_HEADER: Final = (
    '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
)


def _write(path: Path, header: str, catalogue: Catalog) -> None:
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    _replace(path, header.encode() + body.getvalue())


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a running program may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
