"""续表 joining: tables of rows and figures that a page break cut into several."""

from __future__ import annotations

from dataclasses import replace

from zhida.documents.blocks import Block, Paragraph, Table
from zhida.documents.parsing.allocation.grid import grid_of, texts
from zhida.documents.parsing.lines import Line, line_of
from zhida.documents.parsing.segments import Segment

_BETWEEN = (Line.EMPTY, Line.NUMBER, Line.UNIT, Line.CONTINUED)


def continued(segment: Segment) -> Segment:
    """The part with every table that goes on below a page break made whole.

    A table goes on if it repeats the head of the one above it, or if 续表 stands
    over it and it is as wide; only page numbers and units may stand between.
    Cells keep the places at which they were printed.
    """
    blocks: list[Block] = []
    last: int | None = None
    marked = False
    for block in segment.blocks:
        if isinstance(block, Paragraph):
            line = line_of(block.text)
            last = last if line in _BETWEEN else None
            marked = line is Line.CONTINUED or (marked and last is not None)
            blocks.append(block)
            continue
        above = blocks[last] if last is not None else None
        whole = _whole(above, block, marked=marked) if isinstance(above, Table) else None
        if whole is not None and last is not None:
            blocks[last] = whole
        else:
            last = len(blocks)
            blocks.append(block)
        marked = False
    return replace(segment, blocks=tuple(blocks))


def _whole(above: Table, table: Table, *, marked: bool) -> Table | None:
    """Both tables as one, the head not repeated; None where the second is one of its own."""
    upper, lower = grid_of(above), grid_of(table)
    repeated = 0
    for one, other in zip(upper.rows, lower.rows, strict=False):
        if texts(one) != texts(other) or any(place and place.is_figure for place in other):
            break
        repeated += 1
    if not repeated and not (marked and upper.width == lower.width):
        return None
    dropped = _printed_rows(table)[:repeated]
    kept = [cell for cell in table.cells if cell.row not in dropped]
    down = max(cell.row + cell.row_span - 1 for cell in above.cells)
    return replace(
        above, cells=(*above.cells, *(replace(cell, row=cell.row + down) for cell in kept))
    )


def _printed_rows(table: Table) -> list[int]:
    """The numbers of the rows that hold any text."""
    return sorted({cell.row for cell in table.cells if cell.text.strip()})
