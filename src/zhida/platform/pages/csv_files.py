"""逗号分隔文件 csv files: a table as text that a spreadsheet opens, in which nothing is a formula."""

from __future__ import annotations

import csv
from io import StringIO

from zhida.platform.pages.tables import Table, words

CSV = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_of(table: Table) -> bytes:
    """逗号分隔: the whole table in UTF-8 with a byte order mark, as spreadsheets want it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(each.name) for each in table.columns])
    for row in table.rows:
        writer.writerow(
            [
                harmless(words(cell.value, column.kind, table.unit, cell.state))
                if isinstance(cell.value, str)
                else words(cell.value, column.kind, table.unit, cell.state)
                for column, cell in zip(table.columns, row.cells, strict=True)
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """不成公式: a text that a spreadsheet would compute gets an apostrophe before it.

    >>> harmless("=HYPERLINK(1)"), harmless("-1+cmd"), harmless("财社〔2025〕7号")
    ("'=HYPERLINK(1)", "'-1+cmd", '财社〔2025〕7号')
    """
    return (
        f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) or text[:1] in _FORMULA else text
    )
