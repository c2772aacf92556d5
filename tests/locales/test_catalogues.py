"""The catalogues themselves: complete in six languages, and nothing in them broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from flows.wording import LANGUAGES
from locales import po
from locales.catalogue import FOLDER
from locales.checks import faults_of
from locales.extraction import Entry, entries


@pytest.fixture(scope="module")
def sentences() -> dict[str, Entry]:
    return entries(FOLDER.parent)


def test_the_template_holds_the_sentences_of_the_source(sentences: dict[str, Entry], tmp_path: Path):
    po.write_template(sentences, tmp_path)
    with (FOLDER / po.TEMPLATE).open("rb") as file:
        kept = {po.text_of(message) for message in po.messages(read_po(file))}
    assert kept == set(sentences), "`make catalogues` brings the template and the catalogues up to date"
    assert (FOLDER / po.TEMPLATE).read_bytes() == (tmp_path / po.TEMPLATE).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_sound(sentences: dict[str, Entry], language: str):
    faults = [str(fault) for fault in faults_of(language, sentences) if not fault.remark]
    assert not faults, f"{len(faults)} faults; the first: " + "\n".join(faults[:20])
