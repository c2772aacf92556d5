"""Whole reports as leads would give them, on the plans of `tests.flows.told_plans` and with notes of partners.

What is answered stands by its path, as in those plans; what is taken from the plan is not answered again.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.plan import PLAN
from flows.report import REPORT
from flows.report_prefill import Told as ToldNote
from flows.report_prefill import filled
from flows.session import Answers
from tests.flows.conversation import Conversation
from tests.flows.told_plans import ARABIC, CHINESE, ENGLISH, MOST_STEPS
from tests.flows.told_plans import Told as ToldPlan


@dataclass(frozen=True)
class ToldReport(ToldPlan):
    """A report in one language: the plan that it is taken from, and what partners told."""

    plan: ToldPlan = ENGLISH
    notes: tuple[ToldNote, ...] = ()

    def begin(self) -> Conversation:
        """The report as its lead first opens it: filled in from the plan and the notes."""
        conversation = Conversation(flow=REPORT, language=self.language, register=self.register)
        taken = filled({}, self.planned(), self.notes)
        answers = {change.path: change.new for change in taken.changes if change.new is not None}
        conversation.session = conversation.session.moved(answers=answers)
        return conversation

    def planned(self) -> Answers:
        """The answers of the plan."""
        told = Conversation(flow=PLAN, language=self.plan.language, register=self.plan.register)
        self.plan.write(told)
        return told.session.answers

    def write(self, c: Conversation) -> None:
        """Go through the sections in their order, each until nothing is missing in it."""
        for section in REPORT.sections:
            c.press_act("section", section.key)
            for _ in range(MOST_STEPS):
                if c.place.kind != "section":
                    self._step(c)
                elif c.prompt.buttons[0][0].act == "missing":
                    c.press_act("missing", c.prompt.buttons[0][0].arg)
                else:
                    break
            c.press_act("menu")


ENGLISH_REPORT = ToldReport(
    "en",
    "The report on mercury waste management, in English",
    ENGLISH.register,
    {
        "activities.1.done": "Inventories were made in four countries, and the method was written down.",
        "activities.1.state": ("pick", "late"),
        "activities.1.milestones.1.state": ("pick", "reached"),
        "activities.1.milestones.1.reached": "October 2025",
        "activities.1.milestones.2.state": ("pick", "late"),
        "activities.2.done": "Seven hospitals collect their mercury wastes apart.",
        "activities.2.state": ("pick", "underway"),
        "effectiveness": "The method works: two further countries have taken it up by themselves.",
        "assessed": None,
        "objectives.1.progress": "Seven countries have an inventory now; there were three.",
        "objectives.2.progress": "Seventy facilities in four countries.",
        "impact": "Wastes with about two tonnes of mercury are stored safely that were burnt before.",
        "serves": ["releases"],
        "indicators.1.state": ("pick", "measured"),
        "indicators.1.value": "7",
        "indicators.1.measured": "January 2026",
        "indicators.1.remark": None,
        "indicators.2.state": ("pick", "measured"),
        "indicators.2.value": "70",
        "indicators.2.measured": "January 2026",
        "indicators.2.remark": "Counted by telephone.",
        "lessons": "An inventory is made sooner where customs officers take part from the beginning.",
        "practice": None,
        "problems.1.problem": "One country has no law on storage yet.",
        "problems.1.answer": "A model law was shared with it.",
        "needs": None,
        "next": "A store for several small countries together.",
        "other": None,
    },
    plan=ENGLISH,
    notes=(
        ToldNote(4, "Ministry of Environment of Kenya", "2025-10-12", "The method was agreed in Nairobi.", "efforts.1"),
        ToldNote(9, "Institute for Safe Waste", "2025-12-01", "Our guide has been read 4,000 times."),
    ),
)

CHINESE_REPORT = ToldReport(
    "zh",
    "The report on small-scale gold mining, in Chinese",
    CHINESE.register,
    {
        "activities.1.done": "第一个培训中心已开放，已培训一百八十名矿工。",
        "activities.1.state": ("pick", "underway"),
        "activities.1.milestones.1.state": ("pick", "reached"),
        "activities.1.milestones.1.reached": "2025年10月",
        "contributions.1.partner": "矿业",
        "contributions.1.what": "两名培训师",
        "contributions.1.activity": ("pick", "1"),
        "contributions.1.kind": ("pick", "inkind"),
        "contributions.1.amount": None,
        "effectiveness": "受训矿工中九成在一年后仍采用无汞技术。",
        "assessed": "走访四十个矿区。",
        "objectives.1.progress": "三个国家的用汞量比2026年减少三分之一。",
        "impact": "进入空气、水体和土壤的汞有所减少。",
        "serves": ["demand"],
        "indicators.1.state": ("pick", "measured"),
        "indicators.1.value": "180",
        "indicators.1.measured": "2026年1月",
        "indicators.1.remark": None,
        "lessons": "矿工看到能多得黄金时，培训才见效。",
        "practice": None,
        "needs": "第二个培训中心的资金。",
        "next": None,
        "other": None,
    },
    plan=CHINESE,
    notes=(ToldNote(2, "矿业与环境研究所", "2025-11-03", "第一期培训有六十名矿工参加。", "efforts.1"),),
)

ARABIC_REPORT = ToldReport(
    "ar",
    "The report on mercury waste management, in Arabic",
    ARABIC.register,
    {
        "activities.1.done": "تجمع سبعة مستشفيات نفاياتها الزئبقية بمعزل عن غيرها.",
        "activities.1.state": ("pick", "underway"),
        "activities.1.milestones.1.state": ("pick", "late"),
        "contributions.1.partner": "معهد النفايات",
        "contributions.1.what": "مدربان لمدة سنة",
        "contributions.1.activity": ("pick", "1"),
        "contributions.1.kind": ("pick", "inkind"),
        "contributions.1.amount": None,
        "effectiveness": "تواصل المستشفيات السبعة العمل بالطريقة نفسها.",
        "assessed": None,
        "objectives.1.progress": "سبعون مرفقًا في أربعة بلدان.",
        "impact": "لم تعد نفايات الزئبق في هذه المرافق تُحرق.",
        "serves": ["releases"],
        "indicators.1.state": ("pick", "measured"),
        "indicators.1.value": "٧٠",
        "indicators.1.measured": "يناير ٢٠٢٦",
        "indicators.1.remark": None,
        "lessons": "ينجح الفصل حين يتولاه طاقم التمريض.",
        "practice": None,
        "needs": None,
        "next": None,
        "other": None,
    },
    plan=ARABIC,
    notes=(ToldNote(3, "معهد النفايات الآمنة", "2025-12-20", "بدأ مستشفيان جديدان.", "efforts.1"),),
)

REPORTS = {"en-waste": ENGLISH_REPORT, "zh-gold-mining": CHINESE_REPORT, "ar-waste": ARABIC_REPORT}
