"""What the operator's watcher sees of the running program: whether it is well, and figures that are true."""

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot import logs
from bot.watching import counts, health
from bot.watching.counts import COUNTED, TIMED, Times
from bot.watching.health import Health
from bot.watching.metrics import Metrics
from storage.migrate import migrate
from storage.store import Store, open_store
from tests.bot.bot_api_server import TOKEN, BotApiServer, Refusal
from tests.bot.outbox import notice, officer, somebody
from tests.bot.program import ROOT, command, free_port, running

MONITORING = ROOT / "docs" / "monitoring"
Labels = Mapping[str, str]
Scraped = dict[str, list[tuple[Labels, float]]]


async def scrape(base: str) -> Scraped:
    async with ClientSession() as client, client.get(base + "/metrics") as answer:
        assert answer.status == 200
        return read(await answer.text())


def read(text: str) -> Scraped:
    found: Scraped = {}
    for family in text_string_to_metric_families(text):
        found.setdefault(family.name, [])
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


def value(metrics: Scraped, name: str, **labels: str) -> float:
    """The sum of a metric's samples that have these labels."""
    return sum(count for has, count in metrics[name] if labels.items() <= has.items())


async def scraped_until(base: str, name: str, least: float, **labels: str) -> Scraped:
    """The metrics as soon as one of them has come so far."""
    async with asyncio.timeout(30):
        while value(metrics := await scrape(base), name, **labels) < least:  # noqa: ASYNC110  # of another process
            await asyncio.sleep(0.1)
    return metrics


def bot_settings(server: BotApiServer, port: int) -> dict[str, str]:
    return {"BOT_TOKEN": TOKEN, "BOT_API_URL": server.url, "METRICS_PORT": str(port)}


async def test_what_people_and_telegram_do_is_seen_in_the_metrics(tmp_path: Path, server: BotApiServer):
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server.script["sendMessage"].append(Refusal(500, "Internal Server Error"))
    server.says(7, "/letter")
    server.says(8, "/letter")
    async with running(tmp_path, "run", LOG_FORMAT="json", **bot_settings(server, port)) as program:
        page = await program.page()
        await server.until(lambda: server.texts(7) and server.texts(8) and len(server.sent()) >= 3, within=60)
        metrics = await scraped_until(base, "quicksilver_answer_seconds_count", 2, bot="telegram")
        async with ClientSession() as client:
            for path in ("/healthz", "/readyz"):
                async with client.get(base + path) as answer:
                    assert (answer.status, await answer.json()) == (200, {"ok": True})
            async with client.get(page + "/metrics") as answer:
                assert answer.status == 404, "the public site shows no figures"
        assert await program.stop() == 0
    assert value(metrics, "quicksilver_updates_total", bot="telegram", kind="message", outcome="done") == 2
    assert value(metrics, "quicksilver_commit_seconds_count", bot="telegram") == 2
    assert value(metrics, "quicksilver_commit_seconds_bucket", bot="telegram", le="+Inf") == 2
    assert value(metrics, "quicksilver_replies_total", bot="telegram", outcome="sent") >= 2
    assert value(metrics, "quicksilver_retries_total", bot="telegram", what="reply") == 1
    assert value(metrics, "quicksilver_updates_in_hand") == 0
    assert value(metrics, "quicksilver_errors_total") == 0
    assert {has["part"]: is_well for has, is_well in metrics["quicksilver_ready"]} == {
        "database": 1,
        "inbound": 1,
        "notices": 1,
        "scheduler": 1,
    }
    assert value(metrics, "quicksilver_drafts", flow="letter", state="open") == 2
    assert value(metrics, "process_resident_memory_bytes") > 0
    # The reply that was tried again bears the reference of its update.
    lines = [json.loads(line) for line in (tmp_path / "log.txt").read_text().splitlines()]
    updates = [line["reference"] for line in lines if line["event"] == "update"]
    [again] = [line["reference"] for line in lines if line["event"] == "a reply is tried again"]
    assert len(updates) == len(set(updates)) == 2
    assert again in updates


async def test_a_process_that_only_sends_notices_can_be_watched_too(tmp_path: Path, server: BotApiServer):
    (tmp_path / "data").mkdir()
    url = f"sqlite:///{tmp_path / 'data' / 'quicksilver.db'}"
    await migrate(url)
    store = await open_store(url)
    reader, gone = await officer(store, 7), await somebody(store, 8)
    await store.transact(lambda tx: tx.mark_blocked("telegram", 8, datetime.now(UTC)))
    made = datetime.now(UTC) - timedelta(hours=2)
    await store.transact(lambda tx: tx.enqueue(notice(reader, "person blocked", made, person_id=gone)))
    await store.close()
    server.script["sendMessage"].extend([Refusal(500, "Internal Server Error")] * 50)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    async with running(tmp_path, "notify", **bot_settings(server, port)) as program:
        await server.until(server.sent, within=60)
        metrics = await scraped_until(base, "quicksilver_notices_total", 1, outcome="trouble")
        assert await program.stop() == 0
    assert value(metrics, "quicksilver_retries_total", what="notice") >= 1
    assert value(metrics, "quicksilver_open_notices", bot="telegram", state="due") == 1
    assert 7200 <= value(metrics, "quicksilver_oldest_notice_seconds", bot="telegram") < 7300
    assert value(metrics, "quicksilver_blocked_chats", bot="telegram") == 1
    assert {has["part"] for has, _ in metrics["quicksilver_ready"]} == {"database", "notices", "scheduler"}


async def test_without_the_setting_nothing_of_prometheus_is_loaded(tmp_path: Path):
    script = "import sys, bot.wiring, bot.channel, bot.notifier.notifier; sys.exit('prometheus_client' in sys.modules)"
    ended = await command(tmp_path, script=script)
    assert ended.code == 0, ended.err


async def test_a_port_that_is_taken_is_named(tmp_path: Path, server: BotApiServer):
    taken = server.url.rpartition(":")[2].strip("/")
    ended = await command(tmp_path, "run", METRICS_PORT=taken)
    assert ended.code == 2
    assert "METRICS_PORT must be" in ended.err


class Silent:
    """A channel whose server has not answered for a while."""

    name = "telegram"
    in_hand = 3
    unsent = 1

    def __init__(self, silent_for: float) -> None:
        self.silent_for = silent_for
        self.failed = asyncio.Event()


@pytest.fixture
async def store(migrated_url: str):
    store = await open_store(migrated_url)
    yield store
    await store.close()


async def test_it_is_not_ready_while_nothing_comes_in_and_says_so(store: Store):
    channel = Silent(12.0)
    watched = Health(store, [channel])  # type: ignore[list-item]
    async with TestClient(TestServer(Metrics(store, watched).app())) as client:
        assert (await client.get("/readyz")).status == 200
        channel.silent_for = 301.0
        answer = await client.get("/readyz")
        assert (answer.status, await answer.json()) == (503, {"ok": False, "missing": "inbound"})
        channel.silent_for = 1.0
        channel.failed.set()
        assert (await client.get("/readyz")).status == 503
        assert (await client.get("/healthz")).status == 200


async def test_without_its_database_it_is_alive_and_not_ready_and_tells_no_stale_figures(store: Store):
    async with TestClient(TestServer(Metrics(store, Health(store)).app())) as client:
        await store.close()
        answer = await client.get("/readyz")
        assert (answer.status, await answer.json()) == (503, {"ok": False, "missing": "database"})
        assert (await client.get("/healthz")).status == 200
        metrics = read(await (await client.get("/metrics")).text())
    assert value(metrics, "quicksilver_ready", part="database") == 0
    assert "quicksilver_drafts" not in metrics


async def test_a_database_that_hangs_counts_as_away(store: Store, monkeypatch: pytest.MonkeyPatch):
    async def never(_work: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(store, "read", never)
    monkeypatch.setattr(health, "_PATIENCE", 0.05)
    assert await Health(store).missing() == "database"


async def test_however_often_somebody_asks_the_database_is_asked_once(store: Store, monkeypatch: pytest.MonkeyPatch):
    asked = 0
    read_store = store.read

    async def counted(work):
        nonlocal asked
        asked += 1
        return await read_store(work)

    monkeypatch.setattr(store, "read", counted)
    async with TestClient(TestServer(Metrics(store, Health(store)).app())) as client:
        answers = await asyncio.gather(*(client.get("/metrics") for _ in range(20)))
        assert {answer.status for answer in answers} == {200}
    assert asked == 1


def test_an_error_is_counted_by_the_program_s_own_words_and_never_by_a_library_s(capsys: pytest.CaptureFixture[str]):
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    before = counts.ERRORS.of().count
    try:
        logs.setup("ERROR", "json")
        with logs.followed("abcd1234"):
            logs.get_logger("test").error("a kettle boils over", chat="x")
        logs.get_logger("test").warning("a kettle hums")
        logging.getLogger("some.library").error("Wilhelmina wrote %s", "this")
    finally:
        root.handlers, root.level = handlers, level
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()
    assert counts.ERRORS.of().count == before + 2
    kinds = {labels: count.count for labels, count in counts.ERRORS_BY_KIND}
    assert kinds[("a kettle boils over",)] == 1
    assert kinds[("of a library",)] >= 1
    assert not any("Wilhelmina" in kind for (kind,) in kinds)
    assert '"reference": "abcd1234"' in capsys.readouterr().err.splitlines()[0]


def test_times_are_sorted_by_bounds():
    times = Times()
    for seconds in (0.001, 0.005, 0.3, 99.0):
        times.note(seconds)
    assert dict(zip((*times.bounds, None), times.sorted_by, strict=True)) == {
        **dict.fromkeys((*times.bounds, None), 0),
        0.005: 2,
        0.5: 1,
        None: 1,
    }
    assert times.total == pytest.approx(99.306)


def given() -> set[str]:
    """Every metric that the program gives, with the endings that Prometheus adds."""
    names = {f"{counted.name}_total" for counted in COUNTED}
    names |= {f"{timed.name}_{ending}" for timed in TIMED for ending in ("bucket", "sum", "count")}
    source = (ROOT / "bot" / "watching" / "metrics.py").read_text()
    return names | set(re.findall(r'"(quicksilver_[a-z_]+)"', source))


def queries() -> dict[str, list[str]]:
    board = json.loads((MONITORING / "grafana.json").read_text())
    rules = (MONITORING / "alerts.yml").read_text()
    return {
        "grafana.json": [target["expr"] for panel in board["panels"] for target in panel["targets"]],
        "alerts.yml": re.findall(r"expr: (?:>-\n)?((?:.+\n)(?: {10,}or .+\n)?)", rules),
    }


@pytest.mark.parametrize("file", ["grafana.json", "alerts.yml"])
def test_every_metric_that_is_asked_for_is_one_that_the_program_gives(file: str):
    asked = {name for query in queries()[file] for name in re.findall(r"\bquicksilver_[a-z_]+", query)}
    assert len(asked) >= 6
    assert asked <= given()


def test_every_metric_is_explained_to_operators_and_seen_on_the_dashboard():
    page = (ROOT / "docs" / "operating.md").read_text()
    board = " ".join(queries()["grafana.json"])
    for name in given():
        family = re.sub(r"_(bucket|sum|count)$", "", name)
        assert f"`{family}`" in page
        assert family in board


def test_there_is_a_rule_for_each_of_the_five_things_that_an_operator_must_know():
    rules = (MONITORING / "alerts.yml").read_text()
    assert re.findall(r"alert: (\w+)", rules) == [
        "QuicksilverNotReady",
        "QuicksilverNoticesLate",
        "QuicksilverErrors",
        "QuicksilverSchedulerSilent",
        "QuicksilverAnswersSlow",
    ]
    assert len(queries()["alerts.yml"]) == 5


def test_panels_of_the_dashboard_do_not_lie_on_each_other():
    board = json.loads((MONITORING / "grafana.json").read_text())
    places = [panel["gridPos"] for panel in board["panels"]]
    cells = [
        (x, y)
        for place in places
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
