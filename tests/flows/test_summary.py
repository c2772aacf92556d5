"""A letter at a glance, and two versions of one beside each other."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.comparison import differences
from flows.session import Answer
from flows.summary import summary
from flows.wording import LANGUAGES, Say, say
from locales import voice
from tests.flows.conversation import Conversation, plainly
from tests.flows.forms import INDIVIDUAL, letter

MOST = 1500
"""Characters of a summary: it goes into one message of 4,096 with all else that is said there."""


def told(c: Conversation) -> list[str]:
    return [plainly(line) for line in summary(c.session.answers, c.facts())]


def test_a_summary_says_who_from_where_what_and_whether_it_may_be_published():
    assert told(letter()) == [
        "Official name: Ministry of Environment",
        "Category: National government",
        "Country: Kenya",
        "Areas: Artisanal and small-scale gold mining; Mercury in products",
        "• Training and capacity building: We train 200 miners to recover gold without mercury.",
        "Signed by: Amina Yusuf",
        "Publication: Yes, it may be published",
    ]


def test_an_individual_is_summed_up_by_their_own_questions():
    assert told(letter(steps=INDIVIDUAL))[0].startswith("Full name: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_of_the_longest_letter_stays_short(language):
    c = letter()
    answers = dict(c.session.answers)
    answers["name"] = Answer("Ministry " * 22)
    answers["areas"] = Answer([area.key for area in c.areas])
    answers["contributions"] = Answer({"items": [str(n) for n in range(1, 31)], "next": 31})
    for n in range(1, 31):
        answers[f"contributions.{n}.kind"] = Answer("awareness")
        answers[f"contributions.{n}.how"] = Answer("Mercury " * 2000)
    facts = replace(c.facts(), language=language, tell=voice(language).plain)
    lines = summary(answers, facts)
    assert sum(len(voice(language).plain(line)) for line in lines) < MOST
    assert plainly(lines[-3]) == "• and 26 more contributions"


# -- comparison --------------------------------------------------------------------------------------------------------


def changes(before: Conversation, now: Conversation) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            plainly(each.label),
            None if each.before is None else plainly(each.before),
            None if each.now is None else plainly(each.now),
        )
        for each in differences(before.session.answers, now.session.answers, now.facts())
    ]


def test_equal_versions_have_no_differences():
    assert changes(letter(), letter()) == []


def test_changed_added_and_removed_answers_are_told_in_the_order_of_the_form():
    before, now = letter(), letter().reopen()
    now.press("✎ Country").say("Uganda").press("✎ Website", "Remove this answer")
    now.press("✎ Signed by").say("Li Wei")
    assert changes(before, now) == [
        ("Country", "Kenya", "Uganda"),
        ("Website", "https://www.environment.go.ke", None),
        ("Signed by", "Amina Yusuf", "Li Wei"),
    ]
    assert changes(now, before)[1] == ("Website", None, "https://www.environment.go.ke")


def test_items_of_a_group_are_told_by_their_number():
    before, now = letter(), letter().reopen()
    now.press("✎ Contributions", "Add another contribution", "Research and data").say("We measure mercury in fish.")
    while now.place.kind == "question":
        now.press("Skip ▶")
    added = changes(before, now)
    assert ("Contribution 2: How", None, "We measure mercury in fish.") in added
    assert all(label.startswith("Contribution 2: ") for label, _, _ in added)


def test_moving_an_item_alone_changes_no_answer():
    c = letter().reopen()
    answers = dict(c.session.answers)
    answers["contributions"] = Answer({"items": ["1", "2"], "next": 3})
    answers["contributions.2.kind"], answers["contributions.2.how"] = Answer("funds"), Answer("Ten thousand.")
    moved = {**answers, "contributions": Answer({"items": ["2", "1"], "next": 3})}
    assert differences(answers, moved, c.facts()) == ()


def test_private_answers_are_marked_as_such():
    before, now = letter(), letter().reopen()
    now.press("✎ E-mail").say("new@example.org").press("✎ Country").say("Uganda")
    found = differences(before.session.answers, now.session.answers, now.facts())
    assert [(plainly(each.label), each.private) for each in found] == [("Country", False), ("E-mail", True)]


@settings(max_examples=50, deadline=None)
@given(
    taken=st.sets(st.sampled_from(sorted(letter().session.answers)), max_size=6),
    other=st.sets(st.sampled_from(sorted(letter().session.answers)), max_size=6),
)
def test_differences_are_the_same_both_ways(taken, other):
    c = letter()
    whole = c.session.answers
    one = {path: answer for path, answer in whole.items() if path not in taken}
    two = {path: answer for path, answer in whole.items() if path not in other}
    there = differences(one, two, c.facts())
    back = differences(two, one, c.facts())
    assert {(str(each.label), str(each.before), str(each.now)) for each in there} == {
        (str(each.label), str(each.now), str(each.before)) for each in back
    }
    assert all(isinstance(each.label, Say) and each.label != say("") for each in there)
