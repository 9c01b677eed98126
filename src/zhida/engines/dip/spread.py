"""离散程度 spread: how far apart the costs of a group lie, exactly.

A sum of squares of fen leaves 64 bits: each cost is split at 10⁵, the three sums stay small and
are put together as plain whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt
from typing import TYPE_CHECKING, Literal

import ibis.expr.types as ir

from zhida.engines.exact import divide, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

_SPLIT = 10**5
CV = 10_000
"""A coefficient of variation of 1."""


@dataclass(frozen=True, slots=True)
class Spread:
    """离散程度: cases, sum of costs in fen, sum of their squares.

    >>> (Spread(1, 100, 10_000) + Spread(1, 300, 90_000)).cv("population")
    5000
    """

    cases: int
    cost_fen: int
    squares: int

    def __add__(self, other: Spread) -> Spread:
        return Spread(
            self.cases + other.cases,
            self.cost_fen + other.cost_fen,
            self.squares + other.squares,
        )

    @property
    def deviations(self) -> int:
        """离差平方和, times the number of cases."""
        return self.cases * self.squares - self.cost_fen**2

    def cv(self, basis: Literal["population", "sample"]) -> int:
        """变异系数: in 1/10000, cut off below; of a single case 0.

        >>> Spread(2, 400, 100_000).cv("sample")
        7071
        """
        over = self.cases if basis == "population" else self.cases - 1
        if over < 1 or not self.cost_fen:
            return 0
        return isqrt(CV**2 * self.deviations * self.cases // (self.cost_fen**2 * over))


def spreads(engine: Backend, cases: ir.Table, *keys: str) -> Mapping[tuple[object, ...], Spread]:
    """离散程度: of cases (with `cost_fen`, below 10¹⁰) by columns."""
    high = divide(cases.cost_fen, _SPLIT)
    split = cases.select(*keys, cost_fen=cases.cost_fen, high=high,
                         low=cases.cost_fen - high * _SPLIT)  # fmt: skip
    summed = split.group_by(list(keys)).agg(
        cases=split.count(),
        total_fen=total(split.cost_fen),
        high=total(split.high * split.high),
        middle=total(split.high * split.low),
        low=total(split.low * split.low),
    )
    return {
        tuple(row[key] for key in keys): Spread(
            row["cases"],
            row["total_fen"],
            row["high"] * _SPLIT**2 + row["middle"] * 2 * _SPLIT + row["low"],
        )
        for row in engine.to_pyarrow(summed.order_by(list(keys))).to_pylist()
    }


def within(parts: Mapping[object, Spread], basis: Literal["population", "sample"]) -> int:
    """分型后变异系数: what is left of a group's once each part has its own mean, in 1/10000.

    The deviations within the parts together, against the mean of all.

    >>> within({1: Spread(2, 200, 20_000), 2: Spread(2, 600, 180_000)}, "population")
    0
    """
    cases = sum(each.cases for each in parts.values())
    cost_fen = sum(each.cost_fen for each in parts.values())
    over = cases if basis == "population" else cases - 1
    if over < 1 or not cost_fen:
        return 0
    # each part's deviations are over its own number of cases: all brought to one denominator
    whole = 1
    for each in parts.values():
        whole *= each.cases
    inside = sum(each.deviations * (whole // each.cases) for each in parts.values())
    return isqrt(CV**2 * inside * cases**2 // (cost_fen**2 * over * whole))
