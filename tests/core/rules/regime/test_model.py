"""Which flag the money of a fund carries in a year."""

from __future__ import annotations

import pytest

from zhida.core.notice import Regime
from zhida.core.rules.regime.model import flag_names, of_fund


@pytest.mark.parametrize(
    ("fund", "year", "regime"),
    [
        ("医疗服务与保障能力提升补助资金", 2019, Regime.NONE),
        ("医疗服务与保障能力提升补助资金", 2022, Regime.DIRECT),
        ("医疗服务与保障能力提升补助资金", 2025, Regime.TRACKED),
        ("医疗救助补助资金", 2023, Regime.DIRECT),
        (None, 2026, Regime.TRACKED),
    ],
)
def test_the_regime_of_a_year(fund: str | None, year: int, regime: Regime) -> None:
    found = of_fund(fund, year)
    assert found is not None
    assert found.regime is regime


def test_what_nobody_wrote_down_is_unknown() -> None:
    """In 2021 the scope of direct funds was still being widened: no row, no finding."""
    assert of_fund("医疗服务与保障能力提升补助资金", 2021) is None
    assert of_fund("没有这项资金", 2023) is None


def test_recalled_rows_are_not_certain() -> None:
    found = of_fund("医疗救助补助资金", 2023)
    assert found is not None
    assert not found.certain


def test_the_flags_of_direct_funds_and_no_others() -> None:
    assert {"01", "02", "09"} <= set(flag_names())
    assert "A0302" not in flag_names()
