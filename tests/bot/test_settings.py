"""Settings: what is accepted, what is refused and in which words, and the key that is made at first need."""

import stat
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Settings, WrongSettings, follow_the_clock, make_data_dir, read_settings, secret_key
from storage import clock

TOKEN = "123456789:" + "A" * 35


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, **values: str) -> tuple[str, ...]:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as caught:
        read_settings()
    return caught.value.lines


def test_nothing_set_is_enough_for_the_web_page(tmp_path: Path):
    settings = read_settings()
    assert settings.bot_token is None
    assert settings.database == f"sqlite:///{tmp_path / 'data' / 'quicksilver.db'}"
    assert (settings.web_host, settings.web_port, settings.gateway_port) == ("127.0.0.1", 8080, 0)
    assert settings.page_address == "http://127.0.0.1:8080"
    assert settings.is_far


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "hello"),
        ("BOT_TOKEN", "123456789"),
        ("BOT_API_URL", "telegram"),
        ("WEBHOOK_URL", "https://example.org"),
        ("WEBHOOK_URL", "https://example.org/"),
        ("WEBHOOK_URL", "https://example.org/chat/hook"),
        ("WEBHOOK_URL", "https://example.org/en/hook"),
        ("WEBHOOK_URL", "https://example.org/letters"),
        ("WEBHOOK_URL", "ftp://example.org/hook"),
        ("WEBHOOK_SECRET", "with spaces"),
        ("WEBHOOK_SECRET", "é"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgresql://"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "file.db"),
        ("WEB_PORT", "65536"),
        ("WEB_PORT", "-1"),
        ("WEB_PORT", "http"),
        ("GATEWAY_PORT", "70000"),
        ("PUBLIC_URL", "example.org"),
        ("PUBLIC_URL", "https://example.org:port"),
        ("PUBLIC_URL", "https://example.org/?a=b"),
        ("PUBLIC_URL", "https://example.org/a b"),
        ("PUBLIC_URL", "https://exam\nple.org"),
        ("SECRET_KEY", "short"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_gives_one_line_that_names_the_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    (line,) = refused(monkeypatch, **{name: value})
    assert line.startswith(f"{name} must be ")
    assert "\n" not in line
    assert line.endswith(".")


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch):
    lines = refused(
        monkeypatch,
        BOT_TOKEN="mistyped-token",
        WEBHOOK_SECRET="mistyped secret",
        SECRET_KEY="mistyped-key",
        DATABASE_URL="mysql://user:mistyped@host/name",
    )
    assert len(lines) == 4
    assert "mistyped" not in "".join(lines)


def test_two_wrong_values_give_a_line_each(monkeypatch: pytest.MonkeyPatch):
    lines = refused(monkeypatch, WEB_PORT="x", LOG_FORMAT="xml")
    assert [line.split()[0] for line in lines] == ["WEB_PORT", "LOG_FORMAT"]


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch):
    (line,) = refused(monkeypatch, WEBHOOK_URL="https://example.org/hook", BOT_TOKEN=TOKEN)
    assert line.startswith("WEBHOOK_SECRET must be ")


def test_a_webhook_without_a_token_is_refused(monkeypatch: pytest.MonkeyPatch):
    (line,) = refused(monkeypatch, WEBHOOK_URL="https://example.org/hook", WEBHOOK_SECRET="s3cret")
    assert line.startswith("BOT_TOKEN must be ")


def test_a_webhook_is_served_at_its_address_s_path(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org/in/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", "s3cret")
    assert read_settings().webhook_path == "/in/telegram"


def test_addresses_lose_the_slash_at_their_end_and_the_space_around_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PUBLIC_URL", " https://example.org/ ")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:8081/\n")
    settings = read_settings()
    assert (settings.page_address, settings.bot_api_url) == ("https://example.org", "http://127.0.0.1:8081")


@pytest.mark.parametrize(
    ("address", "is_far"),
    [
        ("http://127.0.0.1:8081", False),
        ("http://[::1]:8081", False),
        ("http://localhost:8081", False),
        ("http://bot-api:8081", True),
        ("http://10.0.0.7:8081", True),
        ("https://api.telegram.org", True),
    ],
)
def test_a_bot_api_server_on_this_machine_is_told_from_one_further_away(
    monkeypatch: pytest.MonkeyPatch, address: str, is_far: bool
):
    monkeypatch.setenv("BOT_API_URL", address)
    assert read_settings().is_far is is_far


def test_the_short_name_of_postgresql_is_understood(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://user:word@host/name")
    assert read_settings().database == "postgresql://user:word@host/name"


def test_an_empty_setting_is_an_unset_one(monkeypatch: pytest.MonkeyPatch):
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert read_settings() == Settings(_env_file=None)


def test_a_file_of_settings_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / ".env").write_text("WEB_PORT=9000\nLOG_LEVEL=debug\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("WEB_PORT", "9001")
    settings = read_settings()
    assert (settings.web_port, settings.log_level) == (9001, "DEBUG")


def test_secrets_are_not_seen_where_settings_are_printed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:hidden-word@host/name")
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    printed = repr(read_settings()) + str(read_settings())
    assert TOKEN not in printed
    assert "hidden-word" not in printed
    assert "k" * 40 not in printed


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path):
    settings = read_settings()
    key = secret_key(settings)
    assert len(key) >= 32
    assert secret_key(read_settings()) == key
    (kept,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_processes_that_start_at_once_agree_on_one_key():
    settings = read_settings()
    keys: list[str] = []
    makers = [threading.Thread(target=lambda: keys.append(secret_key(settings))) for _ in range(8)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_key_that_is_set_is_not_written_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    assert secret_key(read_settings()) == "k" * 40
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "taken" / "data"))
    with pytest.raises(WrongSettings, match=r"^DATA_DIR must be a folder"):
        make_data_dir(read_settings())


# A clock for tests


@pytest.fixture
def test_clock(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "clock.txt"
    file.write_text("86400")
    yield file
    clock.follow(None)


def test_a_clock_for_tests_moves_the_programs_time(monkeypatch: pytest.MonkeyPatch, test_clock: Path):
    monkeypatch.setenv("TEST_CLOCK", str(test_clock))
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:8081")
    monkeypatch.setenv("PUBLIC_URL", "http://localhost:8080")
    follow_the_clock(read_settings())
    assert clock.ahead() == timedelta(days=1)


@pytest.mark.parametrize(
    ("production", "by_what"),
    [
        ({"BOT_TOKEN": TOKEN}, "BOT_TOKEN"),
        ({"BOT_TOKEN": TOKEN, "BOT_API_URL": "http://10.0.0.7:8081"}, "BOT_API_URL"),
        (
            {
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": "http://127.0.0.1:8081",
                "WEBHOOK_URL": "https://example.org/hook",
                "WEBHOOK_SECRET": "s3cret",
            },
            "WEBHOOK_URL",
        ),
        ({"PUBLIC_URL": "https://mercury.example.org"}, "PUBLIC_URL"),
        ({"WEB_HOST": "0.0.0.0"}, "WEB_HOST"),
    ],
)
def test_a_clock_for_tests_is_refused_in_production(
    monkeypatch: pytest.MonkeyPatch, test_clock: Path, production: dict[str, str], by_what: str
):
    (line,) = refused(monkeypatch, TEST_CLOCK=str(test_clock), **production)
    assert line.startswith("TEST_CLOCK must be unset")
    assert by_what in line
    assert "\n" not in line


@pytest.mark.parametrize("held", [None, "", "tomorrow", "-1"])
def test_a_clock_that_holds_no_seconds_is_refused(monkeypatch: pytest.MonkeyPatch, test_clock: Path, held: str | None):
    if held is None:
        test_clock.unlink()
    else:
        test_clock.write_text(held)
    monkeypatch.setenv("TEST_CLOCK", str(test_clock))
    with pytest.raises(WrongSettings, match=r"^TEST_CLOCK must be a file that holds"):
        follow_the_clock(read_settings())
