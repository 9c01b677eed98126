"""取整说明 on a terminal: what an exact table moved from rounding cell by cell."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Console

from zhida.core.allocation import RoundedTable
from zhida.core.allocation.units import RoundingUnit
from zhida.core.balance import rounded_share
from zhida.core.money import Unit
from zhida.documents.allocation.margins import NamedMargins
from zhida.documents.allocation.plan_file import PlannedAllocation


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


def show_plan(console: Console, planned: PlannedAllocation) -> None:
    """What was divided, and every reduction by name: none is silent."""
    allocation, figure = planned.allocation, planned.unit.figure
    columns = allocation.table.margins.columns
    total = figure(allocation.table.margins.total)
    console.print(
        f"{planned.title}：{total}万元分给{len(planned.names)}个单位，{len(columns)}项资金，"
        f"单位{planned.unit}，各行各列均等于合计。",
        soft_wrap=True,
    )
    if not planned.has_advance:
        return
    issued = allocation.issued()
    console.print(f"此次下达{figure(sum(map(sum, issued)))}万元。", soft_wrap=True)
    for name, row in zip(planned.names, issued, strict=True):
        for column, cell in zip(columns, row, strict=True):
            if cell < 0:
                console.print(
                    f"收回：{name}的{column.code}，{figure(-cell)}万元。",
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
