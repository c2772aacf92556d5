"""The catalogues as files: what a new sentence, a gone one and a translator's file make of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.wording import LANGUAGES, Say, say_n
from locales import Voice, po
from locales.catalogue import compiled_path, load, source_path
from locales.extraction import Entry
from locales.filling import fill, missing


def entry(text: str, plural: str | None = None, *notes: str) -> Entry:
    return Entry(text, plural, ("flows/some.py",), notes)


def by_text(*entries: Entry) -> dict[str, Entry]:
    return {each.text: each for each in entries}


YES, NO = entry("Yes"), entry("No")
WORDS = entry("{n} word", "{n} words", "Translators: counts words")
ALL = by_text(NO, WORDS, YES)


def update(folder: Path, entries: dict[str, Entry], language: str = "fr") -> None:
    po.write(po.merged(po.read(language, folder), entries, language), language, folder)


def test_a_catalogue_is_written_without_lines_dates_or_chance(tmp_path: Path):
    update(tmp_path, by_text(YES, WORDS, NO))
    first = source_path("fr", tmp_path).read_bytes()
    update(tmp_path, by_text(NO, YES, WORDS))
    assert source_path("fr", tmp_path).read_bytes() == first
    assert b"POT-Creation-Date" not in first
    assert b"some.py:" not in first
    assert first.decode().index('msgid "No"') < first.decode().index('msgid "Yes"')
    assert "#. Translators: counts words" in first.decode()


def test_translations_are_kept_and_nothing_is_guessed(tmp_path: Path):
    update(tmp_path, ALL)
    fill("fr", ALL, {"Yes": "Oui"}, tmp_path)
    update(tmp_path, by_text(YES, entry("Yes.")))
    catalogue = po.read("fr", tmp_path)
    assert {message.id: (message.string, message.fuzzy) for message in po.messages(catalogue)} == {
        "Yes": ("Oui", False),
        "Yes.": ("", False),
    }


def test_a_translation_comes_back_with_its_sentence(tmp_path: Path):
    update(tmp_path, ALL)
    fill("fr", ALL, {"Yes": "Oui", "{n} word": ["{n} mot", "{n} mots"]}, tmp_path)
    update(tmp_path, by_text(NO))
    assert set(po.read("fr", tmp_path).obsolete) == {"Yes", "{n} word"}
    update(tmp_path, ALL)
    catalogue = po.read("fr", tmp_path)
    assert not catalogue.obsolete
    assert [po.forms(message) for message in po.messages(catalogue)] == [("",), ("Oui",), ("{n} mot", "{n} mots")]


def test_a_sentence_that_begins_to_count_is_translated_anew(tmp_path: Path):
    update(tmp_path, by_text(entry("{n} word")))
    fill("fr", by_text(entry("{n} word")), {"{n} word": "{n} mot"}, tmp_path)
    update(tmp_path, ALL)
    assert not any(po.is_whole(message) for message in po.messages(po.read("fr", tmp_path)))


def test_english_is_the_source_itself(tmp_path: Path):
    update(tmp_path, ALL, "en")
    english = Voice("en", load("en", tmp_path))
    assert english.plain(Say("Yes")) == "Yes"
    assert [english.plain(say_n("{n} word", "{n} words", n)) for n in (1, 2)] == ["1 word", "2 words"]
    assert all(po.is_whole(message) for message in po.messages(po.read("en", tmp_path)))


def test_what_is_missing_is_told_with_all_that_a_translator_should_know(tmp_path: Path):
    update(tmp_path, ALL, "ru")
    fill("ru", ALL, {"Yes": "Да"}, tmp_path)
    assert missing("ru", ALL, tmp_path) == [
        {"msgid": "No", "files": ["flows/some.py"]},
        {
            "msgid": "{n} word",
            "plural": "{n} words",
            "forms": [
                "1, 21, 31, 41, 51, 61, 71, 81, …",
                "2, 3, 4, 22, 23, 24, 32, 33, …",
                "0, 5, 6, 7, 8, 9, 10, 11, …",
            ],
            "notes": ["Translators: counts words"],
            "files": ["flows/some.py"],
        },
    ]


def test_what_is_broken_is_refused_and_the_rest_is_taken(tmp_path: Path):
    update(tmp_path, ALL)
    fill("fr", ALL, {"No": "Non"}, tmp_path)
    taken, refused = fill(
        "fr", ALL, {"Yes": "Oui", "No": "Non  !", "{n} word": ["{n} mot", "mots"], "Maybe": "Peut-être"}, tmp_path
    )
    assert taken == 1
    assert {fault.text for fault in refused} == {"No", "{n} word", "Maybe"}
    kept = {message.id: message.string for message in po.messages(po.read("fr", tmp_path))}
    assert kept == {"Yes": "Oui", "No": "Non", ("{n} word", "{n} words"): ("", "")}


def test_a_language_with_one_plural_form_takes_it_with_or_without_a_list(tmp_path: Path):
    update(tmp_path, ALL, "zh")
    assert fill("zh", ALL, {"{n} word": "{n}字", "Yes": ["是"]}, tmp_path) == (2, [])
    chinese = Voice("zh", load("zh", tmp_path))
    assert chinese.plain(say_n("{n} word", "{n} words", 3)) == "3字"
    assert chinese.plain(Say("Yes")) == "是"


def test_one_sentence_takes_one_translation(tmp_path: Path):
    update(tmp_path, ALL)
    taken, refused = fill("fr", ALL, {"Yes": ["Oui", "Si"]}, tmp_path)
    assert taken == 0
    assert [fault.text for fault in refused] == ["Yes"]


def test_the_program_reads_the_source_where_the_compiled_catalogue_is_missing_or_older(tmp_path: Path):
    def yes() -> str:
        return Voice("fr", load("fr", tmp_path)).plain(Say("Yes"))

    update(tmp_path, ALL)
    fill("fr", ALL, {"Yes": "Oui"}, tmp_path)
    assert yes() == "Oui"
    for language in LANGUAGES:
        update(tmp_path, ALL, language)
    po.compile_all(tmp_path)
    source, compiled = source_path("fr", tmp_path), compiled_path("fr", tmp_path)
    source.write_text(source.read_text().replace("Oui", "Ouais"))
    os.utime(source, ns=(compiled.stat().st_mtime_ns - 1,) * 2)
    assert yes() == "Oui"
    os.utime(source, ns=(compiled.stat().st_mtime_ns + 1,) * 2)
    assert yes() == "Ouais"
    source.unlink()
    assert yes() == "Oui"


def test_half_a_translation_is_not_spoken(tmp_path: Path):
    update(tmp_path, ALL)
    path = source_path("fr", tmp_path)
    text = path.read_text()
    text = text.replace('msgstr[0] ""', 'msgstr[0] "{n} mot"')
    text = text.replace('msgid "Yes"\nmsgstr ""', '#, fuzzy\nmsgid "Yes"\nmsgstr "Oui, peut-être"')
    path.write_text(text)
    french = Voice("fr", load("fr", tmp_path))
    assert french.plain(Say("Yes")) == "Yes"
    assert french.plain(say_n("{n} word", "{n} words", 5)) == "5 words"


def test_a_language_without_any_catalogue_is_said_in_english(tmp_path: Path):
    assert Voice("fr", load("fr", tmp_path)).plain(Say("Yes")) == "Yes"


def test_a_broken_file_is_refused(tmp_path: Path):
    path = source_path("fr", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text('<<<<<<< HEAD\nmsgid "Yes"\nmsgstr "Oui"\n')
    with pytest.raises(po.BrokenCatalogue, match=r"fr/LC_MESSAGES/quicksilver\.po"):
        po.read("fr", tmp_path)
