"""支付表头 payment header: which row names the columns, and which column holds which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from zhida.core.execution.payment_columns import (
    PaymentColumn,
    PaymentMapping,
    field_of,
    payment_columns,
    unit_of,
    words,
)
from zhida.core.execution.payment_findings import payment_finding
from zhida.core.findings import Finding
from zhida.core.money import Unit
from zhida.core.provenance import Source


class PaymentTable(Protocol):
    """支付表: cells as text, all rows from the first of the sheet, and the place of each.

    Of json (`records`) the first row are the keys of its objects.
    """

    @property
    def records(self) -> bool:
        """Whether its rows are objects of json, whose columns are called 字段."""

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """Every row with its cells."""

    def place(self, row: int, column: int | None = None) -> Source:
        """The place of a row or of one of its cells; both count from 0."""


@dataclass(frozen=True, slots=True)
class PaymentHeader:
    """支付表头: the row of the header (from 0), the columns of the fields, the unit of money.

    `unit` is None where nothing says it; `unknown` are headers that no field has.
    """

    row: int
    columns: Mapping[str, int]
    unit: Unit | None
    unknown: tuple[str, ...]
    findings: tuple[Finding, ...]


_KEYS = "字段名照 payments.schema.json 写；别的系统的字段名，写明对应（列名对应表，zhida import payments --mapping）"
_DEEPEST = 20
"""Rows above which a header is looked for."""


def payment_header(table: PaymentTable, mapping: PaymentMapping) -> PaymentHeader:
    """表头: the row among the first that names most fields, with what is wrong with it."""
    row = _header_row(table, mapping)
    cells = table.rows[row] if row < len(table.rows) else ()
    columns: dict[str, int] = {}
    unknown, findings = [], []
    for place, header in enumerate(cells):
        if not header.strip():
            continue
        field = field_of(header, mapping)
        if field is None:
            unknown.append(header)
            findings.append(
                payment_finding(
                    "P102",
                    f"字段“{header}”不认识，没有读取"
                    if table.records
                    else f"“{header}”列没有对应的字段，没有读取",
                    table.place(row, place),
                    mend=_KEYS if table.records else "",
                )
            )
        elif field in columns:
            findings.append(_twice(table, row, field, columns[field], place))
        else:
            columns[field] = place
    findings += _missing(table, row, cells, columns, mapping)
    unit = _unit(table, row, columns, mapping)
    if "amount" in columns and unit is None:
        findings.append(
            payment_finding(
                "P115",
                "表头和表上方都没有写金额单位，按元读取",
                table.place(row, columns["amount"]),
            )
        )
    return PaymentHeader(row, columns, unit, tuple(unknown), tuple(findings))


def _header_row(table: PaymentTable, mapping: PaymentMapping) -> int:
    if mapping.header_row is not None:
        return mapping.header_row - 1
    known = [
        len({field_of(cell, mapping) for cell in row if cell.strip()} - {None})
        for row in table.rows[:_DEEPEST]
    ]
    return known.index(max(known)) if known else 0


def _twice(table: PaymentTable, row: int, field: str, first: int, second: int) -> Finding:
    title, cells = payment_columns()[field].title, table.rows[row]
    return payment_finding(
        "P103",
        f"“{cells[first]}”和“{cells[second]}”两{'个字段' if table.records else '列'}都是{title}",
        table.place(row, first),
        table.place(row, second),
        mend=f"只留一列，或在对应表的 [columns] 中写明 {field} = 用哪一列",
    )


def _missing(
    table: PaymentTable,
    row: int,
    cells: Sequence[str],
    columns: Mapping[str, int],
    mapping: PaymentMapping,
) -> list[Finding]:
    lacking = [each for each in payment_columns().values() if each.required]
    found = "、".join(cell for cell in cells if cell.strip()) or "空白"
    findings = [
        payment_finding(
            "P101",
            f"json 缺少字段 {each.field}（{each.title}），现有字段：{found}"
            if table.records
            else f"表头缺少{_called(each, mapping)}列，现有：{found}",
            table.place(row),
            expected=each.title,
            found=found,
            mend=f"给每笔支付写上字段 {each.field}，见 payments.schema.json"
            if table.records
            else _other_name(each)
            if each.field in mapping.columns.values()
            else f"加上“{each.headers[0]}”列；"
            f"列名不同的，在对应表的 [columns] 中写明 {each.field} = 列名",
        )
        for each in lacking
        if each.field not in columns
    ]
    if not {"unit", "unit_code", "quota", "quota_key"} & columns.keys():
        findings.append(
            payment_finding(
                "P101",
                "json 没有字段 unit、unit_code、quota、quota_key 中的任何一个，"
                f"支付找不到指标，现有字段：{found}"
                if table.records
                else "表头没有预算单位、指标文号或指标主键中的任何一列，"
                f"支付找不到指标，现有：{found}",
                table.place(row),
                expected="预算单位或指标文号",
                found=found,
                mend=_KEYS if table.records else "",
            )
        )
    return findings


def _called(column: PaymentColumn, mapping: PaymentMapping) -> str:
    """The column as a person looks for it: by the names that the mapping gives it."""
    names = [name for name, field in mapping.columns.items() if field == column.field]
    said = "、".join(f"“{name}”" for name in names)
    return f"{said}（对应表中的{column.title}）" if names else column.title


def _other_name(column: PaymentColumn) -> str:
    return (
        f"这个文件用别的列名的，在对应表的 [columns] 中一并写上，"
        f"如 {column.field} = ['甲', '乙']；或单独导入这个文件，不用这份对应表"
    )


def _unit(
    table: PaymentTable, row: int, columns: Mapping[str, int], mapping: PaymentMapping
) -> Unit | None:
    """The unit in the header of the amounts, else in a line above, else that of the mapping."""
    cells = table.rows[row] if row < len(table.rows) else ()
    if "amount" in columns and (unit := unit_of(cells[columns["amount"]])):
        return unit
    for above in table.rows[:row]:
        for cell in above:
            if "单位" in cell and (unit := unit_of(cell)):
                return unit
    return mapping.unit


def total_kind(cells: Sequence[str]) -> str:
    """合计行: "all" or "since" where a cell is a word for a sum, else "".

    >>> total_kind(["合 计", "", "1234.50"]), total_kind(["A001", "乌鲁木齐市", "5"])
    ('all', '')
    """
    known = words("total")
    for cell in cells:
        if 2 <= len(cell) <= 12 and cell[0] in "合总共小本累":
            meaning = known.get("".join(cell.split()).rstrip(":："))
            if meaning:
                return meaning
    return ""
