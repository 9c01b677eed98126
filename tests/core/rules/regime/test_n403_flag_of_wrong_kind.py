"""Direct until 2024, tracked from 2025."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Flag, Notice, Regime

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
MakeFlag = Callable[..., Flag]
Says = Callable[..., object]


FUND = "医疗服务与保障能力提升补助资金"


def test_a_direct_flag_in_2025(notice: Make, found: Found, stated: Says, flag: MakeFlag) -> None:
    (finding,) = found("N403", notice(budget_year=stated(2025), flags=(flag(),)))
    assert finding.expected == "“追踪”标识"


def test_a_tracking_flag_in_2023(notice: Make, found: Found, stated: Says, flag: MakeFlag) -> None:
    tracked = flag(None, "追踪", Regime.TRACKED)
    (finding,) = found("N403", notice(fund=stated(FUND), flags=(tracked,)))
    assert finding.expected == "直达资金标识"


@pytest.mark.parametrize(("year", "regime"), [(2023, Regime.DIRECT), (2025, Regime.TRACKED)])
def test_the_kind_of_its_year_gives_nothing(
    year: int, regime: Regime, notice: Make, found: Found, stated: Says, flag: MakeFlag
) -> None:
    made = notice(fund=stated(FUND), budget_year=stated(year), flags=(flag(regime=regime),))
    assert not found("N403", made)
