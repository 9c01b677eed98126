"""匹配: each payment to the one line it was made from, or into the queue with the true reason."""

from __future__ import annotations

import csv
import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.execution.matching import Match, match_payments, match_to
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.quota_desk import BookedPayment, Earlier, Held, PayingUnit, QuotaDesk
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.notice.appropriations import FundingSource, Regime

WAN = 1_000_000
EARMARK = Earmark(
    Book.QUOTA,
    2025,
    "医疗救助补助资金",
    FundingSource.CENTRAL,
    regime=Regime.TRACKED,
    flag="01",
    project="10000015Z155080000004",
)
UNITS = (
    PayingUnit("650102-finance", "天山区财政局", finance=True),
    PayingUnit("650102-hospital", "天山区人民医院"),
    PayingUnit("650102-bureau", "天山区医疗保障局"),
    PayingUnit("650102-health", "天山区卫生健康委"),
    PayingUnit("650102-station", "天山区卫生监督所"),
    PayingUnit("650102-cdc", "天山区疾控中心"),
)


def line(holder: str, document: str, function: str = "2101301", year: int = 2025) -> QuotaLine:
    """A line of a unit of the county."""
    return QuotaLine(replace(EARMARK, year=year), f"650102-{holder}", document, function=function)


LINES = {
    "医院": Held(line("hospital", "天财社〔2025〕4号"), 100 * WAN),
    "医院上年": Held(line("hospital", "天财社〔2024〕9号", year=2024), 50 * WAN),
    "医保局": Held(line("bureau", "天财社〔2025〕5号"), 60 * WAN),
    "医保局用完的": Held(line("bureau", "天财社〔2025〕6号")),
    "财政局": Held(line("finance", "天财社〔2025〕1号", function=""), 80 * WAN),
    "监督所": Held(line("station", "天财社〔2025〕8号"), 10 * WAN),
    "监督所急救": Held(line("station", "天财社〔2025〕8号", "2101302"), 10 * WAN),
    "疾控": Held(line("cdc", "天财社〔2025〕7号"), 10 * WAN, closed=True),
}
DESK = QuotaDesk(tuple(LINES.values()), UNITS, {})
HOSPITAL = LINES["医院"]


def pay(number: str = "A1", fen: int = WAN, **elements: object) -> Payment:
    """A payment of the hospital."""
    base = Payment(
        "650102",
        2025,
        number,
        PaymentKind.PAYMENT,
        datetime.date(2025, 3, 3),
        fen,
        "天山区人民医院",
        "天财社〔2025〕4号",
    )
    return replace(base, **elements)  # type: ignore[arg-type]


def back(number: str, of: str, fen: int = WAN, **elements: object) -> Payment:
    """A refund of the hospital's payment."""
    return pay(number, fen, kind=PaymentKind.REFUND, refunds=of, **elements)


def codes(matches: tuple[Match, ...]) -> list[str]:
    """The reasons; "" where it books."""
    return [each.reason.code if each.reason else "" for each in matches]


def cases() -> list[dict[str, str]]:
    """The rows of tests/cases/execution/payments_matching.csv."""
    path = Path(__file__).parents[2] / "cases" / "execution" / "payments_matching.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["说明"])
def test_every_row_of_the_case_table(case: dict[str, str]) -> None:
    key = LINES[case["指标主键"]].key if case["指标主键"] in LINES else case["指标主键"]
    payment = pay(
        fen=int(Decimal(case["万元"]) * WAN),
        unit=case["单位"],
        unit_code=case["单位编码"],
        quota=case["指标文号"],
        quota_key=key,
        function=case["功能科目"],
        flag=case["直达标识"],
        project=case["项目"],
        year=int(case["年度"]),
    )
    (found,) = match_payments([payment], DESK)
    assert (found.reason.code if found.reason else "") == case["结果"], found.reason
    if not case["结果"]:
        assert found.held is LINES[case["记到"]]
        assert found.apply_fen == payment.fen


def test_the_missing_sum_and_the_balance_are_named() -> None:
    (found,) = match_payments([pay(fen=100 * WAN + 1)], DESK)
    assert found.reason is not None
    assert "可执行1000000.00元，差0.01元" in found.reason.sentence
    assert (found.reason.expected, found.reason.difference) == (100 * WAN, 1)


def test_money_is_used_in_the_order_of_days_not_of_rows() -> None:
    late, early = pay("A1", 60 * WAN, date=datetime.date(2025, 5, 1)), pay("A2", 60 * WAN)
    assert codes(match_payments([late, early], DESK)) == ["P205", ""]


def test_what_was_applied_for_is_paid_first() -> None:
    desk = QuotaDesk((replace(HOSPITAL, applied=3 * WAN),), UNITS, {})
    first, second = match_payments([pay("A1", 2 * WAN), pay("A2", 2 * WAN)], desk)
    assert (first.apply_fen, second.apply_fen) == (0, WAN)


def test_a_refund_frees_its_money_for_later_payments() -> None:
    payments = [
        pay("A1", 100 * WAN),
        back("R1", "A1", 30 * WAN, date=datetime.date(2025, 4, 1)),
        pay("A2", 30 * WAN, date=datetime.date(2025, 4, 2)),
    ]
    assert codes(match_payments(payments, DESK)) == ["", "", ""]


def test_a_refund_needs_its_payment_booked_and_large_enough() -> None:
    earlier = {
        "A1": [Earlier(2025, 5 * WAN, 2 * WAN, HOSPITAL.digest)],
        "A2": [Earlier(2025, 5 * WAN)],
    }
    desk = QuotaDesk(tuple(LINES.values()), UNITS, earlier)
    refunds = [back("R1", "A1", 3 * WAN), back("R2", "A1"), back("R3", "A2"), back("R4", "A9")]
    assert codes(match_payments(refunds, desk)) == ["", "P211", "P212", "P210"]


def test_no_refund_into_a_closed_year() -> None:
    closed = LINES["疾控"]
    desk = QuotaDesk((closed,), UNITS, {"A1": [Earlier(2025, WAN, 0, closed.digest)]})
    assert codes(match_payments([back("R1", "A1")], desk)) == ["P204"]


def test_one_amount_in_another_unit_stands_out_among_those_of_its_line() -> None:
    payments = [pay(f"A{at}", 50_000_00 + at) for at in range(6)] + [pay("A9", 5_00)]
    found = match_payments(payments, DESK)
    assert codes(found) == [""] * 6 + ["P208"]
    assert found[-1].reason is not None
    assert "读作5.00元" in found[-1].reason.sentence
    assert "应为50000.00元" in found[-1].reason.sentence


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_agencies_of_one_name_the_one_that_holds_the_money_paid(order: int) -> None:
    """医疗保障局 is a department and a unit that spends: what is said doesn't hang on their order."""
    namesake = PayingUnit("650102-medical-security", "天山区医疗保障局")
    units = (*UNITS, namesake)[::order]
    asked = pay(unit="天山区医疗保障局", quota="天财社〔2025〕5号")
    desk = QuotaDesk(tuple(LINES.values()), units, {})
    (found,) = match_payments([asked], desk)
    assert found.held is LINES["医保局"]
    theirs = Held(line("medical-security", "天财社〔2025〕5号"), 60 * WAN)
    both = QuotaDesk((*LINES.values(), theirs), units, {})
    assert codes(match_payments([asked], both)) == ["P202"]


def test_small_payments_of_a_large_balance_are_no_fault() -> None:
    payments = [pay(f"A{at}", fen) for at, fen in enumerate((88_00, 1200_00, 35_50, 960_00))]
    assert codes(match_payments(payments, DESK)) == [""] * 4


def test_what_the_holder_booked_itself_is_not_booked_again() -> None:
    booked = BookedPayment(2025, 17, HOSPITAL.digest, WAN)
    desk = replace(DESK, booked={("A1", 2025, PaymentKind.PAYMENT): [booked]})
    same, other = match_payments([pay("A1"), pay("A2", 100 * WAN)], desk)
    assert (same.booked, other.books) == (booked, True)
    (different,) = match_payments([pay("A1", 2 * WAN)], desk)
    assert different.reason is not None
    assert different.reason.code == "P302"


def test_a_person_may_overlook_the_code_but_not_the_balance() -> None:
    payment = pay(function="2101302", fen=99 * WAN)
    assert match_to(payment, HOSPITAL, DESK).books
    assert not match_to(replace(payment, fen=101 * WAN), HOSPITAL, DESK).books


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.integers(1, 40 * WAN), st.integers(1, 28), st.integers(0, 9)
        ),
        max_size=20,
    )
)
def test_nothing_booked_is_ever_above_what_was_there(
    rows: list[tuple[int, int, int, int]],
) -> None:
    """Whatever comes: by days, what is booked never uses more than is free, nor returns more."""
    payments = []
    for at, (sort, fen, day, of) in enumerate(rows):
        date = datetime.date(2025, 6, day)
        payments.append(
            back(f"N{at}", f"N{of}", fen, date=date) if sort == 0 else pay(f"N{at}", fen, date=date)
        )
    found = match_payments(payments, DESK)
    free, paid = HOSPITAL.available, dict.fromkeys((f"N{at}" for at in range(20)), 0)
    for each in sorted(found, key=lambda each: (each.payment.date, each.payment.kind == "refund")):
        payment = each.payment
        if not each.books:
            continue
        if payment.kind is PaymentKind.REFUND:
            paid[payment.refunds] -= payment.fen
            free += payment.fen
            assert paid[payment.refunds] >= 0
        else:
            paid[payment.number] += payment.fen
            free -= payment.fen
            assert free >= 0
