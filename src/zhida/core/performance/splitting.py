"""目标拆分 splitting: the goals of a whole divided among its parts.

Counts are divided by a factor so that they add up to the last unit; money is what each part
is allocated; rates, changes, durations, dates and grades go to every part as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zhida.core.allocation.bounds import apportion, water_fill
from zhida.core.allocation.margins import AllocationError
from zhida.core.money import Unit, format_fen
from zhida.core.performance.bonds import Bond, Goals, bond_of, words_of
from zhida.core.performance.factors import Explanation, Verdict
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.published import Published
from zhida.core.performance.quantities import Factor, Factors
from zhida.core.rules.performance.names import bare_name, quoted


@dataclass(frozen=True, slots=True)
class Share:
    """拆分结果: what each part is to reach of one indicator.

    `values` are numbers in the indicator's unit, `texts` the values as they would be
    printed; both are empty where nothing was split, and `reason` says why. `factor` is
    the name of the factor that divided a count, "" where nothing was divided. `support`
    says what last published figures say of that factor.
    """

    indicator: TypedIndicator
    bond: Bond
    factor: str
    values: tuple[Fraction, ...]
    texts: tuple[str, ...]
    reason: str
    support: str


def divide(
    total: Decimal,
    codes: Sequence[str],
    factor: Sequence[Fraction],
    *,
    minimum: int = 0,
) -> tuple[Decimal, ...]:
    """按因素拆分: a count divided in proportion, adding up exactly to it.

    The unit is the last printed digit (4 → whole numbers, 4.5 → tenths). Each part is the
    floor or the ceiling of its exact share, the largest remainders go up, equal ones by
    the tie number of the parts' names (`core.allocation.certificate.tie_number`). A part
    whose quantity is zero gets nothing, every other at least `minimum`. Raises
    `AllocationError` where there is nothing to divide by, or the minimum takes more
    than there is.

    >>> people = [Fraction(n) for n in (2866, 2557, 2887)]
    >>> [str(each) for each in divide(Decimal(10), ["甲区", "乙区", "丙区"], people)]
    ['3', '3', '4']
    """
    if total < 0:
        raise AllocationError(f"{total:f}是负数，不能拆分")
    if not any(factor):
        raise AllocationError("因素各地之和为零，无法按它拆分。请补充数据，或换一个因素")
    if any(each < 0 for each in factor):
        raise AllocationError("因素不能是负数。请核对因素表")
    exponent = total.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, int(exponent)))
    units = int(total / step)
    floor = Fraction(Decimal(minimum) / step)
    floors = [floor if each else Fraction(0) for each in factor]
    if sum(floors) > units:
        raise AllocationError(
            f"{sum(1 for each in factor if each)}个单位每个至少{minimum}，合计超过{total:f}。"
            "请降低最低数，或不给个别单位"
        )
    caps = [None if each else Fraction(0) for each in factor]
    exact = water_fill(list(factor), Fraction(units), floors, caps)
    return tuple(units_of * step for units_of in map(Decimal, apportion(exact, codes, units)))


def split(
    indicator: TypedIndicator,
    codes: Sequence[str],
    factor: Factor | None,
    *,
    amounts: Sequence[int] | None = None,
    minimum: int = 0,
    explanation: Explanation | None = None,
    insist: bool = False,
) -> Share:
    """目标拆分: what each part is to reach of one indicator of the whole.

    `amounts` are the fen that the parts are allocated: money indicators are those, and
    are not divided without them. `explanation` is what last published figures say of the
    factor: where they contradict it, a count is not split, unless a person insists.
    """
    bond = bond_of(indicator)
    support = _support(explanation, factor)
    match bond:
        case Bond.NONE:
            return _unsplit(indicator, "上级没有可以衡量的指标值")
        case Bond.DATE | Bond.GRADE | Bond.BOUNDS:
            words = words_of(indicator)
            value = () if indicator.value is None else (Fraction(indicator.value),) * len(codes)
            return Share(indicator, bond, "", value, (words,) * len(codes), bond.label, "")
        case Bond.EQUALS:
            return _by_money(indicator, amounts)
    if factor is None:
        return _unsplit(indicator, "没有指定因素")
    if explanation is not None and explanation.verdict is Verdict.DIFFERS and not insist:
        return _unsplit(indicator, f"{support}，不按它拆分；确要按它拆分的，用--indicator指明该项")
    try:
        values = divide(indicator.value or Decimal(0), codes, factor.values, minimum=minimum)
    except AllocationError as error:
        return _unsplit(indicator, str(error))
    sign = indicator.comparator if indicator.comparator != "=" else ""
    texts = tuple(f"{sign}{each:f}{indicator.unit}" for each in values)
    return Share(indicator, bond, factor.name, tuple(map(Fraction, values)), texts, "", support)


def _by_money(indicator: TypedIndicator, amounts: Sequence[int] | None) -> Share:
    """Money of the parts: what they are allocated, which must be the whole's."""
    if amounts is None:
        return _unsplit(indicator, "资金类指标等于各地分配额，没有给出分配额")
    unit = next(each for each in Unit if each.label == indicator.unit)
    asked = Fraction(indicator.value or 0) * unit.value
    if sum(amounts) != asked:
        return _unsplit(
            indicator,
            f"分配额合计{format_fen(sum(amounts), unit)}，与{words_of(indicator)}不等",
        )
    values = tuple(Fraction(fen, unit.value) for fen in amounts)
    texts = tuple(format_fen(fen, unit) for fen in amounts)
    return Share(indicator, Bond.EQUALS, "", values, texts, "等于各地分配额", "")


def _support(explanation: Explanation | None, factor: Factor | None) -> str:
    """What last published figures say of a factor."""
    if factor is None:
        return ""
    if explanation is None:
        return "没有上次公布的分解，不能核对"
    name = f"上次公布的数与{quoted(factor.name)}"
    match explanation.verdict:
        case Verdict.FOLLOWS:
            return f"{name}逐一相符"
        case Verdict.DIFFERS:
            return f"{name}不符（{len(explanation.misses)}个单位对不上）"
    return "上次公布的数太小或太少，不能判断"


def _unsplit(indicator: TypedIndicator, reason: str) -> Share:
    return Share(indicator, bond_of(indicator), "", (), (), reason, "")


def split_goals(
    goals: Goals,
    given: Factors,
    factor: Factor | None,
    *,
    only: Sequence[str] = (),
    last: Published | None = None,
    minimum: int = 0,
) -> tuple[Share, ...]:
    """目标拆分: every indicator of a whole, or those named in `only`, divided among the parts.

    `last` is an earlier published split: a count whose figures there contradict the factor
    is left undivided, unless it is named. The factor of `last` is that of the same name;
    without one it can't be tested. Raises ValueError for a name that the whole lacks.
    """
    wanted = {bare_name(each) for each in only}
    chosen = [each for each in goals.indicators if not wanted or bare_name(each.name) in wanted]
    lacking = wanted - {bare_name(each.name) for each in chosen}
    if lacking:
        names = "、".join(each.name for each in goals.indicators)
        raise ValueError(f"{goals.scope}的目标表没有指标{'、'.join(sorted(lacking))}。有：{names}")
    before = None
    if last is not None and factor is not None:
        before = next((each for each in last.factors.factors if each.name == factor.name), None)
    return tuple(
        split(
            each,
            given.parts,
            factor,
            amounts=given.amounts,
            minimum=minimum,
            explanation=last.explain(each, before) if last and before else None,
            insist=bool(wanted),
        )
        for each in chosen
    )
