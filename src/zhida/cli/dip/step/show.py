"""zhida dip step show: how far a flow has come, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.step.keeping import refusals, yuan


def show(
    flow: Annotated[Path, typer.Argument(metavar="流程.json", help="结算流程。")],
) -> None:
    """查看结算流程：各环节付出、保证金、扣款、退回的合计，基金还余多少，接下来办什么。"""
    with refusals():
        from zhida.engines.dip.flow import TITLES, read_flow

        stands = read_flow(flow)
    told = output()
    of = f"统筹区{stands.pool} 险种{stands.insutype} {stands.year}年"
    told.print(f"{of}：基金{yuan(stands.fund_fen)}元", soft_wrap=True)
    told.print(
        "环节\t期\t机构\t付出（元）\t保证金（元）\t扣款（元）\t退回（元）\t指纹", soft_wrap=True
    )
    for taken in stands.taken:
        sums = [
            yuan(sum(getattr(part, name) for part in taken.parts))
            for name in ("paid_fen", "deposit_fen", "deducted_fen", "returned_fen")
        ]
        cells = [TITLES[taken.step], str(taken.number), str(len(taken.parts)), *sums]
        told.print("\t".join([*cells, taken.digest[:12]]), soft_wrap=True)
    then = "、".join(TITLES[each] for each in stands.next_steps())
    told.print(
        f"基金还余{yuan(stands.in_pool_fen)}元；接下来：{then or '这一年已经结束'}", soft_wrap=True
    )
