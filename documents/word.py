"""Writes text into Word's paragraphs and tables so that it runs the right way: the one place that knows how.

Direction stands in four places of a Word file: sections and paragraphs (`w:bidi`), runs (`w:rtl`) and tables
(`w:bidiVisual`). All text goes in by `write`, as text: nothing of it becomes a field, a link or a style.
"""

from __future__ import annotations

from typing import Final

from docx.enum.table import WD_TABLE_DIRECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Twips
from docx.table import Table
from docx.text.paragraph import Paragraph

from documents.blank import HAIRLINE, LOCALES, SHADE
from documents.stretches import Stretch, stretches
from locales.languages import Direction

STRONG: Final = "Strong"
QUIET: Final = "Quiet"
LINK: Final = "Hyperlink"

_EAST_ASIA: Final = "\u2e80"
"""Where the scripts of East Asia begin, as far as they are set in another font than Latin."""


def write(paragraph: Paragraph, text: str, base: Direction, *, style: str = "", lang: str = "") -> Paragraph:
    """Add text to a paragraph that runs as `base` says; `lang` is its language where that is not the document's."""
    turn(paragraph, base)
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_run().add_break()
        _append(paragraph._p, line, base, style, lang)
    return paragraph


def write_number(paragraph: Paragraph, field: str, base: Direction) -> None:
    """Add a number that Word counts: `PAGE` or `NUMPAGES`."""
    turn(paragraph, base)
    counted = _element("w:fldSimple", {"w:instr": field})
    counted.append(_run(Stretch("1", base), "", ""))
    paragraph._p.append(counted)


def write_link(paragraph: Paragraph, address: str, base: Direction) -> None:
    """Add an address that can be followed."""
    turn(paragraph, base)
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = _element("w:hyperlink", {"r:id": key})
    _append(link, f"\u2066{address}\u2069", base, LINK, "")
    paragraph._p.append(link)


def turn(paragraph: Paragraph, base: Direction) -> None:
    """Have the paragraph run from right to left where `base` says so."""
    properties = paragraph._p.get_or_add_pPr()
    if base == "rtl" and properties.find(qn("w:bidi")) is None:
        properties.insert_element_before(_element("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")


def turn_table(table: Table, base: Direction, widths: tuple[int, ...]) -> None:
    """Give the table its columns, in twentieths of a point; the first stands where reading begins."""
    table.autofit = False
    if base == "rtl":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
        for cell in column.cells:
            cell.width = Twips(width)


def repeat_first_row(table: Table) -> None:
    """Repeat the table's first row on every page that the table reaches, and tell listeners that it is a heading."""
    first = table.rows[0]
    properties = first._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    properties.append(_element("w:tblHeader"))
    for cell in first.cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": SHADE}))


def keep_rows_whole(table: Table) -> None:
    """Break no row of the table between two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def rule_below(table: Table, paragraph: Paragraph) -> None:
    """Draw a line below a table by the paragraph that Word wants after it."""
    table._tbl.addnext(paragraph._p)
    borders = _element("w:pBdr")
    borders.append(_element("w:top", {"w:val": "single", "w:sz": "4", "w:space": "1", "w:color": HAIRLINE}))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _append(parent: CT_P | BaseOxmlElement, line: str, base: Direction, style: str, lang: str) -> None:
    for stretch in stretches(line, base):
        parent.append(_run(stretch, style, lang))


def _run(stretch: Stretch, style: str, lang: str) -> BaseOxmlElement:
    """A run; what it says of itself in the order that the schema wants."""
    rtl = stretch.direction == "rtl"
    run, properties = _element("w:r"), _element("w:rPr")
    if style:
        properties.append(_element("w:rStyle", {"w:val": style}))
    chinese = not rtl and any(character >= _EAST_ASIA for character in stretch.text)
    if chinese:
        # Quotation marks and dashes are Latin's and China's alike; beside Chinese, they are China's.
        properties.append(_element("w:rFonts", {"w:hint": "eastAsia"}))
    if rtl:
        properties.append(_element("w:rtl"))
    if lang:
        script = "bidi" if rtl else "eastAsia" if chinese else "val"
        if (script == "bidi") == (lang == "ar") and (script == "eastAsia") == (lang == "zh"):
            properties.append(_element("w:lang", {f"w:{script}": LOCALES[lang]}))
    if len(properties):
        run.append(properties)
    text = _element("w:t", {"xml:space": "preserve"})
    text.text = stretch.text
    run.append(text)
    return run


def _element(name: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    return OxmlElement(name, {qn(key): value for key, value in (attributes or {}).items()})
