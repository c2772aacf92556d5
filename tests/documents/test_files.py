"""Letters as files to be sent."""

from datetime import date

import pytest

from documents.files import letter_file
from flows.media import DOCX, PDF, media_type
from flows.wording import LANGUAGES
from tests.documents.letters import snapshot


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("form", "expected"), [("pdf", PDF), ("docx", DOCX)])
def test_a_file_is_named_after_its_letter_and_is_what_it_says(form, expected, language):
    told = {"language": language, "reference": "GMP-2026-0001", "version": 2, "day": date(2026, 3, 2)}
    made = letter_file(form, snapshot("ru"), **told)
    assert made.name == f"GMP-2026-0001-v2-{language}.{form}"
    assert made.media_type == expected == media_type(made.content, made.content)
