"""Stories of the letter of intent: who is asked what, what it needs, and how it reads."""

from dataclasses import replace

import pytest

from flows.events import Submitted
from flows.facts import Area
from flows.form import Group
from flows.framework import CURRENT, edition
from flows.letter import LETTER
from flows.letter_text import compose, letter_paragraphs
from flows.session import Place
from flows.wording import Day, Span, say
from locales import voice
from tests.flows.conversation import Conversation, plainly
from tests.flows.forms import ENTITY, INDIVIDUAL, letter

PRIVATE = ("Amina Yusuf", "Head of the chemicals unit", "amina.yusuf@", "2730808", "P.O. Box 305", "signed.pdf")


def text_of(c):
    return "\n".join(plainly(paragraph) for paragraph in letter_paragraphs(compose(c.session.answers, c.facts())))


# -- who is asked what ------------------------------------------------------------------------------------------------


def test_the_letter_has_the_sections_and_keys_of_the_paper_form():
    keys = {section.key: [question.key for question in section.questions] for section in LETTER.sections}
    assert keys == {
        "applicant": ["category", "name", "name", "country", "website"],
        "contact": ["person", "position", "email", "phone", "address"],
        "commitment": ["support", "goal"],
        "contribution": ["areas", "contributions"],
        "signature": ["signatory", "title", "authority", "scan"],
        "publication": ["publish"],
    }
    contributions = LETTER.sections[3].questions[1]
    assert isinstance(contributions, Group)
    assert [question.key for question in contributions.of] == ["kind", "how", "areas", "when"]


def test_contacts_and_the_signed_copy_are_private_and_nothing_else_is():
    private = [question.key for section in LETTER.sections for question in section.questions if question.private]
    assert private == ["person", "position", "email", "phone", "address", "scan"]


@pytest.mark.parametrize("path", ["name", "person", "signatory"])
@pytest.mark.parametrize("typed", ["1", "x", "Я"])
def test_one_letter_or_digit_is_no_name(path, typed):
    c = letter(path).say(typed)
    assert c.place.path == path
    assert c.notes == ("This is very short. Please write at least 2 characters.",)
    assert c.say("李明").value(path) == "李明"


def test_all_eight_of_the_framework_may_apply():
    c = Conversation()
    assert [button.arg for row in c.prompt.buttons for button in row if button.act == "pick"] == [
        "government", "regional", "international", "industry", "ngo", "academic", "entity", "individual"
    ]  # fmt: skip


def test_an_individual_is_asked_for_their_own_name_and_for_nothing_that_only_entities_have():
    c = letter("name", steps=INDIVIDUAL)
    assert c.asked == "What is your full name?"
    c = letter(steps=INDIVIDUAL)
    labels = [plainly(line.label) for line in c.prompt.lines]
    assert "Full name" in labels
    for label in ("Official name", "Website", "Contact person", "Position", "Title", "Authority to sign"):
        assert label not in labels
    assert c.buttons[0] == "Send the letter"


@pytest.mark.parametrize(("number", "optional"), [("1", False), ("2", True), ("3", True), ("5", False), ("8", False)])
def test_international_and_regional_organisations_need_not_name_a_country(number, optional):
    c = Conversation().say(number, "A Name of its own")
    assert c.place.path == "country"
    assert c.prompt.optional is optional
    assert ("Skip ▶" in c.buttons) is optional


def test_a_country_that_was_skipped_is_asked_for_again_when_it_is_needed():
    steps = [(path, does) for path, does in ENTITY if path not in ("category", "country")]
    c = Conversation().press("International organisation").say("World Organisation").press("Skip")
    for path, does in steps[1:]:
        assert c.place.path == path
        does(c)
    assert c.buttons[0] == "Send the letter"
    c.press("Category", "National government")
    assert c.asked == "1 answer is still missing."
    assert c.line("Country").state == "missing"
    c.press("Answer what is missing").say("Ghana")
    assert c.buttons[0] == "Send the letter"


def test_a_country_that_was_skipped_is_come_to_again_in_the_order_of_asking():
    c = Conversation().press("International organisation").say("World Organisation").press("Skip")
    c.press("Back", "Back", "Back", "National government")
    assert c.place == Place("question", "country")


def test_changing_the_category_back_and_forth_loses_nothing():
    c = letter()
    before = c.session.answers
    c.press("Category", "An individual who agrees to work towards the goal")
    assert set(before) == set(c.session.answers)
    c.press("Category", "National government")
    assert c.session.answers == before
    assert c.buttons[0] == "Send the letter"


# -- the three elements -----------------------------------------------------------------------------------------------


def elements(c):
    return [line.state for line in c.prompt.lines[-3:]]


def test_the_review_shows_the_three_elements_present():
    c = letter()
    assert [plainly(line.label) for line in c.prompt.lines[-4:]] == [
        "What the Partnership requires",
        "Support for the Partnership (G2(c))",
        "Commitment to achieving its goal (G2(c))",
        "How you will contribute, in detail (G2(c))",
    ]
    assert elements(c) == ["done"] * 3


def test_a_letter_that_does_not_state_support_says_at_once_that_something_is_required():
    c = letter(until="support")
    c.press_act("pick", "no")
    assert any("Support for the Partnership" in note for note in c.notes)
    assert c.place == Place("question", "goal")
    c.press_act("back").press_act("pick", "yes")
    assert not c.notes


@pytest.mark.parametrize(
    ("label", "number", "element"),
    [
        ("Support for the Partnership", 0, "Support for the Partnership"),
        ("Commitment to the goal", 1, "Commitment to achieving its goal"),
    ],
)
def test_without_support_or_commitment_the_letter_cannot_be_sent(label, number, element):
    c = letter().press(label, "No")
    assert elements(c)[number] == "missing"
    assert c.asked == f"The Partnership requires something that your answers do not state: {element}."
    assert "Send the letter" not in c.buttons
    c.press("Answer what is missing")
    assert c.place == Place("question", ("support", "goal")[number])
    assert c.say("yes").buttons[0] == "Send the letter"


def test_what_supplies_an_element_is_asked_of_everybody():
    top = {question.key: question for section in LETTER.sections for question in section.questions}
    assert all(top[element.found_at].when is None for element in LETTER.elements)


def test_without_a_contribution_the_letter_cannot_be_sent():
    c = letter().press("Contributions", "Contribution 1", "Remove", "Yes, remove it", "Back")
    assert elements(c) == ["done", "done", "missing"]
    assert c.asked == "1 answer is still missing."


@pytest.mark.parametrize(
    ("label", "no"), [("Authority to sign", "Not yet"), ("Publication", "No, please ask me first")]
)
def test_what_the_framework_does_not_require_holds_no_letter_up(label, no):
    assert letter().press(label, no).buttons[0] == "Send the letter"


# -- how it reads -----------------------------------------------------------------------------------------------------


def test_a_government_s_letter_reads_as_a_letter():
    assert text_of(letter()).split("\n") == [
        "Letter of intent to join the UNEP Global Mercury Partnership",
        "From: Ministry of Environment",
        "Kenya",
        "https://www.environment.go.ke",
        "To: Head, UNEP Chemicals, Mercury Programme, 11-13, chemin des Anémones, CH-1219 Châtelaine, Geneva, "
        "Switzerland",
        "We support the UNEP Global Mercury Partnership.",
        "We commit ourselves to achieving its goal. The overall goal of the UNEP Global Mercury Partnership is to "
        "protect human health and the global environment from the release of mercury and its compounds by minimizing "
        "and, where feasible, ultimately eliminating global, anthropogenic mercury releases to air, water and land.",
        "Areas: Artisanal and small-scale gold mining; Mercury in products",
        "Contribution 1: Training and capacity building",
        "We train 200 miners to recover gold without mercury.",
        "Areas served: Artisanal and small-scale gold mining",
        "Period: from March 2026 to June 2027",
        "Signed: Amina Yusuf",
        "Permanent Secretary",
    ]


def test_answers_that_a_changed_category_hides_do_not_appear_in_the_letter():
    c = letter().press("Category", "An individual who agrees to work towards the goal")
    text = text_of(c)
    assert "I support" in text
    assert "We support" not in text
    assert "environment.go.ke" not in text
    assert "Permanent Secretary" not in text


def test_the_letter_is_shown_as_it_would_be_published_without_private_contacts():
    c = letter("scan").send("signed.pdf")
    assert c.place.path == "publish"
    shown = "\n".join(plainly(paragraph) for paragraph in c.prompt.paragraphs)
    assert text_of(c) in shown
    for private in PRIVATE[1:]:
        assert private not in shown


def test_a_letter_without_consent_does_not_state_it():
    c = letter().press("Support for the Partnership", "No")
    assert "We support the" not in text_of(c)


def test_contributions_stand_in_their_order():
    c = letter("contributions").press("Add another contribution", "Research and data").say("We measure.")
    c.press("Skip", "Skip", "Contribution 2", "Move up")
    text = text_of(c)
    assert text.index("Contribution 1: Research and data") < text.index("Contribution 2: Training")


def test_an_unfinished_letter_can_be_composed_at_any_moment():
    empty = compose({}, Conversation().facts())
    assert (empty.name, empty.body, empty.contributions, empty.country) == ("", (), (), None)
    assert letter_paragraphs(empty)
    half = compose(letter("contributions.1.how").session.answers, Conversation().facts())
    assert half.contributions[0].how == ""


def test_a_period_is_kept_by_its_ends():
    assert compose(letter().session.answers, Conversation().facts()).contributions[0].when == Span(
        Day("2026-03"), Day("2027-06")
    )


def test_an_area_that_was_renamed_is_called_by_its_new_name_and_one_that_was_closed_by_its_old():
    c = letter()
    c.areas = (Area("asgm", say("Small-scale gold")),)
    assert "Areas: Small-scale gold; Mercury in products" in text_of(c)


def test_the_goal_is_shown_with_its_citation_before_commitment_is_asked():
    c = letter("goal")
    assert plainly(c.prompt.paragraphs[0]) == f"{CURRENT.goal.text} (F§1)"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
def test_the_letter_can_be_told_in_every_language(language):
    c = letter()
    for paragraph in letter_paragraphs(compose(c.session.answers, c.facts())):
        assert voice(language).plain(paragraph)
        assert voice(language).html(paragraph)


def test_only_what_was_asked_is_listed_as_not_published():
    def last(c):
        return plainly(c.prompt.paragraphs[-1])

    asked = "Contact person, Position, E-mail, Telephone, Postal address, Signed copy"
    assert last(letter("publish")) == f"Not published: {asked}"
    individual = letter("publish", steps=INDIVIDUAL)
    assert last(individual) == "Not published: E-mail, Telephone, Postal address, Signed copy"


def test_a_letter_can_be_sent_while_no_area_is_open():
    without_areas = tuple((path, does) for path, does in ENTITY if not path.endswith("areas"))
    c = letter(steps=without_areas, areas=())
    assert c.asked == "Please read your answers. When all is right, send the letter."
    assert not any("area" in button.lower() for button in c.buttons)
    assert c.press("Send the letter").effects == (Submitted(),)


def test_who_stands_at_the_areas_when_the_last_one_closes_is_led_on():
    c = letter("areas")
    c.areas = ()
    assert c.come_back().place.path == "contributions.1.kind"
    c.areas = CURRENT.open_areas()
    c.ask("review")
    assert c.line("Areas").state == "missing"


def test_areas_that_were_chosen_stay_in_the_letter_when_all_are_closed():
    c = letter()
    c.areas = ()
    assert "Areas: Artisanal and small-scale gold mining; Mercury in products" in text_of(c.come_back())


def test_a_letter_is_composed_under_the_edition_it_was_written_under():
    c = letter()
    later = replace(CURRENT, year=2027, address=replace(CURRENT.address, lines=("Another house",)))
    assert compose(c.session.answers, c.facts(), later).addressee == ("Another house",)
    assert edition(CURRENT.year) is CURRENT
    with pytest.raises(LookupError, match="no edition of the framework is of 1999"):
        edition(1999)


def test_what_partners_do_is_told_with_its_paragraphs():
    told = [plainly(each) for each in CURRENT.partner_does]
    assert all(each.endswith(("(G6(b))", "(R¶38)")) for each in told)
    assert len(told) == len(set(told)) == 7
