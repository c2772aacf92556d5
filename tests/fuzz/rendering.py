"""Sentences with anything in them, in six languages; the data of buttons; Telegram's HTML as the gateway reads it."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from flows.utf16 import utf16_length
from flows.wording import N_, Country, Day, Moment, Money, Param, Say, Span, WebAddress, as_is, say
from flows.wording import Several as ListOf
from handlers.buttons import base36, number_in, parts_of, read_carried
from handlers.incoming import COMMAND, readable
from handlers.rendering import messages
from locales import voice
from locales.isolation import ISOLATE_STARTS, POP_ISOLATE, isolate
from tests.fuzz.drawing import Draw
from tests.fuzz.target import Target, pure
from web.complaints import MOST_CHARACTERS
from web.limits import split_text, typed_text
from web.refusal import Refusal
from web.telegram_html import parse_html

# Of a longer one a single copy is cut: that takes seconds by itself.
LONGEST: Final = 20_000
_LINE_END: Final = re.compile("[\n\r\x1c-\x1e\x85\u2029]")
TAGS: Final = ("<b>", "</b>", "<i>", "</i>", '<a href="', '">', "</a>", "<code class=\"language-", "<pre>", "</pre>",
               "<blockquote expandable>", "</blockquote>", "<span class='tg-spoiler'>", "</span>", "<", ">", "&", ";",
               "&lt;", "&#", "&#x", "<tg-emoji emoji-id=", "</", "<b", "\"", "'", "=")  # fmt: skip


def assert_isolated(html: str) -> None:
    """Every line closes the isolates that it opens, and closes none that it did not: what was inserted turns nothing
    around it."""
    text, _ = parse_html(html)
    for line in _LINE_END.split(text):
        depth = 0
        for character in line:
            depth += (character in ISOLATE_STARTS) - (character == POP_ISOLATE)
            assert depth >= 0, "a line closes an isolate that it has not opened"
        assert depth == 0, "a line leaves an isolate open"


def param(draw: Draw, depth: int = 1) -> Param:
    """Something to put into a sentence, mostly what a person wrote."""
    match draw.bits.randrange(12 if depth else 8):
        case 0:
            return draw.bits.randrange(-9, 10**15)
        case 1:
            return Day(draw.one(("2026", "2026-03", "2026-03-01", "0001-01-01", "9999-12-31")))
        case 2:
            return Country(draw.one(("KE", "CN", "ZZ", "")))
        case 3:
            return Money(Decimal(draw.bits.randrange(10**15)).scaleb(-draw.upto(4)), draw.one(("USD", "XXX", "KWD")))
        case 4:
            return WebAddress(f"https://example.org/{quote(draw.sendable(most=3))}")
        case 5:
            return Span(draw.one((Day("2026"), None)), draw.one((Day("2027-02"), None)))
        case 6:
            return Moment(datetime.fromisoformat(draw.one(("2026-03-29T01:30+00:00", "0001-01-02T00:00+00:00"))),
                          draw.one(("Africa/Nairobi", "UTC", "Asia/Kathmandu")))  # fmt: skip
        case 8:
            return ListOf(
                tuple(param(draw, 0) for _ in range(draw.upto(4))), draw.one(("and", "or", "commas", "apart"))
            )
        case 9:
            return as_is(readable(draw.text()))
        case _:
            return readable(draw.text())


def speak(draw: Draw) -> None:
    """A sentence is well-formed HTML whatever is put into it, says the same as its plain text, and fits messages."""
    language = draw.note(draw.language())
    sentence: Say = say(N_("{name}: {value}"), name=draw.note(param(draw)), value=draw.note(param(draw)))
    speaker = voice(language)
    html, plain = speaker.html(sentence), speaker.plain(sentence)
    text, _ = parse_html(html)
    assert text == plain
    if language == "ar":
        assert_isolated(html)
    again = draw.upto(30) if len(html) < LONGEST else 0
    for message in messages([html] * (1 + again), speaker):
        if message.strip():
            assert utf16_length(parse_html(message)[0]) <= 4096
    assert isolate(plain).count("\u2068") >= plain.count("\u2068")


def read_data(draw: Draw) -> None:
    """The data of a button, forged: read or not, and what is read has numbers that a database holds or none."""
    data = draw.note(draw.text(("!", ":", ".", "!lang:", "0.1:pick:", "zz.zz:", "1_0.0x1:a:", " 1.1:a:")))
    found = read_carried(data)
    assert found is None or data.startswith("!") or isinstance(found, tuple)
    number = number_in(data)
    assert -1 <= number < 36**12
    assert number < 0 or int(base36(number), 36) == number
    assert len(parts_of(data, 3)) == 3


def read_command(draw: Draw) -> None:
    """Commands and the payloads of deep links are told from other words."""
    text = draw.note(draw.text(("/", "/start ", "/start@bot ", "/letter", "/x" * 20, "/12 ")))
    command = COMMAND.fullmatch(text)
    if command is not None:
        assert command[1].isascii()
        assert len(command[1]) <= 32
    kept = readable(text)
    assert "\0" not in kept
    kept.encode()


def read_markup(draw: Draw) -> None:
    """HTML from a bot: taken apart or refused as Telegram does; what a person types stays within bounds, in pieces."""
    html = draw.note("".join(draw.one(TAGS) if draw.chance(2) else draw.sendable(most=2) for _ in range(draw.upto(12))))
    try:
        text, entities = parse_html(html)
    except Refusal:
        pass
    else:
        for entity in entities:
            assert 0 <= entity.offset < entity.end <= utf16_length(text)
    for part in split_text(typed_text((html * draw.one((1, 1, 90)))[:MOST_CHARACTERS]).text):
        assert 0 < utf16_length(part) <= 4096


TARGETS: Final[tuple[Target, ...]] = (
    pure("sentences in six languages", 60, speak),
    pure("callback data", 60, read_data),
    pure("commands and links", 40, read_command),
    pure("Telegram's HTML", 60, read_markup),
)
