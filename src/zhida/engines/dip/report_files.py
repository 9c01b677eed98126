"""报告文件 report_files: plain tables as json or xlsx, the same bytes for the same tables."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from zhida.engines.errors import EngineError
from zhida.engines.writing import writable, write_text_whole, write_whole

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_MOST_ROWS = 1_000_000
Value = str | int | None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """报告表: `columns` are the names in json and their Chinese heads in a workbook."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Value]]


def writable_report(path: Path, forms: Sequence[str] = ("json", "xlsx")) -> None:
    """Raises EngineError now, rather than after the work, where a report can't be written; `forms` are
    those that may be asked for."""
    if path.suffix.lower() not in (".json", ".xlsx"):
        raise EngineError(f"报告“{path}”的文件名应以{'、'.join(f'.{form}' for form in forms)}结尾")
    writable(path)


def write_report(path: Path, facts: Mapping[str, object], tables: Sequence[ReportTable]) -> None:
    """写报告: `facts` (what it was made of) and tables, whole or not at all."""
    writable_report(path)
    if path.suffix.lower() == ".json":
        write_text_whole(path, _json(facts, tables))
    else:
        write_whole(path, lambda draft: _workbook(draft, facts, tables))


def _json(facts: Mapping[str, object], tables: Sequence[ReportTable]) -> str:
    told = dict(facts) | {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in tables
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _workbook(path: Path, facts: Mapping[str, object], tables: Sequence[ReportTable]) -> None:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    told = ReportTable(
        "facts", "说明", {"name": "项目", "value": "内容"},
        [(name, value if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
          if not isinstance(value, str) else value) for name, value in facts.items()],
    )  # fmt: skip
    bold = book.add_format({"bold": True})
    for table in (told, *tables):
        if len(table.rows) > _MOST_ROWS:
            raise EngineError(f"“{table.title}”有{len(table.rows)}行，工作簿放不下。请写成json")
        sheet = book.add_worksheet(table.title)
        sheet.write_row(0, 0, table.columns.values(), bold)
        for number, row in enumerate(table.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, column, value)
                elif value:
                    sheet.write_string(number, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(table.columns) - 1, 0), 18)
    try:
        book.close()
    except FileCreateError as wrong:
        raise wrong.args[0] from wrong
