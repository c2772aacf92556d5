"""A meeting's form, filled in by people of three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.events import Submitted
from flows.meeting import AUDIENCES_OF_AREA, MEETING, MEETING_CANCEL, MEETING_REPORT, audiences_of
from flows.session import Place
from tests.flows.conversation import Conversation


class AboutAMeeting(Conversation):
    """Somebody who convenes a meeting of an area, and lives in Nairobi."""

    def facts(self, same_names=(), partners=()):
        known = super().facts(same_names, partners)
        return replace(known, choices=audiences_of("asgm"), zone="Africa/Nairobi")


def answered(c: Conversation) -> dict[str, object]:
    """What was answered, by key."""
    return {path: answer.value for path, answer in c.session.answers.items()}


TOLD = {
    "en": ("14 September 2026", "Geneva", "2 pm", "2 hours"),
    "ar": ("١٤ سبتمبر ٢٠٢٦", "جنيف", "٢ م", "ساعتان"),
    "zh": ("2026年9月14日", "日内瓦", "下午2点", "两个小时"),
}


@pytest.mark.parametrize("language", TOLD)
def test_a_meeting_is_told_in_any_language(language: str):
    day, zone, time, length = TOLD[language]
    c = AboutAMeeting(MEETING, language=language).say("Fourth meeting").press_act("pick", "planning").say(day)
    c.say(zone, time, length).press_act("pick", "in person").say("Room 3")
    c.say("example.org/meeting").say("1. Priorities").press_act("skip")
    c.press_act("tick", "partners").press_act("done")
    assert c.place == Place("review")
    assert answered(c) == {
        "title": "Fourth meeting",
        "kind": "planning",
        "day": "2026-09-14",
        "zone": "Europe/Zurich",
        "time": "14:00",
        "minutes": 120,
        "form": "in person",
        "place": "Room 3",
        "link": "https://example.org/meeting",
        "agenda": "1. Priorities",
        "agenda_file": None,
        "invited": ["partners"],
    }
    c.press_act("submit")
    assert c.effects == (Submitted(),)


def begun(until: str) -> Conversation:
    """A form filled in up to a question."""
    c = AboutAMeeting(MEETING)
    steps = (
        ("title", lambda: c.say("Fourth meeting")),
        ("kind", lambda: c.press_act("pick", "annual")),
        ("day", lambda: c.say("28 March 2027")),
        ("zone", lambda: c.say("Geneva")),
        ("time", lambda: c.say("14:00")),
        ("minutes", lambda: c.say("1 h")),
    )
    for key, step in steps:
        if key == until:
            break
        step()
    return c


def test_the_convener_s_own_zone_is_offered():
    c = begun("zone")
    c.press_act("pick", "Africa/Nairobi")
    assert answered(c)["zone"] == "Africa/Nairobi"


def test_a_time_that_the_clocks_of_that_day_jump_over_is_asked_for_again():
    c = begun("time").say("02:30")
    assert c.place == Place("unsure", "time")
    assert "put forward" in c.notes[0]
    c.press("03:30")
    assert answered(c)["time"] == "03:30"


def test_a_day_that_is_past_is_asked_for_again():
    c = begun("day").say("1 March 2025")
    assert "already past" in c.notes[0]
    assert c.place == Place("question", "day")


def test_a_teleconference_has_no_place():
    c = begun("form").press_act("pick", "teleconference")
    assert c.place == Place("question", "link")


def test_a_meeting_of_another_form_says_how():
    c = begun("form").press_act("pick", "other")
    assert c.place == Place("question", "place")
    assert "How and where" in c.asked


def test_only_the_body_itself_and_observers_can_be_invited():
    assert tuple(option.id for option in audiences_of("asgm")) == AUDIENCES_OF_AREA
    assert tuple(option.id for option in audiences_of("advisory")) == ("members", "observers")


def test_a_report_is_words_or_a_file_and_one_of_them_there_must_be():
    c = Conversation(MEETING_REPORT).press_act("skip")
    assert c.place == Place("question", "file")
    assert not c.prompt.offers("skip", "")
    c.send("report.pdf")
    assert c.place == Place("review")
    written = Conversation(MEETING_REPORT).say("We agreed.").press_act("skip")
    assert written.place == Place("review")


def test_cancelling_is_read_again_before_anybody_is_told():
    c = Conversation(MEETING_CANCEL).say("Too few can come.")
    assert c.place == Place("review")
    c.press_act("submit")
    assert c.effects == (Submitted(),)
