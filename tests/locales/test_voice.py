"""What each language makes of a `Say`."""

from __future__ import annotations

import html
import logging
import re
import warnings
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.wording import (
    LANGUAGES,
    Country,
    Day,
    Moment,
    Money,
    Param,
    Say,
    Several,
    Span,
    WebAddress,
    as_is,
    say,
    say_n,
)
from locales import Voice, WordingWarning, formats, voice
from locales.catalogue import Catalogue
from tests.locales.conftest import Speaking

HELLO = "Hello, {name}. You are at <b>{place}</b>."
WORDS = ("{n} word", "{n} words")
RUSSIAN_WORDS = ("{n} слово", "{n} слова", "{n} слов")
ARABIC_WORDS = ("لا كلمات", "كلمة واحدة", "كلمتان", "{n} كلمات", "{n} كلمة", "{n} كلمة (كثيرة)")

FSI, PDI = "\u2068", "\u2069"


def isolated(text: str) -> str:
    return f"{FSI}{text}{PDI}"


# Sentences and their parameters


def test_a_sentence_is_spoken_with_what_a_person_wrote(speaking: Speaking):
    french = speaking("fr", {HELLO: "Bonjour, {name}. Vous êtes à <b>{place}</b>."})
    greeting = say(HELLO, name="Ana <3", place="R&D")
    assert french.plain(greeting) == "Bonjour, Ana <3. Vous êtes à R&D."
    assert french.html(greeting) == "Bonjour, Ana &lt;3. Vous êtes à <b>R&amp;D</b>."


def test_only_bold_and_italic_of_the_catalogue_are_markup(speaking: Speaking):
    english = speaking("en", {"<b>Q & A</b> <u>x</u>": "<b>Q & A</b> <u>x</u>"})
    assert english.html(Say("<b>Q & A</b> <u>x</u>")) == "<b>Q &amp; A</b> &lt;u&gt;x&lt;/u&gt;"
    assert english.plain(Say("<b>Q & A</b> <u>x</u>")) == "Q & A <u>x</u>"


def test_a_placeholder_in_what_a_person_wrote_stands_for_itself(speaking: Speaking):
    english = speaking("en", {HELLO: HELLO})
    assert english.plain(say(HELLO, name="{place}", place="{name}")) == "Hello, {place}. You are at {name}."


def test_a_sentence_within_a_sentence_is_translated_too(speaking: Speaking):
    french = speaking("fr", {"Choose {what}.": "Choisissez {what}.", "a <b>date</b>": "une <b>date</b>"})
    inner = say("Choose {what}.", what=Say("a <b>date</b>"))
    assert french.plain(inner) == "Choisissez une date."
    assert french.html(inner) == "Choisissez une <b>date</b>."


def test_a_placeholder_alone_needs_no_catalogue(speaking: Speaking, caplog: pytest.LogCaptureFixture):
    assert speaking("ru", {}).html(say("<b>{it}</b>", it="R&D")) == "<b>R&amp;D</b>"
    assert not caplog.records


def test_an_empty_sentence_says_nothing():
    assert voice("fr").html(Say("")) == ""


# Isolation of directions


def test_arabic_isolates_every_inserted_piece(speaking: Speaking):
    arabic = speaking("ar", {"{who} {when} {n}": "{who} في {when}، {n}"})
    spoken = arabic.plain(say("{who} {when} {n}", who="UNEP", when=Day("2026-03-01"), n=1234))
    assert spoken == f"{isolated('UNEP')} في {isolated('1 مارس 2026')}، {isolated('1,234')}"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_left_to_right_languages_isolate_only_what_runs_to_the_left(language: str):
    assert voice(language).param("Ana") == "Ana"
    assert voice(language).param("Çağrı 汞 ртуть") == "Çağrı 汞 ртуть"
    assert voice(language).param("آنا (UNEP)") == isolated("آنا (UNEP)")
    assert voice(language).param("דנה") == isolated("דנה")
    assert voice(language).param("a\u202eb") == isolated("a\u202eb")


def test_every_line_is_isolated_by_itself_since_an_isolate_ends_with_its_paragraph():
    assert voice("ar").param("one\n\ntwo") == f"{isolated('one')}\n\n{isolated('two')}"


def test_isolates_within_what_a_person_wrote_are_paired():
    assert voice("ar").param(f"a{PDI}b") == isolated("ab")
    assert voice("ar").param(f"a{FSI}b") == isolated(f"a{FSI}b{PDI}")
    assert voice("ar").param(f"a{FSI}b{PDI}") == isolated(f"a{FSI}b{PDI}")


PARAGRAPH_ENDS = re.compile("[\n\r\x1c-\x1e\x85\u2029]")
TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'{}\n\u2066\u2068\u2069\u202eאب")))


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_what_a_person_wrote_comes_out_whole_and_cannot_break_html(text: str, language: str):
    sentence = "<b>{text}</b> & <i>{text}</i>"
    spoken = Voice(language, Catalogue(None)).html(say(sentence, text=text))
    body = spoken.removeprefix("<b>").removesuffix("</i>")
    first, between, second = body.partition("</b> &amp; <i>")
    assert between
    assert first == second
    assert "<" not in first
    assert ">" not in first
    assert without_isolates(html.unescape(first)) == without_isolates(text)
    assert all(isolates_are_paired(paragraph) for paragraph in PARAGRAPH_ENDS.split(first))


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_plain_text_holds_what_a_person_wrote_as_it_is(text: str, language: str):
    assert without_isolates(voice(language).param(text)) == without_isolates(text)


def without_isolates(text: str) -> str:
    return "".join(character for character in text if character not in "\u2066\u2067\u2068\u2069")


def isolates_are_paired(paragraph: str) -> bool:
    """Whether a paragraph's isolates are paired: none open at its end, none closed that was not open."""
    depth = 0
    for character in paragraph:
        depth += (character in "\u2066\u2067\u2068") - (character == PDI)
        if depth < 0:
            return False
    return depth == 0


# Counting


@pytest.mark.parametrize(
    ("n", "english", "russian", "arabic"),
    [
        (0, "0 words", "0 слов", "لا كلمات"),
        (1, "1 word", "1 слово", "كلمة واحدة"),
        (2, "2 words", "2 слова", "كلمتان"),
        (3, "3 words", "3 слова", f"{isolated('3')} كلمات"),
        (11, "11 words", "11 слов", f"{isolated('11')} كلمة (كثيرة)"),
        (21, "21 words", "21 слово", f"{isolated('21')} كلمة (كثيرة)"),
        (100, "100 words", "100 слов", f"{isolated('100')} كلمة"),
        (1234, "1,234 words", "1\u00a0234 слова", f"{isolated('1,234')} كلمة (كثيرة)"),
    ],
)
def test_counting_takes_the_plural_form_of_the_language(
    speaking: Speaking, n: int, english: str, russian: str, arabic: str
):
    words = say_n(*WORDS, n)
    assert speaking("en", {WORDS: WORDS}).plain(words) == english
    assert speaking("ru", {WORDS: RUSSIAN_WORDS}).plain(words) == russian
    assert speaking("ar", {WORDS: ARABIC_WORDS}).plain(words) == arabic
    assert speaking("zh", {WORDS: ("{n}字",)}).plain(words) == english.split(maxsplit=1)[0] + "字"


@pytest.mark.parametrize(("n", "french"), [(0, "0 mot"), (1, "1 mot"), (2, "2 mots")])
def test_nothing_is_singular_in_french(speaking: Speaking, n: int, french: str):
    assert speaking("fr", {WORDS: ("{n} mot", "{n} mots")}).plain(say_n(*WORDS, n)) == french


def test_the_count_fills_its_placeholder_without_being_named(speaking: Speaking):
    assert speaking("en", {WORDS: WORDS}).plain(Say(WORDS[0], plural=WORDS[1], count=2)) == "2 words"


# Numbers, dates, countries, money, lists


@pytest.mark.parametrize(
    ("language", "year", "month", "day"),
    [
        ("en", "2026", "March 2026", "1 March 2026"),
        ("fr", "2026", "mars 2026", "1er mars 2026"),
        ("es", "2026", "marzo de 2026", "1 de marzo de 2026"),
        ("ru", "2026", "март 2026\u202fг.", "1 марта 2026\u202fг."),
        ("ar", isolated("2026"), isolated("مارس 2026"), isolated("1 مارس 2026")),
        ("zh", "2026年", "2026年3月", "2026年3月1日"),
    ],
)
def test_a_date_is_as_precise_as_it_was_given(language: str, year: str, month: str, day: str):
    spoken = [voice(language).param(Day(iso)) for iso in ("2026", "2026-03", "2026-03-01")]
    assert spoken == [year, month, day]


@pytest.mark.parametrize("iso", ["", "soon", "2026-13", "2026-02-30", "٢٠٢٦"])
def test_what_is_no_date_is_shown_as_it_stands(iso: str):
    assert voice("en").param(Day(iso)) == iso


@pytest.mark.parametrize(
    ("language", "both", "end_open", "start_open", "no_dates"),
    [
        ("en", "from March 2026 to 2027", "from March 2026", "until 2027", "no dates given"),
        ("fr", "mars 2026 – 2027", "à partir de\u00a0: mars 2026", "jusqu’à\u00a0: 2027", "aucune date indiquée"),
        ("es", "marzo de 2026 – 2027", "a partir de: marzo de 2026", "hasta: 2027", "sin fechas indicadas"),
        (
            "ru",
            "март 2026\u202fг. — 2027",
            "начало: март 2026\u202fг.",
            "окончание: 2027",
            "даты не указаны",
        ),
        (
            "ar",
            f"من {isolated('مارس 2026')} إلى {isolated('2027')}",
            f"ابتداءً من {isolated('مارس 2026')}",
            f"حتى {isolated('2027')}",
            "لم تُذكر أي تواريخ",
        ),
        ("zh", "2026年3月至2027年", "自2026年3月起", "至2027年止", "未注明日期"),
    ],
)
def test_a_period_may_be_open_at_either_end(language: str, both: str, end_open: str, start_open: str, no_dates: str):
    start, end = Day("2026-03"), Day("2027")
    spans = [Span(start, end), Span(start, None), Span(None, end), Span(None, None)]
    assert [voice(language).param(span) for span in spans] == [both, end_open, start_open, no_dates]


@pytest.mark.parametrize(
    ("language", "integer", "fraction", "money"),
    [
        ("en", "1,234,567", "0.12345", "US$12,500.00"),
        ("fr", "1\u202f234\u202f567", "0,12345", "12\u202f500,00\u00a0$US"),
        ("es", "1.234.567", "0,12345", "12.500,00\u00a0US$"),
        ("ru", "1\u00a0234\u00a0567", "0,12345", "12\u00a0500,00\u00a0$"),
        ("ar", isolated("1,234,567"), isolated("0.12345"), isolated("\u200f12,500.00\u00a0US$\u200e")),
        ("zh", "1,234,567", "0.12345", "US$12,500.00"),
    ],
)
def test_numbers_and_money_are_written_as_the_language_writes_them(
    language: str, integer: str, fraction: str, money: str
):
    params: list[Param] = [1234567, Decimal("0.12345"), Money(Decimal(12500), "USD")]
    assert [voice(language).param(param) for param in params] == [integer, fraction, money]


@pytest.mark.parametrize(
    ("language", "switzerland", "listed"),
    [
        ("en", "Switzerland", "a, b and c"),
        ("fr", "Suisse", "a, b et c"),
        ("es", "Suiza", "a, b y c"),
        ("ru", "Швейцария", "a, b и c"),
        ("ar", isolated("سويسرا"), f"{isolated('a')} و{isolated('b')} و{isolated('c')}"),
        ("zh", "瑞士", "a、b、c"),
    ],
)
def test_countries_and_lists_are_named_in_the_language(language: str, switzerland: str, listed: str):
    assert voice(language).param(Country("CH")) == switzerland
    assert voice(language).param(Several(("a", "b", "c"))) == listed
    assert voice(language).param(Several(())) == ""


def test_a_country_is_called_as_the_united_nations_call_it():
    assert voice("ru").param(Country("KG")) == "Кыргызстан"


@pytest.mark.parametrize(
    ("language", "either", "apart", "commas"),
    [
        ("en", "a, b or c", "a; b; c", "a, b, c"),
        ("fr", "a, b ou c", "a\u00a0; b\u00a0; c", "a, b, c"),
        ("es", "a, b o c", "a; b; c", "a, b, c"),
        ("ru", "a, b или c", "a; b; c", "a, b, c"),
        (
            "ar",
            "\u2068a\u2069 أو \u2068b\u2069 أو \u2068c\u2069",
            "\u2068a\u2069؛ \u2068b\u2069؛ \u2068c\u2069",
            "\u2068a\u2069، \u2068b\u2069، \u2068c\u2069",
        ),
        ("zh", "a、b或c", "a、b、c", "a、b、c"),
    ],
)
def test_a_list_is_joined_as_it_is_meant(language: str, either: str, apart: str, commas: str) -> None:
    speaker = voice(language)
    assert speaker.param(Several(("a", "b", "c"), "or")) == either
    assert speaker.param(Several(("a", "b", "c"), "apart")) == apart
    assert speaker.param(Several(("a", "b", "c"), "commas")) == commas


def test_a_list_mixes_kinds_and_stays_escaped_in_html(speaking: Speaking):
    english = speaking("en", {"{all}.": "{all}."})
    mixed = say("{all}.", all=Several(("<b>{0}", Country("BA"), 2)))
    assert english.html(mixed) == "&lt;b&gt;{0}, Bosnia &amp; Herzegovina and 2."


def test_a_country_that_is_in_no_list_is_shown_by_its_code():
    assert voice("en").param(Country("XQ")) == "XQ"


# What goes wrong


def test_a_sentence_that_the_catalogue_lacks_is_said_in_english_and_logged_once(
    speaking: Speaking, caplog: pytest.LogCaptureFixture
):
    russian = speaking("ru", {})
    with caplog.at_level(logging.ERROR, logger="locales.voice"):
        assert russian.plain(Say("A sentence of this test alone.")) == "A sentence of this test alone."
        assert russian.html(Say("A sentence of this test alone.")) == "A sentence of this test alone."
    assert [record.getMessage() for record in caplog.records] == [
        "the catalogue of ru lacks 'A sentence of this test alone.'"
    ]
    assert russian.plain(say_n(*WORDS, 1)) == "1 word"
    assert russian.plain(say_n(*WORDS, 5)) == "5 words"


def test_a_placeholder_that_nothing_fills_is_an_error_in_tests(speaking: Speaking):
    with pytest.raises(WordingWarning, match=r"nothing fills \{place\}"):
        speaking("fr", {HELLO: HELLO}).html(say(HELLO, name="Ana"))


def test_a_placeholder_that_nothing_fills_never_leaves_a_person_without_an_answer(speaking: Speaking):
    french = speaking("fr", {"Hello, {name}.": "Bonjour, {nom}.", HELLO: "{name}, {place}"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WordingWarning)
        assert french.plain(say("Hello, {name}.", name="Ana")) == "Hello, Ana."
        assert french.html(say(HELLO, name="<A>")) == "Hello, &lt;A&gt;. You are at <b>{place}</b>."


# Voices


def test_a_voice_is_made_once_and_a_strange_language_is_answered_in_english():
    assert voice("ar") is voice("ar")
    assert voice("xx") is voice("en")
    assert [voice(language).direction for language in LANGUAGES] == ["ltr", "ltr", "ltr", "ltr", "rtl", "ltr"]
    assert voice("zh").language_name == "中文"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_is_a_link_that_no_invisible_character_belongs_to(language):
    url = "https://example.org/chat?start=a&b=c"
    said = voice(language).html(as_is(WebAddress(url)))
    assert said.strip("\u2068\u2069") == (
        '<a href="https://example.org/chat?start=a&amp;b=c">https://example.org/chat?start=a&amp;b=c</a>'
    )
    assert url in voice(language).plain(as_is(WebAddress(url)))


# Moments


AT = datetime(2026, 3, 3, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday, 3 March 2026, 14:00 (Geneva time)"),
        ("fr", "mardi 3 mars 2026, 14:00 (Genève time)"),
        ("es", "martes, 3 de marzo de 2026, 14:00 (Ginebra time)"),
        ("ru", "вторник, 3 марта 2026\u202fг., 14:00 (Женева time)"),
        ("ar", f"{isolated('الثلاثاء، 3 مارس 2026، 14:00')} ({isolated('جنيف')} time)"),
        ("zh", "2026年3月3日星期二 14:00 (日内瓦 time)"),
    ],
)
def test_a_moment_is_told_with_its_weekday_and_whose_clock_it_is(speaking: Speaking, language: str, said: str):
    spoken = speaking(language, {"{when} ({city} time)": "{when} ({city} time)"})
    assert spoken.plain(say("{it}", it=Moment(AT, "Europe/Zurich"))) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("UTC", "Tuesday, 3 March 2026, 13:00 (UTC)"),
        ("Etc/GMT-3", "Tuesday, 3 March 2026, 16:00 (UTC+3)"),
        ("Etc/GMT+5", "Tuesday, 3 March 2026, 08:00 (UTC−5)"),
        ("America/Sao_Paulo", "Tuesday, 3 March 2026, 10:00 (São Paulo time)"),
        ("Pacific/Apia", "Wednesday, 4 March 2026, 02:00 (Apia time)"),
        ("Asia/Kathmandu", "Tuesday, 3 March 2026, 18:45 (Kathmandu time)"),
    ],
)
def test_the_day_of_a_moment_is_the_one_where_its_clock_hangs(speaking: Speaking, zone: str, said: str):
    sentences = ("{when} ({city} time)", "{when} ({zone})")
    assert speaking("en", dict(zip(sentences, sentences, strict=True))).param(Moment(AT, zone)) == said


def test_the_hour_that_comes_twice_in_autumn_is_told_by_the_clock():
    before, after = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    told = [formats.moment("en", at, "Europe/Zurich") for at in (before, after)]
    assert told == ["Sunday, 25 October 2026, 02:30"] * 2
