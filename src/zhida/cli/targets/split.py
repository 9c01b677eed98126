"""zhida targets split: the goals of a whole divided among its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.installation import refuse
from zhida.cli.targets.gaps import Whole
from zhida.cli.targets.sheets import AsJson, Out, deliver, read_notices, with_targets

if TYPE_CHECKING:
    from zhida.core.notice import Notice, PerformanceTable
    from zhida.core.performance.quantities import Factors


def split(
    table: Annotated[Path, typer.Argument(metavar="通知", help="上级的绩效目标表或通知。")],
    by: Annotated[
        Path,
        typer.Option(
            "--by", metavar="FACTORS.csv", help="因素表（名称、各因素、资金），或有分配表的通知。"
        ),
    ],
    factor: Annotated[
        str | None, typer.Option("--factor", metavar="因素", help="按哪一列拆分数量指标。")
    ] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", metavar="指标", help="只拆分这一项；可写多次。"),
    ] = None,
    last: Annotated[
        Path | None,
        typer.Option("--last", metavar="上次通知", help="上次公布的分解，用来核对因素。"),
    ] = None,
    minimum: Annotated[
        int, typer.Option("--minimum", min=0, help="因素不为零的单位每个至少多少。")
    ] = 0,
    whole: Whole = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """把上级的目标拆分给下级：数量按因素取整相加，资金等于分配额，比率、日期、等级照上级。"""
    from zhida.core.performance.bonds import goals_of
    from zhida.core.performance.published import published
    from zhida.core.performance.splitting import split_goals
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.performance.factor_file import read_factors
    from zhida.documents.performance.tables import split_sheet

    (notice,) = read_notices([table])[:1]
    with_targets([notice], [table])
    goals = goals_of(_of_the_whole(notice, whole, table))
    try:
        given = read_factors(by) if by.suffix.lower() == ".csv" else _from_notice(by)
        chosen = given.named(factor)
        before = None if last is None else published(read_notices([last])[0])
        shares = split_goals(
            goals,
            given,
            chosen,
            only=tuple(indicator or ()),
            last=before,
            minimum=minimum,
        )
    except (FaultyInput, ValueError) as error:
        refuse(str(error))
    deliver([split_sheet(goals.scope, given.parts, shares)], out, as_json)


def _from_notice(path: Path) -> Factors:
    from zhida.core.performance.quantities import factors_of

    tables = read_notices([path])[0].allocation
    if len(tables) != 1:
        refuse(f"{path.name}中有{len(tables)}张分配表，不能确定因素。请用csv给出因素表")
    return factors_of(tables[0])


def _of_the_whole(notice: Notice, named: str | None, path: Path) -> PerformanceTable:
    from zhida.cli.targets.gaps import whole_and_parts
    from zhida.core.rules.performance.tables import filled_tables

    tables = list(filled_tables(notice))
    if not tables:
        refuse(f"{path.name}中的绩效目标表都是未填的表样，没有目标可以拆分")
    if len(tables) == 1 and named is None:
        return tables[0]
    return whole_and_parts(tables, named)[0]
