"""区划树: who lies in whom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhida.core import regions
from zhida.data import load

CODES = sorted({row["code"] for row in (*load("regions"), *load("zones"))})


@given(st.sampled_from(CODES))
def test_ancestors_rise_level_by_level_to_a_province(code: str) -> None:
    region = regions.get(code)
    assert region is not None
    line = (region, *regions.ancestors(region))
    levels = [each.level for each in line]
    assert levels == sorted(levels, reverse=True)
    assert line[-1].parent == ""
    assert region.full_name.endswith(region.name)
    assert region.full_name.startswith(line[-1].name)
    if not regions.is_local(region):
        assert region.full_name == "".join(each.name for each in reversed(line))


@given(st.sampled_from(CODES))
def test_children_know_their_parent_and_lie_in_it(code: str) -> None:
    for child in regions.children(code):
        assert child.parent == code
        assert regions.is_within(child, code)


def test_a_place_lies_in_itself_and_not_in_its_neighbour() -> None:
    wuyuan = regions.get("361130")
    assert wuyuan is not None
    assert regions.is_within(wuyuan, "361130")
    assert regions.is_within(wuyuan, "360000")
    assert not regions.is_within(wuyuan, "360900")


def test_a_renamed_county_is_known_by_both_names_and_their_years() -> None:
    county, city = regions.find("沙湾县"), regions.find("沙湾市")
    assert county is not None
    assert city is not None
    assert (county.code, city.code) == ("654223", "654203")
    assert regions.years(county)[1] is not None
    assert regions.years(city)[1] is None


def test_counties_that_a_province_administers_itself_stand_under_it() -> None:
    xiantao = regions.find("仙桃市")
    assert xiantao is not None
    assert (xiantao.parent, xiantao.level) == ("420000", 3)


def test_an_unknown_code_is_no_region() -> None:
    assert regions.get("999999") is None
    assert regions.children("999999") == ()


def test_local_codes_are_told_from_those_of_the_standard() -> None:
    zone, city = regions.find("高新区", "440900"), regions.find("茂名市")
    assert zone is not None
    assert city is not None
    assert regions.is_local(zone)
    assert not regions.is_local(city)
