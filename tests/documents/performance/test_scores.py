"""得分表: every point beside its arithmetic; the rows add up to the total."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.performance.reading import read

from zhida.core.findings import Finding, Severity
from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.points import Attainment
from zhida.core.performance.scoring import Score, score
from zhida.documents.performance.scores import (
    actual_text,
    arithmetic_lines,
    findings_sheet,
    score_sheet,
)

DAY = datetime.date(2025, 12, 31)


def reached(name: str, printed: str, weight: int, value: int | None) -> Attainment:
    actual = None if value is None else Actual(Standing.DECLARED, DAY, value=Decimal(value))
    return Attainment(replace(read(name, printed), weight=Fraction(weight)), actual)


def scored(persons: int | None, content: int | None, paid: int = 100) -> Score:
    """Two indicators of 60 and 30 points, and the execution's ten."""
    rows = (
        reached("住院救助人次", "≥1000人次", 60, persons),
        reached("救助对象满意度", "≥85%", 30, content),
    )
    return score(rows, 2025, 100, paid)


def test_a_row_says_target_value_points_and_how() -> None:
    sheet = score_sheet("得分", scored(800, 90, 95))
    execution, persons, content, total = sheet.rows
    assert execution[4] == "95.00%" and execution[7] == Decimal("9.5")
    assert persons[3:5] == ("≥1000人次", "800") and persons[7] == Decimal(48)
    assert "800" in str(persons[8]) and "1000" in str(persons[8])
    assert (content[7], total[2], total[7]) == (Decimal(30), "总分", Decimal("87.5"))
    assert total[6] == "良"


@given(st.integers(0, 2000), st.integers(0, 100), st.integers(0, 100))
def test_the_points_of_the_rows_are_the_total(persons: int, content: int, paid: int) -> None:
    """Where every row counts; cells have two decimals at least, so half a cent a row is rounded."""
    found = scored(persons, content, paid)
    *rows, total = score_sheet("得分", found).rows
    points = sum(Fraction(Decimal(str(row[7]))) for row in rows)
    assert abs(points - Fraction(Decimal(str(total[7])))) <= Fraction(len(rows) + 1, 200)


def test_the_arithmetic_has_a_line_for_each_and_one_for_the_total() -> None:
    lines = list(arithmetic_lines(scored(800, None)))
    assert [line.partition("：")[0] for line in lines] == [
        *("预算执行", "住院救助人次", "救助对象满意度", "总分"),
    ]


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (None, ""),
        (Actual(Standing.DECLARED, DAY, value=Decimal("90.50")), "90.5"),
        (Actual(Standing.DECLARED, DAY, day=datetime.date(2025, 6, 25)), "2025-06-25"),
        (Actual(Standing.DECLARED, DAY, share=Fraction(1), note="显著提升"), "显著提升"),
    ],
)
def test_a_reached_value_in_words(actual: Actual | None, words: str) -> None:
    assert actual_text(actual) == words


def test_a_finding_has_what_was_expected_and_found() -> None:
    finding = Finding(
        *("T301", Severity.ERROR, "得分不符", "87.5", "90"), basis="计分办法", mend="改为87.5"
    )
    (row,) = findings_sheet("问题", [finding]).rows
    assert row == ("错误", "T301", "得分不符", "87.5", "90", "", "改为87.5", "计分办法")
