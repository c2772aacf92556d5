"""How the Bot API says no: an error with Telegram's own code and wording."""

from __future__ import annotations


class Refusal(Exception):
    """An error for the bot; `description` as Telegram words it, `retry_after` in seconds."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(what: str) -> Refusal:
    """The commonest refusal: the request itself is wrong."""
    return Refusal(400, f"Bad Request: {what}")
