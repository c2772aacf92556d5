"""Texts sent as files: read whole, in any script, and refused with a reason where they cannot be."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

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


def test_a_part_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_BYTES_OF_A_PART", 1000)
    with pytest.raises(Unreadable, match="too large"):
        word_paragraphs(archive(word__document_xml=b" " * 2000))


def test_entities_are_not_resolved():
    bomb = b'<!DOCTYPE a [<!ENTITY b "secret">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
    try:
        said = word_text(archive(word__document_xml=bomb))
    except Unreadable:
        return
    assert "secret" not in said
