"""上下级关系 bonds: how the indicator of a whole stands to those of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zhida.core.money import Unit, format_fen
from zhida.core.notice import PerformanceTable
from zhida.core.performance.indicators import Direction, IndicatorKind, TypedIndicator
from zhida.core.performance.measures import is_money, time_units
from zhida.core.performance.typed import typed_table
from zhida.core.provenance import Source
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.wordings import Shape, is_average, wording
from zhida.core.rules.scopes import total_of


class Bond(StrEnum):
    """上下级关系: what must hold between a whole and its parts."""

    ADDS = "adds"  # 相加: 次数, 人次, 追回金额
    EQUALS = "equals"  # 相等: 成本, 投入的资金
    BOUNDS = "bounds"  # 不劣于: 比率, 变动, 响应时间, 人均
    DATE = "date"  # 不晚于
    GRADE = "grade"  # 不低于
    NONE = "none"  # 没有指标值

    @property
    def label(self) -> str:
        """The Chinese words for what must hold."""
        return _LABELS[self]


_LABELS = {
    Bond.ADDS: "下级合计达到上级",
    Bond.EQUALS: "下级合计等于上级",
    Bond.BOUNDS: "下级不劣于上级",
    Bond.DATE: "下级不晚于上级",
    Bond.GRADE: "下级等级不低于上级",
    Bond.NONE: "没有指标值",
}


@dataclass(frozen=True, slots=True)
class Goals:
    """一方的目标: the typed indicators of one place, unit or project, and its money.

    `fen` is the total of its performance table, None where that prints no number.
    """

    scope: str
    fen: int | None
    indicators: tuple[TypedIndicator, ...]
    source: Source | None = None


def goals_of(table: PerformanceTable) -> Goals:
    """一方的目标: the goals of a performance table; a row that stands twice counts once."""
    total = total_of(table)
    seen: dict[tuple[str, str], TypedIndicator] = {}
    for each in typed_table(table):
        printed = each.indicator.printed
        text = printed.target.text if printed else ""
        seen.setdefault((bare_name(each.indicator.name), text), each.indicator)
    scope = table.scope.value if table.scope and table.scope.value else table.title
    return Goals(scope, total.fen if total else None, tuple(seen.values()), table.source)


def bond_of(indicator: TypedIndicator) -> Bond:
    """上下级关系: counts add, money handed out is equal, the rest bounds.

    Durations, averages and percentages can't be added; a count whose name or unit
    says that it counts things can.
    """
    match indicator.kind:
        case IndicatorKind.DATE:
            return Bond.DATE
        case IndicatorKind.GRADE:
            return Bond.GRADE
        case IndicatorKind.UNSET:
            return Bond.NONE
        case IndicatorKind.NUMBER if not is_average(indicator.name):
            words = wording(indicator.name)
            if indicator.unit in time_units() or (words and words.shape is Shape.TIME):
                return Bond.BOUNDS
            if is_money(indicator.unit) and indicator.direction is not Direction.HIGHER:
                return Bond.EQUALS
            return Bond.ADDS
    return Bond.BOUNDS


def amount_of(indicator: TypedIndicator) -> Fraction | None:
    """数值: the value of an indicator for adding and comparing; money in fen."""
    if indicator.value is None:
        return None
    scale = next((unit.value for unit in Unit if unit.label == indicator.unit), 1)
    return Fraction(indicator.value) * scale


def same_unit(one: TypedIndicator, other: TypedIndicator) -> bool:
    """同一单位: whether two figures may be added; an unknown unit goes with any."""
    both_money = is_money(one.unit) and is_money(other.unit)
    return both_money or one.unit == other.unit or not one.unit or not other.unit


def told(amount: Fraction, unit: str) -> str:
    """A figure of `amount_of` in its unit, as people write it; small money in 元.

    >>> told(Fraction(4), "次"), told(Fraction(9, 2), "人"), told(Fraction(31 * 10**7), "万元")
    ('4次', '4.5人', '310万元')
    >>> told(Fraction(999_999), "万元")
    '9999.99元'
    """
    money = next((each for each in Unit if each.label == unit), None)
    if money is not None and amount.denominator == 1:
        small = money.value > Unit.YUAN.value and amount.numerator % Unit.YUAN.value
        return format_fen(amount.numerator, Unit.YUAN if small else money)
    value = Decimal(amount.numerator) / Decimal(amount.denominator)
    return f"{value:f}{unit}"


def words_of(indicator: TypedIndicator) -> str:
    """指标值: the value as printed, or put together where nothing was printed."""
    if indicator.printed is not None:
        return indicator.printed.target.text or "（空白）"
    if indicator.due is not None:
        return f"{indicator.due.isoformat()}前"
    if indicator.value is not None:
        return f"{indicator.comparator}{indicator.value:f}{indicator.unit}"
    return indicator.grade
