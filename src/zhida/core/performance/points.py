"""得分 points: what one indicator earns, with the arithmetic in words.

Met is full. A number that misses its target earns B/A of the points, one where less is
better A/B. A date is met or not. A grade earns the share that a reviewer gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.policy import ScoringPolicy

_NUMERIC = (IndicatorKind.NUMBER, IndicatorKind.RATE, IndicatorKind.CHANGE)


class Outcome(StrEnum):
    """完成结果: how an indicator came out."""

    MET = "met"
    MISSED = "missed"
    GRADED = "graded"  # 定性, by the share given
    NO_DATA = "no_data"  # nothing reported: no points
    UNGRADED = "ungraded"  # a grade that nobody judged: no points
    NO_TARGET = "no_target"  # nothing to measure against
    NOT_APPLICABLE = "not_applicable"  # out of the count

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]

    @property
    def counts(self) -> bool:
        """Whether the points of the indicator are part of the count."""
        return self not in (Outcome.NOT_APPLICABLE, Outcome.NO_TARGET)


_LABELS = {
    Outcome.MET: "完成",
    Outcome.MISSED: "未完成",
    Outcome.GRADED: "定性评分",
    Outcome.NO_DATA: "无数据",
    Outcome.UNGRADED: "未评分",
    Outcome.NO_TARGET: "无指标值",
    Outcome.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True)
class Attainment:
    """完成情况: an indicator with what was reached, and what is said where it was missed.

    `actual` None: nothing was reported, or nothing that could be counted with: `doubt`
    says why then. `applicable` false: said not to apply (0/0).
    """

    indicator: TypedIndicator
    actual: Actual | None = None
    applicable: bool = True
    reason: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """得分比例: the share of the points, 0…1, how it came out, and the words of it.

    `over` is by how much the target was passed, where that is more than the policy lets
    pass without a reason. `quotient` is the fraction as printed, "" where there is none.
    """

    outcome: Outcome
    share: Fraction
    words: str
    quotient: str = ""
    over: Fraction | None = None


def part_of(attained: Attainment, policy: ScoringPolicy) -> Part:
    """得分比例 of one indicator. Raises nothing: what can't be counted has its own outcome."""
    indicator, actual = attained.indicator, attained.actual
    if not attained.applicable:
        return Part(Outcome.NOT_APPLICABLE, Fraction(0), "不适用，不计分")
    if not is_measurable(indicator):
        return Part(Outcome.NO_TARGET, Fraction(0), "没有指标值，不计分")
    if actual is None or actual.standing is Standing.NO_DATA:
        why = attained.doubt or "没有完成值"
        return Part(Outcome.NO_DATA, Fraction(0), f"{why}，不得分")
    if indicator.kind is IndicatorKind.DATE:
        return _of_date(indicator, actual, policy)
    if indicator.kind is IndicatorKind.GRADE:
        return _of_grade(actual, policy)
    return _of_number(indicator, actual, policy)


def is_measurable(indicator: TypedIndicator) -> bool:
    """可衡量: whether there is a target to measure against."""
    if indicator.kind in _NUMERIC:
        return indicator.value is not None
    if indicator.kind is IndicatorKind.DATE:
        return indicator.due is not None
    return indicator.kind is IndicatorKind.GRADE


def is_met(indicator: TypedIndicator, value: Decimal) -> bool:
    """是否完成: whether a number meets the target by its comparator and direction.

    A bare figure (=) is met by more where more is better, by less where less is.
    """
    target = indicator.value
    if target is None:
        return False
    if indicator.comparator == ">":
        return value > target
    if indicator.comparator == "<":
        return value < target
    if indicator.comparator == "≥":
        return value >= target
    if indicator.comparator == "≤":
        return value <= target
    if indicator.direction is Direction.HIGHER:
        return value >= target
    if indicator.direction is Direction.LOWER:
        return value <= target
    return value == target


def lower_is_better(indicator: TypedIndicator) -> bool:
    """是否反向: by the comparator, else by the direction."""
    if indicator.comparator in ("≤", "<"):
        return True
    return indicator.comparator not in ("≥", ">") and indicator.direction is Direction.LOWER


def _grows(indicator: TypedIndicator) -> bool:
    return indicator.comparator in ("≥", ">") or indicator.direction is Direction.HIGHER


def _of_number(indicator: TypedIndicator, actual: Actual, policy: ScoringPolicy) -> Part:
    value, target = actual.value, indicator.value
    if value is None or target is None:
        return Part(Outcome.NO_DATA, Fraction(0), "没有完成值，不得分")
    if target == value == 0 and not lower_is_better(indicator) and _grows(indicator):
        return Part(Outcome.NOT_APPLICABLE, Fraction(0), "0÷0，不适用，不计分")
    unit = indicator.unit
    told = f"完成值{plain(value)}{unit}"
    wanted = f"指标值{sign_of(indicator)}{plain(target)}{unit}"
    if is_met(indicator, value):
        over = _over(indicator, value, target, policy)
        return Part(Outcome.MET, Fraction(1), f"{told}，{wanted}，完成", over=over)
    low, high = _ratio(indicator, value, target)
    if low <= 0 or high <= 0:
        return Part(Outcome.MISSED, Fraction(0), f"{told}，{wanted}，未完成，按比例为0")
    kind = "，反向指标按指标值÷完成值" if low == target and low != value else ""
    share = min(Fraction(low) / Fraction(high), Fraction(1))
    words = f"{told}，{wanted}，未完成{kind}"
    return Part(Outcome.MISSED, share, words, f"{plain(low)}/{plain(high)}")


def _ratio(indicator: TypedIndicator, value: Decimal, target: Decimal) -> tuple[Decimal, Decimal]:
    """Numerator and denominator of the share: B/A, A/B, or for an exact target the lesser."""
    if lower_is_better(indicator) or (not _grows(indicator) and value > target):
        return target, value
    return value, target


def _over(
    indicator: TypedIndicator, value: Decimal, target: Decimal, policy: ScoringPolicy
) -> Fraction | None:
    """By how much of the target it was passed, where that needs a reason."""
    if target <= 0:
        return None
    beyond = Fraction(value - target) / Fraction(target)
    if lower_is_better(indicator):
        beyond = -beyond
    return beyond if beyond > policy.over else None


def _of_date(indicator: TypedIndicator, actual: Actual, policy: ScoringPolicy) -> Part:
    day, due = actual.day, indicator.due
    if day is None or due is None:
        return Part(Outcome.NO_DATA, Fraction(0), "没有完成日期，不得分")
    told = f"{day}完成，时限{due}"
    if day <= due:
        return Part(Outcome.MET, Fraction(1), f"{told}，按期完成")
    late = (day - due).days
    quotient = f"{plain(policy.late * 100)}%" if policy.late else ""
    return Part(Outcome.MISSED, policy.late, f"{told}，逾期{late}天", quotient)


def _of_grade(actual: Actual, policy: ScoringPolicy) -> Part:
    share = actual.share
    if share is None:
        return Part(Outcome.UNGRADED, Fraction(0), "定性指标没有评分，不得分")
    share = min(max(share, Fraction(0)), Fraction(1))
    band = policy.band(share)
    per_cent = f"{plain(share * 100)}%"
    words = f"定性指标评为“{band.title}”（{_span(band.low)}–{_span(band.high)}）"
    return Part(Outcome.GRADED, share, words, per_cent)


def _span(share: Fraction) -> str:
    return f"{plain(share * 100)}%"


def sign_of(indicator: TypedIndicator) -> str:
    """The comparator as printed before a value, "" for a bare figure."""
    return "" if indicator.comparator == "=" else indicator.comparator


def plain(number: Decimal | Fraction | int) -> str:
    """A number as people write it: no needless zeros, a fraction only where no decimal ends.

    >>> plain(Decimal("90.0")), plain(Fraction(25, 2)), plain(Fraction(1, 3)), plain(1200)
    ('90', '12.5', '1/3', '1200')
    """
    exact = Fraction(number)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{exact.numerator}/{exact.denominator}"
    text = f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def points_text(points: Fraction, places: int = 2) -> str:
    """Points with a fixed number of decimals.

    >>> points_text(Fraction(75, 2))
    '37.50'
    """
    scaled = round(points * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"
