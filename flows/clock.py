"""Reads times of day and lengths as people write them, in six languages: "14:00", "2 pm", "14h30", "下午2点", "٢ م"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from flows.tables import rows
from flows.words import fold

_WORDS: Final = """
    morning: am, a m, in the morning, morning, du matin, le matin, matin, de la manana, por la manana, de la madrugada
    morning: утра, утром, ночи, ص, صباحا, في الصباح, فجرا, 上午, 早上, 早晨, 凌晨
    afternoon: pm, p m, in the afternoon, afternoon, in the evening, evening, at night, de lapres midi, lapres midi
    afternoon: apres midi, du soir, le soir, soir, de la tarde, por la tarde, de la noche, por la noche
    afternoon: дня, днем, вечера, вечером, م, مساء, في المساء, بعد الظهر, ظهرا, عصرا, ليلا, 下午, 晚上, 傍晚, 中午, 午后
    noon: noon, midday, midi, mediodia, полдень, полудень, الظهر, 正午
    half: et demie, y media, والنصف, ونصف, 半
    quarter: et quart, y cuarto, والربع, وربع, 一刻
    filling: at, a, h, hs, hrs, hr, hour, hours, oclock, o clock, sharp, uhr, heure, heures, hora, horas, a las, a la
    filling: las, la, en punto, в, к, ч, час, часа, часов, мин, минут, минуты, ровно, الساعه, في, تمام, دقيقه, دقائق
    filling: 点, 點, 时, 時, 分, 整, 点整, 点钟, 點鐘, 钟, minutes, min, les
"""
"""What stands beside the numbers of a time."""

_LENGTHS: Final = """
    hours: h, hr, hrs, hour, hours, heure, heures, hora, horas, ч, час, часа, часов, ساعة, ساعات
    hours: 小时, 小時, 个小时, 個小時
    minutes: m, min, mins, mn, minute, minutes, minuto, minutos, мин, минута, минут, минуты, минуту, دقيقة, دقائق
    minutes: 分, 分钟, 分鐘
    days: d, day, days, jour, jours, j, dia, dias, день, дня, дней, дн, يوم, ايام, 天, 日
"""
_HAN_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN_NUMERALS: Final = "〇零一二两三四五六七八九十"
# From where they begin, and all of them: else what is no number is looked through from each of its characters.
_HAN_NUMBER: Final = re.compile(f"(?<![{_HAN_NUMERALS}])[{_HAN_NUMERALS}]++(?=[点點时時分个個小天日])")
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def _plain(said: str) -> str:
    """Folded words, with Chinese numerals before a unit in digits."""
    return _HAN_NUMBER.sub(lambda found: str(_han(found[0])), fold(said))


def _han(number: str) -> int:
    tens, ten, ones = number.rpartition("十")
    high = (_HAN_DIGITS.get(tens, 1) if ten else 0) * 10
    return high + sum(_HAN_DIGITS.get(digit, 0) for digit in ones)


_SAID: Final[Mapping[str, int]] = {
    _plain(words): minutes
    for minutes, listed in {
        30: ("half an hour", "une demi-heure", "demi-heure", "media hora", "полчаса", "نصف ساعة", "半小时", "半个小时"),
        60: ("an hour", "one hour", "une heure", "una hora", "час", "один час", "ساعة", "ساعة واحدة"),
        90: ("an hour and a half", "une heure et demie", "una hora y media", "полтора часа", "ساعة ونصف", "一个半小时"),
        120: ("two hours", "deux heures", "dos horas", "два часа", "ساعتان", "ساعتين"),
        180: ("three hours", "trois heures", "tres horas", "три часа", "ثلاث ساعات"),
        24 * 60: ("a day", "one day", "un jour", "un dia", "один день", "день", "يوم", "一天"),
        48 * 60: ("two days", "deux jours", "dos dias", "два дня", "يومان", "يومين", "两天"),
    }.items()
    for words in listed
}


def _reading(table: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern of all phrases of a table, the longest first, and what each of them is."""
    meaning = {fold(phrase): head for head, listed in rows(table) for phrase in listed}
    ordered = sorted(meaning, key=len, reverse=True)
    # Chinese puts no spaces between words.
    each = (re.escape(one) if _HAN.match(one) else rf"(?<!\w){re.escape(one)}(?!\w)" for one in ordered)
    return re.compile("|".join(each)), meaning


_BESIDE, _MEANING = _reading(_WORDS)
_UNIT, _UNITS = _reading(_LENGTHS)
_UNLIKELY: Final = range(1, 7)
"""Hours at which nobody meets before noon: who writes one of them alone may well mean the afternoon."""


def read_time(said: str) -> tuple[str, ...]:
    """The times that this may be, as `HH:MM` of 24 hours; one where it is clear, none where no time can be seen."""
    line = _plain(said)
    if len(line) > 60:
        return ()
    numbers = re.findall(r"\d+", line)
    beside = re.sub(r"\d+", " ", line)
    found = {_MEANING[word] for word in _BESIDE.findall(beside)}
    if _BESIDE.sub(" ", beside).strip():
        return ()
    if "noon" in found and not numbers:
        return ("12:00",)
    clock = _clock(numbers, beside.strip())
    if clock is None:
        return ()
    hour, minute = clock
    if found & {"half", "quarter"}:
        if minute:
            return ()
        minute = 30 if "half" in found else 15
    return _in_the_day(hour, minute, found, as_typed=numbers[0])


def _in_the_day(hour: int, minute: int, found: set[str], as_typed: str) -> tuple[str, ...]:
    if hour > 23 or minute > 59:
        return ()
    if "afternoon" in found or "noon" in found:
        return (_told(hour % 12 + 12, minute),) if hour else ()
    if "morning" in found:
        return (_told(hour % 12, minute),) if hour <= 12 else ()
    if hour in _UNLIKELY and not as_typed.startswith("0"):
        return _told(hour + 12, minute), _told(hour, minute)
    return (_told(hour, minute),)


def _clock(numbers: list[str], beside: str) -> tuple[int, int] | None:
    match numbers:
        case [one] if len(one) <= 2:
            return int(one), 0
        case [one] if len(one) in (3, 4) and beside in ("", "h", "hrs"):
            return int(one[:-2]), int(one[-2:])
        case [hour, minute] if len(hour) <= 2 and len(minute) == 2:
            return int(hour), int(minute)
        case [hour, minute, "00"] if len(hour) <= 2 and len(minute) == 2:
            return int(hour), int(minute)
    return None


def read_length(said: str) -> int | None:
    """How many minutes this is: a number alone counts minutes, or hours up to twelve; `None` where it is no length."""
    line = _plain(said)
    if (known := _SAID.get(line)) is not None:
        return known
    if re.fullmatch(r"\d{1,2}:\d{2}", said.strip()):
        hours, minutes = said.strip().split(":")
        return int(hours) * 60 + int(minutes)
    if re.fullmatch(r"\d{1,4}", line):
        return int(line) * 60 if int(line) <= 12 else int(line)
    halves = re.fullmatch(r"(\d{1,2})[.,٫](\d)\s*(\D+)", _decimal(said))
    if halves and _unit(halves[3]) == "hours":
        return int(halves[1]) * 60 + int(halves[2]) * 6
    return _in_parts(line)


def _in_parts(line: str) -> int | None:
    """Numbers with their units, one after the other: "1 h 30", "2 hours and 15 minutes"."""
    line = re.sub(r"(?<!\w)(?:and|et|y|и|و)(?!\w)|(?<!\w)و(?=\d)", " ", line)
    # Arabic says one hour and two hours without a digit.
    for words, hours in (("ساعتان", 2), ("ساعتين", 2), ("ساعة واحدة", 1)):
        line = re.sub(rf"(?<![\w\d]){_plain(words)}(?!\w)", f"{hours} {_plain('ساعة')}", line)
    parts = re.findall(r"(\d{1,4})\s*([^\d\s]*)", line)
    if not parts or re.sub(r"(\d{1,4})\s*([^\d\s]*)", " ", line).strip():
        return None
    total, last = 0, ""
    for number, words in parts:
        unit = _unit(words) if words else ("minutes" if last == "hours" else "")
        if not unit or unit == last:
            return None
        total += int(number) * {"minutes": 1, "hours": 60, "days": 24 * 60}[unit]
        last = unit
    return total


def _unit(words: str) -> str:
    found = _UNIT.fullmatch(fold(words))
    return "" if found is None else _UNITS[found[0]]


def _decimal(said: str) -> str:
    digits = re.sub(r"[٠-٩۰-۹０-９]", lambda found: str(int(found[0])), said)
    return digits.strip().casefold()


def _told(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"
