"""年终: what is left goes to the next year for the same item, and after two years it is surplus."""

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
    advance,
    balance,
    first,
    passed_down,
    started,
)
from tests.core.ledger.lots import lots

from zhida.core.ledger import Ledger, LedgerError, Voucher, verbs
from zhida.core.ledger.year_end import begin_year, close_year, next_year, years_held

END = act("2025年终结账", datetime.date(2025, 12, 31))
NEW = act("2026年初结转", datetime.date(2026, 1, 1))
AFTER = next_year(DISTRICT)


def closed(ledger: Ledger) -> Ledger:
    """The district closes 2025."""
    return ledger.post(close_year(END, ledger, DISTRICT.holder, 2025))


def opened(ledger: Ledger) -> Ledger:
    """And begins 2026 with what was left."""
    ledger = ledger.open([AFTER])
    return ledger.post(begin_year(NEW, ledger, DISTRICT.holder, 2026))


def used(registered: int, enabled: int) -> Ledger:
    """Of 1000 fen some are registered, and of these some executable."""
    ledger = passed_down(1000)
    steps = [
        verbs.register(act("挂接"), DISTRICT, registered),
        verbs.enable(act("执行"), DISTRICT, enabled),
    ]
    for each in steps:
        ledger = ledger.post([each])
    return ledger


def test_what_is_left_in_any_state_is_the_next_years() -> None:
    ledger = opened(closed(used(700, 300)))
    assert [
        balance(ledger, DISTRICT, kind) for kind in ("pending", "registered", "executable")
    ] == [
        0,
        0,
        0,
    ]
    assert balance(ledger, DISTRICT, "carried") == 1000
    assert balance(ledger, AFTER, "pending") == 1000


def test_carried_money_keeps_its_earmark_but_for_the_year() -> None:
    assert AFTER.earmark == replace(DISTRICT.earmark, year=2026)
    elsewhere = replace(AFTER, earmark=replace(AFTER.earmark, flag="09"))
    with pytest.raises(LedgerError, match="同一专项"):
        passed_down().open([elsewhere])


def test_what_is_carried_in_traces_to_the_first_receipt() -> None:
    ledger = opened(closed(used(1000, 1000)))
    received = first(ledger, "receive").identity.key
    assert {
        lot.brought_by for there in lots(ledger.vouchers.values()).values() for lot in there
    } == {received}


def test_after_its_second_year_money_is_surplus() -> None:
    """预算法第四十二条: carried money that two years didn't use up is surplus."""
    ledger = opened(closed(passed_down(1000)))
    assert years_held(ledger, AFTER) == 2
    (voucher,) = close_year(
        act("2026年终结账", datetime.date(2026, 12, 31)), ledger, DISTRICT.holder, 2026
    )
    assert voucher.verb == "write_off"
    ledger = ledger.post([voucher])
    assert balance(ledger, AFTER, "surplus") == 1000


@pytest.mark.parametrize(
    ("unsettled", "mend"),
    [
        (verbs.issue(act("1号"), PROVINCE, CITY.holder, 10), "签收或收回"),
        (verbs.reserve(act("1号"), PROVINCE, 10), "完成签发或撤回"),
    ],
)
def test_a_year_closes_only_when_nothing_is_half_done(unsettled: Voucher, mend: str) -> None:
    ledger = started().post([unsettled])
    with pytest.raises(LedgerError, match=mend):
        close_year(END, ledger, PROVINCE.holder, 2025)


def test_expected_money_is_not_carried_over() -> None:
    line = advance(PROVINCE)
    ledger = Ledger().open([line]).post([verbs.receive(act("1号"), line, 10)])
    with pytest.raises(LedgerError, match="请确认条件后转为可用"):
        close_year(END, ledger, PROVINCE.holder, 2025)


def test_the_receiver_must_accept_before_it_closes() -> None:
    ledger = started().post([verbs.issue(act("1号"), PROVINCE, CITY.holder, 10)])
    with pytest.raises(LedgerError, match=f"往 {CITY.holder}"):
        close_year(END, ledger, CITY.holder, 2025)


def test_what_the_next_year_took_in_is_not_undone_behind_its_back() -> None:
    ledger = opened(closed(passed_down(1000)))
    carried = first(ledger, "carry_over")
    with pytest.raises(LedgerError, match="先冲销下一年度"):
        ledger.post([verbs.reverse(act("更正"), carried)])
    ledger = ledger.post([verbs.reverse(act("更正"), first(ledger, "carry_in"))])
    ledger = ledger.post([verbs.reverse(act("更正2"), carried)])
    assert balance(ledger, DISTRICT, "pending") == 1000


def test_nothing_is_carried_in_twice() -> None:
    ledger = opened(closed(passed_down(1000)))
    assert begin_year(NEW, ledger, DISTRICT.holder, 2026) == ()
    again = verbs.carry_in(replace(NEW, ordinal=2), first(ledger, "carry_over"), AFTER)
    with pytest.raises(LedgerError, match="不能再转一次"):
        ledger.post([again])


def test_a_carrying_in_is_of_the_same_holder_line_and_the_year_after() -> None:
    ledger = closed(passed_down(1000))
    carried = first(ledger, "carry_over")
    with pytest.raises(LedgerError, match="不是结转凭证"):
        verbs.carry_in(NEW, first(ledger, "receive"), AFTER)
    with pytest.raises(LedgerError, match="没有写明"):
        verbs.carry_in(NEW, carried, next_year(CITY))
    with pytest.raises(LedgerError, match="只能转入2026年"):
        later = replace(AFTER, earmark=replace(AFTER.earmark, year=2027))
        verbs.carry_in(NEW, carried, later)


def test_carried_money_is_not_taken_back_by_a_reduction() -> None:
    with pytest.raises(LedgerError, match="请用核销"):
        verbs.reduce(NEW, AFTER, 10)


@given(st.data(), st.integers(1, 10**9))
def test_two_years_lose_nothing(data: st.DataObject, fen: int) -> None:
    """Used + carried in = received, whatever part of it was registered, enabled or paid."""
    ledger = passed_down(fen)
    registered = data.draw(st.integers(0, fen))
    enabled = data.draw(st.integers(0, registered))
    paid = data.draw(st.integers(0, enabled))
    for verb, part in (
        (verbs.register, registered),
        (verbs.enable, enabled),
        (verbs.apply, paid),
        (verbs.pay, paid),
    ):
        if part:
            ledger = ledger.post([verb(act(verb.__name__), DISTRICT, part)])
    ledger = opened(closed(ledger))
    assert balance(ledger, DISTRICT, "paid") == paid
    assert balance(ledger, AFTER, "pending") == fen - paid
