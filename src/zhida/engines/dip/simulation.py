"""模拟运行 simulation: a year that was, paid as it stands and under another plan, side by side.

The plan may have another directory, measurement and policy. What item-by-item payment booked (the
old method) stands beside both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.settlement import Pool, Settlement
from zhida.engines.errors import EngineError

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True, slots=True)
class Compared:
    """模拟对比: one institution, or one level of a pool where `institution` is ""; amounts in fen.

    `booked_fen` is what the fund booked item by item, `now_fen` and `plan_fen` what points give.
    """

    pool: Pool
    institution: str
    level: str
    cases: int
    cost_fen: int
    booked_fen: int
    now_fen: int
    plan_fen: int

    @property
    def difference_fen(self) -> int:
        """差额: what the plan gives more than the way that stands."""
        return self.plan_fen - self.now_fen

    @property
    def pay_permille(self) -> int:
        """支付率: what the plan pays of a thousandth of what the cases cost, rounded down."""
        return self.plan_fen * 1000 // self.cost_fen


def levels(engine: Backend, grouped: ir.Table) -> dict[str, str]:
    """机构等级: of each institution, the highest that its lists name; "" for none."""
    found = grouped.group_by("fixmedins_code").agg(level=grouped.hi_setl_lv.max())
    return {
        row["fixmedins_code"]: row["level"] or "" for row in engine.to_pyarrow(found).to_pylist()
    }


def compare(
    now: Sequence[Settlement], plan: Sequence[Settlement], level_of: Mapping[str, str]
) -> tuple[Compared, ...]:
    """对比: settlements of the same year and funds: institutions by code, then levels, by pool.

    Raises EngineError where the two are of other pools, institutions or cases.
    """
    plans = {each.pool: each for each in plan}
    if {each.pool for each in now} != set(plans):
        raise EngineError("两种方案的统筹区或险种不同。请用同一年的病例和基金")
    found: list[Compared] = []
    for one in sorted(now, key=lambda each: each.pool):
        other = {each.institution: each for each in plans[one.pool].payouts}
        rows = []
        for payout in one.payouts:
            then = other.pop(payout.institution, None)
            if then is None or (then.cases, then.cost_fen) != (payout.cases, payout.cost_fen):
                raise EngineError(
                    f"机构{payout.institution}在两种方案里的病例不同。请用同一批清单分组"
                )
            rows.append(
                Compared(one.pool, payout.institution, level_of.get(payout.institution, ""),
                         payout.cases, payout.cost_fen, payout.fund_fen, payout.gross_fen,
                         then.gross_fen)
            )  # fmt: skip
        if other:
            raise EngineError(f"机构{min(other)}只在新方案里有病例。请用同一批清单分组")
        found += rows
        for level in sorted({each.level for each in rows}):
            alike = [each for each in rows if each.level == level]
            sums = {
                name: sum(getattr(each, name) for each in alike)
                for name in ("cases", "cost_fen", "booked_fen", "now_fen", "plan_fen")
            }
            found.append(Compared(one.pool, "", level, **sums))
    return tuple(found)
