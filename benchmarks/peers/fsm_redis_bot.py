"""aiogram's own FSM with its Redis storage: a state for each question, the answers in the state's data."""

from __future__ import annotations

import asyncio
import os

from aiogram import Dispatcher, Router
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.peers.asked import Question, read
from benchmarks.serving import serve

ASKED = read()
Letter: type[StatesGroup] = type("Letter", (StatesGroup,), {question.key: State() for question in ASKED.questions})
router = Router()


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """Ask the first question."""
    await state.clear()
    await ask(message, state, 0)


async def ask(message: Message, state: FSMContext, number: int) -> None:
    """Ask a question, or close behind the last."""
    if number == len(ASKED.questions):
        await message.answer(ASKED.closing)
        await state.clear()
        return
    question = ASKED.questions[number]
    await state.set_state(getattr(Letter, question.key))
    await message.answer(question.ask, reply_markup=keyboard(question))


def keyboard(question: Question) -> InlineKeyboardMarkup | None:
    """The buttons under a question."""
    if not question.buttons:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=f"{across}.{down}") for down, label in enumerate(row)]
            for across, row in enumerate(question.buttons)
        ]
    )


def handle(number: int, question: Question) -> None:
    """Keep the answer to one question and go on."""

    async def pressed(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        await state.update_data({question.key: query.data})
        if isinstance(query.message, Message):
            await ask(query.message, state, number + 1)

    async def typed(message: Message, state: FSMContext) -> None:
        await state.update_data({question.key: message.text})
        await ask(message, state, number + 1)

    of_this = getattr(Letter, question.key)
    if question.buttons:
        router.callback_query.register(pressed, of_this)
    else:
        router.message.register(typed, of_this)


for place, one in enumerate(ASKED.questions):
    handle(place, one)

if __name__ == "__main__":
    dispatcher = Dispatcher(storage=RedisStorage.from_url(os.environ["REDIS_URL"]))
    dispatcher.include_router(router)
    asyncio.run(serve(dispatcher))
