"""资金池 pool_sections: [[pool]] of a plan: each line's amount, accounts, flag and openness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from zhida.core.allocation import ColumnTotal, RoundingUnit
from zhida.core.allocation.questions import LineFacts
from zhida.core.notice.appropriations import BudgetKind, FundingSource
from zhida.core.provenance import Source
from zhida.documents.allocation.csv_table import CsvTable, Record, column_name
from zhida.documents.allocation.recipients import Recipients
from zhida.documents.allocation.sections import Section
from zhida.documents.parsing.normalise import clean

T = TypeVar("T")
_SOURCES = {
    "中央": FundingSource.CENTRAL,
    "省级": FundingSource.PROVINCE,
    "市级": FundingSource.PREFECTURE,
    "县级": FundingSource.COUNTY,
    "其他": FundingSource.OTHER,
}
_KINDS = {
    "一般公共预算": BudgetKind.GENERAL,
    "政府性基金": BudgetKind.GOVERNMENT_FUND,
    "国有资本经营": BudgetKind.STATE_CAPITAL,
    "社会保险基金": BudgetKind.SOCIAL_INSURANCE,
}
_KEYS = (
    *("name", "amount", "basis", "dated", "fund", "source", "kind", "flag", "function"),
    *("transfer_function", "flag_column", "function_column", "open_to", "open_column", "together"),
)
_CLOSED = frozenset({"", "0", "否", "无"})
_OPEN = frozenset({"1", "是", "√"})


@dataclass(frozen=True, slots=True)
class PoolLine:
    """资金: a line of the pool in units, and what is stated of it.

    `together` is true where money that is open to some only counts as part of
    the whole pool (统筹), false where it is divided apart.
    """

    section: Section
    column: ColumnTotal
    facts: LineFacts
    together: bool


def read_pool(plan: Section, unit: RoundingUnit, year: int) -> tuple[PoolLine, ...]:
    """All lines of the pool; what is wrong is noted."""
    lines = []
    for section in plan.each("pool"):
        section.only(*_KEYS)
        section.check_basis(year)
        name, total = section.text("name"), section.units("amount", unit)
        place = Source(plan.path.name)
        lines.append(
            PoolLine(
                section,
                ColumnTotal(clean(name).text, max(total, 0)),
                LineFacts(
                    name,
                    total,
                    place,
                    _optional(section, "fund"),
                    _named(section, "source", _SOURCES),
                    _named(section, "kind", _KINDS),
                    _optional(section, "flag"),
                    _optional(section, "function"),
                    _optional(section, "transfer_function"),
                    section.basis,
                ),
                section.flag("together"),
            )
        )
    if not lines:
        plan.wrong("pool", "缺失", "用 [[pool]] 写明每项资金的 name 和 amount")
    elif not plan.faults and not sum(line.column.total for line in lines):
        plan.wrong("pool", "各项资金合计为零", "填写要分配的金额")
    names = [line.column.code for line in lines]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        plan.wrong("pool", f"中“{name}”出现了两次", "合并为一项")
    return tuple(lines)


def open_to(line: PoolLine, recipients: Recipients) -> frozenset[int] | None:
    """The recipients that may have money of a line, None where all may."""
    section = line.section
    if "open_to" in section and "open_column" in section:
        section.wrong("open_column", "与 open_to 同时写了", "只留一个")
    if "open_to" in section:
        found: frozenset[int] = frozenset()
        for name in section.names("open_to"):
            meant = recipients.below(name)
            if not meant:
                section.wrong("open_to", f"中“{name}”不在分配对象中", "改正名称")
            found |= meant
        return found or None
    if "open_column" not in section:
        return None
    cells = _cells(section, "open_column", recipients.table)
    for record, cell in cells:
        if cell not in _CLOSED | _OPEN:
            section.wrong("open_column", f"中“{record.name}”写了“{cell}”", "写“是”或“否”")
    marked = frozenset(i for i, (_, cell) in enumerate(cells) if cell in _OPEN)
    if cells and not marked:
        section.wrong("open_column", "没有一个对象写“是”", "写明哪些对象可以分得这项资金")
    return marked or None


def own_words(line: PoolLine, key: str, table: CsvTable) -> dict[int, str]:
    """What the recipients' table states for a line in a column of its own: codes or flags."""
    if key not in line.section:
        return {}
    return {i: cell for i, (_, cell) in enumerate(_cells(line.section, key, table)) if cell}


def _cells(section: Section, key: str, table: CsvTable) -> list[tuple[Record, str]]:
    column = column_name(section.text(key))
    if column not in table.columns:
        section.wrong(
            key,
            f"所指的“{column}”列不在 {table.path.name} 中",
            f"改为其中之一：{'、'.join(table.columns)}",
        )
        return []
    return [(record, clean(record.cells[column]).text) for record in table.records]


def _optional(section: Section, key: str) -> str | None:
    return section.text(key) if key in section else None


def _named(section: Section, key: str, names: Mapping[str, T]) -> T | None:
    if key not in section:
        return None
    word = section.text(key)
    if word and word not in names:
        section.wrong(key, f"为“{word}”，没有这一种", f"可用的有{'、'.join(names)}")
    return names.get(word)
