"""附表 side tables: the small csv files beside the cases: codes, funds, accounts of institutions."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from io import StringIO
from pathlib import Path

from zhida.core.money import Unit, fen_of
from zhida.engines.dip.auxiliary_types import SEVERITIES, SeverityLists
from zhida.engines.dip.codes import PROPERTIES, Codes, ProcedureLimit
from zhida.engines.dip.keys import dx_cell
from zhida.engines.dip.settlement import Account, Pool
from zhida.engines.errors import EngineError, unreadable

_MOST_POINTS = 99
_MOST_FEN = 10**16
_MOST_ASSESSMENT = 10
"""Bounds that no true figure reaches: 98 for 0.98, or a sum with three zeros too many."""
_PLAIN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?")


def read_codes(folder: Path | None) -> Codes:
    """读代码表: of a folder with properties.csv (code, property), procedure_limits.csv (code, kind:
    removed or not_main, scope) and excluded_principal.csv (code), as far as they are there.

    Raises EngineError naming the row that can't be read. None: no codes known.
    """
    if folder is None:
        return Codes()
    _folder_of(folder, "代码表")
    properties: dict[str, str] = {}
    for place, row in table_rows(folder / "properties.csv", "code", "property", key=("code",)):
        if row["property"] not in PROPERTIES:
            raise EngineError(f"{place}的属性“{row['property']}”不是{'、'.join(PROPERTIES)}之一")
        properties[row["code"]] = row["property"]
    limits: dict[str, ProcedureLimit] = {}
    named = ("code", "kind", "scope")
    for place, row in table_rows(folder / "procedure_limits.csv", *named, key=("code",)):
        scope = _keys_at(row["scope"], place)
        if row["kind"] == "removed":
            limits[row["code"]] = ProcedureLimit("removed")
        elif row["kind"] == "not_main":
            limits[row["code"]] = ProcedureLimit("not_main", scope)
        else:
            raise EngineError(f"{place}的种类“{row['kind']}”不是removed、not_main之一")
    excluded = {row["code"] for _, row in table_rows(folder / "excluded_principal.csv", "code")}
    return Codes(properties, limits, frozenset(excluded - {""}))


def read_common(path: Path) -> frozenset[str]:
    """读常见病慢性病: csv with code: diagnoses, subcategories or categories."""
    found: set[str] = set()
    for place, row in table_rows(path, "code", must=True):
        found.update(_keys_at(row["code"], place))
    if not found:
        raise EngineError(f"“{path}”里没有一个诊断代码")
    return frozenset(found)


def read_severity(folder: Path) -> SeverityLists:
    """读辅助分型字典: of a folder with comorbidity.csv (code, points) and severity.csv (code, class),
    as far as they are there. Raises EngineError naming the row that can't be read."""
    _folder_of(folder, "辅助分型字典")
    files = folder / "comorbidity.csv", folder / "severity.csv"
    if not any(file.is_file() for file in files):
        raise EngineError(f"“{folder}”里没有辅助分型字典（comorbidity.csv、severity.csv）")
    comorbidity: dict[str, int] = {}
    for place, row in table_rows(files[0], "code", "points", key=("code",)):
        points = row["points"]
        if not (points.isascii() and points.isdigit() and int(points) <= _MOST_POINTS):
            raise EngineError(f"{place}的指数分值“{points}”不是0到{_MOST_POINTS}的整数")
        comorbidity[row["code"]] = int(points)
    severity: dict[str, str] = {}
    for place, row in table_rows(files[1], "code", "class", key=("code",)):
        if row["class"] not in SEVERITIES:
            raise EngineError(f"{place}的严重程度“{row['class']}”不是{'、'.join(SEVERITIES)}之一")
        severity[row["code"]] = row["class"]
    return SeverityLists(comorbidity, severity)


def read_funds(path: Path) -> dict[Pool, int]:
    """读基金表: csv with pool, insutype, fund (yuan): what each pool may pay out."""
    of = ("pool", "insutype")
    return {
        (row["pool"], row["insutype"]): fen_at(row, "fund", place)
        for place, row in table_rows(path, *of, "fund", must=True, key=of)
    }


def read_accounts(path: Path | None) -> dict[tuple[Pool, str], Account]:
    """读机构账: csv with pool, insutype, fixmedins_code, assessment (as 0.98), deducted, paid (yuan)."""
    found: dict[tuple[Pool, str], Account] = {}
    if path is None:
        return found
    of = ("pool", "insutype", "fixmedins_code")
    for place, row in table_rows(path, *of, "assessment", "deducted", "paid", must=True, key=of):
        assessment = fraction_of(row["assessment"] or "1")
        if assessment is None or assessment > _MOST_ASSESSMENT:
            raise EngineError(
                f"{place}的考核系数“{row['assessment']}”应在0到{_MOST_ASSESSMENT}之间，如0.98"
            )
        deducted, paid = (fen_at(row, name, place, blank=0) for name in ("deducted", "paid"))
        pool = (row["pool"], row["insutype"])
        found[pool, row["fixmedins_code"]] = Account(assessment, deducted, paid)
    return found


def table_rows(
    path: Path, *columns: str, must: bool = False, key: Sequence[str] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """行: each row with its place ("“file”第n行"), as far as the file is there; `must` refuses none.

    The columns of the `key` name a row: they are filled in, and no two rows have the same. Raises
    EngineError where they aren't, a column is missing, a row has more cells than the head, or the
    file can't be read.
    """
    if not path.is_file() and not must:
        return
    try:
        reader = csv.DictReader(StringIO(path.read_text("utf-8-sig")))
        reader.fieldnames = heads = [name.strip() for name in reader.fieldnames or ()]
        rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError) as wrong:
        raise unreadable(path, wrong) from wrong
    except csv.Error as wrong:
        raise EngineError(f"“{path}”不是csv表格。请在表格软件里另存为“CSV UTF-8”") from wrong
    if missing := [name for name in columns if name not in heads]:
        said = "、".join(heads)[:80] or "空白"
        raise EngineError(f"“{path}”第1行缺少{'、'.join(missing)}列，现在是：{said}")
    if twice := [name for name in columns if heads.count(name) > 1]:
        raise EngineError(f"“{path}”第1行有两列{twice[0]}。请只留一列")
    before: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        place = f"“{path}”第{line}行"
        if None in row:
            raise EngineError(f"{place}比表头多出几格。金额里的逗号请去掉，含有逗号的一格请加引号")
        cells = {name: (row[name] or "").strip() for name in columns}
        if blank := [name for name in key if not cells[name]]:
            raise EngineError(f"{place}的{blank[0]}是空白，应填写")
        said_before = before.setdefault(tuple(cells[name] for name in key), line)
        if key and said_before != line:
            shown = "、".join(cells[name] for name in key)
            raise EngineError(f"{place}与第{said_before}行重复：{shown}。请只留一行")
        yield place, cells


def fen_at(row: Mapping[str, str], column: str, place: str, *, blank: int | None = None) -> int:
    """分: the amount of a column, written in yuan, not below zero; `blank` for an empty cell where
    one is given. Raises EngineError naming the place."""
    yuan = row[column]
    if not yuan and blank is not None:
        return blank
    try:
        fen = fen_of(yuan, Unit.YUAN)
    except ValueError:
        fen = -1
    if not 0 <= fen <= _MOST_FEN:
        raise EngineError(
            f"{place}的{column}“{yuan}”应为元，不小于零，最多两位小数，不超过一百万亿"
        )
    return fen


def fraction_of(text: str) -> Fraction | None:
    """数: a plain number, not below zero, as it is written; None for anything else.

    >>> fraction_of("0.98"), fraction_of("98%"), fraction_of("1e9")
    (Fraction(49, 50), None, None)
    """
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def _folder_of(folder: Path, what: str) -> None:
    if folder.is_file():
        raise EngineError(f"{what}“{folder}”是文件。请写放着它的文件夹")
    if not folder.is_dir():
        raise EngineError(f"{what}文件夹“{folder}”不存在")


def _keys_at(cell: str, place: str) -> tuple[str, ...]:
    try:
        return dx_cell(cell)
    except ValueError as wrong:
        raise EngineError(f"{place}{wrong}") from wrong
