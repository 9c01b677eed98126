"""Targets belong to money; the money must stand there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]

ROW = "产出指标 | 数量指标 | 培训次数 | ≥4次"


@pytest.mark.parametrize(("amount", "word"), [("", "空白"), ("*", "被遮盖")])
def test_a_filled_table_without_its_money(
    amount: str, word: str, notice: Make, performance_table: Table, found: Found
) -> None:
    (finding,) = found("N518", notice(targets=(performance_table(ROW, amount=amount),)))
    assert word in finding.sentence


def test_money_that_stands_there_gives_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N518", notice(targets=(performance_table(ROW, amount="15"),)))


def test_a_form_may_leave_the_money_open(
    notice: Make, performance_table: Table, found: Found
) -> None:
    form = performance_table(ROW, amount="", template=True)
    assert not found("N518", notice(targets=(form,)))
