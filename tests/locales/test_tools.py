"""The command line that translators use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import locales.__main__ as tools
from locales import po
from locales.extraction import Entry, UnreadableSource


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(tools.app, list(arguments))
    return result.exit_code, result.output


@pytest.fixture(autouse=True)
def _one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools find one sentence in the source, and leave the house's catalogues as they are."""
    sentences = {"A new sentence.": Entry("A new sentence.", None, ("flows/some.py",), ())}
    monkeypatch.setattr(tools, "entries", lambda root: sentences)
    monkeypatch.setattr(po, "write", lambda catalogue, language, folder: None)


def test_what_is_missing_is_printed_as_json():
    assert run("missing", "fr") == (
        0,
        '[\n {\n  "msgid": "A new sentence.",\n  "files": [\n   "flows/some.py"\n  ]\n }\n]\n',
    )


def test_nothing_is_ever_missing_in_english():
    code, output = run("missing", "en")
    assert code == 0
    assert json.loads(output) == []


@pytest.mark.parametrize("command", [("missing", "de"), ("fill", "de", "some.json")])
def test_a_language_outside_the_six_is_refused_with_those_there_are(command: tuple[str, ...]):
    code, output = run(*command)
    assert code == 2
    assert "en, fr, es, ru, ar, zh" in output


def test_english_is_written_in_the_source_and_not_filled():
    code, output = run("fill", "en", "some.json")
    assert code == 2
    assert "English is the source itself" in output


def test_what_is_refused_is_named_and_ends_with_an_error(tmp_path: Path):
    translations = {"No source says this.": "Rien.", "A new sentence.": "Une phrase nouvelle."}
    (tmp_path / "some.json").write_text(json.dumps(translations))
    code, output = run("fill", "fr", str(tmp_path / "some.json"))
    assert code == 1
    assert "fr: 'No source says this.': is in no source" in output
    assert "fr: 1 taken, 1 refused" in output


def test_a_source_that_cannot_be_read_ends_with_one_line(monkeypatch: pytest.MonkeyPatch):
    def refuse(root: Path) -> None:
        raise UnreadableSource("flows/some.py:2: a sentence is one literal")

    monkeypatch.setattr(tools, "entries", refuse)
    assert run("check") == (1, "flows/some.py:2: a sentence is one literal\n")
