"""Letters as people write them: what an organisation sends in French, and an individual in Chinese."""

from __future__ import annotations

from tests.e2e.visitor import Press, Say, Step

FRENCH: tuple[Step, ...] = (
    Say("/language fr"),
    Say("/letter"),
    Press("pick", "ngo"),
    Say("Association Terre Saine du Bénin"),
    Say("Bénin"),
    Say("www.terre-saine.example.org"),
    Say("Amélie Dossou"),
    Say("Coordinatrice"),
    Say("amelie@terre-saine.example.org"),
    Say("+229 01 21 30 45 67"),
    Press("skip"),
    Press("pick", "yes"),
    Press("pick", "yes"),
    Press("tick", "asgm"),
    Press("tick", "waste"),
    Press("done"),
    Press("pick", "training"),
    Say("Nous formerons deux cents orpailleurs de l'Atacora à récupérer l'or sans mercure & à mesurer <leurs> gains."),
    Press("tick", "asgm"),
    Press("done"),
    Say("de mars 2027 à juin 2028"),
    Press("go"),
    Say("Amélie Dossou"),
    Say("Présidente"),
    Press("pick", "yes"),
    Press("skip"),
    Press("pick", "yes"),
    Press("submit"),
)

CHINESE: tuple[Step, ...] = (
    Say("/language zh"),
    Say("/letter"),
    Press("pick", "individual"),
    Say("王小明"),
    Say("中国"),
    Say("wang@example.org"),
    Press("skip"),
    Say("北京市海淀区学院路１号"),
    Press("pick", "yes"),
    Press("pick", "yes"),
    Say("１、６"),
    Press("pick", "research"),
    Say("我将用三年时间监测贵州两个流域的大气汞沉降，公开全部数据，并培训当地监测人员。"),
    Press("skip"),
    Say("2027年1月至2029年12月"),
    Press("go"),
    Say("王小明"),
    Press("skip"),
    Press("pick", "yes"),
    Press("submit"),
)

ANSWERS_IN_FRENCH = {
    "category": "ngo",
    "name": "Association Terre Saine du Bénin",
    "country": "BJ",
    "support": True,
    "goal": True,
    "areas": ["asgm", "waste"],
    "contributions.1.kind": "training",
    "contributions.1.how": (
        "Nous formerons deux cents orpailleurs de l'Atacora à récupérer l'or sans mercure & à mesurer <leurs> gains."
    ),
    "contributions.1.when": {"from": "2027-03", "to": "2028-06"},
    "signatory": "Amélie Dossou",
    "publish": True,
}

ANSWERS_IN_CHINESE = {
    "category": "individual",
    "name": "王小明",
    "country": "CN",
    "areas": ["asgm", "waste"],
    "contributions.1.kind": "research",
    "contributions.1.how": "我将用三年时间监测贵州两个流域的大气汞沉降，公开全部数据，并培训当地监测人员。",
    "contributions.1.when": {"from": "2027-01", "to": "2029-12"},
    "publish": True,
}
