"""绩效指标 indicators, typed: what a printed indicator asks for, so that it can be split and scored."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zhida.core.notice import Indicator


class IndicatorKind(StrEnum):
    """指标性质: what its value is."""

    NUMBER = "number"  # 次数, 人次, 金额
    RATE = "rate"  # 覆盖率
    CHANGE = "change"  # 下降≥10%: against a base
    DATE = "date"  # 6月30日前
    GRADE = "grade"  # 显著提升
    UNSET = "unset"  # blank, or a template: nothing to measure against


class Direction(StrEnum):
    """方向: which end is better."""

    HIGHER = "higher"  # 正向
    LOWER = "lower"  # 反向
    EXACT = "exact"  # 等于
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TypedIndicator:
    """绩效指标: an indicator as something measurable.

    `value` is the target's number (a rate of 90 % is 90; a change of 10 % is 10),
    `due` the last day of a DATE, `grade` the words of a GRADE. `unit` keeps persons (人)
    and person-times (人次) apart. `weight` is its points where a table gives them.
    `scope` is whose it is as printed, `region` that place's code or "", `year` the period,
    `base` the period or figure that a CHANGE is measured against, "" where none is told.
    `printed` is the row that it was made of.
    """

    level1: str
    level2: str
    name: str
    kind: IndicatorKind
    comparator: str
    value: Decimal | None
    unit: str
    due: datetime.date | None
    grade: str
    direction: Direction
    weight: Fraction | None
    scope: str
    region: str
    year: int | None
    base: str
    printed: Indicator | None = None


class Standing(StrEnum):
    """取值方式: how an actual value came about."""

    MEASURED = "measured"  # 计算: a metric over records
    DECLARED = "declared"  # 填报: typed by a person, with an evidence file
    NO_DATA = "no_data"  # 无数据


@dataclass(frozen=True, slots=True)
class Actual:
    """实际值: what was reached, on what day, and how that is known.

    `value` is a number in the indicator's unit, `day` that of a DATE, `share` the
    fraction 0…1 of the points that a reviewer gives a GRADE. A survey's rate carries
    its sample size `n` and the ends `low`, `high` of its 95 % interval (Wilson), in %.
    `evidence` are file hashes or record keys: a DECLARED value without any is refused.
    """

    standing: Standing
    as_of: datetime.date
    value: Decimal | None = None
    day: datetime.date | None = None
    share: Fraction | None = None
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    evidence: tuple[str, ...] = ()
    metric: str = ""
    note: str = ""
