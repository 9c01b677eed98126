"""附表 side tables: the small csv files beside the cases: codes, funds, accounts of institutions."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TypeVar

from zhida.core.money import Unit, fen_of
from zhida.engines.dip.auxiliary_types import SEVERITIES, SeverityLists
from zhida.engines.dip.codes import PROPERTIES, Codes, ProcedureLimit
from zhida.engines.dip.keys import dx_cell
from zhida.engines.dip.settlement import Account, Pool
from zhida.engines.errors import EngineError, unreadable

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_MOST_POINTS = 99


def read_codes(folder: Path | None) -> Codes:
    """读代码表: of a folder with properties.csv (code, property), procedure_limits.csv (code, kind:
    removed or not_main, scope) and excluded_principal.csv (code), as far as they are there.

    Raises EngineError naming the row that can't be read. None: no codes known.
    """
    if folder is None:
        return Codes()
    if not folder.is_dir():
        raise EngineError(f"代码表文件夹“{folder}”不存在")
    properties: dict[str, str] = {}
    for place, row in table_rows(folder / "properties.csv", "code", "property"):
        if row["property"] not in PROPERTIES:
            raise EngineError(f"{place}的属性“{row['property']}”不是{'、'.join(PROPERTIES)}之一")
        only_once(properties, row["code"], row["property"], place)
    limits: dict[str, ProcedureLimit] = {}
    for place, row in table_rows(folder / "procedure_limits.csv", "code", "kind", "scope"):
        try:
            scope = dx_cell(row["scope"])
        except ValueError as wrong:
            raise EngineError(f"{place}{wrong}") from wrong
        if row["kind"] == "removed":
            only_once(limits, row["code"], ProcedureLimit("removed"), place)
        elif row["kind"] == "not_main":
            only_once(limits, row["code"], ProcedureLimit("not_main", scope), place)
        else:
            raise EngineError(f"{place}的种类“{row['kind']}”不是removed、not_main之一")
    excluded = {row["code"] for _, row in table_rows(folder / "excluded_principal.csv", "code")}
    return Codes(properties, limits, frozenset(excluded))


def read_common(path: Path) -> frozenset[str]:
    """读常见病慢性病: csv with code: diagnoses, subcategories or categories."""
    found = frozenset(row["code"] for _, row in table_rows(path, "code", must=True)) - {""}
    if not found:
        raise EngineError(f"“{path}”里没有一个诊断代码")
    return found


def read_severity(folder: Path) -> SeverityLists:
    """读辅助分型字典: of a folder with comorbidity.csv (code, points) and severity.csv (code, class),
    as far as they are there. Raises EngineError naming the row that can't be read."""
    if not folder.is_dir():
        raise EngineError(f"辅助分型字典文件夹“{folder}”不存在")
    comorbidity: dict[str, int] = {}
    for place, row in table_rows(folder / "comorbidity.csv", "code", "points"):
        points = row["points"]
        if not (points.isascii() and points.isdigit() and int(points) <= _MOST_POINTS):
            raise EngineError(f"{place}的指数分值“{points}”不是0到{_MOST_POINTS}的整数")
        only_once(comorbidity, row["code"], int(points), place)
    severity: dict[str, str] = {}
    for place, row in table_rows(folder / "severity.csv", "code", "class"):
        if row["class"] not in SEVERITIES:
            raise EngineError(f"{place}的严重程度“{row['class']}”不是{'、'.join(SEVERITIES)}之一")
        only_once(severity, row["code"], row["class"], place)
    return SeverityLists(comorbidity, severity)


def read_funds(path: Path) -> dict[Pool, int]:
    """读基金表: csv with pool, insutype, fund (yuan): what each pool may pay out."""
    found: dict[Pool, int] = {}
    for place, row in table_rows(path, "pool", "insutype", "fund", must=True):
        only_once(found, (row["pool"], row["insutype"]), fen_at(row["fund"], place), place)
    return found


def read_accounts(path: Path | None) -> dict[tuple[Pool, str], Account]:
    """读机构账: csv with pool, insutype, fixmedins_code, assessment (as 0.98), deducted, paid (yuan)."""
    found: dict[tuple[Pool, str], Account] = {}
    if path is None:
        return found
    columns = ("pool", "insutype", "fixmedins_code", "assessment", "deducted", "paid")
    for place, row in table_rows(path, *columns, must=True):
        try:
            assessment = Fraction(row["assessment"] or "1")
        except (ValueError, ZeroDivisionError):
            assessment = Fraction(-1)
        if assessment < 0:
            raise EngineError(f"{place}的考核系数“{row['assessment']}”不是不小于零的数")
        account = Account(
            assessment, fen_at(row["deducted"] or "0", place), fen_at(row["paid"] or "0", place)
        )
        only_once(found, ((row["pool"], row["insutype"]), row["fixmedins_code"]), account, place)
    return found


def table_rows(
    path: Path, *columns: str, must: bool = False
) -> Iterator[tuple[str, dict[str, str]]]:
    """行: each row with its place ("“file”第n行"), as far as the file is there; `must` refuses none.

    Raises EngineError where a column is missing or the file can't be read.
    """
    if not path.is_file() and not must:
        return
    try:
        reader = csv.DictReader(StringIO(path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError) as wrong:
        raise unreadable(path, wrong) from wrong
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        raise EngineError(f"“{path}”第1行缺少{'、'.join(missing)}列")
    for row in reader:
        cells = {name: (row[name] or "").strip() for name in columns}
        yield f"“{path}”第{reader.line_num}行", cells


def only_once(held: dict[_Key, _Value], key: _Key, value: _Value, place: str) -> None:
    """只一次: keep a row's value. Raises EngineError where its key was there before."""
    if key in held:
        raise EngineError(f"{place}与前面的行重复：{key}")
    held[key] = value


def fen_at(yuan: str, place: str) -> int:
    """分: an amount written in yuan. Raises EngineError naming the place."""
    try:
        return fen_of(yuan, Unit.YUAN)
    except ValueError as wrong:
        raise EngineError(f"{place}的金额“{yuan}”应为元，最多两位小数") from wrong
