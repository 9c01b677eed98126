"""一年的结算 flow year: from scored cases through twelve months to the annual settlement of each pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.flow import MONTHS, Flow, begin
from zhida.engines.dip.flow_steps import Month, prepay, settle_flow
from zhida.engines.dip.measured import VALUE, Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.settlement import Account, Pool, Settlement, settle
from zhida.engines.exact import total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True, slots=True)
class FlowYear:
    """一年的结算: the flow of a pool up to its settlement, and the settlement."""

    flow: Flow
    settlement: Settlement


def flow_year(
    engine: Backend,
    scored: ir.Table,
    year: int,
    funds: Mapping[Pool, int],
    measured: Measured,
    policy: Policy,
    accounts: Mapping[tuple[Pool, str], Account],
    rests_on: Mapping[str, str],
) -> tuple[FlowYear, ...]:
    """一年的结算: each pool's budget, twelve months by the year-start value, and the year's rest.

    `scored` are one year's cases (`case_scores.score_cases`). An account's `paid_fen` is what the
    flow paid and isn't asked; its deductions are taken at the year's end. Raises EngineError as the
    steps do.
    """
    value = Fraction(measured.value, VALUE)
    months = _months(engine, scored)
    flows: dict[Pool, Flow] = {}
    for pool, fund in sorted(funds.items()):
        flow = begin(*pool, year, fund, rests_on)
        for number in range(1, MONTHS + 1):
            rows = months.get((pool, number), [])
            flow = prepay(flow, number, rows, value, measured.places, policy, rests_on)
        flows[pool] = flow
    for pool, flow in flows.items():
        for code, each in flow.standing().items():
            held = accounts.get((pool, code), Account())
            accounts = {**accounts, (pool, code): replace(held, paid_fen=each.paid_fen)}
    start = dict.fromkeys(funds, value)
    settled = settle(engine, scored, funds, policy, measured.places, accounts, start)
    return tuple(FlowYear(settle_flow(flows[each.pool], each, rests_on), each) for each in settled)


def _months(engine: Backend, scored: ir.Table) -> dict[tuple[Pool, int], list[Month]]:
    summed = scored.group_by(["pool", "insutype", "month", "fixmedins_code"]).agg(
        points=total(scored.points), patient_fen=total(scored.cost_fen - scored.fund_fen)
    )
    found: dict[tuple[Pool, int], list[Month]] = {}
    ordered = summed.order_by("pool", "insutype", "month", "fixmedins_code")
    for row in engine.to_pyarrow(ordered).to_pylist():
        key = ((row["pool"], row["insutype"]), row["month"])
        found.setdefault(key, []).append(
            Month(row["fixmedins_code"], row["points"], row["patient_fen"])
        )
    return found
