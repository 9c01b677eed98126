"""输入问题 faults: what is wrong with the files of an allocation, place by place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """输入问题: one thing that is wrong, where it stands and how to mend it.

    `line` counts the lines of the file from 1, the header among them. In a workbook
    it is the row of the `sheet`, and `address` the cell ("C7").

    >>> Fault(Path("rows.csv"), "金额为空", "填写金额，没有的写0", line=3, column="amount").sentence
    'rows.csv 第3行 amount列：金额为空。改法：填写金额，没有的写0。'
    """

    file: Path
    reason: str
    mend: str
    line: int | None = None
    column: str | None = None
    sheet: str | None = None
    address: str | None = None

    @property
    def sentence(self) -> str:
        """Place, reason and mend in one Chinese sentence."""
        place = [self.file.name]
        if self.sheet is not None:
            place.append(f"工作表“{self.sheet}”")
        if self.address is not None:
            place.append(self.address)
        elif self.line is not None:
            place.append(f"第{self.line}行")
        if self.column is not None and self.address is None:
            place.append(f"{self.column}列")
        return f"{' '.join(place)}：{self.reason}。改法：{self.mend}。"


class FaultyInput(Exception):
    """输入有误: the files can't be used. `faults` are all that were found, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(fault.sentence for fault in self.faults)
