"""Indicators refine goals; without goals they hang in the air."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]

ROW = "产出指标 | 数量指标 | 培训次数 | ≥4次"


def test_indicators_without_a_goal(notice: Make, performance_table: Table, found: Found) -> None:
    (finding,) = found("N519", notice(targets=(performance_table(ROW, goals=""),)))
    assert "1项指标" in finding.sentence


def test_a_goal_gives_nothing(notice: Make, performance_table: Table, found: Found) -> None:
    assert not found("N519", notice(targets=(performance_table(ROW),)))
