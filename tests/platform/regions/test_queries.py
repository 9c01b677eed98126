"""查区划与单位: people type what they know: a code, a short name, two words."""

from __future__ import annotations

import datetime

import pytest

from zhida.core.regions import fiscal_children as children_in_tables
from zhida.core.regions import fiscal_parent as parent_in_tables
from zhida.core.regions import get
from zhida.platform.regions.queries import agencies, fiscal_children, fiscal_parent, search


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("650103", "650103"),
        ("沙区", "650103"),  # an alias of 沙依巴克区, before names that contain it
        ("乌鲁木齐", "650100"),
        ("西藏 城关", "540102"),
        ("第八师", "660000008"),
        ("650100000", "650100"),  # its fiscal code
        ("中央", "100000"),
    ],
)
def test_the_best_answer_comes_first(database: str, text: str, first: str) -> None:
    assert search(text)[0].code == first


def test_namesakes_are_all_shown(database: str) -> None:
    assert {each.code for each in search("城关区")} >= {"540102", "620102"}


@pytest.mark.parametrize("text", ["", "  ", "没有这个地方", "%", "_", "\\", "'"])
def test_what_names_nothing_finds_nothing(database: str, text: str) -> None:
    assert search(text) == []


def test_no_more_is_shown_than_asked_for(database: str) -> None:
    assert len(search("市", limit=3)) == 3


def test_agencies_are_found_by_code_name_and_region(database: str) -> None:
    assert agencies("650100-finance")[0].name == "乌鲁木齐市财政局"
    assert agencies("乌鲁木齐市财政局")[0].code == "650100-finance"
    assert {each.region_id for each in agencies("医疗保障", region="650100", limit=50)} >= {
        "650100",
        "650102",
    }
    assert all(each.region_id.startswith("65") for each in agencies(region="650000", limit=999))


@pytest.mark.parametrize("day", [datetime.date(2000, 1, 1), datetime.date(2023, 8, 1)])
@pytest.mark.parametrize("code", ["410181", "330782", "659001", "210200", "650100", "330200"])
def test_the_tree_of_a_day_is_that_of_the_tables(
    database: str, code: str, day: datetime.date
) -> None:
    region = get(code)
    assert region is not None
    expected = parent_in_tables(region, day)
    found = fiscal_parent(code, day)
    assert (found.code if found else None) == (expected.code if expected else None)
    assert {each.code for each in fiscal_children(code, day)} == {
        each.code for each in children_in_tables(region, day)
    }
