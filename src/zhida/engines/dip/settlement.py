"""年度清算 settlement: a pool's fund divided by points, to the last fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.core.allocation.bounds import apportion
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.sharing import share
from zhida.engines.errors import EngineError
from zhida.engines.exact import round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

Pool = tuple[str, str]
"""Pool and kind of insurance (insutype): employees and residents are settled apart."""


@dataclass(frozen=True, slots=True)
class Account:
    """机构账: what an institution's year rests on besides its cases.

    `assessment` is the coefficient of the yearly assessment, 1 for none; `deducted_fen` what audits
    took off; `paid_fen` what it was paid in advance and monthly.
    """

    assessment: Fraction = Fraction(1)
    deducted_fen: int = 0
    paid_fen: int = 0


@dataclass(frozen=True, slots=True)
class Payout:
    """机构清算: one institution in one pool. `points` at the places of the measurement.

    `gross_fen` is its part of the fund, `shared_fen` of it by the bands of surplus and overrun (below
    zero: a surplus that it doesn't keep); `deposit_fen` is kept until the assessment; `due_fen` is
    what is still to be paid, negative where it was paid too much.
    """

    institution: str
    cases: int
    points: int
    cost_fen: int
    fund_fen: int
    gross_fen: int
    shared_fen: int
    deposit_fen: int
    deducted_fen: int
    paid_fen: int

    @property
    def due_fen(self) -> int:
        """应付: the part of the fund, less deposit, deductions and what was paid."""
        return self.gross_fen - self.deposit_fen - self.deducted_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class Settlement:
    """清算: of one pool. The gross payouts and `left_fen` sum to `fund_fen`, exactly.

    `value` is the point value of the settlement in fen a point, exact: where it floats, fund ÷
    Σ (points × fund ratio × assessment). `left_fen` stays in the fund: what a fixed rate doesn't
    give out, and surpluses that nobody keeps.
    """

    pool: Pool
    fund_fen: int
    value: Fraction
    left_fen: int
    payouts: tuple[Payout, ...]


def settle(
    engine: Backend,
    scored: ir.Table,
    funds: Mapping[Pool, int],
    policy: Policy,
    places: int,
    accounts: Mapping[tuple[Pool, str], Account] | None = None,
    start: Mapping[Pool, Fraction] | None = None,
) -> tuple[Settlement, ...]:
    """清算: the funds (fen) of one year's pools among the institutions of its scored cases.

    An institution's part is in proportion to points × (booked fund amount ÷ cost) × assessment;
    fen are given out by the largest remainder, equal ones by the institution's code. `start` are the
    pools' point values of the year's start (fen a point), which `rate_kind` fixed and elastic pay
    by; what there isn't isn't given out. Raises
    EngineError where a pool has cases but no fund, a fund but nothing to divide it by, or an
    account belongs to no institution.
    """
    summed = scored.group_by(["pool", "insutype", "fixmedins_code"]).agg(
        cases=scored.count(),
        points=total(scored.points),
        cost_fen=total(scored.cost_fen),
        fund_fen=total(scored.fund_fen),
    )
    rows = engine.to_pyarrow(summed.order_by("pool", "insutype", "fixmedins_code")).to_pylist()
    pools: dict[Pool, list[dict[str, int | str]]] = {}
    for row in rows:
        pools.setdefault((row["pool"], row["insutype"]), []).append(row)
    accounts = accounts or {}
    _known(pools, funds, accounts)
    return tuple(
        settled(pool, members, funds[pool], policy, places, accounts, (start or {}).get(pool))
        for pool, members in sorted(pools.items())
    )


def _known(
    pools: Mapping[Pool, Sequence[Mapping[str, int | str]]],
    funds: Mapping[Pool, int],
    accounts: Mapping[tuple[Pool, str], Account],
) -> None:
    for pool in pools.keys() ^ funds.keys():
        what = "有病例而没有可分配的基金" if pool in pools else "有基金而没有病例"
        raise EngineError(f"统筹区{pool[0]}险种{pool[1]}{what}。请核对基金表和清算年度")
    for pool, fund in funds.items():
        if fund < 0:
            raise EngineError(f"统筹区{pool[0]}险种{pool[1]}的基金为负")
    present = {(pool, row["fixmedins_code"]) for pool, rows in pools.items() for row in rows}
    for pool, institution in accounts.keys() - present:
        raise EngineError(
            f"机构账里的机构{institution}在统筹区{pool[0]}、险种{pool[1]}没有病例。"
            "请核对机构代码，或删去这一行"
        )


def settled(
    pool: Pool,
    rows: Sequence[Mapping[str, int | str]],
    fund: int,
    policy: Policy,
    places: int,
    accounts: Mapping[tuple[Pool, str], Account],
    start: Fraction | None,
) -> Settlement:
    """一个统筹区的清算: from the sums of its institutions, by code: fixmedins_code, cases, points,
    cost_fen and fund_fen of each; see `settle`."""
    codes = [str(row["fixmedins_code"]) for row in rows]
    held = [accounts.get((pool, code), Account()) for code in codes]
    weights = [
        Fraction(int(row["points"]) * int(row["fund_fen"]), int(row["cost_fen"])) * each.assessment
        for row, each in zip(rows, held, strict=True)
    ]
    whole = sum(weights, Fraction(0))
    if not whole and fund:
        raise EngineError(f"统筹区{pool[0]}险种{pool[1]}的分值合计为零，基金无从分配")
    value = Fraction(fund) * 10**places / whole if whole else Fraction(0)
    value = paid_value(pool, value, start, policy)
    given = int(value * whole / 10**places)
    gross = (
        apportion([given * weight / whole for weight in weights], codes, given)
        if whole
        else (0,) * len(rows)
    )
    shared = share([*gross], [int(row["fund_fen"]) for row in rows], codes, policy)
    payouts = tuple(
        Payout(
            institution=code,
            cases=int(row["cases"]),
            points=int(row["points"]),
            cost_fen=int(row["cost_fen"]),
            fund_fen=int(row["fund_fen"]),
            gross_fen=amount + change,
            shared_fen=change,
            deposit_fen=round_half_up((amount + change) * policy.deposit_percent, 100),
            deducted_fen=each.deducted_fen,
            paid_fen=each.paid_fen,
        )
        for code, row, amount, change, each in zip(codes, rows, gross, shared, held, strict=True)
    )
    return Settlement(pool, fund, value, fund - given - sum(shared), payouts)


def paid_value(pool: Pool, floating: Fraction, start: Fraction | None, policy: Policy) -> Fraction:
    """付费点值: by the policy's rate, from that which the fund gives and that of the year's start.

    A fixed or elastic rate never gives out more than there is.

    >>> import datetime
    >>> from zhida.engines.dip.policy import policy
    >>> elastic = policy(datetime.date(2026, 1, 1), {"rate_kind": "elastic"})
    >>> paid_value(("6501", "310"), Fraction(1000), Fraction(900), elastic)
    Fraction(920, 1)
    """
    if policy.rate_kind == "floating":
        return floating
    if start is None:
        raise EngineError(f"统筹区{pool[0]}险种{pool[1]}没有年初点值，不能按固定或弹性点值清算")
    base = Fraction(policy.elastic_base_percent if policy.rate_kind == "elastic" else 100, 100)
    return min(floating, base * start + (1 - base) * floating)
