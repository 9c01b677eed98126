"""上下限 bounds: shares kept between a floor and a cap, the rest divided in proportion."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zhida.core.allocation.certificate import tie_number
from zhida.core.allocation.margins import AllocationError


def water_fill(
    weights: Sequence[Fraction],
    total: Fraction,
    floors: Sequence[Fraction],
    caps: Sequence[Fraction | None],
) -> tuple[Fraction, ...]:
    """注水: amounts in proportion to the weights, but none below its floor or above its cap.

    Each amount is λ × weight, held between its bounds, with the one λ for
    which the sum is `total`, exactly. No weight, floor or cap may be negative.
    Raises `AllocationError` where the bounds leave no such amounts.

    >>> one, none = Fraction(1), Fraction(0)
    >>> [str(each) for each in water_fill([one, one, 2 * one], Fraction(10), [none] * 3,
    ...                                   [Fraction(2), None, None])]
    ['2', '8/3', '16/3']
    """
    if any(cap is not None and cap < low for low, cap in zip(floors, caps, strict=True)):
        raise AllocationError("有上限低于下限。请提高上限或降低下限")
    if sum(floors) > total:
        raise AllocationError("下限之和超过资金总额。请降低下限")
    level, filled, slope = Fraction(0), sum(floors, Fraction(0)), Fraction(0)
    for at, change in _events(weights, floors, caps):
        reached = filled + slope * (at - level)
        if reached >= total:
            break
        level, filled, slope = at, reached, slope + change
    if filled < total:
        if not slope:
            raise AllocationError("上限之和或权重不足以分完资金总额。请提高上限，或检查因素数据")
        level += (total - filled) / slope
    return tuple(
        max(low, level * weight if cap is None else min(level * weight, cap))
        for weight, low, cap in zip(weights, floors, caps, strict=True)
    )


def _events(
    weights: Sequence[Fraction], floors: Sequence[Fraction], caps: Sequence[Fraction | None]
) -> list[tuple[Fraction, Fraction]]:
    """The levels at which a share leaves its floor or meets its cap, with the change of slope."""
    events = []
    for weight, low, cap in zip(weights, floors, caps, strict=True):
        if weight:
            events.append((low / weight, weight))
            if cap is not None:
                events.append((cap / weight, -weight))
    return sorted(events)


def apportion(
    exact: Sequence[Fraction], codes: Sequence[str], total: int | None = None
) -> tuple[int, ...]:
    """最大余数: whole units for exact amounts, each within one unit.

    They sum to `total`, or without it to the sum of the amounts, which must then
    be whole. The largest remainders go up; equal ones by tie number, so that
    names decide. Raises `AllocationError` where no such units sum to the total.

    >>> apportion([Fraction(1, 2), Fraction(1, 2)], ["甲县", "乙县"])
    (0, 1)
    """
    whole = [amount.numerator // amount.denominator for amount in exact]
    if total is None:
        summed = sum(exact, Fraction(0))
        if summed.denominator != 1:
            raise AllocationError("精确份额之和不是取整单位的整数倍")
        total = summed.numerator
    missing = total - sum(whole)
    open_places = [i for i, low in enumerate(whole) if exact[i] != low]
    if not 0 <= missing <= len(open_places):
        raise AllocationError(f"各份额取整后不能合计为{total}个单位")
    open_places.sort(key=lambda i: (whole[i] - exact[i], tie_number(codes[i], "")))
    for i in open_places[:missing]:
        whole[i] += 1
    return tuple(whole)


def apportion_tree(
    exact: Sequence[Fraction], codes: Sequence[str], parents: Sequence[int | None]
) -> tuple[int, ...]:
    """逐级最大余数: as `apportion`, but subtotals too lie within one unit of their exact sums.

    `exact` has an amount for each line; that of a group is taken from its
    members. The top is divided first, then each group's units among its members.

    >>> third = Fraction(1, 3)
    >>> apportion_tree([third * 0, third * 2, third * 2, third * 2], ["市", "甲", "乙", "丙"],
    ...                [None, 0, 0, None])
    (1, 1, 0, 1)
    """
    sums = list(exact)
    below: dict[int | None, list[int]] = {}
    for i, parent in enumerate(parents):
        below.setdefault(parent, []).append(i)

    def add_up(line: int) -> Fraction:
        if line in below:
            sums[line] = sum(map(add_up, below[line]), Fraction(0))
        return sums[line]

    for top in below.get(None, []):
        add_up(top)
    units = [0] * len(sums)
    waiting: list[int | None] = [None]
    while waiting:
        group = waiting.pop()
        members = below.get(group, [])
        total = None if group is None else units[group]
        found = apportion([sums[i] for i in members], [codes[i] for i in members], total)
        for i, amount in zip(members, found, strict=True):
            units[i] = amount
        waiting += [i for i in members if i in below]
    return tuple(units)
