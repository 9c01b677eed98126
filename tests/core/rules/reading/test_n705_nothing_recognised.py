"""A table that came out empty says so."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import AllocationTable, Notice, PerformanceTable
from zhida.core.provenance import Source

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Table = Callable[..., PerformanceTable]


PLACE = Source("案例.txt", table=1)


def test_empty_tables(notice: Make, found: Found, performance_table: Table) -> None:
    empty = AllocationTable("分配表", "1", None, (), (), PLACE)
    findings = found("N705", notice(allocation=(empty,), targets=(performance_table(),)))
    assert len(findings) == 2


def test_read_tables_give_nothing(notice: Make, found: Found, performance_table: Table) -> None:
    table = performance_table("产出指标 | 数量指标 | 培训次数 | ≥4次")
    assert not found("N705", notice(targets=(table,)))
