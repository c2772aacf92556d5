"""Updates that come twice, errors of the program, a database that is away; and what the logs say of all that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from flows import engine
from handlers import conversation
from storage.errors import StorageUnavailable
from tests.handlers.desk import Desk
from tests.handlers.stories import letter, place, revision, value


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[LogCapture]:
    """What is logged at INFO and above."""
    capture = LogCapture()
    before = structlog.get_config()
    structlog.configure(
        processors=[capture],
        wrapper_class=structlog.make_filtering_bound_logger(20),
        cache_logger_on_first_use=False,
    )
    monkeypatch.setattr("handlers.answering.log", structlog.get_logger())
    yield capture
    structlog.configure(**before)


async def test_an_update_that_comes_twice_counts_once_and_shows_the_question_again(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    await ada.say("Ministry of Environment")
    first, before = ada.sees, await revision(desk, ada)
    await ada.repeat()
    assert ada.sees == first
    assert await revision(desk, ada) == before
    assert await value(desk, ada, "name") == "Ministry of Environment"


async def test_a_press_that_comes_twice_counts_once(desk: Desk):
    ada = desk.person()
    await letter(ada, until="areas")
    await ada.press("tick", "asgm")
    await ada.repeat()
    assert [words[0] for words in ada.last.buttons().values()][:6] == ["☑", "☐", "☐", "☐", "☐", "☐"]
    assert "earlier message" not in ada.sees
    assert ada.replies[-1].repeats, "the next tick must not redraw the upper of the two that stand there now"


async def test_a_letter_whose_sending_comes_twice_is_sent_once_and_its_reference_shown(desk: Desk):
    """The program was killed before the thanks went out: the reference must not be lost on the person."""
    ada = desk.person()
    await letter(ada)
    await ada.repeat()
    assert "GMP-" in ada.sees
    assert "-0001" in ada.sees
    assert len((await ada.exported())["submissions"]) == 1


@pytest.mark.parametrize("command", ["help", "privacy", "mine", "start", "export"])
async def test_a_page_that_was_asked_for_once_is_shown_again_when_the_update_comes_again(desk: Desk, command: str):
    ada = desk.person()
    await ada.say("/language en")
    await ada.say(f"/{command}")
    first = ada.sees
    await ada.repeat()
    assert ada.sees == first


async def test_a_repeated_language_does_not_undo_a_later_one(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say("/language fr")
    old = ada.last_update
    await ada.say("/language es")
    seen = ada.sees
    ada.last_update = old
    await ada.repeat()
    assert ada.sees in seen


@pytest.mark.parametrize("what", ["text", "press", "command"])
async def test_an_error_of_the_program_is_apologised_for_and_leaves_all_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, log: LogCapture, what: str
):
    ada = desk.person()
    await letter(ada, until="category")
    before = await revision(desk, ada)

    def fails(*_: Any) -> None:
        raise ValueError("Amina Yusuf, amina@environment.go.ke")

    with monkeypatch.context() as patch:
        patch.setattr(engine, "step", fails)
        match what:
            case "text":
                await ada.say("Amina Yusuf")
            case "press":
                await ada.press("pick", "ngo")
            case _:
                await ada.say("/cancel")
    assert "I am sorry, something went wrong on my side." in ada.sees
    assert "abcd1234" in ada.sees
    assert all(reply.apology for reply in ada.replies)
    assert await revision(desk, ada) == before
    [entry] = [entry for entry in log.entries if entry["log_level"] == "error"]
    assert entry["reference"] == "abcd1234"
    assert entry["trace"].startswith("ValueError < fails ")
    assert "talk.py" in entry["trace"]
    assert "Amina" not in repr(log.entries)

    await ada.repeat()
    assert "Which of these describes you?" in ada.sees, "the update is noted, so it is not tried for ever"
    assert await revision(desk, ada) == before
    await ada.press("pick", "ngo")
    assert await place(desk, ada) == "name"


async def test_an_error_at_first_contact_is_apologised_for_in_the_clients_language(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    ada = desk.person(language="fr")
    await ada.say("/language fr")
    ok = desk.person(8, language="fr")

    def fails(*_: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr(conversation, "receive", fails)
    await ok.say("/start")
    await ada.say("/start")
    assert ok.sees == ada.sees
    assert "abcd1234" in ok.sees


async def test_an_error_while_a_block_is_noted_says_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    ada = desk.person()
    await ada.say("/start")

    def fails(*_: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr(conversation, "receive", fails)
    await ada.block()
    assert ada.replies == []


async def test_a_database_that_is_away_is_left_to_the_one_who_tries_again(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    await desk.store.close()
    with pytest.raises(StorageUnavailable):
        await ada.say("Ministry")
    with pytest.raises(StorageUnavailable):
        await ada.give("a.pdf", b"x")


async def test_a_database_that_goes_away_before_the_apology_is_left_to_the_one_who_tries_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    ada = desk.person()
    await letter(ada, until="name")

    def fails(*_: Any) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr(conversation, "receive", lambda *_: 1 / 0)
    monkeypatch.setattr(conversation, "apology", fails)
    with pytest.raises(StorageUnavailable):
        await ada.say("Ministry")


async def test_nothing_that_people_write_is_logged(desk: Desk, log: LogCapture, capfd: pytest.CaptureFixture[str]):
    ada = desk.person(name="Ada Lovelace")
    await letter(ada, until="scan")
    await ada.give("passport of Amina.pdf", ConnectionResetError("passport of Amina.pdf"), size=10)
    await ada.press("skip")
    await ada.say("/export")
    said = repr(log.entries) + "".join(capfd.readouterr())
    assert "a file could not be fetched" in said
    for personal in ("Ada", "Lovelace", "Amina", "environment.go.ke", "2730808", "passport"):
        assert personal not in said


async def test_a_prompt_that_is_owed_is_shown_again_after_a_restart(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    [reply] = await desk.answering.represent("web", 7)
    assert reply.repeats
    assert reply.owed is not None
    assert reply.replaces
    await ada.press("save")
    assert await desk.answering.represent("web", 7) == []
    assert await desk.answering.represent("web", 404) == []


async def test_who_writes_too_fast_is_told_so_in_their_language(desk: Desk):
    ada = desk.person(language="fr")
    await ada.say("/start")
    french, english = await desk.answering.slow_down("web", 7), await desk.answering.slow_down("web", 404)
    assert french is not None
    assert english is not None
    assert french.method != english.method
