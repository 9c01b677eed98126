"""机构: offices and where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import regions
from zhida.data import load


@pytest.mark.parametrize(
    ("name", "kind", "part"),
    [
        ("上饶市财政局", "finance", "上饶市"),
        ("新疆维吾尔自治区财政厅", "finance", "新疆维吾尔自治区"),
        ("财政部", "finance", ""),
        ("滨海新区财政与国资管理局", "finance", "滨海新区"),
        ("市医疗保障局茂南分局", "medical_security", "茂南"),
        ("国家医疗保障局", "medical_security", ""),
        ("上饶市卫生健康委员会", "health", "上饶市"),
        ("县民政局", "civil_affairs", "县"),
        ("广东省财政厅(社会保障处)", "finance", "广东省"),
        ("市第四人民医院", "unit", "市"),
        ("市疾控中心", "unit", "市"),
    ],
)
def test_an_office_by_its_words(name: str, kind: str, part: str) -> None:
    assert (regions.body_kind(name), regions.body_part(name)) == (kind, part)


@pytest.mark.parametrize("name", ["上饶市", "合计", "", "茂南区", "信宜"])
def test_a_place_is_no_office(name: str) -> None:
    assert regions.body_kind(name) is None
    assert regions.of_body(name) is None


def test_a_unit_has_its_place_though_it_is_none() -> None:
    assert regions.find("市疾控中心", "430900") is None
    found = regions.of_body("市疾控中心", "430900")
    assert found is not None
    assert found.name == "益阳市"


@given(st.sampled_from([row["word"] for row in load("bodies")]))
def test_a_word_for_an_office_alone_has_no_place(word: str) -> None:
    assert regions.body_kind(word) is not None
    assert regions.of_body(word) is None


@given(st.text(max_size=20))
def test_nothing_printed_stops_it(text: str) -> None:
    assert regions.body_part(text) is None or regions.body_kind(text) is not None
