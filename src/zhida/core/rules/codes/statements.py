"""科目提法 statements: every code that a notice states, with what it is stated for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.classification import scheme_of
from zhida.core.notice import (
    AllocationTable,
    BudgetKind,
    CodeStatement,
    Notice,
    Scheme,
)
from zhida.core.provenance import Source

SCHEME_NAMES = {
    Scheme.INCOME: "收入科目",
    Scheme.TRANSFER_FUNCTION: "转移支付支出功能科目",
    Scheme.FUNCTION: "支出功能科目",
    Scheme.GOV_ECON: "政府预算支出经济分类",
    Scheme.DEPT_ECON: "部门预算支出经济分类",
}
KIND_NAMES = {
    BudgetKind.GENERAL: "一般公共预算",
    BudgetKind.GOVERNMENT_FUND: "政府性基金预算",
    BudgetKind.STATE_CAPITAL: "国有资本经营预算",
    BudgetKind.SOCIAL_INSURANCE: "社会保险基金预算",
}


@dataclass(frozen=True, slots=True)
class Use:
    """用法: a code, the budget of the money it is for (None = not told), and where.

    `place` is "正文" or the table's column in words.
    """

    statement: CodeStatement
    kind: BudgetKind | None
    place: str

    @property
    def scheme(self) -> Scheme:
        """The classification of the code.

        The words before it decide between the two economic classifications,
        the digits in all else: those words may belong to another code.
        """
        if self.statement.scheme in (Scheme.GOV_ECON, Scheme.DEPT_ECON):
            return self.statement.scheme
        return scheme_of(self.statement.code) or self.statement.scheme

    @property
    def code(self) -> str:
        """The digits."""
        return self.statement.code

    @property
    def source(self) -> Source:
        """Where it is printed."""
        return self.statement.source

    @property
    def words(self) -> str:
        """The code with its name as printed, for a sentence."""
        return f"{self.code}{self.statement.name}"


def uses(notice: Notice) -> tuple[Use, ...]:
    """Every code of text and tables, each place once."""
    found: dict[tuple[Scheme, str, Source], Use] = {}
    for use in (*_in_tables(notice), *_in_text(notice)):
        key = (use.scheme, use.code, use.source)
        known = found.get(key)
        if known is None or (known.kind is None and use.kind is not None):
            found[key] = use
    return tuple(found.values())


def of_scheme(notice: Notice, *schemes: Scheme) -> tuple[Use, ...]:
    """The codes of some classifications."""
    return tuple(use for use in uses(notice) if use.scheme in schemes)


def year_of(notice: Notice, statement: CodeStatement) -> int | None:
    """The year of the classification: the stated one, else the budget year."""
    if statement.year is not None:
        return statement.year
    return notice.budget_year.value if notice.budget_year else None


def _in_tables(notice: Notice) -> Iterator[Use]:
    for table in notice.allocation:
        for statement in table.codes:
            yield Use(statement, statement.kind or _kind_of(table, statement), _place(statement))


def _in_text(notice: Notice) -> Iterator[Use]:
    for statement in notice.codes:
        yield Use(statement, statement.kind, _place(statement))
    for appropriation in notice.appropriations:
        for statement in appropriation.codes.all:
            own = sum(
                any(statement.source == each.source for each in other.codes.all)
                for other in notice.appropriations
            )
            kind = statement.kind or (appropriation.kind if own == 1 else None)
            yield Use(statement, kind, _place(statement))


def _kind_of(table: AllocationTable, statement: CodeStatement) -> BudgetKind | None:
    column = statement.column
    if column is None or column >= len(table.columns):
        return None
    return table.columns[column].budget_kind


def _place(statement: CodeStatement) -> str:
    return "分配表" if statement.in_table else "正文"
