"""写国库支付文件 payment writing: payments as xlsx, csv or json that is read back the same.

Every cell is text, so that no digit of an account and no fen is lost.
"""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from zhida.core.execution.payment_columns import payment_columns
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.money import Unit, format_fen
from zhida.documents.errors import UnknownFormat
from zhida.documents.execution.payment_tables import JSON_FORM
from zhida.documents.ledger.cells import neutral
from zhida.documents.writing.replacing import replacing

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_SHEET = "支付明细"
_WORDS = {PaymentKind.PAYMENT: "支付", PaymentKind.REFUND: "退款"}


def write_payments(
    path: Path, payments: Iterable[Payment], fields: Sequence[str] = (), unit: Unit = Unit.YUAN
) -> None:
    """写国库支付: in the form that the file's name says, with these columns in this order.

    All columns where none are named. Raises `UnknownFormat` for another ending, and
    `documents.writing.replacing.UnwritableReport` where the file can't be written.
    """
    writers = {".csv": _csv, ".xlsx": _xlsx, ".json": _json}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise UnknownFormat(path, "不是国库支付数据的格式", "文件名以 .csv、.xlsx 或 .json 结尾")
    with replacing(path) as draft:
        write(draft, tuple(payments), tuple(fields) or tuple(payment_columns()), unit)


def _header(field: str, unit: Unit) -> str:
    return f"金额（{unit.label}）" if field == "amount" else payment_columns()[field].headers[0]


def _cell(payment: Payment, field: str, unit: Unit) -> str:
    if field == "amount":
        return format_fen(payment.fen, unit).removesuffix(unit.label)
    if field == "kind":
        return _WORDS[payment.kind]
    return str(getattr(payment, field))


def _csv(path: Path, payments: Sequence[Payment], fields: Sequence[str], unit: Unit) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_header(each, unit) for each in fields)
        writer.writerows(
            [neutral(_cell(payment, each, unit)) for each in fields] for payment in payments
        )


def _xlsx(path: Path, payments: Sequence[Payment], fields: Sequence[str], unit: Unit) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": "国库支付", "created": _MADE})
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bg_color": "#EEF1F5", "num_format": "@"})
        page = book.add_worksheet(_SHEET)
        for column, field in enumerate(fields):
            page.set_column(column, column, 18, text)
            page.write_string(0, column, _header(field, unit), head)
        for row, payment in enumerate(payments, 1):
            for column, field in enumerate(fields):
                if value := _cell(payment, field, unit):
                    page.write_string(row, column, value, text)
        page.freeze_panes(1, 1)


def _json(path: Path, payments: Sequence[Payment], fields: Sequence[str], unit: Unit) -> None:
    rows = [
        {
            each: payment.kind.value if each == "kind" else _cell(payment, each, Unit.YUAN)
            for each in fields
            if each in ("kind", "amount") or getattr(payment, each) != ""
        }
        for payment in payments
    ]
    content = {"format": JSON_FORM, "payments": rows}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
