"""If every part may stay below the whole's rate, the whole can't hold its own."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]

ROW = "产出指标 | 质量指标 | 检查覆盖率 | "


def test_all_parts_below_the_whole(notice: Make, performance_table: Table, found: Found) -> None:
    tables = (
        performance_table(ROW + "≥95%", scope="全市", amount="100"),
        performance_table(ROW + "≥90%", scope="甲县", amount="60"),
        performance_table(ROW + "≥85%", scope="乙县", amount="40"),
    )
    (finding,) = found("N510", notice(targets=tables))
    assert "最高只要求90%" in finding.sentence


def test_one_part_as_high_as_the_whole_is_enough(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table(ROW + "≥95%", scope="全市", amount="100"),
        performance_table(ROW + "≥95%", scope="甲县", amount="60"),
        performance_table(ROW + "≥85%", scope="乙县", amount="40"),
    )
    assert not found("N510", notice(targets=tables))


def test_a_part_that_says_nothing_leaves_it_open(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table(ROW + "≥95%", scope="全市", amount="100"),
        performance_table(ROW + "≥90%", scope="甲县", amount="60"),
        performance_table("产出指标 | 数量指标 | 检查次数 | ≥1次", scope="乙县", amount="40"),
    )
    assert not found("N510", notice(targets=tables))
