"""Answers that are chosen: one option, several, yes or no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows.facts import Option, Read, Unclear
from flows.kinds import Choice, Consent, Several
from flows.kinds.choice import offered_by
from flows.wording import N_, say
from locales import voice
from tests.flows.reading import LANGUAGES, facts, problem, shown, suggested, value

OPTIONS = (
    Option("government", say(N_("National government"))),
    Option("ngo", say("Non-governmental organisation")),
    Option("academic", say("Academic institution")),
    Option("individual", say("Individual")),
    Option("accès", "Société d’État"),
)
ONE = Choice("category", "Which?", options=OPTIONS)
SOME = Several("areas", "Which?", options=OPTIONS)
OPEN_AREAS = Several("areas", "Which?", options=lambda facts: tuple(Option(a.key, a.name) for a in facts.areas), most=2)
AGREE = Consent("support", "Do you?", yes=N_("Yes, I state our support"), no="No")


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("2", "ngo"),
        ("٢", "ngo"),
        ("۲", "ngo"),
        ("２", "ngo"),
        (" 2. ", "ngo"),
        ("2)", "ngo"),
        ("№ 2", "ngo"),
        ("no. 2", "ngo"),
        ("#4", "individual"),
        ("individual", "individual"),
        ("ACADEMIC INSTITUTION", "academic"),
        ("“Academic institution”", "academic"),
        ("acad", "academic"),
        ("non governmental", "ngo"),
        ("societe d'etat", "accès"),
        ("government", "government"),
        ("3. Academic institution", "academic"),
    ],
)
def test_an_option_is_understood_by_number_words_or_beginning(said: str, chosen: str) -> None:
    assert value(ONE, said) == chosen


def test_words_close_to_an_option_are_asked_about() -> None:
    assert suggested(ONE, "acadmic instituton") == ["academic"]
    assert problem(ONE, "acadmic instituton") == "“acadmic instituton” is none of the options."


@pytest.mark.parametrize("said", ["done", "fin", "none", "ok"])
def test_done_is_not_taken_for_money(said: str) -> None:
    bring = Choice("kind", "What?", options=(Option("money", "Money"), Option("people", "People"), Option("x", "Data")))
    assert suggested(bring, said) == []
    assert suggested(bring, "mony") == ["money"]


def test_a_beginning_that_two_options_share_is_asked_about() -> None:
    two = Choice("a", "b", options=(Option("x", "Gold mining"), Option("y", "Gold trade")))
    assert suggested(two, "gold") == ["x", "y"]


@pytest.mark.parametrize("said", ["0", "9", "٩", "12"])
def test_a_number_beyond_the_options_is_told_their_range(said: str) -> None:
    assert "from 1 to 5" in problem(ONE, said)


@pytest.mark.parametrize("said", ["", "xyz", "👍", "a"])
def test_what_is_no_option_is_told_how_to_choose(said: str) -> None:
    assert "press a button" in problem(ONE, said)


def test_a_press_is_taken_only_for_what_is_offered() -> None:
    assert ONE.read_option("ngo", facts()) == Read("ngo")
    assert isinstance(ONE.read_option("gone", facts()), Unclear)


def test_an_option_that_is_gone_still_shows() -> None:
    assert shown(ONE.show("ngo", facts())) == "Non-governmental organisation"
    assert shown(ONE.show("gone", facts())) == "gone"
    assert shown(SOME.show(["ngo", "gone"], facts())) == "Non-governmental organisation; gone"


def test_a_copied_question_offers_the_same() -> None:
    assert offered_by(replace(ONE, key="other"), facts()) == OPTIONS


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("2", ["ngo"]),
        ("2, 4", ["ngo", "individual"]),
        ("4,2", ["ngo", "individual"]),
        ("2 4", ["ngo", "individual"]),
        ("2 и 4", ["ngo", "individual"]),
        ("2、4", ["ngo", "individual"]),
        ("٢ و ٤", ["ngo", "individual"]),
        ("٢، ٤", ["ngo", "individual"]),
        ("2 et 4", ["ngo", "individual"]),
        ("2 y 4", ["ngo", "individual"]),
        ("1 and 2 and 1", ["government", "ngo"]),
        ("individual, government", ["government", "individual"]),
        ("Individual and academic", ["academic", "individual"]),
        ("all", ["government", "ngo", "academic", "individual", "accès"]),
        ("все", ["government", "ngo", "academic", "individual", "accès"]),
        ("全部", ["government", "ngo", "academic", "individual", "accès"]),
    ],
)
def test_several_options_are_understood_at_once(said: str, chosen: list[str]) -> None:
    assert value(SOME, said) == chosen


def test_an_option_with_a_comma_in_its_words_is_one_option() -> None:
    question = Several("a", "b", options=(Option("x", "Air, water and land"), Option("y", "Waste")))
    assert value(question, "air, water and land") == ["x"]


def test_a_part_that_is_no_option_is_named() -> None:
    assert "banana" in problem(SOME, "individual, banana")
    assert suggested(SOME, "individual, acadmic institution") == [["academic"]]


def test_a_number_beyond_the_options_is_named_among_several() -> None:
    assert "no option 7" in problem(SOME, "1, 7")


def hint(question: Several, **given: Any) -> str:
    return voice("en").plain(question.hints(facts(**given))[0])


def test_the_example_of_numbers_names_only_options_that_there_are() -> None:
    areas = facts().areas
    assert hint(SOME) == "Tick all that apply, or send their numbers, for example 1, 3."
    assert hint(OPEN_AREAS, areas=areas[:2]) == "Tick all that apply, or send their numbers, for example 1, 2."
    assert hint(OPEN_AREAS, areas=areas[:1]) == "Tick it, or send its number: 1."
    assert problem(OPEN_AREAS, "xyz", areas=areas[:2]).endswith("or send numbers, for example 1, 2.")
    assert hint(replace(OPEN_AREAS, most=1)).endswith("for example 1.")


def test_options_may_depend_on_the_facts() -> None:
    assert value(OPEN_AREAS, "gold mining, waste") == ["gold", "waste"]
    assert offered_by(OPEN_AREAS, facts(areas=())) == ()


def test_ticks_are_kept_in_the_options_order_and_within_bounds() -> None:
    assert OPEN_AREAS.read_ticks(("waste", "gold"), facts()) == Read(["gold", "waste"])
    assert "2 options at most" in problem(OPEN_AREAS, "all")
    assert isinstance(OPEN_AREAS.read_ticks((), facts()), Unclear)
    assert len(OPEN_AREAS.hints(facts())) == 2


YES = {
    "en": ["yes", "Yes.", "y", "yeah", "OK", "I agree", "sure", "Of course", "I confirm"],
    "fr": ["oui", "Oui !", "d’accord", "j'accepte", "bien sûr", "je confirme"],
    "es": ["sí", "si", "SÍ", "de acuerdo", "acepto", "claro", "confirmo"],
    "ru": ["да", "Да", "конечно", "согласен", "согласна", "подтверждаю"],
    "ar": ["نعم", "نَعَم", "موافق", "أوافق", "اوافق", "أجل"],
    "zh": ["是", "是的", "同意", "我同意", "好的", "对", "确认"],
}
NO = {
    "en": ["no", "No.", "nope", "I do not agree", "no thanks"],
    "fr": ["non", "je refuse", "pas d'accord", "non merci"],
    "es": ["no", "no acepto", "no gracias"],
    "ru": ["нет", "не согласен", "отказываюсь"],
    "ar": ["لا", "كلا", "لا أوافق", "أرفض"],
    "zh": ["否", "不", "不是", "不同意", "不行"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "agreed"), [(w, True) for ws in YES.values() for w in ws] + [(w, False) for ws in NO.values() for w in ws]
)
def test_yes_and_no_are_understood_in_every_language(language: str, said: str, agreed: bool) -> None:
    assert value(AGREE, said, language) is agreed


@pytest.mark.parametrize(
    ("said", "agreed"),
    [("👍", True), ("👍🏽", True), ("✅", True), ("👎", False), ("❌", False), ("1", True), ("2", False), ("٢", False)],
)
def test_thumbs_and_numbers_say_yes_and_no(said: str, agreed: bool) -> None:
    assert value(AGREE, said) is agreed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_buttons_are_understood_in_each_language(language: str) -> None:
    for option, agreed in zip(AGREE.options(facts(language)), (True, False), strict=True):
        assert value(AGREE, facts(language).tell(say(option.label.text)), language) is agreed  # type: ignore[union-attr]


@pytest.mark.parametrize("said", ["perhaps", "👍👎", "", "yes and no", "3", "👍 but later"])
def test_what_is_neither_yes_nor_no_is_asked_again(said: str) -> None:
    assert "press one of the two buttons" in problem(AGREE, said)


def test_what_must_be_agreed_to_can_be_left_but_not_refused() -> None:
    must = Consent("a", "b", must=True)
    assert must.read_option("yes", facts()) == Read(True)
    assert "come back at any time" in problem(must, "no")


def test_consent_is_shown_in_the_words_of_its_button() -> None:
    assert shown(AGREE.show(True, facts())) == "Yes, I state our support"
    assert shown(AGREE.show(False, facts())) == "No"


@pytest.mark.parametrize(
    "said", ["oui, bien sûr", "Yes, of course.", "да, поддерживаю", "نعم، نؤيد", "支持", "we support", "apoyamos"]
)
def test_support_said_in_other_words_is_a_yes(said: str) -> None:
    assert value(AGREE, said) is True


def test_yes_and_no_at_once_is_neither() -> None:
    assert "I cannot tell" in problem(AGREE, "yes, no")
