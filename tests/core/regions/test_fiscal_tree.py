"""财政级次: on every day the budgets make one tree, and the exceptions are known."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core import regions
from zhida.core.regions import CENTRE, Region
from zhida.data import load

CODES = sorted({row["code"] for row in (*load("regions"), *load("zones"))})
OUTSIDE = {row["code"] for row in load("fiscal_parents") if not row["parent"]}
DAYS = st.dates(datetime.date(2002, 1, 1), datetime.date(2035, 12, 31))
TODAY = datetime.date(2023, 8, 1)


def region_of(code: str) -> Region:
    found = regions.get(code)
    assert found is not None
    return found


def tree(on_date: datetime.date) -> list[Region]:
    """Every node of a day, from the centre down; fails where one is met twice."""
    found, waiting = [CENTRE], [CENTRE]
    while waiting:
        below = regions.fiscal_children(waiting.pop(), on_date)
        found.extend(below)
        waiting.extend(below)
        assert len(found) < 10_000
    return found


@settings(max_examples=25)
@given(DAYS)
def test_on_every_day_the_budgets_make_one_tree(day: datetime.date) -> None:
    nodes = tree(day)
    assert len({each.code for each in nodes}) == len(nodes)
    reached = {each.code for each in nodes}
    for code in CODES:
        region = region_of(code)
        above = regions.fiscal_parent(region, day)
        assert (above is not None) == (code in reached), code
        if above is not None:
            assert above.code in reached
            assert above.level < region.level


@settings(max_examples=25)
@given(DAYS)
def test_no_two_budgets_below_one_have_the_same_name(day: datetime.date) -> None:
    for above in tree(day):
        names = Counter(each.name for each in regions.fiscal_children(above, day))
        assert [name for name, count in names.items() if count > 1] == [], above.name


@given(st.sampled_from(CODES), DAYS)
def test_every_budget_reaches_the_centre_and_knows_its_level(code: str, day: datetime.date) -> None:
    region = region_of(code)
    line = regions.fiscal_ancestors(region, day)
    level = regions.fiscal_level(region, day)
    if not line:
        assert level is None
        return
    assert line[-1] == CENTRE
    assert level == len(line)
    assert regions.is_within_fiscal(region, CENTRE.code, day)
    assert all(regions.is_within_fiscal(region, above.code, day) for above in line)
    assert region in regions.fiscal_children(line[0], day)


@given(st.sampled_from(CODES), DAYS)
def test_without_a_row_the_fiscal_parent_is_the_administrative_one(
    code: str, day: datetime.date
) -> None:
    region = region_of(code)
    above = regions.fiscal_parent(region, day)
    if above is not None and code not in {row["code"] for row in load("fiscal_parents")}:
        assert above.code == (region.parent or CENTRE.code)


def test_the_country_of_today_is_whole() -> None:
    nodes = tree(TODAY)
    counties = [each for each in nodes if not regions.is_local(each)]
    assert 3_150 < len(counties) < 3_300
    assert 200 < len(nodes) - len(counties) < 300
    alive = {row["code"] for row in load("regions") if not row["to_year"]}
    alive -= {row["code"] for row in load("regions") if (row["from_year"] or "0") > "2023"}
    assert alive - OUTSIDE <= {each.code for each in nodes} | _inside_outside()


def _inside_outside() -> set[str]:
    """Whatever hangs on a place outside the tree is outside too."""
    return {
        code for code in CODES if any(regions.is_within(region_of(code), out) for out in OUTSIDE)
    }


@pytest.mark.parametrize("name", ["大连市", "宁波市", "厦门市", "青岛市", "深圳市"])
def test_the_centre_deals_with_cities_of_separate_plan_itself(name: str) -> None:
    city = regions.find(name)
    assert city is not None
    assert regions.fiscal_parent(city, TODAY) == CENTRE
    assert regions.fiscal_level(city, TODAY) == 1
    for district in regions.children(city.code):
        assert regions.fiscal_parent(district, TODAY) == city
        assert not regions.is_within_fiscal(district, city.parent, TODAY)
        assert regions.is_within(district, city.parent)


def test_the_centre_passes_to_provinces_separate_cities_and_the_corps_and_nobody_else() -> None:
    below = regions.fiscal_children(CENTRE, TODAY)
    assert len(below) == 31 + 5 + 1
    assert "新疆生产建设兵团" in {each.name for each in below}


def test_each_city_of_the_corps_hangs_on_its_division() -> None:
    corps = regions.find("兵团")
    assert corps is not None
    cities = [each for each in regions.children("650000") if each.code.startswith("6590")]
    assert len(cities) == 12
    divisions = [regions.fiscal_parent(city, TODAY) for city in cities]
    assert len({each.code for each in divisions if each}) == 12
    assert all(each is not None and each.parent == corps.code for each in divisions)
    assert not any(regions.is_within_fiscal(city, "650000", TODAY) for city in cities)


def test_a_county_that_its_province_began_to_manage_hung_on_its_city_before() -> None:
    county = regions.find("中牟县")
    assert county is not None
    before, after = datetime.date(2021, 12, 31), datetime.date(2022, 1, 1)
    parents = [regions.fiscal_parent(county, day) for day in (before, after)]
    assert [each.name for each in parents if each] == ["郑州市", "河南省"]
    assert county.parent == "410100"


def test_districts_stay_under_their_city_where_counties_do_not() -> None:
    city = regions.find("金华市")
    assert city is not None
    below = {each.name for each in regions.fiscal_children(city, TODAY)}
    assert "婺城区" in below
    assert "义乌市" not in below


def test_counties_that_a_province_administers_itself_have_it_as_both_parents() -> None:
    for name in ("仙桃市", "济源市", "五指山市"):
        county = regions.find(name)
        assert county is not None
        above = regions.fiscal_parent(county, TODAY)
        assert above is not None
        assert above.code == county.parent
        assert above.level == 1


def test_hong_kong_macau_and_taiwan_are_in_no_budget_of_the_centre() -> None:
    for code in ("710000", "810000", "820000"):
        assert regions.fiscal_parent(region_of(code), TODAY) is None
        assert regions.fiscal_level(region_of(code), TODAY) is None
        assert not regions.is_within_fiscal(region_of(code), CENTRE.code, TODAY)


def test_a_place_is_in_the_tree_only_while_it_exists() -> None:
    gone = next(row for row in load("regions") if row["to_year"] == "2016" and row["level"] == "3")
    region = region_of(gone["code"])
    assert regions.fiscal_parent(region, datetime.date(2014, 6, 1)) is not None
    assert regions.fiscal_parent(region, datetime.date(2017, 1, 1)) is None


def test_a_zone_that_is_in_no_table_hangs_on_its_city() -> None:
    zone = regions.find("保税区", within="140400")
    assert zone is not None
    above = regions.fiscal_parent(zone, TODAY)
    assert above is not None
    assert above.name == "长治市"


def test_a_place_that_got_a_new_code_has_one_at_a_time() -> None:
    """三元区 was 350403 and is 350404; a name means the present code as early as it may hold."""
    old, new = region_of("350403"), region_of("350404")
    for year in range(2015, 2026):
        day = datetime.date(year, 6, 1)
        held = [regions.fiscal_parent(each, day) is not None for each in (old, new)]
        assert held.count(True) == 1


@given(st.sampled_from(CODES), DAYS)
def test_every_bond_says_how_sure_it_is(code: str, day: datetime.date) -> None:
    bond = regions.fiscal_bond(region_of(code), day)
    if bond is not None:
        assert bond.first <= day <= bond.last
        assert bond.status in ("attested", "recalled", "derived")
        assert bond.source


def test_the_centre_has_no_parent() -> None:
    assert regions.fiscal_parent(CENTRE, TODAY) is None
    assert regions.fiscal_ancestors(CENTRE, TODAY) == ()
    assert regions.fiscal_level(CENTRE, TODAY) == 0


def test_the_administrative_tree_does_not_know_the_centre() -> None:
    assert regions.get(CENTRE.code) is None
    assert {region_of(code).parent for code in CODES} <= {*CODES, ""}
