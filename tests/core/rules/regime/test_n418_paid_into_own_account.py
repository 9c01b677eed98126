"""Public money goes through the treasury."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


@pytest.mark.parametrize(
    "said", ["请将资金拨入单位基本存款账户，尽快使用。", "补助资金划转至医院实有资金账户"]
)
def test_an_order_to_pay_into_a_unit_account(
    said: str, notice: Make, found: Found, stated: Says
) -> None:
    assert len(found("N418", notice(paragraphs=(stated(said),)))) == 1


@pytest.mark.parametrize(
    "said",
    [
        "严禁将资金转入单位实有资金账户。",
        "资金不得拨付至预算单位自有账户",
        "请将资金拨入社会保障基金财政专户",
        "各单位应当开立基本存款账户",
    ],
)
def test_a_ban_and_a_fiscal_account_give_nothing(
    said: str, notice: Make, found: Found, stated: Says
) -> None:
    assert not found("N418", notice(paragraphs=(stated(said),)))
