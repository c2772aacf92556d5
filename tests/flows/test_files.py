"""Files: what they are, and whether they answer the question."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.facts import FileSent, Read, Unclear
from flows.kinds import File, Text
from flows.media import DOCX, JPEG, PDF, PNG, media_type
from tests.flows.reading import facts, problem, shown

SCAN = File("scan", "Would you like to add a signed copy?")


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, "<x/>")
    return buffer.getvalue()


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PDF_FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
JPEG_FILE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
DOCX_FILE = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def kind(whole: bytes) -> str | None:
    return media_type(whole[:1024], whole)


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        (PDF_FILE, PDF),
        (b"\xef\xbb\xbf" + PDF_FILE, PDF),
        (JPEG_FILE, JPEG),
        (png(), PNG),
        (DOCX_FILE, DOCX),
        (b"", None),
        (b"hello", None),
        (b"<html>", None),
        (b"%PDF-1.7 cut off", None),
        (JPEG_FILE[:8], None),
        (png()[:30], None),
        (archive("a.txt"), None),
        (archive("[Content_Types].xml", "xl/workbook.xml"), None),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (DOCX_FILE[:-30], None),
        (DOCX_FILE[: len(DOCX_FILE) // 2], None),
        (b"PK\x03\x04" + b"\0" * 100, None),
        (b"MZ\x90\x00" + PDF_FILE[:4], None),
    ],
)
def test_a_file_is_known_by_its_content(whole: bytes, found: str | None) -> None:
    assert kind(whole) == found


def test_a_list_of_parts_that_is_too_long_is_not_read() -> None:
    assert kind(archive("[Content_Types].xml", "word/document.xml", *map(str, range(6000)))) is None


def test_nothing_of_an_archive_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("word/document.xml", b"\0" * 50_000_000)
    assert kind(buffer.getvalue()) == DOCX


@given(st.binary(max_size=3000))
def test_no_bytes_are_too_strange(whole: bytes) -> None:
    assert kind(whole) in {PDF, JPEG, PNG, DOCX, None}


@given(st.integers(0, len(DOCX_FILE) - 1), st.integers(0, 255))
def test_a_damaged_document_breaks_nothing(place: int, byte: int) -> None:
    damaged = bytearray(DOCX_FILE)
    damaged[place] = byte
    assert kind(bytes(damaged)) in {DOCX, None}


def sent(**changes: object) -> FileSent:
    given = {"file_id": "f1", "name": "letter.pdf", "media_type": PDF, "size": 1000, **changes}
    return FileSent(**given)  # type: ignore[arg-type]


def told(file: FileSent, question: File = SCAN) -> str:
    result = question.read_file(file, facts())
    assert isinstance(result, Unclear)
    return facts().tell(result.problem)


def test_a_fitting_file_is_kept_and_shows_by_its_name() -> None:
    result = SCAN.read_file(sent(), facts())
    assert result == Read({"file_id": "f1", "name": "letter.pdf", "media_type": PDF, "size": 1000})
    assert isinstance(result, Read)
    assert shown(SCAN.show(result.value, facts())) == "letter.pdf"


def test_a_file_without_a_name_is_called_by_its_kind() -> None:
    result = SCAN.read_file(sent(name=""), facts())
    assert isinstance(result, Read)
    assert shown(SCAN.show(result.value, facts())) == "PDF"


def test_a_file_that_does_not_fit_is_told_what_would() -> None:
    assert "PDF, JPEG, PNG or DOCX" in told(sent(media_type=None))
    assert "PNG" in told(sent(), File("a", "b", media_types=(PNG,)))
    assert "10 MB" in told(sent(size=10 * 1024 * 1024 + 1))
    assert isinstance(SCAN.read_file(sent(size=10 * 1024 * 1024), facts()), Read)
    assert "empty" in told(sent(size=0))


def test_words_in_place_of_a_file_are_answered_kindly() -> None:
    assert "send it here" in problem(SCAN, "here it is")


def test_a_file_in_place_of_words_is_answered_kindly() -> None:
    result = Text("a", "b").read_file(sent(), facts())
    assert isinstance(result, Unclear)


def test_the_hint_tells_kinds_and_size() -> None:
    assert [facts().tell(hint) for hint in SCAN.hints(facts())] == ["PDF, JPEG, PNG or DOCX, 10 MB at most."]
