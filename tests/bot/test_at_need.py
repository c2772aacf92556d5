"""aiogram imported with its types unbuilt, each time in a fresh process: what is imported stays so."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

UPDATE = {
    "update_id": 7,
    "callback_query": {
        "id": "1",
        "from": {"id": 1, "is_bot": False, "first_name": "Amina"},
        "chat_instance": "1",
        "data": "1.4:pick:ngo",
        "message": {
            "message_id": 3,
            "date": 1700000000,
            "chat": {"id": 1, "type": "private"},
            "text": "Which?",
            "entities": [{"type": "bold", "offset": 0, "length": 6}],
            "reply_markup": {"inline_keyboard": [[{"text": "This", "callback_data": "1.4:pick:ngo"}]]},
        },
    },
}

IMPORTED = """
import json, sys
from bot.telegram.at_need import import_aiogram
import_aiogram()
import aiogram.methods, aiogram.types
"""


def run(program: str, *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_most_types_wait_for_their_first_use():
    out = run(
        IMPORTED + "print(aiogram.types.Update.__pydantic_complete__, aiogram.types.Sticker.__pydantic_complete__)"
    )
    assert out.split() == ["True", "False"]


def test_every_type_and_every_method_can_be_built_later():
    out = run(
        IMPORTED
        + """
classes = {getattr(room, name) for room in (aiogram.types, aiogram.methods) for name in room.__all__}
models = [one for one in classes if hasattr(one, "model_rebuild")]
print(len(models), [one.__name__ for one in models if one.model_rebuild() is False or not one.__pydantic_complete__])
"""
    )
    count, unbuilt = out.split(maxsplit=1)
    assert int(count) > 400
    assert unbuilt.strip() == "[]"


def test_a_type_is_built_at_its_first_use_without_being_asked():
    out = run(
        IMPORTED
        + """
from aiogram.methods import Response, SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="This", callback_data="1")]])
print(SendMessage(chat_id=1, text="Which?", reply_markup=keyboard).reply_markup.inline_keyboard[0][0].text)
print(Response[Message].model_validate({"ok": False, "description": "no"}).description)
"""
    )
    assert out.split() == ["This", "no"]


def test_an_update_reads_the_same_as_with_aiogram_as_it_is():
    read = """
import json, sys
from aiogram.types import Update
print(Update.model_validate(json.loads(sys.argv[1])).model_dump_json())
"""
    assert run(IMPORTED + read, json.dumps(UPDATE)) == run(read, json.dumps(UPDATE))
