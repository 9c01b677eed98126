"""工作簿的表 workbook_sheets: which sheet of an official workbook is which, by its columns.

The official workbooks weren't seen: the names of columns, in `dip_workbook_columns`, come from the
specification. A sheet whose columns aren't known is told, with the names that would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from zhida.data import load
from zhida.engines.dip.sheets import Row, Sheet

TITLES: Mapping[str, str] = {
    "directory": "病种目录", "mixed": "综合病种", "comorbidity": "合并症指数",
    "severity": "严重程度", "properties": "手术操作属性", "limits": "手术操作限制",
    "excluded": "不作为主要诊断", "summary": "数量表",
}  # fmt: skip
_HEAD_WITHIN = 5


@dataclass(frozen=True, slots=True)
class Column:
    """列: a field of a kind of sheet, the heads that name it, whether it must be there."""

    field: str
    heads: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Known:
    """认出的表: a sheet, its kind, the line of its head (from 1), field → head."""

    sheet: Sheet
    kind: str
    head: int
    fields: Mapping[str, str]

    def rows(self) -> Iterator[Row]:
        """The rows, their cells by field."""
        for row in self.sheet.below(self.head):
            yield Row(
                row.place,
                row.line,
                {
                    field: row.cells[head]
                    for field, head in self.fields.items()
                    if head in row.cells
                },
            )


@cache
def kinds() -> Mapping[str, tuple[Column, ...]]:
    """表的种类: each with its columns."""
    found: dict[str, list[Column]] = defaultdict(list)
    for row in load("dip_workbook_columns"):
        heads = tuple(map(plain, row["heads"].split("|")))
        found[row["sheet"]].append(Column(row["field"], heads, row["required"] == "1"))
    return {kind: tuple(columns) for kind, columns in found.items()}


def plain(head: str) -> str:
    """A head without blanks and breaks, brackets as in Chinese.

    >>> plain("年龄下限 (天)")
    '年龄下限（天）'
    """
    return "".join(head.split()).replace("(", "（").replace(")", "）")


def recognize(sheet: Sheet) -> Known | None:
    """认表: the kind most of whose columns a head within the first lines names; None where none."""
    best: tuple[int, Known] | None = None
    for number, line in enumerate(sheet.lines[:_HEAD_WITHIN], 1):
        heads = {plain(cell.text): cell.text for cell in line if cell.text}
        for kind, columns in kinds().items():
            fields = {
                column.field: heads[head]
                for column in columns
                for head in column.heads
                if head in heads
            }
            if all(column.field in fields for column in columns if column.required):
                found = Known(sheet, kind, number, fields)
                if best is None or len(fields) > best[0]:
                    best = len(fields), found
    return best[1] if best else None


def expected(sheet: Sheet) -> str:
    """What was expected of a sheet that isn't recognized: the kind it is nearest to, and what lacks."""
    seen = {plain(cell.text) for line in sheet.lines[:_HEAD_WITHIN] for cell in line}
    nearest, lacking = "", [""]
    fewest = None
    for kind, columns in kinds().items():
        missing = [c for c in columns if c.required and seen.isdisjoint(c.heads)]
        there = sum(not seen.isdisjoint(column.heads) for column in columns)
        order = (-there, len(missing))
        if there and (fewest is None or order < fewest):
            fewest, nearest = order, kind
            lacking = [column.heads[0] for column in missing]
    if not nearest:
        needs = "；".join(
            f"{TITLES[kind]}须有{'、'.join(c.heads[0] for c in columns if c.required)}"
            for kind, columns in kinds().items()
        )
        return f"没有认得的列名。{needs}"
    return f"最像{TITLES[nearest]}，缺少{'、'.join(lacking)}列"
