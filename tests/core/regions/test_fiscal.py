"""财政区划表: the rows a database takes over say the same as the tree."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import regions
from zhida.core.regions import CENTRE, FiscalNode, fiscal_nodes
from zhida.data.loader import STATUSES

NODES = fiscal_nodes()
DAYS = st.dates(datetime.date(2002, 1, 1), datetime.date(2035, 12, 31))


def covers(node: FiscalNode, day: datetime.date) -> bool:
    return (node.from_date or day) <= day <= (node.to_date or day)


def named(name: str) -> list[FiscalNode]:
    return [node for node in NODES if node.name == name]


def test_each_row_has_a_source_and_known_statuses() -> None:
    for node in NODES:
        assert node.source.strip()
        assert {node.status, node.fiscal_code_status} <= set(STATUSES)
        assert node.full_name.endswith(node.name)
        assert node.name not in node.aliases


def test_code_and_first_day_are_a_key() -> None:
    assert len({(node.code, node.from_date) for node in NODES}) == len(NODES)


def test_spans_of_one_code_follow_each_other() -> None:
    by_code: dict[str, list[FiscalNode]] = {}
    for node in NODES:
        by_code.setdefault(node.code, []).append(node)
    for spans in by_code.values():
        for earlier, later in pairwise(spans):
            assert earlier.to_date is not None
            assert later.from_date is not None
            assert earlier.to_date < later.from_date
            assert earlier.fiscal_parent != later.fiscal_parent


def test_parents_stand_before_their_children() -> None:
    seen = {""}
    for node in NODES:
        assert node.fiscal_parent in seen
        seen.add(node.code)


@given(st.sampled_from(NODES), DAYS)
def test_rows_and_tree_agree_on_every_day(node: FiscalNode, day: datetime.date) -> None:
    region = CENTRE if node.code == CENTRE.code else regions.get(node.code)
    assert region is not None
    above = regions.fiscal_parent(region, day)
    rows = [each for each in NODES if each.code == node.code and covers(each, day)]
    assert [row.fiscal_parent for row in rows if row.fiscal_parent] == (
        [above.code] if above else []
    )
    assert (node.administrative_parent, node.level) == (region.parent, region.level)


@given(st.sampled_from(NODES), DAYS)
def test_what_is_alive_hangs_on_what_is_alive(node: FiscalNode, day: datetime.date) -> None:
    if covers(node, day) and node.fiscal_parent:
        above = [each for each in NODES if each.code == node.fiscal_parent and covers(each, day)]
        assert len(above) == 1


def test_no_code_that_no_source_supplies_is_shown_as_official() -> None:
    for node in NODES:
        zone = len(node.code) == 9 or node.code == CENTRE.code
        assert (node.fiscal_code_status == "local") == zone, node.name
        assert zone or node.status != "local"


def test_no_two_places_share_a_fiscal_code() -> None:
    pairs = {(node.fiscal_code, node.code) for node in NODES}
    assert len({fiscal for fiscal, _ in pairs}) == len(pairs)
    assert all(len(fiscal) == 9 and fiscal.isdigit() for fiscal, _ in pairs)


@pytest.mark.parametrize(
    ("name", "alias"),
    [("襄都区", "桥东区"), ("德宏傣族景颇族自治州", "德宏州"), ("沙依巴克区", "沙区")],
)
def test_aliases_hold_former_and_short_names(name: str, alias: str) -> None:
    assert all(alias in node.aliases for node in named(name))
    assert named(name)


def test_namesakes_of_several_provinces_stay_apart() -> None:
    parents = {(node.code, node.administrative_parent) for node in named("鼓楼区")}
    assert len(parents) == 4
    assert len({node.full_name for node in named("鼓楼区")}) == 4
