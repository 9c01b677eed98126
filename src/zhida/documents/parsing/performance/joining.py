"""续表 joining: performance tables that a page break cut into several."""

from __future__ import annotations

from dataclasses import replace

from zhida.documents.blocks import Paragraph, Table
from zhida.documents.parsing.lines import Line, line_of
from zhida.documents.parsing.performance.grid import Line as Row
from zhida.documents.parsing.performance.grid import lines_of, written
from zhida.documents.parsing.performance.layout import is_heading_row, layout_of
from zhida.documents.parsing.performance.values import is_figure
from zhida.documents.parsing.performance.vocabulary import is_grade, label_of, level_of
from zhida.documents.parsing.segments import Segment

_HEAD = ("field", "money", "goals", "amount")


def joined_tables(segment: Segment) -> tuple[Table, ...]:
    """The tables of a part, the pieces of a performance table made one.

    A piece goes on from the table above it when nothing but blank lines stands
    between them, it has no head of its own, and its rows are rows of indicators.
    Cells keep the places at which they were printed.
    """
    tables: list[Table] = []
    adjoining = False
    for block in segment.blocks:
        if isinstance(block, Paragraph):
            adjoining = adjoining and line_of(block.text) is Line.EMPTY
            continue
        if adjoining and _is_open(tables[-1]) and _goes_on(tables[-1], block):
            tables[-1] = _joined(tables[-1], block)
            continue
        tables.append(block)
        adjoining = True
    return tuple(tables)


def _is_open(table: Table) -> bool:
    """Whether a table has columns of indicators and no notes below them yet."""
    lines = lines_of(table)
    layout = layout_of(lines, aligned=table.aligned)
    return layout is not None and bool(layout.columns) and layout.end == len(lines)


def _goes_on(above: Table, table: Table) -> bool:
    if above.aligned is not table.aligned:
        return False
    lines = [line for line in lines_of(table) if written(line)]
    rows = [line for line in lines if not is_heading_row(line)]
    if not rows or _width(table) > _width(above) + 1:
        return False
    if any(_is_head(line) for line in rows):
        return False
    return sum(_is_indicator(line) for line in rows) * 2 >= len(rows)


def _width(table: Table) -> int:
    return max((cell.column + cell.column_span - 1 for cell in table.cells), default=0)


def _is_head(line: Row) -> bool:
    label = label_of(written(line)[0].text)
    return label is not None and label.role in _HEAD


def _is_indicator(line: Row) -> bool:
    """Whether a row ends in a value or begins with a level."""
    cells = written(line)
    levelled = any(level_of(box.text) for box in cells)
    return levelled or is_figure(cells[-1].text) or is_grade(cells[-1].text)


def _joined(above: Table, table: Table) -> Table:
    down = max(cell.row + cell.row_span - 1 for cell in above.cells)
    moved = (replace(cell, row=cell.row + down) for cell in table.cells)
    return replace(above, cells=(*above.cells, *moved))
