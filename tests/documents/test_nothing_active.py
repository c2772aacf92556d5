"""Documents that are made do nothing by themselves: no script, no action, nothing embedded, no link to a script."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from documents.docx import letter_docx
from documents.pdf import letter_pdf
from tests.documents.letters import PRIVATE, document, snapshot

ACTIVE = {
    "/JS",
    "/JavaScript",
    "/OpenAction",
    "/AA",
    "/Launch",
    "/EmbeddedFiles",
    "/EF",
    "/XFA",
    "/SubmitForm",
    "/RichMedia",
}
"""What makes a reader of PDF do something, or holds another file (ISO 32000)."""
TYPED = [
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
    ") >> endobj 9 0 obj << /S /Launch /F (calc.exe) >>",
]


def everything(value: Any, seen: set[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    """Every key of a PDF's objects with its value, from its trailer on."""
    if isinstance(value, IndirectObject):
        key = (value.idnum, value.generation)
        if key in seen:
            return
        seen.add(key)
        value = value.get_object()
    if isinstance(value, DictionaryObject):
        for name, held in value.items():
            yield str(name), held
            yield from everything(held, seen)
    elif isinstance(value, ArrayObject):
        for held in value:
            yield from everything(held, seen)


@pytest.mark.parametrize("typed", TYPED)
def test_a_letter_as_pdf_does_nothing_by_itself_whatever_was_typed(typed: str):
    answers = snapshot(contributions__1__how=typed, website=typed, name=typed, signatory=typed)
    held = list(everything(PdfReader(io.BytesIO(letter_pdf(document(answers, private=PRIVATE)))).trailer, set()))
    assert len(held) > 100, "the whole file was walked"
    assert not ACTIVE & {name for name, _ in held}
    assert not ACTIVE & {str(value) for name, value in held if name == "/S"}
    addresses = [str(value) for name, value in held if name == "/URI"]
    assert [one for one in addresses if not re.match(r"(https?|mailto|tel):", one)] == []


@pytest.mark.parametrize("typed", TYPED)
def test_a_letter_as_word_file_refers_to_nothing_that_runs(typed: str):
    answers = snapshot(contributions__1__how=typed, website=typed, name=typed, signatory=typed)
    with zipfile.ZipFile(io.BytesIO(letter_docx(document(answers, private=PRIVATE)))) as packed:
        parts = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    assert not [name for name in parts if re.search(r"vba|activex|embeddings|\.bin$", name, re.IGNORECASE)]
    targets = [
        target
        for name, text in parts.items()
        if name.endswith(".rels")
        for target in re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', text)
    ]
    assert [one for one in targets if not re.match(r"(https?|mailto|tel):", one)] == []
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)", "".join(parts.values()))
    assert [one for one in fields if re.search(r"DDE|INCLUDE|HYPERLINK", one)] == []
