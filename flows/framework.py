"""What the Partnership's rules say, as data with citations: one `Framework` for each edition of the document.

Keys of the citations: N¶ note by the secretariat, R¶ annexed meeting report, F§ overarching framework, G operational
guidelines (framework annex 1), T business plan template (framework annex 2). The 2008 edition is
UNEP(DTIE)/Hg/OEWG.2 with the report UNEP(DTIE)/Hg/Partnership.1/4 annexed. Addresses, limits and areas change from
edition to edition, so nothing else in the program writes them down.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.category_words import with_words
from flows.facts import Area, Option
from flows.wording import N_, Say, say


@dataclass(frozen=True, slots=True)
class Address:
    """Where letters of intent are sent; the postal lines stay as the document prints them."""

    lines: tuple[str, ...]
    fax: str
    email: str
    cites: str


@dataclass(frozen=True, slots=True)
class AreaRule:
    """An area as an edition lists it; `lead` is the lead it names, if any."""

    key: str
    name: Say
    cites: str
    lead: str = ""
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Framework:
    """An edition of the framework. `partner_does` is what is expected of a partner, each with its citation.

    `objectives` are those that the objectives of areas are to serve (F§1). Of the template of the business plan
    (annex 2): `plan_summary_words` is the guidance for its summary, in Chinese counted in characters (T1),
    `plan_evaluation` the paragraph that stands in every plan (T6), `plan_resources` what it says of resources (T7).
    """

    year: int
    title: str
    goal: Say
    goal_cites: str
    categories: tuple[Option, ...]
    address: Address
    areas: tuple[AreaRule, ...]
    partner_does: tuple[Say, ...]
    objectives: tuple[Option, ...]
    plan_summary_words: int
    plan_evaluation: Say
    plan_resources: tuple[Say, ...]

    def open_areas(self) -> tuple[Area, ...]:
        """The areas that are in force."""
        return tuple(Area(area.key, area.name) for area in self.areas if area.in_force)


EDITION_2008 = Framework(
    year=2008,
    title=N_("Overarching Framework of the UNEP Global Mercury Partnership"),
    goal=say(
        N_(
            "The overall goal of the UNEP Global Mercury Partnership is to protect human health and the global "
            "environment from the release of mercury and its compounds by minimizing and, where feasible, ultimately "
            "eliminating global, anthropogenic mercury releases to air, water and land."
        )
    ),
    goal_cites="F§1",
    categories=with_words(
        Option("government", say(N_("National government")), "G2(a)"),
        Option("regional", say(N_("Regional economic integration organisation")), "G2(a)"),
        Option("international", say(N_("International organisation")), "G2(a)"),
        Option("industry", say(N_("Industry or business organisation")), "G2(a)"),
        Option("ngo", say(N_("Non-governmental or civil-society organisation")), "G2(a)"),
        Option("academic", say(N_("Academic institution")), "G2(a)"),
        Option("entity", say(N_("Another entity that agrees to work towards the goal")), "G2(a)"),
        Option("individual", say(N_("An individual who agrees to work towards the goal")), "G2(a)"),
    ),
    address=Address(
        lines=(
            "Head, UNEP Chemicals",
            "Mercury Programme",
            "11-13, chemin des Anémones",
            "CH-1219 Châtelaine",
            "Geneva, Switzerland",
        ),
        fax="(+41 22) 797 3460",
        email="mercury@chemicals.unep.ch",
        cites="G2(c)",
    ),
    areas=(
        AreaRule("asgm", say(N_("Artisanal and small-scale gold mining")), "N¶20", lead="UNIDO"),
        AreaRule("chloralkali", say(N_("Mercury cell chlor-alkali production")), "N¶10"),
        AreaRule("transport", say(N_("Mercury air transport and fate research")), "N¶10"),
        AreaRule("products", say(N_("Mercury in products")), "R¶49"),
        AreaRule("coal", say(N_("Mercury releases from coal combustion")), "N¶10"),
        AreaRule("waste", say(N_("Mercury waste management")), "N¶15", lead="Japan"),
        AreaRule("supply", say(N_("Mercury supply reduction")), "N¶18", in_force=False),
        AreaRule("storage", say(N_("Mercury storage")), "N¶18", in_force=False),
        AreaRule("nonferrous", say(N_("Mercury releases from non-ferrous metals mining")), "N¶16", in_force=False),
        AreaRule("vcm", say(N_("Vinyl chloride monomer production")), "N¶13", in_force=False),
        AreaRule("cement", say(N_("Mercury releases from cement production")), "N¶14", in_force=False),
    ),
    partner_does=tuple(
        say(N_("{what} ({cite})"), what=say(what), cite=cite)
        for what, cite in (
            (N_("Start activities of the Partnership and carry them out"), "G6(b)"),
            (N_("Inform your own organisation about the Partnership"), "G6(b)"),
            (N_("Report progress and results to the lead of your area in good time"), "G6(b)"),
            (N_("Look for new activities, strategies and resources, and raise funds"), "G6(b)"),
            (N_("Agree with the other partners on who leads the area"), "G6(b)"),
            (N_("Give guidance and technical help, and bring in new partners"), "G6(b)"),
            (N_("Review business plans together with the other partners"), "R¶38"),
        )
    ),
    objectives=(
        Option("supply", say(N_("Reduce mercury supply, and retire mercury from the market")), "F§1"),
        Option("releases", say(N_("Reduce unintentional releases to air, water and land")), "F§1"),
        Option("demand", say(N_("Reduce the use of and demand for mercury")), "F§1"),
        Option("technologies", say(N_("Promote mercury-free technologies")), "F§1"),
        Option("capacity", say(N_("Strengthen developing countries and economies in transition")), "F§1"),
        Option("information", say(N_("Share and exchange information")), "F§1"),
    ),
    plan_summary_words=250,
    plan_evaluation=say(
        N_(
            "Every two years the area reports to UNEP, in UNEP's format: it tracks activities and the contributions "
            "of partners, assesses how effective they are, and measures their impact on the overall goal."
        )
    ),
    plan_resources=(
        say(
            N_(
                "Partners are encouraged to contribute funds and help in kind, and to apply to donors and regional "
                "organisations."
            )
        ),
        say(
            N_(
                "Developing countries and economies in transition can apply to UNEP under its mercury small grants "
                "programme; UNEP and partners help countries with proposals to the SAICM Quick Start Programme."
            )
        ),
    ),
)

CURRENT = EDITION_2008
"""The edition that new letters are written under."""

EDITIONS = {each.year: each for each in (EDITION_2008,)}


def edition(year: int) -> Framework:
    """The edition of a year: a letter is read under the one it was written under. Raises `LookupError`."""
    try:
        return EDITIONS[year]
    except KeyError:
        known = ", ".join(map(str, EDITIONS))
        raise LookupError(f"no edition of the framework is of {year}; there are those of {known}") from None
