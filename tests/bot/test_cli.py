"""The command line, run as an operator runs it: what it says, how it ends, and what it does not import."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from storage.migrate import migrate
from storage.store import open_store
from tests.bot.bot_api_server import TOKEN, BotApiServer
from tests.bot.outbox import notice, officer, somebody
from tests.bot.program import command, running

WITHOUT_AIOGRAM = """
import sys

class Forbidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "aiogram":
            raise ImportError("aiogram takes seconds and is not needed here")

sys.meta_path.insert(0, Forbidden())
from bot.cli import main
main()
"""


async def test_the_command_line_itself_imports_nothing_heavy(tmp_path: Path):
    script = "import sys, bot.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    ended = await command(tmp_path, script=script)
    assert ended.code == 0, ended.err
    heavy = {"aiogram", "aiohttp", "pydantic", "sqlalchemy", "structlog", "babel", "asyncio", "rich"}
    assert not heavy & set(ended.out.split())


async def test_migrating_and_inviting_need_no_aiogram(tmp_path: Path):
    ended = await command(tmp_path, "migrate", script=WITHOUT_AIOGRAM)
    assert (ended.code, ended.out) == (0, "The database is up to date.\n"), ended.err
    ended = await command(
        tmp_path, "invite", "secretariat", script=WITHOUT_AIOGRAM, PUBLIC_URL="https://example.org", WEB_PORT="8080"
    )
    assert ended.code == 0, ended.err
    assert ended.out.startswith("https://example.org/chat?start=")
    assert ended.out.count("\n") == 1


async def test_publishing_needs_no_aiogram_and_says_what_it_wrote(tmp_path: Path):
    ended = await command(tmp_path, "publish", "public", script=WITHOUT_AIOGRAM, PUBLIC_URL="https://example.org")
    assert ended.code == 0, ended.err
    assert ended.out.startswith("Letters published: 0. Files in public: ")
    assert (tmp_path / "public" / "ar" / "partners" / "index.html").exists()
    ended = await command(tmp_path, "publish", "public", script=WITHOUT_AIOGRAM)
    assert "PUBLIC_URL is not set" in ended.out
    assert not (tmp_path / "public" / "sitemap.xml").exists()
    ended = await command(tmp_path, "publish", "data", script=WITHOUT_AIOGRAM)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("data must be empty")


async def test_the_doctor_needs_no_aiogram_and_finds_a_new_place_well(tmp_path: Path):
    ended = await command(tmp_path, "doctor", script=WITHOUT_AIOGRAM)
    assert ended.code == 0, ended.out + ended.err
    lines = ended.out.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    subjects = ("settings", "data folder", "disk", "database", "token", "fonts", "clock", "metrics")
    assert all(subject in line for subject, line in zip(subjects, lines, strict=True))
    assert not (tmp_path / "data" / "quicksilver.db").exists()


async def test_the_chat_page_alone_needs_no_aiogram_and_ends_when_told(tmp_path: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with running(tmp_path, "web", script=WITHOUT_AIOGRAM, GATEWAY_PORT=str(port)) as program:
        page = await program.page()
        async with ClientSession() as client:
            for path in ("/chat", "/healthz", "/readyz"):
                async with client.get(page + path) as answer:
                    assert answer.status == 200
            async with client.get(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe") as answer:
                assert answer.status == 401, "the gateway wants its own token"
        assert await program.stop() == 0


async def test_notices_are_sent_without_aiogram_and_it_ends_when_told(tmp_path: Path, server: BotApiServer):
    (tmp_path / "data").mkdir()
    url = f"sqlite:///{tmp_path / 'data' / 'quicksilver.db'}"
    await migrate(url)
    store = await open_store(url)
    reader, gone = await officer(store, 7), await somebody(store, 8)
    await store.transact(lambda tx: tx.mark_blocked("telegram", 8, datetime.now(UTC)))
    await store.transact(lambda tx: tx.enqueue(notice(reader, "person blocked", person_id=gone)))
    await store.close()
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": server.url}
    async with running(tmp_path, "notify", script=WITHOUT_AIOGRAM, **settings) as program:
        await server.until(lambda: server.texts(7))
        assert await program.stop() == 0
    assert program.lines == [], "it has nothing to say to whoever starts it"


async def test_the_doctor_names_what_is_wrong_and_ends_with_one(tmp_path: Path, server: BotApiServer):
    ended = await command(
        tmp_path, "doctor", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", BOT_TOKEN=TOKEN, BOT_API_URL=server.url
    )
    assert ended.code == 1
    wrong = [line for line in ended.out.splitlines() if line.startswith("WRONG")]
    assert len(wrong) == 1
    assert "database" in wrong[0]
    assert "@test_bot" in ended.out


async def test_the_doctor_sees_that_nobody_sends_notices_or_looks_at_what_is_due(tmp_path: Path):
    (tmp_path / "data").mkdir()
    url = f"sqlite:///{tmp_path / 'data' / 'quicksilver.db'}"
    await migrate(url)
    store = await open_store(url)
    reader, gone = await officer(store, 7), await somebody(store, 8)
    long_ago = datetime.now(UTC) - timedelta(hours=5)
    await store.transact(lambda tx: tx.enqueue(notice(reader, "person blocked", long_ago, person_id=gone)))
    await store.transact(lambda tx: tx.watch("meeting", "1", long_ago))
    await store.close()
    ended = await command(tmp_path, "doctor", script=WITHOUT_AIOGRAM)
    assert ended.code == 1, ended.out + ended.err
    notices, looks = [line for line in ended.out.splitlines() if line.startswith("WRONG")]
    assert "1 are due" in notices
    assert "5 hours ago" in notices
    assert "should have been looked at" in looks


async def test_the_doctor_finds_a_token_that_nobody_knows(tmp_path: Path, server: BotApiServer):
    ended = await command(tmp_path, "doctor", BOT_TOKEN="43:" + "B" * 35, BOT_API_URL=server.url)
    assert ended.code == 1
    assert "does not know this token" in ended.out
    assert "B" * 35 not in ended.out + ended.err


@pytest.mark.parametrize("name", ["run", "serve", "web", "migrate", "invite", "export", "doctor"])
async def test_a_wrong_setting_ends_every_command_with_a_line_that_names_it(tmp_path: Path, name: str):
    arguments = (name, *{"invite": ("secretariat",), "export": ("lists",)}.get(name, ()))
    ended = await command(tmp_path, *arguments, BOT_TOKEN="mistyped")
    said = ended.out if name == "doctor" else ended.err
    assert ended.code == (1 if name == "doctor" else 2)
    assert said.count("\n") == 1
    assert "BOT_TOKEN must be a bot's token" in said
    assert "mistyped" not in ended.out + ended.err


async def test_a_port_that_is_taken_is_named(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = await command(tmp_path, "web", GATEWAY_PORT=str(taken.getsockname()[1]))
    assert ended.code == 2
    assert "GATEWAY_PORT must be a port that this process may listen on" in ended.err
    assert "Traceback" not in ended.err


async def test_an_address_that_nothing_can_listen_at_is_named(tmp_path: Path):
    ended = await command(tmp_path, "run", WEB_HOST="nowhere.invalid", WEB_PORT="0")
    assert ended.code == 2
    assert ended.err.startswith("WEB_HOST must be the address to listen on")
    assert ended.err.count("\n") == 1


async def test_a_database_that_is_not_there_is_told_in_a_line(tmp_path: Path):
    ended = await command(tmp_path, "run", DATABASE_URL="postgresql://nobody:hidden-word@127.0.0.1:1/none")
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "hidden-word" not in ended.err
    assert len(ended.err.splitlines()) == 1
    assert "DATABASE_URL" in ended.err


@pytest.mark.parametrize(
    ("name", "setting"),
    [("serve", "BOT_TOKEN or GATEWAY_PORT"), ("notify", "BOT_TOKEN or GATEWAY_PORT"), ("web", "GATEWAY_PORT")],
)
async def test_a_part_that_would_do_nothing_says_what_it_needs(tmp_path: Path, name: str, setting: str):
    ended = await command(tmp_path, name)
    assert ended.code == 2
    assert ended.err.startswith(f"{setting} must be set")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("king",), "ROLE must be one of secretariat, lead, "),
        (("lead",), "--area must be one of asgm, "),
        (("lead", "--area", "moon"), "--area must be one of asgm, "),
        (("secretariat", "--area", "asgm"), "--area is for a lead only"),
    ],
)
async def test_an_invitation_to_nothing_is_refused(tmp_path: Path, arguments: tuple[str, ...], says: str):
    ended = await command(tmp_path, "invite", *arguments)
    assert ended.code == 2
    assert ended.err.splitlines()[-1].startswith(says)


async def test_an_invitation_has_a_link_for_telegram_too(tmp_path: Path, server: BotApiServer):
    ended = await command(tmp_path, "invite", "lead", "--area", "asgm", BOT_TOKEN=TOKEN, BOT_API_URL=server.url)
    page, telegram = ended.out.split()
    assert telegram == f"https://t.me/test_bot?start={page.rpartition('=')[2]}"


async def test_an_invitation_can_be_made_beside_the_running_program(tmp_path: Path):
    async with running(tmp_path, "run") as program:
        await program.page()
        ended = await command(tmp_path, "invite", "secretariat")
        assert ended.code == 0, ended.err
        assert "/chat?start=" in ended.out
        assert await program.stop() == 0


async def test_a_second_program_on_one_file_is_refused_with_a_line(tmp_path: Path):
    async with running(tmp_path, "run") as program:
        await program.page()
        ended = await command(tmp_path, "run")
        assert ended.code == 1
        assert "Traceback" not in ended.err
        assert await program.stop() == 0


async def test_the_first_start_prints_an_invitation_and_the_next_says_how_to_get_another(tmp_path: Path):
    async with running(tmp_path, "run") as program:
        await program.says("For the secretariat's first member")
        link = await program.says("  http")
        assert link.strip().startswith(await program.page() + "/chat?start=")
        assert await program.stop() == 0
    async with running(tmp_path, "run") as program:
        assert "quicksilver invite secretariat" in await program.says("  For another:")
        assert await program.stop() == 0
