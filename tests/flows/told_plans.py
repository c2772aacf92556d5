"""Whole plans as people would tell them: the area of mercury waste in English and Arabic, of gold mining in Chinese.

What is answered stands by its path: words, `("pick", option)`, the ticked options as a list, `None` to skip. A group
has as many items as paths name. `because` is the reason for a text above its guidance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from flows.facts import PartnerFound
from flows.plan import PLAN
from tests.flows.conversation import Conversation

Given: TypeAlias = "str | tuple[str, str] | list[str] | None"
MOST_STEPS = 400


@dataclass(frozen=True)
class Told:
    """A plan in one language, with the partners that the register knows."""

    language: str
    title: str
    register: tuple[PartnerFound, ...]
    answers: dict[str, Given]
    because: str = ""

    def write(self, c: Conversation) -> None:
        """Go through the ten sections in the order of the template."""
        self.write_sections(c, [section.key for section in PLAN.sections])

    def write_sections(self, c: Conversation, keys: Iterable[str]) -> None:
        """Go through some sections."""
        for key in keys:
            c.press_act("section", key)
            way_on = c.prompt.buttons[0][0]
            c.press_act(way_on.act, way_on.arg)
            for _ in range(MOST_STEPS):
                if c.place.kind == "section":
                    break
                self._step(c)
            c.press_act("menu")

    def _step(self, c: Conversation) -> None:
        path = c.place.path
        match c.place.kind:
            case "group":
                self._list(c, path)
            case "over":
                c.press_act("why")
            case "reason":
                c.say(self.because)
            case "unsure":
                c.press_act("suggest", "0")
            case _:
                self._answer(c, self.answers[path])

    def _answer(self, c: Conversation, given: Given) -> None:
        match given:
            case None:
                c.press_act("skip")
            case str():
                c.say(given)
            case list():
                for option in given:
                    c.press_act("tick", option)
                c.press_act("done")
            case (act, option):
                c.press_act(act, option)

    def _list(self, c: Conversation, path: str) -> None:
        inside = len(path.split("."))
        wanted = {told.split(".")[inside] for told in self.answers if told.startswith(f"{path}.")}
        there = len(c.session.answers[path].value["items"]) if path in c.session.answers else 0  # type: ignore[index, call-overload, arg-type]
        if there < len(wanted):
            c.press_act("add")
        else:
            c.press_act("go" if there else "decline")


ENGLISH = Told(
    "en",
    "Mercury waste management, in English",
    (PartnerFound(1, "Ministry of Environment of Kenya"), PartnerFound(2, "Institute for Safe Waste")),
    {
        "summary": (
            "Products with mercury and processes that use it leave wastes behind, and so will every phase-out. Where "
            "such wastes are burnt, dumped or mixed with others, their mercury reaches air, water and land.\n\n"
            "Many countries have no inventory of these wastes, no separate collection and no place to store them "
            "safely. This area brings together those who have practical guidance and those who need it."
        ),
        "period": "2027 to 2029",
        "objectives.1.statement": "Governments know where mercury wastes arise and in which amounts.",
        "objectives.1.measured": "Countries with a national inventory of mercury wastes",
        "objectives.1.target": "Fifteen countries",
        "objectives.1.by": "2029",
        "objectives.1.serves": ["releases"],
        "objectives.2.statement": "Health facilities collect and store mercury wastes apart from others.",
        "objectives.2.measured": "Facilities with a separate collection",
        "objectives.2.target": "Two hundred facilities in ten countries",
        "objectives.2.by": "2028",
        "objectives.2.serves": ["releases", "demand"],
        "actions.1.action": "Help countries to make inventories",
        "actions.1.serves": ["1"],
        "actions.1.description": None,
        "actions.2.action": "Show how health facilities keep mercury wastes apart",
        "actions.2.serves": ["2"],
        "actions.2.description": "Thermometers and sphygmomanometers first, since they are replaced in these years.",
        "actions.3.action": "Bring guidance into the hands of those who need it",
        "actions.3.serves": ["1", "2"],
        "actions.3.description": None,
        "efforts.1.action": ("pick", "1"),
        "efforts.1.effort": "Inventories in five countries",
        "efforts.1.kind": ("pick", "collaborative"),
        "efforts.1.partners.1.partner": "Kenya",
        "efforts.1.partners.2.partner": "Safe Waste",
        "efforts.1.description": "A method is tried in five countries and written down for others.",
        "efforts.1.serves": ["1"],
        "efforts.1.cost": "USD 400,000",
        "efforts.1.when": "March 2027 to June 2028",
        "efforts.1.target": "Five inventories that are published",
        "efforts.1.milestones.1.milestone": "The method is agreed",
        "efforts.1.milestones.1.by": "September 2027",
        "efforts.1.milestones.2.milestone": "All five inventories are published",
        "efforts.1.milestones.2.by": "June 2028",
        "efforts.1.contact": "Amina Yusuf",
        "efforts.1.email": "amina.yusuf@environment.example.org",
        "efforts.1.phone": None,
        "efforts.2.action": ("pick", "2"),
        "efforts.2.effort": "Model hospitals",
        "efforts.2.kind": ("pick", "bilateral"),
        "efforts.2.partners.1.partner": "Institute for Safe Waste",
        "efforts.2.description": "Ten hospitals collect and store their mercury wastes apart, and show it to others.",
        "efforts.2.serves": ["2"],
        "efforts.2.cost": None,
        "efforts.2.when": "2027-2029",
        "efforts.2.target": None,
        "efforts.2.contact": "Peter Kamau",
        "efforts.2.email": "kamau@waste.example.org",
        "efforts.2.phone": "+254 20 2730808",
        "opportunities.1.idea": "A store for several small countries together",
        "opportunities.1.needs": "A study of law and transport",
        "opportunities.1.serves": ["2"],
        "indicators.1.indicator": "Countries with a published inventory",
        "indicators.1.objective": ("pick", "1"),
        "indicators.1.unit": "Countries",
        "indicators.1.baseline": "3",
        "indicators.1.target": "15",
        "indicators.1.by": "2029",
        "indicators.2.indicator": "Facilities with separate collection",
        "indicators.2.objective": ("pick", "2"),
        "indicators.2.unit": "Facilities",
        "indicators.2.baseline": None,
        "indicators.2.target": "200",
        "indicators.2.by": "2028",
        "measuring": "Partners send their figures to the lead each quarter, who reports every two years.",
        "donors.1.donor": "Global Environment Facility",
        "donors.1.what": "Inventories in countries that are eligible",
        "projects.1.project": "A regional store: a first study",
        "projects.1.amount": "EUR 120,000",
        "projects.1.effort": None,
        "projects.1.asked": "The study of law and transport, for one region.",
        "given.1.partner": "Ministry of Environment of Kenya",
        "given.1.kind": ("pick", "inkind"),
        "given.1.amount": None,
        "given.1.what": "Staff and meeting rooms for the inventories",
        "mobilising": None,
        "making": "The lead writes a draft, and all partners of the area comment on it.",
        "reviewing": "Once a year, and whenever a partner asks for it.",
        "inside.1.activity": "Products: their phase-out decides how much waste arises.",
        "outside.1.activity": "Guidelines on mercury wastes under the Basel Convention.",
        "lead": "Ministry of Environment of Kenya",
        "partners.1.partner": "Ministry of Environment of Kenya",
        "partners.1.contact": "Amina Yusuf",
        "partners.2.partner": "Institute for Safe Waste",
        "partners.2.contact": None,
        "other": None,
    },
)

CHINESE = Told(
    "zh",
    "Small-scale gold mining, in Chinese",
    (PartnerFound(1, "矿业与环境研究所"), PartnerFound(2, "某国环境部")),
    {
        "summary": (
            "手工和小规模采金是全球用汞量最大的活动之一。矿工用汞提取黄金，大部分汞随后进入空气、水体和土壤，"
            "危害矿工及其家庭的健康。许多矿区没有无汞技术，也缺少培训和资金。" * 4
        ),
        "period": "2027年至2029年",
        "objectives.1.statement": "伙伴国家小规模采金的用汞量减半。",
        "objectives.1.measured": "各国年度用汞量估算（吨）",
        "objectives.1.target": "不超过2026年用量的一半",
        "objectives.1.by": "2029年",
        "objectives.1.serves": ["demand", "releases"],
        "actions.1.action": "培训矿工采用无汞技术",
        "actions.1.serves": ["1"],
        "actions.1.description": None,
        "efforts.1.action": ("pick", "1"),
        "efforts.1.effort": "两个培训中心",
        "efforts.1.kind": ("pick", "collaborative"),
        "efforts.1.partners.1.partner": "矿业",
        "efforts.1.description": "建立两个培训中心，每个中心培训二百名矿工。",
        "efforts.1.serves": ["1"],
        "efforts.1.cost": "250000 USD",
        "efforts.1.when": "2027年3月至2028年12月",
        "efforts.1.target": "四百名矿工",
        "efforts.1.milestones.1.milestone": "第一个中心开放",
        "efforts.1.milestones.1.by": "2027年9月",
        "efforts.1.contact": "王芳",
        "efforts.1.email": "wang@mines.example.org",
        "efforts.1.phone": None,
        "indicators.1.indicator": "采用无汞技术的矿工人数",
        "indicators.1.objective": ("pick", "1"),
        "indicators.1.unit": "人",
        "indicators.1.baseline": "0",
        "indicators.1.target": "400",
        "indicators.1.by": "2029年",
        "measuring": "伙伴每季度向领域领导者提供数据，领域领导者每两年报告一次。",
        "mobilising": "向捐助方介绍尚缺资金的项目。",
        "making": "由领域领导者起草，全体伙伴提出意见。",
        "reviewing": "每年审查一次。",
        "inside.1.activity": "废物管理：停用的汞需要安全贮存。",
        "lead": "某国环境部",
        "partners.1.partner": "矿业与环境研究所",
        "partners.1.contact": "王芳",
        "partners.2.partner": "某国环境部",
        "partners.2.contact": None,
        "other": None,
    },
    because="两个国家的情况都需要说明。",
)

ARABIC = Told(
    "ar",
    "Mercury waste management, in Arabic",
    (PartnerFound(1, "وزارة البيئة"), PartnerFound(2, "معهد النفايات الآمنة")),
    {
        "summary": (
            "تخلّف المنتجات المحتوية على الزئبق والعمليات التي تستخدمه نفاياتٍ، وكذلك كل تخلص تدريجي منه. وحيث تُحرق هذه "
            "النفايات أو تُلقى أو تُخلط بغيرها يصل زئبقها إلى الهواء والماء والأرض."
        ),
        "period": "٢٠٢٧ - ٢٠٢٩",
        "objectives.1.statement": "تجمع المرافق الصحية نفايات الزئبق وتخزنها بمعزل عن غيرها.",
        "objectives.1.measured": "عدد المرافق التي لديها جمع منفصل",
        "objectives.1.target": "مائتا مرفق في عشرة بلدان",
        "objectives.1.by": "٢٠٢٩",
        "objectives.1.serves": ["releases"],
        "actions.1.action": "بيان كيفية فصل نفايات الزئبق في المرافق الصحية",
        "actions.1.serves": ["1"],
        "actions.1.description": None,
        "efforts.1.action": ("pick", "1"),
        "efforts.1.effort": "مستشفيات نموذجية",
        "efforts.1.kind": ("pick", "bilateral"),
        "efforts.1.partners.1.partner": "معهد النفايات",
        "efforts.1.description": "تجمع عشرة مستشفيات نفاياتها الزئبقية وتخزنها منفصلة، وتعرض ذلك على غيرها.",
        "efforts.1.serves": ["1"],
        "efforts.1.cost": "٤٠٠٠٠٠ USD",
        "efforts.1.when": "2027-2028",
        "efforts.1.target": "عشرة مستشفيات",
        "efforts.1.milestones.1.milestone": "افتتاح أول مخزن",
        "efforts.1.milestones.1.by": "سبتمبر ٢٠٢٧",
        "efforts.1.contact": "أمينة يوسف",
        "efforts.1.email": "amina@waste.example.org",
        "efforts.1.phone": None,
        "indicators.1.indicator": "المرافق التي لديها جمع منفصل",
        "indicators.1.objective": ("pick", "1"),
        "indicators.1.unit": "مرفق",
        "indicators.1.baseline": "٠",
        "indicators.1.target": "٢٠٠",
        "indicators.1.by": "٢٠٢٩",
        "measuring": "يرسل الشركاء أرقامهم كل ثلاثة أشهر إلى الجهة القائدة التي تقدم تقريرًا كل سنتين.",
        "mobilising": None,
        "making": "تكتب الجهة القائدة مسودة ويعلّق عليها جميع الشركاء.",
        "reviewing": "مرة كل سنة.",
        "outside.1.activity": "المبادئ التوجيهية بشأن نفايات الزئبق في إطار اتفاقية بازل.",
        "lead": "وزارة البيئة",
        "partners.1.partner": "وزارة البيئة",
        "partners.1.contact": None,
        "partners.2.partner": "معهد النفايات الآمنة",
        "partners.2.contact": "أمينة يوسف",
        "other": None,
    },
)

PLANS = {"en-waste": ENGLISH, "zh-gold-mining": CHINESE, "ar-waste": ARABIC}
