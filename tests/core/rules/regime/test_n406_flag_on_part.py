"""A flag on part of the money leaves the rest in the dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Appropriation, Flag, FundingSource, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Money = Callable[..., Appropriation]
MakeFlag = Callable[..., Flag]


def test_part_of_money_of_one_source(
    notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    (finding,) = found(
        "N406", notice(appropriations=(money(),), flags=(flag(scope="疾病应急救助"),))
    )
    assert finding.severity is Severity.WARNING
    assert "疾病应急救助" in finding.sentence


@pytest.mark.parametrize("scope", ["中央资金", "其中一般公共预算11200万元"])
def test_a_part_set_apart_by_its_source_or_budget_is_well_flagged(
    scope: str, notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    both = (money(), money(FundingSource.PROVINCE))
    assert not found("N406", notice(appropriations=both, flags=(flag(scope=scope),)))


def test_a_flag_on_all_the_money_gives_nothing(notice: Make, found: Found, flag: MakeFlag) -> None:
    assert not found("N406", notice(flags=(flag(),)))
