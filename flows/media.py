"""What a file is, by its content and not by its name: PDF, JPEG, PNG and DOCX are told apart from all else.

Nothing is unpacked: of a DOCX only the list of its parts is read, and that only up to a bound, so that an archive made
to swell does no harm.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_PARTS: Final = 5_000
_END_RECORD: Final = struct.Struct("<4sHHHHIIH")
_ENTRY: Final = struct.Struct("<4s6H3I5H2I")
_LONGEST_COMMENT: Final = 0xFFFF


def media_type(head: bytes, whole: bytes) -> str | None:
    """The media type of a file whose first bytes are `head` and that is `whole`; `None` for what is not known.

    `head` may be as much of the beginning as has arrived: 1,024 bytes are enough to recognise any of the four.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG if b"\xff\xd9" in whole[2:] else None
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG if head[12:16] == b"IHDR" and b"IEND" in whole[-4096:] else None
    if b"%PDF-" in head[:1024]:
        # The standard lets some bytes stand before the header; the end may be followed by a few as well.
        return PDF if b"%%EOF" in whole[-4096:] else None
    if head.startswith(b"PK\x03\x04"):
        return DOCX if _is_docx(whole) else None
    return None


def _is_docx(whole: bytes) -> bool:
    names = set(_part_names(whole))
    # A document with macros is a DOCM whatever its name says.
    return {"[Content_Types].xml", "word/document.xml"} <= names and "word/vbaProject.bin" not in names


def _part_names(archive: bytes) -> Iterator[str]:
    """The names in a ZIP archive's central directory; none where it is damaged or longer than any document's."""
    end = archive.rfind(b"PK\x05\x06", max(0, len(archive) - _LONGEST_COMMENT - _END_RECORD.size))
    if end < 0 or end + _END_RECORD.size > len(archive):
        return
    _, _, _, _, count, size, offset, _ = _END_RECORD.unpack_from(archive, end)
    if count > _MOST_PARTS or offset + size > end:
        return
    at = offset
    for _ in range(count):
        if at + _ENTRY.size > end:
            return
        fields = _ENTRY.unpack_from(archive, at)
        if fields[0] != b"PK\x01\x02":
            return
        name_length, extra_length, comment_length = fields[10], fields[11], fields[12]
        name_at = at + _ENTRY.size
        yield archive[name_at : name_at + name_length].decode("utf-8", "replace")
        at = name_at + name_length + extra_length + comment_length
