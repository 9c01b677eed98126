"""No share of a whole exceeds the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


@pytest.mark.parametrize("row", ["政策知晓率 | ≥850%", "检查覆盖率 | >100%"])
def test_more_than_the_whole(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("产出指标 | 质量指标 | " + row)
    assert len(found("N517", notice(targets=(table,)))) == 1


@pytest.mark.parametrize(
    "row",
    [
        "政策知晓率 | ≥100%",
        "任务完成率 | ≥110%",
        "业务量增长率 | ≥150%",
        "检查覆盖率 | ≤100%",
        "资金放大比例 | ≥300%",
    ],
)
def test_what_may_pass_100_or_does_not(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("产出指标 | 质量指标 | " + row)
    assert not found("N517", notice(targets=(table,)))
