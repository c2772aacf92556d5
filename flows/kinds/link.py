"""A question answered with the address of a web page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Param, Say, say
from flows.words import glance

EXAMPLE: Final = "https://www.example.org"
MOST_CHARACTERS: Final = 2_000

_SCHEME: Final = re.compile(r"^([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
_HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")
_AROUND: Final = " <>()[]{}\"'“”«»‘’,;，；。、"
_PATH_SIGNS: Final = "/:@!$&'()*+,;=~-._%"
_QUERY_SIGNS: Final = _PATH_SIGNS + "?"


@dataclass(frozen=True, slots=True)
class Link(Question):
    """The address of a web page; the value is an http(s) URL in ASCII (RFC 3986), its host in lower case."""

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand an address with or without `https://`, with a host in any script."""
        line = _tidied(said)
        if len(line) > MOST_CHARACTERS:
            return Unclear(
                say(
                    N_("This address is longer than {most} characters. Please send a shorter one."),
                    most=MOST_CHARACTERS,
                )
            )
        if " " in line:
            return _among_words(line)
        scheme = _SCHEME.match(line)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            return Unclear(
                say(
                    N_("Only addresses of web pages can be kept: they begin with https://, like {example}."),
                    example=EXAMPLE,
                )
            )
        if not scheme:
            if "@" in line.split("/")[0]:
                return Unclear(
                    say(
                        N_("“{said}” looks like an e-mail address. Please send the address of a web page: {example}."),
                        said=glance(line),
                        example=EXAMPLE,
                    )
                )
            line = "https://" + line.lstrip("/")
        result = _checked(re.sub(r"^(https?):/*", r"\1://", line, flags=re.IGNORECASE))
        if isinstance(result, Unclear):
            return result
        return replace(result, note=noted(said, self.show(result.value, facts), facts))

    def show(self, value: Plain, facts: Facts) -> Param:
        """The address as people read it: its host and path in their own script."""
        return readable(str(value))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """What an address looks like."""
        return (say(N_("The address of a web page, like {example}."), example=EXAMPLE),)


def _checked(line: str) -> Read | Unclear:
    unfit = Unclear(
        say(
            N_("“{said}” is not the address of a web page. Please write it like {example}."),
            said=glance(line),
            example=EXAMPLE,
        )
    )
    try:
        parts = urlsplit(line)
        port = parts.port
        path = quote(parts.path, safe=_PATH_SIGNS)
        query, fragment = quote(parts.query, safe=_QUERY_SIGNS), quote(parts.fragment, safe=_QUERY_SIGNS)
    except ValueError:  # a port that is no number, half a surrogate pair
        return unfit
    if parts.username is not None or parts.password is not None:
        return Unclear(
            say(
                N_("This address holds a user name or a password. Please send it without them, like {example}."),
                example=EXAMPLE,
            )
        )
    host = _ascii_host(parts.hostname or "")
    if host is None:
        return unfit
    usual = {"http": 80, "https": 443}[parts.scheme]
    place = host if port in (None, usual) else f"{host}:{port}"
    url = urlunsplit((parts.scheme, place, path, query, fragment))
    if len(url) > MOST_CHARACTERS:
        return unfit
    return Read(url)


def _among_words(line: str) -> Unclear:
    """Ask for the address alone; those that stand among the words may be meant."""
    words = [_tidied(word) for word in line.split() if re.match(r"https?://|www\.", word, re.IGNORECASE)]
    found = [_checked(re.sub(r"^www\.", "https://www.", word, flags=re.IGNORECASE)) for word in words[:3]]
    urls = dict.fromkeys(str(read.value) for read in found if isinstance(read, Read))
    return Unclear(
        say(N_("Please send one address of a web page and nothing else, like {example}."), example=EXAMPLE),
        tuple(Suggestion(url, readable(url)) for url in urls),
    )


def _tidied(said: str) -> str:
    """The address without what surrounds it; only scheme and host are brought to their plainest, the path stays."""
    line = "".join(c for c in unicodedata.normalize("NFC", said).strip() if unicodedata.category(c) not in {"Cf", "Cc"})
    line = line.strip(_AROUND).rstrip(_AROUND + ".:?!")
    if line.count("(") > line.count(")"):
        line += ")"
    host = re.match(r"(?:\w+[:：][/／]*)?[^/／?#\s]*", line)
    before = host[0] if host else ""
    return unicodedata.normalize("NFKC", before).replace("。", ".") + line[len(before) :]


def readable(url: str) -> str:
    """A kept address with its host and path decoded where nothing is lost by it."""
    parts = urlsplit(url)
    host = parts.netloc
    if "xn--" in host:
        name, colon, port = host.partition(":")
        try:
            host = name.encode("ascii").decode("idna") + colon + port
        except UnicodeError:
            host = parts.netloc
    return urlunsplit((parts.scheme, host, _decoded(parts.path), _decoded(parts.query), _decoded(parts.fragment)))


def _decoded(text: str) -> str:
    """Percent-encoded letters beyond ASCII as letters; all else stays encoded."""

    def decode(run: re.Match[str]) -> str:
        letters = unquote(run[0], errors="strict") if _is_utf8(run[0]) else run[0]
        return letters if all(map(str.isalnum, letters)) else run[0]

    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", decode, text)


def _is_utf8(run: str) -> bool:
    try:
        unquote(run, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _ascii_host(host: str) -> str | None:
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    host = host.lower()
    ending = host.rpartition(".")[2]
    if len(host) > 253 or not _HOST.fullmatch(host) or ending.isdigit() or len(ending) < 2:
        return None
    return host
