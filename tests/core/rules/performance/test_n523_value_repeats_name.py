"""A value that says its name again says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]
LEVELS = "效益指标 | 社会效益指标 | "


def test_the_name_in_another_order(notice: Make, performance_table: Table, found: Found) -> None:
    table = performance_table(LEVELS + "采购政策落实和执行情况 | 按时按要求落实和执行采购政策")
    (finding,) = found("N523", notice(targets=(table,)))
    assert finding.found == "按时按要求落实和执行采购政策"


@pytest.mark.parametrize(
    "row", ["采购政策落实和执行情况 | 12月底前全部到位", "服务水平 | 提升", "培训次数 | ≥4次"]
)
def test_a_grade_a_date_or_a_figure_says_more(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N523", notice(targets=(performance_table(LEVELS + row),)))
