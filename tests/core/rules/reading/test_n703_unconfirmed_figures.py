"""What was read from a scan and not proved is listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from zhida.core.findings import Finding
from zhida.core.money import Amount, AmountState
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.provenance import Source

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Table = Callable[..., PerformanceTable]
Says = Callable[..., object]


def test_all_of_them_in_one_warning(
    notice: Make, found: Found, performance_table: Table, stated: Says
) -> None:
    table = performance_table("产出指标 | 数量指标 | 培训次数 | ≥4次")
    doubtful = tuple(replace(each, confirmed=False) for each in table.indicators)
    made = notice(
        targets=(replace(table, indicators=doubtful),),
        total=Amount(
            100, AmountState.NUMBER, "1元", 100, Source("案例.pdf", page=1), confirmed=False
        ),
    )
    (finding,) = found("N703", made)
    assert finding.found == 2
    assert "1元" in finding.sentence
    assert "≥4次" in finding.sentence


def test_proved_figures_give_nothing(notice: Make, found: Found, performance_table: Table) -> None:
    table = performance_table("产出指标 | 数量指标 | 培训次数 | ≥4次")
    assert not found("N703", notice(targets=(table,)))
