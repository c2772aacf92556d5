"""Texts sent as files: read whole, in any script, and refused with a reason where they cannot be."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given
from hypothesis import strategies as st

from documents import reading
from documents.reading import Unreadable, plain_text, word_paragraphs
from flows.plan_import import Paragraph


def word_text(content: bytes) -> str:
    """The words of a Word file, a paragraph a line."""
    return "\n".join(one.text for one in word_paragraphs(content))


def word(*paragraphs: tuple[str, str]) -> bytes:
    """A Word file of paragraphs with their styles."""
    document, made = Document(), io.BytesIO()
    for text, style in paragraphs:
        document.add_paragraph(text, style or None)
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", ["Mercury in mines", "الزئبق في المناجم", "汞的使用\n第二行", "Ртуть"])
def test_a_text_file_is_read_in_any_script(text: str, encoding: str):
    assert plain_text(text.encode(encoding)) == text


@pytest.mark.parametrize("content", ["Ртуть".encode("cp1251"), b"a\x00b", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(content: bytes):
    with pytest.raises(Unreadable):
        plain_text(content)


def test_a_word_file_is_read_with_its_headings():
    made = word(("The plan", "Title"), ("1. Summary", "Heading 1"), ("Miners use\nmercury.", ""), ("Aims", "Heading 2"))
    assert word_paragraphs(made) == (
        Paragraph("The plan"),
        Paragraph("1. Summary", 1),
        Paragraph("Miners use\nmercury."),
        Paragraph("Aims", 2),
    )
    assert word_text(made).splitlines()[-2:] == ["mercury.", "Aims"]


def test_tables_are_read_too_and_empty_paragraphs_left_out():
    document, made = Document(), io.BytesIO()
    document.add_paragraph("")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Effort", "Cost"
    document.save(made)
    assert word_paragraphs(made.getvalue()) == (
        Paragraph("Effort", in_table=True),
        Paragraph("Cost", in_table=True),
    )


def test_a_list_of_contents_only_repeats_the_headings_and_is_left_out():
    document, made = Document(), io.BytesIO()
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("1. Summary\t3", style)
    document.add_paragraph("1. Summary", "Heading 1")
    document.save(made)
    assert word_paragraphs(made.getvalue()) == (Paragraph("1. Summary", 1),)


def test_a_heading_style_is_known_by_its_name_in_every_language_of_word():
    document, made = Document(), io.BytesIO()
    style = document.styles["Heading 1"]
    style.element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "Titre1")
    document.add_paragraph("Résumé", style)
    document.save(made)
    assert word_paragraphs(made.getvalue()) == (Paragraph("Résumé", 1),)


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 and no more", archive(other=b""), archive(word__document_xml=b"<w:document"), b""],
)
def test_a_damaged_word_file_is_refused(content: bytes):
    with pytest.raises(Unreadable):
        word_paragraphs(content)


def test_an_archive_whose_parts_are_said_to_lie_before_its_beginning_is_refused():
    """Found by fuzzing: to look there raises neither an error of archives nor one of files."""
    whole = word(("Goal", ""))
    end = whole.rindex(b"PK\x05\x06")
    (offset,) = struct.unpack_from("<I", whole, end + 16)
    moved = whole[: end + 16] + struct.pack("<I", offset + 2**20) + whole[end + 20 :]
    with pytest.raises(Unreadable):
        word_text(moved)


def test_a_part_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_BYTES_OF_A_PART", 1000)
    with pytest.raises(Unreadable, match="too large"):
        word_paragraphs(archive(word__document_xml=b" " * 2000))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_part_of_nothing_but_tags_is_refused_before_it_fills_the_memory():
    tags = b"<w:p/>" * (reading.MOST_TAGS_OF_A_PART + 1)
    content = archive(word__document_xml=b"<w:document " + W.encode() + b">" + tags + b"</w:document>")
    assert len(content) < 20_000
    with pytest.raises(Unreadable, match="too many parts"):
        word_paragraphs(content)


def test_paragraphs_within_paragraphs_are_read_in_the_time_of_as_many_beside_each_other():
    deep, many = 200, 20_000
    nested = f"<w:document {W}>{'<w:p>' * deep}{'<w:t>a</w:t>' * many}{'</w:p>' * deep}</w:document>"
    begun = time.process_time()
    (paragraph,) = word_paragraphs(archive(word__document_xml=nested.encode()))
    assert time.process_time() - begun < 5, "a visit of each from each took minutes"
    assert paragraph.text == "a" * many


@pytest.mark.parametrize("encoding", ["cp037", "utf-7", "latin-1"])
def test_an_encoding_in_which_tags_could_hide_is_refused(encoding: str):
    said = f'<?xml version="1.0" encoding="{encoding}"?><w:document {W}><w:p><w:r><w:t>a</w:t></w:r></w:p></w:document>'
    for content in (said.encode(encoding), said.encode()):
        with pytest.raises(Unreadable):
            word_paragraphs(archive(word__document_xml=content))


def test_entities_that_multiply_are_not_multiplied():
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    said_once = f"<w:document {W}><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:document>"
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "swell">{entities}]>{said_once}'
    begun = time.process_time()
    try:
        said = word_text(archive(word__document_xml=bomb.encode()))
    except Unreadable:
        said = ""
    assert "swell" not in said
    assert time.process_time() - begun < 5


def test_a_document_that_wants_a_password_is_refused():
    content = bytearray(archive(word__document_xml=b"<w:document/>"))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + flags] |= 1
    with pytest.raises(Unreadable):
        word_paragraphs(bytes(content))


def test_an_outline_level_of_many_digits_is_none():
    level = f'<w:pPr><w:outlineLvl w:val="{"9" * 5000}"/></w:pPr>'
    xml = f"<w:document {W}><w:p>{level}<w:r><w:t>a</w:t></w:r></w:p></w:document>"
    assert word_paragraphs(archive(word__document_xml=xml.encode())) == (Paragraph("a"),)


_SOUND = word(("The plan", "Title"), ("1. Summary", "Heading 1"), ("Miners use mercury. " * 40, ""))


@given(st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_any_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]):
    content = bytearray(_SOUND)
    for place, byte in changes:
        content[place] = byte
    try:
        paragraphs = word_paragraphs(bytes(content))
    except Unreadable:
        return
    assert all(isinstance(one.text, str) for one in paragraphs)


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path):
    (tmp_path / "secret.txt").write_text("what only the server knows")
    outside = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    xml = f"{outside}<w:document {W}><w:p><w:r><w:t>said &b;</w:t></w:r></w:p></w:document>"
    try:
        said = word_text(archive(word__document_xml=xml.encode()))
    except Unreadable:
        said = ""
    assert "server" not in said


def test_entities_are_not_resolved():
    bomb = b'<!DOCTYPE a [<!ENTITY b "secret">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
    try:
        said = word_text(archive(word__document_xml=bomb))
    except Unreadable:
        return
    assert "secret" not in said
