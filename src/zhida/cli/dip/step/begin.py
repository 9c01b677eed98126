"""zhida dip step begin: a pool's year with its budget and its year-start value."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Funds, Out, policy_of, running
from zhida.cli.dip.step.keeping import Revenue, Start, basis, keep, tell, yuan


def begin(
    pool: Annotated[str, typer.Option("--pool", metavar="前四位", help="统筹区，如6501。")],
    insutype: Annotated[str, typer.Option("--insutype", metavar="代码", help="险种，如310。")],
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help="结算年度。")],
    funds: Funds,
    out: Out,
    start: Start = None,
    scores: Annotated[
        Path | None,
        typer.Option(
            "--scores", metavar="测算.json", help="zhida dip score的结果，随--start给出。"
        ),
    ] = None,
    revenue: Revenue = None,
    policy: Changes = None,
) -> None:
    """年初预算：开始一个统筹区、一个险种、一年的结算流程，可以同时定下年初点值。"""
    with running("年初预算", start) as engine:
        from zhida.engines.dip import flow as flows
        from zhida.engines.dip.flow_tables import read_revenue
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.dip.side_tables import read_funds
        from zhida.engines.dip.stages import read_grouped
        from zhida.engines.dip.start_values import start_values
        from zhida.engines.errors import EngineError

        if out.exists():
            raise EngineError(f"“{out}”已经存在。流程只开始一次，请接着办理，或换一个文件名")
        if (start is None) != (scores is None):
            raise EngineError("--start和--scores要一起给出")
        if revenue is not None and start is None:
            raise EngineError("--revenue要和--start一起给出")
        found, value = read_funds(funds), None
        if (pool, insutype) not in found:
            raise EngineError(f"“{funds}”里没有统筹区{pool}险种{insutype}的基金")
        chosen = policy_of(policy)
        if start is not None and scores is not None:
            measured = read_measured(scores)
            table = read_grouped(engine, start, measured.directory)
            told = read_revenue(revenue)
            values = start_values(engine, table, year, measured, chosen, told)
            if (pool, insutype) not in values:
                raise EngineError(f"“{start}”里没有统筹区{pool}险种{insutype}往年的病例")
            value = values[pool, insutype]
        rests_on = basis(
            {"funds": funds, "start": start, "scores": scores, "revenue": revenue}, policy
        )
        flow = flows.begin(
            pool, insutype, year, found[pool, insutype], rests_on, start_value=value
        )  # fmt: skip
        keep(flow, out)
    if value is not None:
        whole = value.numerator // value.denominator
        output().print(f"年初点值{yuan(whole)}元（分以下舍去，办理时不舍）", soft_wrap=True)
    tell(flow, out)
