"""凭证文件 certificate_file: a rounded table with its proof, to be checked anywhere."""

from __future__ import annotations

import json
from pathlib import Path

from zhida.core.allocation import (
    AllocationError,
    Certificate,
    ColumnTotal,
    LineTotal,
    Margins,
    RoundedTable,
    RoundingUnit,
)
from zhida.documents.allocation.faults import Fault, FaultyInput


def certificate_text(title: str, unit: RoundingUnit, table: RoundedTable) -> str:
    """Totals, cells and prices as JSON: all that `zhida.core.allocation.fault` needs."""
    lines = zip(table.margins.lines, table.cells, table.certificate.lines, strict=True)
    columns = zip(table.margins.columns, table.certificate.columns, strict=True)
    content = {
        "title": title,
        "unit": unit.value,
        "columns": [
            {"code": each.code, "total": each.total, "price": price} for each, price in columns
        ],
        "lines": [
            {
                "code": each.code,
                "total": each.total,
                "parent": each.parent,
                "cells": cells,
                "prices": prices,
            }
            for each, cells, prices in lines
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_certificate(path: Path) -> RoundedTable:
    """The table of a certificate file, not yet checked. Raises `FaultyInput`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        lines, columns = content["lines"], content["columns"]
        margins = Margins(
            tuple(
                LineTotal(str(e["code"]), _whole(e["total"]), _parent(e["parent"])) for e in lines
            ),
            tuple(ColumnTotal(str(e["code"]), _whole(e["total"])) for e in columns),
        )
        return RoundedTable(
            margins,
            tuple(tuple(map(_whole, each["cells"])) for each in lines),
            Certificate(
                tuple(_price(each["price"]) for each in columns),
                tuple(tuple(map(_price, each["prices"])) for each in lines),
            ),
        )
    except FileNotFoundError:
        raise FaultyInput([Fault(path, "没有这个文件", "检查文件名和所在文件夹")]) from None
    except AllocationError as error:
        raise FaultyInput([Fault(path, str(error), "取回原来的凭证文件")]) from error
    except OSError as error:
        raise FaultyInput([Fault(path, f"打不开（{error.strerror}）", "指定凭证文件")]) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        mend = "指定分配时写出的凭证文件"
        raise FaultyInput([Fault(path, "不是完整的凭证文件", mend)]) from error


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _parent(value: object) -> int | None:
    return None if value is None else _whole(value)


def _price(value: list[object]) -> tuple[int, int]:
    deviation, tie = value
    return _whole(deviation), _whole(tie)
