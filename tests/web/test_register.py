"""The public register over HTTP: what everyone may read, in six languages, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import pytest_asyncio
from defusedxml import ElementTree

from flows.wording import LANGUAGES
from tests.web.register_house import APPLICANTS, AT, Applicant, PublicHouse, a_register, links, secrets_in
from web.register import serving

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

SMILE = Applicant("Smiling Foundation", "ngo", "US", answers={"contributions__1__how": "We will smile 😀 and train."})


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[PublicHouse]:
    async with a_register(tmp_path) as running:
        yield running


async def crawled(house: PublicHouse, *starts: str) -> dict[str, bytes]:
    """Every page and file that can be reached from some pages, by its address; each must be there."""
    found: dict[str, bytes] = {}
    waiting = [house.base + start for start in starts]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(house.base + "/chat"):
            continue
        answer = await house.get(address)
        assert answer.status == 200, (address, answer.status)
        found[address] = answer.body
        if answer.headers["Content-Type"].startswith("text/html"):
            waiting += [one for one in links(answer.text, address) if one.startswith(house.base + "/")]
    return found


async def test_the_door_opens_in_the_visitors_language_and_invitations_go_on_to_the_chat(house: PublicHouse):
    answer = await house.get("/", **{"Accept-Language": "ar-EG, en;q=0.4"})
    assert (answer.status, answer.headers["Location"]) == (302, "/ar")
    assert "Accept-Language" in answer.headers["Vary"]
    page = await house.page("/ar")
    assert '<html lang="ar" dir="rtl">' in page
    assert 'href="/chat"' in page
    answer = await house.get("/?start=abc")
    assert (answer.status, answer.headers["Location"]) == (302, "/chat?start=abc")


async def test_somebody_with_a_conversation_reads_on_in_its_language(house: PublicHouse):
    begun = await house.get("/chat/state", **{"Accept-Language": "ru"})
    cookie = begun.headers["Set-Cookie"].partition(";")[0]  # by hand: it is for https, which a test does not speak
    for path in ("/", f"/letters/{house.partners[0].reference}"):
        answer = await house.get(path, Cookie=cookie, **{"Accept-Language": "fr"})
        assert answer.headers["Location"] == "/ru" + path.rstrip("/")


async def test_every_link_of_the_register_resolves_and_no_contact_is_anywhere(house: PublicHouse):
    found = await crawled(house, *(f"/{language}" for language in LANGUAGES), "/sitemap.xml", "/robots.txt")
    for partner in house.partners:
        for language in LANGUAGES:
            assert f"{house.base}/{language}/letters/{partner.reference}/letter.pdf" in found
    assert f"{house.base}/register.json" in found
    assert f"{house.base}/zh/figures/years.svg" in found
    assert f"{house.base}/fr/feed.atom" in found
    leaks = {address: secrets for address, body in found.items() if (secrets := secrets_in(body))}
    assert leaks == {}
    assert secrets_in(b"write to zebedee.quillfeather@hidden.example.org") != []


async def test_a_letter_that_its_owner_keeps_to_themselves_is_nowhere(house: PublicHouse):
    (partner,) = await house.add(replace(APPLICANTS[0], name="Secretive Society", publish=False))
    answer = await house.get(f"/en/letters/{partner.reference}")
    unknown = await house.get("/en/letters/GMP-1999-0001")
    assert (answer.status, unknown.status) == (404, 404)
    assert answer.text.replace(partner.reference, "") == unknown.text.replace("GMP-1999-0001", "")
    for path in ("/en/partners", "/en/partners?q=secretive", "/register.json", "/en/register.csv", "/en/feed.atom"):
        assert "Secretive Society" not in (await house.get(path)).text
    assert (await house.get(f"/en/letters/{partner.reference}/letter.pdf")).status == 404


async def test_partners_are_listed_by_category_country_area_and_year(house: PublicHouse):
    async def names(path: str) -> list[str]:
        return re.findall(r"<h3><a [^>]*><bdi>(.*?)</bdi>", await house.page(path))

    assert len(await names("/en/partners")) == len(APPLICANTS)
    assert await names("/en/partners/category/academic") == ["Институт экологии"]
    assert await names("/ar/partners/country/JO") == ["وزارة البيئة"]
    assert await names("/zh/partners/area/chloralkali") == ["World Chlorine Council", "生态环境部"]
    assert await names("/en/partners/year/2024") == ["Институт экологии", "生态环境部"]
    assert await names("/en/partners?area=chloralkali&country=CN") == ["生态环境部"]
    for nowhere in ("category/king", "country/ZZ", "area/nothing", "year/1066", "colour/red", "page/1", "page/2"):
        assert (await house.get(f"/en/partners/{nowhere}")).status == 404, nowhere


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("environment MINISTRY", "Ministry of Environment and Natural Resources"),
        ("وزاره", "وزارة البيئة"),
        ("环境", "生态环境部"),
        ("экологии институт", "Институт экологии"),
        ("Belgique", "World Chlorine Council"),
        ("俄罗斯", "Институт экологии"),
    ],
)
async def test_partners_are_found_in_any_script(house: PublicHouse, words: str, name: str):
    page = await house.page(f"/es/partners?q={quote(words)}")
    assert re.findall(r"<h3><a [^>]*><bdi>(.*?)</bdi>", page) == [name]
    assert 'content="noindex"' in page


async def test_a_reference_is_found_and_a_search_for_nothing_says_so(house: PublicHouse):
    reference = house.partners[3].reference
    assert "Институт экологии" in await house.page(f"/en/partners?q={reference.lower()}")
    page = await house.page("/en/partners?q=%25_%3Cscript%3E&category=ngo&page=0&nonsense=1")
    assert "No partner matches this." in page
    assert "<script>" not in page


async def test_a_long_list_is_read_page_by_page(house: PublicHouse):
    await house.add(*(Applicant(f"Society {number}", "ngo", "NG") for number in range(110)))
    first = await house.page("/en/partners/category/ngo")
    assert "Page 1 of 3" in first
    assert 'rel="next" href="/en/partners/category/ngo/page/2"' in first
    assert "Page 3 of 3" in await house.page("/en/partners/category/ngo/page/3")
    assert (await house.get("/en/partners/category/ngo/page/4")).status == 404
    assert 'href="/en/partners?country=NG&amp;q=society&amp;page=3"' in await house.page(
        "/en/partners?q=society&country=NG&page=2"
    )


async def test_a_letter_reads_as_the_letter_and_keeps_the_partners_words_in_their_direction(house: PublicHouse):
    arabic = house.partners[1]
    page = await house.page(f"/fr/letters/{arabic.reference}")
    assert '<html lang="fr" dir="ltr">' in page
    assert "<bdi>وزارة البيئة</bdi>" in page
    assert '<p lang="ar" dir="rtl">سندرب 200' in page
    assert '<p lang="ar" dir="ltr">Dr. Smith (UNEP) 50 %.</p>' in page
    assert "11-13, chemin des Anémones" in page
    assert "Jordanie" in page
    assert 'rel="nofollow noopener ugc"' in page
    english = await house.page(f"/ar/letters/{house.partners[0].reference}")
    assert '<p lang="en" dir="ltr">We will train 200 miners' in english


async def test_what_a_partner_wrote_is_never_markup(house: PublicHouse):
    wrong = house.partners[6]
    for path in ("/en", "/en/partners", f"/en/letters/{wrong.reference}", "/en/feed.atom", "/en/partners?q=%3Cb%3E"):
        text = await house.page(path)
        assert "<b>Ltd." not in text, path
        assert "&lt;b&gt;" in text, path


async def test_the_pdf_is_the_letters_own(house: PublicHouse):
    answer = await house.get(f"/ru/letters/{house.partners[0].reference}/letter.pdf")
    assert answer.body.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert house.partners[0].reference in answer.headers["Content-Disposition"]


async def test_a_letter_that_no_font_can_print_is_read_whole_and_says_why_it_has_no_pdf(house: PublicHouse):
    (partner,) = await house.add(SMILE)
    page = await house.page(f"/en/letters/{partner.reference}")
    assert "We will smile 😀 and train." in page
    assert "no font has these characters: 😀 (U+1F600)" in page
    assert "letter.pdf" not in page
    answer = await house.get(f"/en/letters/{partner.reference}/letter.pdf")
    assert answer.status == 503
    assert "no font has these characters: 😀 (U+1F600)" in answer.text


async def test_a_withdrawn_letter_is_gone_at_once_and_says_so(house: PublicHouse):
    partner = house.partners[0]
    path = f"/en/letters/{partner.reference}"
    before = await house.get(path)
    kept = before.headers["ETag"]
    pdf = await house.get(f"{path}/letter.pdf")
    await house.withdraw(partner)
    for address, tag in ((path, kept), (f"{path}/letter.pdf", pdf.headers["ETag"])):
        answer = await house.get(address, **{"If-None-Match": tag})
        assert answer.status == 410
        assert "has been withdrawn from publication" in answer.text
        assert partner.name not in answer.text
    assert '<html lang="ar" dir="rtl">' in (await house.get(f"/ar/letters/{partner.reference}")).text
    assert partner.name not in await house.page("/en/partners")
    assert partner.name not in (await house.get("/register.json")).text


async def test_a_page_is_sent_again_only_when_something_changed(house: PublicHouse):
    reference = house.partners[0].reference
    paths = ["/en", "/en/partners", f"/en/letters/{reference}", f"/en/letters/{reference}/letter.pdf", "/en/areas"]
    paths += ["/en/figures", "/en/figures/years.svg", "/register.json", "/en/feed.atom", "/sitemap.xml"]
    tags = {}
    for path in paths:
        answer = await house.get(path)
        assert answer.headers["Cache-Control"] == "public, no-cache"
        tags[path] = answer.headers["ETag"]
        again = await house.get(path, **{"If-None-Match": f'"other", {tags[path]}'})
        assert (again.status, again.body) == (304, b""), path
        assert again.headers["ETag"] == tags[path]
    assert len(set(tags.values())) == len(paths)
    assert (await house.get("/fr", **{"If-None-Match": tags["/en"]})).status == 200
    await house.add(Applicant("Newcomer", "ngo", "NG"))
    for path in paths:
        assert (await house.get(path, **{"If-None-Match": tags[path]})).status == 200, path
    assert "Newcomer" in await house.page("/en")


async def test_answers_are_kept_within_bounds(house: PublicHouse, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "MOST_BYTES_KEPT", 30_000)
    pages = [f"/{language}/{path}" for language in LANGUAGES for path in ("partners", "areas", "figures")]
    first = [await house.page(path) for path in pages]
    assert [await house.page(path) for path in pages] == first


async def test_the_policy_allows_no_script_and_no_style_of_the_pages_own(house: PublicHouse):
    for path in ("/en", "/ar/partners", f"/en/letters/{house.partners[0].reference}", "/en/figures", "/en/nothing"):
        answer = await house.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", answer.text), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_every_page_names_its_address_and_itself_in_the_other_languages(house: PublicHouse):
    site = "https://mercury.example.org"
    reference = house.partners[0].reference
    page = await house.page(f"/es/letters/{reference}")
    assert f'<link rel="canonical" href="{site}/es/letters/{reference}">' in page
    for language in LANGUAGES:
        assert f'<link rel="alternate" hreflang="{language}" href="{site}/{language}/letters/{reference}">' in page
    assert f'<link rel="alternate" hreflang="x-default" href="{site}/letters/{reference}">' in page
    query = "?category=government&amp;area=asgm"
    for language in LANGUAGES:
        assert f'href="/{language}/partners{query}"' in await house.page("/en/partners?category=government&area=asgm")
    answer = await house.get("/en/partners/")
    assert (answer.status, answer.headers["Location"]) == (301, "/en/partners")


async def test_the_sitemap_names_every_page_in_every_language(house: PublicHouse):
    tree = ElementTree.fromstring((await house.get("/sitemap.xml")).body)
    listed = [str(one.text) for one in tree.iter(f"{SITEMAP}loc")]
    assert len(listed) == len(set(listed))
    assert len(listed) % len(LANGUAGES) == 0
    for address in listed:
        answer = await house.get(urlsplit(address).path)
        assert answer.status == 200, address
        assert f'<link rel="canonical" href="{address}">' in answer.text
    for url in tree.iter(f"{SITEMAP}url"):
        versions = [one.attrib["hreflang"] for one in url.iter(f"{XHTML}link")]
        assert versions == [*LANGUAGES, "x-default"]
    robots = await house.page("/robots.txt")
    assert "Sitemap: https://mercury.example.org/sitemap.xml" in robots
    assert "Disallow: /chat" in robots


async def test_the_feed_tells_of_new_partners_in_each_language(house: PublicHouse):
    tree = ElementTree.fromstring((await house.get("/fr/feed.atom")).body)
    entries = tree.findall(f"{ATOM}entry")
    assert len(entries) == len(APPLICANTS)
    moments = [str(one.findtext(f"{ATOM}updated")) for one in entries]
    assert moments == sorted(moments, reverse=True)
    assert tree.findtext(f"{ATOM}updated") == moments[0] == "2026-03-02T09:30:00Z"
    assert "Russie" in str(
        next(one for one in entries if "экологии" in str(one.findtext(f"{ATOM}title"))).findtext(f"{ATOM}summary")
    )
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(ids)
    english = ElementTree.fromstring((await house.get("/en/feed.atom")).body)
    assert [one.findtext(f"{ATOM}id") for one in english.findall(f"{ATOM}entry")] == ids


async def test_the_register_as_data_says_the_same(house: PublicHouse):
    told = json.loads(await house.page("/register.json"))
    partners = {one["name"]: one for one in told["partners"]}
    assert set(partners) == {one.name for one in APPLICANTS}
    arabic = partners["وزارة البيئة"]
    assert (arabic["category"], arabic["country"], arabic["areas"]) == ("government", "JO", ["waste"])
    assert arabic["letter"]["zh"] == f"https://mercury.example.org/zh/letters/{arabic['reference']}"
    assert told["categories"]["ngo"]["fr"]
    assert told["countries"]["JO"]["es"] == "Jordania"
    answer = await house.get("/ar/register.csv")
    assert answer.body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 1 + len(APPLICANTS)
    assert {len(row) for row in rows} == {9}
    names = [row[1] for row in rows]
    assert "'=cmd|'/c calc'!A1 <b>Ltd.</b>" in names
    assert [row[3] for row in rows if row[1] == "生态环境部"] == ["الصين"]


async def test_figures_are_pictures_with_their_numbers_beside(house: PublicHouse):
    page = await house.page("/en/figures")
    assert page.count('role="img"') == 3
    assert "<title" in page
    assert ">National government: 3; Industry or business organisation: 2; " in page
    assert re.search(r'<th scope="row"><a href="/en/partners/year/2025">2025</a></th><td class="n">1</td>', page)
    picture = ElementTree.fromstring((await house.get("/ar/figures/categories.svg")).body)
    svg = "{http://www.w3.org/2000/svg}"
    inner = picture.find(f"{svg}svg")
    assert inner is not None
    assert inner.attrib["direction"] == "rtl"
    bars = list(inner.iter(f"{svg}rect"))
    widths = [float(one.attrib["width"]) for one in bars]
    assert widths == sorted(widths, reverse=True)
    assert {float(one.attrib["x"]) + float(one.attrib["width"]) for one in bars} == {300.0}, "from right to left"


async def test_an_area_tells_its_lead_and_its_partners(house: PublicHouse):
    lead = house.partners[1]
    person = await house.store.read(lambda tx: tx.partner(lead.id))
    assert person is not None
    assert person.person_id is not None
    page = await house.page("/en/areas/waste")
    assert "This area looks for a lead." in page
    assert "No business plan of this area has been published yet." in page
    await house.store.transact(lambda tx: tx.grant_role(person.person_id or 0, "lead", "waste", AT))
    page = await house.page("/en/areas/waste")
    assert f'<a href="/en/letters/{lead.reference}"><bdi>وزارة البيئة</bdi></a>' in page
    assert "Union of Regions" in page
    assert "World Chlorine Council" not in page
    assert "This area takes no new partners at present." in await house.page("/en/areas/storage")


async def test_an_empty_register_is_a_whole_site(tmp_path: Path):
    async with a_register(tmp_path, ()) as house:
        found = await crawled(house, *(f"/{language}" for language in LANGUAGES), "/sitemap.xml")
        assert "No partner has been published yet." in await house.page("/en/partners")
        assert f"{house.base}/en/figures" in found
        ElementTree.fromstring((await house.get("/en/feed.atom")).body)


async def test_a_wrong_address_is_answered_with_a_page_in_the_readers_language(house: PublicHouse):
    answer = await house.get("/nothing/here", **{"Accept-Language": "zh"})
    assert answer.status == 404
    assert '<html lang="zh" dir="ltr">' in answer.text
    assert '<html lang="ar" dir="rtl">' in (await house.get("/ar/nothing", **{"Accept-Language": "zh"})).text
    answer = await house.get("/en/letters/%22%3E%3Cscript%3E")
    assert answer.status == 404
    assert "<script>" not in answer.text
    async with house.session.post(house.base + "/nothing") as response:
        assert response.status == 404


async def test_a_database_that_is_away_is_said_on_a_page(house: PublicHouse):
    await house.store.close()
    answer = await house.get("/en/partners")
    assert answer.status == 503
    assert "Something went wrong on our side." in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Retry-After"] == "60"


async def test_an_error_of_the_program_is_said_on_a_page_and_logged(
    house: PublicHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(serving, "page_at", fail)
    answer = await house.get("/ar/areas")
    assert answer.status == 500
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ZeroDivisionError" in caplog.text
