"""zhida targets list: the goals of a year with the values that count."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from zhida.cli.installation import As, acting
from zhida.cli.targets.sheets import AsJson, Out, deliver


def list_(
    year: Annotated[int, typer.Argument(metavar="年度", help="哪一年的目标。")],
    region: Annotated[
        str, typer.Option("--region", metavar="区划", help="只看这一区划的目标。")
    ] = "",
    agency: Annotated[
        str, typer.Option("--agency", metavar="单位代码", help="只看这个单位的目标。")
    ] = "",
    as_of: Annotated[
        datetime.datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="截至这一天的值；省略时为最新的。"),
    ] = None,
    out: Out = None,
    as_json: AsJson = False,
    who: As = None,
) -> None:
    """目标一览：上级目标下面列下级目标，各有最新的实际值和取值方式（计算、填报、无数据）。"""
    from zhida.documents.performance.tables import targets_sheet

    with acting(who):
        from zhida.platform.performance.queries import target_tree

        rows = target_tree(
            year, region=region, agency=agency, as_of=as_of.date() if as_of else None
        )
        sheet = targets_sheet(
            f"{year}年绩效目标",
            [(row.number, row.agency, row.depth, row.indicator, row.actual) for row in rows],
        )
    deliver([sheet], out, as_json)
