"""资金分配表 allocation: who receives how much of what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhida.core.money import Amount, Unit
from zhida.core.notice.appropriations import BudgetKind, CodeStatement, FundingSource
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region


class RowKind(StrEnum):
    """行别: a recipient, a subtotal of some rows, or the grand total."""

    LEAF = "leaf"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class MeasureKind(StrEnum):
    """列别: money, a count (persons, units), or words (purpose, remark)."""

    MONEY = "money"
    COUNT = "count"
    TEXT = "text"


class ColumnRole(StrEnum):
    """列的关系: what a money column is to the others of its table.

    PART is an ordinary amount. TOTAL is the sum of the columns in `parts`.
    OF_WHICH (其中) is contained in another column. ENTITLED 应下达, ADVANCED
    已提前下达 and NOW 此次下达 obey NOW = ENTITLED − ADVANCED.
    """

    PART = "part"
    TOTAL = "total"
    OF_WHICH = "of_which"
    ENTITLED = "entitled"
    ADVANCED = "advanced"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Column:
    """列: a column of measures. `header` joins a header of several rows with "/".

    `parts` are the indexes (0-based, into `AllocationTable.columns`) of the
    columns that a TOTAL column sums; of an OF_WHICH column the one that contains it.
    """

    header: str
    kind: MeasureKind
    role: ColumnRole = ColumnRole.PART
    parts: tuple[int, ...] = ()
    funding: FundingSource | None = None
    budget_kind: BudgetKind | None = None
    purpose: str | None = None
    unit: Unit | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """数值: one cell. `column` indexes `AllocationTable.columns`.

    `amount` holds money, `count` a count, `text` words; the others are None.
    """

    column: int
    printed: str
    source: Source
    amount: Amount | None = None
    count: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """行: a recipient or a sum.

    `path` names the groups above it, outermost first. `parent` is the index of
    the row (in `AllocationTable.rows`) whose sum contains this one, None for
    the outermost. `region` is the resolved place, None where unknown or where
    the recipient is a unit without one of its own. `of_which` is true where 其中
    stands before it: then it may be one of several that are not told.
    """

    recipient: str
    kind: RowKind
    source: Source
    region: Region | None = None
    path: tuple[str, ...] = ()
    parent: int | None = None
    measures: tuple[Measure, ...] = ()
    of_which: bool = False

    def measure(self, column: int) -> Measure | None:
        """The cell of a column, None where the row has none."""
        return next((m for m in self.measures if m.column == column), None)


@dataclass(frozen=True, slots=True)
class AllocationTable:
    """资金分配表: rows × columns. `unit` is the table's, `label` its annex number.

    `unit_inferred` is true where the table prints no unit and the letter told it.
    """

    title: str
    label: str
    unit: Unit | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: Source
    codes: tuple[CodeStatement, ...] = ()
    remarks: tuple[Stated[str], ...] = ()
    unit_inferred: bool = False
