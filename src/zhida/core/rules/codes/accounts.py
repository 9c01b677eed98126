"""科目归属 accounts: which budget an account belongs to, and accounts with a part to play."""

from __future__ import annotations

from collections.abc import Mapping

from zhida.core.notice import BudgetKind, Scheme
from zhida.data import load


def budget_of(scheme: Scheme, code: str, year: int | None = None) -> BudgetKind | None:
    """The budget whose account a code is, by its longest known beginning; None if unknown.

    >>> budget_of(Scheme.FUNCTION, "2296013").value, budget_of(Scheme.FUNCTION, "2101301").value
    ('government_fund', 'general')
    >>> budget_of(Scheme.FUNCTION, "2130505") is None
    True
    """
    rows = [
        row
        for row in load("budget_accounts")
        if row["scheme"] == scheme and code.startswith(row["prefix"]) and _holds(row, year)
    ]
    best = max(rows, key=lambda row: len(row["prefix"]), default=None)
    return BudgetKind(best["budget_kind"]) if best else None


def accounts_for(role: str, year: int | None = None) -> tuple[str, ...]:
    """The codes that play a part ("transfer_between_levels") in a year.

    >>> accounts_for("transfer_between_levels", 2021)
    ('51301',)
    """
    return tuple(
        row["code"] for row in load("account_roles") if row["role"] == role and _holds(row, year)
    )


def _holds(row: Mapping[str, str], year: int | None) -> bool:
    return year is None or int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)
