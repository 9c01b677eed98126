"""行列合计 margins: which cells of an allocation table belong to which sum."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.money import Amount, Unit, format_fen
from zhida.core.notice import (
    AllocationTable,
    ColumnRole,
    MeasureKind,
    Notice,
    Row,
    RowKind,
)
from zhida.core.provenance import Source
from zhida.core.rules.figures import Figure, add, figure, merge

_ADDENDS = (ColumnRole.PART, ColumnRole.NOW)


def columns_of(table: AllocationTable, kind: MeasureKind) -> tuple[int, ...]:
    """The indexes of the columns of a kind."""
    return tuple(index for index, column in enumerate(table.columns) if column.kind is kind)


def amount_at(row: Row, column: int) -> Amount | None:
    """The amount in a cell, None where the row has no such cell."""
    measure = row.measure(column)
    return measure.amount if measure else None


def sums_of(table: AllocationTable) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every sum row with the rows that it directly sums, subtotals before their parts.

    A row that contains itself, or a total over nothing, gives no sum.
    """
    for index, row in enumerate(table.rows):
        if row.kind is RowKind.LEAF:
            continue
        below = children(table, index)
        if below:
            yield index, below


def children(table: AllocationTable, index: int) -> tuple[int, ...]:
    """The rows that a sum row directly sums.

    A grand total that no row names as its parent sums the outermost rows.
    """
    named = tuple(i for i, row in enumerate(table.rows) if row.parent == index and i != index)
    if named or table.rows[index].kind is not RowKind.TOTAL:
        return named
    if sum(row.kind is RowKind.TOTAL for row in table.rows) > 1:
        return ()
    return tuple(i for i, row in enumerate(table.rows) if row.parent is None and i != index)


def total_row(table: AllocationTable) -> Row | None:
    """The grand total, None where there is none or more than one."""
    totals = [row for row in table.rows if row.kind is RowKind.TOTAL]
    return totals[0] if len(totals) == 1 else None


def leaves(table: AllocationTable) -> tuple[Row, ...]:
    """The rows of the recipients."""
    return tuple(row for row in table.rows if row.kind is RowKind.LEAF)


def issued_columns(table: AllocationTable) -> tuple[int, ...]:
    """The columns whose sum a row receives by this notice.

    With 应下达 and 已提前下达 beside it only 此次下达 counts; a total column
    stands for its parts; without one the ordinary columns add up.
    """
    money = columns_of(table, MeasureKind.MONEY)
    now = tuple(i for i in money if table.columns[i].role is ColumnRole.NOW)
    if now:
        return now
    totals = [i for i in money if table.columns[i].role is ColumnRole.TOTAL]
    covered = {part for i in totals for part in table.columns[i].parts}
    outer = tuple(i for i in totals if i not in covered)
    rest = tuple(i for i in money if i not in covered and table.columns[i].role is ColumnRole.PART)
    return outer + rest


def row_amount(table: AllocationTable, row: Row) -> Figure | None:
    """What a row receives by this notice, None where it can't be told."""
    return add(amount_at(row, column) for column in issued_columns(table))


def table_amount(table: AllocationTable) -> Figure | None:
    """What the table issues: its grand total, or else the sum of its outermost rows."""
    total = total_row(table)
    if total is not None:
        return row_amount(table, total)
    outermost = [row for row in table.rows if row.parent is None]
    amounts = [row_amount(table, row) for row in outermost]
    if any(amount is None for amount in amounts):
        return None
    return merge(amount for amount in amounts if amount is not None)


def other_amounts(table: AllocationTable, row: Row) -> frozenset[int]:
    """Every amount of money in a row, in fen: what another statement may rightly repeat."""
    amounts = [amount_at(row, column) for column in columns_of(table, MeasureKind.MONEY)]
    return frozenset(one.fen for one in amounts if one is not None and one.fen is not None)


def is_told(table: AllocationTable) -> bool:
    """Whether the rows were gathered from running text, which may leave some recipients out."""
    return table.source.table is None and not table.title


def column_total(table: AllocationTable, column: int) -> Figure | None:
    """The printed total of a column, or else the sum over its outermost rows."""
    total = total_row(table)
    if total is not None:
        return figure(amount_at(total, column))
    return add(amount_at(row, column) for row in table.rows if row.parent is None)


def addend_columns(table: AllocationTable) -> tuple[int, ...]:
    """The money columns that are amounts of their own: neither totals nor of-which."""
    return tuple(
        i for i in columns_of(table, MeasureKind.MONEY) if table.columns[i].role in _ADDENDS
    )


def stated_exactly(notice: Notice) -> frozenset[int]:
    """The amounts in fen that the text itself states.

    A total of a table that the text repeats is no rounded display: it is the
    amount issued.
    """
    stated = [notice.total, *(each.total for each in notice.appropriations)]
    for mention in notice.sums:
        stated.append(mention.total)
        stated.extend(amount for _, amount in mention.parts)
    return frozenset(amount.fen for amount in stated if amount.fen is not None)


def is_exact(notice: Notice, table: AllocationTable, column: int) -> bool:
    """Whether a column is proved to show no rounded amounts.

    It is where its rows add up to its total to the fen, and the text states
    that same total.
    """
    total = total_row(table)
    whole = figure(amount_at(total, column)) if total is not None else None
    rows = add(amount_at(row, column) for row in table.rows if row.kind is RowKind.LEAF)
    return (
        whole is not None
        and rows is not None
        and whole.fen == rows.fen
        and whole.fen in stated_exactly(notice)
    )


def unit_of(table: AllocationTable, column: int | None = None) -> Unit:
    """The unit to write a table's figures in; 万元 where none is printed."""
    own = table.columns[column].unit if column is not None else None
    return own or table.unit or Unit.WAN_YUAN


def name_of(table: AllocationTable) -> str:
    """The table's name for a sentence."""
    return (
        f"《{table.title}》" if table.title else f"附件{table.label}" if table.label else "分配表"
    )


def gap(found: int, expected: int, unit: Unit) -> str:
    """The difference in words.

    >>> gap(100, 300, Unit.YUAN)
    '少2元'
    """
    return f"{'多' if found > expected else '少'}{format_fen(abs(found - expected), unit)}"


def places(*figures: Figure) -> tuple[Source, ...]:
    """The places of the figures, each once, in order."""
    return tuple(dict.fromkeys(source for one in figures for source in one.sources))
