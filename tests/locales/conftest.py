"""Voices that speak catalogues made for one test, so that tests of speaking do not hang on what the house
says today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.messages import Catalog

from locales import Voice
from locales.catalogue import Catalogue
from locales.po import compile_catalogue

Translations: TypeAlias = Mapping[str | tuple[str, str], str | tuple[str, ...]]
Speaking: TypeAlias = Callable[[str, Translations], Voice]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def speaking() -> Speaking:
    """Makes a voice of a language with these translations, by English sentence or by its two English forms."""

    def make(language: str, translations: Translations) -> Voice:
        catalogue = Catalog(locale=language)
        for identifier, translation in translations.items():
            catalogue.add(identifier, translation)
        return Voice(language, Catalogue(BytesIO(compile_catalogue(catalogue))))

    return make
