"""A question answered with the days on which reminders of one kind come."""

from __future__ import annotations

from dataclasses import dataclass

from flows.facts import Facts, Read, Unclear
from flows.form import Question
from flows.reminders import RULES, rule_with
from flows.session import Plain
from flows.stage_words import read_stages, stages_said
from flows.stages import Stage, WrongStages
from flows.wording import N_, Param, Say, say


@dataclass(frozen=True, slots=True)
class Stages(Question):
    """The reminders of the rule that `facts.rule` names; the value is the list of its stages as plain data."""

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand "30, 7, 1 days; 1 hour" in any of the six languages, as far as the rule allows it."""
        rule = RULES[facts.rule]
        try:
            stages = read_stages(said, rule)
            stages = rule_with(facts.rule, [stage.to_plain() for stage in stages]).stages
        except WrongStages as problem:
            example = say(N_("For example: {example}"), example=stages_said(rule.stages))
            return Unclear(say(N_("{problem} {example}"), problem=problem.what, example=example))
        plain: list[Plain] = [dict(stage.to_plain()) for stage in stages]
        return Read(plain, note=say(N_("Understood: {when}"), when=stages_said(stages)))

    def show(self, value: Plain, facts: Facts) -> Param:
        """The reminders in words."""
        kept = value if isinstance(value, list) else []
        return stages_said(Stage(**one) for one in kept if isinstance(one, dict))  # type: ignore[arg-type]

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write them."""
        rule = RULES[facts.rule]
        told = [say(N_("By the guidelines: {when}"), when=stages_said(rule.stages))]
        if rule.rises:
            told.append(
                say(N_("A part that begins with “{secretariat}” reminds the secretariat."), secretariat=SECRETARIAT)
            )
        return tuple(told)


# Translators: the word by which a part of the answer says that the secretariat is to be reminded
SECRETARIAT = say(N_("the secretariat:"))
