"""调查 surveys: a rate of a sample, with the interval in which the true rate lies.

The Wilson score interval (E. B. Wilson, 1927) holds also for few answers and for rates
near 100 %, where the usual one passes the ends.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from zhida.core.performance.indicators import Actual, Direction, Standing, TypedIndicator
from zhida.core.performance.metrics.dictionary import MetricError

_Z = Decimal("1.959963984540054")
"""The 97.5 % point of the normal distribution: two sides make 95 %."""
_DIGITS = 50
_STEP = Decimal("0.01")


def wilson(yes: int, n: int) -> tuple[Decimal, Decimal]:
    """置信区间: the 95 % Wilson interval of `yes` of `n`, in %, rounded outwards to 0.01.

    Raises `MetricError` for an empty sample, and for more answers than sampled.

    >>> wilson(90, 100)
    (Decimal('82.56'), Decimal('94.48'))
    >>> wilson(5, 5)[1]
    Decimal('100.00')
    """
    if n <= 0:
        raise MetricError("有效样本为零，没有比率。请核对回收的问卷")
    if not 0 <= yes <= n:
        raise MetricError(f"符合的{yes}份不在0至{n}份之间。请核对问卷统计")
    with localcontext() as context:
        context.prec = _DIGITS
        share, size, square = Decimal(yes) / n, Decimal(n), _Z * _Z
        centre = share + square / (2 * size)
        spread = _Z * (share * (1 - share) / size + square / (4 * size * size)).sqrt()
        scale = 1 + square / size
        low = max(Decimal(0), (centre - spread) / scale * 100)
        high = min(Decimal(100), (centre + spread) / scale * 100)
        low = Decimal(0) if not yes else low
        high = Decimal(100) if yes == n else high
        return low.quantize(_STEP, ROUND_FLOOR), high.quantize(_STEP, ROUND_CEILING)


def survey_rate(
    yes: int, n: int, as_of: datetime.date, evidence: Sequence[str], metric: str = ""
) -> Actual:
    """调查结果: the rate with its sample size and interval; `evidence` are the wave's records.

    >>> made = survey_rate(342, 400, datetime.date(2025, 10, 8), ["2025-秋"])
    >>> made.value, made.n, made.low, made.high
    (Decimal('85.50'), 400, Decimal('81.71'), Decimal('88.62'))
    """
    low, high = wilson(yes, n)
    value = (Decimal(yes) * 100 / n).quantize(_STEP, ROUND_HALF_UP)
    return Actual(
        Standing.MEASURED,
        as_of,
        value,
        n=n,
        low=low,
        high=high,
        evidence=tuple(evidence),
        metric=metric,
    )


def survey_advice(actual: Actual, indicator: TypedIndicator) -> str:
    """抽样提示: what the interval says of a target that the point estimate meets or misses.

    Met or not is decided by the estimate; the interval only tells how sure that is.
    "" where there is nothing to add.
    """
    asked = indicator.value
    if actual.value is None or asked is None or actual.low is None or actual.high is None:
        return ""
    lower = indicator.direction is Direction.LOWER
    met = actual.value <= asked if lower else actual.value >= asked
    doubtful = (
        (actual.high > asked if lower else actual.low < asked)
        if met
        else (actual.low <= asked if lower else actual.high >= asked)
    )
    if not doubtful:
        return ""
    interval = f"样本{actual.n}，95%置信区间{actual.low}%至{actual.high}%"
    if met:
        return f"点估计已达标，但{interval}，包含未达标的可能，宜扩大样本"
    return f"点估计未达标，但{interval}，包含达标的可能，宜扩大样本"
