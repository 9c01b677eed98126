"""zhida dip step settle: the annual settlement of a flow whose months are over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Grouped, Scores, policy_of, running
from zhida.cli.dip.step.keeping import FlowFile, FlowOut, basis, keep, tell, yuan


def settle(
    flow: FlowFile,
    grouped: Grouped,
    scores: Scores,
    accounts: Annotated[
        Path | None,
        typer.Option(
            "--accounts",
            metavar="机构.csv",
            help="pool,insutype,fixmedins_code,assessment,deducted,paid：考核系数、月度以外的扣款（元）。",
        ),
    ] = None,
    outcomes: Annotated[
        list[Path] | None,
        typer.Option("--outcomes", metavar="评议.csv", help="各期特例单议的评议结果，可写多次。"),
    ] = None,
    out: FlowOut = None,
    policy: Changes = None,
) -> None:
    """年度清算：按分值分配全年基金，减去质量保证金、扣款和已付的，多退少补。"""
    with running("年度清算", grouped, write=[out]) as engine:
        from zhida.engines.dip import stages
        from zhida.engines.dip.flow import read_flow
        from zhida.engines.dip.flow_reviews import reviewed
        from zhida.engines.dip.flow_year import settle_years
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.dip.side_tables import read_accounts

        stands, measured, chosen = read_flow(flow), read_measured(scores), policy_of(policy)
        pool = (stands.pool, stands.insutype)
        scored = stages.scored_year(engine, grouped, stands.year, measured, chosen, pool)
        cases = reviewed(engine, scored, stands, outcomes or [], measured, chosen)
        of_pool = {key: each for key, each in read_accounts(accounts).items() if key[0] == pool}
        rests_on = basis({"grouped": grouped, "scores": scores, "accounts": accounts}, policy)
        (found,) = settle_years(
            engine, cases, {pool: stands}, measured, chosen, of_pool, rests_on
        )  # fmt: skip
        keep(found.flow, out or flow)
    value = found.settlement.value
    output().print(
        f"结算点值{yuan(value.numerator // value.denominator)}元（分以下舍去）"
        f"，留在基金{yuan(found.settlement.left_fen)}元",
        soft_wrap=True,
    )
    tell(found.flow, out or flow)
