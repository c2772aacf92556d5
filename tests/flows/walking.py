"""A patient person who answers whatever is asked until the form can be sent off."""

from __future__ import annotations

from flows.form import Group
from flows.kinds import Choice, Consent, Country, Date, Email, File, Link, Period, Phone, Several, Text
from flows.layout import find
from tests.flows.conversation import Conversation

GOOD_ANSWERS = {
    Country: "Kenya",
    Date: "15 June 2026",
    Email: "amina@example.org",
    Link: "https://example.org",
    Period: "March 2026 to June 2027",
    Phone: "+254 20 2730808",
    Text: "A sentence of words",
}
MOST_STEPS = 400


def complete(c: Conversation, most: int | None = None) -> None:
    """Go on from wherever the conversation stands until it offers to send the form; fails where it cannot.

    With `most`, so many steps are enough.
    """
    for _ in range(MOST_STEPS if most is None else most):
        offered = {button.act for row in c.prompt.buttons for button in row}
        if c.place.kind == "done" or "submit" in offered:
            return
        one_step(c, offered)
    if most is None:
        raise AssertionError(f"still at {c.place} after {MOST_STEPS} steps")


def one_step(c: Conversation, offered: set[str]) -> None:
    """Do what leads on: answer what is asked, press what continues. `offered` are the acts of the present buttons."""
    match c.place.kind:
        case "question":
            _answer(c, offered)
        case "reason":
            c.say("It has to be.")
        case "menu":
            unfinished = [
                section.key
                for section, line in zip(c.flow.sections, c.prompt.lines, strict=True)
                if line.state not in ("done", "over")
            ]
            c.press_act("section", unfinished[0])
        case kind:
            ways_on = {
                "over": ("go", "why"),
                "alike": ("go",),
                "unsure": ("back",),
                "group": ("go", "decline", "add"),
                "item": ("missing", "list"),
                "remove": ("stay",),
                "review": ("missing",),
                "section": ("missing", "menu"),
                "cancel": ("no",),
            }
            act = next(act for act in ways_on[kind] if act in offered)
            c.press_act(act, next(b.arg for row in c.prompt.buttons for b in row if b.act == act))


def _answer(c: Conversation, offered: set[str]) -> None:
    stop = find(c.flow, c.session.answers, c.place.path)
    assert stop is not None
    assert not isinstance(stop.question, Group)
    before = c.session.revision
    if "keep" in offered and not isinstance(stop.question, Consent):
        c.press_act("keep")
        return
    match stop.question:
        case Consent():
            c.press_act("pick", "yes")
        case Choice():
            c.press_act("pick", next(b.arg for row in c.prompt.buttons for b in row if b.act == "pick"))
        case Several():
            if "done" in offered:
                c.press_act("done")
            if c.session.revision == before:
                ticks = [b for row in c.prompt.buttons for b in row if b.act == "tick"]
                c.press_act("tick", next(b.arg for b in ticks if not b.ticked))
        case File():
            c.send()
        case question:
            c.say(GOOD_ANSWERS[type(question)])
