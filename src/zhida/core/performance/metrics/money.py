"""资金类取数 money: what the ledger itself can say: execution rate, money paid, cost."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from zhida.core.execution.progress import Progress
from zhida.core.money import Unit
from zhida.core.performance.indicators import Actual, Standing

_STEP = Decimal("0.0001")


def execution_rate(progress: Progress, as_of: datetime.date, evidence: Sequence[str]) -> Actual:
    """预算执行率: paid ÷ available, in %; NO_DATA where nothing is available (0/0).

    `evidence` are the vouchers or lines behind the figures.

    >>> execution_rate(Progress(unallocated=40, paid=60), datetime.date(2025, 9, 30), ["2025-17"]).value
    Decimal('60.0000')
    """
    rate = progress.rate
    if rate is None:
        return Actual(
            Standing.NO_DATA,
            as_of,
            metric="execution_rate",
            note="没有可用资金，执行率不适用（0÷0不是100%）",
        )
    value = (Decimal(rate.numerator) * 100 / rate.denominator).quantize(_STEP, ROUND_HALF_UP)
    return Actual(
        Standing.MEASURED, as_of, value, evidence=tuple(evidence), metric="execution_rate"
    )


def funds_paid(progress: Progress, as_of: datetime.date, evidence: Sequence[str]) -> Actual:
    """已支付资金: what the treasury paid less what came back, in 万元."""
    return _paid(progress, as_of, evidence, "funds_paid")


def subsidy_cost(progress: Progress, as_of: datetime.date, evidence: Sequence[str]) -> Actual:
    """补助成本: the money that the work took, in 万元: what was paid."""
    return _paid(progress, as_of, evidence, "subsidy_cost")


def _paid(progress: Progress, as_of: datetime.date, evidence: Sequence[str], metric: str) -> Actual:
    value = Decimal(progress.paid) / Unit.WAN_YUAN.value
    return Actual(Standing.MEASURED, as_of, value, evidence=tuple(evidence), metric=metric)


FromProgress = Callable[[Progress, datetime.date, Sequence[str]], Actual]
LEDGER_METRICS: dict[str, FromProgress] = {
    "execution_rate": execution_rate,
    "funds_paid": funds_paid,
    "subsidy_cost": subsidy_cost,
}
"""The metrics that a ledger computes, whatever other modules there are."""
