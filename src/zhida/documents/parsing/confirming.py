"""核对识别 confirming: an optically read figure counts when the sums around it hold.

Optical reading only proposes. Two or more items that add up to a printed sum
prove each other, for a wrong digit would break the sum; every other figure
stays unconfirmed, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhida.core.money import Amount
from zhida.core.notice import (
    AllocationTable,
    ColumnRole,
    Measure,
    MeasureKind,
    Notice,
    PerformanceTable,
    RowKind,
)

_Cell = tuple[int, int]
"""Row and column of a table."""


def confirmed(notice: Notice) -> Notice:
    """The notice with every proved figure marked as confirmed; nothing else changes."""
    if not any(_is_proposed(table) for table in notice.allocation) and all(
        each.amount.confirmed for target in notice.targets for each in target.amounts
    ):
        return notice
    tables = tuple(_confirm_table(table, notice.total) for table in notice.allocation)
    proved = {
        measure.amount.fen
        for table in tables
        for row in table.rows
        for measure in row.measures
        if measure.amount is not None and measure.amount.confirmed
    }
    targets = tuple(_confirm_target(target, proved) for target in notice.targets)
    return replace(notice, allocation=tables, targets=targets)


def _is_proposed(table: AllocationTable) -> bool:
    return any(
        measure.amount is not None and not measure.amount.confirmed
        for row in table.rows
        for measure in row.measures
    )


def _confirm_table(table: AllocationTable, total: Amount) -> AllocationTable:
    proved = {cell for sum_cells in _sums(table) for cell in sum_cells}
    grand = _grand_total(table)
    if grand is not None and total.fen is not None and _figure(table, grand) == total.fen:
        proved.add(grand)
    rows = tuple(
        replace(
            row,
            measures=tuple(
                _confirm(measure) if (at, measure.column) in proved else measure
                for measure in row.measures
            ),
        )
        for at, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _sums(table: AllocationTable) -> Iterator[list[_Cell]]:
    """The cells of every sum of two or more items that holds."""
    for at in range(len(table.rows)):
        for number, column in enumerate(table.columns):
            if column.role is ColumnRole.TOTAL:
                yield from _holding(table, (at, number), [(at, part) for part in column.parts])
    for number, column in enumerate(table.columns):
        if column.kind is not MeasureKind.TEXT:
            for at in range(len(table.rows)):
                items = [
                    (child, number) for child, row in enumerate(table.rows) if row.parent == at
                ]
                yield from _holding(table, (at, number), items)


def _holding(table: AllocationTable, total: _Cell, items: list[_Cell]) -> Iterator[list[_Cell]]:
    figures = [_figure(table, item) for item in items]
    known = [figure for figure in figures if figure is not None]
    goal = _figure(table, total)
    if goal is not None and len(known) >= 2 and sum(known) == goal:
        yield [total, *items]


def _figure(table: AllocationTable, cell: _Cell) -> int | None:
    measure = table.rows[cell[0]].measure(cell[1])
    if measure is None:
        return None
    return measure.amount.fen if measure.amount is not None else measure.count


def _grand_total(table: AllocationTable) -> _Cell | None:
    money = [at for at, column in enumerate(table.columns) if column.kind is MeasureKind.MONEY]
    row = next((at for at, row in enumerate(table.rows) if row.kind is RowKind.TOTAL), None)
    if row is None or not money:
        return None
    sums = [at for at in money if table.columns[at].role is ColumnRole.TOTAL]
    return row, (sums or money)[0]


def _confirm(measure: Measure) -> Measure:
    if measure.amount is None:
        return measure
    return replace(measure, amount=replace(measure.amount, confirmed=True))


def _confirm_target(target: PerformanceTable, proved: set[int | None]) -> PerformanceTable:
    """A table's money is proved by the allocation, or by its own total and parts agreeing."""
    figures = [each.amount.fen for each in target.amounts if each.amount.fen]
    agree = len(figures) >= 2 and (figures[0] == sum(figures[1:]) or len(set(figures)) == 1)
    amounts = tuple(
        replace(each, amount=replace(each.amount, confirmed=True))
        if agree or each.amount.fen in proved
        else each
        for each in target.amounts
    )
    return replace(target, amounts=amounts)
