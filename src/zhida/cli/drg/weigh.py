"""zhida drg weigh: what each group weighs, and what one weight pays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Out, policy_of, running
from zhida.cli.drg.rules import Rules


def weigh(
    grouped: Annotated[
        Path, typer.Argument(metavar="分组.parquet", help="zhida drg group的结果。")
    ],
    rules: Rules,
    out: Out,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="文件", help="权重和费率表写到这里（xlsx或json）。"),
    ] = None,
    policy: Changes = None,
) -> None:
    """由往年分组结果测算权重（json，清算用）和费率。"""
    with running("测算", grouped, write=[out, report]) as engine:
        from zhida.core.money import Unit, format_fen
        from zhida.engines.drg import stages
        from zhida.engines.drg.reading import read_rules
        from zhida.engines.drg.weights import weight_text

        found = stages.measure(
            engine, grouped, read_rules(rules), policy_of(policy), out, report
        )  # fmt: skip
    told, measured = output(), found.measured
    mean = format_fen(measured.base_fen, Unit.YUAN, places=2)
    told.print(f"{len(measured.groups)}个组，全部病例均值{mean}，权重为1")
    for rate in found.rates:
        weights = weight_text(rate.points, measured.places)
        paid = format_fen(stages.rate_fen(rate), Unit.YUAN, places=2)
        told.print(
            f"  统筹区{rate.pool[0]} 险种{rate.pool[1]}：{rate.cases}例，权重合计{weights}，费率{paid}",
            soft_wrap=True,
        )
    told.print(f"已写入{out}", soft_wrap=True)
