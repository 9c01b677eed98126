"""One sum of money, one flag."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Flag, Notice, Regime

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
MakeFlag = Callable[..., Flag]


def test_two_codes_for_the_same_money(notice: Make, found: Found, flag: MakeFlag) -> None:
    flags = (flag(), flag("02", "中央参照直达资金"))
    (finding,) = found("N407", notice(flags=flags))
    assert "01 中央直达资金" in finding.sentence
    assert "02 中央参照直达资金" in finding.sentence


def test_two_regimes_for_the_same_money(notice: Make, found: Found, flag: MakeFlag) -> None:
    assert len(found("N407", notice(flags=(flag(), flag(None, "追踪", Regime.TRACKED))))) == 1


def test_one_flag_said_twice_gives_nothing(notice: Make, found: Found, flag: MakeFlag) -> None:
    assert not found("N407", notice(flags=(flag(), flag(), flag(None, "直达资金"))))


def test_two_flags_for_two_parts_give_nothing(notice: Make, found: Found, flag: MakeFlag) -> None:
    flags = (flag(scope="基本部分"), flag("02", "中央参照直达资金", scope="应急部分"))
    assert not found("N407", notice(flags=flags))
