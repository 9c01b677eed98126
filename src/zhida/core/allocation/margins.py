"""边际 margins: the totals that a table of whole units must meet, by line and by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


class AllocationError(ValueError):
    """无法分配: the figures admit no allocation. The message is a Chinese sentence with its mend."""


Told = Callable[[int], str]
"""How an amount in units is told in a sentence."""


def in_units(units: int) -> str:
    """A number of units, where the sentence's reader knows the unit.

    >>> in_units(3)
    '3个单位'
    """
    return f"{units}个单位"


@dataclass(frozen=True, slots=True)
class LineTotal:
    """行合计: a recipient, or a group of lines, with its total in units.

    `code` is its stable name, by which ties are decided. `parent` is the index
    of the group that it belongs to in the same list, None at the top.
    """

    code: str
    total: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """列合计: a source of money, with its total in units."""

    code: str
    total: int


@dataclass(frozen=True, slots=True)
class Margins:
    """边际: lines and columns whose totals agree.

    A line that is nobody's parent is a recipient; the total of a group is the
    sum of its members. The exact share of a cell is line total × column total
    ÷ grand total. Raises `AllocationError` for totals that can't be met.

    >>> Margins((LineTotal("甲县", 2), LineTotal("乙县", 1)), (ColumnTotal("中央", 3),)).total
    3
    >>> Margins((LineTotal("甲县", 2),), (ColumnTotal("中央", 3),))
    Traceback (most recent call last):
      ...
    zhida.core.allocation.margins.AllocationError: 各行合计为2，各列合计为3，相差1。请先核对两边的总额
    """

    lines: tuple[LineTotal, ...]
    columns: tuple[ColumnTotal, ...]
    total: int = field(init=False)
    groups: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        _refuse_bad_codes([line.code for line in self.lines], "行")
        _refuse_bad_codes([column.code for column in self.columns], "列")
        totals = [(line.code, line.total) for line in self.lines]
        totals += [(column.code, column.total) for column in self.columns]
        for code, total in totals:
            if total < 0:
                raise AllocationError(f"“{code}”的合计为{total}，不能为负数")
        object.__setattr__(self, "groups", self._groups())
        by_line = sum(line.total for line in self.lines if line.parent is None)
        by_column = sum(column.total for column in self.columns)
        if by_line != by_column:
            raise AllocationError(
                f"各行合计为{by_line}，各列合计为{by_column}，"
                f"相差{abs(by_line - by_column)}。请先核对两边的总额"
            )
        if not by_line:
            raise AllocationError("合计为零，没有可以分配的金额")
        object.__setattr__(self, "total", by_line)

    def _groups(self) -> frozenset[int]:
        """The indexes of lines that have members; refuses circles and wrong subtotals."""
        held: dict[int, int] = {}
        for line in self.lines:
            if line.parent is not None:
                if not 0 <= line.parent < len(self.lines):
                    raise AllocationError(f"“{line.code}”的上级不在表中")
                held[line.parent] = held.get(line.parent, 0) + line.total
        for start, line in enumerate(self.lines):
            above = line.parent
            for _ in self.lines:
                if above is None:
                    break
                above = self.lines[above].parent
            if above is not None:
                raise AllocationError(f"“{self.lines[start].code}”的上级绕回了自身")
        for group, members in held.items():
            line = self.lines[group]
            if line.total != members:
                raise AllocationError(f"“{line.code}”小计为{line.total}，所属各行之和为{members}")
        return frozenset(held)

    def share(self, line: int, column: int) -> tuple[int, int]:
        """The exact share as whole units and a remainder in `total`-ths of a unit.

        >>> Margins((LineTotal("甲", 2), LineTotal("乙", 1)), (ColumnTotal("a", 2), ColumnTotal("b", 1))).share(0, 0)
        (1, 1)
        """
        return divmod(self.lines[line].total * self.columns[column].total, self.total)


def _refuse_bad_codes(codes: list[str], kind: str) -> None:
    if not codes:
        raise AllocationError(f"没有任何一{kind}")
    seen: set[str] = set()
    for code in codes:
        if not code:
            raise AllocationError(f"有一{kind}没有名称")
        if code in seen:
            raise AllocationError(f"“{code}”出现了两次，同一{kind}只能有一个合计")
        seen.add(code)
