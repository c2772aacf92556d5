"""The words of documents that were made, read back from their files."""

from __future__ import annotations

import io
import struct
import unicodedata
from collections import Counter

from docx import Document
from pypdf import PdfReader


def read(pdf: bytes) -> str:
    """The words of a PDF, without regard to its lines."""
    pages = (page.extract_text() or "" for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join("\n".join(pages).replace("\u00ad", "").split())


def words_of(docx: bytes) -> str:
    """The words of a Word document, tables included."""
    return " ".join(
        "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
        for paragraph in Document(io.BytesIO(docx)).element.body.iter()
        if paragraph.tag.endswith("}p")
    )


def squeezed(text: str) -> str:
    """A text without spaces and hyphens, and ligatures as letters: lines break where the page has them break."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "")


def arabic_letters(text: str) -> Counter[str]:
    """How often each Arabic letter stands in a text, whatever its form there."""
    return Counter(one for one in unicodedata.normalize("NFKC", text) if "\u0621" <= one <= "\u064a")


def size_of(png: bytes) -> tuple[int, int]:
    """How wide and how high a picture is, in pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height
