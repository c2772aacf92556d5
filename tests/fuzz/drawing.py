"""Where inputs come from: what tends to hurt a reader, drawn from random bits and so repeated from a seed.

The bits are those of a seed, or the bytes that a guided fuzzer chooses (`from_bytes`): either way one draw gives one
input.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from flows.wording import LANGUAGES

T = TypeVar("T")

NOW: Final = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)

_WORDS: Final = """
    1 2 12 31 2026 1447 26 0 00 -1 9999 99999999999999999999 1e999 0x1f ٣ ٢٠٢٦ ۲۰۲۶ २०२६ ２０２６ ² ½ Ⅷ ④
    二〇二六 十 年 月 日 三月 万 亿 百 第三季度 March march mars marzo марта مارس من إلى to à по до с from
    until 至 起 in через بعد next Q3 st er today days day jours дней أيام 天 hours h am pm 上午 UTC+3 GMT-12
    Europe/Zurich Nairobi Genève الخرطوم 北京 USD € $ ¥ руб. دولار 元 million mln k , . ، 、 ٬ ٫ ' - – — / : ;
    @ # + ( ) % ~ = & ? « » “ * _ ` [ ] { } | \\ ^ ! yes no oui да نعم 是 gold waste and и و 和 France Congo
    الصين 中国 .org www. http:// https:// mailto: javascript: data: a@b.org @example.org xn-- localhost [::1]
    127.0.0.1 ext x all skip back edit cancel Straße ﬁ İ ǅ ß ﷺ =1+1 +1 -1 @SUM(A1) ＝1 <b> </b> <script> &lt;
    &#0; &#x110000; <a/href=x> %00 %2e%2e/ ../ ${x} {0} {name} %s #let #eval( $x$ \\u0000 \\n /start /letter
    /cancel@x BEGIN:VEVENT END:VCALENDAR ATTENDEE: ;X=1: null true NaN [] {} "
"""
WORDS: Final = tuple(_WORDS.split())
"""Pieces of what the readers look for, in six languages and many digits, and of what other languages run."""

UNSEEN: Final = (
    *"\u200f\u200e\u202a\u202e\u202c\u2066\u2067\u2068\u2069\u061c\u200b\u200c\u200d\u2060\u00ad\ufeff\ufe0f\u034f",
    *"\u00a0\u3000\u2028\u2029\x85\x0b\x0c\x1c\t\r\n\x00\x01\x1b\x7f\ufffe\uffff\ufdd0\ufffd",
    *"\ud800\udbff\udc00\udfff\U000e0041\U0010ffff\U0001f468\U0001f3fd\U0001f1f0\u0301\u0489\u0e33\u0f71",
    "👩‍👩‍👧", "🇰🇪", "e" + "\u0301" * 60,
)  # fmt: skip
"""Marks of direction, of joining and of combining, halves of surrogate pairs, controls, other ends of lines."""

LONG: Final = (30, 64, 65, 200, 255, 1024, 4096, 4097, 9000)
BOUNDS: Final = (0, 1, 2, 7, 2**15, 2**31 - 1, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64, 10**25)
_BLOCKS: Final = ((0x20, 0x7E), (0x80, 0x24F), (0x400, 0x52F), (0x590, 0x8FF), (0x900, 0xDFF), (0x2000, 0x2BFF),
                  (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFB00, 0xFEFF), (0xFF00, 0xFFEF), (0x10000, 0x1FAFF),
                  (0xE0000, 0xE01EF))  # fmt: skip


class _OfBytes(random.Random):
    """Random bits that are the bytes of somebody else's choice; where they end, all bits are 0."""

    def __new__(cls, content: bytes) -> _OfBytes:
        return super().__new__(cls, 0)  # type: ignore[call-arg]  # random.Random takes a seed here

    def __init__(self, content: bytes) -> None:
        super().__init__(0)
        self._content = content
        self._at = 0

    def getrandbits(self, k: int) -> int:
        size = (k + 7) // 8
        taken = self._content[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken.ljust(size, b"\0"), "little") & ((1 << k) - 1)

    def random(self) -> float:
        return self.getrandbits(16) / 65536


class Draw:
    """One input being drawn. `told` is what it was, for whoever is told of a finding."""

    def __init__(self, bits: random.Random) -> None:
        self.bits = bits
        self.told: list[object] = []

    @staticmethod
    def of(target: str, seed: int, number: int) -> Draw:
        """The input of this number; the same for the same three."""
        return Draw(random.Random(f"{target}:{seed}:{number}"))

    @staticmethod
    def from_bytes(content: bytes) -> Draw:
        """The input that a guided fuzzer has chosen."""
        return Draw(_OfBytes(content))

    def note(self, value: T) -> T:
        """Remember what was drawn, as part of the input."""
        self.told.append(value)
        return value

    def one(self, of: Sequence[T]) -> T:
        """One of these."""
        return of[self.bits.randrange(len(of))]

    def upto(self, most: int) -> int:
        """A number from 0, mostly a small one."""
        return min(self.bits.randrange(most + 1), self.bits.randrange(most + 1))

    def chance(self, of: int) -> bool:
        """True once in so many times."""
        return not self.bits.randrange(of)

    def language(self) -> str:
        return self.one(LANGUAGES)

    def number(self) -> int:
        """A whole number, often one at the edge of what fits somewhere."""
        if self.chance(3):
            return self.bits.randrange(-5, 100)
        return self.one(BOUNDS) * self.one((1, 1, -1)) + self.one((0, 0, 1, -1))

    def character(self) -> str:
        low, high = self.one(_BLOCKS)
        return chr(self.bits.randrange(low, high + 1))

    def piece(self, words: Sequence[str] = ()) -> str:
        """A short piece of text: one of these words, one that hurts, or any characters."""
        match self.bits.randrange(10 if words else 8):
            case 0:
                return self.one(UNSEEN)
            case 1:
                return self.character()
            case 2:
                return str(self.number())
            case 3:
                return " "
            case 4 | 5 | 6 | 7:
                return self.one(WORDS)
            case _:
                return self.one(words)

    def text(self, words: Sequence[str] = (), most: int = 8) -> str:
        """A text of such pieces, some of them far too long."""
        between = self.one(("", "", " ", " ", "\n"))
        said = between.join(self.piece(words) for _ in range(self.upto(most)))
        if self.chance(60):
            said = (said or "x") * self.one((2, 9, 50))
            return said[: self.one(LONG)]
        if self.chance(200):
            # What stands around it decides whether a reader looks through it from its beginning or from anywhere.
            around = "" if self.chance(2) else self.piece(words)
            return around + (self.piece(words) + between) * self.one(LONG) + around
        return said

    def sendable(self, words: Sequence[str] = (), most: int = 8) -> str:
        """A text without halves of surrogate pairs, as whatever comes in UTF-8 is."""
        return self.text(words, most).encode("utf-8", "ignore").decode()

    def changed(self, content: bytes) -> bytes:
        """The same with some bytes changed, cut, doubled, or put in."""
        changed = bytearray(content)
        for _ in range(1 + self.upto(5)):
            at = self.bits.randrange(len(changed) + 1)
            match self.bits.randrange(6):
                case 0 if changed:
                    changed[at % len(changed)] = self.bits.randrange(256)
                case 1:
                    del changed[at : at + 1 + self.upto(20)]
                case 2:
                    changed[at:at] = changed[at : at + 1 + self.upto(40)]
                case 3:
                    changed[at:at] = self.one(WORDS).encode()
                case 4:
                    changed[at:at] = self.one(UNSEEN).encode("utf-8", "surrogatepass")
                case _:
                    changed[at : at + 1] = bytes([self.one((0, 9, 10, 13, 34, 37, 60, 92, 127, 128, 192, 255))])
        return bytes(changed)

    def value(self, depth: int = 2) -> Any:
        """Anything that JSON can hold."""
        match self.bits.randrange(9 if depth else 6):
            case 0:
                return self.one((None, True, False))
            case 1:
                return self.number()
            case 2:
                return self.one((1.5, -0.0, 1e300, 1e-300))
            case 3 | 4 | 5:
                return self.text(most=4)
            case 6:
                return [self.value(depth - 1) for _ in range(self.upto(3))]
            case _:
                return {self.one(WORDS): self.value(depth - 1) for _ in range(self.upto(3))}

    def disturbed(self, value: Any, odds: int = 12) -> Any:
        """A value of JSON in which some parts are of another kind, missing, or too many."""
        if self.chance(odds):
            return self.value()
        match value:
            case dict():
                kept = {key: self.disturbed(part, odds) for key, part in value.items() if not self.chance(odds * 2)}
                return {**kept, self.one(WORDS): self.value()} if self.chance(odds * 2) else kept
            case list():
                parts = [self.disturbed(part, odds) for part in value]
                return parts * 2 if self.chance(odds * 2) else parts
        return value

    def json(self, value: Any) -> bytes:
        """A value as the bytes of JSON, sometimes not quite."""
        match self.bits.randrange(40):
            case 0:
                return b"[" * self.one((1, 500, 20_000)) + b"]"
            case 1:
                return b'{"update_id":1,"a":' * self.one((2, 500, 5_000)) + b"1" + b"}" * 500
            case 2:
                return json.dumps(value).encode("utf-16")
            case 3:
                return b'{"update_id": ' + b"9" * self.one((19, 400, 5000)) + b"}"
            case 4 | 5 | 6 | 7 | 8:
                return self.changed(json.dumps(value, ensure_ascii=self.chance(2)).encode("utf-8", "surrogatepass"))
        return json.dumps(value).encode()
