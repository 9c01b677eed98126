"""Direct money without its flag."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Appropriation, BudgetKind, Flag, FundingSource, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Money = Callable[..., Appropriation]
MakeFlag = Callable[..., Flag]
Says = Callable[..., object]


FUND = "医疗服务与保障能力提升补助资金"


def test_a_direct_fund_without_a_flag(
    notice: Make, money: Money, found: Found, stated: Says
) -> None:
    made = notice(fund=stated(FUND), appropriations=(money(),))
    (finding,) = found("N401", made)
    assert finding.severity is Severity.WARNING
    assert "2023年度" in finding.sentence


def test_a_row_nobody_checked_gives_only_a_hint(
    notice: Make, money: Money, found: Found, stated: Says
) -> None:
    made = notice(fund=stated("医疗救助补助资金"), appropriations=(money(),))
    (finding,) = found("N401", made)
    assert finding.severity is Severity.HINT


def test_a_flagged_notice_gives_nothing(
    notice: Make, money: Money, found: Found, stated: Says, flag: MakeFlag
) -> None:
    made = notice(fund=stated(FUND), appropriations=(money(),), flags=(flag(),))
    assert not found("N401", made)


@pytest.mark.parametrize("year", [2019, 2021, 2025])
def test_years_without_direct_funds_or_without_knowledge_give_nothing(
    year: int, notice: Make, money: Money, found: Found, stated: Says
) -> None:
    made = notice(fund=stated(FUND), budget_year=stated(year), appropriations=(money(),))
    assert not found("N401", made)


def test_provincial_and_lottery_money_carry_no_such_flag(
    notice: Make, money: Money, found: Found, stated: Says
) -> None:
    local = money(FundingSource.PROVINCE)
    lottery = money(FundingSource.CENTRAL, BudgetKind.GOVERNMENT_FUND)
    assert not found("N401", notice(fund=stated(FUND), appropriations=(local, lottery)))
