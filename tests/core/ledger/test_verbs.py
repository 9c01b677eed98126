"""动作: each act upon the ledger moves money from where it was to where it belongs, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.core.ledger.chain import (
    CITY,
    DISTRICT,
    PROVINCE,
    act,
    advance,
    balance,
    passed_down,
    spent,
    started,
)

from zhida.core.ledger import Act, Book, Ledger, LedgerError, QuotaLine, Voucher, entry, verbs
from zhida.core.ledger.verbs_funds import Parts
from zhida.core.notice.appropriations import BudgetKind


def moved(voucher: Voucher) -> list[tuple[str, str, int]]:
    """What a voucher moves: from which kind of account to which, in fen; all of it in the chart."""
    for each in voucher.transfers:
        assert entry(voucher.verb, each.credit.kind, each.debit.kind, each.relation)
    return [(each.credit.kind, each.debit.kind, each.fen) for each in voucher.transfers]


FINER = replace(DISTRICT, implementing_project="住院救助", parent=DISTRICT.digest)
OTHER = replace(DISTRICT, implementing_project="门诊救助")
A = act("依据1号")


@pytest.mark.parametrize(
    ("voucher", "expected"),
    [
        (verbs.open_balance(A, PROVINCE, 5), ("origin", "pending")),
        (verbs.open_balance(A, DISTRICT, 5, "paid"), ("origin", "paid")),
        (verbs.open_balance(A, advance(PROVINCE), 5), ("origin", "expected")),
        (verbs.receive(A, PROVINCE, 5), ("origin", "pending")),
        (verbs.receive(A, advance(PROVINCE), 5), ("origin", "expected")),
        (verbs.release(A, advance(PROVINCE), 5), ("expected", "pending")),
        (verbs.reserve(A, PROVINCE, 5), ("pending", "reserved")),
        (verbs.reserve(A, advance(PROVINCE), 5, True), ("expected", "expected_reserved")),
        (verbs.issue(A, PROVINCE, "650100-finance", 5), ("pending", "transit")),
        (verbs.issue(A, PROVINCE, "650100-finance", 5, reserved=True), ("reserved", "transit")),
        (verbs.issue(A, advance(PROVINCE), "x", 5, True), ("expected", "expected_transit")),
        (
            verbs.issue(A, advance(PROVINCE), "x", 5, True, True),
            ("expected_reserved", "expected_transit"),
        ),
        (verbs.accept(A, PROVINCE, CITY, 5), ("transit", "pending")),
        (verbs.refine(A, DISTRICT, FINER, 5), ("pending", "pending")),
        (verbs.register(A, DISTRICT, 5), ("pending", "registered")),
        (verbs.register(A, DISTRICT, 5, FINER), ("pending", "registered")),
        (verbs.enable(A, DISTRICT, 5), ("registered", "executable")),
        (verbs.apply(A, DISTRICT, 5), ("executable", "applied")),
        (verbs.pay(A, DISTRICT, 5), ("applied", "paid")),
        (verbs.refund(A, DISTRICT, 5), ("paid", "executable")),
        (verbs.withdraw(A, DISTRICT, 5, "applied"), ("applied", "executable")),
        (verbs.withdraw(A, FINER, 5, "registered", DISTRICT), ("registered", "pending")),
        (verbs.withdraw(A, FINER, 5, "pending", DISTRICT), ("pending", "pending")),
        (verbs.reduce(A, PROVINCE, 5), ("pending", "origin")),
        (verbs.reduce(A, advance(PROVINCE), 5, True), ("expected", "origin")),
        (verbs.return_up(A, CITY, PROVINCE, 5), ("pending", "transit")),
        (verbs.retrieve(A, CITY, PROVINCE, 5), ("transit", "pending")),
        (verbs.adjust(A, DISTRICT, OTHER, 5, "executable"), ("executable", "executable")),
        (verbs.carry_over(A, DISTRICT, {"executable": 5}), ("executable", "carried")),
        (verbs.write_off(A, DISTRICT, {"registered": 5}), ("registered", "surplus")),
    ],
    ids=lambda each: each.verb if isinstance(each, Voucher) else "-".join(each),
)
def test_an_act_moves_money_from_where_it_was(voucher: Voucher, expected: tuple[str, str]) -> None:
    assert moved(voucher) == [(*expected, 5)]


def test_receipt_from_outside_and_from_above_are_one_business() -> None:
    """The same notice can't be received twice, once from outside and once from the level above."""
    outside = verbs.receive(act("新财社〔2025〕1号", issuer="自治区财政厅"), CITY, 5)
    above = verbs.accept(act("新财社〔2025〕1号", issuer="自治区财政厅"), PROVINCE, CITY, 5)
    assert outside.identity == above.identity


def test_lottery_money_and_budget_money_of_one_notice_are_two_businesses() -> None:
    lottery = replace(PROVINCE, earmark=replace(PROVINCE.earmark, kind=BudgetKind.GOVERNMENT_FUND))
    assert verbs.receive(A, PROVINCE, 5).identity != verbs.receive(A, lottery, 5).identity


def test_who_enters_it_and_from_which_file_is_not_the_business() -> None:
    again = replace(A, actor="经办人乙", reason="扫描件补录")
    assert verbs.receive(A, PROVINCE, 5).identity == verbs.receive(again, PROVINCE, 5).identity


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: verbs.receive(A, PROVINCE, 0), "必须大于零"),
        (lambda: verbs.receive(A, PROVINCE, -5), "必须大于零"),
        (lambda: verbs.receive(replace(A, number=""), PROVINCE, 5), "确认为新文件"),
        (lambda: verbs.receive(replace(A, actor=""), PROVINCE, 5), "经办人"),
        (lambda: verbs.issue(A, PROVINCE, PROVINCE.holder, 5), "不能下达给本单位"),
        (lambda: verbs.issue(A, PROVINCE, CITY.holder, 5, expected=True), "没有预计金额"),
        (lambda: verbs.accept(A, PROVINCE, DISTRICT, 5), "来源不是"),
        (lambda: verbs.refine(A, PROVINCE, CITY, 5), "给下级请用下达"),
        (lambda: verbs.return_up(A, FINER, DISTRICT, 5), "请用撤回"),
        (lambda: verbs.withdraw(A, DISTRICT, 5, "paid"), "可以撤回"),
        (lambda: verbs.reduce(A, CITY, 5), "上级收回"),
        (lambda: verbs.adjust(replace(A, reason=""), DISTRICT, OTHER, 5), "必须写明理由"),
        (lambda: verbs.adjust(A, DISTRICT, CITY, 5), "同一专项"),
        (lambda: verbs.write_off(replace(A, reason=""), DISTRICT, {"pending": 5}), "理由"),
    ],
)
def test_what_makes_no_sense_is_refused_before_it_is_asked(
    ask: Callable[[], Voucher], why: str
) -> None:
    with pytest.raises(LedgerError, match=why):
        ask()


def test_a_flag_that_the_level_below_changed_is_named() -> None:
    """直达标识 stays as it is through allocation, payment and use (财预〔2020〕56号)."""
    changed = replace(CITY, earmark=replace(CITY.earmark, flag="09"))
    with pytest.raises(LedgerError, match="直达标识（01→09）"):
        verbs.accept(A, PROVINCE, changed, 5)


@pytest.mark.parametrize("make", [started, passed_down, spent])
def test_undoing_everything_newest_first_leaves_nothing(make: Callable[[], Ledger]) -> None:
    ledger = make()
    for voucher in reversed(list(ledger.vouchers.values())):
        ledger = ledger.post([verbs.reverse(A, voucher)])
    assert not any(ledger.balances.values())


def test_money_sent_back_arrives_where_it_came_from() -> None:
    ledger = passed_down(1000).post(
        [
            verbs.return_up(A, DISTRICT, CITY, 400),
            verbs.retrieve(A, DISTRICT, CITY, 300),
        ]
    )
    assert balance(ledger, DISTRICT, "transit", CITY.holder) == 100
    assert balance(ledger, CITY, "pending") == 300


@pytest.mark.parametrize("book", [Book.INSURANCE, Book.AID])
def test_the_other_books_have_accounts_of_their_own(book: Book) -> None:
    earmark = replace(PROVINCE.earmark, book=book)
    line = QuotaLine(earmark, "650100-medical-security", "专账2025")
    ledger = Ledger().open([line]).post([verbs.receive(A, line, 700)])
    left = {account.kind: fen for account, fen in ledger.balances.items()}
    assert sorted(left.values()) == [-700, 700]
    assert all(kind.startswith(book.value) for kind in left)


@pytest.mark.parametrize(
    ("book", "steps", "paid"),
    [
        (
            Book.INSURANCE,
            [(verbs.allot, 500), (verbs.prepay, 300), (verbs.pay_out, 50)],
            "insurance_paid",
        ),
        (Book.AID, [(verbs.pay_out, 50), (verbs.refund, 20)], "aid_paid"),
    ],
)
def test_fund_and_aid_account_pay_in_their_own_books(
    book: Book, steps: list[tuple[Callable[[Act, QuotaLine, int], Voucher], int]], paid: str
) -> None:
    line = QuotaLine(replace(PROVINCE.earmark, book=book), "650100-medical-security", "专账2025")
    ledger = Ledger().open([line]).post([verbs.receive(A, line, 700)])
    for verb, fen in steps:
        ledger = ledger.post([verb(A, line, fen)])
    if book is Book.INSURANCE:
        ledger = ledger.post([verbs.settle(A, line, Parts(300, 150))])
    assert balance(ledger, line, paid) == {Book.INSURANCE: 500, Book.AID: 30}[book]
    assert sum(ledger.balances.values()) == 0


def test_budget_quota_is_not_paid_like_a_fund() -> None:
    with pytest.raises(LedgerError, match="支付申请"):
        verbs.pay_out(A, PROVINCE, 5)


def test_an_institutions_year_of_the_fund_leaves_and_comes_back_to_its_pool() -> None:
    """700 in the pool: 500 earned, 300 prepaid, 25 kept, 40 deducted; 10 of what was kept is lost."""
    pool = QuotaLine(
        replace(PROVINCE.earmark, book=Book.INSURANCE), "650100-medical-security", "统筹基金2025"
    )
    hospital = replace(pool, implementing_project="H1", parent=pool.digest)
    ledger = Ledger().open([pool, hospital]).post([verbs.receive(A, pool, 700)])
    for voucher in (
        verbs.allot(A, pool, 500, hospital),
        verbs.prepay(A, hospital, 300),
        verbs.settle(A, hospital, Parts(300, 135, 25, 40), pool),
        verbs.release_deposit(A, hospital, 15),
        verbs.keep_deposit(replace(A, ordinal=2), hospital, pool, 10),
    ):
        ledger = ledger.post([voucher])
    assert balance(ledger, pool, "insurance_pool") == 700 - 500 + 40 + 10
    assert balance(ledger, hospital, "insurance_paid") == 450
    for kind in ("insurance_allotted", "insurance_prepaid", "insurance_deposit"):
        assert balance(ledger, hospital, kind) == 0
    with pytest.raises(LedgerError, match="没有写明统筹基金"):
        verbs.settle(A, hospital, Parts(overpaid=1))
