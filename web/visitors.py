"""Who is there: a visitor's signed cookie, where a request comes from, and whether the page itself made it."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from urllib.parse import urlsplit

from aiohttp import web

from web.media_type import media_type

COOKIE = "quicksilver"
SECURE_COOKIE = "__Host-quicksilver"
"""Its name where the page is served over https: browsers take a cookie of such a name from this very host only, so no
neighbour under the same domain, and nobody on an unencrypted way, can plant one that opens a chat of their own."""
COOKIE_SECONDS = 400 * 24 * 3600
"""Browsers keep a cookie for 400 days at most."""


class Cookies:
    """Visitors' tokens, in cookies that only this gateway can have made.

    The signature spares the database made-up tokens; the token itself is what opens a chat, so the database holds
    only its hash.
    """

    def __init__(self, secret_key: str, *, secure: bool) -> None:
        self._key = hashlib.sha256(b"visitor" + secret_key.encode()).digest()
        self._secure = secure
        self._name = SECURE_COOKIE if secure else COOKIE

    def token(self, request: web.Request) -> str | None:
        """The visitor's token, if the request bears a cookie of ours."""
        token, dot, signature = request.cookies.get(self._name, "").partition(".")
        # Bytes that are no UTF-8 come as halves of surrogate pairs, which cannot be encoded otherwise.
        given = signature.encode(errors="surrogateescape")
        if not dot or not token.isascii() or not hmac.compare_digest(given, self._sign(token).encode()):
            return None
        return token

    def set(self, response: web.StreamResponse, token: str) -> None:
        """Let the browser keep a token."""
        response.set_cookie(
            self._name,
            f"{token}.{self._sign(token)}",
            max_age=COOKIE_SECONDS,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=self._secure,
        )

    def _sign(self, token: str) -> str:
        return hmac.new(self._key, token.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A token for a new visitor."""
    return secrets.token_urlsafe(32)


def token_hash(bot_id: int, token: str) -> str:
    """What the database keeps of a token; another bot's chats are not opened with it."""
    return hashlib.sha256(f"{bot_id}:{token}".encode()).hexdigest()


def address_of(request: web.Request) -> str:
    """The visitor's address; behind a reverse proxy of one's own, the one that the proxy names last."""
    peer = request.remote or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if named and _is_ours(peer):
        return named[:64]
    return peer


def _is_ours(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False


def is_from_the_page(request: web.Request, public_url: str) -> bool:
    """Whether a state-changing request was made by our own page, and not by another site in the visitor's browser.

    The header `X-Quicksilver` cannot be set across origins without being asked for first; the origin, where the browser
    names it, must be the page's own. A host name that is neither ours nor an address could be rebound to this server
    by whoever owns it.
    """
    if request.headers.get("X-Quicksilver") != "1":
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    if not (media_type(request) in ("application/json", "multipart/form-data") or not request.body_exists):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        ours, theirs = urlsplit(public_url), urlsplit(origin)
    except ValueError:  # a bracket that is not closed
        return False
    if (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc):
        return True
    return theirs.netloc == request.host and _is_address(theirs.hostname or "")


def _is_address(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
