"""A letter that was sent, open again: led through what the secretariat asks about, or changed freely; given up; and
forms that are sent off by their last answer."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.events import Abandoned, Submitted
from flows.form import Edition, Flow, Section
from flows.kinds import Text
from flows.letter import LETTER
from flows.session import Place
from tests.flows.conversation import Conversation, plainly
from tests.flows.forms import letter

REMARK = "Please say which mercury products you work on."


def sent() -> Conversation:
    """A whole letter, sent."""
    c = letter().press("Send the letter")
    assert c.place == Place("done")
    return c


def shown(c: Conversation) -> list[str]:
    """The paragraphs of the present prompt."""
    return [plainly(paragraph) for paragraph in c.prompt.paragraphs]


def test_asked_questions_come_one_after_the_other_and_then_the_review():
    c = sent().reopen(REMARK, "name", "contributions", "email")
    assert c.place == Place("question", "name")
    assert shown(c)[0] == f"The secretariat asks: “{REMARK}”"
    c.say("Ministry of Environment and Climate")
    assert c.place == Place("group", "contributions")
    assert shown(c)[0] == f"The secretariat asks: “{REMARK}”"
    c.press("Continue")
    assert c.place == Place("question", "email")
    c.press("Keep this answer")
    assert c.place == Place("review")
    assert shown(c)[0] == f"The secretariat asks: “{REMARK}”"
    assert "Contributions" in shown(c)[1]
    assert c.session.visit == ()
    assert c.press("Send the letter").effects == (Submitted(),)


def test_the_remark_stands_only_where_it_is_answered():
    c = sent().reopen(REMARK, "name")
    c.press("All answers", "✎ E-mail")
    assert c.place.path == "email"
    assert not any(REMARK in paragraph for paragraph in shown(c))


def test_an_item_of_an_asked_list_can_be_changed_or_added_before_going_on():
    c = sent().reopen(REMARK, "contributions", "email")
    first = c.prompt.buttons[0][0]
    c.press_act(first.act, first.arg)
    assert c.place.kind == "item"
    edit = next(button for row in c.prompt.buttons for button in row if button.act == "edit")
    c.press_act(edit.act, edit.arg).press("Keep this answer")
    assert c.place.kind == "item"
    c.press("To the list", "Continue")
    assert c.place == Place("question", "email")


def test_back_leads_to_the_asked_question_before_and_from_the_first_to_the_review():
    c = sent().reopen(REMARK, "name", "email").press("Keep this answer")
    assert c.place.path == "email"
    assert c.press("Back").place.path == "name"
    assert c.press("Keep this answer").place.path == "email"
    assert c.press("Back", "Back").place == Place("review")
    assert c.session.visit == ()


def test_whoever_asks_for_all_answers_is_not_led_any_further():
    c = sent().reopen(REMARK, "name", "email").press("All answers", "✎ Telephone").press("Keep this answer")
    assert c.place == Place("review")


def test_a_question_that_is_not_asked_any_more_is_passed_over():
    c = sent().reopen(REMARK, "no_such_question", "email")
    assert c.place.path == "email"
    assert sent().reopen(REMARK, "no_such_question").place == Place("review")


def test_the_way_through_asked_questions_outlasts_a_new_edition_of_the_form():
    c = sent().reopen(REMARK, "name", "website", "email")
    renamed = _renamed("website", "site")
    c.come_back(renamed)
    assert c.session.visit == ("name", "site", "email")
    assert c.press("Keep this answer").place.path == "site"


def _renamed(before: str, after: str) -> Flow:
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(question, key=after) if question.key == before else question for question in section.questions
            ),
        )
        for section in LETTER.sections
    )
    number = LETTER.edition + 1
    editions = {**LETTER.editions, number: Edition(renamed={before: after})}
    return replace(LETTER, edition=number, sections=sections, editions=editions)


def test_a_letter_is_opened_for_changes_at_the_review():
    c = sent().reopen()
    assert c.place == Place("review")
    assert shown(c) == []
    assert c.press("✎ E-mail").say("new@example.org").place == Place("review")
    assert c.value("email") == "new@example.org"


def test_giving_changes_up_says_that_the_sent_letter_stays():
    c = sent().reopen(REMARK, "name").ask("cancel")
    assert c.asked == "Give up your changes?"
    assert shown(c)[0] == (
        "The letter GMP-2026-0001 stays as you sent it. What you have changed since would be erased."
    )
    assert c.press("No, go on writing").place == Place("question", "name")
    assert c.ask("cancel").press("Yes, give them up").effects == (Abandoned(),)


def test_buttons_of_before_the_letter_was_sent_do_nothing_after_it_was_opened_again():
    c = letter()
    before = c.session.revision
    c.press("Send the letter").reopen()
    assert c.session.revision > before + 1


def test_leaving_and_coming_back_in_the_middle_leads_on_through_the_asked_questions():
    c = sent().reopen(REMARK, "name", "email").press("Save and leave").come_back()
    assert c.place.path == "name"
    assert c.press("Keep this answer").place.path == "email"


def test_taking_back_the_wish_to_give_up_leads_on_through_the_asked_questions():
    c = sent().reopen(REMARK, "name", "email").ask("cancel").press("No, go on writing").press("Keep this answer")
    assert c.place.path == "email"


PATHS = ("category", "name", "country", "website", "person", "email", "contributions", "publish", "missing.1.path")


@settings(max_examples=60, deadline=None)
@given(asked=st.lists(st.sampled_from(PATHS), unique=True, max_size=6))
def test_whatever_is_asked_about_keeping_every_answer_leads_to_the_review_and_changes_nothing(asked):
    c = sent().reopen(REMARK, *asked)
    answers = dict(c.session.answers)
    visited = []
    while c.place != Place("review"):
        visited.append(c.place.path)
        assert len(visited) <= len(asked)
        acts = {button.act for row in c.prompt.buttons for button in row}
        c.press_act(next(act for act in ("keep", "go", "done") if act in acts))
    assert visited == [path for path in asked if path in {"category", *PATHS[1:-1]}]
    assert c.session.answers == answers


# -- sent off by the last answer ---------------------------------------------------------------------------------------

SEARCH = Flow(
    "lookup",
    edition=1,
    title="A search",
    at_once=True,
    sections=(Section("words", "Search", (Text("words", "What for?"), Text("where", "Where?", optional=True))),),
)


def test_a_form_without_a_review_is_sent_by_the_answer_that_completes_it():
    c = Conversation(SEARCH).say("Élan")
    assert c.place.path == "where"
    assert not c.effects
    assert c.say("Geneva").effects == (Submitted(),)
    assert c.place == Place("done")
    assert c.value("words") == "Élan"


def test_a_form_without_a_review_shows_its_answers_to_who_asks_for_them():
    c = Conversation(SEARCH).say("Élan").press("All answers")
    assert c.place == Place("review")
    assert not c.effects
