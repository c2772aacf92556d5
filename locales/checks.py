"""What can be wrong with a catalogue, found entry by entry.

A fault is something a person would stumble over: a sentence in another language, a name that is missing, half
a word in bold. A remark is a matter of typography that a rule cannot judge for certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message

from locales.catalogue import FOLDER
from locales.extraction import Entry
from locales.glossary import Term, broken_terms, read_glossary
from locales.plurals import numbers_by_form
from locales.po import forms, messages, read, text_of
from locales.sentence import MARKUP, PLACEHOLDER, plain_text

_ANY_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACES: Final = re.compile("[ \u00a0\u202f]{2,}")
_EXCLAMATION: Final = re.compile("[!\uff01\u00a1]")
_AROUND: Final = re.compile(r"\A(\s*).*?(\s*)\Z", re.DOTALL)
# Punctuation of the half width where Chinese has its own: after a Han character, unless something Latin
# follows.
_HALF_WIDTH: Final = re.compile(r"[\u3400-\u9fff][,.;:?!()](?=[\u3400-\u9fff\s{]|\Z)|[,;:?!(](?=[\u3400-\u9fff])")
_STRAIGHT_QUOTES: Final = {"fr": "\"'", "es": '"', "ru": '"', "ar": '"', "zh": "\"'"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend in a language's catalogue; `remark` where it is only worth a look."""

    language: str
    text: str
    what: str
    remark: bool = False

    def __str__(self) -> str:
        return f"{self.language}: {self.text!r}: {self.what}"


def faults_of(language: str, entries: Mapping[str, Entry], folder: Path = FOLDER) -> list[Fault]:
    """Everything that is wrong with the language's catalogue, measured by the sentences of the source."""
    catalogue = read(language, folder)
    terms = read_glossary()
    found = list(_strangers(language, catalogue, entries))
    for text, entry in entries.items():
        message = catalogue.get(text)
        if message is None:
            found.append(Fault(language, text, "is not in the catalogue: `python -m locales update` adds it"))
        else:
            found += faults_in(language, message, entry, terms)
    return found


def _strangers(language: str, catalogue: Catalog, entries: Mapping[str, Entry]) -> Iterator[Fault]:
    for message in messages(catalogue):
        text = text_of(message)
        if text not in entries:
            yield Fault(language, text, "is in no source: `python -m locales update` takes it out")
    for message in catalogue.obsolete.values():
        text = text_of(message)
        yield Fault(language, text, "is obsolete: `python -m locales prune` takes it out")


def faults_in(language: str, message: Message, entry: Entry, terms: tuple[Term, ...] = ()) -> Iterator[Fault]:
    """What is wrong with one translation."""
    whats: list[str] = []
    if message.fuzzy:
        whats.append("is marked as fuzzy")
    if isinstance(message.id, str) != (entry.plural is None):
        yield Fault(language, entry.text, "is counted in the source and not here, or here and not there")
        return
    translated = forms(message)
    covered = numbers_by_form(language) if entry.plural is not None else [[]]
    if len(translated) != len(covered):
        whats.append(f"has {len(translated)} plural forms where the language has {len(covered)}")
    for index, (form, numbers) in enumerate(zip(translated, covered, strict=False)):
        source = entry.text if entry.plural is None or (index == 0 and language == "en") else entry.plural
        where = f" (form {index}, for {numbers[0]})" if entry.plural is not None else ""
        if not form:
            whats.append(f"is not translated{where}")
            continue
        may_omit_count = len(numbers) == 1
        whats += [f"{what}{where}" for what in _broken(language, form, source, entry, may_omit_count)]
        if language == "zh":
            whats += [f"{what}{where}" for what in broken_terms(source, form, terms)]
        if any(quote in form for quote in _STRAIGHT_QUOTES.get(language, "")):
            yield Fault(language, entry.text, f"has straight quotes{where}", remark=True)
    for what in whats:
        yield Fault(language, entry.text, what)


def _broken(language: str, form: str, source: str, entry: Entry, may_omit_count: bool) -> Iterator[str]:
    """The rules that a form of a translation breaks, beside its source."""
    wanted, has = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(form))
    if entry.plural is not None:
        wanted |= set(PLACEHOLDER.findall(entry.text))
    if may_omit_count:
        wanted, has = wanted - {"n"}, has - {"n"}
    if wanted != has:
        yield f"has the placeholders {_listed(has)}, not {_listed(wanted)}"
    if re.search("[{}]", PLACEHOLDER.sub("", form)):
        yield "has a brace outside of a placeholder"
    yield from _broken_markup(form, source)
    if _around(form) != _around(source):
        yield "begins or ends with other spaces or line breaks than the English"
    if _SPACES.search(form.strip()):
        yield "has two spaces in a row"
    if _EXCLAMATION.search(form):
        yield "exclaims"
    if language == "zh" and (mark := _HALF_WIDTH.search(plain_text(form))):
        yield f"has half-width punctuation at {mark[0]!r}"
    if entry.limit is not None and len(plain_text(form)) > entry.limit:
        yield f"has {len(plain_text(form))} characters, more than {entry.limit}"


def _broken_markup(form: str, source: str) -> Iterator[str]:
    tags = MARKUP.findall(form)
    if sorted(tags) != sorted(MARKUP.findall(source)):
        yield "has other markup than the English"
    strange = [tag for tag in _ANY_TAG.findall(form) if not MARKUP.fullmatch(tag)]
    if strange:
        yield f"has markup other than <b> and <i>: {strange[0]}"
    open_tags: list[str] = []
    for tag in tags:
        if not tag.startswith("</"):
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag.replace("/", ""):
            yield f"closes {tag} where it is not open"
            return
    if open_tags:
        yield f"leaves {open_tags[-1]} open"


def _around(text: str) -> tuple[str, ...]:
    match = _AROUND.match(text)
    return match.groups() if match else ()


def _listed(names: set[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "none"
