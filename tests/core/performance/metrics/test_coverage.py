"""取数情况: how many indicators of a notice are computed, declared, without data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.core.performance.reading import read

from zhida import read as read_notice
from zhida.core.performance.metrics import Supply, coverage
from zhida.core.performance.typed import typed_indicators


@pytest.mark.parametrize(
    ("start", "computed", "declared", "no_data"),
    [("000", 2, 55, 1), ("001", 0, 3, 8), ("002", 0, 42, 2), ("003", 0, 79, 1), ("004", 0, 15, 0)],
)
def test_the_report_of_each_notice(
    real_notices: Sequence[Path], start: str, computed: int, declared: int, no_data: int
) -> None:
    path = next(path for path in real_notices if path.name.startswith(start))
    found = coverage(each.indicator for each in typed_indicators(read_notice(path)))
    assert [found.count(each) for each in Supply] == [computed, declared, no_data]


def test_what_a_module_supplies_is_computed_as_soon_as_it_is_registered() -> None:
    runs = read("智能审核次数", "≥12次")
    assert coverage([runs]).rows[0].supply is Supply.DECLARED
    assert coverage([runs]).modules() == {"audit": 1}
    assert coverage([runs], {"audit_runs"}).rows[0].supply is Supply.COMPUTED


def test_without_an_entry_or_a_value_there_is_no_data() -> None:
    found = coverage([read("绿化面积", "≥3亩"), read("智能审核次数", "≥**次")])
    assert [row.supply for row in found.rows] == [Supply.NO_DATA] * 2
    assert [row.reason for row in found.rows] == ["指标库中没有该指标", "没有指标值，无从比较"]


def test_a_change_without_a_base_says_so() -> None:
    (row,) = coverage([read("违规率下降", "≥10%")]).rows
    assert row.reason.endswith("须先写明基期")
