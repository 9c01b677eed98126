"""附表 on a terminal: allocation, targets and forms as tables."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from zhida.core.money import Unit
from zhida.core.notice import (
    AllocationTable,
    Form,
    Measure,
    MeasureKind,
    PerformanceTable,
    Row,
    RowKind,
)
from zhida.documents.writing.words import amount_words, target_words


def plain_table(*headers: str) -> Table:
    """A table with a head and one rule under it, whose cells wrap between any two hanzi."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="label")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def allocation_view(table: AllocationTable) -> Table:
    """One row per recipient, groups indented, sums in bold."""
    unit = f"（{table.unit.label}）" if table.unit else ""
    view = plain_table("单位", *(column.header for column in table.columns))
    view.columns[0].header = Text(f"单位{unit}")
    for index, column in enumerate(table.columns, 1):
        if column.kind is not MeasureKind.TEXT:
            view.columns[index].justify = "right"
    for row in table.rows:
        cells = (_cell(row.measure(index)) for index in range(len(table.columns)))
        style = None if row.kind is RowKind.LEAF else "bold"
        view.add_row(_recipient(row), *cells, style=style)
    return view


def targets_view(targets: PerformanceTable) -> Table:
    """The indicator tree, with the money lines above it."""
    view = plain_table("一级", "二级", "指标", "指标值")
    for line in targets.amounts:
        view.add_row(Text("资金", style="label"), "", line.label, amount_words(line.amount))
    above = ("", "")
    for each in targets.indicators:
        here = (each.level1, each.level2)
        mark = " *" if each.repaired else ""
        view.add_row(
            here[0] if here[0] != above[0] else "",
            here[1] if here != above else "",
            each.name,
            target_words(each) + mark,
        )
        above = here
    return view


def form_view(form: Form) -> Table:
    """The columns of a form, and what is filled in already."""
    filled = {cell.column: cell.printed for cell in form.cells}
    view = plain_table("列", "已填")
    for column in form.columns:
        view.add_row(column.value, filled.get(column.value, ""))
    for rule in form.rules:
        view.add_row(Text(f"说明：{rule.value}", style="label"), "")
    return view


def _recipient(row: Row) -> str:
    return "  " * len(row.path) + row.recipient


def _cell(measure: Measure | None) -> str:
    if measure is None:
        return ""
    if measure.amount is not None and measure.amount.fen is not None and not measure.printed:
        return amount_words(measure.amount, Unit.WAN_YUAN)
    return measure.printed
