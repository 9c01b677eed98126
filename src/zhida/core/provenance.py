"""出处 provenance: where a value was printed.

Every value that Zhida shows carries a `Source`, so that a reader can go from
any figure back to the cell, the line or the box on the page that printed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 on the page, each as a fraction (0…1) of its width or height."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """出处: a place in a file. All numbers count from 1, as people count.

    `block` is the number of the paragraph or table in the file, in reading
    order; a report uses it to light up the place. `row` and `column` are those
    of the table as printed, before any repair. `page` is known for PDF files
    and pictures, `sheet` for workbooks, `line` for text, markdown and html.
    `address` is that of a workbook cell ("C7"), by which its owner finds it.
    `span` is the range of characters (from 0, end excluded) in the raw text of
    the paragraph or cell.

    >>> Source("通知.docx", block=7, table=2, row=3, column=4).describe()
    '通知.docx 表2 第3行 第4列'
    >>> Source("通知.txt", block=3, line=12).describe()
    '通知.txt 第12行'
    """

    file: str
    block: int | None = None
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    box: Box | None = None
    span: tuple[int, int] | None = None
    address: str | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The place in words, from the file inwards.

        >>> Source("通知.docx", block=7, table=2, row=3, column=4).parts
        ('通知.docx', '表2', '第3行', '第4列')
        >>> Source("附件.xlsx", sheet="分配表", table=1, row=7, column=3, address="C7").parts
        ('附件.xlsx', '工作表“分配表”', 'C7')
        """
        parts = [self.file]
        if self.sheet is not None:
            parts.append(f"工作表“{self.sheet}”")
        if self.page is not None:
            parts.append(f"第{self.page}页")
        if self.address is not None:
            return (*parts, self.address)
        if self.table is not None:
            parts.append(f"表{self.table}")
        if self.row is not None:
            parts.append(f"第{self.row}行")
        elif self.line is not None:
            parts.append(f"第{self.line}行")
        if self.column is not None:
            parts.append(f"第{self.column}列")
        if len(parts) == 1 and self.block is not None:
            parts.append(f"第{self.block}段")
        return tuple(parts)

    def describe(self) -> str:
        """The place in words, for sentences and lists."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """所载: a value together with the place that states it.

    `confirmed` is false where the value was read optically and nothing has
    yet proved it: such a value is only proposed (see `Cell.optical`).
    """

    value: T
    source: Source
    confirmed: bool = True
