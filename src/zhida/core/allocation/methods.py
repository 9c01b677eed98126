"""分配方法 methods: exact entitlements, built up step by step so that each can be explained.

All amounts are `Fraction`s of the plan's unit. A step holds one part of every
recipient's entitlement; the parts of a recipient add up to what it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from zhida.core.allocation.bounds import water_fill
from zhida.core.allocation.margins import AllocationError
from zhida.core.provenance import Source

Amounts = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """依据: the document that a parameter rests on, and where each recipient's figure stands.

    `sources` has one place for each recipient, or none at all; `note` is the
    parameter itself in words ("权重70/100").
    """

    basis: str = ""
    sources: tuple[Source, ...] = ()
    note: str = ""


NONE_GIVEN = Grounds()


@dataclass(frozen=True, slots=True)
class Step:
    """步骤: what one consideration adds to (or takes from) each recipient, in units."""

    name: str
    amounts: Amounts
    grounds: Grounds = NONE_GIVEN


@dataclass(frozen=True, slots=True)
class Factor:
    """因素: a quantity of each recipient, and the weight with which it divides the pool."""

    name: str
    weight: Fraction
    values: Amounts
    grounds: Grounds = NONE_GIVEN


@dataclass(frozen=True, slots=True)
class Coefficient:
    """系数: what a recipient's share is multiplied by, before all are scaled to the pool again."""

    name: str
    values: Amounts
    grounds: Grounds = NONE_GIVEN


def summed(steps: Iterable[Step], count: int) -> Amounts:
    """What the steps so far give to each of `count` recipients."""
    totals = [Fraction(0)] * count
    for step in steps:
        totals = [total + amount for total, amount in zip(totals, step.amounts, strict=True)]
    return tuple(totals)


def by_factors(
    pool: int,
    base: Amounts,
    factors: Sequence[Factor],
    coefficients: Sequence[Coefficient],
    grounds: Grounds = NONE_GIVEN,
) -> tuple[Step, ...]:
    """因素法: the guaranteed base, then the rest of the pool by weighted factors × coefficients.

    A factor f gives (pool − bases) × weight ÷ Σ weights × value ÷ Σ values.
    `grounds` are those of the bases.
    Raises `AllocationError` for bases above the pool, and for weights, values
    or coefficients that sum to nothing.

    >>> half = Factor("人数", Fraction(1), (Fraction(1), Fraction(3)))
    >>> steps = by_factors(8, (Fraction(0), Fraction(0)), [half], [])
    >>> [(step.name, [int(each) for each in step.amounts]) for step in steps]
    [('人数', [2, 6])]
    """
    rest = pool - sum(base)
    if rest < 0:
        raise AllocationError("保障基数之和超过资金总额。请降低基数")
    weights = sum(factor.weight for factor in factors)
    if weights <= 0:
        raise AllocationError("各因素的权重之和为零。请填写权重")
    steps = [Step("基数", base, grounds)] if any(base) else []
    divided: list[Step] = []
    for factor in factors:
        total = sum(factor.values)
        if total <= 0:
            raise AllocationError(f"因素“{factor.name}”各地之和为零，无法按它分配。请补充数据")
        scale = rest * factor.weight / weights / total
        shares = tuple(scale * value for value in factor.values)
        weight = f"权重{factor.weight}/{weights}"
        divided.append(Step(factor.name, shares, replace(factor.grounds, note=weight)))
    steps += divided
    current = summed(divided, len(base))
    for coefficient in coefficients:
        scaled = [a * c for a, c in zip(current, coefficient.values, strict=True)]
        total = sum(scaled)
        if rest and total <= 0:
            raise AllocationError(f"系数“{coefficient.name}”使各地份额都为零。请检查系数")
        after = tuple(rest * each / total if total else each for each in scaled)
        steps.append(Step(coefficient.name, _difference(after, current), coefficient.grounds))
        current = after
    return tuple(steps)


def by_standard(
    name: str,
    standard: Fraction,
    counts: Amounts,
    shares: Amounts,
    grounds: Grounds = NONE_GIVEN,
) -> tuple[Step, ...]:
    """标准法: a standard per head (in units) × number of heads × share borne by this money."""
    amounts = (standard * n * share for n, share in zip(counts, shares, strict=True))
    return (Step(name, tuple(amounts), grounds),)


def to_pool(steps: Sequence[Step], pool: int, count: int) -> tuple[Step, ...]:
    """按总额调整: scale entitlements to the pool, as a step of its own; nothing where they meet it."""
    current = summed(steps, count)
    total = sum(current)
    if total == pool:
        return tuple(steps)
    if not total:
        raise AllocationError("按标准计算的金额全部为零。请检查人数和标准")
    after = tuple(each * pool / total for each in current)
    return (*steps, Step("按总额调整", _difference(after, current)))


def within_bounds(
    steps: Sequence[Step],
    pool: int,
    floors: Amounts,
    caps: Sequence[Fraction | None],
    name: str = "上下限",
    grounds: Grounds = NONE_GIVEN,
) -> tuple[Step, ...]:
    """上下限: the effect of floors and caps as a step; nothing where none bites."""
    current = summed(steps, len(floors))
    after = water_fill(current, Fraction(pool), floors, caps)
    if after == current:
        return tuple(steps)
    return (*steps, Step(name, _difference(after, current), grounds))


def apart(
    name: str, total: int, steps: Sequence[Step], open_to: frozenset[int], grounds: Grounds
) -> Step:
    """单独分配: money that is open to some recipients only, in proportion to what they have.

    Equal parts where none of them has anything yet. `grounds` has a source for
    each recipient.
    """
    count = len(grounds.sources)
    current = summed(steps, count)
    weights = [current[i] if i in open_to else Fraction(0) for i in range(count)]
    if not any(weights):
        weights = [Fraction(i in open_to) for i in range(count)]
    whole = sum(weights)
    return Step(name, tuple(total * weight / whole for weight in weights), grounds)


def _difference(after: Sequence[Fraction], before: Sequence[Fraction]) -> Amounts:
    return tuple(a - b for a, b in zip(after, before, strict=True))
