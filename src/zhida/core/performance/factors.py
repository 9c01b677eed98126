"""因素 factors: does a published split follow a quantity, or does it not?

Each part's exact share by a factor is k × its quantity. A split follows the factor where one
k makes every published number a rounding of its share. No tolerance: one part that is off by
two means that the split was made otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

_HALF = Fraction(1, 2)
_FEWEST = 3


class Verdict(StrEnum):
    """结论: whether a published split follows a factor."""

    FOLLOWS = "follows"  # 逐一相符
    DIFFERS = "differs"  # 不符
    UNDECIDED = "undecided"  # 数太小或太少，换一个因素也相符

    @property
    def label(self) -> str:
        """The Chinese words."""
        return {"follows": "相符", "differs": "不符", "undecided": "不能判断"}[self.value]


@dataclass(frozen=True, slots=True)
class Explanation:
    """因素解释: whether a split follows a factor, and how far each part is off.

    `shares` are the exact shares of the sum of the values, `misses` the places of the
    parts that are no rounding of theirs. `rate` is the value for each unit of the factor
    (the sum of the values ÷ the sum of the factor), None where the factor is all zero.
    """

    verdict: Verdict
    shares: tuple[Fraction, ...]
    misses: tuple[int, ...]
    rate: Fraction | None


def explains(factor: Sequence[Fraction], values: Sequence[int]) -> Explanation:
    """因素解释: does a published split follow a factor exactly?

    It does where one rate rounds to every value (half up), or where every value is the
    floor or the ceiling of its exact share of the sum. Undecided where there are fewer
    than three parts, or where equal shares would explain the values just as well although
    the factor is not equal: small numbers follow anything. Raises ValueError for lists of
    different length and for negative numbers.

    >>> people = [Fraction(n) for n in (2866, 2557, 2887, 510)]
    >>> explains(people, [3978, 3549, 4007, 708]).verdict.value
    'follows'
    >>> explains(people, [1772, 2158, 4070, 296]).verdict.value
    'differs'
    >>> explains(people, [1, 1, 1, 1]).verdict.value
    'undecided'
    """
    if len(factor) != len(values):
        raise ValueError(f"因素有{len(factor)}个数，指标值有{len(values)}个，个数应当相同")
    if min(factor, default=0) < 0 or min(values, default=0) < 0:
        raise ValueError("因素和指标值都不能是负数")
    whole, total = sum(factor, Fraction(0)), sum(values)
    if not whole or not total:
        return Explanation(Verdict.UNDECIDED, (Fraction(0),) * len(values), (), None)
    rate = Fraction(total) / whole
    shares = tuple(rate * each for each in factor)
    near = tuple(n for n, share in enumerate(shares) if not _is_rounding(values[n], share))
    if near and not _one_rate(factor, values):
        return Explanation(Verdict.DIFFERS, shares, near, rate)
    if len(values) < _FEWEST or _is_uniform(factor, values):
        return Explanation(Verdict.UNDECIDED, shares, (), rate)
    return Explanation(Verdict.FOLLOWS, shares, (), rate)


def _is_rounding(value: int, share: Fraction) -> bool:
    """Whether a value is the floor or the ceiling of a share."""
    return value == share or abs(value - share) < 1


def _one_rate(factor: Sequence[Fraction], values: Sequence[int]) -> bool:
    """Whether one rate × factor, rounded half up, gives every value.

    Value v from quantity f needs a rate within [(v − ½) ÷ f, (v + ½) ÷ f).
    """
    low = Fraction(0)
    high: Fraction | None = None
    for each, value in zip(factor, values, strict=True):
        if not each:
            if value:
                return False
            continue
        low = max(low, (value - _HALF) / each)
        end = (value + _HALF) / each
        high = end if high is None else min(high, end)
    return high is not None and low < high


def _is_uniform(factor: Sequence[Fraction], values: Sequence[int]) -> bool:
    """Whether equal shares would explain the values too, although the factor isn't equal."""
    if len(set(factor)) == 1:
        return False
    mean = Fraction(sum(values), len(values))
    return all(_is_rounding(value, mean) for value in values)
