"""What the page is told when something cannot be done: a code for the script, a sentence for the person."""

from __future__ import annotations

from flows.wording import N_, Say, say
from web.files import MOST_BYTES

MOST_CHARACTERS = 20_000


class Complaint(Exception):
    """A refused request of the page; `retry_after` in seconds."""

    def __init__(self, status: int, code: str, sentence: Say, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.retry_after = retry_after


def too_fast(seconds: int) -> Complaint:
    return Complaint(
        429,
        "too_fast",
        say(N_("You are quicker than we are. Please wait a moment; what you have sent is tried again by itself.")),
        retry_after=seconds,
    )


def crowded(seconds: int) -> Complaint:
    return Complaint(
        429,
        "crowded",
        say(N_("Many conversations are being started right now. Please try again in a minute.")),
        retry_after=seconds,
    )


def unknown_visitor() -> Complaint:
    return Complaint(
        401,
        "unknown_visitor",
        say(N_("This conversation is not known in this browser any more. Please reload the page.")),
    )


def not_from_the_page() -> Complaint:
    return Complaint(
        403, "not_from_the_page", say(N_("This did not come from the chat page. Please reload the page and try again."))
    )


def unreadable(status: int = 400) -> Complaint:
    return Complaint(status, "unreadable", say(N_("This could not be read. Please reload the page and try again.")))


def empty_text() -> Complaint:
    return Complaint(400, "empty", say(N_("There is nothing to send yet. Please write something first.")))


def long_text(limit: int) -> Complaint:
    return Complaint(
        413,
        "too_long",
        say(N_("This text is too long: it may have up to {limit} characters. Please send it in parts."), limit=limit),
    )


def old_button() -> Complaint:
    return Complaint(
        409, "old_button", say(N_("This button is no longer in use. Please take the newest ones, further down."))
    )


def unchangeable() -> Complaint:
    return Complaint(
        409, "unchangeable", say(N_("This message can no longer be changed. Please send a new one instead."))
    )


def large_file() -> Complaint:
    return Complaint(
        413,
        "file_too_large",
        say(N_("This file is too large: it may have up to {limit} megabytes."), limit=MOST_BYTES // (1024 * 1024)),
    )


def empty_file() -> Complaint:
    return Complaint(400, "file_empty", say(N_("This file is empty. Please choose another one.")))


def no_room() -> Complaint:
    return Complaint(
        507, "no_room", say(N_("This conversation holds as many files as it can. Please send a link instead."))
    )


def no_such_file() -> Complaint:
    return Complaint(404, "no_such_file", say(N_("This file is not here any more.")))


def too_old() -> Complaint:
    return Complaint(410, "too_old", say(N_("Much has happened since. Please reload the page.")))


def our_fault(status: int = 500) -> Complaint:
    return Complaint(status, "our_fault", say(N_("Something went wrong on our side. Please try again in a moment.")))
