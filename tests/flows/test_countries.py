"""Countries by whatever people call them."""

from __future__ import annotations

import pytest

from flows import countries
from flows.country_aliases import ALIASES, AMBIGUOUS
from flows.kinds import Country
from flows.tables import rows
from tests.flows.reading import LANGUAGES, facts, problem, shown, suggested, value

WHERE = Country("country", "In which country?")
# Two names that stand for different countries in different languages: the person's own language decides.
SHARED_BETWEEN_LANGUAGES = {"CG", "MF", "SX"}

CALLED = {
    "US": """
        USA | U.S.A. | us | United States of America | США | Соединённые Штаты Америки | 美国 | 美利坚合众国 |
        EEUU | EE. UU. | États-Unis | الولايات المتحدة الأمريكية | أمريكا
    """,
    "GB": """
        UK | u.k. | Great Britain | England | Royaume-Uni | Reino Unido | Великобритания | 英国 | بريطانيا
    """,
    "CI": """
        Ivory Coast | Côte d'Ivoire | Côte d’Ivoire | COTE D IVOIRE | Costa de Marfil | Кот-д'Ивуар |
        ساحل العاج | 科特迪瓦
    """,
    "CD": """
        DRC | RDC | DR Congo | Democratic Republic of the Congo | République démocratique du Congo |
        ДР Конго | 刚果（金） | 刚果(金)
    """,
    "CG": "Congo-Brazzaville | Republic of the Congo | Республика Конго | 刚果（布）",
    "KR": """
        South Korea | Republic of Korea | Korea, Republic of | 大韩民国 | 韩国 | Южная Корея | Corée du Sud |
        كوريا الجنوبية
    """,
    "KP": "North Korea | DPRK | Democratic People's Republic of Korea | 朝鲜 | КНДР",
    "TZ": """
        Tanzania | United Republic of Tanzania | 坦桑尼亚联合共和国 | République-Unie de Tanzanie | Tanzanía
    """,
    "TR": "Turkey | Türkiye | Turkiye | Turquía | Турция | 土耳其 | تركيا",
    "RU": "Russia | Россия | Российская Федерация | РФ | 俄罗斯联邦 | Fédération de Russie | الاتحاد الروسي",
    "CN": "China | КНР | PRC | People's Republic of China | 中国 | 中华人民共和国 | الصين",
    "AE": "الإمارات | الامارات العربية المتحدة | UAE | Emirates | ОАЭ | 阿联酋 | Émirats arabes unis",
    "NL": "Holland | Holanda | Hollande | The Netherlands | Pays-Bas | Нидерланды | 荷兰 | هولندا",
    "SY": "Syria | Syrian Arab Republic | 阿拉伯叙利亚共和国 | الجمهورية العربية السورية | سورية",
    "CZ": "Czech Republic | Czechia | 捷克共和国 | Чехия",
    "DE": """
        Germany | Federal Republic of Germany | Allemagne | Deutschland | 德国 | 德意志联邦共和国 | GERMANY |
        germany.
    """,
    "KE": """
        Kenya | Republic of Kenya | République du Kenya | República de Kenia | Республика Кения |
        جمهورية كينيا | 肯尼亚共和国
    """,
    "NO": "Norway | NO | Kingdom of Norway | Королевство Норвегия | NOR",
    "BA": """
        Bosnia and Herzegovina | Bosnia & Herzegovina | Bosnie-Herzégovine | Босния и Герцеговина |
        البوسنة والهرسك
    """,
    "LC": "St Lucia | St. Lucia | Saint Lucia | Sainte-Lucie",
    "CH": "CH | ch | CHE | Switzerland | Suisse | Suiza | Швейцария | سويسرا | 瑞士 | Swiss Confederation",
    "IR": "Iran | Iran (Islamic Republic of) | Iran, Islamic Republic of | ايران | إيران",
    "EG": "Egypt | مصر | مِصْر | جمهورية مصر العربية | Arab Republic of Egypt",
    "CK": "Cook Islands | Острова Кука | о-ва Кука",
    "MM": "Myanmar | Burma | Birmania | 缅甸",
    "LA": "Laos | Lao PDR | Lao People's Democratic Republic",
    "PS": "Palestine | State of Palestine | فلسطين | 巴勒斯坦",
    "CF": "Central African Republic | 中非 | ЦАР",
    "IT": "Italy | l'Italie | L’Italie | Italia",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "names"), CALLED.items())
def test_a_country_is_known_by_what_people_call_it(language: str, code: str, names: str) -> None:
    for name in names.split("|"):
        assert value(WHERE, name.strip(), language) == code, name


def test_there_are_249_countries_and_territories() -> None:
    assert len(countries.codes()) == 249
    assert {"TW", "PS", "AX", "UM"} <= countries.codes()
    assert not {"EU", "UN", "XK", "AC", "ZZ"} & countries.codes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_that_is_shown_can_be_typed_again(language: str) -> None:
    for code in countries.codes():
        spoken = shown(WHERE.show(code, facts(language)), language)
        if (code, language) == ("CG", "es"):
            continue  # "Congo" is asked about
        assert value(WHERE, spoken, language) == code, spoken
        assert value(WHERE, spoken.upper(), language) == code, spoken


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_known_in_another_language_too(language: str, reader: str) -> None:
    for code in countries.codes():
        found = countries.named(countries.name_in(language, code), reader)
        assert found == (code,) or (code in found and code in SHARED_BETWEEN_LANGUAGES), (code, found)


def test_every_code_is_known_in_capitals() -> None:
    for code in countries.codes():
        assert value(WHERE, code) == code


def test_no_other_name_stands_for_two_countries() -> None:
    seen: dict[str, str] = {}
    for of, names in rows(ALIASES):
        for name in names:
            key = countries._key(name)
            assert seen.setdefault(key, of) == of, name
            for language in LANGUAGES:
                assert countries._names(language).get(key, (of,)) == (of,), (name, language)
    assert set(seen.values()) <= countries.codes()
    assert all(set(codes.split()) <= countries.codes() for codes, _ in rows(AMBIGUOUS))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Germny", "DE"),
        ("Brazl", "BR"),
        ("Filland", "FI"),
        ("Ukrane", "UA"),
        ("Великобританния", "GB"),
        ("Suize", "CH"),
        ("Phillipines", "PH"),
        ("Columbia Republic", "CO"),
        ("Kazahstan", "KZ"),
        ("أندونسيا", "ID"),
        ("Camerun", "CM"),
    ],
)
def test_a_slip_is_asked_about(said: str, code: str) -> None:
    result = WHERE.read(said, facts())
    values = [s.value for s in getattr(result, "suggestions", ())] or [getattr(result, "value", None)]
    assert code in values, values
    assert len(values) <= 3


def test_a_country_among_other_words_is_asked_about() -> None:
    assert suggested(WHERE, "I live in France") == ["FR"]
    assert suggested(WHERE, "Paris, France") == ["FR"]
    assert suggested(WHERE, "Москва, Россия", "ru") == ["RU"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Congo", ["CG", "CD"]),
        ("Korea", ["KR", "KP"]),
        ("Virgin Islands", ["VG", "VI"]),
        ("刚果", ["CG", "CD"]),
        ("America", ["US"]),
    ],
)
def test_a_name_that_countries_share_is_asked_about(said: str, codes: list[str]) -> None:
    result = WHERE.read(said, facts())
    values = [s.value for s in getattr(result, "suggestions", ())] or [getattr(result, "value", None)]
    assert values == codes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("codes", "names"), [row for row in rows(AMBIGUOUS) if row[0] in ("CG CD", "KR KP")])
def test_congo_and_korea_are_asked_about_in_every_language(language: str, codes: str, names: tuple[str, ...]) -> None:
    for name in names:
        assert suggested(WHERE, name, language) == codes.split(), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("República del Congo", "CG"),
        ("Congo-Brazzaville", "CG"),
        ("République démocratique du Congo", "CD"),
        ("Republic of Korea", "KR"),
        ("República Popular Democrática de Corea", "KP"),
    ],
)
def test_the_official_name_of_a_congo_or_korea_is_taken(language: str, said: str, code: str) -> None:
    assert value(WHERE, said, language) == code


@pytest.mark.parametrize(
    "said", ["EU", "European Union", "欧盟", "ЕС", "Europe", "África", "Asie", "الشرق الأوسط", "Latin America", "全球"]
)
def test_a_region_is_no_country(said: str) -> None:
    for language in LANGUAGES:
        assert "region or a group of countries" in problem(WHERE, said, language)


@pytest.mark.parametrize("said", ["no", "it", "is", "me", "and", "la"])
def test_a_small_word_is_not_taken_for_a_code(said: str) -> None:
    assert suggested(WHERE, said) == [countries.like_a_code(said)]
    assert "country code" in problem(WHERE, said)


@pytest.mark.parametrize("said", ["", "xyzzy", "Kosovo", "Atlantis", "???", "123", "QQ", "👍", "a" * 500])
def test_what_is_no_country_gets_an_example(said: str) -> None:
    assert "Kenya" in problem(WHERE, said)
