"""表的结构 layout: which rows of an allocation table are paid, and which columns say how much."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.notice import AllocationTable, ColumnRole, MeasureKind, Row, RowKind
from zhida.core.regions import Region, get
from zhida.core.rules import margins


def money_columns(table: AllocationTable) -> tuple[int, ...]:
    """The finest columns whose sum a row receives by this notice."""
    issued = margins.issued_columns(table)
    if not issued:
        roles = [each.role for each in table.columns]
        return tuple(i for i, role in enumerate(roles) if role is ColumnRole.ENTITLED)
    return tuple(fine for column in issued for fine in _parts(table, column))


def _parts(table: AllocationTable, column: int) -> tuple[int, ...]:
    """A total's parts, and theirs; the column itself where no recipient has any of its parts."""
    own = table.columns[column]
    if own.role is not ColumnRole.TOTAL or not own.parts:
        return (column,)
    told = any(
        (amount := margins.amount_at(row, part)) is not None and amount.fen is not None
        for row in margins.leaves(table)
        for part in own.parts
    )
    if not told:
        return (column,)
    return tuple(fine for part in own.parts if part != column for fine in _parts(table, part))


def payable_rows(table: AllocationTable, home: Region) -> Iterator[Row]:
    """The rows that are paid: leaves, but a place's own row where its counties stand below it."""
    for index, row in enumerate(table.rows):
        if row.kind is RowKind.TOTAL:
            continue
        if row.kind is RowKind.SUBTOTAL and not _passes_on(table, index, home):
            continue
        if row.kind is RowKind.LEAF and row.parent is not None:
            above = table.rows[row.parent]
            if above.kind is RowKind.SUBTOTAL and _passes_on(table, row.parent, home):
                continue
        yield row


def _passes_on(table: AllocationTable, index: int, home: Region) -> bool:
    """Whether a group is a lower place that passes the money on to the rows below it."""
    group = table.rows[index]
    if group.region is None or group.region.code == home.code:
        return False
    below = [table.rows[i].region for i in margins.children(table, index)]
    return bool(below) and all(
        each is not None and _hangs_on(each, group.region.code) for each in below
    )


def _hangs_on(region: Region, code: str) -> bool:
    above = get(region.parent) if region.parent else None
    return region.code == code or (above is not None and above.code == code)


def advanced_in(table: AllocationTable, row: Row) -> int | None:
    amounts = [
        margins.amount_at(row, i)
        for i, each in enumerate(table.columns)
        if each.role is ColumnRole.ADVANCED
    ]
    known = [each.fen for each in amounts if each is not None and each.fen is not None]
    return sum(known) if known else None


def has_other_money(table: AllocationTable, row: Row) -> bool:
    """Whether another money column of the row prints a number: then a blank cell is none."""
    return any(
        (amount := margins.amount_at(row, i)) is not None and amount.fen is not None
        for i in margins.columns_of(table, MeasureKind.MONEY)
    )


def use_of(table: AllocationTable, row: Row) -> str:
    """What a column of words says the row's money is for (资金用途)."""
    for index, column in enumerate(table.columns):
        if column.kind is MeasureKind.TEXT and column.header.endswith(("用途", "项目", "项目名称")):
            cell = row.measure(index)
            if cell is not None and cell.text:
                return cell.text.strip()
    return ""
