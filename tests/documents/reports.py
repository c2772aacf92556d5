"""Reports to make documents of, as their answers are kept, written in each of the six languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.report import ReportDocument, report_document
from flows.framework import CURRENT
from flows.session import Answer, Plain
from flows.wording import Day, Span, say
from tests.flows.plans import group

DAY = date(2028, 12, 1)
AREA = {area.key: area for area in CURRENT.open_areas()}
PERIOD = Span(Day("2027"), Day("2028"))


@dataclass(frozen=True)
class Written:
    """What somebody wrote in one language."""

    activity: str
    planned: str
    done: str
    milestone: str
    who: str
    note: str
    partner: str
    what: str
    effectiveness: str
    objective: str
    progress: str
    impact: str
    indicators: tuple[tuple[str, str, str, str, str], ...]
    lessons: str
    problem: str


WRITTEN = {
    "en": Written(
        "Training centres in Atacora and Borgou",
        "Two centres are built, and two hundred miners trained in each.",
        "Both centres were built; 180 miners were trained in them, 64 of them women.\n\n"
        "Courses are held in Bariba, Ditamari and French: see https://mines.example.org/centres-of-atacora.",
        "The second centre is open",
        "Ministry of Mines, Amina Yusuf",
        "The well at the second centre was dug by the miners themselves.",
        "Ministry of Environment and Natural Resources",
        "Two trainers for six months, and the land that the centres stand on",
        "Nine in ten of the trained miners still worked without mercury a year later. Where a shop for retorts was "
        "near, nearly all of them did; where none was, half of them went back to what they knew.",
        "Halve the use of mercury in small-scale gold mining in the partners’ countries",
        "Three countries use a third less than in 2026; two have no figures yet.",
        "About 460 tonnes of mercury a year are no longer released to air, water and land.",
        (
            ("Miners who recover gold without mercury", "Miners", "0", "400", "180"),
            ("Mercury used, by national estimates", "Tonnes a year", "1,400", "700", "940"),
            ("Share of gold sold through formal channels", "", "12 %", "40 %", "46 %"),
            ("Sites with open burning of amalgam", "Sites", "310", "100", "352"),
            ("How miners see their own risk", "", "Few know of it", "Most know of it", "About half know of it"),
        ),
        "Training works where miners can see at once that they recover more gold.",
        "The retorts came eight months late.",
    ),
    "fr": Written(
        "Centres de formation de l’Atacora",
        "Deux centres sont construits ; deux cents orpailleurs sont formés dans chacun.",
        "Les deux centres sont construits : 180 orpailleurs y ont été formés, dont 64 femmes.",
        "Le second centre est ouvert",
        "Ministère des Mines, Aïcha Œuvrard",
        "Les orpailleurs ont creusé eux-mêmes le puits.",
        "Ministère de l’Environnement",
        "Deux formateurs pendant six mois",
        "Neuf orpailleurs formés sur dix travaillaient encore sans mercure un an plus tard.",
        "Réduire de moitié l’usage du mercure",
        "Trois pays en utilisent un tiers de moins.",
        "Environ 460 tonnes de mercure par an ne sont plus rejetées.",
        (("Orpailleurs qui se passent de mercure", "Orpailleurs", "0", "1 400", "980"),),
        "La formation réussit là où l’on voit aussitôt que l’on récupère plus d’or.",
        "Les cornues sont arrivées avec huit mois de retard.",
    ),
    "es": Written(
        "Centros de capacitación en Puno",
        "Se construyen dos centros.",
        "Se construyeron los dos centros: 180 mineros capacitados, ¿y los demás? En 2029.",
        "El segundo centro está abierto",
        "Ministerio de Minas, Íñigo Núñez",
        "Los mineros cavaron el pozo.",
        "Ministerio de Ambiente",
        "Dos capacitadores durante seis meses",
        "Nueve de cada diez mineros siguieron sin mercurio.",
        "Reducir a la mitad el uso de mercurio",
        "Tres países usan un tercio menos.",
        "Unas 460 toneladas al año ya no se liberan.",
        (("Mineros que no usan mercurio", "Mineros", "0", "1.400", "980"),),
        "La capacitación funciona donde se ve el resultado.",
        "Las retortas llegaron con ocho meses de retraso.",
    ),
    "ru": Written(
        "Учебные центры в Атакоре",
        "Построить два центра и обучить в каждом двести старателей.",
        "Построены оба центра; обучено 180 старателей; № 5, телефон +7 495 123-45-67.",
        "Второй центр открыт",
        "Министерство горной промышленности, Юрий Щёголев",
        "Колодец старатели выкопали сами.",
        "Министерство экологии",
        "Два инструктора на полгода",
        "Девять из десяти обученных и через год работали без ртути.",
        "Вдвое сократить использование ртути",
        "Три страны используют на треть меньше.",
        "Около 460 тонн ртути в год больше не выбрасывается.",
        (("Старатели, работающие без ртути", "Старатели", "0", "1 400", "980"),),
        "Обучение помогает там, где результат виден сразу.",
        "Реторты пришли с опозданием на восемь месяцев.",
    ),
    "ar": Written(
        "مراكز التدريب في أتاكورا",
        "بناء مركزين، وتدريب مائتي عامل في كل منهما.",
        "بُني المركزان مع UNIDO، ودُرّب فيهما 180 عاملا، هاتف +962 6 535 0305، حتى نهاية 2028.",
        "افتتاح المركز الثاني",
        "وزارة التعدين، أمينة يوسف",
        "حفر العمال البئر بأنفسهم.",
        "وزارة البيئة",
        "مدربان لمدة ستة أشهر",
        "ظل تسعة من كل عشرة عمال مدرّبين يعملون دون زئبق بعد عام.",
        "خفض استخدام الزئبق إلى النصف",
        "تستخدم ثلاثة بلدان كمية أقل بمقدار الثلث.",
        "لم يعد نحو 460 طنا من الزئبق يُطلق كل عام.",
        (
            ("عمال يستخلصون الذهب دون زئبق", "عمال", "٠", "٤٠٠", "١٨٠"),
            ("كمية الزئبق المستخدمة", "طن في السنة", "١٬٤٠٠", "٧٠٠", "٩٤٠ طن"),
            ("مواقع الحرق المكشوف", "مواقع", "310", "100", "352"),
        ),
        "ينجح التدريب حيث يرى العمال النتيجة فورا.",
        "وصلت المعوجات متأخرة ثمانية أشهر.",
    ),
    "zh": Written(
        "汞废弃物收集与无害化处置中心",
        "建设两个中心，每个中心培训两百名技术人员。",
        "两个中心均已建成，与UNIDO合作培训了180名技术人员，电话+86 10 6655 6006。" * 3,
        "第二个中心启用",
        "生态环境部，王小明",
        "水井由工人自己挖成。",
        "生态环境部",
        "两名培训师，为期六个月",
        "受训人员中十分之九在一年后仍按规程操作。" * 4,
        "将含汞废弃物的露天堆放减少一半",
        "三个国家已减少三分之一，另有两个国家尚无数据。",
        "每年约有460吨汞不再排放到大气、水体和土壤。",
        (
            ("得到无害化管理的汞废弃物比例", "", "12%", "40%", "百分之46"),
            ("受训技术人员", "人", "0", "400人", "180人"),
            ("公众认识", "", "很低", "普遍了解", "约一半人了解"),
        ),
        "让人们立即看到效果的培训最为有效。",
        "设备晚到了八个月。",
    ),
}


def _indicator(number: int, told: Written) -> dict[str, Plain]:
    name, unit, baseline, target, value = told.indicators[number]
    return {
        "indicator": name,
        "unit": unit or None,
        "baseline": baseline,
        "target": target,
        "by": "2029",
        "state": "measured",
        "value": value,
        "measured": "2028-09",
        "remark": told.progress if number == 1 else None,
    }


def answers(language: str = "en", **changed: Plain) -> dict[str, Any]:
    """The answers of a whole report, as plain data; `changed` by path, with `__` for a dot, replace or add."""
    told = WRITTEN[language]
    partner: dict[str, Plain] = {"name": told.partner, "partner": None}
    found = {
        **group(
            "activities",
            {"activity": told.activity, "planned": told.planned, "done": told.done, "state": "underway"},
            {"activity": f"{told.activity} 2", "planned": None, "done": told.planned, "state": "late"},
        ),
        **group("notes", {"who": told.who, "on": "2028-05", "words": told.note}, inside="activities.1."),
        **group(
            "milestones",
            {"milestone": told.milestone, "by": "2027-09", "state": "reached", "reached": "2027-11"},
            {"milestone": f"{told.milestone} 2", "by": None, "state": "ahead"},
            inside="activities.1.",
        ),
        **group("notes", {"who": told.who, "on": "2028-06-30", "words": told.note}),
        **group(
            "contributions",
            {
                "partner": partner,
                "what": told.what,
                "activity": "1",
                "kind": "inkind",
                "amount": {"amount": "60000", "currency": "USD"},
            },
            {"partner": partner, "what": told.what, "activity": None, "kind": "cash", "amount": None},
        ),
        "effectiveness": Answer(told.effectiveness),
        "assessed": Answer(None),
        **group("objectives", {"statement": told.objective, "target": None, "progress": told.progress}),
        "impact": Answer(told.impact),
        "serves": Answer(["demand", "technologies"]),
        **group("indicators", *(_indicator(number, told) for number in range(len(told.indicators)))),
        "lessons": Answer(told.lessons),
        "practice": Answer(None),
        **group("problems", {"problem": told.problem, "answer": None}),
        "needs": Answer(None),
        "next": Answer(None),
        "other": Answer(None),
    }
    found |= {path.replace("__", "."): Answer(value) for path, value in changed.items()}
    return {path: answer.to_plain() for path, answer in found.items()}


def document(language: str = "en", written: str = "", area: str = "asgm", **given: Any) -> ReportDocument:
    """A whole report as a document; `written` is the language that people wrote in, where it is another."""
    told: dict[str, Any] = {
        "state": say("Version {version}", version=1),
        "day": DAY,
        "period": PERIOD,
        "due": Day("2028-12-31"),
        "edition": "2027",
        "leads": ("Amina Yusuf",),
        "reference": "GMP-2028-0007",
        **given,
    }
    kept = told.pop("answers", None)
    return report_document(
        answers(written or language) if kept is None else kept, area=AREA[area], language=language, **told
    )


def typed(language: str) -> list[str]:
    """Everything that was typed in the report of a language."""
    told = WRITTEN[language]
    fields = [getattr(told, key) for key in told.__dataclass_fields__ if key != "indicators"]
    words = [line for text in fields for line in text.splitlines() if line]
    return words + [text for one in told.indicators for text in one if text]
