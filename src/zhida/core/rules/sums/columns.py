"""列核对 columns: sum rows against the rows below them, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.money import format_fen
from zhida.core.notice import AllocationTable, MeasureKind, Notice, Row, RowKind
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, add, figure, sum_holds


@dataclass(frozen=True, slots=True)
class Miss:
    """不符: a sum row's cell that misses the rows below it; counts stand as fen."""

    table: AllocationTable
    row: Row
    column: int
    whole: Figure
    parts: Figure


def misses(notice: Notice, row_kind: RowKind, kind: MeasureKind) -> Iterator[Miss]:
    """Every cell of a sum row of a kind that misses its rows, in columns of a kind."""
    exact = margins.stated_exactly(notice)
    for table in notice.allocation:
        for index, below in margins.sums_of(table):
            row = table.rows[index]
            if row.kind is not row_kind:
                continue
            for column in margins.columns_of(table, kind):
                cells = [table.rows[i] for i in below]
                if kind is MeasureKind.COUNT:
                    whole, parts = _count(row, column), _counts(cells, column)
                else:
                    whole = figure(margins.amount_at(row, column))
                    parts = add(margins.amount_at(cell, column) for cell in cells)
                if whole is None or parts is None:
                    continue
                if _is_of_which(cells) and parts.fen <= whole.fen:
                    continue
                if not sum_holds(whole, parts, exact=whole.fen in exact):
                    yield Miss(table, row, column, whole, parts)


def sentence(miss: Miss) -> str:
    """The miss in one sentence, amounts in the table's unit."""
    unit = margins.unit_of(miss.table, miss.column)
    blank = f"（另有{miss.parts.missing}格空白）" if miss.parts.missing else ""
    return (
        f"{margins.name_of(miss.table)}“{miss.table.columns[miss.column].header}”列："
        f"{miss.parts.parts}个分项相加为{format_fen(miss.parts.fen, unit)}{blank}，"
        f"“{miss.row.recipient}”行列示{format_fen(miss.whole.fen, unit)}，"
        f"{margins.gap(miss.whole.fen, miss.parts.fen, unit)}。"
    )


def _count(row: Row, column: int) -> Figure | None:
    measure = row.measure(column)
    if measure is None or measure.count is None:
        return None
    return Figure(measure.count, 1, (measure.source,))


def _counts(rows: list[Row], column: int) -> Figure | None:
    counts = [_count(row, column) for row in rows]
    known = [count for count in counts if count is not None]
    if not known:
        return None
    return Figure(
        sum(count.fen for count in known),
        1,
        tuple(source for count in known for source in count.sources),
        len(known),
        len(counts) - len(known),
    )


def _is_of_which(rows: list[Row]) -> bool:
    """Rows announced by 其中 may be a choice, so they only must not exceed their sum."""
    return any(row.of_which or "其中" in row.recipient for row in rows)
