"""What other programs follow: a feed of new partners (Atom, RFC 4287), the sitemap, and robots.txt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flows.wording import Several
from web.register.addresses import Addresses
from web.register.frame import alternates, environment
from web.register.pages import letter_path, paths
from web.register.reader import Reader

NEWEST: Final = 50
"""Entries in a feed."""

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    name: str
    updated: str
    href: str
    says: str


def feed_atom(reader: Reader, addresses: Addresses) -> bytes:
    """The newest partners whose letters can be read, in one language."""
    newest = [one for one in reader.newest(NEWEST) if one.reference]
    entries = []
    for one in newest:
        said = [reader.value_name("category", one.category)]
        if one.country:
            said.append(reader.value_name("country", one.country))
        path = letter_path(one.reference)
        entries.append(
            _Entry(
                id=addresses.whole_file(path),
                name=one.name,
                updated=_moment(one.since),
                href=addresses.whole_page(reader.language, path),
                says=reader.say(Several((*said, *map(reader.area_name, one.areas)), "apart")),
            )
        )
    told = environment.get_template("feed.atom").render(
        reader=reader,
        addresses=addresses,
        title=f"{reader.texts['newest']} – {reader.texts['partnership']}",
        updated=_moment(max((one.since for one in newest), default=_NEVER)),
        entries=entries,
    )
    return told.encode()


def sitemap_xml(reader: Reader, addresses: Addresses) -> bytes:
    """Every page in every language, each with the others beside it."""
    pages = [alternates(path, addresses) for path in paths(reader)]
    return environment.get_template("sitemap.xml").render(pages=pages).encode()


def robots_txt(addresses: Addresses) -> bytes:
    """The register is for search engines too; conversations and combined lists are not."""
    lines = ["User-agent: *", "Disallow: /chat", "Disallow: /*?"]
    if addresses.url:
        lines += ["", f"Sitemap: {addresses.whole_file('sitemap.xml')}"]
    return ("\n".join(lines) + "\n").encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
