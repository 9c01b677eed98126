"""系数表: scores become the column that zhida allocate multiplies by."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import zhida
from zhida.core.performance.coefficient import coefficient_of
from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.performance.coefficient_file import (
    Rated,
    fill_coefficients,
    write_coefficients,
)

PLAN = """
title = "2025年补助资金分配方案"
year = 2025
basis = "财社〔2024〕26号"
unit = "元"
recipients = "新因素.csv"
[[pool]]
name = "中央"
amount = 100
[method]
kind = "factors"
[[method.factor]]
column = "人数"
weight = 1
[[method.coefficient]]
name = "绩效"
column = "绩效系数"
basis = "上年度绩效评价结果"
"""
FACTORS = "名称,人数,绩效系数\n温宿县,10,1\n沙雅县,10,1\n"
RATED = [Rated("沙雅县", Fraction(59)), Rated("温宿县", Fraction(95))]


@pytest.mark.parametrize(
    ("score", "coefficient"),
    [("100", "1.05"), ("90", "1.05"), ("89.99", "1.00"), ("80", "1.00"), ("79.99", "0.95"),
     ("60", "0.95"), ("59.99", "0.90"), ("0", "0.90")],
)  # fmt: skip
def test_a_band_holds_from_its_least_score_up(score: str, coefficient: str) -> None:
    assert str(coefficient_of(Fraction(score), 2024).value) == coefficient


@pytest.mark.parametrize("score", [-1, 101])
def test_no_score_lies_outside_a_hundred(score: int) -> None:
    with pytest.raises(ValueError, match="no score out of 100"):
        coefficient_of(Fraction(score), 2024)


def test_the_table_is_written_by_name(tmp_path: Path) -> None:
    write_coefficients(tmp_path / "系数.csv", RATED, 2024)
    assert (tmp_path / "系数.csv").read_text("utf-8") == (
        "名称,绩效得分,绩效系数\n沙雅县,59.00,0.90\n温宿县,95.00,1.05\n"
    )


def test_the_plan_takes_the_filled_table_and_money_moves_with_the_score(tmp_path: Path) -> None:
    (tmp_path / "因素.csv").write_text(FACTORS, "utf-8")
    fill_coefficients(tmp_path / "因素.csv", tmp_path / "新因素.csv", RATED, 2024)
    (tmp_path / "方案.toml").write_text(PLAN, "utf-8")
    planned = zhida.allocate(tmp_path / "方案.toml")
    shares = {name: planned.unit.figure(units) for name, units in planned.totals.items()}
    assert shares == {"温宿县": "53.8462", "沙雅县": "46.1538"}  # 1.05 : 0.90 of 100 万元


def test_nobody_is_given_a_coefficient_by_guess(tmp_path: Path) -> None:
    (tmp_path / "因素.csv").write_text(FACTORS, "utf-8")
    rated = [Rated("沙雅县", Fraction(59)), Rated("库车市", Fraction(95))]
    with pytest.raises(FaultyInput) as error:
        fill_coefficients(tmp_path / "因素.csv", tmp_path / "新因素.csv", rated, 2024)
    assert str(error.value) == (
        "因素.csv 第2行 名称列：“温宿县”没有绩效得分。改法：先完成该单位的绩效评价。\n"
        "因素.csv：有绩效得分的“库车市”不在因素表中。改法：按因素表中的名称填写单位。"
    )
    assert not (tmp_path / "新因素.csv").exists()
