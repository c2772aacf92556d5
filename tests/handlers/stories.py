"""What people do again and again in the stories: begin a letter, write it to a certain question, or to its end."""

from __future__ import annotations

from typing import Any

from flows.session import Answers
from storage.records import Standing
from tests.handlers.desk import Desk, Someone

NAME = "Ministry of Environment"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


async def letter(
    who: Someone, until: str = "", how: str = "We will train two hundred miners.", name: str = NAME
) -> None:
    """Write a government's letter, and stop before the question whose key is `until`."""
    steps: tuple[tuple[str, Any], ...] = (
        ("category", ("pick", "government")),
        ("name", name),
        ("country", "Kenya"),
        ("website", "environment.go.ke"),
        ("person", "Amina Yusuf"),
        ("position", ("skip", "")),
        ("email", "amina@environment.go.ke"),
        ("phone", "+254 20 2730808"),
        ("address", ("skip", "")),
        ("support", ("pick", "yes")),
        ("goal", ("pick", "yes")),
        ("areas", "1"),
        ("contributions.1.kind", ("pick", "training")),
        ("contributions.1.how", how),
        ("contributions.1.areas", ("skip", "")),
        ("contributions.1.when", ("skip", "")),
        ("contributions", ("go", "")),
        ("signatory", "Peter Kamau"),
        ("title", "Permanent Secretary"),
        ("authority", ("pick", "yes")),
        ("scan", ("skip", "")),
        ("publish", ("pick", "yes")),
        ("review", ("submit", "")),
    )
    await who.say("/letter")
    for where, step in steps:
        if where == until:
            return
        if isinstance(step, str):
            await who.say(step)
        else:
            await who.press(*step)
    assert not until, f"the letter has no {until}"


async def standing(desk: Desk, who: Someone) -> Standing | None:
    """Where storage has the person stand."""
    conversation = await desk.store.read(lambda tx: tx.conversation(who.channel, who.chat_id))
    return None if conversation is None else conversation.session


async def place(desk: Desk, who: Someone) -> str:
    """The question, or the kind of page, that the person is at; empty where no draft is open."""
    stands = await standing(desk, who)
    if stands is None:
        return ""
    kind, path = stands.standing["place"]
    return path if kind == "question" else kind


async def answers(desk: Desk, who: Someone) -> Answers:
    """The answers of the draft that the person stands in."""
    stands = await standing(desk, who)
    assert stands is not None
    return await desk.store.read(lambda tx: tx.answers(stands.draft_id, stands.draft_revision))


async def value(desk: Desk, who: Someone, path: str) -> object:
    """One answer's value."""
    return (await answers(desk, who))[path].value


async def revision(desk: Desk, who: Someone) -> tuple[int, int]:
    """What grows with every change of the session, and of the answers."""
    stands = await standing(desk, who)
    assert stands is not None
    return stands.revision, stands.draft_revision


async def person_id(desk: Desk, who: Someone) -> int:
    """The person's number in storage."""
    conversation = await desk.store.read(lambda tx: tx.conversation(who.channel, who.chat_id))
    assert conversation is not None
    return conversation.person.id
