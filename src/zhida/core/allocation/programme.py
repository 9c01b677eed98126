"""整数规划 programme: whole numbers that meet given sums and lie nearest to given shares.

Two-way tables need none of this: there a flow always finds whole numbers. Sums
that run three ways may admit none; then the sums that were said to yield miss
their totals by as little as can be, and each miss is told.

One thread, a fixed seed and a limit in deterministic work, not in seconds: the
same question gets the same answer on a slow machine and on a fast one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from zhida.core.allocation.margins import AllocationError

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

MILLIONTH = 1_000_000
"""Deviations are counted in millionths of a unit: shares have no common denominator."""
_BILLION = 10**9
_MOST = 2**60


@dataclass(frozen=True, slots=True)
class Sum:
    """合计: cells, by their index, that make up a total; `yields` where it may be missed."""

    cells: tuple[int, ...]
    total: int
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Nearest:
    """最近解: a whole number for each cell, and what each sum misses (found − wanted).

    `deviation` is the sum of the distances from the shares in millionths of a
    unit. `proved` is true where no better answer exists: fewest units missed, then
    least deviation, then least sum of tie numbers; else the limit was met.
    `impossible` is true where it is proved that no answer meets all sums,
    `within` where every cell lies less than a unit from its share.
    """

    cells: tuple[int, ...]
    missed: tuple[int, ...]
    deviation: int
    proved: bool
    impossible: bool
    within: bool


def nearest(
    shares: Sequence[Fraction], sums: Sequence[Sum], ties: Sequence[int], effort: float = 30.0
) -> Nearest | None:
    """最近整数: the answer nearest to the shares that meets the sums, None where none was found.

    First within one unit of every share; if no such answer meets all sums, within
    four, then at any distance; if none does either, the sums that yield may be missed. `ties` are
    the tie numbers of the cells; `effort` the limit, about seconds of one core.
    Raises `AllocationError` beyond 64 bits.

    >>> half = Fraction(1, 2)
    >>> nearest([half, half], [Sum((0, 1), 1)], [5, 3]).cells
    (0, 1)
    """
    widest = max((each.total for each in sums), default=0)
    if max(widest, 1) * max(len(shares), 1) * MILLIONTH > _MOST:
        raise AllocationError("金额或格数超出整数规划的范围。请改用更大的单位，或按地区分开分配")
    impossible = False
    for reach, soft in ((1, False), (4, False), (None, False), (None, True)):
        if soft and not any(each.yields for each in sums):
            break
        values, proved = _Model(shares, sums, ties, reach, soft).solve(effort)
        if values is not None:
            return _answer(shares, sums, values, proved, impossible)
        impossible = reach is None and proved
    return None


def fitted(start: Sequence[int], sums: Sequence[Sum], rounds: int = 200) -> list[Fraction]:
    """按比例拟合: shares in proportion to `start`, scaled to each sum in turn until all nearly hold.

    In whole billionths of a unit, so that every machine fits the same. Where no
    shares meet all sums the last round's are given.

    >>> fitted([1, 1], [Sum((0, 1), 3)])
    [Fraction(3, 2), Fraction(3, 2)]
    """
    cells = [each * _BILLION for each in start]
    for _ in range(rounds):
        worst = 0
        for each in sums:
            held = sum(cells[i] for i in each.cells)
            if held:
                wanted = each.total * _BILLION
                worst = max(worst, abs(wanted - held))
                if held != wanted:
                    for i in each.cells:
                        cells[i] = cells[i] * wanted // held
        if worst < MILLIONTH:
            break
    return [Fraction(round(Fraction(cell * MILLIONTH, _BILLION)), MILLIONTH) for cell in cells]


def _answer(
    shares: Sequence[Fraction],
    sums: Sequence[Sum],
    cells: Sequence[int],
    proved: bool,
    impossible: bool,
) -> Nearest:
    missed = tuple(sum(cells[i] for i in each.cells) - each.total for each in sums)
    deviation = sum(
        round(abs(cell - share) * MILLIONTH) for cell, share in zip(cells, shares, strict=True)
    )
    impossible = impossible or (proved and any(missed))
    within = all(abs(cell - share) < 1 for cell, share in zip(cells, shares, strict=True))
    return Nearest(tuple(cells), missed, deviation, proved, impossible, within)


class _Model:
    """One question to the solver: `reach` is how many units a cell may lie from its share."""

    def __init__(
        self,
        shares: Sequence[Fraction],
        sums: Sequence[Sum],
        ties: Sequence[int],
        reach: int | None,
        soft: bool,
    ) -> None:
        # loaded where it is needed: it takes longer than most tables
        from ortools.sat.python import cp_model as kit

        self._kit = kit
        self._model = kit.CpModel()
        self._floors = [share.__floor__() for share in shares]
        most = _most(len(shares), sums)
        deviations = []
        self._ups = []
        for share, floor, top in zip(shares, self._floors, most, strict=True):
            rest = round((share - floor) * MILLIONTH)
            if reach == 1:
                up = self._model.new_int_var(0, int(share != floor and top > floor), "")
                deviations.append((MILLIONTH - 2 * rest) * up)
            else:
                low, high = -floor, max(top - floor, -floor)
                if reach is not None:
                    low, high = max(low, 1 - reach), min(high, reach)
                up = self._model.new_int_var(min(low, high), high, "")
                widest = MILLIONTH * (max(high, -low) + 1)
                distance = self._model.new_int_var(0, widest, "")
                self._model.add(distance >= MILLIONTH * up - rest)
                self._model.add(distance >= rest - MILLIONTH * up)
                deviations.append(distance)
            self._ups.append(up)
        misses = self._hold(sums, soft)
        weights = _tie_weights(ties, reach or max(most, default=1))
        tied = [weight * up for weight, up in zip(weights, self._ups, strict=True)]
        self._aims = [sum(terms) for terms in (misses, deviations, tied) if terms]

    def _hold(self, sums: Sequence[Sum], soft: bool) -> list[cp_model.LinearExpr]:
        """State the sums; what those that yield may miss, where they may."""
        misses: list[cp_model.LinearExpr] = []
        for each in sums:
            total = sum(self._ups[i] for i in each.cells)
            wanted = each.total - sum(self._floors[i] for i in each.cells)
            if soft and each.yields:
                over = self._model.new_int_var(0, _MOST // MILLIONTH, "")
                under = self._model.new_int_var(0, each.total, "")
                self._model.add(total - over + under == wanted)
                misses += [over, under]
            else:
                self._model.add(total == wanted)
        return misses

    def solve(self, effort: float) -> tuple[list[int] | None, bool]:
        """Aim after aim, each held while the next is sought: the cells, and whether that is proved.

        Without cells, what is proved is that there are none.
        """
        values: list[int] | None = None
        for aim in self._aims:
            solver = self._kit.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.random_seed = 0
            solver.parameters.max_deterministic_time = effort / len(self._aims)
            self._model.minimize(aim)
            status = solver.solve(self._model)
            if status not in (self._kit.OPTIMAL, self._kit.FEASIBLE):
                return values, values is None and status == self._kit.INFEASIBLE
            ups = [solver.value(up) for up in self._ups]
            values = [low + up for low, up in zip(self._floors, ups, strict=True)]
            if status != self._kit.OPTIMAL:
                return values, False
            self._model.add(aim == solver.value(aim))
            self._model.clear_hints()  # type: ignore[no-untyped-call]
            for variable, up in zip(self._ups, ups, strict=True):
                self._model.add_hint(variable, up)
        return values, True


def _most(count: int, sums: Sequence[Sum]) -> list[int]:
    """The largest number that each cell can have under the sums that hold."""
    widest = max((each.total for each in sums), default=0)
    most = [widest] * count
    for each in sums:
        if not each.yields:
            for i in each.cells:
                most[i] = min(most[i], each.total)
    return most


def _tie_weights(ties: Sequence[int], most: int) -> list[int]:
    """The tie numbers, shortened to the leading bits that leave their sum within 62."""
    too_long = (max(ties, default=0) * most * max(len(ties), 1)).bit_length() - 62
    return [tie >> max(too_long, 0) for tie in ties]
