"""Lines cut into stretches of one direction."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.stretches import MARKS, Stretch, stretches
from locales.isolation import isolate

LRM, RLM = MARKS["ltr"], MARKS["rtl"]
INVISIBLE = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u202c\u200e\u200f")


def cut(line, base):
    return [(one.direction, one.text) for one in stretches(line, base)]


def test_a_line_in_its_own_direction_stays_whole():
    assert cut("Ministry of Environment, 2026 (§ 5).", "ltr") == [("ltr", "Ministry of Environment, 2026 (§ 5).")]
    assert cut("وزارة البيئة، 2026.", "rtl") == [("rtl", "وزارة البيئة، 2026.")]
    assert stretches("", "rtl") == ()


def test_a_latin_name_within_arabic_is_a_stretch_of_its_own():
    assert cut("مع UNIDO، ثم", "rtl") == [("rtl", "مع "), ("ltr", "UNIDO"), ("rtl", "، ثم")]


def test_a_telephone_number_in_an_isolate_keeps_its_groups_in_order():
    line = f"هاتف {isolate('+962 6 535 0305')}، بحلول"
    assert cut(line, "rtl") == [("rtl", "هاتف "), ("ltr", f"{LRM}+962 6 535 0305{LRM}"), ("rtl", "، بحلول")]


def test_names_in_a_list_stay_in_the_order_of_the_list():
    line = f"{isolate('UNIDO')}، {isolate('UNEP')}"
    assert cut(line, "rtl") == [("ltr", "UNIDO"), ("rtl", f"{RLM}، "), ("ltr", "UNEP")]


def test_a_number_after_a_name_of_another_direction_does_not_join_it():
    assert cut(f"{isolate('UNIDO')} 2026", "rtl") == [("ltr", "UNIDO"), ("rtl", f"{RLM} 2026")]


def test_an_arabic_name_within_french_is_a_stretch_of_its_own():
    line = f"De : {isolate('وزارة البيئة (2)')}, Genève"
    assert cut(line, "ltr") == [("ltr", "De : "), ("rtl", f"وزارة البيئة (2){RLM}"), ("ltr", ", Genève")]


def test_whoever_turns_text_about_turns_their_own_only():
    assert cut("abc\u202edef", "ltr") == [("ltr", "abc\u202edef\u202c")]
    assert cut(f"{isolate('a' + chr(0x202E) + 'b')} c", "ltr") == [("ltr", "a\u202eb\u202c c")]


@given(st.text(st.sampled_from("aZ 1.,(+\u0627\u0628\u0661\u064b\u4e2d\u2066\u2067\u2068\u2069\u202e\u202c")))
def test_no_character_is_lost_and_none_changes_its_place(line):
    for base in ("ltr", "rtl"):
        found = stretches(line, base)
        assert "".join(one.text for one in found).translate(INVISIBLE) == line.translate(INVISIBLE)
        assert all(one.text for one in found)


@pytest.mark.parametrize("base", ["ltr", "rtl"])
def test_neighbours_run_in_different_directions(base):
    found = stretches("abc أبج 12 def، 3 زح (x)", base)
    assert all(first.direction != second.direction for first, second in pairwise(found))
    assert isinstance(found[0], Stretch)
