"""Telegram's HTML taken apart and put together again; what is recognised in a text, and where a long one is cut."""

import contextlib
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.utf16 import utf16_length
from web.entities import Entity, from_json, given_entities, in_order, to_json
from web.files import measure, safe_name
from web.limits import message_text, split_text, typed_text
from web.pace import Buckets, Pace
from web.refusal import Refusal
from web.safe_html import safe_html
from web.telegram_html import parse_html


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("a &lt; b &amp;&amp; c &gt; d &quot;e&quot;", 'a < b && c > d "e"', []),
        ("&#65;&#x42;&#x1F600;&nbsp;&copy &#0; &", "AB😀&nbsp;&copy &#0; &", []),
        ("<b>x</b><strong>y</strong>", "xy", [("bold", 0, 1), ("bold", 1, 1)]),
        ("😀<i>é</i>", "😀é", [("italic", 2, 1)]),
        ("<u><s>x</s></u>", "x", [("strikethrough", 0, 1), ("underline", 0, 1)]),
        ("<INS>x</ins> <del>y</DEL >", "x y", [("underline", 0, 1), ("strikethrough", 2, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
        ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ('<a href="https://e.org">x</a>', "x", [("text_link", 0, 1, "https://e.org/")]),
        ("<a href='e.org/p?a=1&amp;b=2'>x</a>", "x", [("text_link", 0, 1, "http://e.org/p?a=1&b=2")]),
        ("<a>https://e.org/x</a>", "https://e.org/x", [("text_link", 0, 15, "https://e.org/x")]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ('<a href="mailto:a@b.org">x</a>', "x", []),
        ("<a href=nowhere>x</a>", "x", []),
        ("<code>x</code>", "x", [("code", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1, "python")]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="123">😀</tg-emoji>', "😀", [("custom_emoji", 0, 2, "123")]),
        ("<b></b>x", "x", []),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple]):
    assert parse_html(html) == (text, [Entity(*one) for one in entities])


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<b>x", "Can't find end tag corresponding to start tag b"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("ж<b", "Unclosed start tag at byte offset 2"),
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<q>x</q>", 'Unsupported start tag "q" at byte offset 0'),
        ("<3", "Unclosed start tag at byte offset 0"),
        ("I <3 you <b>x</b>", 'Unsupported start tag "3" at byte offset 2'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a$b>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href='x>y</a>", "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused_with_the_place(html: str, wrong: str):
    with pytest.raises(Refusal) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {wrong}"


def test_half_a_character_is_refused():
    with pytest.raises(Refusal, match="unmatched surrogate code units"):
        parse_html("&#xD83D;")


# Texts with what trips parsers: markup, references, astral characters, isolates, and many scripts.
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("<>&\"'/=;#ab \n😀é中ا\u2068\u2069"), st.characters(exclude_categories=["Cs", "Cc"])
    ),
    max_size=40,
)
KINDS = ["bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "text_link"]


@st.composite
def formatted(draw: st.DrawFn) -> tuple[str, list[Entity]]:
    """A text made of nested pieces, as a bot writes it: no two entities of one stretch, no empty ones."""
    out: list[str] = []
    entities: list[Entity] = []

    def piece(depth: int) -> None:
        out.append(draw(TEXTS))
        for _ in range(draw(st.integers(0, 2))) if depth < 3 else ():
            start = utf16_length("".join(out))
            out.append(draw(st.characters(exclude_categories=["Cs", "Cc", "Zs"])))
            piece(depth + 1)
            out.append("|")
            kind = draw(st.sampled_from(KINDS))
            argument = "https://example.org/?a=1&b=<2>'" if kind == "text_link" else ""
            entities.append(Entity(kind, start, utf16_length("".join(out)) - start, argument))
            out.append(draw(TEXTS))

    piece(0)
    return "".join(out), in_order(entities)


@given(formatted())
def test_text_and_entities_survive_the_way_through_html(made: tuple[str, list[Entity]]):
    text, entities = made
    wanted = [one for one in entities if one.type != "text_link"]
    assert parse_html(safe_html(text, wanted)) == (text, wanted)


@given(
    TEXTS,
    st.lists(st.tuples(st.sampled_from([*KINDS, "url", "email", "spoiler"]), st.integers(0, 60), st.integers(0, 60))),
)
def test_html_for_the_page_nests_and_shows_the_text_whatever_overlaps(text: str, spans: list[tuple[str, int, int]]):
    length = utf16_length(text)
    whole = [Entity(kind, at, size, "https://e.org/") for kind, at, size in spans if size and at + size <= length]
    html = safe_html(text, in_order(whole))
    shown = re.sub(r"<[^>]*>", "", html)
    cut_characters = any(
        0xDC00 <= int.from_bytes(text.encode("utf-16-le")[2 * edge : 2 * edge + 2], "little") < 0xE000
        for one in whole
        for edge in (one.offset, one.end)
    )
    assert cut_characters or unescape(shown) == text
    stack: list[str] = []
    for closing, tag in re.findall(r"<(/?)(\w+)[^>]*>", html):
        if closing:
            assert stack.pop() == tag
        else:
            assert tag in {"b", "i", "u", "s", "code", "pre", "a", "blockquote"}
            stack.append(tag)
    assert stack == []


@given(st.text())
def test_any_text_is_either_parsed_or_refused(html: str):
    with contextlib.suppress(Refusal):
        text, entities = parse_html(html)
        assert all(0 <= one.offset < one.end <= utf16_length(text) for one in entities)


@given(st.text(min_size=1))
def test_what_a_person_types_is_never_markup(text: str):
    typed = typed_text(text)
    shown = safe_html(typed.text, list(typed.entities))
    assert unescape(re.sub(r"</?a[^>]*>", "", shown)) == typed.text
    assert not set(typed.text) & {chr(code) for code in range(32) if code != 10}


@given(formatted())
def test_entities_survive_being_kept(made: tuple[str, list[Entity]]):
    assert from_json(to_json(made[1])) == made[1]


def test_telegram_trims_and_cleans_what_is_sent():
    sent = message_text(" \n <b>a\tb</b>\r\n\u202ec<i>  </i>", "HTML", None)
    assert (sent.text, sent.entities) == ("a b\nc", (Entity("bold", 0, 3),))


def test_commands_and_addresses_are_recognised():
    typed = typed_text("/start x, see https://e.org/a). Mail a.b@e.org, 1/2, a/b /x/y /help@quicksilver_bot")
    raw = typed.text
    assert [(one.type, raw[one.offset : one.end]) for one in typed.entities] == [
        ("bot_command", "/start"),
        ("url", "https://e.org/a"),
        ("email", "a.b@e.org"),
        ("bot_command", "/help@quicksilver_bot"),
    ]


def test_entities_beside_a_text_are_taken_as_telegram_takes_them():
    listed = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "mention", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 9},
        {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:x"},
        {"type": "pre", "offset": 1, "length": 1, "language": "c"},
    ]
    assert given_entities(listed, "abc") == [Entity("bold", 0, 2), Entity("pre", 1, 1, "c")]


@given(st.text(alphabet="ab .\n😀,", max_size=400), st.integers(10, 60))
def test_a_cut_text_loses_no_word_and_each_part_fits(text: str, length: int):
    parts = split_text(text, length)
    assert all(0 < utf16_length(part) <= length for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_long_text_is_cut_at_a_good_place():
    assert split_text("One sentence. Another one. " * 3, 40) == [
        "One sentence. Another one.",
        "One sentence. Another one.",
        "One sentence. Another one.",
    ]
    assert split_text("x" * 90, 40) == ["x" * 40, "x" * 40, "x" * 10]
    assert split_text("😀" * 30, 41) == ["😀" * 20, "😀" * 10]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\scan.pdf", "scan.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("gnp.\u202efdp.exe", "gnp._fdp.exe"),
        ("письмо о намерениях.pdf", "письмо о намерениях.pdf"),
        ("", "file"),
        ("...", "file"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_files_name_is_made_harmless(name: str, safe: str):
    assert safe_name(name) == safe


def test_a_jpegs_size_is_read_from_its_frame():
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 10
    frame = b"\xff\xc0\x00\x11\x08\x00\x14\x00\x1e\x03" + b"\0" * 9
    assert measure(head + frame) == (30, 20, "image/jpeg")
    assert measure(head) == (0, 0, "")
    assert measure(b"\xff\xd8") == (0, 0, "")
    assert measure(b"GIF89a....") == (0, 0, "image/gif")


@given(st.binary(max_size=60))
def test_no_file_confuses_the_measuring(content: bytes):
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        width, height, mime = measure(head + content)
        assert width >= 0
        assert height >= 0
        assert mime in ("", "image/png", "image/jpeg", "image/gif", "image/webp")


def test_a_bucket_fills_up_again():
    now = 0.0
    buckets = Buckets(Pace(at_once=2, per_second=0.5), clock=lambda: now)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 2]
    assert buckets.take("b") == 0
    now = 2.0
    assert [buckets.take("a") for _ in range(2)] == [0, 2]
    now = 100.0
    assert buckets.take("a", 2) == 0
