"""The Bot API's answer to a pressed button."""

from __future__ import annotations

from functools import partial

from storage import gateway, gateway_updates
from storage.transaction import Transaction
from web.arguments import Arguments, to_integer
from web.exchange import Exchange
from web.limits import typed_text
from web.refusal import bad_request
from web.served_bot import ServedBot

ANSWERABLE_SECONDS = 15 * 60
"""How long a press waits for an answer. Telegram states no time; its clients show the answer while it comes soon."""

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_callback_query(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`answerCallbackQuery`: a text is shown on the open pages, and on one that comes back soon."""
    press_id = to_integer(arguments.text("callback_query_id"))
    text = typed_text(arguments.text("text")).text
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    oldest = exchange.now() - ANSWERABLE_SECONDS
    work = partial(_answer, bot, press_id, oldest, text, arguments.flag("show_alert"))
    # An empty answer only stops the press's spinner, which the page has stopped by itself: nothing to keep.
    chat_id = await (exchange.store.transact(work) if text else exchange.store.read(work))
    if text:
        exchange.listeners.wake(chat_id)
    return True


def _answer(bot: ServedBot, press_id: int, oldest: int, text: str, alert: bool, tx: Transaction) -> int:
    press = gateway_updates.press_of_bot(tx, bot.id, press_id)
    if press is None or press.pressed_at < oldest:
        raise bad_request(TOO_OLD)
    if text and not press.answered:
        chat = gateway.change_chat(tx, bot.id, press.chat_id)
        seq = None if chat is None else chat.seq
        gateway_updates.answer_press(tx, press_id, text=text, alert=alert, seq=seq)
    return press.chat_id
