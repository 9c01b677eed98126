"""zhida targets measure: the metrics that are registered answer for their targets."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.installation import As, acting
from zhida.cli.targets.declare import OnDay
from zhida.cli.targets.sheets import AsJson, Out, deliver


def measure(
    year: Annotated[int, typer.Argument(metavar="年度", help="哪一年的目标。")],
    region: Annotated[
        str,
        typer.Option("--region", metavar="区划", help="只计算这一区划的；省略时为所有看得到的。"),
    ] = "",
    as_of: OnDay = None,
    out: Out = None,
    as_json: AsJson = False,
    who: As = None,
) -> None:
    """计算指标的实际值：由账和业务记录取数；没有取数模块或基期的，说明缘由。"""
    from zhida.documents.performance.tables import measured_sheet

    day = (as_of or datetime.datetime.now().astimezone()).date()
    with acting(who) as actor:
        from zhida.platform.performance.actions import measure as ask
        from zhida.platform.performance.queries import target_tree, typed_of

        rows = target_tree(year, region=region)
        answers = ask(actor, [row.number for row in rows], day)
        measured = sum(
            each.actual is not None and each.actual.value is not None for each in answers
        )
        sheet = measured_sheet(
            f"{year}年指标取数（截至{day}）",
            [(each.target.pk, typed_of(each.target), each.actual, each.reason) for each in answers],
        )
    deliver([sheet], out, as_json)
    if not as_json:
        output().print(f"共{len(answers)}项，计算出{measured}项。", soft_wrap=True)
