"""Which partners a page lists: by category, country, area and year, and by words in any script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from flows import countries
from flows.wording import LANGUAGES
from flows.words import fold
from locales import formats
from storage.desk_records import PublicPartner

FACETS: Final = ("category", "country", "area", "year")
PAGE_LENGTH: Final = 50
"""Partners on one page."""
MOST_CHARACTERS: Final = 200
"""Of the words that are searched for."""

_PAGE: Final = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list of partners is narrowed to: facets with their values, words, and the page of the list."""

    facets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: str = ""
    page: int = 1

    @property
    def path(self) -> str | None:
        """The path of a page that lists just this; None for what only a program can look up."""
        if self.words or len(self.facets) > 1:
            return None
        parts = ["partners", *(part for pair in self.facets.items() for part in pair)]
        return "/".join([*parts, "page", str(self.page)] if self.page > 1 else parts)

    @property
    def query(self) -> str:
        """The query that lists just this, where a program answers."""
        pairs = [(facet, self.facets[facet]) for facet in FACETS if facet in self.facets]
        if self.words:
            pairs.append(("q", self.words))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def narrowed(self, facet: str, value: str) -> Selection:
        """The first page of the list that one value more narrows."""
        return replace(self, facets={**self.facets, facet: value}, page=1)

    def widened(self, facet: str) -> Selection:
        """The first page of the list without this facet; `q` stands for the words."""
        if facet == "q":
            return replace(self, words="", page=1)
        return replace(self, facets={key: value for key, value in self.facets.items() if key != facet}, page=1)

    def at(self, page: int) -> Selection:
        """Another page of the same list."""
        return replace(self, page=page)

    def of(self, partners: tuple[PublicPartner, ...]) -> tuple[PublicPartner, ...]:
        """The partners that are meant, all pages of them."""
        tokens = fold(self.words).split()
        return tuple(
            partner
            for partner in partners
            if all(value in values(partner, facet) for facet, value in self.facets.items())
            and (not tokens or _says_all(partner, tokens))
        )


def from_path(path: str) -> Selection | None:
    """The selection of a path such as `partners/area/asgm/page/2`; None where it is none."""
    parts = path.split("/")
    page = 1
    if len(parts) > 2 and parts[-2] == "page":
        if _PAGE.fullmatch(parts[-1]) is None or parts[-1] == "1":
            return None
        page, parts = int(parts[-1]), parts[:-2]
    match parts:
        case ["partners"]:
            return Selection(page=page)
        case ["partners", facet, value] if facet in FACETS and value:
            return Selection({facet: value}, page=page)
    return None


def from_query(query: Mapping[str, str]) -> Selection:
    """The selection of a query; what is no facet is passed over."""
    page = query.get("page", "")
    return Selection(
        {facet: query[facet][:MOST_CHARACTERS] for facet in FACETS if query.get(facet)},
        " ".join(query.get("q", "").split())[:MOST_CHARACTERS],
        int(page) if _PAGE.fullmatch(page) else 1,
    )


def values(partner: PublicPartner, facet: str) -> tuple[str, ...]:
    """What a partner is by a facet: the key of a category, codes of countries, keys of areas, the year it joined."""
    match facet:
        case "category":
            return (partner.category,)
        case "country":
            return (partner.country,) if partner.country else ()
        case "area":
            return partner.areas
    return (str(partner.since.year),)


def counts(partners: tuple[PublicPartner, ...], facet: str) -> Mapping[str, int]:
    """How many partners there are by each value of a facet."""
    return Counter(value for partner in partners for value in values(partner, facet))


def _says_all(partner: PublicPartner, tokens: list[str]) -> bool:
    """Whether every token stands in the partner's name, its reference or its country's name in any language."""
    said = [fold(partner.name), fold(partner.reference)]
    if partner.country in countries.codes():
        said += [fold(formats.country(language, partner.country)) for language in LANGUAGES]
    return all(any(token in text for text in said) for token in tokens)
