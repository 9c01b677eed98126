"""工作簿 workbook: the tables of a plan's result as sheets, with live sums.

A sum is a formula with its result beside it, so that a program without a
calculator shows the same. Words are never taken for a formula.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zhida.documents.allocation.planned import PlannedAllocation
from zhida.documents.allocation.result_tables import ResultTable

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD = 3
_MOST_PARTS = 250  # a formula takes 255 arguments
_MEANINGS = (
    ("金额", "单位为万元，是取整单位的整数倍；逐项说明和各部分来由精确到分。"),
    ("合计、小计", "以公式计算，结果随表保存；改动单元格后由表格程序重算。"),
    ("基数", "不论因素如何都保证的金额。"),
    ("因素", "其余资金按各因素的权重和各地数值所占比例分配。"),
    ("系数", "把各地份额乘以系数后按总额归一，只在各地之间移动，不增减总额。"),
    ("上下限、保底", "到限的定在限上，其余按原比例分完，总额不变。"),
    ("取整", "各地取整到单位，行、列、小计都与合计相等；规则见手册。"),
    ("位次", "按金额从高到低；金额相同的位次相同。"),
    ("空白", "没有这个数，不等于零。"),
)


def write_workbook(planned: PlannedAllocation, tables: Sequence[ResultTable], path: Path) -> None:
    """A sheet for each table, and one that says what the words mean; same result, same bytes."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": _MADE, "title": planned.title})
        formats = _formats(book, planned.unit.places)
        for table in tables:
            _sheet(book.add_worksheet(table.title), planned, table, formats)
        page = book.add_worksheet("释义")
        page.set_column(0, 0, 14)
        page.set_column(1, 1, 70)
        for row, words in enumerate(_MEANINGS):
            for column, text in enumerate(words):
                page.write_string(row, column, text, formats["text"])


def _formats(book: Workbook, places: int) -> dict[str, Format]:
    ruled = {"border": 1, "border_color": "#C9CED6", "valign": "vcenter"}
    decimals = f"#,##0.{'0' * places}" if places else "#,##0"
    looks: dict[str, dict[str, object]] = {
        "title": {"font_size": 14, "bold": True},
        "line": {"font_color": "#5A6577"},
        "head": {**ruled, "bold": True, "align": "center", "text_wrap": True},
        "text": {**ruled, "text_wrap": True},
        "words": {**ruled, "text_wrap": True, "quote_prefix": True},
        "units": {**ruled, "num_format": decimals},
        "fen": {**ruled, "num_format": "#,##0.000000"},
        "plain": {**ruled, "num_format": "General"},
        "sum": {**ruled, "num_format": decimals, "bold": True},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _sheet(
    page: Worksheet, planned: PlannedAllocation, table: ResultTable, formats: dict[str, Format]
) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD - 1)
    page.freeze_panes(_HEAD, 1)
    page.set_column(0, 0, 22)
    page.set_column(1, len(table.header) - 1, 16)
    _words(page, 0, 0, f"{planned.title}　{table.title}", "title", formats)
    page.write_string(1, 0, f"单位：万元　依据：{planned.basis}", formats["line"])
    for column, head in enumerate(table.header):
        shown = "名称" if head == "name" else head
        _words(page, _HEAD - 1, column, shown, "head", formats)
    for i, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                _words(page, _HEAD + i, column, cell, "text", formats)
            elif isinstance(cell, Decimal):
                _number(page, table, i, column, cell, formats)
            elif cell is None:
                page.write_blank(_HEAD + i, column, None, formats["text"])
            else:
                page.write_number(_HEAD + i, column, cell, formats["plain"])


def _number(
    page: Worksheet,
    table: ResultTable,
    row: int,
    column: int,
    number: Decimal,
    formats: dict[str, Format],
) -> None:
    """A figure, or where the table says so the formula that makes it."""
    parts = (table.sums or {}).get(row)
    last = len(table.header) - 1
    formula = ""
    if table.across and column == last:
        formula = f"=SUM({xl_range(_HEAD + row, 1, _HEAD + row, last - 1)})"
    elif parts:
        formula = _sum(parts, column)
    if formula:
        style = formats["sum" if parts else "units"]
        page.write_formula(_HEAD + row, column, formula, style, float(number))
        return
    exponent = number.as_tuple().exponent
    look = "fen" if exponent == -6 else "units" if table.sums is not None else "plain"
    page.write_number(_HEAD + row, column, float(number), formats[look])


def _sum(rows: Sequence[int], column: int) -> str:
    """The sum of some rows of a column: as few ranges as there are runs."""
    starts = [rows[0], *(after for before, after in pairwise(rows) if after != before + 1)]
    ends = [*(before for before, after in pairwise(rows) if after != before + 1), rows[-1]]
    parts = [
        xl_range(_HEAD + start, column, _HEAD + end, column)
        for start, end in zip(starts, ends, strict=True)
    ]
    chunks = [parts[at : at + _MOST_PARTS] for at in range(0, len(parts), _MOST_PARTS)]
    return "=" + "+".join(f"SUM({','.join(chunk)})" for chunk in chunks)


def _words(
    page: Worksheet, row: int, column: int, text: str, look: str, formats: dict[str, Format]
) -> None:
    quoted = look == "text" and text.startswith(_FORMULA)
    page.write_string(row, column, text, formats["words" if quoted else look])
