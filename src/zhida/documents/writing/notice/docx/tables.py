"""表格 tables: a grid as a ruled table with merged cells; its header is on every page."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.documents.writing.notice.docx.markup import run, twentieths, typeface
from zhida.documents.writing.notice.layout import Box, Grid
from zhida.documents.writing.notice.looks import TABLE_LEADING, Face

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SIDES = {"head": "center", "left": "left", "right": "right", "centre": "center"}
_MARGIN = 60  # twentieths of a point kept free on each side of a cell


def table(grid: Grid) -> str:
    """A grid, as wide as the text block. A row isn't cut by a page end."""
    widths = [twentieths(width) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(cells, grid, widths, at) for at, cells in enumerate(_places(grid))]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_MARGIN}" w:type="dxa"/>'
        f'<w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _places(grid: Grid) -> list[list[Box]]:
    """The boxes of each row from left to right, with those that reach into it and with gaps."""
    taken: list[dict[int, Box]] = [{} for _ in range(grid.height)]
    for box in grid.boxes:
        for row in range(box.row, box.row + box.rows):
            taken[row][box.column] = box
    return [list(_filled(row, at, grid.width)) for at, row in enumerate(taken)]


def _filled(row: dict[int, Box], at: int, width: int) -> Iterator[Box]:
    column = 0
    while column < width:
        box = row.get(column, Box(at, column, ""))
        yield box
        column += box.columns


def _row(cells: list[Box], grid: Grid, widths: list[int], at: int) -> str:
    head = "<w:tblHeader/>" if at < grid.head_rows else ""
    inside = "".join(_cell(box, grid, widths, at) for box in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def _cell(box: Box, grid: Grid, widths: list[int], at: int) -> str:
    """A cell; one that covers several rows begins in the first and goes on in the others."""
    begins = box.row == at
    merge = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    merged = merge if box.rows > 1 else ""
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    width = sum(widths[box.column : box.column + box.columns])
    text = box.text if begins else ""
    inside = "".join(_line(line, box, grid) for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}'
        f'<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
    )


def _line(text: str, box: Box, grid: Grid) -> str:
    face = typeface(Face.HEADING if box.head else Face.BODY, grid.size)
    side = _SIDES[box.look]
    pitch = twentieths(TABLE_LEADING * grid.size)
    words = run(text, face) if text else ""
    room = f'w:before="20" w:after="20" w:line="{pitch}" w:lineRule="exact"'
    return (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing {room}/>'
        f'<w:jc w:val="{side}"/></w:pPr>{words}</w:p>'
    )
