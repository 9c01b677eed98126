"""分来源指标 appropriations: the letter's amounts, completed by the allocation table.

Many letters give one total and leave the split by source to the columns of the
table. Then the table's own totals are the appropriations, with the letter's
codes handed to the money they are for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhida.core.money import AmountState
from zhida.core.notice import (
    AllocationTable,
    Appropriation,
    BudgetKind,
    Codes,
    CodeStatement,
    Column,
    ColumnRole,
    MeasureKind,
    RowKind,
)
from zhida.documents.parsing.letter import Letter


def appropriations_of(
    letter: Letter, tables: Sequence[AllocationTable]
) -> tuple[Appropriation, ...]:
    """The letter's appropriations, or those of the table's columns where only it splits them."""
    if len(letter.appropriations) > 1:
        return letter.appropriations
    whole = letter.appropriations[0] if letter.appropriations else None
    for table in tables:
        split = tuple(_by_column(table, whole))
        if len(split) > 1 and _covers(split, letter):
            return split
    return letter.appropriations


def _by_column(table: AllocationTable, whole: Appropriation | None) -> Iterator[Appropriation]:
    total = next((row for row in table.rows if row.kind is RowKind.TOTAL), None)
    if total is None:
        return
    for at, column in enumerate(table.columns):
        measure = total.measure(at)
        if not _is_part(column) or measure is None or measure.amount is None:
            continue
        if measure.amount.state is not AmountState.NUMBER:
            continue
        codes = whole.codes if whole else Codes()
        yield Appropriation(
            source=column.funding or (whole.source if whole else None),
            kind=column.budget_kind or (whole.kind if whole and column.funding else None),
            purpose=column.purpose,
            label=column.header,
            total=measure.amount,
            codes=_codes_for(codes, column.budget_kind or BudgetKind.GENERAL),
            flag=whole.flag if whole else None,
            project=whole.project if whole else None,
            place=measure.source,
        )


def _is_part(column: Column) -> bool:
    """A column that names whose money it is, and is no sum; 其中 may split one."""
    named = column.funding is not None or column.budget_kind is not None
    plain = column.role in (ColumnRole.PART, ColumnRole.OF_WHICH)
    return column.kind is MeasureKind.MONEY and plain and named


def _covers(split: Sequence[Appropriation], letter: Letter) -> bool:
    """Whether the columns make up the letter's total, where it states one."""
    if letter.total.fen is None:
        return True
    return sum(each.total.fen or 0 for each in split) == letter.total.fen


def _codes_for(codes: Codes, kind: BudgetKind) -> Codes:
    """The codes that hold for a budget; those that name no budget hold for all."""

    def fitting(statements: tuple[CodeStatement, ...]) -> tuple[CodeStatement, ...]:
        return tuple(each for each in statements if each.kind in (None, kind))

    return replace(
        codes,
        income=fitting(codes.income),
        transfer_function=fitting(codes.transfer_function),
        function=fitting(codes.function),
        gov_econ=fitting(codes.gov_econ),
        dept_econ=fitting(codes.dept_econ),
    )
