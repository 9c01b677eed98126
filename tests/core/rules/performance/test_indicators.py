"""Indicators of many funds, line by line: which rules speak, and that no other does.

The lines are in tests/cases/indicators.csv; an empty last column is a sound
indicator. Only hints on cost and the three classes are left out: they look at
whole tables.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from zhida.core.notice import Notice, PerformanceTable
from zhida.core.rules import catalogue

CASES = Path(__file__).parents[3] / "cases" / "indicators.csv"
WITH_OTHERS = ("N513", "N514")
ROWS = list(csv.DictReader(CASES.open(encoding="utf-8")))

Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]
Says = Callable[..., object]


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['level2']} {row['name']} {row['value']}"
)
def test_a_line_gives_what_it_should(
    row: dict[str, str], notice: Make, performance_table: Table, stated: Says
) -> None:
    line = " | ".join((row["level1"], row["level2"], row["name"], row["value"]))
    fill = "产出指标 | 质量指标 | 工作规范 | 规范"
    table = performance_table(line, fill, year=2024)
    made = notice(targets=(table,), budget_year=stated(2024))
    found = [
        finding.code
        for rule in catalogue()
        if rule.code.startswith("N5") and rule.code not in WITH_OTHERS
        for finding in rule.run(made)
    ]
    assert found == row["finds"].split()


def test_there_are_enough_sound_lines_to_mean_something() -> None:
    assert sum(not row["finds"] for row in ROWS) >= 80
