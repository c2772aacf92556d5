"""When reminders come, in words; and such words read back, in any of the six languages.

"30, 7, 1 days; 1 hour" are four reminders before the date. A part between semicolons or line ends may say "after" or
"on the day", be repeated ("then every 7 days"), and name the secretariat as the one to be reminded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flows.reminders import Rule
from flows.stages import Audience, Stage, When, WrongStages
from flows.tables import rows
from flows.wording import N_, Say, Several, say, say_n
from flows.words import bare, fold, glance

# -- in words ---------------------------------------------------------------------------------------------------------


def stages_said(stages: Iterable[Stage]) -> Say:
    """All the reminders of a rule, in words that `read_stages` reads back; "none" where there are none."""
    said = tuple(stage_said(stage) for stage in stages)
    return say("{it}", it=Several(said, "apart")) if said else say(N_("none"))


def stage_said(stage: Stage) -> Say:
    """When one reminder comes: "30 days before", "on the day", "7 days after, then every 7 days"."""
    said = _first(stage)
    if stage.every_days == 1:
        said = say(N_("{first}, then every day"), first=said)
    elif stage.every_days:
        said = say_n(
            N_("{first}, then every {n} day"), N_("{first}, then every {n} days"), stage.every_days, first=said
        )  # fmt: skip
    elif stage.every_months == 1:
        said = say(N_("{first}, then every month"), first=said)
    elif stage.every_months:
        said = say_n(
            N_("{first}, then every {n} month"), N_("{first}, then every {n} months"), stage.every_months, first=said
        )  # fmt: skip
    return say(N_("the secretariat: {when}"), when=said) if stage.to == "secretariat" else said


def _first(stage: Stage) -> Say:
    before = stage.when == "before"
    if stage.hours:
        return say_n(N_("{n} hour before"), N_("{n} hours before"), stage.hours)
    if stage.months:
        if before:
            return say_n(N_("{n} month before"), N_("{n} months before"), stage.months)
        return say_n(N_("{n} month after"), N_("{n} months after"), stage.months)
    if not stage.days:
        return say(N_("on the day"))
    if before:
        return say_n(N_("{n} day before"), N_("{n} days before"), stage.days)
    return say_n(N_("{n} day after"), N_("{n} days after"), stage.days)


# -- read back --------------------------------------------------------------------------------------------------------

_WORDS: Final = """
days: day, days, d, jour, jours, j, día, días, dia, dias, день, дня, дней, дн, يوم, يوما, يومًا, أيام, ايام, 天, 日
weeks: week, weeks, w, semaine, semaines, sem, semana, semanas, неделя, недели, недель, неделю, أسبوع, أسابيع, 周, 星期
months: month, months, m, mois, mes, meses, месяц, месяца, месяцев, мес, شهر, أشهر, شهور, 个月, 月
hours: hour, hours, h, heure, heures, hora, horas, час, часа, часов, ч, ساعة, ساعات, 小时
before: before, prior, ahead, avant, antes, до, قبل, 前, 之前
after: after, later, following, après, después, после, спустя, بعد, 后, 之后
repeated: every, each, then, chaque, tous, toutes, puis, cada, luego, каждый, каждые, каждую, затем, كل, ثم, 每, 每隔, 此后
secretariat: secretariat, secrétariat, secretaría, секретариат, секретариату, الأمانة, للأمانة, 秘书处
same: on the day, on the day itself, le jour même, jour même, el mismo día, mismo día, в тот же день, в день, اليوم نفسه, في اليوم نفسه, 当天, 当日
none: none, nothing, never, aucun, aucune, jamais, ninguno, ninguna, nunca, нет, никогда, لا شيء, أبدا, 无, 没有
"""  # noqa: E501  # a table of words

_TABLE: Final = {head: frozenset(map(fold, listed)) for head, listed in rows(_WORDS)}
_ON_THE_DAY: Final = sorted(_TABLE["same"], key=len, reverse=True)
_PARTS: Final = re.compile(r"[;؛；\n]+")
_COUNTED: Final = frozenset(("days", "weeks", "months", "hours"))
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_DAYS_OF_A_WEEK: Final = 7


def read_stages(said: str, rule: Rule) -> tuple[Stage, ...]:
    """The reminders that somebody wrote for a rule. Raises `WrongStages`, which says what was not understood.

    Numbers without a unit are days, and come before the date unless the rule only reminds after it. Whether the rule
    allows such reminders is asked afterwards (`flows.reminders.rule_with`).
    """
    if fold(bare(said)) in _TABLE["none"]:
        return ()
    found: list[Stage] = []
    side: When = "before" if "before" in rule.sides else "after"
    for part in filter(str.strip, _PARTS.split(said)):
        found += _part(part, side, rule)
        side = found[-1].when
    if not found:
        raise WrongStages(_not_understood(said))
    return tuple(found)


def _part(said: str, side: When, rule: Rule) -> list[Stage]:
    """One part: numbers with their units, on one side of the date, perhaps repeated, which is always after it."""
    line = bare(said)
    words = _tokens(_with_the_day_counted(line))
    to: Audience = "secretariat" if "secretariat" in words else "them"
    if "before" in words:
        side = "before"
    elif "after" in words or ("repeated" in words and "after" in rule.sides):
        side = "after"
    if unknown := next((word for word in words if not word.isdecimal() and word not in _TABLE), None):
        raise WrongStages(
            say(N_("I do not understand “{word}” in “{said}”."), word=glance(unknown, 20), said=glance(line))
        )
    first, again = _split(words)
    stages = [_stage(number, unit, side, to, rule) for number, unit in _numbers(first)]
    for number, unit in _numbers(again):
        if not stages:
            stages = [_stage(number, unit, side, to, rule)]
        days, months = _length(number, unit)
        stages[-1] = replace(stages[-1], every_days=days, every_months=months)
    if not stages:
        raise WrongStages(_not_understood(line))
    return stages


def _tokens(line: str) -> list[str]:
    """The words of a part: numbers as they stand, and what is known by the head of its row in the table."""
    found: list[str] = []
    for token in _TOKEN.findall(_spaced(line)):
        if (unit := _TWO.get(fold(token))) is not None:
            found += ("2", unit)
            continue
        head = next((head for head, listed in _TABLE.items() if fold(token) in listed), None)
        found.append(token if token.isdecimal() else head or fold(token))
    return [word for word in found if word not in _BETWEEN]


_TWO: Final = {fold("يومين"): "days", fold("أسبوعين"): "weeks", fold("شهرين"): "months", fold("ساعتين"): "hours"}
"""Arabic says "two days" in one word."""
_BETWEEN: Final = frozenset(
    map(fold, ("and", "the", "on", "et", "le", "les", "y", "el", "los", "и", "за", "через", "و", "和", "同", "第"))
)


def _spaced(line: str) -> str:
    """Chinese and joined Arabic words apart: "30天前" is a number, a unit and a side."""
    if not _HAN.search(line):
        return line
    known = sorted((word for listed in _TABLE.values() for word in listed if _HAN.match(word)), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, known)), lambda found: f" {found[0]} ", line)


def _with_the_day_counted(line: str) -> str:
    """ "On the day" as the number of days that it is."""
    folded = fold(line) if not _HAN.search(line) else line
    for phrase in _ON_THE_DAY:
        if phrase in folded:
            return f"{folded.replace(phrase, ' 0 day ')} {'after' if _comes_again(line) else ''}"
    return line


def _comes_again(line: str) -> bool:
    return any(word == "repeated" for word in _tokens(line))


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """What comes first, and what is repeated."""
    if "repeated" not in words:
        return words, []
    place = words.index("repeated")
    return words[:place], words[place + 1 :]


_MOST_DIGITS: Final = 9
"""Far beyond what any rule allows; Python refuses to read thousands of digits."""


def _numbers(words: list[str]) -> list[tuple[int, str]]:
    """Numbers with the unit that follows, which several may share: "30, 7, 1 days"."""
    found: list[tuple[int, str]] = []
    waiting: list[int] = []
    for word in words:
        if word.isdecimal():
            waiting.append(int(word[:_MOST_DIGITS]))
        elif word in _COUNTED:
            # "every week" has no number.
            found += [(number, word) for number in waiting or [1]]
            waiting = []
    return [*found, *((number, "days") for number in waiting)]


def _length(number: int, unit: str) -> tuple[int, int]:
    """Days and months."""
    if unit == "months":
        return 0, number
    return number * (_DAYS_OF_A_WEEK if unit == "weeks" else 1), 0


def _stage(number: int, unit: str, side: When, to: Audience, rule: Rule) -> Stage:
    if unit == "hours":
        # The hour before a meeting may come at night (the rule); more hours may not.
        return Stage(hours=number, when=side, to=to, any_hour=number == 1 and rule.hours)
    days, months = _length(number, unit)
    return Stage(days=days, months=months, when=side, to=to)


def _not_understood(said: str) -> Say:
    return say(N_("I see no number of days in “{said}”."), said=glance(said))
