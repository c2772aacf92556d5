"""What `check` finds wrong with a translation."""

from __future__ import annotations

import pytest
from babel.messages import Message

from flows.wording import LANGUAGES
from locales.checks import faults_in
from locales.extraction import Entry
from locales.glossary import broken_terms, read_glossary
from locales.plurals import numbers_by_form


def faults(language: str, text: str, translation: str, *notes: str) -> list[str]:
    entry = Entry(text, None, ("flows/some.py",), notes)
    found = faults_in(language, Message(text, translation), entry, read_glossary())
    return [("remark: " if fault.remark else "") + fault.what for fault in found]


def counted_faults(language: str, *forms: str) -> list[str]:
    entry = Entry("{n} word of {all}", "{n} words of {all}", ("flows/some.py",), ())
    message = Message((entry.text, "{n} words of {all}"), forms)
    return [fault.what for fault in faults_in(language, message, entry)]


@pytest.mark.parametrize(
    ("language", "text", "translation"),
    [
        ("fr", "Hello, {name}.", "Bonjour, {name}."),
        ("fr", "{a} of {b}", "{b}, dont {a}"),
        ("ru", "<b>Yes</b> <i>no</i>", "<i>Нет</i> <b>да</b>"),
        ("fr", "  Indented.\n", "  En retrait.\n"),
        ("zh", "Write to {address}, please.", "请致函{address}，谢谢。"),
        ("zh", "See paragraph G2(c).", "见G2(c)规定，10:30、3,000、UNEP Chemicals。"),
        ("zh", "Send a file (PDF): {name}.pdf", "发送文件（PDF）：{name}.pdf"),
        ("ar", "Yes", "نعم"),
    ],
)
def test_a_good_translation_has_no_fault(language: str, text: str, translation: str):
    assert faults(language, text, translation) == []


@pytest.mark.parametrize(
    ("language", "text", "translation", "fault"),
    [
        ("fr", "Hello.", "", "is not translated"),
        ("fr", "Hello, {name}.", "Bonjour.", "has the placeholders none, not {name}"),
        ("fr", "Hello, {name}.", "Bonjour, {nom}.", "has the placeholders {nom}, not {name}"),
        ("fr", "Hello, {name}.", "Bonjour, {name}, {name.", "has a brace outside of a placeholder"),
        ("fr", "<b>Yes</b>", "Oui", "has other markup than the English"),
        ("fr", "<b>Yes</b>", "<i>Oui</i>", "has other markup than the English"),
        ("fr", "<b>Yes</b>", "</b>Oui<b>", "closes </b> where it is not open"),
        ("fr", "<b><i>Yes</i></b>", "<b><i>Oui</b></i>", "closes </b> where it is not open"),
        ("fr", "<b>Yes</b>, <b>no</b>", "<b>Oui</b> </b>non<b>", "closes </b> where it is not open"),
        ("en", "<u>Yes</u>", "<u>Yes</u>", "has markup other than <b> and <i>: <u>"),
        ("en", "<b>Yes", "<b>Yes", "leaves <b> open"),
        ("fr", "Hello.", "Bonjour.\n", "begins or ends with other spaces or line breaks than the English"),
        ("fr", "\nHello.", "Bonjour.", "begins or ends with other spaces or line breaks than the English"),
        ("fr", "Hello. Yes.", "Bonjour.  Oui.", "has two spaces in a row"),
        ("fr", "Hello.", "Bonjour\u00a0\u202f.", "has two spaces in a row"),
        ("fr", "Hello.", "Bonjour\u202f!", "exclaims"),
        ("es", "Hello.", "¡Hola.", "exclaims"),
        ("zh", "Hello.", "你好！", "exclaims"),
        ("zh", "Hello, you.", "你好,你。", "has half-width punctuation at '好,'"),
        ("zh", "Hello.", "你好.", "has half-width punctuation at '好.'"),
        ("zh", "Write: {text}", "请写:{text}", "has half-width punctuation at '写:'"),
        ("zh", "<b>Name</b>: {name}, yes", "<b>姓名</b>: {name}，是", "has half-width punctuation at '名:'"),
        ("zh", "{name}: yes", "{name}:是", "has half-width punctuation at ':'"),
        ("zh", "Yes (no)", "是 (否）", "has half-width punctuation at '('"),
        ("zh", "A letter of intent.", "一封信。", "says 'letter of intent' otherwise than 意向书"),
    ],
)
def test_a_broken_translation_is_named(language: str, text: str, translation: str, fault: str):
    assert faults(language, text, translation) == [fault]


def test_straight_quotes_are_only_remarked_on():
    assert faults("fr", "It's a “letter”.", "C'est une « lettre ».") == ["remark: has straight quotes"]
    assert faults("en", "It's a letter.", "It's a letter.") == []


def test_a_label_keeps_to_the_limit_in_its_notes():
    limit = "Translators: a button, at most 10 characters"
    assert faults("fr", "<b>Go</b>", "<b>1234567890</b>", limit) == []
    assert faults("fr", "Go", "12345678901", limit) == ["has 11 characters, more than 10"]


def test_a_fuzzy_translation_is_a_fault():
    entry = Entry("Hello.", None, (), ())
    message = Message("Hello.", "Bonjour.", flags=["fuzzy"])
    assert [fault.what for fault in faults_in("fr", message, entry)] == ["is marked as fuzzy"]


def test_a_sentence_that_is_counted_on_one_side_only_is_a_fault():
    entry = Entry("{n} word", "{n} words", (), ())
    found = [fault.what for fault in faults_in("fr", Message("{n} word", "{n} mot"), entry)]
    assert found == ["is counted in the source and not here, or here and not there"]


def test_plural_forms_are_complete_and_may_leave_the_count_out_where_it_is_certain():
    assert counted_faults("ru", "{n} слово из {all}", "{n} слова из {all}", "{n} слов из {all}") == []
    arabic = ("لا كلمات من {all}", "كلمة من {all}", "كلمتان من {all}", *["{n} كلمة من {all}"] * 3)
    assert counted_faults("ar", *arabic) == []
    assert counted_faults("ru", "{n} слово из {all}", "{n} слова из {all}") == [
        "has 2 plural forms where the language has 3"
    ]
    assert counted_faults("ru", "слово из {all}", "{n} слова", "") == [
        "has the placeholders {all}, not {all} {n} (form 0, for 1)",
        "has the placeholders {n}, not {all} {n} (form 1, for 2)",
        "is not translated (form 2, for 0)",
    ]


def test_plural_forms_are_known_by_the_numbers_that_take_them():
    assert [len(numbers_by_form(language)) for language in LANGUAGES] == [2, 2, 2, 3, 6, 1]
    assert numbers_by_form("en")[0] == (1,)
    assert numbers_by_form("fr")[0] == (0, 1)
    assert [numbers[:3] for numbers in numbers_by_form("ru")] == [(1, 21, 31), (2, 3, 4), (0, 5, 6)]
    assert [numbers[:3] for numbers in numbers_by_form("ar")] == [
        (0,),
        (1,),
        (2,),
        (3, 4, 5),
        (100, 101, 102),
        (11, 12, 13),
    ]


def test_of_terms_within_one_another_the_longest_is_asked_for():
    terms = read_glossary()
    assert list(broken_terms("The Partnership Advisory Group meets.", "伙伴关系咨询小组开会。", terms)) == []
    assert list(broken_terms("The Advisory Group meets.", "咨询小组开会。", terms)) == []
    assert list(broken_terms("Business plans of UNEP", "业务计划", terms)) == ["says 'UNEP' otherwise than 环境署"]


def test_every_term_has_six_languages_and_a_source():
    for term in read_glossary():
        assert set(term.words) == set(LANGUAGES)
        assert all(term.words.values())
        assert term.source
