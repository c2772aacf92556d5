"""The secretariat's table of reminders: when each kind comes and by which paragraph, and other days in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.reminders import RULES, Rule
from flows.stage_words import stages_said
from flows.stages import WrongStages
from flows.wording import N_, Say, say
from handlers.buttons import PageButton
from handlers.desk_pages import SOMEBODY
from handlers.pages import day
from handlers.scene import Page, Scene

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.reminder_records import RuleSet

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def table(talk: Talk, *notes: Say) -> Scene:
    """Every kind of reminder, in the words of the rules in force."""
    changed = {each.kind for each in talk.tx.reminder_rules()}
    lines = tuple(_line(rule, rule.kind in changed) for rule in talk.tx.rules_in_force().values())
    rows = tuple((PageButton(say(rule.name), "remrule", rule.kind),) for rule in RULES.values())
    paragraphs = (
        say(N_("<b>The reminders of the Partnership</b>")),
        say(N_("Each has its paragraph. The days are guidance: the secretariat can set others.")),
    )
    return talk.show(Page(paragraphs, rows, lines), *notes)


def _line(rule: Rule, is_changed: bool) -> Say:
    words = N_("• {kind}: {when} ({cites}); set by the secretariat") if is_changed else N_("• {kind}: {when} ({cites})")
    return say(words, kind=say(rule.name), when=stages_said(rule.stages), cites=rule.cites)


def rule(talk: Talk, kind: str, *notes: Say) -> Scene:
    """One kind: when it comes, why, and what can be set."""
    if kind not in RULES:
        return table(talk, *notes)
    in_force = talk.tx.rules_in_force()[kind]
    theirs = next((each for each in talk.tx.reminder_rules() if each.kind == kind), None)
    paragraphs = [
        say(N_("<b>Reminders: {kind}</b>"), kind=say(in_force.name)),
        in_force.reason(),
        say(N_("They come: {when}"), when=stages_said(in_force.stages)),
        say(N_("Counted from: {date}"), date=say(in_force.date)),
    ]
    rows = [(PageButton(say(N_("Set other days")), "remset", kind),)]
    if theirs is not None:
        paragraphs.append(_set_by(talk, theirs))
        paragraphs.append(say(N_("By the guidelines: {when}"), when=stages_said(RULES[kind].stages)))
        rows.append((PageButton(say(N_("Back to the guidelines")), "remreset", kind),))
    rows.append((PageButton(say(N_("All reminders of the Partnership")), "remrules"),))
    return talk.show(Page(tuple(paragraphs), tuple(rows)), *notes)


def _set_by(talk: Talk, theirs: RuleSet) -> Say:
    names = talk.tx.names_of(() if theirs.changed_by is None else (theirs.changed_by,))
    name = names.get(theirs.changed_by or 0) or SOMEBODY
    return say(N_("{name} set these days on {day}."), name=name, day=day(theirs.changed_at))


def keep(talk: Talk, kind: str, stages: object) -> Scene:
    """Set the days that somebody of the secretariat wrote."""
    if kind not in RULES:
        return table(talk)
    try:
        talk.tx.set_reminder_rule(kind, stages, talk.person.id, talk.incoming.at)
    except WrongStages as problem:
        return rule(talk, kind, problem.what)
    return rule(talk, kind, say(N_("Kept. What is due is reckoned anew for everyone.")))


def reset(talk: Talk, kind: str) -> Scene:
    """The days of the guidelines again."""
    if kind not in RULES:
        return table(talk)
    talk.tx.set_reminder_rule(kind, None, talk.person.id, talk.incoming.at)
    return rule(talk, kind, say(N_("The days of the guidelines hold again.")))


BUTTONS: Mapping[str, Does] = {"remrules": lambda talk, _: table(talk), "remrule": rule, "remreset": reset}
SHOWING = frozenset({"remrules", "remrule"})
"""Acts that only show something."""
