"""Consensus in the stories: observers are proposed, questions put, and the scheduler ticks when the clock has moved."""

from __future__ import annotations

from bot.scheduler.tick import Ticked, tick
from handlers.buttons import base36
from storage import clock
from storage.consensus_records import Proposal, Question
from storage.meeting_records import Meeting
from tests.handlers.desk import Desk, Someone

WORDS = "The area meets twice a year from now on."


async def ticks(desk: Desk) -> Ticked:
    """The scheduler does what is due by the program's clock."""
    return await tick(desk.store, desk.surroundings, clock.now())


async def put(desk: Desk, who: Someone, one: Meeting, words: str = WORDS, days: int = 14) -> Question:
    """A question that somebody has put to a meeting's body."""
    await who.press_data(f"!meetask:{base36(one.id)}")
    await who.say(words)
    await who.say(f"{days} days")
    await who.say("Geneva")
    await who.press("submit")
    return (await desk.store.read(lambda tx: tx.questions_of(one.id)))[-1]


async def propose(desk: Desk, who: Someone, one: Meeting, name: str = "Olga Ivanova", days: int = 7) -> Proposal:
    """An observer whom a lead has proposed."""
    await who.press_data(f"!obsnew:{base36(one.id)}")
    await who.say(name)
    await who.say("Basel Institute")
    await who.say(f"{days} days")
    await who.press("submit")
    return (await desk.store.read(lambda tx: tx.proposals_of(one.id)))[-1]


async def question(desk: Desk, number: int) -> Question:
    """A question as it stands."""
    found = await desk.store.read(lambda tx: tx.question(number))
    assert found is not None
    return found


async def proposal(desk: Desk, number: int) -> Proposal:
    """A proposal as it stands."""
    found = await desk.store.read(lambda tx: tx.proposal(number))
    assert found is not None
    return found
