"""No flags before the mechanism began."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Flag, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
MakeFlag = Callable[..., Flag]
Says = Callable[..., object]


def test_a_flag_on_money_of_2019(notice: Make, found: Found, stated: Says, flag: MakeFlag) -> None:
    (finding,) = found("N402", notice(budget_year=stated(2019), flags=(flag(),)))
    assert finding.found == "01中央直达资金"


def test_a_flag_on_money_of_2023(notice: Make, found: Found, flag: MakeFlag) -> None:
    assert not found("N402", notice(flags=(flag(),)))


def test_an_unknown_year_proves_nothing(notice: Make, found: Found, flag: MakeFlag) -> None:
    assert not found("N402", notice(budget_year=None, flags=(flag(),)))
