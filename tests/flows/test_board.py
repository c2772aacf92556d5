"""The Advisory Group's make-up (G3(a)-(e)): what is said of it, and when nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from flows import countries
from flows.board import COMES_AS, GENDERS, MIX, SEATS, Advice, AreaLed, Chairing, Member, advice, tally
from flows.framework import CURRENT
from flows.regions import REGIONS, is_developing, region_of
from tests.flows.conversation import plainly

CATEGORIES = tuple(option.id for option in CURRENT.categories)
NOOR = Chairing("Noor", 1)


def balanced(count: int = SEATS) -> list[Member]:
    """Members of every category, region and gender in turn."""
    regions, categories, genders = list(REGIONS), list(MIX), list(GENDERS)
    return [
        Member(n, (), categories[n % 5], regions[(n + n // 5) % 5], n % 2 == 0, genders[n % 2]) for n in range(count)
    ]


def said(
    members: Sequence[Member], areas: Sequence[AreaLed] = (), chairs: Sequence[Chairing] = (NOOR,)
) -> dict[str, str]:
    found = advice(members, areas, chairs, 2, CATEGORIES)
    assert len({one.key for one in found}) == len(found)
    return {one.key: plainly(one.what) for one in found if isinstance(one, Advice)}


def test_nothing_is_said_of_a_full_and_balanced_group():
    assert said(balanced()) == {}


@pytest.mark.parametrize(
    ("count", "key", "words"),
    [
        (24, "vacant", "1 of 25 seats is vacant (G3(a))."),
        (20, "vacant", "5 of 25 seats are vacant (G3(a))."),
        (26, "over", "The group has 1 member more than the 25 that the guidelines foresee (G3(a))."),
        (28, "over", "The group has 3 members more than the 25 that the guidelines foresee (G3(a))."),
    ],
)
def test_seats_are_counted_against_twenty_five(count: int, key: str, words: str):
    assert said(balanced(count)) == {key: words}


def test_an_empty_group_has_vacant_seats_and_no_chair_and_nothing_else_is_said():
    assert said([], chairs=()).keys() == {"vacant", "no chair"}


def test_categories_that_nobody_stands_for_are_named():
    members = [
        replace(one, category="government") if one.category in ("ngo", "academic") else one for one in balanced()
    ]
    assert said(members) == {
        "categories": "Not represented, as far as it is known: non-governmental organisations and science (G3(b))."
    }


def test_of_whom_no_category_is_known_only_the_number_is_said():
    one, *others = balanced()
    assert said([replace(one, category=""), *others]) == {
        "categories untold": "It is not known which category 1 member stands for."
    }
    assert said([replace(one, category="no such"), *others]).keys() == {"categories untold"}


def test_a_group_without_developing_countries_or_economies_in_transition_is_told_so():
    assert said([replace(one, developing=False) for one in balanced()]).keys() == {"developing"}
    assert said([replace(one, developing=None) for one in balanced()]).keys() == {"developing"}
    one, *others = [replace(one, developing=None) for one in balanced()]
    assert said([replace(one, developing=True), *others]) == {}


def test_regions_without_a_member_are_named():
    members = [replace(one, region="asia") if one.region == "latin" else one for one in balanced()]
    assert said(members) == {
        "regions": "No member comes from these regions: Latin American and Caribbean States (G3(b))."
    }


def test_a_group_that_leans_to_one_region_is_told_so_and_half_is_not_leaning():
    regions = list(REGIONS)
    half = [replace(one, region=regions[0] if n < 12 else regions[1 + n % 4]) for n, one in enumerate(balanced(24))]
    assert said(half).keys() == {"vacant"}
    more = [replace(one, region=regions[0] if n < 13 else regions[1 + n % 4]) for n, one in enumerate(balanced(24))]
    assert said(more)["one region"] == (
        "More than half of those whose region is known come from one: African States, 13 of 24 (G3(b))."
    )


def test_a_group_that_leans_to_one_gender_is_told_so_and_two_thirds_is_not_leaning():
    members = balanced(24)
    thirds = [replace(one, gender="woman" if n < 16 else "man") for n, one in enumerate(members)]
    assert said(thirds).keys() == {"vacant"}
    more = [replace(one, gender="woman" if n < 17 else "man") for n, one in enumerate(members)]
    assert said(more)["one gender"] == (
        "Of those who told their gender, more than two thirds are of one: Women, 17 of 24 (G3(b))."
    )


def test_of_few_who_told_nothing_is_judged_and_the_others_are_counted():
    members = [replace(one, gender="man" if n < 3 else "unsaid" if n == 3 else "") for n, one in enumerate(balanced())]
    assert said(members) == {"genders untold": "22 members have not told their gender; nobody has to."}
    members = [replace(one, region="asia" if n < 3 else "") for n, one in enumerate(balanced())]
    assert said(members).keys() == {"regions", "regions untold"}
    assert said([replace(one, region="") for one in balanced()]).keys() == {"regions untold"}


def test_leads_who_are_no_members_are_named_by_their_areas():
    areas = (AreaLed("Coal", (1, 99)), AreaLed("Waste", (98,)), AreaLed("Products", ()))
    assert said(balanced(), areas) == {
        "leads": "Leads of these areas are to be invited, and are not members: Waste (G3(c)(1))."
    }


@pytest.mark.parametrize(("term", "spoken"), [(1, False), (2, False), (3, True)])
def test_a_chair_is_warned_about_from_the_third_term_on(term: int, spoken: bool):
    told = said(balanced(), chairs=(Chairing("Noor", term),))
    assert ("terms" in told) is spoken
    if spoken:
        assert told["terms"] == "Noor chairs the group in term 3; the guidelines foresee 2 at most (G3(d))."


def test_a_group_without_a_chair_is_told_so():
    assert said(balanced(), chairs=()) == {"no chair": "The group has no chair: it elects one for two years (G3(d))."}


def test_a_tally_has_the_kinds_in_their_order_and_who_did_not_tell_apart():
    counted = tally(["man", "", "woman", "man", "unsaid"], GENDERS)
    assert list(counted.counts.items()) == [("woman", 1), ("man", 2)]
    assert (counted.told, counted.untold) == (3, 2)


def test_the_mix_is_of_categories_that_partners_can_be_of():
    assert set(CATEGORIES) >= MIX.keys()
    assert list(COMES_AS) == ["lead", "nominated", "needed", "transitional"]


# -- regions ----------------------------------------------------------------------------------------------------------


def test_the_members_of_the_united_nations_are_in_five_regions():
    counted = tally((region_of(code) for code in countries.codes()), REGIONS)
    assert counted.counts == {"africa": 54, "asia": 54, "eastern": 23, "latin": 33, "western": 29}


@pytest.mark.parametrize(
    ("country", "region", "developing"),
    [
        ("KE", "africa", True),
        ("JP", "asia", False),
        ("KZ", "asia", True),
        ("UA", "eastern", True),
        ("PL", "eastern", False),
        ("PE", "latin", True),
        ("CH", "western", False),
        ("TR", "western", True),
        ("KR", "asia", None),
        ("PS", "", None),
        ("", "", None),
        ("GL", "", None),
    ],
)
def test_a_country_says_its_region_and_whether_it_is_developing_or_that_has_to_be_asked(country, region, developing):
    assert (region_of(country), is_developing(country)) == (region, developing)
