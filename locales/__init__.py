"""The voice of the house: one gettext catalogue per language, and what speaks a `Say` in it.

`voice("fr").html(say)` is all that other rooms need; `python -m locales` keeps the catalogues whole.
"""

from locales.languages import LANGUAGE_NAMES, match_language
from locales.voice import Voice, WordingWarning, voice

__all__ = ["LANGUAGE_NAMES", "Voice", "WordingWarning", "match_language", "voice"]
