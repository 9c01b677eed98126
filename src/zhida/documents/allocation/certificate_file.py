"""凭证文件 certificate_file: an exact table with its proof, to be checked anywhere."""

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
from zhida.core.allocation.composition import Block, ComposedTable, whole
from zhida.documents.allocation.faults import Fault, FaultyInput

Content = dict[str, object]


def certificate_text(title: str, unit: RoundingUnit, table: RoundedTable | ComposedTable) -> str:
    """Totals, cells and prices as JSON: all that a check needs. See `certificate_content`."""
    return json.dumps(certificate_content(title, unit, table), ensure_ascii=False, indent=1) + "\n"


def certificate_content(
    title: str, unit: RoundingUnit, table: RoundedTable | ComposedTable
) -> Content:
    """凭证内容: a table of one block as its lines and columns with their prices; a composed one as
    totals, earmarked amounts, and each block with the indexes of its lines and columns.
    """
    head: Content = {"title": title, "unit": unit.value}
    if isinstance(table, RoundedTable):
        return head | _rounded(table)
    alone = _alone(table)
    if alone is not None:
        return head | _rounded(alone)
    totals = table.margins
    return head | {
        "totals": {
            "columns": [{"code": each.code, "total": each.total} for each in totals.columns],
            "lines": [
                {"code": each.code, "total": each.total, "parent": each.parent, "earmarked": cells}
                for each, cells in zip(totals.lines, table.earmarked, strict=True)
            ],
        },
        "blocks": [
            {"at_lines": each.lines, "at_columns": each.columns} | _rounded(each.table)
            for each in table.blocks
        ],
    }


def _alone(table: ComposedTable) -> RoundedTable | None:
    """The one block of all lines and columns that a table is made of, None where it isn't."""
    if len(table.blocks) == 1 and table.blocks[0].table.margins == table.margins:
        return table.blocks[0].table
    return None


def _rounded(table: RoundedTable) -> Content:
    lines = zip(table.margins.lines, table.cells, table.certificate.lines, strict=True)
    columns = zip(table.margins.columns, table.certificate.columns, strict=True)
    return {
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


def read_certificate(path: Path) -> ComposedTable:
    """The table of a certificate file, not yet checked. Raises `FaultyInput`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if "blocks" not in content:
            return whole(_read_rounded(content))
        totals = content["totals"]
        blocks = [
            Block(
                tuple(map(_whole, each["at_lines"])),
                tuple(map(_whole, each["at_columns"])),
                _read_rounded(each),
            )
            for each in content["blocks"]
        ]
        earmarked = tuple(tuple(map(_whole, each["earmarked"])) for each in totals["lines"])
        return ComposedTable(_margins(totals), earmarked, tuple(blocks))
    except FileNotFoundError:
        raise FaultyInput([Fault(path, "没有这个文件", "检查文件名和所在文件夹")]) from None
    except AllocationError as error:
        raise FaultyInput([Fault(path, str(error), "取回原来的凭证文件")]) from error
    except OSError as error:
        raise FaultyInput([Fault(path, f"打不开（{error.strerror}）", "指定凭证文件")]) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        mend = "指定分配时写出的凭证文件"
        raise FaultyInput([Fault(path, "不是完整的凭证文件", mend)]) from error


def _read_rounded(content: dict[str, list[dict[str, list[object]]]]) -> RoundedTable:
    lines, columns = content["lines"], content["columns"]
    return RoundedTable(
        _margins(content),
        tuple(tuple(map(_whole, each["cells"])) for each in lines),
        Certificate(
            tuple(_price(each["price"]) for each in columns),
            tuple(tuple(map(_price, each["prices"])) for each in lines),
        ),
    )


def _margins(content: dict[str, list[dict[str, list[object]]]]) -> Margins:
    return Margins(
        tuple(
            LineTotal(str(each["code"]), _whole(each["total"]), _parent(each["parent"]))
            for each in content["lines"]
        ),
        tuple(ColumnTotal(str(each["code"]), _whole(each["total"])) for each in content["columns"]),
    )


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _parent(value: object) -> int | None:
    return None if value is None else _whole(value)


def _price(value: object) -> tuple[int, int]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no price")
    deviation, tie = value
    return _whole(deviation), _whole(tie)
