"""What was understood is said back where it is put in other words than those that were typed."""

from __future__ import annotations

import pytest

from flows.facts import Read
from flows.framework import CURRENT
from flows.kinds import Choice
from flows.letter import KINDS
from tests.flows.conversation import plainly
from tests.flows.forms import letter
from tests.flows.reading import facts, suggested, value

CATEGORY = Choice("category", "Which?", options=CURRENT.categories)
KIND = Choice("kind", "What?", options=KINDS)


@pytest.mark.parametrize(
    ("where", "typed", "note"),
    [
        ("category", "university", "Noted: Academic institution"),
        ("category", "1", "Noted: National government"),
        ("country", "UK", "Noted: United Kingdom"),
        ("country", "Brasil", "Noted: Brazil"),
        ("website", "www.example.org", "Noted: https://www.example.org"),
        ("email", "Amina <amina@example.org>", "Noted: amina@example.org"),
        ("phone", "020 2730808", "Noted: +254 20 2730808"),
        ("support", "ok", "Noted: Yes, the letter states it"),
        ("areas", "2, 5", "Noted: Mercury cell chlor-alkali production; Mercury releases from coal combustion"),
        ("contributions.1.kind", "1", "Noted: Money"),
        ("contributions.1.when", "03/2026 - 06/2027", "Noted: from March 2026 to June 2027"),
    ],
)
def test_what_was_understood_is_said_before_the_next_question(where, typed, note):
    assert letter(where).say(typed).notes == (note,)


@pytest.mark.parametrize(
    ("where", "typed"),
    [
        ("category", "academic institution"),
        ("country", "kenya."),
        ("website", "https://www.example.org"),
        ("email", "amina@example.org"),
        ("phone", "+254 20 2730808"),
        ("contributions.1.when", "from March 2026 to June 2027"),
        ("person", "Amina  Yusuf"),
    ],
)
def test_nothing_is_said_where_it_is_what_was_typed(where, typed):
    assert letter(where).say(typed).notes == ()


def test_a_correction_says_too_what_was_understood():
    c = letter("country").say("Kenya").edit_message("UK")
    assert c.notes == ("Corrected: Country", "Noted: United Kingdom")


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("government", "ministry, Ministère, Ministerio, министерство, وزارة, الوزارة, 部委, 政府"),
        ("regional", "EU, Union européenne, Unión Europea, Евросоюз, الاتحاد الأوروبي, 欧盟"),
        ("international", "UN, the UN, ONU, ООН, الأمم المتحدة, 联合国"),
        (
            "industry",
            "company, a company, companies, business, entreprise, empresa, компания, شركة, 公司, 我们是一家公司",
        ),
        ("ngo", "NGO, NGOs, foundation, ONG, une ONG, fondation, fundacion, НПО, фонд, جمعية خيرية, 基金会"),
        ("academic", "university, A University, l’université, universidad, университет, جامعة, الجامعة, 大学"),
        ("entity", "municipality, hospital, mairie, municipio, больница, بلدية, 医院"),
        ("individual", "person, I, I am a student, particulier, persona, частное лицо, شخص, أنا, 个人, 我"),
    ],
)
def test_everyday_words_name_a_category_in_six_languages(category, words):
    for word in words.split(", "):
        assert value(CATEGORY, word) == category, word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("association", ["industry", "ngo"]),
        ("organisation", ["international", "industry", "ngo"]),
        ("организация", ["international", "industry", "ngo"]),
        ("مؤسسة", ["industry", "ngo", "academic", "entity"]),
        ("协会", ["industry", "ngo"]),
        ("University of Nairobi", ["academic"]),
        ("we are a small NGO in Kenya", ["ngo"]),
        ("北京大学", ["academic"]),
        ("univercity", ["academic"]),
        ("xyz", []),
        ("done", []),
    ],
)
def test_words_that_fit_several_categories_or_stand_among_others_are_asked_about(typed, meant):
    assert suggested(CATEGORY, typed) == meant


def test_words_that_fit_several_are_asked_about_in_one_sentence():
    c = letter("category").say("association")
    assert c.notes == ("“association” fits more than one of the options.",)
    assert c.asked == "Did you mean one of these? If not, please write it again."
    assert c.press("Industry or business organisation").value("category") == "industry"


def test_the_note_is_in_the_language_of_the_person():
    result = CATEGORY.read("大学", facts("zh"))
    assert isinstance(result, Read)
    assert plainly(result.note, "zh") == "已记录：学术机构"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("funds", "funding, a grant, financement, dinero, деньги, تمويل, 资金"),
        ("inkind", "equipment, in kind, personnel, locaux, en especie, оборудование, معدات, 设备"),
        ("expertise", "advice, technical assistance, conseils, asesoramiento, опыт, الخبرة, 技术援助"),
        ("project", "a pilot project, programme, proyectos, проект, مشروع, 试点项目"),
        ("research", "monitoring, data, études, datos, мониторинг, رصد, 监测"),
        ("technology", "mercury-free, retorts, sans mercure, tecnología, технологии, تكنولوجيا, 无汞技术"),
        ("training", "workshops, capacity building, formation, talleres, обучение, التدريب, 培训"),
        ("awareness", "a campaign, sensibilisation, campañas, кампания, توعية, 宣传"),
        ("policy", "laws, legislation, réglementation, leyes, законодательство, قوانين, 法规"),
        ("other", "other, autre chose, otra cosa, другое, شيء آخر, 其他"),
    ],
)
def test_everyday_words_name_a_contribution_in_six_languages(kind, words):
    for word in words.split(", "):
        assert value(KIND, word) == kind, word


def test_no_word_for_a_contribution_stands_in_two_rows():
    heard: dict[str, str] = {}
    for option in KINDS:
        for word in option.also:
            assert heard.setdefault(word, option.id) == option.id, word
