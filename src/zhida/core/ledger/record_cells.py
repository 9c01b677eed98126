"""记录单元格 record cells: each cell of a quota record read by its form, or a fault that names it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zhida.core.ledger.records import Record, elements, values_of
from zhida.core.money import Unit, fen_of

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RecordFault:
    """记录问题: what is wrong with a cell.

    `row` counts records from 0. `expected` says what the cell should hold,
    `found` is what it holds.
    """

    row: int
    field: str
    reason: str
    expected: str
    found: str
    mend: str


class Cells:
    """单元格: one record's cells, read by form. Faults are added to `faults`.

    A cell that can't be read counts as blank after that.
    """

    def __init__(self, row: int, record: Record, faults: list[RecordFault]) -> None:
        self.row = row
        self._faults = faults
        self._record = {
            each.field: _plain(record.get(each.field, ""), each.form) for each in elements()
        }

    def text(self, field: str) -> str:
        """The text of a cell."""
        return self._record[field]

    def fault(self, field: str, reason: str, expected: str, mend: str) -> None:
        """Say that a cell is wrong."""
        self._faults.append(
            RecordFault(self.row, field, reason, expected, self._record[field], mend)
        )

    def money(self, field: str) -> int | None:
        """Fen, or None where the cell is blank."""
        return self._read(field, _fen, "以元为单位的数，最多两位小数", "改为数字，例如 1234.56")

    def amount(self, field: str) -> int:
        """Fen of a cell that can't be negative; a blank one is zero."""
        fen = self.money(field) or 0
        if fen < 0:
            self.fault(field, "金额为负", "零或正数", "减少的金额写在DIS_AMT或ZD_REDUCED_AMT")
            return 0
        return fen

    def year(self, field: str) -> int | None:
        """A year of four digits."""
        return self._read(field, _year, "四位年份", "改为四位数字，例如 2025")

    def date(self, field: str) -> datetime.date | None:
        """A day."""
        return self._read(field, _date, "年-月-日", "改为形如 2025-01-31 的日期")

    def flag(self, field: str) -> bool:
        """Yes or no; a blank cell is no."""
        found = self._read(field, _FLAGS.__getitem__, "1（是）或0（否）", "改为1或0")
        return bool(found)

    def code(self, field: str, blank: str) -> str:
        """Our value of a code; `blank` is that of a blank cell."""
        known: Mapping[str, str] = values_of(field)
        found = self._read(
            field,
            known.__getitem__,
            "、".join(known),
            "按代码表改写，或在数据表 quota_codes.csv 中补上对照",
        )
        return blank if found is None else found

    def _read(self, field: str, how: Callable[[str], _T], expected: str, mend: str) -> _T | None:
        text = self._record[field]
        if not text:
            return None
        try:
            return how(text)
        except (ValueError, KeyError):
            self.fault(field, "无法识别", expected, mend)
            return None


_FLAGS = {"1": True, "0": False, "是": True, "否": False}


def _plain(cell: str, form: str) -> str:
    """Text stays as it is, to the last space; what has a form needs none."""
    return cell if form == "text" else cell.strip()


def _fen(text: str) -> int:
    return fen_of(text, Unit.YUAN)


def _year(text: str) -> int:
    if len(text) != 4 or not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
