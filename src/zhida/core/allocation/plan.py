"""方案 plan: a pool divided among recipients, exact to the unit and explained part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.allocation.bounds import apportion_tree
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.composition import ComposedTable, Open, compose
from zhida.core.allocation.margins import (
    AllocationError,
    ColumnTotal,
    LineTotal,
    Margins,
    Told,
    in_units,
)
from zhida.core.allocation.methods import Step, summed

ROUNDING = "取整"
"""取整: the name of the last step, which brings every total to whole units."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """分配结果: what each line is given of each source, all in units.

    `table` is the whole year's money, `advanced` what was issued of it before,
    both with a row for each line, subtotals among them. `steps` are the parts of
    each recipient's total, rounding last: they sum to the row totals of the
    recipients, which are the lines `recipients`.
    """

    table: ComposedTable
    steps: tuple[Step, ...]
    advanced: Cells

    @property
    def recipients(self) -> tuple[int, ...]:
        """The lines that are no subtotals, in order: those that the steps speak of."""
        groups = self.table.margins.groups
        return tuple(i for i in range(len(self.table.margins.lines)) if i not in groups)

    def issued(self) -> Cells:
        """此次下达: the year's money less what was issued in advance; a reduction is negative."""
        return tuple(
            tuple(full - before for full, before in zip(row, advance, strict=True))
            for row, advance in zip(self.table.cells, self.advanced, strict=True)
        )


def carry_out(
    lines: Sequence[str],
    pool: Sequence[ColumnTotal],
    steps: Sequence[Step],
    advanced: Cells | None = None,
    *,
    parents: Sequence[int | None] | None = None,
    open_to: Open | None = None,
    earmarked: Cells | None = None,
    told: Told = in_units,
) -> Allocation:
    """执行方案: round exact entitlements to units and divide them over the sources of the pool.

    `lines` are the recipients and, where `parents` says so, their groups; the
    steps speak of the recipients only and sum to the pool. `advanced` and
    `earmarked` have a row for each line, those of groups being zero. Every
    recipient has each source in the proportion of the pool, but for what is
    earmarked for it or not open to it. Raises `AllocationError` where the steps
    miss the pool, an entitlement is negative, or the totals can't hold.
    """
    above = tuple(parents) if parents is not None else (None,) * len(lines)
    groups = set(above)
    recipients = [i for i in range(len(lines)) if i not in groups]
    exact = summed(steps, len(recipients))
    total = sum(source.total for source in pool)
    if sum(exact) != total:
        raise AllocationError("各地应得金额之和不等于资金总额")
    for line, amount in zip(recipients, exact, strict=True):
        if amount < 0:
            raise AllocationError(f"“{lines[line]}”的应得金额为负数。请检查系数和上下限")
    by_line = [Fraction(0)] * len(lines)
    for line, amount in zip(recipients, exact, strict=True):
        by_line[line] = amount
    rounded = apportion_tree(by_line, lines, above)
    totals = map(LineTotal, lines, rounded, above)
    table = compose(Margins(tuple(totals), tuple(pool)), open_to, earmarked, told)
    moved = (Fraction(rounded[i]) - e for i, e in zip(recipients, exact, strict=True))
    none = tuple((0,) * len(pool) for _ in lines)
    before = none if advanced is None else _with_groups(advanced, above)
    return Allocation(table, (*steps, Step(ROUNDING, tuple(moved))), before)


def _with_groups(cells: Cells, parents: Sequence[int | None]) -> Cells:
    """The rows of recipients, added to those of the groups above them."""
    groups = set(parents)
    rows = [[0] * len(row) if i in groups else list(row) for i, row in enumerate(cells)]
    for i, row in enumerate(cells):
        above = parents[i] if i not in groups else None
        while above is not None:
            rows[above] = [a + b for a, b in zip(rows[above], row, strict=True)]
            above = parents[above]
    return tuple(map(tuple, rows))
