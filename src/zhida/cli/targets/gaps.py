"""zhida targets gaps: the goals of a whole against those of its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import refuse
from zhida.cli.targets.sheets import AsJson, Notices, Out, deliver, read_notices, tell, with_targets
from zhida.core.notice import PerformanceTable

Whole = Annotated[
    str | None,
    typer.Option("--whole", metavar="地区", help="哪一张是上级的表，写表上的地区或单位名称。"),
]


def gaps(notices: Notices, whole: Whole = None, out: Out = None, as_json: AsJson = False) -> None:
    """核对上下级绩效目标：数量相加、资金相等、比率不低、日期不晚、等级不降；有差距时退出状态为1。"""
    from zhida.core.findings import Severity
    from zhida.core.performance.bonds import goals_of
    from zhida.core.performance.decomposition import gaps as find_gaps
    from zhida.core.rules.performance.tables import filled_tables
    from zhida.documents.performance.tables import gaps_sheet

    found = read_notices(notices)
    with_targets(found, notices)
    tables = [table for notice in found for table in filled_tables(notice)]
    top, parts = whole_and_parts(tables, whole, _alone_in_file(notices, tables))
    result = find_gaps(goals_of(top), [goals_of(part) for part in parts])
    deliver([gaps_sheet(result)], out, as_json)
    tell(result.findings, quiet=as_json or out is not None)
    worst = [each for each in result.findings if each.severity.rank <= Severity.ERROR.rank]
    open_ = sum(not row.holds for row in result.rollups) + bool(result.money)
    messages().print(f"{len(result.rollups)}项指标，{open_}项有差距。", soft_wrap=True)
    raise typer.Exit(1 if worst else 0)


def whole_and_parts(
    tables: list[PerformanceTable], named: str | None, first: PerformanceTable | None = None
) -> tuple[PerformanceTable, list[PerformanceTable]]:
    """The table of the whole and the others; refused where it can't be told which it is."""
    from zhida.core.rules.performance.tables import family_of

    if len(tables) < 2:
        refuse(f"只有{len(tables)}张已填的绩效目标表，没有上下级可以核对。请一并给出上级和下级的表")
    if named is not None:
        return _named(tables, named)
    found = family_of(tables)
    if found is not None:
        return found[0], list(found[1])
    if first is not None:
        return first, [table for table in tables if table is not first]
    refuse(f"不能确定哪一张是上级的表。请用--whole写明，表上的名称有：{_scopes(tables)}")


def _named(
    tables: list[PerformanceTable], named: str
) -> tuple[PerformanceTable, list[PerformanceTable]]:
    chosen = [table for table in tables if table.scope and table.scope.value == named]
    if len(chosen) != 1:
        why = "没有" if not chosen else f"有{len(chosen)}张"
        refuse(f"{why}名为“{named}”的绩效目标表。表上的名称有：{_scopes(tables)}")
    return chosen[0], [table for table in tables if table is not chosen[0]]


def _alone_in_file(paths: list[Path], tables: list[PerformanceTable]) -> PerformanceTable | None:
    """The only table of the first file that was named, which then is the whole's."""
    if len(paths) < 2:
        return None
    own = [table for table in tables if table.source.file == paths[0].name]
    return own[0] if len(own) == 1 else None


def _scopes(tables: list[PerformanceTable]) -> str:
    return "、".join(table.scope.value if table.scope else f"《{table.title}》" for table in tables)
