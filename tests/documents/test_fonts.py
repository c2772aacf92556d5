"""Characters that the fonts have, and those that they lack."""

import pytest

from documents import fonts
from documents.fonts import MissingFont, MissingGlyphs, require_glyphs


@pytest.mark.parametrize(
    "text",
    [
        "We will train 200 miners – “mercury-free”, 50 % cheaper; Hg⁰, µg/m³, €",
        "Œuvre, garçon, Noël, N°\u00a05\u202f; ça",
        "¿Cuándo? Año, índice",
        "Объём ртути, № 5, Қазақстан",
        "وزارة البيئة، ٢٠٢٦؛ لماذا؟ پچگ",
        "生态环境部（中国）：“汞”，《水俣公约》……——𠮷",
        "環境省 환경부",
        "የአካባቢ ሚኒስቴር กระทรวง பாதரசம் পারদ משרד ပြဒါး បារត ປາຫຼອດ పాదరసం पारा",
        "line\nline \u2068a\u2069 \u200f\u200d\ufe0f",
    ],
)
def test_what_the_six_languages_write_can_be_drawn(text):
    require_glyphs(text)


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(MissingGlyphs) as raised:
        require_glyphs("ok\n😀 𐎠 ሀ 😀 \ue000\0")
    assert raised.value.characters == "😀𐎠\ue000\0"
    assert "U+1F600 GRINNING FACE, U+103A0 OLD PERSIAN SIGN A, U+E000 without a name" in str(raised.value)


def test_only_the_packages_fonts_are_used():
    folders = tuple(str(folder) for folder in fonts.FOLDERS)
    assert all(str(info.path).startswith(folders) for info in fonts.fonts().fonts())


def test_a_family_that_is_missing_is_named(monkeypatch):
    fonts.fonts.cache_clear()
    monkeypatch.setattr(fonts, "FOLDERS", fonts.FOLDERS[:1])
    try:
        with pytest.raises(MissingFont, match="no font package has Amiri, Noto Sans Bengali, Noto Sans CJK SC"):
            fonts.fonts()
    finally:
        fonts.fonts.cache_clear()
