"""一年的结算 flow year: from scored cases through twelve months to the annual settlement of each pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.core.money import Unit, format_fen
from zhida.engines.dip.flow import MONTHS, Flow, begin
from zhida.engines.dip.flow_steps import Month, prepay, settle_flow
from zhida.engines.dip.flow_tables import Deductions
from zhida.engines.dip.measured import VALUE, Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.settlement import Account, Pool, Settlement, settle
from zhida.engines.errors import EngineError
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
    *,
    start: Mapping[Pool, Fraction] | None = None,
    deductions: Deductions | None = None,
) -> tuple[FlowYear, ...]:
    """一年的结算: each pool's budget, twelve months by the year-start value, and the year's rest.

    `scored` are one year's cases (`case_scores.score_cases`); `start` the pools' values (fen a
    point), the measurement's where there is none. An account's `paid_fen` is what the flow paid; its
    deductions come on top of those of the months. Raises EngineError as the steps do.
    """
    if elsewhere := sorted({pool for pool, _ in deductions or {}} - funds.keys()):
        raise EngineError(
            f"扣款表里的统筹区{elsewhere[0][0]}险种{elsewhere[0][1]}不在基金表里。请核对扣款表"
        )
    months = months_of(engine, scored, deductions or {})
    flows = {}
    for pool, fund in sorted(funds.items()):
        value = (start or {}).get(pool, Fraction(measured.value, VALUE))
        flow = begin(*pool, year, fund, rests_on, value)
        for number in range(1, MONTHS + 1):
            rows = months.get((pool, number), [])
            flow = prepay(flow, number, rows, value, measured.places, policy, rests_on)
        flows[pool] = flow
    return settle_years(engine, scored, flows, measured, policy, accounts, rests_on)


def settle_years(
    engine: Backend,
    scored: ir.Table,
    flows: Mapping[Pool, Flow],
    measured: Measured,
    policy: Policy,
    accounts: Mapping[tuple[Pool, str], Account],
    rests_on: Mapping[str, str],
) -> tuple[FlowYear, ...]:
    """年度清算: of flows whose months are over, by the cases of their pools and no others.

    Raises EngineError where an account says another sum paid than its flow, and as the steps do.
    """
    held = dict(accounts)
    for pool, flow in flows.items():
        for code, each in flow.standing().items():
            given = held.get((pool, code), Account())
            if given.paid_fen not in (0, each.paid_fen):
                raise EngineError(
                    f"机构{code}的流程已付{format_fen(each.paid_fen, Unit.YUAN, places=2)}，"
                    f"机构账写的是{format_fen(given.paid_fen, Unit.YUAN, places=2)}。"
                    "按流程清算时，机构账的已付请留空"
                )
            deducted = given.deducted_fen + each.deducted_fen
            held[pool, code] = replace(given, paid_fen=each.paid_fen, deducted_fen=deducted)
    funds = {pool: flow.fund_fen for pool, flow in flows.items()}
    start = {pool: value_of(flow, measured) for pool, flow in flows.items()}
    settled = settle(engine, scored, funds, policy, measured.places, held, start)
    return tuple(FlowYear(settle_flow(flows[each.pool], each, rests_on), each) for each in settled)


def value_of(flow: Flow, measured: Measured) -> Fraction:
    """年初点值: fen a point: the flow's, or else the measurement's."""
    return flow.start_value or Fraction(measured.value, VALUE)


def strangers(engine: Backend, scored: ir.Table, flow: Flow, deducted: Iterable[str]) -> list[str]:
    """不认得的机构: of those to be deducted from, who had neither a case in the year nor a payment."""
    codes = engine.to_pyarrow(scored.select("fixmedins_code").distinct())["fixmedins_code"]
    return sorted(set(deducted) - set(codes.to_pylist()) - flow.standing().keys())


def months_of(
    engine: Backend, scored: ir.Table, deductions: Deductions
) -> dict[tuple[Pool, int], list[Month]]:
    """机构月度: of scored cases, by pool and month; deductions also of who had no case that month."""
    summed = scored.group_by(["pool", "insutype", "month", "fixmedins_code"]).agg(
        points=total(scored.points), patient_fen=total(scored.cost_fen - scored.fund_fen)
    )
    found: dict[tuple[Pool, int], dict[str, Month]] = {}
    ordered = summed.order_by("pool", "insutype", "month", "fixmedins_code")
    for row in engine.to_pyarrow(ordered).to_pylist():
        key = ((row["pool"], row["insutype"]), row["month"])
        code = row["fixmedins_code"]
        found.setdefault(key, {})[code] = Month(code, row["points"], row["patient_fen"])
    for key, taken in deductions.items():
        held = found.setdefault(key, {})
        for code, fen in taken.items():
            held[code] = replace(held.get(code, Month(code, 0, 0)), deducted_fen=fen)
    return {key: list(held.values()) for key, held in found.items()}
