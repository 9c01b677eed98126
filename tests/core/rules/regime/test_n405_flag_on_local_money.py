"""Central flags are for central money."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Appropriation, Flag, FundingSource, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Money = Callable[..., Appropriation]
MakeFlag = Callable[..., Flag]


def test_provincial_money_under_a_central_flag(
    notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    local = money(FundingSource.PROVINCE, label="省级资金")
    (finding,) = found("N405", notice(appropriations=(local,), flags=(flag(),)))
    assert finding.severity is Severity.ERROR
    assert "省级资金" in finding.sentence


def test_one_flag_over_central_and_provincial_money_is_a_warning(
    notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    both = (money(), money(FundingSource.PROVINCE))
    (finding,) = found("N405", notice(appropriations=both, flags=(flag(),)))
    assert finding.severity is Severity.WARNING


def test_a_flag_limited_to_the_central_part_gives_nothing(
    notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    both = (money(), money(FundingSource.PROVINCE))
    assert not found("N405", notice(appropriations=both, flags=(flag(scope="中央资金"),)))


def test_money_of_unknown_source_proves_nothing(
    notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    both = (money(None), money(FundingSource.PROVINCE))
    assert not found("N405", notice(appropriations=both, flags=(flag(),)))


def test_the_flag_for_other_money_may_stand_on_local_money(
    notice: Make, money: Money, found: Found, flag: MakeFlag
) -> None:
    local = (money(FundingSource.PROVINCE),)
    assert not found("N405", notice(appropriations=local, flags=(flag("09", "其他资金"),)))


def test_a_central_flag_said_to_be_on_provincial_money(
    notice: Make, found: Found, flag: MakeFlag
) -> None:
    (finding,) = found("N405", notice(flags=(flag(scope="省级资金"),)))
    assert finding.severity is Severity.ERROR


def test_the_reference_flag_on_provincial_money_is_only_a_hint(
    notice: Make, found: Found, flag: MakeFlag
) -> None:
    (finding,) = found("N405", notice(flags=(flag("02", "中央参照直达资金", scope="省级资金"),)))
    assert finding.severity is Severity.HINT
