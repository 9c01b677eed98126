"""方案 plan: a pool divided among recipients, exact to the unit and explained part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.allocation.bounds import apportion
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.margins import AllocationError, ColumnTotal, LineTotal, Margins
from zhida.core.allocation.methods import Step, summed
from zhida.core.allocation.rounding import RoundedTable, round_table


@dataclass(frozen=True, slots=True)
class Allocation:
    """分配结果: what each recipient is given of each source, all in units.

    `table` is the whole year's money, `advanced` what was issued of it before,
    `steps` the parts of each recipient's total, rounding last: they sum to the
    row totals of `table`.
    """

    table: RoundedTable
    steps: tuple[Step, ...]
    advanced: Cells

    def issued(self) -> Cells:
        """此次下达: the year's money less what was issued in advance; a reduction is negative."""
        return tuple(
            tuple(full - before for full, before in zip(row, advance, strict=True))
            for row, advance in zip(self.table.cells, self.advanced, strict=True)
        )


def carry_out(
    recipients: Sequence[str],
    pool: Sequence[ColumnTotal],
    steps: Sequence[Step],
    advanced: Cells | None = None,
) -> Allocation:
    """执行方案: round exact entitlements to units and divide them over the sources of the pool.

    `steps` sum to the pool. Every recipient has each source in the proportion
    of the pool. Raises `AllocationError` where the steps miss the pool or an
    entitlement is negative.
    """
    exact = summed(steps, len(recipients))
    total = sum(source.total for source in pool)
    if sum(exact) != total:
        raise AllocationError("各地应得金额之和不等于资金总额")
    for name, amount in zip(recipients, exact, strict=True):
        if amount < 0:
            raise AllocationError(f"“{name}”的应得金额为负数。请检查系数和上下限")
    rounded = apportion(exact, recipients)
    table = round_table(
        Margins(
            tuple(LineTotal(name, units) for name, units in zip(recipients, rounded, strict=True)),
            tuple(pool),
        )
    )
    rounding = Step("取整", tuple(Fraction(n) - e for n, e in zip(rounded, exact, strict=True)))
    none = tuple((0,) * len(pool) for _ in recipients)
    return Allocation(table, (*steps, rounding), none if advanced is None else advanced)
