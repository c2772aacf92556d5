"""An empty Word file in one language: styles, fonts, paper and settings, and nothing that python-docx brings along.

Sizes and weights stand in the styles twice, once for Latin, Cyrillic and Chinese and once for Arabic (`w:szCs`,
`w:bCs`): Word takes the second for every run that is marked as running from right to left.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.fonts import ARABIC, CHINESE, LATIN
from locales.languages import direction

INK: Final = "16324F"
QUIET: Final = "595959"
HAIRLINE: Final = "BFBFBF"
SHADE: Final = "F2F2F2"

# A4 and its margins in twentieths of a point, as in the PDF.
PAPER: Final = (11906, 16838)
MARGIN: Final = 1361
TEXT_WIDTH: Final = PAPER[0] - 2 * MARGIN

LOCALES: Final = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN"}
"""The variety of each language that Word is told: it wants a region. Grammar and hyphenation differ little."""

_KEPT_PARTS: Final = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS)


def blank(language: str) -> WordDocument:
    """A new document that is written in the language, without a word in it."""
    return Document(io.BytesIO(_blank_file(language)))


@cache
def _blank_file(language: str) -> bytes:
    document = Document()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype not in _KEPT_PARTS:
            del document.part.rels[key]
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[key]
    for element, xml in (
        (document.styles.element, _styles(language)),
        (document.settings.element, _settings(language)),
    ):
        for child in list(element):
            element.remove(child)
        element.extend(list(parse_xml(xml)))
    section = document.element.body.sectPr
    for child in list(section):
        section.remove(child)
    section.extend(list(parse_xml(_section(language))))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def languages_of(language: str) -> dict[str, str]:
    """What `w:lang` says: the language of Latin and Cyrillic, of Chinese, and of Arabic text."""
    return {
        "val": LOCALES["en"] if language in ("ar", "zh") else LOCALES[language],
        "eastAsia": LOCALES["zh"],
        "bidi": LOCALES["ar"],
    }


def _lang(language: str) -> str:
    return " ".join(f'w:{key}="{value}"' for key, value in languages_of(language).items())


def _sizes(language: str, share: float = 1) -> str:
    """Half points. Amiri is drawn smaller than Noto Sans and is set larger, as in the PDF."""
    latin, arabic = (21 if language == "zh" else 20), 25
    return f'<w:sz w:val="{round(latin * share)}"/><w:szCs w:val="{round(arabic * share)}"/>'


def _styles(language: str) -> str:
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{CHINESE}" w:cs="{ARABIC}"'
    bold = "<w:b/><w:bCs/>"
    hairlines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>' for side in ("top", "bottom", "insideH")
    )
    cells = '<w:tblCellMar><w:top w:w="{0}" w:type="dxa"/><w:left w:w="{1}" w:type="dxa"/>' + (
        '<w:bottom w:w="{0}" w:type="dxa"/><w:right w:w="{1}" w:type="dxa"/></w:tblCellMar>'
    )
    return f"""<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr><w:rFonts {fonts}/>{_sizes(language)}<w:lang {_lang(language)}/></w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  {_style("paragraph", "Normal", default=True)}
  {
        _style(
            "paragraph",
            "heading 1",
            '<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="240"/><w:outlineLvl w:val="0"/>',
            f'{bold}<w:color w:val="{INK}"/>{_sizes(language, 1.35)}',
            following="Normal",
        )
    }
  {
        _style(
            "paragraph",
            "heading 2",
            '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="1"/>',
            f'{bold}<w:color w:val="{INK}"/>{_sizes(language, 1.05)}',
            following="Normal",
        )
    }
  {
        _style(
            "paragraph",
            "header",
            '<w:spacing w:after="0"/>',
            f'<w:color w:val="{QUIET}"/>{_sizes(language, 0.82)}',
        )
    }
  {
        _style(
            "paragraph",
            "footer",
            '<w:spacing w:after="0"/><w:jc w:val="center"/>',
            f'<w:color w:val="{QUIET}"/>{_sizes(language, 0.82)}',
        )
    }
  {_style("paragraph", "toc 1")}
  {_style("paragraph", "Cell", '<w:spacing w:after="60"/>')}
  {_style("character", "Default Paragraph Font", default=True)}
  {_style("character", "Strong", run=bold)}
  {_style("character", "Quiet", run=f'<w:color w:val="{QUIET}"/>')}
  {_style("character", "Hyperlink", run=f'<w:color w:val="{INK}"/><w:u w:val="single"/>')}
  {_style("table", "Normal Table", table=cells.format(0, 0), default=True)}
  {_style("table", "Letter Table", table=f"<w:tblBorders>{hairlines}</w:tblBorders>{cells.format(80, 110)}")}
</w:styles>"""


def _style(
    kind: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    table: str = "",
    *,
    following: str = "",
    default: bool = False,
) -> str:
    """A style; its parts in the order that the schema wants."""
    key = "".join(word[0].upper() + word[1:] for word in name.split())
    based = {"paragraph": "Normal", "character": "DefaultParagraphFont", "table": "NormalTable"}[kind]
    own = f' w:default="1" w:styleId="{key}"' if default else f' w:styleId="{key}"'
    return (
        f'<w:style w:type="{kind}"{own}><w:name w:val="{name}"/>'
        + ("" if default else f'<w:basedOn w:val="{based}"/>')
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + (f"<w:tblPr>{table}</w:tblPr>" if table else "")
        + "</w:style>"
    )


def _settings(language: str) -> str:
    """Without a mode, Word opens the file as one of 2007, and lays it out so."""
    word = 'w:uri="http://schemas.microsoft.com/office/word"'
    return f"""<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="720"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" {word} w:val="15"/>
    <w:compatSetting w:name="enableOpenTypeFeatures" {word} w:val="1"/>
    <w:compatSetting w:name="doNotFlipMirrorIndents" {word} w:val="1"/>
  </w:compat>
  <w:themeFontLang {_lang(language)}/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>"""


def _section(language: str) -> str:
    width, height = PAPER
    return f"""<w:sectPr {nsdecls("w")}>
  <w:pgSz w:w="{width}" w:h="{height}"/>
  <w:pgMar w:top="1700" w:right="{MARGIN}" w:bottom="1474" w:left="{MARGIN}"
    w:header="850" w:footer="740" w:gutter="0"/>
  <w:cols w:space="720"/>
  {"<w:bidi/>" if direction(language) == "rtl" else ""}
</w:sectPr>"""
