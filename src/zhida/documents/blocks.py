"""版面 blocks: what a reader of files hands to the parser.

A file becomes a `Document`: paragraphs and tables in reading order. Blocks
know nothing of notices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from zhida.core.provenance import Box, Source


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段落: a run of text. `level` is 1… for a heading that the format marks.

    `optical` is true where the text was recognised from a picture.
    """

    text: str
    source: Source
    level: int | None = None
    optical: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """单元格: one printed cell, once, however many places of the grid it covers.

    `row` and `column` are its top left place, from 1. `text` keeps line breaks
    of the cell as "\\n". `optical` is true where the text was recognised from
    a picture: it is then only a proposal. `nested` holds tables inside.
    """

    row: int
    column: int
    text: str
    source: Source
    row_span: int = 1
    column_span: int = 1
    optical: bool = False
    nested: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """表格: cells in row-major order.

    `aligned` says that the columns can be trusted, as in docx, xlsx, html and
    ruled PDF. A table that was flattened to text on its way here has
    `aligned=False`: a merged cell may have moved the cells beside it.
    """

    cells: tuple[Cell, ...]
    source: Source
    aligned: bool = True

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The printed cells row by row; a cell stands only in its first row."""
        last = max((cell.row for cell in self.cells), default=0)
        rows: list[list[Cell]] = [[] for _ in range(last)]
        for cell in self.cells:
            rows[cell.row - 1].append(cell)
        return tuple(tuple(row) for row in rows)

    @property
    def texts(self) -> list[list[str]]:
        """The texts of `rows`."""
        return [[cell.text for cell in row] for row in self.rows]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """页: the picture of a page of a scan or PDF, for a report to show."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Document:
    """文件: one file as read. `format` is txt, md, html, docx, xlsx, pdf, scan …

    `title` is the one that a web page carries outside its text: at times the
    only place that has the document number. `remarks` are Chinese sentences on
    how the file was read. `mark` is the verification mark that it prints, "" where
    none; the line with it is not among the blocks.
    """

    file: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    title: str = ""
    mark: str = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


__all__ = ["Block", "Box", "Cell", "Document", "Page", "Paragraph", "Table"]
