"""A fund whose project code is known ought to state it."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Appropriation, Notice, Project
from zhida.core.provenance import Source

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Money = Callable[..., Appropriation]
Says = Callable[..., object]
FUND = "医疗服务与保障能力提升补助资金"


def test_the_known_code_is_told(notice: Make, money: Money, found: Found, stated: Says) -> None:
    (finding,) = found("N420", notice(fund=stated(FUND), appropriations=(money(),)))
    assert finding.expected == "10000015Z155080000004"


def test_a_stated_code_gives_nothing(
    notice: Make, money: Money, found: Found, stated: Says
) -> None:
    project = Project("10000015Z155080000004", None, Source("案例.txt"))
    made = notice(fund=stated(FUND), appropriations=(money(),), projects=(project,))
    assert not found("N420", made)


def test_a_fund_without_a_known_code_gives_nothing(
    notice: Make, money: Money, found: Found, stated: Says
) -> None:
    assert not found("N420", notice(fund=stated("没有这项资金"), appropriations=(money(),)))
