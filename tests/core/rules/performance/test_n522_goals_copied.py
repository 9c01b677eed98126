"""The goals of the whole are not those of one small part."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]
ROW = "产出指标 | 数量指标 | 培训次数 | ≥4次"


def three(table: Table, *goals: str) -> tuple[PerformanceTable, ...]:
    """The whole (100) and two parts (90 and 10) with their goals."""
    shares = (("全市", "100"), ("甲县", "90"), ("乙县", "10"))
    return tuple(
        table(ROW, scope=name, amount=amount, goals=goal)
        for (name, amount), goal in zip(shares, goals, strict=True)
    )


def test_the_goals_of_a_tenth_stand_for_all(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = three(performance_table, "推进试点。", "建设平台。", "推进 试点")
    (finding,) = found("N522", notice(targets=tables))
    assert "乙县" in finding.sentence
    assert finding.found == 10


def test_the_goals_of_the_greater_part_may_be_those_of_the_whole(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = three(performance_table, "建设平台。", "建设平台。", "推进试点。")
    assert not found("N522", notice(targets=tables))


def test_goals_of_its_own_give_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = three(performance_table, "建设平台，推进试点。", "建设平台。", "推进试点。")
    assert not found("N522", notice(targets=tables))
