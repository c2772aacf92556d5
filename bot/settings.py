"""What an operator can set, from the environment or a `.env` file, and what each setting takes.

A wrong value ends start-up with one line that names the setting and says what it takes; the value
itself is never repeated, since it may be a secret.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.wording import LANGUAGES
from storage import clock

TELEGRAM = "https://api.telegram.org"
SECRET_FILE = "secret.key"  # noqa: S105  # its name

# A bot's token as BotFather gives it: the bot's id, a colon, and a secret.
_TOKEN = re.compile(r"[1-9][0-9]{0,15}:[A-Za-z0-9_-]{20,}")
# setWebhook, `secret_token`: 1-256 characters of this alphabet.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Paths of WEB_PORT that belong to the chat page, to the public register and to whoever watches the program.
_TAKEN_PATHS = (
    *("/chat", "/static", "/healthz", "/readyz"),
    *("/letters", "/register.json", "/register.csv", "/sitemap.xml", "/robots.txt", "/favicon.ico"),
    *(f"/{language}" for language in LANGUAGES),
)

WHAT_IT_TAKES = {
    "BOT_TOKEN": "a bot's token as BotFather gives it, such as 123456789:AAE…; unset: web page only",
    "BOT_API_URL": "the http or https address of a Bot API server, such as https://api.telegram.org",
    "WEBHOOK_URL": "an address with a path of its own, such as https://example.org/telegram; unset: polling",
    "WEBHOOK_SECRET": "1 to 256 characters out of A-Z, a-z, 0-9, _ and -; required with WEBHOOK_URL",
    "DATABASE_URL": "sqlite:///path/to/file.db or postgresql://user:password@host/name",
    "DATA_DIR": "a folder, which is made when it is not there",
    "WEB_HOST": "the address to listen on, such as 127.0.0.1 or 0.0.0.0",
    "WEB_PORT": "a port number from 0 to 65535 (0: any free port)",
    "GATEWAY_PORT": "a port number from 0 to 65535 (0: any free port)",
    "METRICS_PORT": "a port number from 1 to 65535; unset: no metrics",
    "METRICS_HOST": "the address to listen on for metrics, such as 127.0.0.1; never one that the public reaches",
    "PUBLIC_URL": "the http or https address under which people reach the chat page, such as https://example.org",
    "SECRET_KEY": "at least 32 characters chosen at random; unset: made and kept in DATA_DIR",
    "TEST_CLOCK": "a file that holds by how many seconds the program's clock is ahead, such as 86400; for tests only",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "LOG_FORMAT": "console or json",
}


class WrongSettings(ValueError):
    """Settings that the program cannot start with: one line for each."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseSettings):
    """The settings of one process. Read them with `read_settings`, which explains what is wrong."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    bot_token: SecretStr | None = None
    bot_api_url: str = TELEGRAM
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    database_url: SecretStr | None = None
    data_dir: Path = Path("./data")
    web_host: str = Field(default="127.0.0.1", min_length=1)
    web_port: int = Field(default=8080, ge=0, le=65535)
    gateway_port: int = Field(default=0, ge=0, le=65535)
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    metrics_host: str = Field(default="127.0.0.1", min_length=1)
    public_url: str | None = None
    secret_key: SecretStr | None = None
    test_clock: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _matching(value, _TOKEN)

    @field_validator("webhook_secret")
    @classmethod
    def _fits_telegram(cls, value: SecretStr | None) -> SecretStr | None:
        return _matching(value, _WEBHOOK_SECRET)

    @field_validator("secret_key")
    @classmethod
    def _is_long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("too short")
        return value

    @field_validator("bot_api_url", "public_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        return None if value is None else _address(value)

    @field_validator("webhook_url")
    @classmethod
    def _has_a_path_of_its_own(cls, value: str | None) -> str | None:
        if value is None:
            return None
        address = _address(value)
        path = urlsplit(address).path
        if not path or any(path == taken or path.startswith(taken + "/") for taken in _TAKEN_PATHS):
            raise ValueError("path taken")
        return address

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        return SecretStr(_database_address(value.get_secret_value()))

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @cached_property
    def database(self) -> str:
        """The database's address: what DATABASE_URL says, or one SQLite file in DATA_DIR."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.resolve() / 'quicksilver.db'}"

    @property
    def page_address(self) -> str:
        """The address of the chat page's site, without a slash at its end, as links begin with it."""
        if self.public_url is not None:
            return self.public_url
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.web_host, self.web_host)  # noqa: S104  # read, not bound
        return f"http://[{host}]:{self.web_port}" if ":" in host else f"http://{host}:{self.web_port}"

    def secrets(self) -> tuple[str, ...]:
        """What must never be seen in a log."""
        held = (self.bot_token, self.webhook_secret, self.secret_key)
        return tuple(secret.get_secret_value() for secret in held if secret is not None)

    @property
    def is_far(self) -> bool:
        """Whether the Bot API server is on another machine than this, as Telegram's own is.

        Messages are paced to Telegram's limits on the way there. A server on this machine says itself, with 429,
        what is too fast, and is obeyed; one that stands in for Telegram in tests and measurements has no limits.
        """
        return not _is_this_machine(urlsplit(self.bot_api_url).hostname)

    @property
    def webhook_path(self) -> str | None:
        """Where on WEB_PORT the webhook is served, or None when updates are polled for."""
        return None if self.webhook_url is None else urlsplit(self.webhook_url).path


def read_settings() -> Settings:
    """Read the environment and `.env`. Raises `WrongSettings`, a line for each wrong setting."""
    try:
        settings = Settings()
    except ValidationError as error:
        names = dict.fromkeys(str(problem["loc"][0]).upper() for problem in error.errors() if problem["loc"])
        raise WrongSettings(tuple(f"{name} must be {WHAT_IT_TAKES[name]}." for name in names)) from None
    if settings.webhook_url is not None and settings.webhook_secret is None:
        raise WrongSettings((f"WEBHOOK_SECRET must be {WHAT_IT_TAKES['WEBHOOK_SECRET']}.",))
    if settings.webhook_url is not None and settings.bot_token is None:
        raise WrongSettings(("BOT_TOKEN must be set where WEBHOOK_URL is: the webhook is Telegram's way in.",))
    if settings.test_clock is not None and (reason := _in_production(settings)) is not None:
        raise WrongSettings((f"TEST_CLOCK must be unset, since it moves the clock of a program in use: {reason}.",))
    return settings


def follow_the_clock(settings: Settings) -> None:
    """Go by the clock that TEST_CLOCK moves, or by the machine's. Raises `WrongSettings` when the file is none."""
    try:
        clock.follow(settings.test_clock)
    except ValueError:
        raise WrongSettings((f"TEST_CLOCK must be {WHAT_IT_TAKES['TEST_CLOCK']}.",)) from None


def make_data_dir(settings: Settings) -> None:
    """Make DATA_DIR, readable by the program's own user only. Raises `WrongSettings` when it cannot be."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data_dir):
            pass
    except OSError as error:
        raise WrongSettings((f"DATA_DIR must be a folder that can be written to: {error.strerror}.",)) from None


def secret_key(settings: Settings) -> str:
    """SECRET_KEY, or the key kept in DATA_DIR, which is made at first need and readable by its owner only.

    Two processes that start at once agree on one key: it is written whole beside its place and then
    linked into it, which only the first can do.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    make_data_dir(settings)
    place = settings.data_dir / SECRET_FILE
    if not place.exists():
        handle, draft = tempfile.mkstemp(dir=settings.data_dir, prefix=SECRET_FILE)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, place)
        except FileExistsError:
            pass  # another process was first: its key is the one
        finally:
            os.unlink(draft)
    key = place.read_text(encoding="ascii").strip()
    if len(key) < 32:
        raise WrongSettings((f"SECRET_KEY must be {WHAT_IT_TAKES['SECRET_KEY']}; the file there is damaged.",))
    return key


def _in_production(settings: Settings) -> str | None:
    """By what one sees that real people use the program, if they do."""
    if settings.webhook_url is not None:
        return "WEBHOOK_URL is set"
    if settings.bot_token is not None and settings.is_far:
        return "BOT_TOKEN is set, and the Bot API server at BOT_API_URL is not on this machine"
    if settings.public_url is not None and not _is_this_machine(urlsplit(settings.public_url).hostname):
        return "PUBLIC_URL is not an address of this machine"
    if not _is_this_machine(settings.web_host):
        return "WEB_HOST is open to other machines"
    return None


def _is_this_machine(host: str | None) -> bool:
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"


def _matching(value: SecretStr | None, pattern: re.Pattern[str]) -> SecretStr | None:
    if value is not None and not pattern.fullmatch(value.get_secret_value()):
        raise ValueError("not of this shape")
    return value


def _address(text: str) -> str:
    text = text.strip()
    parts = urlsplit(text)
    # urlsplit passes over line ends and controls, which would stay in every link.
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        raise ValueError("not an address")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not an address")
    _ = parts.port  # raises ValueError when it is no port number
    return text.rstrip("/")


def _database_address(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    match scheme:
        case "sqlite" if separator and rest.startswith("/") and rest.strip("/"):
            return text
        case "postgres" | "postgresql" if separator and rest:
            return f"postgresql://{rest}"
        case _:
            raise ValueError("not a database")
