"""比率 rates: whether a bare figure is a rate in % or a fraction of one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zhida.core.performance.evaluation import Entry

_HUNDRED = 100


def in_per_cent(rate: Entry[Decimal], budget: Entry[int], executed: Entry[int]) -> Entry[Decimal]:
    """A rate in %: a workbook's 0.9857 without a sign is 98.57 where A and B say so.

    >>> from zhida.core.performance.evaluation import filled
    >>> in_per_cent(filled(Decimal("0.75"), "0.75"), filled(400), filled(300)).value
    Decimal('75.00')
    >>> in_per_cent(filled(Decimal("0.75"), "0.75%"), filled(40000), filled(300)).value
    Decimal('0.75')
    """
    a, b, value = budget.value, executed.value, rate.value
    if value is None or not a or b is None or not rate.text or not rate.text[-1:].isdigit():
        return rate
    expected = Decimal(b * _HUNDRED) / Decimal(a)
    if abs(value * _HUNDRED - expected) < abs(value - expected):
        step = rate.step * _HUNDRED if rate.step is not None else None
        return replace(rate, value=value * _HUNDRED, step=step)
    return rate
