"""Which numbers each plural form of a language is for, worked out from gettext's own formula."""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from typing import Final

from babel.messages import Catalog
from babel.messages.mofile import write_mo

# Far enough for every rule of the six: they look at the last two digits, and once at whether a number is
# above one.
_FAR_ENOUGH: Final = 300


@cache
def numbers_by_form(language: str) -> tuple[tuple[int, ...], ...]:
    """For each plural form in order, the numbers up to 299 that take it: English has (1,) and (0, 2, 3, …)."""
    probe = Catalog(locale=language)
    probe.add(("one", "many"), tuple(str(form) for form in range(probe.num_plurals)))
    compiled = BytesIO()
    write_mo(compiled, probe)
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    taken: list[list[int]] = [[] for _ in range(probe.num_plurals)]
    for number in range(_FAR_ENOUGH):
        taken[int(translations.ngettext("one", "many", number))].append(number)
    return tuple(map(tuple, taken))
