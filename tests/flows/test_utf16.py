"""Lengths in UTF-16 code units, and cutting by them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.utf16 import utf16_cut, utf16_length


def test_what_lies_beyond_the_first_plane_is_two_units():
    assert [utf16_length(text) for text in ("", "abc", "水银", "👍", "a\ud800")] == [0, 3, 2, 2, 2]


@given(st.text(), st.integers(0, 40))
def test_a_cut_is_the_longest_beginning_that_fits(text: str, most: int):
    cut = utf16_cut(text, most)
    assert text.startswith(cut)
    assert utf16_length(cut) <= most
    assert cut == text or utf16_length(text[: len(cut) + 1]) > most
