"""Speaks a `Say` in one language, as plain text or as HTML.

Sentences come from the catalogue, parameters are written the way the language writes them. What is inserted
can neither become markup nor turn the sentence around it: in Arabic every inserted piece is isolated,
elsewhere what runs from right to left.

No fault in the wording leaves a person without an answer. A sentence that the catalogue lacks is said in
English, and logged. A placeholder that nothing fills raises a `WordingWarning`, which tests turn into an
error; in a running program the English sentence is said, with the placeholder left to see if it stands there
too.
"""

from __future__ import annotations

import html
import logging
import warnings
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, assert_never

from flows.wording import LANGUAGES, N_, Country, Day, Moment, Money, Param, Say, Several, Span, WebAddress
from flows.zone_names import city
from locales import formats
from locales.catalogue import Catalogue, load
from locales.isolation import isolate, runs_right_to_left
from locales.languages import DEFAULT_LANGUAGE, LANGUAGE_NAMES, Direction, direction
from locales.sentence import Sentence, escaped, html_text, is_bare, plain_text, take_apart

_log = logging.getLogger(__name__)

# Translators: A period of time. {start} and {end} are dates such as "March 2026" or "1 March 2026", in the
# nominative: where your language would decline them after a preposition, write it without one, for example
# with a dash.
FROM_TO: Final = N_("from {start} to {end}")
# Translators: A period whose end is open. {start} is a date in the nominative, which stands well after a
# colon.
FROM: Final = N_("from {start}")
# Translators: A period whose beginning is open. {end} is a date in the nominative, which stands well after a
# colon.
UNTIL: Final = N_("until {end}")
# Translators: Said in place of a period when neither its beginning nor its end was given.
NO_DATES: Final = N_("no dates given")

# Translators: A day and a time where it is shown on the clock of a city. {when} is such as "Tuesday, 3 March 2026,
# 14:00", {city} is a city's name in the nominative: word it so that it needs no other case, for example with a colon.
IN_A_CITY: Final = N_("{when} ({city} time)")
# Translators: A day and a time where it is told by its distance from UTC. {when} is such as "Tuesday, 3 March 2026,
# 14:00", {zone} is "UTC", "UTC+3" or "UTC−5".
FROM_UTC: Final = N_("{when} ({zone})")


class WordingWarning(UserWarning):
    """A sentence has a placeholder that nothing fills."""


class Voice:
    """One language, speaking."""

    def __init__(self, language: str, catalogue: Catalogue) -> None:
        """`voice(language)` gives the one that is already made; a catalogue of one's own is for tests."""
        self.language: Final = language
        self.language_name: Final = LANGUAGE_NAMES[language]
        self.direction: Final[Direction] = direction(language)
        self._plain: Final = _Speaker(language, catalogue, plain_text, str, str)
        self._html: Final = _Speaker(language, catalogue, html_text, escaped, _anchor)

    def plain(self, say: Say) -> str:
        """The sentence as plain text: no markup, nothing escaped."""
        return self._plain.speak(say)

    def html(self, say: Say) -> str:
        """The sentence as HTML for the inside of an element: `<b>` and `<i>` of the catalogue, all else
        escaped."""
        return self._html.speak(say)

    def param(self, param: Param) -> str:
        """A parameter by itself as plain text, as it would stand in a sentence."""
        return self._plain.write(param)


def voice(language: str) -> Voice:
    """The voice of a language, made at its first use; a language outside the six is answered in English."""
    return _made(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@cache
def _made(language: str) -> Voice:
    return Voice(language, load(language))


class _Speaker:
    """A language in one of the two forms, plain or HTML: `clean` makes that form of a catalogue's text,
    `escape` of what is inserted, `link` of an address."""

    __slots__ = ("_catalogue", "_clean", "_escape", "_found", "_isolates_all", "_language", "_link")

    def __init__(
        self,
        language: str,
        catalogue: Catalogue,
        clean: Callable[[str], str],
        escape: Callable[[str], str],
        link: Callable[[str], str],
    ) -> None:
        self._link = link
        self._language = language
        self._catalogue = catalogue
        self._clean = clean
        self._escape = escape
        self._isolates_all = direction(language) == "rtl"
        self._found: dict[str, Sentence] = {}

    def speak(self, say: Say) -> str:
        # Only what does not count, and nothing that somebody wrote: as many as the catalogue has.
        sentence = self._found.get(say.text) if say.plural is None else None
        if sentence is None:
            sentence = self._find(say)
        if not sentence.rest:
            return sentence.start
        pieces = [sentence.start]
        for name, after in sentence.rest:
            param = _given(say, name)
            if param is None:
                return self._speak_unfilled(say, name)
            pieces += self.write(param), after
        return "".join(pieces)

    def write(self, param: Param) -> str:
        language = self._language
        match param:
            case str():
                text = self._escape(param)
                return isolate(text) if self._isolates_all or runs_right_to_left(text) else text
            case Say():
                return self.speak(param)
            case Span(start, end):
                return self.speak(_period(start, end))
            case Moment(at, zone):
                return self.speak(_moment(self._language, at, zone))
            case Several(items, joined):
                return formats.several(language, [self.write(item) for item in items], joined)
            case int() | Decimal():
                text = formats.number(language, param)
            case Day(iso):
                text = formats.day(language, iso)
            case Country(code):
                text = formats.country(language, code)
            case Money(amount, currency):
                text = formats.money(language, amount, currency)
            case WebAddress(url):
                return isolate(self._link(url)) if self._isolates_all else self._link(url)
            case _ as impossible:
                assert_never(impossible)
        text = self._escape(text)
        return isolate(text) if self._isolates_all else text

    def _find(self, say: Say) -> Sentence:
        if say.plural is None:
            text = self._catalogue.sentence(say.text)
        else:
            text = self._catalogue.counted(say.text, say.plural, say.count or 0)
        if text is None:
            if not is_bare(say.text):
                _log_missing(self._language, say.text)
            text = _english(say)
        elif say.plural is None:
            found = self._found[say.text] = take_apart(text, self._clean)
            return found
        return take_apart(text, self._clean)

    def _speak_unfilled(self, say: Say, name: str) -> str:
        """The English sentence, filled as far as it can be."""
        warnings.warn(WordingWarning(f"nothing fills {{{name}}} of {say.text!r} in {self._language}"), stacklevel=4)
        sentence = take_apart(_english(say), self._clean)
        pieces = [sentence.start]
        for each, after in sentence.rest:
            param = _given(say, each)
            pieces += f"{{{each}}}" if param is None else self.write(param), after
        return "".join(pieces)


def _anchor(url: str) -> str:
    return f'<a href="{html.escape(url)}">{escaped(url)}</a>'


def _given(say: Say, name: str) -> Param | None:
    """What fills the placeholder; `{n}` is the count even where it was not named among the parameters."""
    param = say.params.get(name)
    return say.count if param is None and name == "n" else param


def _english(say: Say) -> str:
    return say.text if say.plural is None or say.count == 1 else say.plural


def _moment(language: str, at: datetime, zone: str) -> Say:
    when, place = formats.moment(language, at, zone), city(language, zone)
    if place.startswith("UTC"):
        return Say(FROM_UTC, {"when": when, "zone": place})
    return Say(IN_A_CITY, {"when": when, "city": place})


def _period(start: Day | None, end: Day | None) -> Say:
    match start, end:
        case Day(), Day():
            return Say(FROM_TO, {"start": start, "end": end})
        case Day(), None:
            return Say(FROM, {"start": start})
        case None, Day():
            return Say(UNTIL, {"end": end})
        case _:
            return Say(NO_DATES)


@lru_cache(maxsize=1024)
def _log_missing(language: str, text: str) -> None:
    """Log a missing sentence; the cache keeps one that is said all the time from filling the log."""
    _log.error("the catalogue of %s lacks %r", language, text)
