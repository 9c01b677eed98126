"""填报的值 values: what a person writes of an indicator becomes a value, or is refused with its mend."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zhida.core.ledger import LedgerError
from zhida.core.notice import TargetKind
from zhida.core.performance.indicators import IndicatorKind
from zhida.core.performance.metrics.surveys import wilson
from zhida.core.performance.value_words import about
from zhida.core.rules.performance.names import quoted
from zhida.documents.parsing.performance.values import read_target
from zhida.platform.performance.models import Target


@dataclass(frozen=True, slots=True)
class Written:
    """填报值: a number, a day, or the share of the points of a grade; one of the three."""

    value: Decimal | None = None
    day: datetime.date | None = None
    share: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def written(target: Target, text: str, n: int | None = None) -> Written:
    """填报值: the text that a person wrote of a target.

    A number may bear the target's unit; a date is 2021-06-28 or 6月28日; a grade is the
    share of its points, as a percentage. `n` is the sample of a survey: it gives the
    interval. Raises `LedgerError` for a target without a value to reach, an approximate
    value, another unit, and for what is no value of this kind.
    """
    place = f"指标{quoted(target.name)}的填报值“{text}”"
    if target.kind == IndicatorKind.UNSET:
        raise LedgerError(f"指标{quoted(target.name)}没有指标值，不能填报。请先补填目标")
    if word := about(text):
        raise LedgerError(f"{place}是约数（“{word}”）。请填写实际数")
    if target.kind == IndicatorKind.DATE:
        return Written(day=_day(text, target.set.year, place))
    read = read_target(text, target.set.year)
    if read.value is None or read.kind not in (TargetKind.NUMBER, TargetKind.RATE):
        raise LedgerError(f"{place}不是一个数。请填写数值，如“{target.value or 80:g}{target.unit}”")
    if read.comparator not in (None, "="):
        raise LedgerError(f"{place}是界限，不是实际数。请去掉“{read.comparator}”，填写实际数")
    if target.kind == IndicatorKind.GRADE:
        return Written(share=_share(read.value, read.unit, place))
    if read.unit and target.unit and read.unit != target.unit:
        raise LedgerError(
            f"{place}的单位是“{read.unit}”，该指标按“{target.unit}”计。请按指标的单位填写"
        )
    if target.kind == IndicatorKind.RATE and read.value < 0:
        raise LedgerError(f"{place}是负数。比率不能小于零，请核对")
    if n is None:
        return Written(read.value)
    if n <= 0 or not 0 <= read.value <= 100:
        raise LedgerError(f"{place}和样本量{n}不相符。请填写0至100之间的百分数和大于零的样本量")
    yes = int((read.value * n / 100).to_integral_value(ROUND_HALF_UP))
    low, high = wilson(yes, n)
    return Written(read.value, low=low, high=high)


def _day(text: str, year: int, place: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        read = read_target(text, year)
    if read.kind is not TargetKind.DATE or read.due is None:
        raise LedgerError(f"{place}不是日期。请写成{year}-06-30的形式")
    return read.due


def _share(value: Decimal, unit: str | None, place: str) -> Decimal:
    if unit != "%" or not 0 <= value <= 100:
        raise LedgerError(
            f"{place}不是0%至100%的得分比例。定性指标按三档填写：达成80%至100%，部分达成60%至80%，未达成60%以下"
        )
    return value / 100
