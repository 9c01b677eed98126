"""zhida dip settle: a year's fund divided among institutions by points."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Funds, Grouped, Out, Scores, policy_of, running
from zhida.cli.dip.step.keeping import Deductions, Revenue, Start, basis

_COLUMNS = {
    "pool": "统筹区", "insutype": "险种", "fixmedins_code": "机构", "cases": "病例",
    "points": "分值", "cost": "总费用（元）", "fund": "记账基金（元）", "gross": "应分基金（元）",
    "deposit": "质量保证金（元）", "deducted": "扣款（元）", "paid": "已付（元）", "due": "应付（元）",
}  # fmt: skip


def settle(
    grouped: Grouped,
    scores: Scores,
    funds: Funds,
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help="清算年度。")],
    out: Out,
    accounts: Annotated[
        Path | None,
        typer.Option(
            "--accounts",
            metavar="机构.csv",
            help="pool,insutype,fixmedins_code,assessment,deducted,paid：考核系数、扣款、已付（元）。",
        ),
    ] = None,
    points: Annotated[
        Path | None,
        typer.Option("--points", metavar="文件", help="每个病例的分值写到这里（Parquet）。"),
    ] = None,
    flow: Annotated[
        Path | None,
        typer.Option(
            "--flow",
            metavar="文件夹",
            help="按月预付再清算，把每个统筹区和险种的结算流程写到这里，供zhida dip book入账。",
        ),
    ] = None,
    deductions: Deductions = None,
    start: Start = None,
    revenue: Revenue = None,
    policy: Changes = None,
) -> None:
    """按分值清算一年的基金（csv）；各机构之和等于基金，一分不差。职工和居民分开。"""
    with running("清算", grouped, write=[out, points]) as engine:
        from zhida.core.money import Unit, format_fen
        from zhida.engines.dip import stages
        from zhida.engines.dip.flow_tables import read_deductions, read_revenue
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.dip.side_tables import read_accounts, read_funds
        from zhida.engines.dip.start_values import start_values
        from zhida.engines.errors import EngineError
        from zhida.engines.writing import write_csv_whole

        chosen, measured = policy_of(policy), read_measured(scores)
        if deductions is not None and flow is None:
            raise EngineError("月度扣款只用于按月预付。请同时给出--flow，或在--accounts里写扣款")
        if revenue is not None and start is None:
            raise EngineError("--revenue要和--start一起给出")
        values = None
        if start is not None:
            table = stages.read_grouped(engine, start, measured.directory)
            values = start_values(engine, table, year, measured, chosen, read_revenue(revenue))
        if flow is None:
            pools = stages.settle_year(
                engine, grouped, year, measured, read_funds(funds), chosen,
                accounts=read_accounts(accounts), scored_out=points, start=values,
            )  # fmt: skip
        else:
            rests_on = basis(
                {"grouped": grouped, "scores": scores, "funds": funds, "accounts": accounts,
                 "deductions": deductions, "start": start, "revenue": revenue}, policy,
            )  # fmt: skip
            years = stages.flow_of_year(
                engine, grouped, year, measured, read_funds(funds), chosen, flow, rests_on,
                accounts=read_accounts(accounts), scored_out=points, start=values,
                deductions=read_deductions(deductions),
            )  # fmt: skip
            pools = tuple(each.settlement for each in years)

        def yuan(fen: int) -> str:
            return format_fen(fen, Unit.YUAN, places=2).removesuffix("元")

        scale = 10**measured.places
        rows: list[Sequence[object]] = [tuple(_COLUMNS.values())]
        for pool in pools:
            for each in pool.payouts:
                shown = f"{each.points // scale}.{each.points % scale:0{measured.places}d}"
                rows.append(
                    [*pool.pool, each.institution, each.cases, shown.rstrip("."),
                     *map(yuan, (each.cost_fen, each.fund_fen, each.gross_fen, each.deposit_fen,
                                 each.deducted_fen, each.paid_fen, each.due_fen))]
                )  # fmt: skip
        write_csv_whole(out, rows)
    told = output()
    for pool in pools:
        given = sum(each.gross_fen for each in pool.payouts)
        value = pool.value.numerator // pool.value.denominator
        told.print(
            f"统筹区{pool.pool[0]} 险种{pool.pool[1]}：基金{yuan(pool.fund_fen)}元，"
            f"{len(pool.payouts)}家机构合计{yuan(given)}元，结算点值{yuan(value)}元（分以下舍去）"
            + (f"，留在基金{yuan(pool.left_fen)}元" if pool.left_fen else ""),
            soft_wrap=True,
        )
    told.print(f"已写入{out}", soft_wrap=True)
    if flow is not None:
        told.print(f"结算流程已写入{flow}，用zhida dip book入账", soft_wrap=True)
