"""What a time zone is called: by its best-known city, in each of the six languages.

Zones have the names of the IANA database (`Europe/Zurich`). CLDR, through Babel, knows the city that each is called
after. A fixed distance from UTC (`Etc/GMT-3`) is called by it: "UTC+3".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

UTC_ZONES: Final = frozenset(("UTC", "Etc/UTC", "Etc/GMT", "GMT", "Etc/UCT", "Etc/Zulu", "Etc/Universal"))
FIXED: Final = re.compile(r"Etc/GMT([+-])(\d{1,2})")

_CALLED: Final = {
    # The secretariat's own city (Framework G2(c)); its clock is the one that CLDR calls after Zurich.
    "Europe/Zurich": {"en": "Geneva", "fr": "Genève", "es": "Ginebra", "ru": "Женева", "ar": "جنيف", "zh": "日内瓦"},
    # "Beijing time" is what everybody calls it.
    "Asia/Shanghai": {"en": "Beijing", "fr": "Pékin", "es": "Pekín", "ru": "Пекин", "ar": "بكين", "zh": "北京"},
    "Europe/Kyiv": {"fr": "Kyiv", "es": "Kyiv"},
    "America/Sao_Paulo": {"en": "São Paulo"},
    "America/Bogota": {"en": "Bogotá"},
    "America/Asuncion": {"en": "Asunción"},
    "Pacific/Noumea": {"en": "Nouméa", "es": "Numea"},
    "Africa/Sao_Tome": {"en": "São Tomé"},
    "Africa/Lome": {"en": "Lomé"},
    "America/New_York": {"fr": "New York"},
    "Asia/Kolkata": {"es": "Calcuta"},
}
"""Where people say something else than CLDR, or CLDR leaves out the marks of the name."""


def city(language: str, zone: str) -> str:
    """The city that a zone is called after, in one of the six languages; "UTC" and "UTC+3" in all of them."""
    if zone in UTC_ZONES:
        return "UTC"
    if (fixed := FIXED.fullmatch(zone)) is not None:
        # The signs of these names are the other way round (POSIX): Etc/GMT-3 is three hours ahead of UTC.
        return f"UTC{'+' if fixed[1] == '-' else '−'}{fixed[2]}"
    called = _CALLED.get(zone, {}).get(language)
    return called or _cities(language).get(zone) or _cities("en").get(zone) or _last_part(zone)


def cities(language: str) -> dict[str, str]:
    """All that zones are called after in a language, by their names of today; also where `city` says something else."""
    return _cities(language)


def current(zone: str) -> str:
    """The name that a zone goes by today: `Asia/Kolkata` for `Asia/Calcutta`."""
    return str(get_global("zone_aliases").get(zone, zone))


@cache
def _cities(language: str) -> dict[str, str]:
    """Cities by today's names of their zones; CLDR keeps them under the first ones."""
    found: dict[str, str] = {}
    for zone, named in Locale.parse(language).time_zones.items():
        if "city" in named:
            found[current(str(zone))] = str(named["city"])
    return found


def _last_part(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
