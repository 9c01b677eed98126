"""A flag on part of the money leaves the rest in the dark."""

from __future__ import annotations

from collections.abc import Callable

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


def test_part_of_mixed_money_is_only_a_hint(
    notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    both = (money(), money(FundingSource.PROVINCE))
    (finding,) = found("N406", notice(appropriations=both, flags=(flag(scope="中央资金"),)))
    assert finding.severity is Severity.HINT


def test_a_flag_on_all_the_money_gives_nothing(notice: Make, found: Found, flag: MakeFlag) -> None:
    assert not found("N406", notice(flags=(flag(),)))
