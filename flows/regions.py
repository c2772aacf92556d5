"""Regions, and which countries are developing or in transition, for a balanced Advisory Group (Framework G3(b)).

The text names neither a list of regions nor one of countries. Regions are the regional groups of the Members of the
United Nations (Department for General Assembly and Conference Management, "Regional groups of Member States"); Türkiye,
which takes part in two, and the United States, which attends one, stand where they are counted for elections. Developed
countries and economies in transition are those of the country classification of UN DESA (World Economic Situation and
Prospects, statistical annex). Who is in no list, and whose place differs between lists, is asked instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flows.tables import phrases
from flows.wording import N_

REGIONS: Final[Mapping[str, str]] = {
    "africa": N_("African States"),
    "asia": N_("Asia-Pacific States"),
    "eastern": N_("Eastern European States"),
    "latin": N_("Latin American and Caribbean States"),
    "western": N_("Western European and other States"),
}
"""The regional groups by their keys in storage, and what they are called."""

_MEMBERS: Final[Mapping[str, str]] = {
    "africa": """
        DZ, AO, BJ, BW, BF, BI, CV, CM, CF, TD, KM, CG, CI, CD, DJ, EG, GQ, ER, SZ, ET, GA, GM, GH, GN, GW, KE, LS,
        LR, LY, MG, MW, ML, MR, MU, MA, MZ, NA, NE, NG, RW, ST, SN, SC, SL, SO, ZA, SS, SD, TG, TN, UG, TZ, ZM, ZW
    """,
    "asia": """
        AF, BH, BD, BT, BN, KH, CN, CY, KP, FJ, IN, ID, IR, IQ, JP, JO, KZ, KI, KW, KG, LA, LB, MY, MV, MH, FM, MN,
        MM, NR, NP, OM, PK, PW, PG, PH, QA, KR, WS, SA, SG, SB, LK, SY, TJ, TH, TL, TO, TM, TV, AE, UZ, VU, VN, YE
    """,
    "eastern": "AL, AM, AZ, BY, BA, BG, HR, CZ, EE, GE, HU, LV, LT, ME, MD, MK, PL, RO, RU, RS, SK, SI, UA",
    "latin": """
        AG, AR, BS, BB, BZ, BO, BR, CL, CO, CR, CU, DM, DO, EC, SV, GD, GT, GY, HT, HN, JM, MX, NI, PA, PY, PE, KN,
        LC, VC, SR, TT, UY, VE
    """,
    "western": """
        AD, AU, AT, BE, CA, DK, FI, FR, DE, GR, IS, IE, IL, IT, LI, LU, MT, MC, NL, NZ, NO, PT, SM, ES, SE, CH, TR,
        GB, US
    """,
}
_REGION_OF: Final = {code: region for region, codes in _MEMBERS.items() for code in phrases(codes)}

_DEVELOPED: Final = frozenset(
    phrases("""
        AU, AT, BE, BG, CA, HR, CY, CZ, DK, EE, FI, FR, DE, GR, HU, IS, IE, IT, JP, LV, LT, LU, MT, NL, NZ, NO, PL,
        PT, RO, SK, SI, ES, SE, CH, GB, US
    """)
)
_IN_TRANSITION: Final = frozenset(
    phrases("AL, AM, AZ, BA, BY, GE, KG, KZ, MD, ME, MK, RS, RU, TJ, TM, UA, UZ"),
)
_TOLD_DIFFERENTLY: Final = frozenset(phrases("AD, IL, KR, LI, MC, SM"))
"""In no list of that classification, or placed otherwise by other bodies of the United Nations."""


def region_of(country: str) -> str:
    """The regional group of a country by its ISO 3166-1 code; empty where it is in none."""
    return _REGION_OF.get(country, "")


def is_developing(country: str) -> bool | None:
    """Whether a country is a developing one or an economy in transition; `None` where that has to be asked."""
    if country in _TOLD_DIFFERENTLY or country not in _REGION_OF:
        return None
    return country in _IN_TRANSITION or country not in _DEVELOPED
