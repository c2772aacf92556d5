"""Texts that people send as files: what a `.txt` or a `.docx` says, paragraph by paragraph.

Of a Word file only its words and headings are read, each part of it up to a bound of bytes and of tags, and each node
once, so that an archive made to swell and a document nested without end do no harm.
"""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from flows.plan_import import Paragraph

MOST_BYTES_OF_A_PART: Final = 20 * 2**20
"""Unpacked; a plan of 15,000 words has some hundred thousand."""

MOST_TAGS_OF_A_PART: Final = 500_000
"""A tag of four bytes takes a hundred in memory; a plan of 15,000 words has some ten thousand."""

_HEADING: Final = re.compile(r"(?:heading|(toc)) ([1-9])", re.IGNORECASE)
_CONTENTS: Final = -1
"""In place of a heading's level: a line of a list of contents."""
_BETWEEN: Final = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n"}
_BEGINNINGS: Final = (b"<", codecs.BOM_UTF8 + b"<", codecs.BOM_UTF16_LE + b"<\0", codecs.BOM_UTF16_BE + b"\0<")
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, KeyError, OSError, EOFError),
    *(RuntimeError, SyntaxError, ValueError, OverflowError),
)
"""What comes of reading an archive that is cut, changed, encrypted (`RuntimeError`), not of XML, or whose parts are
said to lie before its beginning (`ValueError`)."""
_OTHER_ENCODING: Final = re.compile(
    rb"""\A[^<]{0,4}<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|utf-16["'])""", re.IGNORECASE
)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Unreadable(ValueError):
    """The file holds no text that can be read: it is damaged, too large, or in an encoding that it does not name."""


def plain_text(content: bytes) -> str:
    """The words of a text file in UTF-8 or UTF-16. Raises `Unreadable`."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise Unreadable("the file is not in UTF-8") from problem
    if "\x00" in text:
        raise Unreadable("the file holds no text")
    return text


def text_paragraphs(content: bytes) -> tuple[Paragraph, ...]:
    """The lines of a text file, the empty ones too; none is marked as a heading. Raises `Unreadable`."""
    return tuple(Paragraph(line.strip()) for line in plain_text(content).splitlines())


def word_paragraphs(content: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a Word file in order, those in tables too; empty ones are left out, and so are those of a list
    of contents, which only repeat the headings. Raises `Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml") if "word/styles.xml" in archive.namelist() else None
    except Unreadable:
        raise
    except _DAMAGED as problem:
        raise Unreadable("the file is damaged") from problem
    levels = {} if styles is None else dict(_heading_styles(styles))
    return tuple(block for block in _blocks(document, levels) if block.text and block.level != _CONTENTS)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    with archive.open(name) as part:
        whole = part.read(MOST_BYTES_OF_A_PART + 1)
    if len(whole) > MOST_BYTES_OF_A_PART:
        raise Unreadable("the file is too large")
    if whole.count(b"<") > MOST_TAGS_OF_A_PART:
        raise Unreadable("the file has too many parts")
    # Word writes UTF-8; in another encoding "<" can look like something else, and is not counted.
    if not whole.startswith(_BEGINNINGS) or _OTHER_ENCODING.match(whole):
        raise Unreadable("the file is in another encoding")
    # The parser of python-docx resolves no entities.
    return parse_xml(whole)


def _heading_styles(styles: Any) -> Iterator[tuple[str, int]]:
    """The identifiers of heading styles with their levels, and those of the lines of a list of contents; a style's name
    is English in every language of Word."""
    for style in styles.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        found = None if name is None else _HEADING.fullmatch(name.get(qn("w:val"), ""))
        if found is not None:
            yield style.get(qn("w:styleId"), ""), _CONTENTS if found[1] else int(found[2])


def _blocks(document: Any, levels: dict[str, int]) -> Iterator[Paragraph]:
    for paragraph in document.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        level = 0 if style is None else levels.get(style.get(qn("w:val"), ""), 0)
        depth = "" if outline is None else outline.get(qn("w:val"), "")
        if not level and len(depth) == 1 and depth.isdecimal():
            level = (int(depth) + 1) % 10
        text = "".join(_said(paragraph)).strip()
        in_table = next(paragraph.iterancestors(qn("w:tc")), None) is not None
        yield Paragraph(" ".join(text.split()) if level else text, level, in_table)


def _said(paragraph: Any) -> Iterator[str]:
    """The words of a paragraph, each node visited once: a text box within it holds paragraphs of their own."""
    open_nodes = [iter(paragraph)]
    while open_nodes:
        node = next(open_nodes[-1], None)
        if node is None:
            open_nodes.pop()
        elif node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag in _BETWEEN:
            yield _BETWEEN[node.tag]
        elif node.tag != qn("w:p"):
            open_nodes.append(iter(node))
