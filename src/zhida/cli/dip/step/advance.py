"""zhida dip step advance: the advance payment, where the fund can bear it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.dip.running import Changes, policy_of
from zhida.cli.dip.step.keeping import FlowFile, FlowOut, basis, fen_given, keep, refusals, tell


def advance(
    flow: FlowFile,
    last: Annotated[
        Path,
        typer.Option(
            "--last",
            metavar="上年",
            help="上年的结算流程（json），或pool,insutype,fixmedins_code,fund（元）的csv。",
        ),
    ],
    balance: Annotated[str, typer.Option("--balance", metavar="元", help="统筹基金的累计结余。")],
    monthly: Annotated[
        str, typer.Option("--monthly", metavar="元", help="统筹基金平均一个月的支出。")
    ],
    out: FlowOut = None,
    policy: Changes = None,
) -> None:
    """拨付预付金：按各机构上年的基金支付分配；累计结余不够advance_min_months个月的不拨付。"""
    with refusals():
        from zhida.engines.dip import flow_steps
        from zhida.engines.dip.flow import read_flow
        from zhida.engines.dip.flow_tables import read_last_year

        stands = read_flow(flow)
        saved, spent = fen_given(balance, "--balance"), fen_given(monthly, "--monthly")
        rests_on = basis({"last": last}, policy)
        rests_on |= {"balance_fen": str(saved), "monthly_fen": str(spent)}
        after = flow_steps.advance(
            stands, read_last_year(last, stands), saved, spent, policy_of(policy), rests_on
        )
        keep(after, out or flow)
    tell(after, out or flow)
