"""The six languages: what each calls itself, which way it runs, and which of them someone means."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from flows.wording import LANGUAGES

DEFAULT_LANGUAGE: Final = LANGUAGES[0]

LANGUAGE_NAMES: Final = MappingProxyType(
    {
        "en": "English",
        "fr": "Français",
        "es": "Español",
        "ru": "Русский",
        "ar": "العربية",
        "zh": "中文",
    }
)
"""What each language calls itself, as a choice of languages shows it."""

BABEL_LOCALES: Final = MappingProxyType({**{code: code for code in LANGUAGES}, "en": "en_001"})
"""Whose formats each language uses. English is the world's, not America's: the United Nations writes "1 March
2026" and "a, b and c". Arabic is Babel's plain `ar`, whose digits are Latin (1, 2, 3) in numbers and dates
alike."""

Direction: TypeAlias = Literal["ltr", "rtl"]

MEMBERS: Final = MappingProxyType(
    # The three-letter codes that clients send for one of the six, or for a variety of it (ISO 639-2 and
    # 639-3).
    {
        "eng": "en",
        **dict.fromkeys(("fra", "fre"), "fr"),
        "spa": "es",
        "rus": "ru",
        **dict.fromkeys(("ara", "arb", "acm", "aeb", "afb", "ajp", "apc", "apd", "arq", "ars", "ary", "arz"), "ar"),
        **dict.fromkeys(("zho", "chi", "cdo", "cmn", "gan", "hak", "hsn", "lzh", "nan", "wuu", "yue"), "zh"),
    }
)


def direction(language: str) -> Direction:
    """Which way the language is written."""
    return "rtl" if language == "ar" else "ltr"


def match_language(*wanted: str | None) -> str:
    """The language to speak to someone whose client says this; the first wish that names one of the six
    decides.

    A wish is a code (`zh-hans`, `fr_CH`, Telegram's `language_code`) or a whole `Accept-Language` header,
    taken in the order of its weights (RFC 9110, 12.5.4). Script and region are not looked at: all Chinese is
    answered in the one Chinese there is. A language outside the six is answered in English, never in a
    neighbour that we suppose the person knows (`uk` is English, not Russian): whoever prefers the neighbour
    has it in the header, or chooses it.
    """
    for wish in wanted:
        for code in _codes(wish or ""):
            primary = code.replace("_", "-").partition("-")[0].lower()
            language = MEMBERS.get(primary, primary)
            if language in LANGUAGES:
                return language
    return DEFAULT_LANGUAGE


def _codes(header: str) -> list[str]:
    """The codes of an `Accept-Language` header, the most wanted first; what is refused (`q=0`) is left out."""
    weighted: list[tuple[float, str]] = []
    for entry in header.split(","):
        code, _, parameters = entry.partition(";")
        weight = _weight(parameters)
        if code.strip() and weight > 0:
            weighted.append((weight, code.strip()))
    weighted.sort(key=lambda pair: -pair[0])
    return [code for _, code in weighted]


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
