"""国库支付 treasury: what the treasuries of nine counties paid in the year that the demo plays.

All made up. Each treasury exports in its own way, and four of them not without a fault, which
`samples/年度/年度.faults.toml` tells.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

NOTICE = "阿地财社〔2025〕33号"
GENERAL, LOTTERY = "2101301", "2296013"
_HEADS = (
    "支付凭证号", "支付日期", "支付金额（元）", "预算单位名称", "指标文号", "功能科目", "直达标识",
    "收款人全称", "用途", "支付方式", "原支付凭证号",
)  # fmt: skip
_WAN = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Row:
    """One payment, or with `refunds` what came back of one; `yuan` as printed."""

    number: str
    date: str
    yuan: str
    function: str
    refunds: str = ""


YEAR: dict[str, tuple[Row, ...]] = {
    "阿克苏市": (
        Row("AK25-0711", "2025-07-25", "121658", GENERAL),
        Row("AK25-0806", "2025-08-12", "-21658", GENERAL, "AK25-0711"),
        Row("AK25-0809", "2025-08-15", "21658", GENERAL),
        Row("AK25-0922", "2025-09-18", "64885", LOTTERY),
    ),
    "库车市": (
        Row("KC25-0803", "2025-08-05", "113085", GENERAL),
        Row("KC25-1017", "2025-10-22", "38000", LOTTERY),
    ),
    "温宿县": (
        Row("WS25-0805", "2025-08-08", "78582", GENERAL),
        Row("WS25-1109", "2025-11-12", "41910", LOTTERY),
    ),
    "沙雅县": (
        Row("SY25-0814", "2025-08-20", "82061", GENERAL),
        Row("SY25-1121", "2025-11-20", "43766", LOTTERY),
    ),
    "新和县": (
        Row("XH25-0808", "2025-08-11", "65149", "2101302"),
        Row("XH25-1012", "2025-10-16", "34747", LOTTERY),
    ),
    "拜城县": (
        Row("BC25-0810", "2025-08-14", "69723", GENERAL),
        Row("BC25-1203", "2025-12-04", "37185", LOTTERY),
    ),
    "乌什县": (Row("US25-1215", "2025-12-18", "30000", GENERAL),),
    "阿瓦提县": (
        Row("AW25-0812", "2025-08-19", "78596", GENERAL),
        Row("AW25-1026", "2025-10-30", "41918", LOTTERY),
    ),
    "柯坪县": (
        Row("KP25-0820", "2025-08-25", "47633", GENERAL),
        Row("KP25-1105", "2025-11-06", "25404", LOTTERY),
    ),
}
"""What was paid. 新和县's first payment bears a wrong function code: it waits for a person."""

FAULTY = (
    YEAR["库车市"][0],
    Row("KC25-1017", "2025-10-22", "三万八千元", LOTTERY),
)
"""What 库车市's treasury sent first: an amount that is none."""

WENSU_MAPPING = """\
# 温宿县国库支付系统的列名：与通用列名不同，金额以万元为单位。
unit = "万元"
[columns]
number = "凭单编码"
date = "清算日"
amount = "实付数"
unit = "用款单位"
quota = "依据文件"
function = "科目"
flag = "标识"
payee = "收款方户名"
purpose = "事由"
"""


def make(folder: Path) -> None:
    """Write every treasury's file in its own format."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("阿克苏市", "库车市", "乌什县"):
        _xlsx(name, YEAR[name], folder / f"{name}.xlsx")
    _xlsx("库车市", FAULTY, folder / "库车市-有误.xlsx")
    for name in ("新和县", "拜城县", "阿瓦提县", "柯坪县"):
        (folder / f"{name}.csv").write_text(_csv(_HEADS, map(_cells(name), YEAR[name])), "utf-8")
    (folder / "温宿县.csv").write_text(_of_wensu(), "utf-8")
    (folder / "温宿县.toml").write_text(WENSU_MAPPING, "utf-8")
    (folder / "沙雅县.json").write_text(_json("沙雅县"), "utf-8")


def _account(name: str) -> str:
    return f"{name}财政局社会保障基金财政专户"


def _cells(name: str):  # type: ignore[no-untyped-def]
    def cells(row: Row) -> tuple[str, ...]:
        return (
            row.number, row.date, row.yuan, f"{name}财政局", NOTICE, row.function, "01",
            _account(name), "城乡医疗救助资金", "财政直接支付", row.refunds,
        )  # fmt: skip

    return cells


def _xlsx(name: str, rows: tuple[Row, ...], path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "国库支付"
    sheet.append([f"{name}2025年国库集中支付明细"])
    sheet.append(_HEADS)
    for row in rows:
        cells: list[object] = list(_cells(name)(row))
        if row.yuan.lstrip("-").isdigit():
            cells[2] = int(row.yuan)
        sheet.append(cells)
    for at, width in enumerate((14, 13, 16, 18, 24, 11, 10, 36, 20, 14, 16), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    book.save(path)


def _csv(heads: tuple[str, ...], rows) -> str:  # type: ignore[no-untyped-def]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()


def _of_wensu() -> str:
    heads = (
        "凭单编码",
        "清算日",
        "实付数",
        "用款单位",
        "依据文件",
        "科目",
        "标识",
        "收款方户名",
        "事由",
    )
    rows = [
        (
            row.number, row.date, str(Decimal(row.yuan) / _WAN), "温宿县财政局", NOTICE,
            row.function, "01", _account("温宿县"), "城乡医疗救助资金",
        )
        for row in YEAR["温宿县"]
    ]  # fmt: skip
    return _csv(heads, rows)


def _json(name: str) -> str:
    payments = [
        {
            "number": row.number,
            "date": row.date,
            "amount": f"{row.yuan}.00",
            "unit": f"{name}财政局",
            "quota": NOTICE,
            "function": row.function,
            "flag": "01",
            "payee": _account(name),
            "purpose": "城乡医疗救助资金",
            "pay_type": "财政直接支付",
        }
        for row in YEAR[name]
    ]
    said = {"format": "payments-1", "payments": payments}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
