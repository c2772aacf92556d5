"""What buttons carry fits, and is read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events import Button, Pressed
from flows.wording import as_is, say
from handlers.buttons import PagePressed, base36, carried, label, read_carried
from locales.voice import voice

IDS = st.integers(min_value=0, max_value=2**53)
KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789.", max_size=19)


@given(IDS, IDS, KEYS, KEYS)
def test_a_button_is_read_back_as_it_was(session: int, revision: int, act: str, arg: str) -> None:
    data = carried(session, revision, act, arg)
    assert len(data.encode()) <= 64
    assert read_carried(data) == (session, Pressed(revision, act, arg))


def test_a_button_that_would_not_fit_is_never_made() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        carried(1, 1, "pick", "x" * 60)


def test_a_page_button_carries_its_act() -> None:
    assert read_carried("!language:fr") == PagePressed("language", "fr")
    assert read_carried("!here") == PagePressed("here", "")


@pytest.mark.parametrize("data", ["", "x", "1.2", "1:pick:a", "é.1:pick:a", "1.:a:b", ".:a:b", "-:-"])
def test_what_no_button_carries_is_nothing(data: str) -> None:
    assert read_carried(data) is None


@given(st.text(max_size=64))
def test_no_forged_data_breaks_the_reader(data: str) -> None:
    read_carried(data)


@given(IDS)
def test_base_36_is_what_python_reads(number: int) -> None:
    assert int(base36(number), 36) == number


def test_an_option_that_can_be_ticked_shows_its_box() -> None:
    assert label(Button("tick", "a", say("Gold"), ticked=True), voice("en")) == "☑ Gold"
    assert label(Button("tick", "a", as_is("Gold"), ticked=False), voice("en")) == "☐ Gold"
    assert label(Button("pick", "a", "Gold"), voice("en")) == "Gold"
