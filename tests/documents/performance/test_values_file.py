"""完成值表: what was reached is read as it is, and what cannot count is named by its cell."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from tests.core.performance.reading import read

from zhida.core.performance.indicators import Standing
from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.performance.values_file import Values, read_values

GOALS = (
    read("住院救助人次", "≥1000人次"),
    read("模拟运行时间", "2025年6月30日前"),
    read("医保宣传能力", "显著提升"),
    read("救助对象满意度", "≥85%"),
)
DAY = datetime.date(2025, 12, 31)


def values(folder: Path, text: str) -> Values:
    path = folder / "完成值.csv"
    path.write_text(text, encoding="utf-8")
    return read_values(path, GOALS, DAY)


def test_number_day_share_and_rate_in_the_order_of_the_goals(tmp_path: Path) -> None:
    """The rows of the file may stand in any order."""
    found = values(
        tmp_path,
        "名称,实际完成值,评分,原因,证明材料\n救助对象满意度,90%,,,问卷.pdf\n"
        "模拟运行时间,2025年6月25日,,,\n医保宣传能力,,90%,,\n住院救助人次,800,,项目推迟,\n",
    )
    persons, run, ability, content = found.attained
    assert found.missing == ()
    assert persons.actual and persons.actual.value == Decimal(800)
    assert persons.reason == "项目推迟" and persons.actual.standing is Standing.DECLARED
    assert run.actual and run.actual.day == datetime.date(2025, 6, 25)
    assert ability.actual and ability.actual.share == Fraction(9, 10)
    assert content.actual and content.actual.evidence == ("问卷.pdf",)


def test_blank_absent_and_not_applicable_are_three_things(tmp_path: Path) -> None:
    found = values(tmp_path, "名称,实际完成值\n住院救助人次,\n模拟运行时间,不适用\n")
    blank, apart, absent, _ = found.attained
    assert (blank.actual, blank.applicable) == (None, True)
    assert (apart.actual, apart.applicable) == (None, False)
    assert absent.actual is None and found.missing == ("医保宣传能力", "救助对象满意度")


@pytest.mark.parametrize(("text", "share"), [("90%", "0.9"), ("90", "0.9"), ("0.9", "0.9")])
def test_a_share_is_written_three_ways(tmp_path: Path, text: str, share: str) -> None:
    found = values(tmp_path, f"名称,实际完成值,评分\n医保宣传能力,,{text}\n")
    actual = found.attained[2].actual
    assert actual is not None and actual.share == Fraction(share)


def test_a_weight_of_the_file_replaces_the_goals(tmp_path: Path) -> None:
    found = values(tmp_path, "名称,实际完成值,分值\n住院救助人次,800,12.5分\n")
    assert found.attained[0].indicator.weight == Fraction(25, 2)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("救助对象满意度,约95%左右,", "“约95%左右”是约数"),
        ("住院救助人次,≥480,", "是范围而不是确定的数"),
        ("住院救助人次,很多,", "“很多”不是数"),
        ("住院救助人次,800人,", "应为人次"),
        ("模拟运行时间,95%,", "不是日期"),
        ("医保宣传能力,,120%", "“120%”不是0到100%之间的比例"),
        ("门诊救助人次,5,", "没有指标“门诊救助人次”"),
    ],
)
def test_what_cannot_count_is_named_with_its_line(tmp_path: Path, row: str, why: str) -> None:
    with pytest.raises(FaultyInput) as told:
        values(tmp_path, f"名称,实际完成值,评分\n{row}\n")
    assert why in str(told.value) and "第2行" in str(told.value)


def test_a_file_without_the_column_is_told_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="缺少“实际完成值”一列"):
        values(tmp_path, "名称,数\n住院救助人次,800\n")
