"""Plans that are written to the end, small and large, for tests that begin where one is complete."""

from __future__ import annotations

from flows.session import Answer, Plain

MINES: dict[str, Plain] = {"name": "Ministry of Mines", "partner": 4}
SUMMARY = "Small-scale gold mining is among the largest users of mercury in the world."


def group(key: str, *items: dict[str, Plain], inside: str = "") -> dict[str, Answer]:
    """The answers of a group whose items were made in order and never taken away."""
    names: list[Plain] = [str(number) for number in range(1, len(items) + 1)]
    found = {f"{inside}{key}": Answer({"items": names, "next": len(items) + 1})}
    for name, item in enumerate(items, 1):
        found |= {f"{inside}{key}.{name}.{path}": Answer(value) for path, value in item.items()}
    return found


def effort(number: int, action: str = "1", **more: Plain) -> dict[str, Plain]:
    """An effort, complete."""
    return {
        "action": action,
        "effort": f"Training centres {number}",
        "kind": "collaborative",
        "description": "Two centres are built, and two hundred miners trained in each.",
        "serves": ["1"],
        "cost": {"amount": "250000", "currency": "USD"},
        "when": {"from": "2027-03", "to": "2028-12"},
        "target": "Four hundred miners",
        "contact": "Amina Yusuf",
        "email": "amina@mines.example.org",
        "phone": None,
        **more,
    }


def whole(efforts: int = 1, milestones: int = 2) -> dict[str, Answer]:
    """A plan that can be sent: everything required is there, and everything fits together."""
    found = {
        "summary": Answer(SUMMARY),
        "period": Answer({"from": "2027", "to": "2029"}),
        **group(
            "objectives",
            {
                "statement": "Halve the use of mercury in small-scale gold mining",
                "measured": "Tonnes of mercury used in a year",
                "target": "At most 400 tonnes",
                "by": "2029",
                "serves": ["demand"],
            },
        ),
        **group(
            "actions", {"action": "Train miners to recover gold without mercury", "serves": ["1"], "description": None}
        ),
        **group("efforts", *(effort(number) for number in range(1, efforts + 1))),
        **group(
            "indicators",
            {
                "indicator": "Miners who recover gold without mercury",
                "objective": "1",
                "unit": "Miners",
                "baseline": "0",
                "target": "400",
                "by": "2029",
            },
        ),
        "measuring": Answer("The lead reports every two years."),
        **group("partners", {"partner": MINES, "contact": "Amina Yusuf"}),
        **group("opportunities"),
        **group("donors"),
        **group("projects"),
        **group("given"),
        **group("inside"),
        **group("outside"),
        "mobilising": Answer(None),
        "making": Answer("The partners of the area meet and write it together."),
        "reviewing": Answer("Every two years, with all partners."),
        "lead": Answer(MINES),
        "other": Answer(None),
    }
    for number in range(1, efforts + 1):
        inside = f"efforts.{number}."
        found |= group("partners", {"partner": MINES}, inside=inside)
        steps = [{"milestone": f"Step {step}", "by": f"2027-{step + 3:02}"} for step in range(1, milestones + 1)]
        found |= group("milestones", *steps, inside=inside)  # type: ignore[arg-type]
    return found
