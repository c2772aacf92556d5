"""Letters to make documents of, as a submission keeps them."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.letter import LetterDocument, letter_document

ADDRESS = "https://mercury.example.org/letters/QS-2026-0007"

WORDS = {
    "en": ("Ministry of Environment", "Amina Yusuf", "We will train 200 miners in 2 districts; see +254 20 2730808."),
    "fr": ("Ministère de l’Environnement", "Aïcha Œuvrard", "Nous formerons 200 mineurs à l’Est : coût 5 000 €."),
    "es": ("Ministerio de Ambiente", "Íñigo Núñez", "Capacitaremos a 200 mineros en 2 años. ¿Dónde? En Perú."),
    "ru": ("Министерство экологии", "Юрий Щёголев", "Мы обучим 200 старателей; № 5, телефон +7 495 123-45-67."),
    "ar": ("وزارة البيئة", "أمينة يوسف", "سندرب 200 عامل منجم مع UNIDO، هاتف +962 6 535 0305، بحلول 2027."),
    "zh": ("生态环境部", "王小明", "我们将培训200名矿工，与UNIDO合作，电话+86 10 6655 6006。" * 4),
}


def snapshot(language: str = "en", **answers: Any) -> dict[str, Any]:
    """What a submission keeps of a letter; `answers` by path, with `__` for a dot, replace or add."""
    name, signatory, how = WORDS[language]
    values = {
        "category": "government",
        "name": name,
        "country": "KE",
        "website": "https://environment.go.ke",
        "support": True,
        "goal": True,
        "areas": ["asgm", "products"],
        "contributions": {"items": ["1", "2"], "next": 3},
        "contributions.1.kind": "training",
        "contributions.1.how": how,
        "contributions.1.areas": ["asgm"],
        "contributions.1.when": {"from": "2026-03", "to": "2027"},
        "contributions.2.kind": "expertise",
        "contributions.2.how": f"{how}\n\nDr. Smith (UNEP) 50 %.",
        "signatory": signatory,
        "title": "Permanent Secretary",
        "authority": True,
        "publish": True,
    }
    values |= {path.replace("__", "."): value for path, value in answers.items()}
    return {
        "flow": "letter",
        "edition": 1,
        "framework": 2008,
        "language": language,
        "answers": {path: {"value": value} for path, value in values.items()},
    }


PRIVATE = {
    "answers": {
        "person": {"value": "Amina Yusuf"},
        "email": {"value": "amina.yusuf@environment.go.ke"},
        "phone": {"value": "+254202730808"},
        "address": {"value": "NHIF Building\nRagati Road\nNairobi"},
    }
}


def document(kept: dict[str, Any] | None = None, language: str = "en", **more: Any) -> LetterDocument:
    """The document of a snapshot, in a language."""
    told = {"reference": "QS-2026-0007", "version": 2, "day": date(2026, 3, 2), "public_address": ADDRESS, **more}
    return letter_document(snapshot(language) if kept is None else kept, language=language, **told)


def plain(text: str) -> str:
    """The text without what only orders it or keeps it on a line."""
    return text.translate(_ORDERING)


_ORDERING = dict.fromkeys(map(ord, "\u200e\u200f\u202c\u2066\u2067\u2068\u2069"), "") | {0xA0: " "}
