"""账: what isn't there can't be moved, what was booked once is booked once, and refusals say why."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.ledger.chain import (
    CITY,
    DISTRICT,
    PROVINCE,
    act,
    balance,
    first,
    passed_down,
    spent,
    started,
)

from zhida.core.ledger import AccountKey, Ledger, LedgerError, Relation, Transfer, Voucher, verbs


def test_a_refusal_names_holder_line_account_both_amounts_and_the_mend() -> None:
    with pytest.raises(LedgerError) as refused:
        started(1000).post([verbs.issue(act("新财社〔2025〕1号"), PROVINCE, CITY.holder, 1001)])
    for word in (
        "650000-finance",
        "新财社〔2025〕1号",
        "待下达指标",
        "10元",
        "10.01元",
        "0.01元",
        "请",
    ):
        assert word in str(refused.value)


def test_a_batch_is_booked_whole_or_not_at_all() -> None:
    before = started(1000)
    good = verbs.issue(act("1号"), PROVINCE, CITY.holder, 600)
    bad = verbs.issue(act("2号"), PROVINCE, CITY.holder, 600)
    with pytest.raises(LedgerError):
        before.post([good, bad])
    assert balance(before, PROVINCE, "pending") == 1000


def test_within_a_batch_only_its_end_counts() -> None:
    """Received and issued by one batch, in whatever order the papers lie."""
    ledger = Ledger().open([PROVINCE])
    issued = verbs.issue(act("1号"), PROVINCE, CITY.holder, 600)
    received = verbs.receive(act("财社〔2025〕8号"), PROVINCE, 600)
    assert ledger.post([issued, received]).balances == ledger.post([received, issued]).balances


def test_the_same_business_again_changes_nothing_whoever_enters_it() -> None:
    ledger = spent()
    again = [replace(each, actor="经办人乙", reason="补录") for each in ledger.vouchers.values()]
    assert ledger.post(again) == ledger


def test_the_same_business_with_another_amount_is_refused_with_both() -> None:
    with pytest.raises(LedgerError, match=r"已记账（10元.*）.*内容不同（9元）"):
        started(1000).post([verbs.receive(act("财社〔2025〕8号"), PROVINCE, 900)])


def test_another_instalment_of_one_paper_is_booked_beside_the_first() -> None:
    ledger = started(1000).post([verbs.receive(act("财社〔2025〕8号", ordinal=2), PROVINCE, 5)])
    assert balance(ledger, PROVINCE, "pending") == 1005


def test_a_batch_that_says_one_thing_twice_is_refused() -> None:
    twice = verbs.receive(act("9号"), PROVINCE, 5)
    with pytest.raises(LedgerError, match="同一批"):
        started().post([twice, twice])


def test_the_outside_takes_back_no_more_than_it_gave() -> None:
    ledger = started(1000)
    with pytest.raises(LedgerError, match=r"只有 10元，要用 10\.01元"):
        ledger.post([verbs.reduce(act("追减1号"), PROVINCE, 1001)])


def test_what_was_undone_can_not_be_undone_again() -> None:
    ledger = started()
    received = first(ledger, "receive")
    ledger = ledger.post([verbs.reverse(act("更正1号"), received)])
    with pytest.raises(LedgerError, match="已经冲销过"):
        ledger.post([verbs.reverse(act("更正2号"), received)])
    with pytest.raises(LedgerError, match="是冲销凭证"):
        verbs.reverse(act("更正3号"), first(ledger, "reverse"))


def test_what_was_undone_is_booked_anew_under_the_next_ordinal() -> None:
    ledger = started(1000)
    ledger = ledger.post([verbs.reverse(act("更正1号"), first(ledger, "receive"))])
    ledger = ledger.post([verbs.receive(act("财社〔2025〕8号", ordinal=2), PROVINCE, 900)])
    assert balance(ledger, PROVINCE, "pending") == 900


def test_what_the_level_below_has_can_not_be_undone_above() -> None:
    ledger = passed_down()
    with pytest.raises(LedgerError, match="只有 0元"):
        ledger.post([verbs.reverse(act("更正1号"), first(ledger, "receive"))])


def test_one_paper_does_not_bring_its_money_twice() -> None:
    """Issued by the province in this ledger, and received by the city as if from outside."""
    ledger = started().post([verbs.issue(act("新财社〔2025〕1号"), PROVINCE, CITY.holder, 500)])
    line = replace(CITY, parent=None)
    outside = verbs.receive(act("新财社〔2025〕1号"), line, 500)
    with pytest.raises(LedgerError, match="已在本账内下达"):
        ledger.open([line]).post([outside])


def forged(voucher: Voucher, transfer: Transfer, **changes: object) -> Voucher:
    identity = replace(voucher.identity, ordinal=99)
    return replace(voucher, identity=identity, transfers=(transfer,), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("transfer", "changes", "why"),
    [
        (
            Transfer(
                AccountKey(PROVINCE.digest, "pending"), AccountKey(PROVINCE.digest, "paid"), 1
            ),
            {"verb": "pay"},
            "“支付”不能从“待下达指标”到“已支付”",
        ),
        (
            Transfer(
                AccountKey(PROVINCE.digest, "pending"),
                AccountKey(CITY.digest, "pending"),
                1,
                Relation.CHILD,
            ),
            {"verb": "refine"},
            "650000-finance 不能动用650100-finance",
        ),
        (
            Transfer(
                AccountKey(PROVINCE.digest, "pending"),
                AccountKey(DISTRICT.digest, "pending"),
                1,
                Relation.CHILD,
            ),
            {"verb": "refine"},
            "不在.*的来源链上",
        ),
        (
            Transfer(
                AccountKey(PROVINCE.digest, "pending"), AccountKey(PROVINCE.digest, "transit"), 1
            ),
            {"verb": "issue"},
            "在途科目必须写明接收单位",
        ),
        (
            Transfer(
                AccountKey(PROVINCE.digest, "pending"),
                AccountKey(PROVINCE.digest, "transit", CITY.holder),
                1,
            ),
            {"verb": "issue"},
            "没有写明对方单位",
        ),
        (
            Transfer(
                AccountKey(PROVINCE.digest, "origin"), AccountKey(PROVINCE.digest, "pending"), 1
            ),
            {"document": ""},
            "必须写明依据文号",
        ),
        (
            Transfer(
                AccountKey(PROVINCE.digest, "aid_balance"),
                AccountKey(PROVINCE.digest, "aid_paid"),
                1,
            ),
            {"verb": "pay_out"},
            "账簿没有科目aid_balance",
        ),
        (
            Transfer(AccountKey(b"?" * 32, "origin"), AccountKey(b"?" * 32, "pending"), 1),
            {},
            "指标行没有入账",
        ),
        (
            Transfer(
                AccountKey(PROVINCE.digest, "expected"), AccountKey(PROVINCE.digest, "pending"), 1
            ),
            {"verb": "release", "document_date": datetime.date(2024, 12, 31)},
            "预算年度还没有开始",
        ),
    ],
)
def test_a_voucher_made_without_the_verbs_is_held_to_the_same(
    transfer: Transfer, changes: dict[str, object], why: str
) -> None:
    ledger = started()
    with pytest.raises(LedgerError, match=why):
        ledger.post([forged(first(ledger, "receive"), transfer, **changes)])


def test_a_line_hangs_on_what_is_booked_and_keeps_its_earmark() -> None:
    with pytest.raises(LedgerError, match="没有入账"):
        Ledger().open([CITY])
    with pytest.raises(LedgerError, match="自上而下不变"):
        started().open([replace(CITY, earmark=replace(CITY.earmark, project="另一项目"))])


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=20))
def test_a_sum_divided_among_many_is_the_sum_again(shares: list[int]) -> None:
    ledger = started(sum(shares))
    for number, fen in enumerate(shares):
        ledger = ledger.post(
            [
                verbs.issue(act(f"{number}号"), PROVINCE, CITY.holder, fen),
                verbs.accept(act(f"{number}号"), PROVINCE, CITY, fen),
            ]
        )
    assert balance(ledger, PROVINCE, "pending") == 0
    assert balance(ledger, CITY, "pending") == sum(shares)
