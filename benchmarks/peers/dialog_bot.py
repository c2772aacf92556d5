"""aiogram-dialog with Redis, as it advises beyond trying out: a window for each question, the answers in its data."""

from __future__ import annotations

import asyncio
import os

from aiogram import Dispatcher, Router
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.input import ManagedTextInput, TextInput
from aiogram_dialog.widgets.kbd import Button, Row
from aiogram_dialog.widgets.text import Const

from benchmarks.peers.asked import Question, read
from benchmarks.serving import serve

ASKED = read()
Letter: type[StatesGroup] = type("Letter", (StatesGroup,), {question.key: State() for question in ASKED.questions})
router = Router()


@router.message(CommandStart())
async def start(message: Message, dialog_manager: DialogManager) -> None:
    """Show the first window."""
    await dialog_manager.start(getattr(Letter, ASKED.questions[0].key), mode=StartMode.RESET_STACK)


async def typed(message: Message, widget: ManagedTextInput[str], dialog_manager: DialogManager, answer: str) -> None:
    """Keep what was typed and go on."""
    await go_on(message, dialog_manager, answer)


async def pressed(query: CallbackQuery, button: Button, dialog_manager: DialogManager) -> None:
    """Keep what was pressed and go on."""
    if isinstance(query.message, Message):
        await go_on(query.message, dialog_manager, button.widget_id or "")


async def go_on(message: Message, dialog_manager: DialogManager, answer: str) -> None:
    """Keep an answer under its question and show the next window, or close behind the last."""
    state = dialog_manager.current_context().state
    dialog_manager.dialog_data[state.state] = answer
    if state == getattr(Letter, ASKED.questions[-1].key):
        await message.answer(ASKED.closing)
        await dialog_manager.done()
        return
    await dialog_manager.next()


def window(question: Question) -> Window:
    """One question."""
    rows = [
        Row(*(Button(Const(label), id=f"b{across}_{down}", on_click=pressed) for down, label in enumerate(row)))
        for across, row in enumerate(question.buttons)
    ]
    inputs = [] if rows else [TextInput(id="typed", on_success=typed)]
    return Window(Const(question.ask), *rows, *inputs, state=getattr(Letter, question.key))


if __name__ == "__main__":
    storage = RedisStorage.from_url(os.environ["REDIS_URL"], key_builder=DefaultKeyBuilder(with_destiny=True))
    dispatcher = Dispatcher(storage=storage)
    dispatcher.include_router(router)
    dispatcher.include_router(Dialog(*(window(question) for question in ASKED.questions)))
    setup_dialogs(dispatcher)
    asyncio.run(serve(dispatcher))
