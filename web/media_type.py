"""What a request says that its body is, read in a time that nobody can stretch."""

from __future__ import annotations

import re
from typing import Final

from aiohttp import hdrs, web

MOST_CHARACTERS: Final = 256
"""Of a `Content-Type`: a type, and a boundary of up to 70 signs (RFC 2046, 5.1.1)."""
UNNAMED: Final = "application/octet-stream"

_SIGNS: Final = r"[\w!#$%&'+.^`|~-]++"
# Clients put the equals signs and slashes of a boundary there without quotes, so this is more than a token.
_VALUE: Final = r"[!#-'*+./0-9:<-\[\]-~-]++"
_QUOTED: Final = r'"[\t !#-\[\]-~]*+"'
_WRITTEN: Final = re.compile(
    rf"({_SIGNS}/{_SIGNS})(?:[ \t]*+;[ \t]*+(?:{_SIGNS}=(?:{_VALUE}|{_QUOTED}))?+)*+[ \t]*+", re.ASCII
)
"""A media type (RFC 9110, 8.3.1) without parameters in parts (`name*0*`) and escapes in quotes, which nobody needs."""


def media_type(request: web.BaseRequest) -> str:
    """`type/subtype` of a request's body in lower case, `UNNAMED` where it names none, "" where it cannot be read.

    aiohttp's own `content_type` goes through the standard library's parser for e-mail, which takes seconds for some
    headers of 8 KB, and raises `IndexError` and `RecursionError` for others (python/cpython issue 151857): ask it only
    once this has read the header.
    """
    header = request.headers.get(hdrs.CONTENT_TYPE)
    if header is None:
        return UNNAMED
    found = _WRITTEN.fullmatch(header) if len(header) <= MOST_CHARACTERS else None
    return "" if found is None else found[1].lower()
