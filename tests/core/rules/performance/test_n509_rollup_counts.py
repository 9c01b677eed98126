"""The counts of the parts must carry that of the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]

ROW = "产出指标 | 数量指标 | 召开培训会 | "


def test_parts_that_together_miss_the_whole(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table(ROW + "≥4次", scope="全市", amount="100"),
        performance_table(ROW + "≥2次", scope="甲县", amount="60"),
        performance_table(ROW + "≥1次", scope="乙县", amount="40"),
    )
    (finding,) = found("N509", notice(targets=tables))
    assert "下级合计3次" in finding.sentence
    assert "相差1次" in finding.sentence


def test_parts_that_reach_or_pass_the_whole_give_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table(ROW + "≥4次", scope="全市", amount="100"),
        performance_table(ROW + "≥3次", scope="甲县", amount="60"),
        performance_table(ROW + "≥2次", scope="乙县", amount="40"),
    )
    assert not found("N509", notice(targets=tables))


def test_an_upper_limit_may_not_be_passed(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table(ROW + "≤4次", scope="全市", amount="100"),
        performance_table(ROW + "≤3次", scope="甲县", amount="60"),
        performance_table(ROW + "≤2次", scope="乙县", amount="40"),
    )
    assert len(found("N509", notice(targets=tables))) == 1


def test_siblings_without_a_table_of_the_whole_give_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = tuple(performance_table(ROW + "≥1次", scope=name, amount="50") for name in "甲乙丙")
    assert not found("N509", notice(targets=tables))


def test_a_single_part_that_names_the_indicator_proves_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table(ROW + "≥4次", scope="全市", amount="100"),
        performance_table(ROW + "≥1次", scope="甲县", amount="60"),
        performance_table("产出指标 | 数量指标 | 检查次数 | ≥1次", scope="乙县", amount="40"),
    )
    assert not found("N509", notice(targets=tables))


def test_a_part_that_leaves_it_out_makes_it_a_hint(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table(ROW + "≥4次", scope="全市", amount="100"),
        performance_table(ROW + "≥1次", scope="甲县", amount="60"),
        performance_table(ROW + "≥1次", scope="乙县", amount="30"),
        performance_table("产出指标 | 数量指标 | 检查次数 | ≥1次", scope="丙县", amount="10"),
    )
    (finding,) = found("N509", notice(targets=tables))
    assert finding.severity is Severity.HINT


@pytest.mark.parametrize(
    "value",
    ["人均补助标准 | ≥89元", "系统响应时间 | ≤30分钟", "检查覆盖率 | ≥90%", "平均住院天数 | ≥9天"],
)
def test_standards_times_and_rates_do_not_add(
    value: str, notice: Make, performance_table: Table, found: Found
) -> None:
    row = "产出指标 | 质量指标 | " + value
    tables = [
        performance_table(row, scope=name, amount=amount)
        for name, amount in (("全市", "100"), ("甲县", "60"), ("乙县", "40"))
    ]
    assert not found("N509", notice(targets=tuple(tables)))
