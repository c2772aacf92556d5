"""A plan that was written elsewhere: shown before it is taken over, and never written over what stands there. And a
text that is added to."""

from __future__ import annotations

from datetime import timedelta

from flows.bringing import MOST_CHARACTERS, MOST_LEFT_OUT
from flows.events import Brought, Part, Said
from flows.kinds.text import MOST_CHARACTERS as MOST_OF_A_TEXT
from flows.plan import PLAN
from tests.flows.conversation import NOW, Conversation, plainly
from tests.flows.test_plan import at

SUMMARY = Part("summary", "1. Summary", "Miners use mercury.")
EFFORTS = Part("efforts", "4. Efforts", "Training centres in Atacora\nUSD 250 000")
FOREWORD = Part("", "Foreword", "Dear reader, this is our plan.")


def bring(*parts: Part) -> Conversation:
    return Conversation(flow=PLAN).take(Brought(parts))


def test_what_goes_where_is_shown_and_nothing_is_taken_over_before_the_person_agrees():
    c = bring(FOREWORD, SUMMARY, EFFORTS)
    shown = [(plainly(line.label), plainly(line.shown) if line.shown else "", line.state) for line in c.prompt.lines]
    assert shown == [
        ("Summary of the issue", "“Miners use mercury.” (3 words)", "done"),
        ("Partner efforts and timelines", "“Training centres in Atacora USD 250 000” (7 words)", "done"),
        ("Left out, since it belongs to no section", "", "heading"),
        ("Foreword", "“Dear reader, this is our plan.” (6 words)", ""),
    ]
    assert not c.session.answers
    c.press_act("menu")
    assert not c.session.answers
    assert c.place.kind == "menu"


def test_agreed_to_it_fills_the_sections_and_lists_get_it_as_a_text_to_make_entries_of():
    c = bring(FOREWORD, SUMMARY, EFFORTS).press_act("take")
    assert {path: answer.value for path, answer in c.session.answers.items()} == {
        "summary": SUMMARY.text,
        "efforts_text": EFFORTS.text,
    }
    assert [plainly(note) for note in c.notes] == ["2 sections have been filled from your file."]
    c.press_act("section", "efforts")
    assert [plainly(line.label) for line in c.prompt.lines] == ["Efforts", "Text of an earlier plan"]
    # Once its entries are made, the text can go, and the question with it.
    c.press_act("edit", "efforts_text").press_act("skip").press_act("review").press_act("section", "efforts")
    assert [plainly(line.label) for line in c.prompt.lines] == ["Efforts"]


def test_without_a_file_nobody_is_asked_for_the_text_of_an_earlier_plan():
    c = Conversation(flow=PLAN).press_act("section", "efforts")
    assert [plainly(line.label) for line in c.prompt.lines] == ["Efforts"]


def test_what_stands_there_stays_above_what_is_brought():
    c = at("summary").say("We know this.").press_act("review").take(Brought((SUMMARY,)))
    assert plainly(c.prompt.lines[0].shown).endswith("(3 words), below what stands there")
    c.press_act("take")
    assert c.session.answers["summary"].value == "We know this.\n\nMiners use mercury."


def test_two_parts_of_one_section_come_together_in_their_order():
    c = bring(SUMMARY, Part("summary", "Background", "Since 2009.")).press_act("take")
    assert c.session.answers["summary"].value == "Miners use mercury.\n\nSince 2009."


def test_a_summary_above_its_guidance_is_said_to_be_and_kept():
    c = bring(Part("summary", "Summary", "mercury " * 281))
    assert (c.prompt.lines[0].state, c.prompt.lines[0].over) == ("over", 31)
    c.press_act("take")
    assert c.session.answers["summary"].over == 31


def test_a_text_too_long_for_one_answer_is_said_to_be_and_left_out():
    c = bring(SUMMARY, Part("process", "Process", "x" * (MOST_OF_A_TEXT + 1)))
    assert c.prompt.lines[1].state == "missing"
    assert "Please shorten it" in plainly(c.prompt.lines[1].shown)
    c.press_act("take")
    assert set(c.session.answers) == {"summary"}


def test_a_file_without_a_known_heading_changes_nothing_and_says_what_to_do():
    c = bring(FOREWORD)
    assert c.place.kind == "menu"
    assert "Give each part the title of its section" in plainly(c.notes[0])


def test_a_file_too_large_is_refused_with_its_size():
    c = bring(Part("summary", "Summary", "x" * (MOST_CHARACTERS + 1)))
    assert c.place.kind == "menu"
    assert str(MOST_CHARACTERS + 1) in plainly(c.notes[0]).replace(",", "")


def test_many_parts_that_belong_nowhere_are_counted_and_not_all_listed():
    c = bring(SUMMARY, *(Part("", f"Annex {number}", "Words.") for number in range(MOST_LEFT_OUT + 5)))
    assert plainly(c.prompt.lines[-1].label) == "and 5 more"
    assert len(c.prompt.lines) == 1 + 1 + MOST_LEFT_OUT + 1


def test_the_empty_plan_says_that_a_file_can_be_sent_and_the_begun_one_does_not():
    c = Conversation(flow=PLAN)
    assert "Send it here as a Word file" in plainly(c.prompt.hints[0])
    c.take(Brought((SUMMARY,))).press_act("take")
    assert not c.prompt.hints


def test_words_at_the_question_whether_it_is_right_change_nothing():
    c = bring(SUMMARY).say("Perhaps")
    assert c.place.kind == "brought"
    assert not c.session.answers


# -- added to ---------------------------------------------------------------------------------------------------------


def written() -> Conversation:
    return at("summary").say("Miners use mercury.").press_act("review").press_act("section", "summary")


def test_a_text_is_added_to_below_what_stands_there():
    c = written().press_act("edit", "summary").press_act("extend")
    assert "added below the text" in plainly(c.prompt.hints[-1])
    c.say("Most of it is lost.")
    assert c.session.answers["summary"].value == "Miners use mercury.\n\nMost of it is lost."


def test_a_changed_message_changes_what_it_added_and_nothing_else():
    c = written().press_act("edit", "summary").press_act("extend").say("Most of it is lots.")
    c.edit_message("Most of it is lost.")
    assert c.session.answers["summary"].value == "Miners use mercury.\n\nMost of it is lost."


def test_an_addition_cut_into_several_messages_is_one():
    c = written().press_act("edit", "summary").press_act("extend")
    c.take(Said(("lost " * 800).strip(), 71, NOW)).take(Said("to the air.", 72, NOW + timedelta(seconds=1)))
    value = str(c.session.answers["summary"].value)
    assert value.startswith("Miners use mercury.\n\nlost lost")
    assert value.endswith("lost to the air.")


def test_a_message_without_words_adds_nothing_and_asks_again():
    c = written().press_act("edit", "summary").press_act("extend").say("…")
    assert c.session.answers["summary"].value == "Miners use mercury."
    c.say("More.")
    assert c.session.answers["summary"].value == "Miners use mercury.\n\nMore."


def test_who_changes_their_mind_writes_it_anew():
    c = written().press_act("edit", "summary").press_act("extend").press_act("rewrite").say("All anew.")
    assert c.session.answers["summary"].value == "All anew."


def test_an_addition_can_make_a_text_too_long_for_its_guidance():
    c = written().press_act("edit", "summary").press_act("extend").say("mercury " * 250)
    assert c.place.kind == "over"
    assert c.session.answers["summary"].over == 3


def test_a_question_of_one_line_is_not_added_to():
    c = Conversation(flow=PLAN).press_act("section", "resources").press_act("missing", "donors").press_act("add")
    c.say("World Bank").press_act("back")
    assert not c.prompt.offers("extend", "")
