"""改正 mending: the notice as it ought to read, by what a person confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhida.core.booking.answers import LETTER, Answers, Mend
from zhida.core.booking.faults import fault
from zhida.core.findings import Finding
from zhida.core.money import Amount, AmountState, Unit, format_fen
from zhida.core.notice import (
    AllocationTable,
    Column,
    Measure,
    MeasureKind,
    Notice,
    Row,
    RowKind,
)
from zhida.core.provenance import Source
from zhida.core.rules.places import home, region_of


def mended(notice: Notice, answers: Answers) -> tuple[Notice, tuple[Finding, ...]]:
    """改正后的通知: every mended cell replaced, and a finding for each mend that has no cell.

    A notice without a table gets one from the mends that name recipients.
    """
    faults: list[Finding] = []
    for mend in answers.mends:
        if mend.row == LETTER:
            notice = _letter(notice, mend)
    rows = tuple(mend for mend in answers.mends if mend.row != LETTER)
    if rows and not notice.allocation:
        return replace(notice, allocation=(_told(notice, rows),)), ()
    for mend in rows:
        found = [_cells(table, mend) for table in notice.allocation]
        if sum(map(len, found)) != 1:
            faults.append(_unplaced(mend, sum(map(len, found))))
            continue
        notice = replace(
            notice,
            allocation=tuple(
                _with(table, *cells[0], mend) if cells else table
                for table, cells in zip(notice.allocation, found, strict=True)
            ),
        )
    return notice, tuple(faults)


def _letter(notice: Notice, mend: Mend) -> Notice:
    total = confirmed(mend.fen, notice.total.source)
    parts = notice.appropriations
    if len(parts) == 1:
        parts = (replace(parts[0], total=total),)
    return replace(notice, total=total, appropriations=parts, sums=())


def confirmed(fen: int, source: Source | None) -> Amount:
    """An amount that a person confirmed."""
    return Amount(fen, AmountState.NUMBER, format_fen(fen), 1, source)


def _told(notice: Notice, mends: tuple[Mend, ...]) -> AllocationTable:
    """A table of the recipients and amounts that a person told."""
    here, place = home(notice), Source(notice.files[0].name if notice.files else "")
    rows = tuple(
        Row(
            mend.row,
            RowKind.LEAF,
            place,
            region_of(mend.row, here),
            measures=(Measure(0, format_fen(mend.fen), place, confirmed(mend.fen, place)),),
        )
        for mend in mends
    )
    column = Column("金额", MeasureKind.MONEY, unit=Unit.WAN_YUAN, source=place)
    return AllocationTable("", "", Unit.WAN_YUAN, (column,), rows, place)


def _cells(table: AllocationTable, mend: Mend) -> list[tuple[int, int]]:
    """The row and column numbers that a mend may mean."""
    money = [i for i, each in enumerate(table.columns) if each.kind is MeasureKind.MONEY]
    if mend.column:
        money = [i for i in money if table.columns[i].header == mend.column] or [
            i for i in money if mend.column in table.columns[i].header
        ]
    rows = [i for i, each in enumerate(table.rows) if each.recipient == mend.row]
    return [(row, column) for row in rows for column in money]


def _with(table: AllocationTable, row: int, column: int, mend: Mend) -> AllocationTable:
    old = table.rows[row]
    cell = old.measure(column)
    source = cell.source if cell is not None else old.source
    new = Measure(column, format_fen(mend.fen), source, confirmed(mend.fen, source))
    measures = tuple(sorted((*_others(old, column), new), key=lambda each: each.column))
    rows = list(table.rows)
    rows[row] = replace(old, measures=measures)
    return replace(table, rows=tuple(rows))


def _others(row: Row, column: int) -> Iterator[Measure]:
    return (each for each in row.measures if each.column != column)


def _unplaced(mend: Mend, found: int) -> Finding:
    why = "在分配表中没有这一格" if not found else f"在分配表中有{found}格，请写明列名"
    return fault("B107", f"改正“{mend}”：{why}。")
