"""What a letter's document says, before it is set."""

import pytest

from flows.framework import CURRENT
from flows.wording import LANGUAGES
from tests.documents.letters import ADDRESS, PRIVATE, WORDS, document, snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_has_its_three_elements_and_what_was_written_in_every_language(language):
    made = document(language=language)
    assert made.support.text
    assert made.commitment.text
    assert made.contribution
    assert made.contributions[0].how == WORDS[language][2]
    assert (made.applicant, made.signatory) == WORDS[language][:2]
    assert made.public_address == ADDRESS
    assert [line.strip("\u2068\u2069") for line in made.addressee] == list(CURRENT.address.lines)


def test_a_letter_is_read_in_another_language_than_it_was_written_in():
    made = document(snapshot("ru"), language="fr")
    assert (made.language, made.written_in) == ("fr", "ru")
    assert "PNUE" in made.support.text
    assert made.particulars[1].value == "2 mars 2026"
    assert made.contributions[0].how == WORDS["ru"][2]


def test_contacts_stand_only_in_a_copy_that_may_show_them():
    told = [row.value for rows in document().details for row in rows.rows]
    assert not any("amina" in value.lower() for value in told)
    told = [row.value for rows in document(private=PRIVATE).details for row in rows.rows]
    assert "amina.yusuf@environment.go.ke" in told


def test_an_individual_speaks_for_themselves():
    made = document(snapshot(category="individual", name="Amina Yusuf"))
    assert made.contribution == "How I will contribute"
    assert made.title == ""


def test_a_letter_is_addressed_as_the_edition_says():
    made = document()
    assert made.addressee == CURRENT.address.lines
    assert made.reached == ("Fax: (+41 22) 797 3460", "E-mail: mercury@chemicals.unep.ch")


def test_the_reason_for_a_long_text_stands_only_in_a_copy_that_may_show_it():
    kept = snapshot()
    kept["answers"]["contributions.2.how"] |= {"over": 12, "because": "two districts"}
    assert [one.because for one in document(kept, private=PRIVATE).contributions] == [
        "",
        "Longer than the guidance, because: two districts",
    ]
    assert [one.because for one in document(kept).contributions] == ["", ""]


def test_a_signed_copy_is_spoken_of_only_in_a_copy_that_may_show_it():
    scan = {"file_id": 3, "name": "scan.pdf", "media_type": "application/pdf", "size": 9}
    private = {"answers": {**PRIVATE["answers"], "scan": {"value": scan}}}
    assert document(private=private).signed_copy == "A signed copy is kept with this letter."
    assert document(private=PRIVATE).signed_copy == document().signed_copy == ""


def test_a_letter_that_may_not_be_published_has_no_public_address():
    assert document(snapshot(publish=False)).public_address == ""
