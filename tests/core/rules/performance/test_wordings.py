"""The vocabulary of indicator names."""

from __future__ import annotations

import pytest

from zhida.core.rules.performance.levels import headings_of
from zhida.core.rules.performance.wordings import (
    Sense,
    Shape,
    change_at_end,
    change_at_start,
    count_units,
    names_a_base,
    wording,
)
from zhida.data import load


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("住院救助人次", Shape.COUNT),
        ("资助参保人次数", Shape.COUNT),
        ("检查定点医疗机构及定点药店数量", Shape.COUNT),
        ("医保信息系统正常运行率", Shape.RATE),
        ("住院医疗费用救助比例", Shape.RATE),
        ("业务量增长率", Shape.CHANGE),
        ("系统运行维护响应时间", Shape.TIME),
        ("医疗服务与保障能力提升补助成本", Shape.MONEY),
    ],
)
def test_the_longest_ending_decides(name: str, shape: Shape) -> None:
    found = wording(name)
    assert found is not None
    assert found.shape is shape


@pytest.mark.parametrize("name", ["办事效率", "抽查频率", "医保服务能力", "物价指数"])
def test_endings_that_only_look_alike(name: str) -> None:
    found = wording(name)
    assert found is None or found.shape not in (Shape.RATE, Shape.COUNT)


def test_what_people_suffer_is_no_plain_quantity() -> None:
    """Complaints may be counted as a benefit (fewer of them): not bound to 数量."""
    found = wording("群众投诉次数")
    assert found is not None
    assert not found.classes
    assert found.direction == "lower"


def test_every_class_of_the_vocabulary_exists() -> None:
    for row in load("indicator_wordings"):
        for name in row["classes"].split():
            assert headings_of(name), f"{row['wording']}: {name}"


def test_changes_by_their_verb() -> None:
    assert change_at_end("违规率下降") is Sense.FALL
    assert change_at_start("提升群众办事效率") is Sense.RISE
    assert change_at_end("能力提升补助资金使用率") is None


def test_a_base_is_named_by_its_year() -> None:
    assert names_a_base("比上年提高5%")
    assert not names_a_base("提高5%", "完成全年任务")


def test_units_of_counting_hold_no_percent() -> None:
    assert {"次", "人", "人次", "家"} <= count_units()
    assert "%" not in count_units()
