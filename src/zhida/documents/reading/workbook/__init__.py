"""电子表格 workbooks: xlsx by openpyxl, xls by calamine; each sheet → titles and tables."""

from __future__ import annotations

from zhida.documents.reading.workbook.xls import read_xls
from zhida.documents.reading.workbook.xlsx import read_xlsx

__all__ = ["read_xls", "read_xlsx"]
