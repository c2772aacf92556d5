"""Which sentences of the source go into the catalogues, and with what notes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from locales.extraction import Entry, UnreadableSource, entries, entries_of


def found(source: str) -> list[Entry]:
    return list(entries_of(dedent(source), "flows/some.py"))


def test_marked_sentences_are_found_in_the_order_in_which_they_stand():
    source = """
        TITLE = N_("Letter of intent")
        def greet(name, late):
            tell(say("Hello, {name}.", name=name))
            tell(wording.say(N_("Welcome.")))
            return say("You are late." if late else N_("You are early."))
    """
    assert [entry.text for entry in found(source)] == [
        "Letter of intent",
        "Hello, {name}.",
        "Welcome.",
        "You are late.",
        "You are early.",
    ]


def test_a_sentence_may_be_written_in_pieces_side_by_side():
    assert [entry.text for entry in found('N_("One sentence "\n   "in two pieces.")')] == [
        "One sentence in two pieces."
    ]


@pytest.mark.parametrize("call", ['say_n("{n} word", "{n} words", n)', 'say_n(N_("{n} word"), N_("{n} words"), n)'])
def test_a_counted_sentence_is_one_entry_with_two_forms(call: str):
    assert found(call) == [Entry("{n} word", "{n} words", ("flows/some.py",), ())]


@pytest.mark.parametrize(
    "call",
    [
        "say(text)",
        "say_n(one, many, 2)",
        "say()",
        "other('x')",
        "say(2)",
        "N_('')",
        'Say("{it}", {"it": what})',
        'say("<b>{it}</b>")',
    ],
)
def test_what_is_only_handed_on_is_no_sentence(call: str):
    assert found(call) == []


@pytest.mark.parametrize(
    "call", ['say(f"Hello, {name}.")', 'N_("Hello, " + name)', 'say("Hello, %s" % name)', 'N_("{}".format(name))']
)
def test_a_sentence_that_is_put_together_is_refused_with_its_place(call: str):
    with pytest.raises(UnreadableSource, match=r"flows/some\.py:2: "):
        found(f"\n{call}")


def test_a_module_that_is_not_python_is_refused_with_its_name():
    with pytest.raises(UnreadableSource, match=r"flows/some\.py:1: unterminated"):
        found("'''never closed")


def test_notes_for_translators_go_with_their_sentence():
    source = """
        # Not for translators.
        # Translators: a greeting,
        # said once
        A = N_("Hello.")
        B = N_("Goodbye.")  # Translators: at the end
        # Translators: all of these are buttons
        C = (
            N_("Yes."),
            # Translators: at most 64 characters
            N_("No."),
        )
        # Translators: nobody's, for a line stands between

        D = N_("Later.")
    """
    assert {entry.text: entry.notes for entry in found(source)} == {
        "Hello.": ("Translators: a greeting, said once",),
        "Goodbye.": ("Translators: at the end",),
        "Yes.": ("Translators: all of these are buttons",),
        "No.": ("Translators: all of these are buttons", "Translators: at most 64 characters"),
        "Later.": (),
    }


def test_the_strictest_limit_among_the_notes_counts():
    notes = ("Translators: a button, at most 64 characters", "Translators: at most 30 characters here")
    assert Entry("Yes.", None, (), notes).limit == 30
    assert Entry("Yes.", None, (), ()).limit is None


def test_one_sentence_in_two_files_is_one_entry(tmp_path: Path):
    for room, call in (("flows", 'say("{n} word", n=n)'), ("web", 'say_n("{n} word", "{n} words", n)')):
        (tmp_path / room).mkdir()
        (tmp_path / room / "some.py").write_text(call)
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "some.py").write_text('N_("This room does not speak.")')
    assert entries(tmp_path) == {"{n} word": Entry("{n} word", "{n} words", ("flows/some.py", "web/some.py"), ())}


def test_one_sentence_with_two_plurals_is_refused(tmp_path: Path):
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "some.py").write_text('say_n("{n} ox", "{n} oxen", n)\nsay_n("{n} ox", "{n} oxes", n)')
    with pytest.raises(UnreadableSource, match="two plurals"):
        entries(tmp_path)
