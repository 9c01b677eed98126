"""公布的分解 published: what a notice gave each part, and which factors explain it."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.notice import Notice
from zhida.core.performance.bonds import Bond, Goals, bond_of, goals_of
from zhida.core.performance.factors import Explanation, explains
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.matching import matched
from zhida.core.performance.quantities import Factor, Factors, factors_of, in_order
from zhida.core.rules.scopes import pairs


@dataclass(frozen=True, slots=True)
class Published:
    """公布的分解: the goals of every part, with the quantities of its row of the allocation."""

    parts: tuple[Goals, ...]
    factors: Factors

    def explain(self, indicator: TypedIndicator, factor: Factor) -> Explanation | None:
        """因素解释: whether the parts' figures of an indicator follow a factor.

        None where a part has no figure of it, or the figures are no whole numbers. The
        parts' figures may be under other names or in another unit (人数, 人次): each part
        is taken at its word.
        """
        values = self.values(indicator)
        return None if values is None else explains(factor.values, values)

    def values(self, indicator: TypedIndicator) -> tuple[int, ...] | None:
        """公布的数: what each part was given of an indicator, None unless all have whole numbers."""
        values = []
        for part in self.parts:
            own = matched((indicator,), part.indicators).get(0)
            if own is None or own.value is None or bond_of(own) is not Bond.ADDS:
                return None
            if own.value != own.value.to_integral_value():
                return None
            values.append(int(own.value))
        return tuple(values)

    def counts(self) -> tuple[TypedIndicator, ...]:
        """可拆分的指标: the indicators of the first part that add up over parts."""
        first = self.parts[0].indicators
        return tuple(each for each in first if bond_of(each) is Bond.ADDS)


def published(notice: Notice) -> Published | None:
    """公布的分解: the performance tables of a notice, each with its row of the allocation.

    None where the notice doesn't give every recipient a table of its own.
    """
    found = pairs(notice)
    if len(found) < 2:
        return None
    factors = factors_of(found[0].table)
    places = {name: at for at, name in enumerate(factors.parts)}
    order = tuple(places[pair.row.recipient] for pair in found)
    if len(order) < len(factors.parts):
        return None
    return Published(tuple(goals_of(pair.target) for pair in found), factors.picked(order))


def published_by(parts: tuple[Goals, ...], factors: Factors) -> Published:
    """公布的分解: the goals of some parts beside a factor table that names them.

    Raises ValueError naming the parts that the factor table lacks.
    """
    order = in_order(tuple(part.scope for part in parts), factors)
    return Published(parts, factors.picked(order))
