"""Checks that had nothing to work on."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.money import Amount, AmountState
from zhida.core.notice import Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


def test_what_was_not_found_is_named(notice: Make, found: Found) -> None:
    (finding,) = found("N706", notice(budget_year=None, title=None))
    assert finding.found == "标题、资金名称、预算年度、下达金额"


def test_a_blank_amount_was_found(notice: Make, found: Found, stated: Says) -> None:
    made = notice(fund=stated("医疗救助补助资金"), total=Amount(None, AmountState.BLANK))
    assert not found("N706", made)
