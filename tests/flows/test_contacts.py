"""E-mail addresses, telephone numbers and web pages."""

from __future__ import annotations

import pytest

from flows.facts import Read
from flows.kinds import Email, Link, Phone
from tests.flows.reading import LANGUAGES, facts, problem, shown, suggested, value

MAIL = Email("email", "At which address?")
PHONE = Phone("phone", "At which number?")
LINK = Link("website", "Is there a website?")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("ana@example.org", "ana@example.org"),
        ("  Ana@EXAMPLE.org. ", "Ana@example.org"),
        ("Ana Lima <ana@example.org>", "ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("my address: ana@example.org", "ana@example.org"),
        ("“ana@example.org”", "ana@example.org"),
        ("ana＠example．org", "ana@example.org"),
        ("\u200eana@example.org\u200f", "ana@example.org"),
        ("o’brien@example.org", "o'brien@example.org"),
        ("ana+gmp@mail.example.co.uk", "ana+gmp@mail.example.co.uk"),
        ("用户@例子.中国", "用户@例子.中国"),
        ("ana@xn--e1afmkfd.xn--p1ai", "ana@пример.рф"),
        ("ana@example.org, ana@example.org", "ana@example.org"),
    ],
)
def test_an_address_is_read_as_people_send_it(language: str, said: str, address: str) -> None:
    assert value(MAIL, said, language) == address
    assert value(MAIL, shown(MAIL.show(address, facts(language)), language), language) == address


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ana at example dot org", ["ana@example.org"]),
        ("ana (at) example (dot) org", ["ana@example.org"]),
        ("ana arroba example punto org", ["ana@example.org"]),
        ("ana собака example точка org", ["ana@example.org"]),
        ("ana @ example . org", ["ana@example.org"]),
        ("ana@gmial.com", ["ana@gmail.com", "ana@gmial.com"]),
        ("ana@example.con", ["ana@example.com", "ana@example.con"]),
        ("ana@a.org, bob@b.org", ["ana@a.org", "bob@b.org"]),
        ("ana@a.org;bob@b.org", ["ana@a.org", "bob@b.org"]),
    ],
)
def test_an_address_that_may_be_meant_is_asked_about(said: str, meant: list[str]) -> None:
    assert suggested(MAIL, said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "ana@@example.org",
        "a..b@c.org",
        "ana,lima@example.org",
        "ana@localhost",
        "ana@10.0.0.1",
        "👍",
        "@",
        "a" * 300 + "@example.org",
    ],
)
def test_what_is_no_address_gets_an_example(said: str) -> None:
    assert "name@example.org" in problem(MAIL, said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("+41 22 797 34 60", "+41227973460"),
        ("+41227973460", "+41227973460"),
        ("0041 22 797 34 60", "+41227973460"),
        ("٠٠٤١ ٢٢ ٧٩٧ ٣٤٦٠", "+41227973460"),
        ("+۴۱ ۲۲ ۷۹۷ ۳۴۶۰", "+41227973460"),
        ("＋４１　２２　７９７　３４６０", "+41227973460"),
        ("٤١٢٢٧٩٧٣٤٦٠+", "+41227973460"),
        ("\u202a+41 22 797 34 60\u202c", "+41227973460"),
        ("+41\u00a022\u202f797\u00a034\u00a060", "+41227973460"),
        ("+41 (0)22 797 34 60", "+41227973460"),
        ("+41 (0) 22/797-34-60", "+41227973460"),
        ("(+41 22) 797 3460", "+41227973460"),
        ("tel:+41-22-797-34-60", "+41227973460"),
        ("Tel. +41 22 797 34 60", "+41227973460"),
        ("Тел.: +7 (495) 123-45-67", "+74951234567"),
        ("هاتف: +٢٠ ٢ ٢٥٧٩ ٥٦٠٠", "+20225795600"),
        ("电话：+86 10 6649 5566", "+861066495566"),
        ("+41 22 797 34 60 ext. 12", "+41227973460;ext=12"),
        ("+33 1 44 37 14 50 poste 12", "+33144371450;ext=12"),
        ("+7 (495) 123-45-67 доб. 89", "+74951234567;ext=89"),
        ("+86 10 6649 5566 分机 12", "+861066495566;ext=12"),
        ("+861066495566转12", "+861066495566;ext=12"),
        ("+41227973460;ext=12", "+41227973460;ext=12"),
        ("+254 712 345678", "+254712345678"),
    ],
)
def test_an_international_number_is_read_as_people_write_it(language: str, said: str, number: str) -> None:
    assert value(PHONE, said, language) == number
    assert value(PHONE, shown(PHONE.show(number, facts(language)), language), language) == number


@pytest.mark.parametrize(
    ("said", "country", "number"),
    [
        ("022 797 34 60", "CH", "+41227973460"),
        ("0712 345678", "KE", "+254712345678"),
        ("01 44 37 14 50", "FR", "+33144371450"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("010-6649-5566", "CN", "+861066495566"),
        ("+41 22 797 34 60", "KE", "+41227973460"),
    ],
)
def test_a_national_number_is_read_where_the_country_is_known(said: str, country: str, number: str) -> None:
    assert value(PHONE, said, country=country) == number


def test_a_national_number_without_a_country_is_asked_for_its_code() -> None:
    assert "country code" in problem(PHONE, "022 797 34 60")
    assert suggested(PHONE, "41 22 797 34 60") == ["+41227973460"]


def test_a_number_that_does_not_fit_the_country_is_told_so() -> None:
    assert "Kenya" in problem(PHONE, "12345", country="KE")


def test_a_number_outside_the_numbering_plan_can_be_kept() -> None:
    assert suggested(PHONE, "+1 555 555 5555") == ["+15555555555"]


def test_one_number_of_several_is_asked_for() -> None:
    assert suggested(PHONE, "+41 22 797 34 60 / +41 22 797 34 61") == ["+41227973460", "+41227973461"]
    assert suggested(PHONE, "+41 22 797 34 60 or +33 1 44 37 14 50") == ["+41227973460", "+33144371450"]


@pytest.mark.parametrize(
    "said", ["", "hello", "+", "+1 555", "+999999999999", "+41 22 797 34", "12", "👍", "+41 " * 80, "0" * 400]
)
def test_what_is_no_number_gets_an_example(said: str) -> None:
    assert "+41 22 917 12 34" in problem(PHONE, said)


def test_a_number_shows_in_the_international_form() -> None:
    result = PHONE.read("0041227973460 ext 12", facts())
    assert isinstance(result, Read)
    assert result.note is not None
    assert facts().tell(result.note) == "Noted: +41 22 797 34 60 ext. 12"
    assert shown(PHONE.show("no number", facts())) == "no number"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("https://www.example.org", "https://www.example.org"),
        ("example.org", "https://example.org"),
        ("www.example.org/", "https://www.example.org/"),
        ("HTTP://Example.ORG/Path?Q=1#Top", "http://example.org/Path?Q=1#Top"),
        ("http:/example.org", "http://example.org"),
        ("//example.org/a", "https://example.org/a"),
        ("“https://example.org”.", "https://example.org"),
        ("<https://example.org>", "https://example.org"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("\u200fhttps://example.org\u200e", "https://example.org"),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｏｒｇ", "https://example.org"),
        ("www。example。org", "https://www.example.org"),
        ("https://example.org:443/", "https://example.org/"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("http://пример.рф/путь", "http://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://例子.中国", "https://xn--fsqu00a.xn--fiqs8s"),
        ("https://example.org/%E6%B1%9E?q=a%20b", "https://example.org/%E6%B1%9E?q=a%20b"),
        ("https://example.org/زئبق_٢", "https://example.org/%D8%B2%D8%A6%D8%A8%D9%82_%D9%A2"),
    ],
)
def test_a_page_is_read_as_people_send_it(language: str, said: str, url: str) -> None:
    assert value(LINK, said, language) == url
    assert value(LINK, shown(LINK.show(url, facts(language)), language), language) == url


def test_a_page_shows_in_its_own_script() -> None:
    assert LINK.show("http://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83?a=%20", facts()) == "http://пример.рф/пу?a=%20"
    assert LINK.show("https://xn--0.example/%ff", facts()) == "https://xn--0.example/%ff"


@pytest.mark.parametrize(
    "said",
    [
        "ftp://example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:ana@example.org",
        "tg://resolve?domain=x",
    ],
)
def test_only_web_pages_are_kept(said: str) -> None:
    assert "https://" in problem(LINK, said)


@pytest.mark.parametrize("said", ["https://ana:secret@example.org", "https://ana@example.org"])
def test_no_password_is_kept_in_an_address(said: str) -> None:
    assert "without them" in problem(LINK, said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "localhost",
        "http://localhost:80",
        "10.0.0.1",
        "http://[::1]/",
        "https://",
        "https://a..b.org",
        "none",
        "https://-a.org",
        "👍",
        "https://example.org:99999",
        "http://[",
        "ana@example.org",
        "https://exa mple.org",
        "we have none",
        "https://" + "a" * 64 + ".org",
        "example.org/\ud800",  # half of a pair, which no UTF-8 has
    ],
)
def test_what_is_no_page_gets_an_example(said: str) -> None:
    assert "https://www.example.org" in problem(LINK, said)


def test_a_page_among_words_is_asked_about() -> None:
    assert suggested(LINK, "see www.example.org, please") == ["https://www.example.org"]


def test_an_address_of_more_than_two_thousand_characters_is_refused() -> None:
    assert "2,000" in problem(LINK, "https://example.org/" + "a" * 2000)
    assert value(LINK, "https://example.org/" + "a" * 1980)
