"""结余留用与超支分担 sharing: what an institution keeps of a surplus, and is given for an overrun.

A surplus is what its points earn beyond what the fund would have paid item by item, an overrun the
other way round; both are cut into bands by their percentage of what the points earn.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zhida.core.allocation.bounds import apportion
from zhida.engines.dip.policy import Policy


def share(
    earned: Sequence[int], used: Sequence[int], codes: Sequence[str], policy: Policy
) -> tuple[int, ...]:
    """分担: by how many fen each institution's part changes; the sum is never above zero.

    `earned` are fen by points, `used` fen that the fund booked item by item, `codes` break ties.
    Overruns are shared out of the surpluses that aren't kept, in proportion where those don't
    suffice.

    >>> import datetime
    >>> from zhida.engines.dip.policy import policy
    >>> changed = {"surplus_bands": "10:100/100:50", "overrun_bands": "20:80"}
    >>> share([1000, 1000], [700, 1100], ["甲", "乙"], policy(datetime.date(2026, 1, 1), changed))
    (-100, 80)
    """
    cut = [
        max(0, one - other) - _within(one, one - other, policy.surplus_bands)
        for one, other in zip(earned, used, strict=True)
    ]
    wanted = [
        _within(one, other - one, policy.overrun_bands)
        for one, other in zip(earned, used, strict=True)
    ]
    reserve, asked = sum(cut), sum(wanted)
    if asked > reserve:
        parts = [Fraction(each * reserve, asked) for each in wanted]
        wanted = [*apportion(parts, codes, reserve)]
    return tuple(more - less for more, less in zip(wanted, cut, strict=True))


def _within(earned: int, beyond: int, bands: Sequence[tuple[int, int]]) -> int:
    """Of the fen beyond, what the bands give, fen by fen rounded down."""
    given, lower = Fraction(0), Fraction(0)
    for upper_percent, percent in bands:
        upper = Fraction(earned * upper_percent, 100)
        given += max(Fraction(0), min(Fraction(beyond), upper) - lower) * percent / 100
        lower = upper
    return int(given)
