"""python-telegram-bot's ConversationHandler with PicklePersistence: a state for each question, answers in user_data.

Its settings are those of `benchmarks/serving.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from benchmarks.peers.asked import Question, read

ASKED = read()


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask the first question."""
    return await ask(update.effective_message, 0)


async def ask(message: Message | None, number: int) -> int:
    """Ask a question, or close behind the last. Returns the state that this leads to."""
    if message is None:
        return ConversationHandler.END
    if number == len(ASKED.questions):
        await message.reply_text(ASKED.closing)
        return ConversationHandler.END
    question = ASKED.questions[number]
    await message.reply_text(question.ask, reply_markup=keyboard(question))
    return number


def keyboard(question: Question) -> InlineKeyboardMarkup | None:
    """The buttons under a question."""
    if not question.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=f"{across}.{down}") for down, label in enumerate(row)]
            for across, row in enumerate(question.buttons)
        ]
    )


def handler(number: int, question: Question) -> BaseHandler[Any, Any, Any]:
    """What keeps the answer to one question and goes on."""

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        query = update.callback_query
        if query is not None:
            await query.answer()
            keep(context, query.data)
        return await ask(update.effective_message, number + 1)

    async def typed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        message = update.effective_message
        keep(context, message.text if message else None)
        return await ask(message, number + 1)

    def keep(context: ContextTypes.DEFAULT_TYPE, answer: str | None) -> None:
        if context.user_data is not None:
            context.user_data[question.key] = answer

    if question.buttons:
        return CallbackQueryHandler(pressed)
    return MessageHandler(filters.TEXT & ~filters.COMMAND, typed)


def main() -> None:
    """Answer until told to stop."""
    kept = Path(os.environ["DATA_DIR"])
    kept.mkdir(exist_ok=True)
    application = (
        Application.builder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(f"{os.environ['BOT_API_URL']}/bot")
        .persistence(PicklePersistence(filepath=kept / "conversations"))
        .build()
    )
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={number: [handler(number, question)] for number, question in enumerate(ASKED.questions)},
            fallbacks=[CommandHandler("start", start)],
            name="letter",
            persistent=True,
        )
    )
    url = os.environ.get("WEBHOOK_URL")
    if url is None:
        application.run_polling(allowed_updates=Update.ALL_TYPES)
        return
    application.run_webhook(
        listen="127.0.0.1",
        port=int(os.environ["WEB_PORT"]),
        url_path=urlsplit(url).path.lstrip("/"),
        webhook_url=url,
        secret_token=os.environ["WEBHOOK_SECRET"],
        max_connections=40,
    )


if __name__ == "__main__":
    main()
