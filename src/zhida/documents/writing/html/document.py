"""文件正文 document: the blocks of a file, cut where findings and values begin and end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from zhida.core.findings import Severity
from zhida.documents.blocks import Cell, Document, Paragraph, Table
from zhida.documents.writing.html.anchors import Anchors, Place, Span, Tag

_FIGURE = re.compile(r"^[≥≤><=＝\-－]?[\d,，.．]+\s*(%|％|万元|元|亿元)?$")

Severities = Mapping[str, Severity]
"""The severity behind each finding's tag."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What an element or a piece of text is marked with, for the template."""

    tags: str = ""
    severity: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the same marks."""

    text: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the grid; one that nothing was printed in has no id."""

    id: str = ""
    pieces: tuple[Piece, ...] = ()
    marks: Marks = Marks()
    row_span: int = 1
    column_span: int = 1
    figure: bool = False
    optical: bool = False
    nested: tuple[TableView, ...] = ()


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the grid."""

    id: str
    cells: tuple[CellView, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; the first `heads` rows are repeated on each printed page."""

    id: str
    rows: tuple[RowView, ...]
    marks: Marks
    heads: int = 0


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph."""

    id: str
    pieces: tuple[Piece, ...]
    style: str
    optical: bool


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block, with the page or sheet that begins at it."""

    begins: str
    paragraph: ParagraphView | None = None
    table: TableView | None = None


def view_document(
    document: Document,
    number: int,
    anchors: Anchors,
    severities: Severities,
    heads: Mapping[Place, int],
    styles: Mapping[Place, str],
) -> tuple[BlockView, ...]:
    """The blocks of a file, marked.

    `heads` gives the head rows of tables, `styles` the classes of paragraphs
    (see `layout`).
    """
    views: list[BlockView] = []
    before = ""
    for block in document.blocks:
        here = _whereabouts(block.source.page, block.source.sheet)
        begins = here if here != before else ""
        before = here
        place = Place(number, block.source.block or 0)
        if isinstance(block, Paragraph):
            style = styles.get(place, "" if block.level is None else "heading")
            paragraph = _paragraph(block, place, anchors, severities, style)
            views.append(BlockView(begins, paragraph=paragraph))
        else:
            table = _table(block, place, anchors, severities, heads.get(place, 0))
            views.append(BlockView(begins, table=table))
    return tuple(views)


def _whereabouts(page: int | None, sheet: str | None) -> str:
    if sheet is not None:
        return f"工作表“{sheet}”"
    return f"第{page}页" if page is not None else ""


def _paragraph(
    block: Paragraph, place: Place, anchors: Anchors, severities: Severities, style: str
) -> ParagraphView:
    """A mark on all of a paragraph is one on its text: the lines are marked, not the page."""
    whole = (0, len(block.text))
    ranges = [
        (whole if tag.span is None or _outside(tag.span, block.text) else tag.span, tag)
        for tag in anchors.tags(place)
    ]
    pieces = _cut(block.text, ranges, severities)
    return ParagraphView(anchors.identifier(place), pieces, style, block.optical)


def _table(
    table: Table, place: Place, anchors: Anchors, severities: Severities, heads: int
) -> TableView:
    height = max((cell.row + cell.row_span - 1 for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span - 1 for cell in table.cells), default=0)
    starts = {(cell.row, cell.column): cell for cell in table.cells}
    covered: set[tuple[int, int]] = set()
    rows: list[RowView] = []
    for row in range(1, height + 1):
        cells: list[CellView] = []
        for column in range(1, width + 1):
            if (row, column) in covered:
                continue
            cell = starts.get((row, column))
            if cell is None:
                cells.append(CellView())
                continue
            covered |= {
                (row + down, column + right)
                for down in range(cell.row_span)
                for right in range(cell.column_span)
            }
            cells.append(_cell(cell, place, anchors, severities))
        here = place._replace(row=row)
        marks = _marks(anchors.tags(here), severities)
        rows.append(RowView(anchors.identifier(here), tuple(cells), marks))
    whole = _marks(anchors.tags(place), severities)
    return TableView(anchors.identifier(place), tuple(rows), whole, heads)


def _cell(cell: Cell, table: Place, anchors: Anchors, severities: Severities) -> CellView:
    place = table._replace(row=cell.row, column=cell.column)
    marks, pieces = _marked(cell.text, anchors.tags(place), severities)
    return CellView(
        anchors.identifier(place),
        pieces,
        marks,
        cell.row_span,
        cell.column_span,
        bool(_FIGURE.match(cell.text.strip())),
        cell.optical,
        tuple(_inner(inner) for inner in cell.nested),
    )


def _inner(table: Table) -> TableView:
    """A table within a cell: its places are those of the outer cell."""
    rows = tuple(
        RowView("", tuple(_inner_cell(cell) for cell in row), Marks()) for row in table.rows
    )
    return TableView("", rows, Marks())


def _inner_cell(cell: Cell) -> CellView:
    return CellView(
        pieces=(Piece(cell.text, Marks()),),
        row_span=cell.row_span,
        column_span=cell.column_span,
        nested=tuple(_inner(inner) for inner in cell.nested),
    )


def _marked(
    text: str, tags: Sequence[Tag], severities: Severities
) -> tuple[Marks, tuple[Piece, ...]]:
    """Marks of the whole element, and its text cut where the marks of ranges change."""
    whole = [tag for tag in tags if tag.span is None or _outside(tag.span, text)]
    ranges = [(tag.span, tag) for tag in tags if tag.span is not None and tag not in whole]
    return _marks(whole, severities), _cut(text, ranges, severities)


def _cut(
    text: str, ranges: Sequence[tuple[Span, Tag]], severities: Severities
) -> tuple[Piece, ...]:
    """The pieces of a text; the number of a finding follows the last piece of its range."""
    ends = {start for (start, _), _ in ranges} | {min(end, len(text)) for (_, end), _ in ranges}
    pieces: list[Piece] = []
    for start, end in pairwise(sorted(ends | {0, len(text)})):
        here = [(span, tag) for span, tag in ranges if span[0] <= start and end <= span[1]]
        marks = _marks([tag for _, tag in here], severities)
        last = _marks([tag for span, tag in here if min(span[1], len(text)) == end], severities)
        pieces.append(Piece(text[start:end], replace(marks, numbers=last.numbers)))
    return tuple(pieces)


def _outside(span: Span, text: str) -> bool:
    start, end = span
    return start >= end or start >= len(text)


def _marks(tags: Sequence[Tag], severities: Severities) -> Marks:
    names = list(dict.fromkeys(tag.name for tag in tags))
    found = [name for name in names if name in severities]
    worst = min((severities[name] for name in found), key=lambda each: each.rank, default=None)
    return Marks(
        " ".join(names),
        worst.value if worst is not None else "",
        "、".join(name[1:] for name in found),
    )
