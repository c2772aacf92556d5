"""The gateway's bots, the updates they have not yet confirmed, and presses of buttons.

Update identifiers come from the bot's row, which stays locked until the commit: they become visible in the order
in which they were given, so a poller that confirms one never skips an earlier one that was still on its way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, exists, func, insert, select, tuple_, update

from storage.gateway_tables import GatewayBot, GatewayFile, GatewayMessage, GatewayPress, GatewayUpdate
from storage.prepared import Prepared

if TYPE_CHECKING:
    from storage.transaction import Transaction

_bot = GatewayBot.__table__  # type: ignore[attr-defined]
_file = GatewayFile.__table__  # type: ignore[attr-defined]
_message = GatewayMessage.__table__  # type: ignore[attr-defined]
_press = GatewayPress.__table__  # type: ignore[attr-defined]
_update = GatewayUpdate.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a bot wants its updates delivered; an empty `url`: it polls."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    failed_at: int | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class BotState:
    """What a bot has asked for. `allowed_updates`: a JSON list, or None for all."""

    allowed_updates: str | None
    webhook: Webhook


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update to deliver: `payload` is its JSON without the identifier."""

    update_id: int
    chat_id: int
    payload: str


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button, and the bot's answer to it."""

    id: int
    chat_id: int
    pressed_at: int
    answered: bool
    text: str
    alert: bool
    seq: int | None


# --- Bots --------------------------------------------------------------------------------------------------


def ensure_bot(tx: Transaction, bot_id: int) -> BotState:
    """What a bot has asked for; a bot seen for the first time is noted."""
    row = tx.connection.execute(
        select(
            _bot.c.allowed_updates,
            _bot.c.webhook_url,
            _bot.c.webhook_secret,
            _bot.c.webhook_connections,
            _bot.c.webhook_failed_at,
            _bot.c.webhook_failure,
        ).where(_bot.c.id == bot_id)
    ).first()
    if row is not None:
        return BotState(row[0], Webhook(*row[1:]))
    tx.connection.execute(
        insert(_bot),
        {
            "id": bot_id,
            "last_update_id": 0,
            "webhook_url": "",
            "webhook_secret": "",
            "webhook_connections": 40,
        },
    )
    return BotState(None, Webhook())


def set_allowed_updates(tx: Transaction, bot_id: int, allowed: str | None) -> None:
    """Keep which kinds of update a bot wants: a JSON list, or None for all."""
    tx.connection.execute(update(_bot).where(_bot.c.id == bot_id).values(allowed_updates=allowed))


def set_webhook(tx: Transaction, bot_id: int, webhook: Webhook) -> None:
    """Keep where a bot wants its updates delivered."""
    tx.connection.execute(
        update(_bot)
        .where(_bot.c.id == bot_id)
        .values(
            webhook_url=webhook.url,
            webhook_secret=webhook.secret,
            webhook_connections=webhook.connections,
            webhook_failed_at=webhook.failed_at,
            webhook_failure=webhook.failure,
        )
    )


# --- Updates -----------------------------------------------------------------------------------------------

_next_update_id = Prepared(
    update(_bot)
    .where(_bot.c.id == bindparam("bot"))
    .values(last_update_id=_bot.c.last_update_id + 1)
    .returning(_bot.c.last_update_id)
)
_insert_update = Prepared(insert(_update))
_PENDING = (_update.c.update_id, _update.c.chat_id, _update.c.payload)
_pending_updates = Prepared(
    select(*_PENDING)
    .where(_update.c.bot_id == bindparam("bot"), _update.c.update_id >= bindparam("offset"))
    .order_by(_update.c.update_id)
    .limit(bindparam("most"))
)
_pending_updates_of_others = (
    select(*_PENDING)
    .where(
        _update.c.bot_id == bindparam("bot"),
        _update.c.chat_id.not_in(bindparam("chats", expanding=True)),
    )
    .order_by(_update.c.update_id)
    .limit(bindparam("most"))
)
_of_bot = _update.c.bot_id == bindparam("bot")
_confirm = Prepared(delete(_update).where(_of_bot, _update.c.update_id < bindparam("offset")))
_delivered = Prepared(delete(_update).where(_of_bot, _update.c.update_id == bindparam("id_")))


def add_update(tx: Transaction, bot_id: int, chat_id: int, payload: str) -> int:
    """Put an update in a bot's queue; its identifier."""
    row = _next_update_id.row(tx, {"bot": bot_id})
    if row is None:
        raise LookupError("the gateway serves no such bot")
    update_id: int = row[0]
    _insert_update.run(tx, {"bot_id": bot_id, "update_id": update_id, "chat_id": chat_id, "payload": payload})
    return update_id


def pending_updates(tx: Transaction, bot_id: int, offset: int, most: int) -> list[PendingUpdate]:
    """The oldest updates from `offset` on."""
    rows = _pending_updates.rows(tx, {"bot": bot_id, "offset": offset, "most": most})
    return [PendingUpdate(*row) for row in rows]


def pending_updates_of_others(
    tx: Transaction, bot_id: int, chat_ids: Collection[int], most: int
) -> list[PendingUpdate]:
    """The oldest updates of all chats but some."""
    rows = tx.connection.execute(_pending_updates_of_others, {"bot": bot_id, "chats": list(chat_ids), "most": most})
    return [PendingUpdate(*row) for row in rows]


def count_pending_updates(tx: Transaction, bot_id: int) -> int:
    """How many updates a bot has not yet confirmed."""
    count: int = tx.connection.execute(
        select(func.count()).select_from(_update).where(_update.c.bot_id == bot_id)
    ).scalar_one()
    return count


def confirm_updates(tx: Transaction, bot_id: int, offset: int) -> None:
    """Forget the updates before `offset`."""
    _confirm.run(tx, {"bot": bot_id, "offset": offset})


def confirm_all_but_last(tx: Transaction, bot_id: int, keep: int) -> None:
    """Forget all updates but the last `keep`."""
    last = tx.connection.execute(
        select(_update.c.update_id)
        .where(_update.c.bot_id == bot_id)
        .order_by(_update.c.update_id.desc())
        .limit(1)
        .offset(keep)
    ).scalar()
    if last is not None:
        confirm_updates(tx, bot_id, last + 1)


def confirm_update(tx: Transaction, bot_id: int, update_id: int) -> None:
    """Forget one update: a webhook has taken it."""
    _delivered.run(tx, {"bot": bot_id, "id_": update_id})


# --- Presses -----------------------------------------------------------------------------------------------

_PRESS = (
    _press.c.id,
    _press.c.chat_id,
    _press.c.pressed_at,
    _press.c.answered,
    _press.c.text,
    _press.c.alert,
    _press.c.seq,
)
_press_by_id = Prepared(select(*_PRESS).where(_press.c.id == bindparam("id_"), _press.c.bot_id == bindparam("bot")))
_press_by_client = Prepared(
    select(_press.c.id).where(_press.c.chat_id == bindparam("chat"), _press.c.client_id == bindparam("client"))
)
_insert_press = Prepared(insert(_press))
_answer = Prepared(
    update(_press)
    .where(_press.c.id == bindparam("id_"))
    .values(
        answered=True,
        text=bindparam("text"),
        alert=bindparam("alert"),
        seq=bindparam("seq"),
    )
)
_answers_since = Prepared(
    select(*_PRESS)
    .where(_press.c.chat_id == bindparam("chat"), _press.c.seq > bindparam("since"))
    .order_by(_press.c.seq)
)


def add_press(tx: Transaction, *, press_id: int, bot_id: int, chat_id: int, client_id: str, now: int) -> None:
    """Note a press of a button."""
    _insert_press.run(
        tx,
        {
            "id": press_id,
            "bot_id": bot_id,
            "chat_id": chat_id,
            "client_id": client_id,
            "pressed_at": now,
            "answered": False,
            "text": "",
            "alert": False,
            "seq": None,
        },
    )


def is_known_press(tx: Transaction, chat_id: int, client_id: str) -> bool:
    """Whether a page's press has been noted already."""
    return _press_by_client.row(tx, {"chat": chat_id, "client": client_id}) is not None


def press_of_bot(tx: Transaction, bot_id: int, press_id: int) -> Press | None:
    """A press by its identifier."""
    row = _press_by_id.row(tx, {"id_": press_id, "bot": bot_id})
    return None if row is None else _to_press(row)


def answer_press(tx: Transaction, press_id: int, *, text: str, alert: bool, seq: int | None) -> None:
    """Keep the bot's answer to a press."""
    _answer.run(tx, {"id_": press_id, "text": text, "alert": alert, "seq": seq})


def answers_since(tx: Transaction, chat_id: int, seq: int) -> list[Press]:
    """Answers to presses that a page has not yet shown, in order."""
    return [_to_press(row) for row in _answers_since.rows(tx, {"chat": chat_id, "since": seq})]


def _to_press(row: Sequence[Any]) -> Press:
    return Press(*row)


# --- Housekeeping ------------------------------------------------------------------------------------------

A_FEW: Final = 500
"""So many rows of a table are forgotten in one transaction."""

_old_presses = (
    select(_press.c.id)
    .where(_press.c.pressed_at < bindparam("presses_before"))
    .order_by(_press.c.pressed_at)
    .limit(A_FEW)
)
_presses = delete(_press).where(_press.c.id.in_(_old_presses))
_old_marks = (
    select(_message.c.chat_id, _message.c.id)
    .where(_message.c.deleted, _message.c.sent_at < bindparam("marks_before"))
    .order_by(_message.c.sent_at)
    .limit(A_FEW)
)
_marks = delete(_message).where(tuple_(_message.c.chat_id, _message.c.id).in_(_old_marks))
_in_no_message = ~exists().where(_message.c.file_unique_id == _file.c.unique_id)
_old_files = (
    select(_file.c.unique_id)
    .where(_file.c.created_at < bindparam("marks_before"), _in_no_message)
    .order_by(_file.c.created_at)
    .limit(A_FEW)
)
_unused_files = delete(_file).where(_file.c.unique_id.in_(_old_files))


def forget_before(tx: Transaction, *, presses_before: int, marks_before: int) -> bool:
    """Forget presses before a time, and marks of deleted messages and files in no message before another: a few of
    each, the oldest first. Whether there may be more of them."""
    before = {"presses_before": presses_before, "marks_before": marks_before}
    forgotten = [tx.connection.execute(statement, before).rowcount for statement in (_presses, _marks, _unused_files)]
    return A_FEW in forgotten
