"""变动取数 changes: how much a figure rose or fell against its base."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from zhida.core.performance.metrics.dictionary import MetricError

_STEP = Decimal("0.0001")


def change(
    value: Decimal, base: Decimal | None, *, fall: bool = False, points: bool = False
) -> Decimal:
    """变动幅度: the change against the base in %, or in percentage points.

    A fall is positive where the figure fell. Raises `MetricError` without a base, and
    for a base of zero, against which no percentage can be told.

    >>> change(Decimal("4.5"), Decimal("5"), fall=True)
    Decimal('10.0000')
    >>> change(Decimal(92), Decimal(90), points=True)
    Decimal('2.0000')
    """
    if base is None:
        raise MetricError("没有基期数，不能计算变动。请填写基期的数值")
    if not points and not base:
        raise MetricError("基期数为零，不能计算变动的百分比。请改用增减的绝对数")
    moved = base - value if fall else value - base
    if not points:
        moved = moved * 100 / abs(base)
    return moved.quantize(_STEP, ROUND_HALF_UP)
