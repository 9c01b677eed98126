"""From 2022 a set of targets ought to speak of cost."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]

PLAIN = "产出指标 | 数量指标 | 培训次数 | ≥4次"
COST = "成本指标 | 经济成本指标 | 人均成本 | ≤400元"


def test_tables_without_cost_are_counted_in_one_hint(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (performance_table(PLAIN), performance_table(PLAIN), performance_table(PLAIN, COST))
    (finding,) = found("N514", notice(targets=tables))
    assert finding.sentence.startswith("3张绩效目标表中有2张")
    assert finding.severity is Severity.HINT


def test_cost_in_every_table_gives_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N514", notice(targets=(performance_table(PLAIN, COST),)))


def test_before_2022_nothing_is_asked(
    notice: Make, performance_table: Table, found: Found, stated: Callable[..., object]
) -> None:
    early = notice(targets=(performance_table(PLAIN),), budget_year=stated(2021))
    assert not found("N514", early)
