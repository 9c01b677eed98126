"""更正: an upstream error is undone and booked anew, down to where the money is by now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.core.ledger.bureaus import check_all
from tests.core.ledger.chain import CITY, DISTRICT, PROVINCE, act, balance, first, spent, started

from zhida.core.ledger import Ledger, LedgerError, QuotaLine, verbs
from zhida.core.ledger.correction import Correction, correct, holders_below

WRONG = act("更正1号", reason="直达标识应为02")
RIGHT = replace(PROVINCE, earmark=replace(PROVINCE.earmark, flag="02"))


def applied(ledger: Ledger, correction: Correction) -> Ledger:
    """The correction as one batch."""
    return ledger.open(correction.lines).post(correction.vouchers)


def test_money_still_there_moves_to_the_right_line() -> None:
    ledger = started(1000)
    ledger = applied(ledger, correct(WRONG, ledger, first(ledger, "receive"), RIGHT))
    assert balance(ledger, PROVINCE, "pending") == 0
    assert balance(ledger, RIGHT, "pending") == 1000


def test_the_first_booking_stays_and_is_named_by_what_undoes_it() -> None:
    ledger = started(1000)
    wrong = first(ledger, "receive")
    corrected = applied(ledger, correct(WRONG, ledger, wrong, RIGHT))
    stands, undoing, anew = corrected.vouchers.values()
    assert stands == wrong
    assert undoing.reverses == wrong.identity.key
    assert (anew.identity.ordinal, anew.reason) == (2, "直达标识应为02")


def test_holders_that_have_the_money_by_now_are_named() -> None:
    ledger = spent()
    received = first(ledger, "receive")
    assert holders_below(ledger, received) == (CITY.holder, DISTRICT.holder)
    with pytest.raises(LedgerError, match="650100-finance、650102-finance 接收或使用"):
        correct(WRONG, ledger, received, RIGHT)


def test_the_whole_chain_is_corrected_down_to_the_payment() -> None:
    ledger = spent(1000)
    correction = correct(WRONG, ledger, first(ledger, "receive"), RIGHT, whole_chain=True)
    after = applied(ledger, correction)
    check_all(after)
    district = next(line for line in correction.lines if line.holder == DISTRICT.holder)
    assert district.earmark.flag == "02"
    assert balance(after, district, "paid") == 1000
    assert balance(after, DISTRICT, "paid") == 0


def test_each_voucher_of_a_correction_finds_its_money() -> None:
    """Also posted one by one, in the order given, none of them overdraws."""
    ledger = spent(1000)
    correction = correct(WRONG, ledger, first(ledger, "receive"), RIGHT, whole_chain=True)
    step = ledger.open(correction.lines)
    for voucher in correction.vouchers:
        step = step.post([voucher])
    assert step.balances == applied(ledger, correction).balances


def test_an_own_element_is_mended_without_the_level_above() -> None:
    """The district took a wrong function code; the city's line stays."""
    ledger = spent(1000)
    accepted = [v for v in ledger.vouchers.values() if v.verb == "accept"][1]
    right = replace(DISTRICT, function="2101302")
    after = applied(ledger, correct(act("更正2号"), ledger, accepted, right))
    assert balance(after, right, "paid") == 1000
    check_all(after)


@pytest.mark.parametrize(
    ("right", "why"),
    [
        (PROVINCE, "与原指标相同"),
        (replace(RIGHT, holder=CITY.holder), "不能换持有单位"),
        (replace(RIGHT, earmark=replace(RIGHT.earmark, year=2026)), "年度"),
    ],
)
def test_what_is_no_correction_is_refused(right: QuotaLine, why: str) -> None:
    ledger = started()
    with pytest.raises(LedgerError, match=why):
        correct(WRONG, ledger, first(ledger, "receive"), right)


def test_only_what_brought_money_in_is_corrected_so() -> None:
    ledger = spent()
    with pytest.raises(LedgerError, match="请用冲销"):
        correct(WRONG, ledger, first(ledger, "pay"), RIGHT)


def test_money_moved_to_another_line_must_come_back_first() -> None:
    other = replace(PROVINCE, implementing_project="另一项目")
    ledger = started().open([other]).post([verbs.adjust(act("调剂1号"), PROVINCE, other, 10)])
    with pytest.raises(LedgerError, match="先冲销调剂"):
        correct(WRONG, ledger, first(ledger, "receive"), RIGHT)
