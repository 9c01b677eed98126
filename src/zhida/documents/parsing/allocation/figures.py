"""表内数 figures: the integers behind placed cells, and the sums of a row.

Inside one table figures are compared as integers of the table's own finest
unit, so the unit need not be known yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhida.core.notice import Column, ColumnRole, MeasureKind
from zhida.documents.parsing.allocation.grid import Place


def figure_of(place: Place | None, column: Column) -> int | None:
    """The scaled integer of a cell, None where no figure stands."""
    return None if place is None or column.kind is MeasureKind.TEXT else place.scaled


def holds_in_row(cells: Mapping[int, Place], columns: Sequence[Column]) -> bool:
    """Whether the sums that a row must obey hold; true where there are none.

    A total column without a figure beside filled parts does not hold.
    """
    for index, column in enumerate(columns):
        if column.role is not ColumnRole.TOTAL or not column.parts:
            continue
        total = figure_of(cells.get(index), column)
        parts = [figure_of(cells.get(part), columns[part]) for part in column.parts]
        known = [part for part in parts if part is not None]
        if known and (total is None or total != sum(known)):
            return False
        if total and not known:
            return False
    return True
