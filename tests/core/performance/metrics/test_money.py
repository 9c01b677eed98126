"""资金类取数: what the ledger itself answers."""

from __future__ import annotations

import datetime
from decimal import Decimal

from zhida.core.execution.progress import Progress
from zhida.core.performance.indicators import Standing
from zhida.core.performance.metrics.money import (
    LEDGER_METRICS,
    execution_rate,
    funds_paid,
    subsidy_cost,
)

DAY = datetime.date(2025, 9, 30)
LINES = ("line-1",)


def test_the_execution_rate_is_paid_over_available() -> None:
    found = execution_rate(Progress(expected=500, executable=200, paid=100), DAY, LINES)
    assert (found.value, found.standing, found.evidence) == (
        Decimal("33.3333"),
        Standing.MEASURED,
        LINES,
    )


def test_nothing_of_nothing_is_not_applicable_and_not_a_hundred_percent() -> None:
    found = execution_rate(Progress(expected=500), DAY, LINES)
    assert (found.value, found.standing) == (None, Standing.NO_DATA)
    assert "0÷0" in found.note


def test_money_paid_is_told_in_ten_thousand_yuan_to_the_fen() -> None:
    progress = Progress(executable=5, paid=9_798_000_001)
    assert funds_paid(progress, DAY, LINES).value == Decimal("9798.000001")
    assert subsidy_cost(progress, DAY, LINES).value == Decimal("9798.000001")


def test_every_ledger_metric_says_which_it_is() -> None:
    progress = Progress(paid=1)
    for code, compute in LEDGER_METRICS.items():
        assert compute(progress, DAY, LINES).metric == code
