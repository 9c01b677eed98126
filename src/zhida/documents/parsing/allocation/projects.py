"""项目列 projects: tables whose rows are a recipient's projects, a line each.

The project is a measure in words, so that each row keeps its recipient; the
recipient's cell is often merged over its projects, and lost in flattened text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhida.documents.parsing.allocation.columns import Layout
from zhida.documents.parsing.allocation.grid import GridRow
from zhida.documents.parsing.allocation.header import is_total
from zhida.documents.parsing.allocation.raw import RawRow, cells_of


def same_recipient(row: GridRow, layout: Layout, above: Sequence[RawRow]) -> Iterator[RawRow]:
    """The row of a project that names no recipient: it is that of the row above."""
    place = row[layout.project] if layout.project is not None else None
    if place is None or not place.is_words:
        return
    for other in above:
        yield RawRow(other.label, other.groups, place, cells_of(row, layout))


def settle_projects(rows: Sequence[RawRow], column: int) -> None:
    """Sums over projects sum their recipient's rows; rows that lost their recipient get it back.

    `column` is the measure of the projects. A row in doubt that begins with a
    project named elsewhere in the table belongs to the recipient above it.
    """
    known = {row.cells[column].text for row in rows if column in row.cells}
    above: RawRow | None = None
    for row in rows:
        if row.run is not None and row.label in known and above is not None:
            row.run = (row.place, *row.run)
            row.label, row.groups = above.label, above.groups
        project = row.cells[column].text if column in row.cells else ""
        above = None if is_total(row.label) else replace(row)
        if is_total(project) and above is not None:
            row.groups, row.label = (row.label,), project
    summed = {row.groups for row in rows if is_total(row.label) and len(row.groups) == 1}
    for row in rows:
        if (row.label,) in summed and not row.groups:
            row.groups = (row.label,)
