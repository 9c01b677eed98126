"""读表 loader: the one way to the tables of this folder.

A table is a csv file in UTF-8. Its first row names the columns. What is wrong
with a row is told with file, line and column, because the person who reads the
message has just changed that row.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType

STATUSES = ("attested", "recalled", "derived", "local")
"""attested: read in a published source. recalled: general knowledge, not yet
found in one. derived: computed from sources. local: our own, no official value."""


class DataError(ValueError):
    """表格错误: a table of the data folder is missing or malformed."""


@cache
def load(name: str) -> tuple[Mapping[str, str], ...]:
    """读表: the rows of data/<name>.csv, each a read-only mapping column → text.

    Raises DataError, naming file, line and column, where the table is missing,
    a row has too few or too many cells, `source` is empty, `status` is not one
    of STATUSES, or a year or date can't be read. Blank cells are "".

    >>> load("flags")[0]["name"]
    '中央直达资金'
    >>> load("nonesuch")
    Traceback (most recent call last):
      ...
    zhida.data.loader.DataError: 数据表 nonesuch.csv 不存在
    """
    try:
        text = files("zhida.data").joinpath(f"{name}.csv").read_text("utf-8-sig")
    except FileNotFoundError as missing:
        raise DataError(f"数据表 {name}.csv 不存在") from missing
    except UnicodeDecodeError as wrong:
        raise DataError(f"数据表 {name}.csv 不是 UTF-8 编码（第 {wrong.start} 字节）") from wrong
    return read_table(text, f"{name}.csv")


def read_table(text: str, file: str) -> tuple[Mapping[str, str], ...]:
    """Read and check the text of a table; `file` is only for messages.

    >>> read_table("code,source\\n01,财预〔2020〕56号\\n", "x.csv")[0]["code"]
    '01'
    >>> read_table("code,source\\n01,\\n", "x.csv")
    Traceback (most recent call last):
      ...
    zhida.data.loader.DataError: x.csv 第 2 行 source 列：不能为空
    """
    reader = csv.reader(StringIO(text), strict=True)
    try:
        header = next(reader, [])
        checks = [
            (place, name, _CHECKS[name]) for place, name in enumerate(header) if name in _CHECKS
        ]
        if not header or len(set(header)) != len(header):
            raise DataError(f"{file} 第 1 行：列名为空或重复")
        rows = []
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise DataError(
                    f"{file} 第 {reader.line_num} 行：应有 {len(header)} 格，实有 {len(cells)} 格"
                )
            for place, column, check in checks:
                if fault := check(cells[place]):
                    raise DataError(f"{file} 第 {reader.line_num} 行 {column} 列：{fault}")
            rows.append(MappingProxyType(dict(zip(header, cells, strict=True))))
    except csv.Error as wrong:
        raise DataError(f"{file} 第 {reader.line_num} 行：{wrong}") from wrong
    return tuple(rows)


def _present(cell: str) -> str:
    return "" if cell.strip() else "不能为空"


def _known_status(cell: str) -> str:
    return "" if cell in STATUSES else f"“{cell}”不是 {'、'.join(STATUSES)} 之一"


def _year(cell: str) -> str:
    good = not cell or (cell.isascii() and cell.isdigit() and len(cell) == 4)
    return "" if good else f"“{cell}”不是四位年份"


def _date(cell: str) -> str:
    try:
        datetime.date.fromisoformat(cell or "2000-01-01")
    except ValueError:
        return f"“{cell}”不是 年-月-日 形式的日期"
    return ""


_CHECKS: dict[str, Callable[[str], str]] = {
    "source": _present,
    "status": _known_status,
    "from_year": _year,
    "to_year": _year,
    "from_date": _date,
    "to_date": _date,
}
