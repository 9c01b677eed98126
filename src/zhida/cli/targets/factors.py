"""zhida targets factors: which factor explains a published split, and which doesn't."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.installation import refuse
from zhida.cli.targets.sheets import AsJson, Out, deliver, read_notices, with_targets


def factors(
    notice: Annotated[Path, typer.Argument(metavar="通知", help="有分配表和各地目标表的通知。")],
    by: Annotated[
        Path | None,
        typer.Option("--by", metavar="FACTORS.csv", help="因素表；省略时用通知自己的分配表。"),
    ] = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """核对公布的目标是按哪个因素拆分的：逐项、逐因素，一个单位对不上也算不符。"""
    from zhida.core.performance.bonds import goals_of
    from zhida.core.performance.published import published, published_by
    from zhida.core.rules.performance.tables import filled_tables
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.performance.factor_file import read_factors
    from zhida.documents.performance.tables import factors_sheet

    (found,) = read_notices([notice])[:1]
    with_targets([found], [notice])
    try:
        if by is None:
            known = published(found)
            if known is None:
                refuse(
                    f"{notice.name}没有给每个单位各一张目标表和分配表的一行，不能核对。"
                    "请用--by给出因素表"
                )
        else:
            parts = tuple(goals_of(table) for table in filled_tables(found))
            known = published_by(parts, read_factors(by))
    except (FaultyInput, ValueError) as error:
        refuse(str(error))
    deliver([factors_sheet(f"{notice.name}目标与因素", known)], out, as_json)
