"""A language's catalogue as the running program reads it: compiled at set-up, or from its source where that
is newer."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path
from typing import IO, Final

FOLDER: Final = Path(__file__).parent


class Catalogue:
    """The sentences of one language, by their English identifiers."""

    __slots__ = ("_translations",)

    def __init__(self, compiled: IO[bytes] | None) -> None:
        """Read a compiled catalogue (a `.mo` file); without one, every sentence is missing."""
        self._translations = gettext.NullTranslations() if compiled is None else gettext.GNUTranslations(compiled)
        self._translations.add_fallback(_Nothing())

    def sentence(self, text: str) -> str | None:
        """The sentence in this language; `None` where it is missing."""
        if not text:
            return text  # gettext keeps the catalogue's header under the empty identifier
        try:
            return self._translations.gettext(text)
        except KeyError:
            return None

    def counted(self, one: str, many: str, count: int) -> str | None:
        """The sentence in the plural form that the language has for `count`; `None` where it is missing."""
        try:
            return self._translations.ngettext(one, many, count)
        except KeyError:
            return None


class _Nothing(gettext.NullTranslations):
    """Says that a sentence is missing, where gettext would hand back the English as if it were a translation."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid1)


def source_path(language: str, folder: Path = FOLDER) -> Path:
    """Where the language's catalogue is written and read by people (`.po`)."""
    return folder / language / "LC_MESSAGES" / "quicksilver.po"


def compiled_path(language: str, folder: Path = FOLDER) -> Path:
    """Where set-up leaves the compiled catalogue (`.mo`), which git does not keep."""
    return source_path(language, folder).with_suffix(".mo")


def load(language: str, folder: Path = FOLDER) -> Catalogue:
    """The language's catalogue. A compiled one that is missing or older than its source is compiled in
    memory."""
    source, compiled = source_path(language, folder), compiled_path(language, folder)
    if _is_fresh(compiled, source):
        with compiled.open("rb") as file:
            return Catalogue(file)
    if not source.exists():
        return Catalogue(None)
    from locales.po import compile_catalogue, read  # what only the tools need costs start-up nothing

    return Catalogue(BytesIO(compile_catalogue(read(language, folder))))


def _is_fresh(compiled: Path, source: Path) -> bool:
    if not compiled.exists():
        return False
    return not source.exists() or compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns
