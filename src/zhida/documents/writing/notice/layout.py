"""版式 layout: an issued notice as lines and grids, before any file format.

Notice → letter and annexes of lines and grids → docx, xlsx
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Style(StrEnum):
    """要素 style: the element of GB/T 9704-2012 that a line is."""

    LETTERHEAD = "letterhead"  # 发文机关标志
    NUMBER = "number"  # 发文字号
    TITLE = "title"  # 标题
    ADDRESSEE = "addressee"  # 主送机关
    BODY = "body"  # 正文
    HEADING = "heading"  # 一、 a heading of the first level
    SUBHEADING = "subheading"  # （一） a heading of the second level
    LIST_FIRST = "list_first"  # 附件：1. …
    LIST_NEXT = "list_next"  # 2. …
    SIGNATURE = "signature"  # 发文机关署名
    DATE = "date"  # 成文日期
    NOTE = "note"  # 附注
    LABEL = "label"  # 附件1, on a new page
    ANNEX_TITLE = "annex_title"
    SUBTITLE = "subtitle"  # （2024年度）某市
    FIELD = "field"  # 填报日期：2025-04-08
    UNIT = "unit"  # 单位：万元
    REMARK = "remark"  # below a table
    SEALS = "seals"  # 单位盖章：____ 经办人：____
    FOOT = "foot"  # 表式、单位代码、数据截至
    COPIES = "copies"  # 抄送
    PRINTED = "printed"  # 印发机关和印发日期
    MARK = "mark"  # 校验码, no element of the standard: small, below all of them


@dataclass(frozen=True, slots=True)
class Line:
    """行: a paragraph of an element; a line break in it ends a line of a title."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """格 box: a cell with its top left place (from 0) and what it covers.

    `number` is the figure that `text` prints, as an exact decimal string, where
    it is one (in % where the text ends so); `sums` are the places (row, column) of
    the cells that it adds up. `note` is the row (from 0) of the workbook's table of
    origins that says what the figure rests on. What stands on the `right` shows its
    decimals below each other, since a column's figures have as many.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    head: bool = False
    left: bool = False
    right: bool = False
    number: str | None = None
    sums: tuple[tuple[int, int], ...] = ()
    note: int | None = None

    @property
    def look(self) -> str:
        """The look of its words: "head", "left", "right" or "centre"."""
        return "head" if self.head else "left" if self.left else "right" if self.right else "centre"


@dataclass(frozen=True, slots=True)
class Grid:
    """表 grid: boxes in row-major order; `head_rows` are repeated on every page.

    `widths` are the relative widths of the columns, `size` the type size in points.
    """

    boxes: tuple[Box, ...]
    widths: tuple[float, ...]
    head_rows: int = 0
    size: float = 12.0

    @property
    def height(self) -> int:
        """How many rows the boxes cover."""
        return max((box.row + box.rows for box in self.boxes), default=0)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.widths)


Piece: TypeAlias = Line | Grid


class Paper(StrEnum):
    """纸张: the sheet that an annex is printed on."""

    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: one annex, on pages of its own.

    `title` has a line break where its lines end; `landscape` is true where its
    tables are wide. What is printed `alone` has no 附件 above its title.
    """

    label: str
    title: str
    pieces: tuple[Piece, ...]
    landscape: bool = False
    paper: Paper = Paper.A4
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """发文: all lines and tables of an issued notice, in the order of the standard.

    `mark` is the line of the verification mark, "" where none is printed.
    """

    letter: tuple[Line, ...]
    annexes: tuple[Annex, ...]
    imprint: tuple[Line, ...]
    mark: str = ""
