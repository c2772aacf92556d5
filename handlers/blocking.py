"""A chat that blocks the bot: nothing can be sent there, and those who depend on an answer from there are told.

It shows in three places: an update says so, a reply is refused, a notice is refused. All three come here.
"""

from __future__ import annotations

from datetime import datetime

from storage.desk_records import NewNotice
from storage.transaction import Transaction


def note_block(tx: Transaction, bot: str, chat_id: int, at: datetime) -> None:
    """Mark the chat. Once its person can be reached in no other, the secretariat is told, if that person has letters
    or a role; what is meant for them stays in the outbox until they are back."""
    if not tx.mark_blocked(bot, chat_id, at):
        return
    conversation = tx.conversation(bot, chat_id)
    if conversation is None or tx.is_reachable(conversation.person.id):
        return
    gone = conversation.person.id
    if not tx.letters_of(gone) and not tx.roles(gone, at):
        return
    for officer in {holder.person_id for holder in tx.holders("secretariat", at)} - {gone}:
        tx.enqueue(
            NewNotice(
                kind="person blocked",
                person_id=officer,
                subject=f"person:{gone}",
                occurrence=at.isoformat(),
                content={"person_id": gone},
                not_before=at,
            )
        )
