"""科目归属: accounts belong to one budget; what the table doesn't hold is unknown."""

from __future__ import annotations

import pytest

from zhida.core.notice import BudgetKind, Scheme
from zhida.core.rules.codes.accounts import accounts_for, budget_of


@pytest.mark.parametrize(
    ("scheme", "code", "budget"),
    [
        (Scheme.FUNCTION, "2101301", BudgetKind.GENERAL),
        (Scheme.FUNCTION, "2100408", BudgetKind.GENERAL),
        (Scheme.FUNCTION, "2296013", BudgetKind.GOVERNMENT_FUND),
        (Scheme.FUNCTION, "22960", BudgetKind.GOVERNMENT_FUND),
        (Scheme.FUNCTION, "2080902", BudgetKind.GENERAL),
        (Scheme.INCOME, "1100249", BudgetKind.GENERAL),
        (Scheme.INCOME, "11004", BudgetKind.GOVERNMENT_FUND),
        (Scheme.TRANSFER_FUNCTION, "2300249", BudgetKind.GENERAL),
        (Scheme.FUNCTION, "229", None),
        (Scheme.FUNCTION, "2082201", None),
        (Scheme.GOV_ECON, "51301", None),
    ],
)
def test_an_account_belongs_to_a_budget(
    scheme: Scheme, code: str, budget: BudgetKind | None
) -> None:
    assert budget_of(scheme, code, 2023) is budget


def test_the_class_for_transfers_began_with_the_reform() -> None:
    assert accounts_for("transfer_between_levels", 2017) == ()
    assert accounts_for("transfer_between_levels") == ("51301",)
    assert accounts_for("nonesuch", 2023) == ()
