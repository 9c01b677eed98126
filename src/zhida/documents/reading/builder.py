"""组块 builder: numbers blocks and tables as a reader finds them, and places each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from zhida.core.provenance import Box, Source
from zhida.documents.blocks import Block, Cell, Page, Paragraph, Table
from zhida.documents.errors import OversizeFile
from zhida.documents.reading.limits import Limits


@dataclass(slots=True)
class RawCell:
    """A cell as a reader finds it: its place in the grid and on the page, not in the file."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    line: int | None = None
    page: int | None = None
    box: Box | None = None
    optical: bool = False
    nested: tuple[RawTable, ...] = ()
    address: str | None = None


@dataclass(slots=True)
class RawTable:
    """A table as a reader finds it. `line` is that of its first row in a text."""

    cells: Sequence[RawCell]
    aligned: bool = True
    line: int | None = None
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None


@dataclass(slots=True)
class Builder:
    """组块: collects the blocks of one file, in reading order.

    >>> builder = Builder("通知.txt", Limits())
    >>> builder.paragraph("关于下达资金的通知", line=3)
    >>> builder.table(RawTable([RawCell(1, 1, "合计"), RawCell(1, 2, "60")]))
    >>> [block.source.describe() for block in builder.blocks]
    ['通知.txt 第3行', '通知.txt 表1']
    """

    file: str
    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    title: str = ""
    scanned: int = 0
    _tables: int = 0
    _cells: int = 0

    def paragraph(
        self,
        text: str,
        *,
        level: int | None = None,
        line: int | None = None,
        page: int | None = None,
        sheet: str | None = None,
        box: Box | None = None,
        optical: bool = False,
    ) -> None:
        """Adds a paragraph; a blank one adds nothing."""
        text = text.strip()
        if not text:
            return
        self._measure(text)
        source = Source(self.file, block=self._number(), page=page, sheet=sheet, line=line, box=box)
        self.blocks.append(Paragraph(text, source, level, optical))

    def table(self, raw: RawTable) -> None:
        """Adds a table; one without cells adds nothing."""
        if not raw.cells:
            return
        self._tables += 1
        source = Source(
            self.file,
            block=self._number(),
            page=raw.page,
            sheet=raw.sheet,
            table=self._tables,
            line=raw.line,
            box=raw.box,
        )
        self.blocks.append(self._placed(raw, source))

    def remark(self, sentence: str) -> None:
        """Adds a sentence on how the file was read, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def _placed(self, raw: RawTable, source: Source) -> Table:
        cells = tuple(self._cell(cell, source) for cell in _in_order(raw.cells))
        return Table(cells, source, raw.aligned)

    def _cell(self, raw: RawCell, table: Source) -> Cell:
        self._measure(raw.text)
        self._cells += 1
        if self._cells > self.limits.cells:
            raise OversizeFile(self.file, f"表格单元格超过{self.limits.cells}个", "请拆分后再读取")
        source = Source(
            self.file,
            block=table.block,
            page=raw.page if raw.page is not None else table.page,
            sheet=table.sheet,
            table=table.table,
            row=raw.row,
            column=raw.column,
            line=raw.line,
            box=raw.box,
            address=raw.address,
        )
        nested = tuple(self._nested(inner, source) for inner in raw.nested)
        return Cell(
            raw.row,
            raw.column,
            raw.text,
            source,
            raw.row_span,
            raw.column_span,
            raw.optical,
            nested,
        )

    def _nested(self, raw: RawTable, outer: Source) -> Table:
        """An inner table: its cells stand where the outer cell stands."""
        table = self._placed(raw, outer)
        cells = tuple(replace(cell, source=outer) for cell in table.cells)
        return Table(cells, outer, raw.aligned)

    def _number(self) -> int:
        """The number of the next block."""
        number = len(self.blocks) + 1
        if number > self.limits.blocks:
            raise OversizeFile(self.file, f"段落超过{self.limits.blocks}个", "请拆分后再读取")
        return number

    def _measure(self, text: str) -> None:
        if len(text) > self.limits.cell_characters:
            raise OversizeFile(
                self.file,
                f"有一个单元格或段落长达{len(text)}字，超过上限{self.limits.cell_characters}字",
                "请确认文件内容是否正常",
            )


def is_optical(block: Block) -> bool:
    """Whether a block was read from a picture."""
    if isinstance(block, Paragraph):
        return block.optical
    return any(cell.optical for cell in block.cells)


def _in_order(cells: Iterable[RawCell]) -> Sequence[RawCell]:
    return sorted(cells, key=lambda cell: (cell.row, cell.column))
