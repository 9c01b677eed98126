"""绩效表: goals of a whole beside those of its parts, and how a value comes about, as people read it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.core.performance.reading import goals, read, typing

from zhida.core.performance.decomposition import gaps
from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.quantities import Factor
from zhida.core.performance.splitting import split
from zhida.documents.performance.tables import (
    actual_words,
    gaps_sheet,
    measured_sheet,
    split_sheet,
    targets_sheet,
    typed_sheet,
    value_words,
)

DAY = datetime.date(2025, 12, 31)
PERSONS = read("住院救助人次", "≥1000人次")


def actual(**known: object) -> Actual:
    return Actual(Standing.DECLARED, DAY, **known)  # type: ignore[arg-type]


def test_every_row_is_as_wide_as_the_heads() -> None:
    sheets = [
        typed_sheet("定型", [typing("住院救助人次", "≥1000人次")]),
        gaps_sheet(gaps(goals("全市", ("次数", "≥4次")), [goals("甲县", ("次数", "≥4次"))])),
        split_sheet("全市", ("甲县",), [split(PERSONS, ("甲县",), None)]),
        targets_sheet("目标", [(1, "甲县财政局", 0, PERSONS, actual(value=Decimal(8)))]),
        measured_sheet("取数", [(1, PERSONS, None, "没有登记的记录")]),
    ]
    for sheet in sheets:
        assert sheet.rows and {len(row) for row in sheet.rows} == {len(sheet.heads)}, sheet.title


def test_money_and_counts_of_the_parts_stand_beside_the_whole() -> None:
    whole = goals("全市", ("培训次数", "≥5次"), fen=100_000_000)
    parts = [
        goals("甲县", ("培训次数", "≥2次"), fen=60_000_000),
        goals("乙县", ("培训次数", "≥2次"), fen=40_000_000),
    ]
    money, row = gaps_sheet(gaps(whole, parts)).rows
    assert money[:6] == ("资金（万元）", "下级合计等于上级", "100", "60", "40", "")
    assert money[6] == "相符"
    assert (row[0], *row[2:5]) == ("培训次数", "≥5次", "≥2次", "≥2次")
    assert "1" in str(row[5]) and row[6] == "不符" and "改法：" in str(row[7])


def test_money_that_one_part_does_not_tell_cannot_be_compared() -> None:
    found = gaps(goals("全市", fen=100), [goals("甲县", fen=60), goals("乙县")])
    assert gaps_sheet(found).rows[0][6] == "不能核对"


def test_a_split_shows_each_part_and_adds_up() -> None:
    factor = Factor("救助人数", (Fraction(2), Fraction(1)))
    share = split(PERSONS, ("甲县", "乙县"), factor)
    (row,) = split_sheet("全市", ("甲县", "乙县"), [share]).rows
    assert row[2:7] == ("住院救助人次", "≥1000人次", "救助人数", "≥667人次", "≥333人次")


def test_what_is_not_split_says_why_and_leaves_the_cells_empty() -> None:
    (row,) = split_sheet("全市", ("甲县", "乙县"), [split(PERSONS, ("甲县", "乙县"), None)]).rows
    assert row[5:7] == ("", "") and row[7]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (actual(value=Decimal("1E+3")), "1000人次"),
        (actual(day=datetime.date(2025, 6, 25)), "2025-06-25"),
        (actual(share=Fraction(2, 3)), "得分比例66.67%"),
        (actual(), ""),
    ],
)
def test_a_reached_value_with_its_unit(value: Actual, words: str) -> None:
    assert actual_words(value, PERSONS) == words


def test_a_survey_carries_its_sample_and_interval() -> None:
    surveyed = actual(
        value=Decimal(90), n=200, low=Decimal("85.1"), high=Decimal("93.4"), note="问卷"
    )
    (row,) = targets_sheet("目标", [(7, "甲县", 1, read("满意度", "≥85%"), surveyed)]).rows
    assert row[2] == "　满意度"
    assert row[5:] == ("填报", "2025-12-31", "问卷；样本200，95%置信区间85.1%至93.4%")


def test_no_data_has_no_day() -> None:
    nothing = Actual(Standing.NO_DATA, DAY)
    (row,) = targets_sheet("目标", [(7, "甲县", 0, PERSONS, nothing)]).rows
    assert row[4:7] == ("", "无数据", "")


def test_a_goal_without_a_value_says_so() -> None:
    assert value_words(read("住院救助人次", "")) == "（未填）"
    assert value_words(PERSONS) == "≥1000人次"
