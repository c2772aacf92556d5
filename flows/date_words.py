"""The words that dates are written with in the six languages: months and weekdays, "today", "in two weeks", "until".

Babel gives the names; what it lacks stands here, in the folded form that `flows.words.fold` makes of any spelling.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale

from flows.tables import phrases, rows
from flows.wording import LANGUAGES
from flows.words import fold

# Other abbreviations and cases, and the months' names in the Levant and Iraq and in the Maghreb.
_MORE_MONTHS: Final = """
    1: janv, jan, enero, янв, كانون الثاني, جانفي, يناير
    2: feb, fév, févr, fev, фев, февр, شباط, فيفري, فبراير
    3: mar, мар, марте, آذار, مارس
    4: apr, avr, abr, апр, апреле, نيسان, أفريل, ابريل, إبريل
    5: may, mai, май, мая, мае, أيار, ماي, مايو
    6: jun, juin, июн, июне, حزيران, جوان, يونيه, يونيو
    7: jul, juil, juill, июл, июле, تموز, جويلية, يوليه, يوليو
    8: aug, août, aout, ago, авг, августе, آب, أوت, أغسطس
    9: sep, sept, set, setiembre, сен, сент, сентябре, أيلول, سبتمبر
    10: oct, окт, октябре, تشرين الأول, أكتوبر
    11: nov, ноя, нояб, ноябре, تشرين الثاني, نونبر, نوفمبر
    12: dec, déc, dic, дек, декабре, كانون الأول, دجنبر, ديسمبر
"""

FILLERS: Final = frozenset(
    map(
        fold,
        phrases("""
            the, of, on, in, at, day, month, year, years, date
            le, la, les, l, du, de, des, d, en, au, à, mois, année, années, an, ans, jour
            el, los, del, día, mes, año, años
            г, гг, год, году, года, годе, годы, годов, в, во, на, число, числа, месяц
            سنة, عام, لعام, لسنة, من, في, يوم, شهر, م, بتاريخ, الموافق
        """),
    )
)
"""Words that may stand in a date and say nothing about it."""

_RELATIVE: Final = """
    0 day: today, now, aujourd'hui, maintenant, hoy, ahora, сегодня, сейчас, اليوم, الآن, 今天, 今日, 现在
    1 day: tomorrow, demain, mañana, завтра, غدا, 明天, 明日
    2 day: day after tomorrow, after tomorrow, après-demain, pasado mañana, послезавтра, بعد غد, 后天
    -1 day: yesterday, hier, ayer, вчера, أمس, البارحة, 昨天, 昨日
    0 month: this month, ce mois, ce mois-ci, este mes, этот месяц, в этом месяце, هذا الشهر, 本月, 这个月
    1 month: next month, le mois prochain, mois prochain, el mes que viene, el próximo mes, próximo mes, mes próximo,
    1 month: следующий месяц, в следующем месяце, الشهر القادم, الشهر المقبل, 下月, 下个月
    -1 month: last month, le mois dernier, mois dernier, el mes pasado, mes pasado, прошлый месяц, в прошлом месяце
    -1 month: الشهر الماضي, 上月, 上个月
    0 year: this year, cette année, este año, этот год, в этом году, هذا العام, هذه السنة, 今年, 本年
    1 year: next year, l'année prochaine, l'an prochain, année prochaine, el próximo año, próximo año
    1 year: el año que viene
    1 year: следующий год, в следующем году, العام القادم, العام المقبل, السنة القادمة, السنة المقبلة, 明年
    2 year: 后年
    -1 year: last year, l'année dernière, l'an dernier, el año pasado, año pasado, прошлый год, в прошлом году
    -1 year: العام الماضي
    -1 year: السنة الماضية, 去年
"""

_UNITS: Final = """
    day: day, days, jour, jours, día, días, день, дня, дней, يوم, أيام, يوما, 天, 日
    week: week, weeks, semaine, semaines, semana, semanas, неделя, неделю, недели, недель, أسبوع, أسابيع, أسبوعا
    week: 周, 星期, 个星期
    week: 个礼拜
    month: month, months, mois, mes, meses, месяц, месяца, месяцев, شهر, أشهر, شهور, شهرا, 个月, 月
    year: year, years, yr, yrs, an, ans, année, années, año, años, год, года, лет, سنة, سنوات, عام, أعوام, عاما, 年
"""

_NUMBERS: Final = """
    1: a, an, one, un, une, uno, una, один, одну, واحد, واحدة, 一
    2: two, deux, dos, два, две, 二, 两
    3: three, trois, tres, три, ثلاثة, ثلاث, 三
    4: four, quatre, cuatro, четыре, أربعة, أربع, 四
    5: five, cinq, cinco, пять, خمسة, خمس, 五
    6: six, seis, шесть, ستة, ست, 六
    7: seven, sept, siete, семь, سبعة, سبع, 七
    8: eight, huit, ocho, восемь, ثمانية, ثماني, 八
    9: nine, neuf, nueve, девять, تسعة, تسع, 九
    10: ten, dix, diez, десять, عشرة, عشر, 十
    12: twelve, douze, doce, двенадцать, اثنا عشر, 十二
    18: eighteen, dix-huit, dieciocho, восемнадцать, ثمانية عشر, 十八
"""

_DUALS: Final = """
    2 day: يومين
    2 week: أسبوعين
    2 month: شهرين
    2 year: سنتين, عامين
"""

AHEAD: Final = tuple(map(fold, phrases("in, within, dans, d'ici, en, dentro de, через, спустя, بعد, خلال, 过, 再过")))
"""Words before a length of time that is counted from today."""

AHEAD_AFTER: Final = tuple(map(fold, phrases("from now, from today, 后, 之后, 以后, 内")))
"""The same after it."""

STARTS: Final = phrases("""
    starting from, starting in, starting, beginning in, beginning, from, since, as of, as from, after, between
    à partir de, à partir du, à compter de, à compter du, depuis, dès, entre, de, du
    a partir de, a partir del, a contar de, desde el, desde, entre, del, de
    начиная с, начиная со, с начала, начало, между, со, с, после
    ابتداء من, بدءا من, اعتبارا من, انطلاقا من, منذ, بين, من
    自从, 自, 从, 由
""")
"""Words before the beginning of a period, as typed in small letters; longer ones come before their parts."""

STARTS_AFTER: Final = phrases(
    "onwards, onward, on, et après, et au-delà, en adelante, и далее, فصاعدا, 起, 开始, 以来, 以后, 之后, 至今"
)
"""Words after the beginning of a period that has no end."""

ENDS: Final = phrases("""
    up to, until, till, til, through to, through, thru, to, by, and
    jusqu'à, jusqu'en, jusqu'au, jusque, au, aux, à, et
    hasta el, hasta, al, a, y
    окончание, до, по, и
    لغاية, حتى, إلى, الى, و
    直到, 截至, 截止, 到, 至, 和
""")
"""Words between the two ends of a period, or before the end of one that has no beginning."""

ENDS_AFTER: Final = phrases("为止, 之前, 以前, 止, 前")
"""Words after the end of a period that has no beginning."""

LASTING: Final = frozenset(
    map(
        fold,
        phrases("""
            now, present, the present, today, date, ongoing, on going, continuing, continuous, open, open-ended
            no end, no end date, indefinite, indefinitely, permanent, unlimited, current, currently
            ce jour, aujourd'hui, en cours, maintenant, indéterminé, indéterminée, continu, continue, permanente
            sans fin, durée indéterminée, présent
            actualidad, la actualidad, hoy, en curso, continuo, continua, indefinido, indefinida, sin fin
            presente, el presente
            настоящее время, настоящего времени, сих пор, сегодня, сейчас, постоянно, бессрочно, продолжается
            по настоящее время, в настоящее время
            الآن, اليوم, الوقت الحاضر, مستمر, مستمرة, جار, جارية, غير محدد, دائم, حتى الآن
            今, 现在, 目前, 今天, 长期, 持续, 进行中, 持续进行, 不限, 无限期, 持续中, 正在进行
        """),
    )
)
"""What is said of a period that goes on."""


@cache
def months() -> dict[str, int]:
    """Every name of a month, folded, with its number."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names.update({fold(name): number for number, name in locale.months[context][width].items()})
    for number, listed in rows(_MORE_MONTHS):
        names.update({fold(name): int(number) for name in listed})
    return {name: number for name, number in names.items() if not name[0].isdigit()}


@cache
def weekdays() -> frozenset[str]:
    """Every name of a weekday, folded; of the short ones, those that are no month's ("mar." is March as well)."""
    names: set[str] = set()
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            names.update(fold(name) for name in locale.days[context]["wide"].values())
            names.update(fold(name) for name in locale.days[context]["abbreviated"].values())
    return frozenset(names)


@cache
def relatives() -> dict[str, tuple[int, str]]:
    """Phrases such as "next month", folded, with the number of units from today and the unit."""
    return _counted(_RELATIVE)


@cache
def duals() -> dict[str, tuple[int, str]]:
    """Arabic words that say two of a unit."""
    return _counted(_DUALS)


@cache
def units() -> dict[str, str]:
    """Words for day, week, month and year, folded."""
    return {fold(word): unit for unit, words in rows(_UNITS) for word in words}


@cache
def small_numbers() -> dict[str, int]:
    """Small numbers in words, folded."""
    return {fold(word): int(number) for number, words in rows(_NUMBERS) for word in words}


def _counted(table: str) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for head, listed in rows(table):
        number, unit = head.split()
        found.update({fold(phrase): (int(number), unit) for phrase in listed})
    return found
