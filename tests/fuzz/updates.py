"""Updates as bytes, through the webhook to the handlers on a real database: answered, refused or passed over."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from structlog.testing import capture_logs

from bot.inbound.intake import Intake
from bot.inbound.webhook import SECRET_HEADER, webhook
from bot.replies import Cause
from bot.telegram.client import make_bot
from flows.framework import CURRENT
from handlers.answering import Answering
from handlers.reply import Reply
from handlers.talk import Surroundings
from storage.migrate import migrate
from storage.store import open_store
from tests.fuzz.drawing import Draw
from tests.fuzz.served import STATUS, Line, http
from tests.fuzz.target import Attempt, Target
from tests.handlers.validator import check

SECRET: Final = "a-Secret_1"
COMMANDS: Final = (
    "/start", "/start letter", "/start@x ", "/letter", "/letters", "/language", "/help", "/cancel", "/review", "/plan",
    "/report", "/inbox", "/calendar", "/export", "/forget", "/timezone", "/reminders", "/meeting", "/contact", "/x",
)  # fmt: skip
ACTS: Final = ("pick:yes", "skip:", "go:", "submit:", "tick:asgm", "edit:name", "back:", "x:")


class Outbox:
    """Stands where the replier does, and looks at every reply as the Bot API would."""

    def put(
        self, chat: int, replies: list[Reply], *, carried_out: Reply | None = None, cause: Cause | None = None
    ) -> None:
        for reply in replies:
            check(reply)


def update(draw: Draw, number: int) -> dict[str, Any]:
    """An update of a private chat, with anything in it."""
    chat = draw.one((7, 8, 9))
    user = {"id": chat, "is_bot": False, "first_name": draw.text(most=2) or "A", "language_code": draw.language()}
    place = {"id": chat, "type": "private", "first_name": "A"}
    message: dict[str, Any] = {"message_id": 1 + draw.upto(500), "date": 1_800_000_000, "chat": place, "from": user}
    match draw.bits.randrange(8):
        case 0 | 1:
            data = draw.one((draw.text(("!", ":", ".")), f"!{draw.text(most=2)}:{draw.text(most=2)}",
                             f"{draw.one('123')}.{draw.one('0123456789abc')}:{draw.one(ACTS)}"))  # fmt: skip
            press = {"id": "1", "from": user, "chat_instance": "1", "data": data, "message": {**message, "text": "x"}}
            event: dict[str, Any] = {"callback_query": press}
        case 2:
            event = {"edited_message": {**message, "text": draw.text(), "edit_date": 1_800_000_001}}
        case 3:
            event = {"message": {**message, "text": f"{draw.one(COMMANDS)} {draw.text()}"}}
        case 4:
            what = draw.one(("contact", "location", "dice", "sticker", "new_chat_title", "caption"))
            event = {"message": {**message, what: draw.value()}}
        case _:
            event = {"message": {**message, "text": draw.text()}}
    disturbed = draw.disturbed(event) if draw.chance(4) else event
    return {"update_id": number, **(disturbed if isinstance(disturbed, dict) else {"message": disturbed})}


@asynccontextmanager
async def _opens() -> AsyncIterator[Attempt]:
    folder = Path(tempfile.mkdtemp(prefix="fuzz"))
    url = f"sqlite:///{folder / 'fuzz.db'}"
    await migrate(url)
    store = await open_store(url)
    bot = make_bot("1:test", "http://127.0.0.1:9")
    answering = Answering(store, Surroundings("https://mercury.example.org", "a_bot", CURRENT.open_areas()))
    intake = Intake("test", bot, answering.dispatcher, Outbox())  # type: ignore[arg-type]
    app = web.Application()
    app.router.add_post("/hook", webhook(intake, SECRET, bot))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    line = Line(runner.addresses[0][1])
    headers = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
    handed_in = 0

    async def attempt(draw: Draw) -> None:
        nonlocal handed_in
        handed_in += 1
        body = draw.note(draw.json(update(draw, handed_in)))
        with capture_logs() as logged:
            answer = await line.ask(http("POST", "/hook", headers, body, draw))
        failed = [one for one in logged if one["log_level"] == "error" and "trace" in one]
        assert not failed, failed
        status = STATUS.match(answer)
        assert status is None or int(status[1]) < 500, answer[:80]

    try:
        yield attempt
    finally:
        line.close()
        await intake.drain(1)
        await runner.cleanup()
        await store.close()
        await bot.session.close()
        shutil.rmtree(folder)


TARGETS: Final[tuple[Target, ...]] = (Target("updates by webhook", 8, _opens),)
