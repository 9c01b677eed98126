"""取整说明 on a terminal: what an exact table moved from rounding cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich.console import Console

from zhida.core.allocation import RoundedTable
from zhida.core.allocation.units import RoundingUnit
from zhida.core.balance import rounded_share
from zhida.core.findings import Finding
from zhida.core.money import Unit
from zhida.documents.allocation.margins import NamedMargins
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.documents.allocation.split_file import sentence, verdict


def show_moves(
    console: Console, named: NamedMargins, table: RoundedTable, unit: RoundingUnit
) -> None:
    """A line for each cell that moved, and one that sums up."""
    lines = []
    for change in table.moved():
        whole, rest = table.margins.share(change.row, change.column)
        exact = (whole + Fraction(rest, table.margins.total)) * unit.fen / Unit.WAN_YUAN.value
        lines.append(
            f"{named.lines[change.row]} × {named.columns[change.column]}："
            f"{unit.figure(change.before)} → {unit.figure(change.after)}"
            f"（精确份额{_decimal(exact)}万元）"
        )
    rows, columns = _sums_off(table)
    lines.append(
        f"{len(named.lines)}行×{len(named.columns)}列，单位{unit}；"
        f"逐格四舍五入有{rows}行、{columns}列不等于合计，移动{len(lines)}格后全部相等。"
    )
    console.out("\n".join(lines))  # at once: there may be tens of thousands


def show_plan(console: Console, planned: PlannedAllocation, findings: Sequence[Finding]) -> None:
    """What was divided, every reduction by name, and what must be looked at before issuing."""
    allocation, figure = planned.allocation, planned.unit.figure
    columns = allocation.table.margins.columns
    total = figure(allocation.table.margins.total)
    console.print(
        f"{planned.title}：{total}万元分给{len(planned.recipients.records)}个单位，{len(columns)}项资金，"
        f"单位{planned.unit}，各行各列均等于合计。",
        soft_wrap=True,
    )
    if planned.has_advance:
        _show_issue(console, planned)
    if planned.cube is not None:
        console.print(f"分用途：{verdict(planned.cube)}。", soft_wrap=True)
        for miss in planned.cube.misses:
            console.print(f"  {sentence(miss, planned.unit)}。", style="warning", soft_wrap=True)
    for each in findings:
        console.print(
            f"{each.severity.label} {each.code} {each.sentence}改法：{each.mend}。",
            style=each.severity.value,
            soft_wrap=True,
        )


def _show_issue(console: Console, planned: PlannedAllocation) -> None:
    """What is issued now, and what is taken back: never silently."""
    allocation, figure = planned.allocation, planned.unit.figure
    issued = allocation.issued()
    now = sum(sum(issued[i]) for i in allocation.recipients)
    console.print(f"此次下达{figure(now)}万元。", soft_wrap=True)
    for i in allocation.recipients:
        for fact, cell in zip(planned.draft.lines, issued[i], strict=True):
            if cell < 0:
                console.print(
                    f"收回：{planned.names[i]}的{fact.name}，{figure(-cell)}万元。",
                    style="warning",
                    soft_wrap=True,
                )


def _decimal(number: Fraction, places: int = 6) -> str:
    """A fraction in digits, rounded for reading only."""
    scale = int("1" + "0" * places)
    whole, rest = divmod(round(number * scale), scale)
    return f"{whole}.{rest:0{places}}"


def _sums_off(table: RoundedTable) -> tuple[int, int]:
    """How many rows and columns miss their totals when each cell is rounded on its own."""
    margins = table.margins
    by_column = [-column.total for column in margins.columns]
    rows = 0
    for i, line in enumerate(margins.lines):
        if i in margins.groups:
            continue
        cells = [rounded_share(line.total, each.total, margins.total) for each in margins.columns]
        rows += sum(cells) != line.total
        by_column = [left + cell for left, cell in zip(by_column, cells, strict=True)]
    return rows, sum(map(bool, by_column))
