"""Whole letters as people in six languages write them: where each step finds them, and what they do there.

A text is typed, `press(act, arg)` presses a button whatever its words are, and everything else says what it does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flows.facts import NameBorne
from flows.media import JPEG
from tests.flows.conversation import Conversation

Does: TypeAlias = Callable[[Conversation], object]


def press(act: str, arg: str = "") -> Does:
    """Press a button by what it does."""
    return lambda c: c.press_act(act, arg)


SKIP, BACK, KEEP, GO, DONE, REVIEW = (press(act) for act in ("skip", "back", "keep", "go", "done", "review"))
SUBMIT, YES, NO = press("submit"), press("pick", "yes"), press("pick", "no")


def ticks(*areas: str) -> list[Does]:
    """Tick these, and confirm."""
    return [*(press("tick", area) for area in areas), DONE]


@dataclass(frozen=True)
class Letter:
    """A letter: who writes it in which language, and their steps by the place of each."""

    title: str
    language: str
    steps: tuple[tuple[str, str | Does | list[Does]], ...]
    borne: tuple[NameBorne, ...] = ()

    def write(self, c: Conversation) -> None:
        """Go through all steps; each begins where the one before has led."""
        for where, does in self.steps:
            assert where in (c.place.path, c.place.kind), f"{where} is expected, {c.place} it is"
            for one in does if isinstance(does, list) else [does]:
                if isinstance(one, str):
                    c.say(one)
                else:
                    one(c)


LETTERS = {
    "en-government": Letter(
        "A government writes in English, with every kind of detour",
        "en",
        (
            ("category", "national gov"),
            ("name", lambda c: c.send_unfit("sticker")),
            ("name", "Ministry of Environment"),
            ("alike", "no"),
            ("name", "Ministry of Environment and Forestry"),
            ("country", "Kenyya"),
            ("unsure", "yes"),
            ("website", "environment.go.ke"),
            ("person", "Amina Yusuf"),
            ("position", "back"),
            ("person", KEEP),
            ("position", "Head of the chemicals unit"),
            ("email", "amina.yusuf at environment.go.ke"),
            ("unsure", press("suggest", "0")),
            ("phone", "020 2730808"),
            ("address", "NHIF Building, 12th floor\nRagati Road\nNairobi"),
            ("support", "not sure"),
            ("support", "yes"),
            ("goal", lambda c: c.send_unfit("voice")),
            ("goal", NO),
            ("areas", [press("tick", "asgm"), press("tick", "coal"), press("tick", "coal"), DONE]),
            ("contributions.1.kind", "7"),
            ("contributions.1.how", "We will train miners. " * 70),
            ("over", press("why")),
            ("reason", "Two districts are described, and each needs its part."),
            ("contributions.1.areas", SKIP),
            ("contributions.1.when", "from March 2026 to June 2027"),
            ("contributions", press("add")),
            ("contributions.2.kind", press("pick", "policy")),
            ("contributions.2.how", "We are drafting a national action plan."),
            ("contributions.2.areas", ticks("asgm")),
            ("contributions.2.when", "since 2025"),
            ("contributions", press("item", "2")),
            ("item", press("up")),
            ("item", press("list")),
            ("contributions", GO),
            ("signatory", "Li Wei"),
            ("title", lambda c: c.edit_message("Dr Peter Kamau")),
            ("title", "Permanent Secretary"),
            ("authority", YES),
            ("scan", lambda c: c.send("signed.docx.exe", None)),
            ("scan", lambda c: c.send("signed.jpg", JPEG)),
            ("publish", lambda c: c.ask("cancel")),
            ("cancel", "no"),
            ("publish", YES),
            ("review", press("missing", "goal")),
            ("goal", YES),
            ("review", press("edit", "website")),
            ("website", SKIP),
            ("review", SUBMIT),
        ),
        borne=(NameBorne("Ministry of Environment", "partner"),),
    ),
    "en-individual": Letter(
        "An individual writes in English",
        "en",
        (
            ("category", press("pick", "individual")),
            ("name", "Maria José da Silva"),
            ("country", "Brasil"),
            ("email", "mj.silva@example.org"),
            ("phone", lambda c: c.share("5561912345678")),
            ("address", SKIP),
            ("support", YES),
            ("goal", YES),
            ("areas", "2, 5"),
            ("contributions.1.kind", "expertise"),
            ("contributions.1.how", "I advise two plants on replacing mercury cells."),
            ("contributions.1.areas", SKIP),
            ("contributions.1.when", SKIP),
            ("contributions", GO),
            ("signatory", "Maria José da Silva"),
            ("scan", SKIP),
            ("publish", NO),
            ("review", SUBMIT),
        ),
    ),
    "fr-organisation-internationale": Letter(
        "Une organisation internationale écrit en français",
        "fr",
        (
            ("category", press("pick", "international")),
            ("name", "Réseau francophone pour l’environnement"),
            ("country", SKIP),
            ("website", "www.example.org/mercure"),
            ("person", "Hélène Lefèvre"),
            ("position", "Secrétaire générale"),
            ("email", "helene.lefevre arobase example.org"),
            ("unsure", "oui"),
            ("phone", "+33 1 45 68 10 00"),
            ("address", "1, rue Miollis\n75015 Paris\nFrance"),
            ("support", "oui"),
            ("goal", "d’accord"),
            ("areas", "1 et 4"),
            ("contributions.1.kind", press("pick", "awareness")),
            ("contributions.1.how", "Nous publierons un guide pour les orpailleurs, traduit en six langues."),
            ("contributions.1.areas", ticks("asgm")),
            ("contributions.1.when", "de mars 2026 à juin 2027"),
            ("contributions", GO),
            ("signatory", "Hélène Lefèvre"),
            ("title", "Secrétaire générale"),
            ("authority", YES),
            ("scan", SKIP),
            ("publish", "oui"),
            ("review", press("edit", "country")),
            ("country", "la Côte d’Ivoire"),
            ("review", SUBMIT),
        ),
    ),
    "es-individual": Letter(
        "Una persona escribe en español",
        "es",
        (
            ("category", "8"),
            ("name", "Lucía Fernández Rojas"),
            ("country", "Perú"),
            ("email", "lucia@example.org"),
            ("phone", "+51 1 611 6000"),
            ("address", SKIP),
            ("support", "sí"),
            ("goal", "de acuerdo"),
            ("areas", ticks("asgm", "products")),
            ("contributions.1.kind", press("pick", "research")),
            ("contributions.1.how", "Mido el mercurio en ríos de Madre de Dios y publico los datos."),
            ("contributions.1.areas", SKIP),
            ("contributions.1.when", "desde marzo de 2026 hasta diciembre de 2028"),
            ("contributions", GO),
            ("signatory", "Lucía Fernández Rojas"),
            ("scan", SKIP),
            ("publish", "sí"),
            ("review", SUBMIT),
        ),
    ),
    "ru-academic": Letter(
        "Институт пишет по-русски",
        "ru",
        (
            ("category", press("pick", "academic")),
            ("name", "Институт геохимии"),
            ("country", "Казахстан"),
            ("website", SKIP),
            ("person", "Айгуль Сергеевна Ахметова"),
            ("position", "старший научный сотрудник"),
            ("email", "a.akhmetova собака example.org"),
            ("unsure", "да"),
            ("phone", "8 7172 74 08 08"),
            ("address", "010000, Астана, ул. Мәңгілік Ел, 8"),
            ("support", "да"),
            ("goal", "конечно"),
            ("areas", ticks("coal")),
            ("contributions.1.kind", press("pick", "research")),
            ("contributions.1.how", "Мы измеряем выбросы ртути на двух электростанциях."),
            ("contributions.1.areas", SKIP),
            ("contributions.1.when", "с марта 2026 по июнь 2027 года"),
            ("contributions", GO),
            ("signatory", "Айгуль Сергеевна Ахметова"),
            ("title", "директор"),
            ("authority", NO),
            ("scan", SKIP),
            ("publish", "да"),
            ("review", SUBMIT),
        ),
    ),
    "ar-government": Letter(
        "وزارة تكتب بالعربية",
        "ar",
        (
            ("category", "١"),
            ("name", "وزارة البيئة"),
            ("country", "مصر"),
            ("website", "https://www.eeaa.gov.eg"),
            ("person", "أمينة يوسف"),
            ("position", "رئيسة وحدة المواد الكيميائية"),
            ("email", "amina@example.org"),
            ("phone", "٠٢ ٢٥٢٥٦٤٥٢"),
            ("address", "٣٠ طريق مصر حلوان الزراعي، القاهرة"),
            ("support", "نعم"),
            ("goal", "أوافق"),
            ("areas", "١، ٤"),
            ("contributions.1.kind", "٧"),
            ("contributions.1.how", "سندرّب ٢٠٠ من عمال المناجم على استخلاص الذهب دون زئبق."),
            ("contributions.1.areas", ticks("asgm")),
            ("contributions.1.when", "من مارس ٢٠٢٦ إلى يونيو ٢٠٢٧"),
            ("contributions", GO),
            ("signatory", "أمينة يوسف"),
            ("title", "وكيلة الوزارة"),
            ("authority", "نعم"),
            ("scan", SKIP),
            ("publish", "نعم"),
            ("review", SUBMIT),
        ),
    ),
    "zh-industry": Letter(
        "一家企业用中文写意向书",
        "zh",
        (
            ("category", "４"),
            ("name", "绿色照明协会"),
            ("country", "中国"),
            ("website", SKIP),
            ("person", "李伟"),
            ("position", "秘书长"),
            ("email", "liwei＠example．org"),
            ("phone", "010 6655 6498"),
            ("address", "北京市西城区西直门内大街115号"),
            ("support", "是"),
            ("goal", "同意"),
            ("areas", "４、５"),
            ("contributions.1.kind", press("pick", "technology")),
            ("contributions.1.how", "我们将推广无汞照明产品，" * 24),
            ("over", press("why")),
            ("reason", "两个地区的情况都需要说明。"),
            ("contributions.1.areas", SKIP),
            ("contributions.1.when", "2026年3月至2027年6月"),
            ("contributions", GO),
            ("signatory", "李伟"),
            ("title", "秘书长"),
            ("authority", "是"),
            ("scan", SKIP),
            ("publish", "可以"),
            ("review", SUBMIT),
        ),
    ),
}
