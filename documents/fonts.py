"""The fonts that documents are set in: files of the pinned packages, none of the machine's.

Three families set the six languages. The others are there for names: a partner from Addis Ababa or Yangon writes
theirs as it is written there. A character that none of them has would be printed as an empty box. `require_glyphs`
finds it beforehand and says which it is, so that no such document comes into being.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import fontpkg_amiri
import fontpkg_noto_sans
import justmytype_intl_africa
import justmytype_intl_rtl
import justmytype_intl_sea
import justmytype_intl_south_asia
import manimgx_fonts_cjk
import typst

LATIN: Final = "Noto Sans"
"""Latin, Greek, Cyrillic and Devanagari, in every weight."""
ARABIC: Final = "Amiri"
"""Arabic, and Latin drawn to stand beside it."""
CHINESE: Final = "Noto Sans CJK SC"
"""Chinese in its mainland forms; Japanese and Korean too."""

FURTHER: Final = (
    "Noto Sans Bengali",
    "Noto Sans Ethiopic",
    "Noto Sans Hebrew",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Myanmar",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Thai",
)
"""Scripts of names, a family each."""

FOLDERS: Final = tuple(
    Path(str(package.__file__)).parent
    for package in (
        fontpkg_noto_sans,
        fontpkg_amiri,
        manimgx_fonts_cjk,
        justmytype_intl_africa,
        justmytype_intl_rtl,
        justmytype_intl_sea,
        justmytype_intl_south_asia,
    )
)


class MissingFont(Exception):
    """A font package lacks the family that documents are set in."""

    def __init__(self, families: set[str]) -> None:
        super().__init__(f"no font package has {', '.join(sorted(families))}")


class MissingGlyphs(Exception):
    """A text has characters that no font can draw; `characters` are these, each once, in the order of the text."""

    def __init__(self, characters: str) -> None:
        super().__init__("no font has " + ", ".join(_named(character) for character in characters))
        self.characters = characters


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


@cache
def fonts() -> typst.Fonts:
    """The fonts, read once; raises `MissingFont` where a family is not among them."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in FOLDERS]
    )
    missing = {LATIN, ARABIC, CHINESE, *FURTHER} - set(found.families())
    if missing:
        raise MissingFont(missing)
    return found


def require_glyphs(texts: Iterable[str]) -> None:
    """Raise `MissingGlyphs` if a character of the texts is in none of the fonts."""
    drawn = _drawn()
    missing = "".join(one for one in dict.fromkeys("".join(texts)) if not _can_be_drawn(one, drawn))
    if missing:
        raise MissingGlyphs(missing)


def _can_be_drawn(character: str, drawn: frozenset[int]) -> bool:
    """Whether a glyph draws it or none is needed, as for a line's end, a joiner or an isolate."""
    match unicodedata.category(character):
        case "Cf" | "Zl" | "Zp":
            return True
        case "Cc":
            return character == "\n"
        case "Co":
            # It means something in one font only, so an archived document may not have it (PDF/A-2a).
            return False
    return ord(character) in drawn or "\ufe00" <= character <= "\ufe0f"


@cache
def _drawn() -> frozenset[int]:
    """Every code point that one of the families has a glyph for."""
    drawn: set[int] = set()
    for info in fonts().fonts():
        if info.family in (LATIN, ARABIC, CHINESE, *FURTHER) and info.style == "normal" and info.path is not None:
            drawn.update(_code_points(Path(info.path).read_bytes(), info.index))
    return frozenset(drawn)


# -- reading a font's character map (OpenType 1.9, "cmap") -------------------------------------------------------------


def _code_points(font: bytes, index: int) -> Iterator[int]:
    """The code points that a font file maps to a glyph; `index` is the font's number in a collection."""
    start = struct.unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", font, start + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag == b"cmap":
            yield from _mapped(font, offset)


def _mapped(font: bytes, cmap: int) -> Iterator[int]:
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(subtables):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == 4:
            yield from _segments(font, cmap + offset)
        elif form == 12:
            yield from _ranges(font, cmap + offset)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: the Basic Multilingual Plane."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 4 * count)
    shifts_at = at + 16 + 6 * count
    shifts = struct.unpack_from(f">{count}H", font, shifts_at)
    for number, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, shifts, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if shift:
                (glyph,) = struct.unpack_from(">H", font, shifts_at + 2 * number + shift + 2 * (code - start))
                if glyph == 0:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code


def _ranges(font: bytes, at: int) -> Iterator[int]:
    """Format 12: all planes."""
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for number in range(groups):
        start, end, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(start if glyph else start + 1, end + 1)
