"""The register as a folder: the same pages, every link of which leads to a file, wherever the folder is put."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from defusedxml import ElementTree

from bot.publishing import LIST, Published, UnfitFolder, publish_register, write
from bot.settings import Settings
from flows.wording import LANGUAGES
from tests.web.register_house import APPLICANTS, Applicant, PublicHouse, a_register, links, secrets_in

SITE = "https://mercury.example.org"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


async def published(house: PublicHouse, folder: Path, into: Path, url: str | None = SITE) -> Published:
    """What the command does, beside the running program."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{folder / 'register.db'}", public_url=url)
    return await publish_register(settings, into)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def broken_links(folder: Path) -> set[tuple[str, str]]:
    """Links of the folder's pages that lead to no file of it, as `file:` addresses would be followed."""
    root = folder.as_uri() + "/"
    broken = set()
    for page in folder.rglob("*.html"):
        for address in links(page.read_text(), page.as_uri()):
            if address.startswith(("http://", "https://")):
                continue
            assert address.startswith(root), (page, address)
            if not Path(unquote(urlsplit(address).path)).is_file():
                broken.add((str(page), address))
    return broken


async def test_a_folder_has_every_page_and_every_link_in_it_resolves(tmp_path: Path):
    into = tmp_path / "public"
    async with a_register(tmp_path) as house:
        await house.add(*(Applicant(f"Society {number}", "ngo", "NG") for number in range(60)))
        done = await published(house, tmp_path, into)
        sitemap = ElementTree.fromstring((await house.get("/sitemap.xml")).body)
    assert (done.letters, done.without_pdf, done.has_address) == (len(APPLICANTS) + 60, (), True)
    assert done.files == len(files_in(into)) - 1, "and the list of them"
    assert broken_links(into) == set()
    for address in sitemap.iter(f"{SITEMAP}loc"):
        page = into / urlsplit(str(address.text)).path.lstrip("/") / "index.html"
        assert f'<link rel="canonical" href="{address.text}">' in page.read_text()
        assert "<form" not in page.read_text()
    leaks = {path: found for path in files_in(into) if (found := secrets_in((into / path).read_bytes()))}
    assert leaks == {}


async def test_a_letters_short_address_leads_to_each_language(tmp_path: Path):
    into = tmp_path / "public"
    async with a_register(tmp_path, APPLICANTS[:1]) as house:
        await published(house, tmp_path, into)
        reference = house.partners[0].reference
    for place in (into, into / "letters" / reference):
        page = place / "index.html"
        targets = {address for address in links(page.read_text(), page.as_uri()) if address.endswith(".html")}
        assert len(targets) == len(LANGUAGES)
    assert (into / "ar" / "letters" / reference / "letter.pdf").read_bytes().startswith(b"%PDF-")


async def test_what_was_withdrawn_is_removed_and_what_is_not_ours_stays(tmp_path: Path):
    into = tmp_path / "public"
    (into / ".git").mkdir(parents=True)
    (into / ".git" / "HEAD").write_text("ref")
    async with a_register(tmp_path) as house:
        await published(house, tmp_path, into)
        (into / "CNAME").write_text("mercury.example.org")
        gone = house.partners[2]
        await house.withdraw(gone)
        await published(house, tmp_path, into)
    assert (into / "CNAME").exists()
    assert (into / ".git" / "HEAD").exists()
    left = files_in(into)
    assert not any(gone.reference in path for path in left)
    assert not (into / "letters" / gone.reference).exists()
    assert not (into / "en" / "partners" / "country" / "CN").exists()
    texts = {path for path in left if gone.name.encode() in (into / path).read_bytes()}
    assert texts == set()
    assert broken_links(into) == set()


async def test_publishing_again_touches_only_what_changed(tmp_path: Path):
    into = tmp_path / "public"
    async with a_register(tmp_path, APPLICANTS[:2]) as house:
        await published(house, tmp_path, into)
        before = {path: (into / path).stat().st_mtime_ns for path in files_in(into)}
        await published(house, tmp_path, into)
    assert {path: (into / path).stat().st_mtime_ns for path in files_in(into)} == before


async def test_without_an_address_nothing_claims_one(tmp_path: Path):
    into = tmp_path / "public"
    async with a_register(tmp_path, APPLICANTS[:2]) as house:
        done = await published(house, tmp_path, into, None)
    assert not done.has_address
    assert broken_links(into) == set()
    assert not (into / "sitemap.xml").exists()
    assert not (into / "en" / "feed.atom").exists()
    page = (into / "en" / "index.html").read_text()
    assert "canonical" not in page
    assert "/chat" not in page
    assert "http://127.0.0.1" not in page


async def test_a_letter_without_a_pdf_is_told_of_and_its_page_is_whole(tmp_path: Path):
    into = tmp_path / "public"
    smile = Applicant("Smiling Foundation", "ngo", "US", answers={"contributions__1__how": "We smile 😀."})
    async with a_register(tmp_path, (smile,)) as house:
        done = await published(house, tmp_path, into)
        reference = house.partners[0].reference
    assert done.without_pdf == (reference,)
    assert "no font has these characters: 😀" in (into / "en" / "letters" / reference / "index.html").read_text()
    assert broken_links(into) == set()


async def test_a_folder_with_somebodys_files_is_not_written_over(tmp_path: Path):
    into = tmp_path / "public"
    into.mkdir()
    (into / "index.html").write_text("mine")
    async with a_register(tmp_path, ()) as house:
        with pytest.raises(UnfitFolder, match="must be empty, or a folder that `publish` has written before"):
            await published(house, tmp_path, into)
        with pytest.raises(UnfitFolder, match="must be a folder"):
            await published(house, tmp_path, into / "index.html")
    assert files_in(into) == {"index.html"}


def test_a_list_that_names_files_elsewhere_removes_none_of_them(tmp_path: Path):
    outside = tmp_path / "precious.txt"
    outside.write_text("mine")
    into = tmp_path / "public"
    into.mkdir()
    (into / LIST).write_text("../precious.txt\n")
    write(into, [("index.html", b"ours")])
    assert outside.exists()
    assert files_in(into) == {"index.html", LIST}
