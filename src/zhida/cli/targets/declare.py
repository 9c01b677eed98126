"""zhida targets declare: a value typed by a person, with the file that proves it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.installation import As, acting, refuse

OnDay = Annotated[
    datetime.datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="截至哪一天的数，默认今天。"),
]


def declare(
    target: Annotated[int, typer.Argument(metavar="编号", help="指标编号，见zhida targets list。")],
    value: Annotated[
        str,
        typer.Argument(metavar="值", help="数值、日期（2025-06-28），定性指标写得分比例（85%）。"),
    ],
    evidence: Annotated[
        Path | None, typer.Option("--evidence", metavar="FILE", help="证明材料，必须有。")
    ] = None,
    as_of: OnDay = None,
    n: Annotated[
        int | None,
        typer.Option("--n", metavar="样本量", help="抽样调查的有效样本量，据以算置信区间。"),
    ] = None,
    base: Annotated[bool, typer.Option("--base", help="这是变动指标的基期数。")] = False,
    note: Annotated[str, typer.Option("--note", metavar="说明", help="口径或缘由。")] = "",
    who: As = None,
) -> None:
    """填报指标的实际值：必须附证明材料，标明为填报；历次填报都保留，最新的有效。"""
    with acting(who) as actor:
        from zhida.platform.performance.actions import Proof, declare_value

        made = declare_value(
            actor,
            target,
            value,
            None if evidence is None else Proof(evidence.name, _content(evidence)),
            (as_of or datetime.datetime.now().astimezone()).date(),
            n=n,
            note=note,
            base=base,
        )
        interval = f"，95%置信区间{made.low}%至{made.high}%" if made.low is not None else ""
        output().print(
            f"指标{target} {made.target.name}：已填报{'基期数' if base else ''}“{value}”"
            f"（截至{made.as_of}{interval}），证明材料{evidence}。",
            soft_wrap=True,
        )


def _content(path: Path) -> bytes:
    from zhida.documents.errors import why_unopened

    try:
        return path.read_bytes()
    except OSError as error:
        refuse(f"无法读取证明材料{path}：{why_unopened(error)}。请核对文件名")
