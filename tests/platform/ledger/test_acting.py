"""办理: a unit's money from the quota to the payment, and over the year's end, one act at a time."""

from __future__ import annotations

import datetime

import pytest

from zhida.core.ledger import Act, Book, Earmark, LedgerError, QuotaLine, verbs
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.ledger import acting
from zhida.platform.ledger.acting import Finer, Paper
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.ledger.queries import balances_of, find_lines
from zhida.platform.scope import scope

HOLDER = "650102-finance"
DRAFTER = Actor("甲", HOLDER, "650102", Role.DRAFTER)
REVIEWER = Actor("乙", HOLDER, "650102", Role.REVIEWER)
DAY = datetime.date(2025, 3, 3)
PAPER = Paper("天财社〔2025〕5号", DAY, "按计划办理")


def line(number: str = "乌财社〔2025〕3号", **elements: object) -> QuotaLine:
    earmark = Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL)
    return QuotaLine(earmark, HOLDER, number, **elements)  # type: ignore[arg-type]


@pytest.fixture
def funded(database: str) -> str:
    """100 元 pending; the digest of its line."""
    held = line()
    with scope("650102"):
        act = Act("乌鲁木齐市财政局", held.document, DAY, "甲")
        post([verbs.receive(act, held, 100_00)], open_lines([held]))
    return held.digest.hex()


def balances(subject: str) -> dict[str, int]:
    with scope("650102"):
        found = balances_of(find_lines(subject)).values()
        return {kind: fen for each in found for (kind, _), fen in each.items() if fen}


def test_money_goes_by_the_chain_of_control_and_no_other_way(funded: str) -> None:
    with pytest.raises(LedgerError):
        acting.act(DRAFTER, "enable", funded, 60_00, PAPER)
    for verb in ("register", "enable", "apply"):
        acting.act(DRAFTER, verb, funded, 60_00, PAPER)
    with pytest.raises(Forbidden):
        acting.act(DRAFTER, "pay", funded, 60_00, PAPER)
    acting.act(REVIEWER, "pay", funded, 60_00, PAPER)
    assert balances(funded) == {"pending": 40_00, "paid": 60_00}
    again = acting.act(REVIEWER, "pay", funded, 60_00, PAPER)
    assert again.replayed and balances(funded)["paid"] == 60_00
    acting.act(DRAFTER, "refund", funded, 10_00, PAPER)
    assert balances(funded) == {"pending": 40_00, "paid": 50_00, "executable": 10_00}
    with scope("650102"):
        assert Deed.objects.filter(concept="ledger", verb="pay").count() >= 1


def test_registering_to_a_project_makes_a_finer_line(funded: str) -> None:
    acting.act(DRAFTER, "register", funded, 30_00, PAPER, finer=Finer("DIP试点"))
    finer = line(implementing_project="DIP试点", parent=bytes.fromhex(funded))
    assert balances(finer.digest.hex()) == {"registered": 30_00}
    assert balances(funded) == {"pending": 70_00}


def test_moving_money_aside_asks_for_a_reason_and_a_reviewer(funded: str) -> None:
    other = line("乌财社〔2025〕4号")
    with scope("650102"):
        act = Act("乌鲁木齐市财政局", other.document, DAY, "甲")
        post([verbs.receive(act, other, 1_00)], open_lines([other]))
    onto = other.digest.hex()
    with pytest.raises(Forbidden):
        acting.act(DRAFTER, "adjust", funded, 5_00, PAPER, onto=onto)
    with pytest.raises(LedgerError, match="理由"):
        acting.act(REVIEWER, "adjust", funded, 5_00, Paper("调剂1", DAY), onto=onto)
    acting.act(REVIEWER, "adjust", funded, 5_00, PAPER, onto=onto)
    assert (balances(funded), balances(onto)) == ({"pending": 95_00}, {"pending": 6_00})


def test_a_voucher_is_undone_by_somebody_else_and_once(funded: str) -> None:
    booked = acting.act(DRAFTER, "register", funded, 60_00, PAPER)
    acting.reverse(REVIEWER, booked.year, booked.number, PAPER)
    assert balances(funded) == {"pending": 100_00}
    with pytest.raises(LedgerError):
        acting.reverse(REVIEWER, booked.year, booked.number, Paper("再冲销", DAY, "误操作"))
    own = acting.act(REVIEWER, "register", funded, 1_00, Paper("另一件", DAY))
    with pytest.raises(Forbidden):
        acting.reverse(REVIEWER, own.year, own.number, PAPER)


def test_what_is_left_goes_into_the_next_year_once(funded: str) -> None:
    acting.act(DRAFTER, "register", funded, 30_00, PAPER)
    last = Paper("2025年终结转", datetime.date(2025, 12, 31))
    (closed,) = acting.close(REVIEWER, 2025, last)
    assert balances(funded) == {"carried": 100_00}
    first = Paper("2026年初转入", datetime.date(2026, 1, 4))
    (begun,) = acting.begin(REVIEWER, 2026, first)
    assert (closed.year, begun.year) == (2025, 2026)
    assert acting.begin(REVIEWER, 2026, first) == ()
    assert acting.close(REVIEWER, 2025, last) == ()


def test_money_under_way_keeps_a_year_open(funded: str) -> None:
    for verb in ("register", "enable", "apply"):
        acting.act(DRAFTER, verb, funded, 10_00, PAPER)
    with pytest.raises(LedgerError, match="支付申请"):
        acting.close(REVIEWER, 2025, Paper("2025年终结转", datetime.date(2025, 12, 31)))


def test_a_line_that_is_not_ours_is_not_moved(funded: str) -> None:
    with pytest.raises(LedgerError, match="本单位没有"):
        acting.act(DRAFTER, "register", "0" * 12, 1_00, PAPER)
    with pytest.raises(LedgerError, match="细化必须"):
        acting.act(DRAFTER, "refine", funded, 1_00, PAPER)
