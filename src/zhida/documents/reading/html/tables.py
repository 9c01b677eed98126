"""Tables of a page: the grid that colspan and rowspan make."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from zhida.documents.errors import HarmfulFile
from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.html.elements import (
    inner_tables,
    is_silent,
    parse_page,
    printed_lines,
)
from zhida.documents.reading.limits import Limits

_WIDEST = 64
_FRAME_CELLS = 6
_FRAME_TEXT = 300
_SECTIONS = ("thead", "tbody", "tfoot")


def table_rows(table: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """The cells of each row, rows of inner tables excluded."""
    rows = list(_direct_rows(table))
    return [
        [cell for cell in row if cell.tag in ("td", "th") and not is_silent(cell)]
        for row in rows
        if not is_silent(row)
    ]


def is_frame(table: html.HtmlElement) -> bool:
    """Whether a table only lays out the page: a cell around everything, or a few around tables."""
    cells = [cell for row in table_rows(table) for cell in row]
    written = [cell for cell in cells if cell.text_content().strip()]
    if len(written) < 2 or table.get("role") == "presentation":
        return True
    if not any(True for cell in written for _ in inner_tables(cell)):
        return len(table_rows(table)) == 1 and len(cells[0].text_content()) > _FRAME_TEXT
    longest = max(len(cell.text_content()) for cell in written)
    return len(written) <= _FRAME_CELLS or longest > _FRAME_TEXT


def read_table(table: html.HtmlElement, file: str, limits: Limits, depth: int = 1) -> RawTable:
    """The table in an element. A cell stands once, with its spans."""
    if depth > limits.depth:
        raise HarmfulFile(file, f"表格嵌套超过{limits.depth}层", "请确认文件是否正常")
    rows = table_rows(table)
    widest = max(_WIDEST, *(len(row) for row in rows)) if rows else _WIDEST
    cells: list[RawCell] = []
    taken: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        column = 1
        for cell in row:
            while taken.get(column, 0) >= number:
                column += 1
            down = _down(cell, len(rows) - number + 1)
            across = min(_span(cell, "colspan"), widest)
            cells.append(_cell(cell, number, column, down, across, file, limits, depth))
            for place in range(column, column + across):
                taken[place] = number + down - 1
            column += across
    return RawTable(_narrowed(cells), line=table.sourceline)


def table_of_fragment(text: str, file: str, limits: Limits) -> RawTable | None:
    """The first table of an html fragment inside another text."""
    root = parse_page(text, file, limits)
    table = next(inner_tables(root), None)
    return read_table(table, file, limits) if table is not None else None


def _direct_rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    foot: list[html.HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag == "tfoot":
            foot.extend(child.iterchildren("tr"))
        elif child.tag in _SECTIONS:
            yield from child.iterchildren("tr")
    yield from foot


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1


def _down(cell: html.HtmlElement, left: int) -> int:
    """`rowspan`, no further than the table goes; 0 means to its end."""
    if (cell.get("rowspan") or "").strip() == "0":
        return left
    return min(_span(cell, "rowspan"), left)


def _cell(
    cell: html.HtmlElement,
    row: int,
    column: int,
    down: int,
    across: int,
    file: str,
    limits: Limits,
    depth: int,
) -> RawCell:
    nested = tuple(
        read_table(inner, file, limits, depth + 1)
        for inner in inner_tables(cell)
        if len(inner.findall(".//td")) > 1
    )
    text = "\n".join(printed_lines(cell))
    return RawCell(row, column, text, down, across, line=cell.sourceline, nested=nested)


def _narrowed(cells: list[RawCell]) -> list[RawCell]:
    """Spans no wider than the columns that any other cell begins in."""
    last = max((cell.column for cell in cells), default=0)
    edge = max(
        (cell.column + cell.column_span for cell in cells if cell.column_span < 100), default=0
    )
    width = max(last, edge - 1)
    for cell in cells:
        cell.column_span = max(1, min(cell.column_span, width - cell.column + 1))
    return cells
