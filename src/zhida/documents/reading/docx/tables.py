"""Tables of WordprocessingML: cells once each, with the spans that merging gave them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lxml import etree

from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.docx import names
from zhida.documents.reading.docx.names import w

if TYPE_CHECKING:
    from zhida.documents.reading.docx.story import Piece

_VAL = w("val")
_WIDEST_SPAN = 1000
Walk = Callable[[etree._Element], "Iterator[Piece]"]


def read_table(element: etree._Element, walk: Walk) -> RawTable:
    """The table in `element`; `walk` tells what a cell prints."""
    cells: list[RawCell] = []
    above: dict[int, RawCell] = {}
    for number, row in enumerate(_rows(element), start=1):
        below: dict[int, RawCell] = {}
        column = 1 + _row_gap(row)
        for cell in _wrapped(row, names.CELL):
            properties = cell.find(w("tcPr"))
            span = _span(properties)
            merged = _merge(properties)
            open_cell = above.get(column)
            if merged == "beside" and cells and cells[-1].row == number:
                cells[-1].column_span += span
            elif merged == "above" and open_cell is not None:
                open_cell.row_span = number - open_cell.row + 1
                below[column] = open_cell
            else:
                raw = _cell(cell, number, column, span, walk)
                cells.append(raw)
                if merged:
                    below[column] = raw
            column += span
        above = below
    return RawTable(cells)


def only_cell(element: etree._Element) -> etree._Element | None:
    """The cell of a table that has just one."""
    found: etree._Element | None = None
    for row in _rows(element):
        for cell in _wrapped(row, names.CELL):
            if found is not None:
                return None
            found = cell
    return found


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _wrapped(table, names.ROW):
        properties = row.find(w("trPr"))
        if properties is None or properties.find(w("del")) is None:
            yield row


def _wrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of that tag, also those inside content controls and marks of revision."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == names.CONTENT_CONTROL:
            content = child.find(names.CONTENT)
            if content is not None:
                yield from content.iterfind(tag)
        elif child.tag in (w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
            yield from child.iterfind(tag)


def _row_gap(row: etree._Element) -> int:
    properties = row.find(w("trPr"))
    return _number(properties, "gridBefore", 0)


def _span(properties: etree._Element | None) -> int:
    return max(1, _number(properties, "gridSpan", 1))


def _merge(properties: etree._Element | None) -> str:
    """How a cell is merged: "opens" a column of cells, joins "above" or "beside", or ""."""
    if properties is None:
        return ""
    across = properties.find(w("hMerge"))
    if across is not None and across.get(_VAL) != "restart":
        return "beside"
    down = properties.find(w("vMerge"))
    if down is None:
        return ""
    return "opens" if down.get(_VAL) == "restart" else "above"


def _number(properties: etree._Element | None, name: str, default: int) -> int:
    child = properties.find(w(name)) if properties is not None else None
    value = child.get(_VAL, "") if child is not None else ""
    return min(int(value), _WIDEST_SPAN) if value.isdecimal() and len(value) < 7 else default


def _cell(cell: etree._Element, row: int, column: int, span: int, walk: Walk) -> RawCell:
    lines: list[str] = []
    nested: list[RawTable] = []
    for piece in walk(cell):
        if isinstance(piece, RawTable):
            nested.append(piece)
            lines.extend(_printed(piece))
        else:
            lines.extend(part.strip() for part in piece.text.split("\n"))
    text = "\n".join(line for line in lines if line.strip())
    return RawCell(row, column, text, 1, span, nested=tuple(nested))


def _printed(table: RawTable) -> Iterator[str]:
    """The rows of an inner table as lines of the outer cell's text."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
    return ("\t".join(row) for row in rows.values())
