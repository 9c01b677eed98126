"""结算流程: a year in its order and no other, whose payments are the fund, whatever happens in it."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.engines.dip.flow import MONTHS, Flow, Step, begin, flow_text, read_flow
from zhida.engines.dip.flow_steps import Month, advance, prepay, release, review, settle_flow
from zhida.engines.dip.policy import Policy, policy
from zhida.engines.dip.settlement import Account, Settlement, settled
from zhida.engines.errors import EngineError

DAY = datetime.date(2026, 1, 1)
POLICY = policy(DAY)
POOL = ("6501", "310")
FUND = 12_000_000
HOSPITALS = ("H1", "H2", "H3")


def started(fund: int = FUND) -> Flow:
    """A pool's year with its budget, employees of Ürümqi."""
    return begin(*POOL, 2025, fund, {"funds.csv": "a" * 64})


def months(flow: Flow, points: int = 100, value: Fraction = Fraction(1000)) -> Flow:
    """All months that are left: each hospital so many points, nothing paid by patients."""
    for number in range(1 + sum(each.step is Step.PREPAID for each in flow.taken), MONTHS + 1):
        rows = [Month(code, points, 0) for code in HOSPITALS]
        flow = prepay(flow, number, rows, value, 0, POLICY, {})
    return flow


def settlement(flow: Flow, chosen: Policy = POLICY, start: Fraction | None = None) -> Settlement:
    """The year's settlement: points 3:2:1, all of the cost booked by the fund."""
    rows: list[dict[str, int | str]] = [
        {"fixmedins_code": code, "cases": 1, "points": points, "cost_fen": 10, "fund_fen": 10}
        for code, points in zip(HOSPITALS, (3000, 2000, 1000), strict=True)
    ]
    stands = flow.standing()
    accounts = {
        (POOL, code): Account(
            deducted_fen=each.deducted_fen, paid_fen=each.paid_fen
        )
        for code, each in stands.items()
    }  # fmt: skip
    return settled(POOL, rows, flow.fund_fen, chosen, 0, accounts, start)


def test_a_year_from_the_budget_to_the_deposits() -> None:
    flow = advance(started(), {"H1": 3, "H2": 2, "H3": 1}, 7_000_000, 1_000_000, POLICY, {})
    assert {code: each.paid_fen for code, each in flow.standing().items()} == {
        "H1": 500_000, "H2": 333_333, "H3": 166_667,
    }  # fmt: skip
    flow = months(flow)
    assert flow.standing()["H1"].paid_fen == 500_000 + 12 * 95_000
    flow = settle_flow(review(flow, 1, {}), settlement(flow), {})
    stands = flow.standing()
    assert (stands["H1"].paid_fen, stands["H1"].deposit_fen) == (5_700_000, 300_000)
    flow = release(flow, {"H1": Fraction(1, 3)}, {})
    stands = flow.standing()
    assert (stands["H1"].paid_fen, stands["H1"].deposit_fen) == (5_800_000, 0)
    assert flow.in_pool_fen == 200_000


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("settle", "“年初预算”之后不能办理“年度清算”"),
        ("release", "“年初预算”之后不能办理“返还质量保证金”"),
        ("review", "“年初预算”之后不能办理“特例单议”"),
        ("month advance", "“月度预付”之后不能办理“拨付预付金”"),
        ("month settle", "月度预付只办到第1个月，满12个月才能年度清算"),
        ("month again", "“月度预付”应办理第2期，不是第1期"),
        ("year month", "一年只有12个月"),
        ("year settle settle", "“年度清算”之后不能办理“年度清算”"),
        ("year settle release release", "这一年已经结束"),
    ],
)
def test_what_can_not_follow_is_refused(steps: str, told: str) -> None:
    flow = started()
    with pytest.raises(EngineError, match=told):
        for each in steps.split():
            if each == "advance":
                flow = advance(flow, {"H1": 1}, 7_000_000, 1_000_000, POLICY, {})
            elif each == "month" or each == "again":
                due = 1 + sum(taken.step is Step.PREPAID for taken in flow.taken)
                flow = prepay(flow, due if each == "month" else 1, [], Fraction(1), 0, POLICY, {})
            elif each == "year":
                flow = months(flow)
            elif each == "settle":
                flow = settle_flow(flow, settlement(flow), {})
            elif each == "review":
                flow = review(flow, 1, {})
            else:
                flow = release(flow, {}, {})


def test_a_poor_fund_gives_no_advance() -> None:
    with pytest.raises(EngineError, match=r"累计结余可支付5\.0个月，不足6个月，不拨付预付金"):
        advance(started(), {"H1": 1}, 5_000_000, 1_000_000, POLICY, {})


def test_months_never_pay_more_than_the_fund() -> None:
    with pytest.raises(EngineError, match="付款超出基金"):
        months(started(), points=4000)


def test_a_month_takes_what_patients_paid_and_what_audits_found() -> None:
    """(100 points × 10 yuan − 200 yuan) × 95 % − 60 yuan; a larger deduction waits for the year."""
    rows = [Month("H1", 100, 20_000, 6_000), Month("H2", 100, 20_000, 99_999)]
    flow = prepay(started(), 1, rows, Fraction(1000), 0, POLICY, {})
    stands = flow.standing()
    assert (stands["H1"].paid_fen, stands["H2"].paid_fen) == (76_000 - 6_000, 0)
    assert stands["H2"].deducted_fen == 99_999


def test_who_was_paid_too_much_gives_it_back() -> None:
    flow = months(started(), points=320)
    flow = settle_flow(flow, settlement(flow), {})
    (third,) = (part for part in flow.taken[-1].parts if part.institution == "H3")
    assert (third.paid_fen, third.returned_fen) == (0, 12 * 304_000 - 1_900_000)
    assert flow.standing()["H3"].paid_fen == 1_900_000
    assert flow.in_pool_fen == 0


@settings(max_examples=25, deadline=None)
@given(
    fund=st.integers(10**6, 10**12),
    points=st.lists(st.tuples(*[st.integers(0, 200)] * 3), min_size=12, max_size=12),
    deducted=st.integers(0, 500),
    kind=st.sampled_from(["fixed", "floating", "elastic"]),
    surplus=st.sampled_from(["100:100", "10:100/100:50"]),
    released=st.fractions(0, 1),
    advanced=st.booleans(),
)
def test_everything_paid_out_of_a_pool_over_a_year_is_the_pool(
    fund: int, points: list[tuple[int, ...]], deducted: int, kind: str, surplus: str,
    released: Fraction, advanced: bool,
) -> None:  # fmt: skip
    """Payments, deposits, deductions and what a rate or a band leaves: to the fen the fund."""
    chosen = policy(
        DAY, {"rate_kind": kind, "surplus_bands": surplus, "overrun_bands": "50:100"}
    )  # fmt: skip
    flow, value = started(fund), Fraction(fund, 3 * 200 * 20)
    if advanced:
        flow = advance(flow, dict.fromkeys(HOSPITALS, 1), fund * 7, fund // 12, chosen, {})
    for number, counts in enumerate(points, 1):
        rows = [
            Month(code, count, 0, deducted if code == "H2" else 0)
            for code, count in zip(HOSPITALS, counts, strict=True)
        ]
        flow = prepay(flow, number, rows, value, 0, chosen, {})
    found = settlement(flow, chosen, start=Fraction(fund, 7000))
    assert sum(each.gross_fen for each in found.payouts) + found.left_fen == fund
    flow = settle_flow(flow, found, {})
    stands = flow.standing().values()
    kept = sum(each.deposit_fen for each in stands)
    fines = sum(each.deducted_fen for each in stands)
    assert sum(each.paid_fen for each in stands) + kept + fines + found.left_fen == fund
    flow = release(flow, {"H1": released}, {})
    back = sum(part.returned_fen for part in flow.taken[-1].parts)
    assert flow.in_pool_fen == fines + found.left_fen + back
    assert sum(each.deposit_fen for each in flow.standing().values()) == 0


def test_a_flow_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    """Stopped after the fifth month, it ends with the same fingerprint."""
    flow = started()
    for number in range(1, 6):
        flow = prepay(flow, number, [Month(code, 100, 0) for code in HOSPITALS],
                      Fraction(1000), 0, POLICY, {})  # fmt: skip
    path = tmp_path / "flow.json"
    path.write_text(flow_text(flow), encoding="utf-8")
    assert months(read_flow(path)).head == months(started()).head


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"paid_fen": 95000', '"paid_fen": 96000', "不相连"),
        ('"fund_fen": 12000000', '"fund_fen": 13000000', "与年初预算不一致"),
        ('"taken"', '"took"', "不是结算流程"),
    ],
)
def test_a_changed_file_is_noticed(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "flow.json"
    path.write_text(flow_text(months(started())).replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EngineError, match=told):
        read_flow(path)
