"""What people send in answer to a question: words, pieces, corrections, files, and all that is no answer."""

from __future__ import annotations

import asyncio
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest
from aiogram.methods import GetFile
from aiohttp import ServerDisconnectedError

from handlers.answering import MOST_BYTES
from tests.handlers.desk import Desk, Someone
from tests.handlers.stories import PDF, answers, letter, place, revision, value

USER = {"id": 9, "is_bot": False, "first_name": "Eve"}
NO_ANSWERS: dict[str, tuple[dict[str, Any], str]] = {
    "photo": (
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]},
        "Thank you for the picture, but I cannot keep it here.",
    ),
    "document": (
        {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "a.pdf", "file_size": 9}},
        "Thank you for the file, but I cannot keep it here.",
    ),
    "sticker": (
        {
            "sticker": {
                "file_id": "s",
                "file_unique_id": "s",
                "type": "regular",
                "width": 9,
                "height": 9,
                "is_animated": False,
                "is_video": False,
            }
        },
        "A nice sticker, but it is no answer that I can keep.",
    ),
    "voice": ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "I cannot listen to voice messages."),
    "video": (
        {"video": {"file_id": "w", "file_unique_id": "w", "duration": 3, "width": 9, "height": 9}},
        "I cannot watch videos.",
    ),
    "poll": (
        {
            "poll": {
                "id": "1",
                "question": "Which?",
                "options": [{"text": "this", "voter_count": 0, "persistent_id": "1"}],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": True,
                "members_only": False,
            }
        },
        "A poll is no answer that I can keep.",
    ),
    "contact": (
        {"contact": {"phone_number": "254202730808", "first_name": "Ada"}},
        "A contact card is no answer to this question.",
    ),
    "location": ({"location": {"latitude": 1.5, "longitude": 2.5}}, "A place on the map is no answer that I can keep."),
    "dice": ({"dice": {"emoji": "🎲", "value": 3}}, "I cannot read this kind of message."),
}


def docx(**parts: str) -> bytes:
    """A DOCX with these further parts."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()


def png() -> bytes:
    """A whole picture of one dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 30 + b"\xff\xd9"


async def files_kept(desk: Desk) -> list[int]:
    """The sizes of all files in storage."""
    return [
        row[0]
        for row in await desk.store.read(
            lambda tx: tx.connection.exec_driver_sql("SELECT size FROM file ORDER BY id").fetchall()
        )
    ]


@pytest.mark.parametrize("kind", NO_ANSWERS)
async def test_what_is_no_answer_gets_a_kind_sentence_and_the_question_again(desk: Desk, kind: str):
    content, sentence = NO_ANSWERS[kind]
    ada = desk.person()
    await letter(ada, until="name")
    await ada.send(**content)
    assert sentence in ada.sees
    assert ada.sees.index(sentence) < ada.sees.index("What is the full official name?")
    assert await place(desk, ada) == "name"
    assert desk.shelf.fetched == []


async def test_a_picture_on_the_review_page_is_declined_kindly(desk: Desk):
    ada = desk.person()
    await letter(ada, until="review")
    await ada.give("scan.jpg", JPEG, as_photo=True)
    assert "Thank you for the picture" in ada.sees
    assert "When all is right, send the letter." in ada.sees


async def test_a_picture_while_nothing_is_open_leads_to_a_letter(desk: Desk):
    ada = desk.person()
    await ada.say("/start")
    await ada.give("scan.jpg", JPEG, as_photo=True)
    assert "No letter is open here" in ada.sees
    assert desk.shelf.fetched == []


async def test_the_pieces_of_a_long_text_are_one_answer(desk: Desk):
    """A client cuts a text of 9,000 characters into three messages, sent within a moment."""
    ada = desk.person()
    await letter(ada, until="contributions.1.how")
    text = "We will train two hundred miners in two districts. " * 180
    for number, start in enumerate(range(0, len(text), 4096)):
        await ada.say(text[start : start + 4096], after=60 if number == 0 else 0)
        assert number > 1 or ada.replies[-1].hold > 0, "the next question waits for a further piece"
    kept = (await answers(desk, ada))["contributions.1.how"]
    assert str(kept.value).split() == text.split()
    assert len(kept.pieces) == 3
    assert "longer than the guidance" in ada.sees


async def test_two_quick_short_answers_are_two_answers(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    await ada.say("Ministry of Environment", after=0)
    await ada.say("Kenya", after=0)
    assert await value(desk, ada, "name") == "Ministry of Environment"
    assert await value(desk, ada, "country") == "KE"


async def test_an_edited_message_corrects_the_answer_and_one_stays_where_one_is(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    message = await ada.say("Ministri of Environment")
    await ada.says("Kenya", "environment.go.ke")
    await ada.edit(message, "Ministry of Environment")
    assert "Corrected: Official name" in ada.sees
    assert "Who is the contact person?" in ada.sees
    assert await value(desk, ada, "name") == "Ministry of Environment"
    await ada.say("/mine")
    assert "Draft: Ministry of Environment" in ada.sees


async def test_an_edited_message_that_is_no_answer_changes_nothing_and_says_so(desk: Desk):
    ada = desk.person()
    await letter(ada, until="website")
    before = await revision(desk, ada)
    await ada.edit(999, "Kenya")
    assert "The message you changed is not one of your answers here" in ada.sees
    assert await revision(desk, ada) == before


async def test_an_edit_after_the_letter_was_sent_does_not_touch_it(desk: Desk):
    ada = desk.person()
    await letter(ada, until="signatory")
    message = await ada.say("Peter Kamau")
    await ada.say("Permanent Secretary")
    for step in (("pick", "yes"), ("skip", ""), ("pick", "yes"), ("submit", "")):
        await ada.press(*step)
    await ada.edit(message, "Somebody Else")
    assert "nothing changed" in ada.sees
    held = await ada.exported()
    assert held["submissions"][0]["snapshot"]["answers"]["signatory"]["value"] == "Peter Kamau"


async def test_a_contact_card_answers_the_question_for_a_telephone_number(desk: Desk):
    ada = desk.person()
    await letter(ada, until="phone")
    await ada.send(contact={"phone_number": "254202730808", "first_name": "Amina"})
    assert "Noted: +254 20 2730808" in ada.sees
    assert await value(desk, ada, "phone") == "+254202730808"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("letter.pdf", PDF, "application/pdf"),
        ("no-ending", JPEG, "image/jpeg"),
        ("scan.PNG", png(), "image/png"),
        ("signed.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
async def test_a_signed_copy_is_kept_by_what_it_holds(desk: Desk, name: str, content: bytes, media_type: str):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give(name, content)
    kept = await value(desk, ada, "scan")
    assert isinstance(kept, dict)
    assert (kept["name"], kept["media_type"], kept["size"]) == (name, media_type, len(content))
    file = await desk.store.read(lambda tx: tx.file(int(kept["file_id"])))
    assert file is not None
    assert file.content == content
    assert "May the letter be published in this form?" in ada.sees


async def test_a_photograph_is_a_signed_copy_too(desk: Desk):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give("", JPEG, as_photo=True)
    assert await place(desk, ada) == "publish"
    assert desk.shelf.fetched == ["file0"], "the largest size is the one to fetch"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.pdf", b"MZ\x90\0" + b"\0" * 200),
        ("letter.docx", docx(**{"word/vbaProject.bin": "macro"})),
        ("letter.jpg", b"<html>"),
        ("cut.pdf", PDF[:20]),
    ],
)
async def test_a_program_in_a_documents_clothes_is_refused_and_not_kept(desk: Desk, name: str, content: bytes):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give(name, content)
    assert f"The file {name} could not be opened as PDF, JPEG, PNG or DOCX." in ada.sees
    assert await place(desk, ada) == "scan"
    assert await files_kept(desk) == []


async def test_an_empty_file_is_refused(desk: Desk):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give("letter.pdf", b"")
    assert "The file letter.pdf is empty." in ada.sees
    assert await files_kept(desk) == []


async def test_a_file_that_is_too_large_is_refused_without_being_fetched(desk: Desk):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give("letter.pdf", PDF, size=MOST_BYTES + 1)
    assert "This file is too large. Please send one of at most 10 MB." in ada.sees
    assert "Would you like to add a signed copy?" in ada.sees
    assert desk.shelf.fetched == []


async def test_a_file_that_is_larger_than_it_says_is_not_fetched_to_its_end(desk: Desk):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give("letter.pdf", PDF + b"\0" * MOST_BYTES, size=1000)
    assert "This file is too large." in ada.sees
    assert await files_kept(desk) == []


@pytest.mark.parametrize(
    "problem",
    [
        TelegramBadRequest(GetFile(file_id="f"), "Bad Request: wrong file_id"),
        ClientDecodeError("Failed to deserialize object", ValueError(), {}),
        ServerDisconnectedError(),
        TimeoutError(),
        ConnectionResetError(),
    ],
    ids=lambda problem: type(problem).__name__,
)
async def test_a_file_that_cannot_be_fetched_is_asked_for_again(desk: Desk, problem: Exception):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give("letter.pdf", problem, size=100)
    assert "I could not fetch this file. Please send it again." in ada.sees
    assert "Would you like to add a signed copy?" in ada.sees
    await ada.give("letter.pdf", PDF)
    assert await place(desk, ada) == "publish"


async def test_a_signed_copy_that_is_replaced_or_removed_is_not_kept(desk: Desk):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give("first.pdf", PDF)
    await ada.press("back")
    await ada.give("second.pdf", PDF + b"\n")
    assert await files_kept(desk) == [len(PDF) + 1]
    await ada.press("back")
    await ada.press("skip")
    assert await files_kept(desk) == []


async def test_a_signed_copy_that_comes_when_another_device_has_moved_on_is_not_kept(desk: Desk):
    """The file is fetched while the question stands; when it is there, the question was answered elsewhere."""
    ada = desk.person()
    await letter(ada, until="scan")
    fetching, moved = asyncio.Event(), asyncio.Event()
    at_once = desk.bot.download

    async def download(*arguments: Any, **named: Any) -> Any:
        fetching.set()
        await moved.wait()
        return await at_once(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.bot, "download", download)
        other = Someone(desk, ada.chat_id, "en", "web", "Ada", screen=dict(ada.screen), ids=ada.ids)
        giving = asyncio.create_task(ada.give("letter.pdf", PDF))
        await fetching.wait()
        await other.press("skip")
        moved.set()
        await giving
    assert "Thank you for the file, but I cannot keep it here." in ada.sees
    assert await files_kept(desk) == []


async def test_letters_of_two_people_who_write_at_the_same_time_stay_apart(desk: Desk):
    ada, li = desk.person(), desk.person(8, "zh", name="Li")
    await asyncio.gather(letter(ada, until="name"), letter(li, until="name"))
    await asyncio.gather(ada.says("Ministry of Environment", "Kenya"), li.says("绿色照明协会", "中国"))
    assert (await value(desk, ada, "country"), await value(desk, li, "country")) == ("KE", "CN")


@pytest.mark.parametrize(
    "text", ["<b>Ada</b> & <script>", "Ada \ud83d", "A\0da", "汞" * 190, "🧪a" * 90, "/ 12 River Road"]
)
async def test_whatever_is_written_can_be_shown_again(desk: Desk, text: str):
    ada = desk.person()
    await letter(ada, until="name")
    await ada.say(text)
    assert await place(desk, ada) == "country"
    await ada.press("review")
    await ada.say("/mine")
    assert text.replace("\0", "").encode("utf-8", "ignore").decode().strip() in ada.sees


async def test_a_phone_question_skips_with_the_word_of_the_button(desk: Desk):
    ada = desk.person()
    await letter(ada, until="phone")
    await ada.say("skip")
    assert await place(desk, ada) == "address"


async def test_words_below_a_file_answer_a_question_for_words_and_the_file_is_said_not_to_be_kept(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    picture = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9, "file_size": 3}
    await ada.send(photo=[picture], caption="Ministry of Environment")
    assert "Thank you for the picture, but I cannot keep it here." in ada.sees
    assert "In which country?" in ada.sees
    assert await value(desk, ada, "name") == "Ministry of Environment"
    assert desk.shelf.fetched == []


async def test_a_round_video_is_a_video(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    await ada.send(video_note={"file_id": "v", "file_unique_id": "v", "length": 9, "duration": 3})
    assert "I cannot watch videos." in ada.sees


async def test_giving_up_where_nothing_is_open_says_so(desk: Desk):
    ada = desk.person()
    await ada.say("hello")
    await ada.say("/cancel")
    assert "There is nothing to give up." in ada.sees
    await ada.say("hello again")
    assert ada.sees == "No letter is open here at the moment. Would you like to begin one?"
