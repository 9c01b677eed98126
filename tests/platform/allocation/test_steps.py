"""方案: from draft to the money on its way, each step one act, and nothing half done."""

from __future__ import annotations

import datetime
import hashlib

import pytest
from django.db import IntegrityError

import zhida
from zhida.core.allocation import AllocationError
from zhida.core.ledger import Book, Earmark, LedgerError, QuotaLine
from zhida.core.ledger.verbs import Act, receive
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.allocation import actions
from zhida.platform.allocation.models import Plan
from zhida.platform.allocation.papers import Letter
from zhida.platform.allocation.pool import Wanted, held_lines
from zhida.platform.allocation.proposal import Proposal
from zhida.platform.journal.models import Deed
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope

CITY = "650100-finance"
DRAFTER = Actor("经办人甲", CITY, "650100", Role.DRAFTER)
REVIEWER = Actor("审核人乙", CITY, "650100", Role.REVIEWER)
GENERAL = Earmark(
    Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL, regime=Regime.TRACKED
)
LOTTERY = Earmark(
    Book.QUOTA,
    2025,
    "医疗救助补助资金",
    FundingSource.CENTRAL,
    BudgetKind.GOVERNMENT_FUND,
    regime=Regime.TRACKED,
)
UPSTREAM = "新财社〔2025〕7号"
WAN = 1_000_000
DAY = datetime.date(2025, 3, 3)


@pytest.fixture
def funded(database: str) -> None:
    """The city has 100 and 10 万元 to pass down."""
    act = Act("新疆维吾尔自治区财政厅", UPSTREAM, DAY, "经办人甲")
    lines = [
        QuotaLine(GENERAL, CITY, UPSTREAM, function="2101301"),
        QuotaLine(LOTTERY, CITY, UPSTREAM, function="2296013"),
    ]
    with scope("650100"):
        vouchers = [
            receive(act, each, fen * WAN) for each, fen in zip(lines, (100, 10), strict=True)
        ]
        post(vouchers, open_lines(lines))


def proposal(first: int = 60, second: int = 40, lottery: int = 4) -> Proposal:
    return Proposal(
        "2025年医疗救助补助资金分配方案",
        2025,
        WAN,
        ("650102-finance", "650103-finance"),
        (Wanted("中央一般公共预算", 100 * WAN), Wanted("中央彩票公益金", 10 * WAN)),
        ((first * WAN, lottery * WAN), (second * WAN, (10 - lottery) * WAN)),
        UPSTREAM,
        files={"plan.toml": b"title"},
    )


def held() -> dict[str, int]:
    with scope("650100"):
        return {each.budget_kind: each.available_fen for each in held_lines(CITY, 2025)}


def on_its_way(to: str) -> int:
    from django.db import connection

    with scope("650100"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(balance_fen) FROM ledger_account a"
            " JOIN regions_agency g ON g.id = a.counterpart_id WHERE g.code = %s",
            [to],
        )
        return int(cursor.fetchone()[0] or 0)


def out_for_signing() -> Plan:
    plan = actions.draft(DRAFTER, proposal())
    actions.submit(DRAFTER, plan.pk)
    actions.approve(REVIEWER, plan.pk)
    return actions.send_out(DRAFTER, plan.pk, Letter())


def test_a_plan_goes_from_draft_to_the_money_on_its_way(funded: None) -> None:
    plan = out_for_signing()
    assert held() == {}
    actions.sign(REVIEWER, plan.pk, Letter(), "乌财社〔2025〕12号", DAY)
    assert on_its_way("650102-finance") == 0
    actions.book(REVIEWER, plan.pk)
    assert on_its_way("650102-finance") == 64 * WAN
    assert on_its_way("650103-finance") == 46 * WAN
    with scope("650100"):
        assert list(Deed.objects.order_by("id").values_list("verb", flat=True)) == [
            "draft",
            "submit",
            "approve",
            "send_out",
            "sign",
            "book",
        ]


def test_the_signed_document_reads_back_to_the_figures_of_the_ledger(
    funded: None, tmp_path: object
) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    plan = out_for_signing()
    actions.sign(REVIEWER, plan.pk, Letter(), "乌财社〔2025〕12号", DAY)
    with scope("650100"):
        papers = {each.name: each for each in plan.papers.filter(stage="signed")}
        (docx,) = [each for each in papers.values() if each.name.endswith(".docx")]
        assert hashlib.sha256(docx.content).hexdigest() == docx.sha256
        (tmp_path / docx.name).write_bytes(docx.content)
    notice = zhida.read(tmp_path / docx.name)
    assert str(notice.doc_number and notice.doc_number.value) == "乌财社〔2025〕12号"
    assert notice.total.fen == 110 * WAN
    leaves = [row for row in notice.allocation[0].rows if row.kind == "leaf"]
    assert [row.recipient for row in leaves] == ["天山区", "沙依巴克区"]
    assert {flag.regime for flag in notice.flags} == {Regime.TRACKED}
    headers = [column.header for column in notice.allocation[0].columns]
    assert "中央一般公共预算" in headers and "中央彩票公益金" in headers
    assert [each.code for each in zhida.check(notice) if each.severity == "error"] == []


def test_who_drafts_cannot_approve(funded: None) -> None:
    both = Actor("经办人甲", CITY, "650100", Role.REVIEWER)
    plan = actions.draft(both, proposal())
    actions.submit(both, plan.pk)
    with pytest.raises(Forbidden, match="起草人不能"):
        actions.approve(both, plan.pk)
    with pytest.raises(IntegrityError), scope("650100"):
        Plan.objects.filter(pk=plan.pk).update(decided_by="经办人甲")


def test_a_withdrawn_plan_gives_back_what_it_held(funded: None) -> None:
    plan = out_for_signing()
    actions.withdraw(DRAFTER, plan.pk, "文件不发")
    assert held() == {"general": 100 * WAN, "government_fund": 10 * WAN}
    with pytest.raises(AllocationError, match="撤回"):
        actions.book(REVIEWER, plan.pk)


def test_two_plans_cannot_give_away_the_same_money(funded: None) -> None:
    first = actions.draft(DRAFTER, proposal())
    second = actions.draft(DRAFTER, proposal(50, 50))
    for each in (first, second):
        actions.submit(DRAFTER, each.pk)
        actions.approve(REVIEWER, each.pk)
    actions.send_out(DRAFTER, first.pk, Letter())
    with pytest.raises(LedgerError):
        actions.send_out(DRAFTER, second.pk, Letter())
    with scope("650100"):
        kept = Plan.objects.get(pk=second.pk)
        assert (kept.state, kept.papers.count()) == ("approved", 0)


def test_a_plan_sent_back_says_why_and_can_be_submitted_again(funded: None) -> None:
    plan = actions.draft(DRAFTER, proposal())
    actions.submit(DRAFTER, plan.pk)
    with pytest.raises(LedgerError, match="理由"):
        actions.send_back(REVIEWER, plan.pk, " ")
    actions.send_back(REVIEWER, plan.pk, "人数用错了年份")
    assert actions.submit(DRAFTER, plan.pk).state == "submitted"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: proposal(60, 41), "相差1万元"),
        (lambda: proposal(-1, 101), "应下达小于已提前下达"),
        (lambda: proposal(lottery=11), "应下达小于已提前下达"),
    ],
)
def test_figures_that_cannot_be_issued_are_refused_before_anything_is_stored(
    funded: None, wrong: object, said: str
) -> None:
    assert callable(wrong)
    with pytest.raises(LedgerError, match=said):
        actions.draft(DRAFTER, wrong())
    with scope("650100"):
        assert not Plan.objects.exists()


def test_a_column_without_money_behind_it_is_refused_with_the_lines_there_are(
    funded: None,
) -> None:
    other = Proposal(
        "方案", 2025, WAN, ("650102-finance",), (Wanted("自治区", WAN),), ((WAN,),), UPSTREAM
    )
    with pytest.raises(LedgerError, match=r"没有一行可分配的指标对应“自治区”.*100万元"):
        actions.draft(DRAFTER, other)


def test_money_that_another_plan_holds_is_said_to_be_there(funded: None) -> None:
    out_for_signing()
    with pytest.raises(LedgerError, match=r"已被另一个方案占用.*issue list"):
        actions.draft(DRAFTER, proposal())


def refused_line(number: int, year: int = 2025) -> str:
    """What a plan says that is to be paid from one line, whatever the line holds."""
    columns, fens = (Wanted("中央", WAN),), ((WAN,),)
    more = Proposal("追加", year, WAN, ("650102-finance",), columns, fens)
    with pytest.raises(LedgerError) as refused:
        actions.draft(DRAFTER, more, {"中央": number})
    return str(refused.value)


def test_a_chosen_line_whose_money_is_divided_says_by_what(funded: None) -> None:
    """It is the agency's all the same: what brought it, what took it, and how to have it back."""
    with scope("650100"):
        number = held_lines(CITY, 2025)[0].number
    plan = out_for_signing()
    said = refused_line(number)
    assert f"指定的指标行{number}由{UPSTREAM}下达，其中的钱已全部分完" in said
    assert f"方案{plan.pk}占用待签发100万元（凭证2025-" in said and "没有下达的方案先撤回" in said
    assert "不在本单位名下" not in said
    actions.sign(REVIEWER, plan.pk, Letter(), "乌财社〔2025〕12号", DAY)
    actions.book(REVIEWER, plan.pk)
    assert f"方案{plan.pk}（乌财社〔2025〕12号）占用待签发100万元" in refused_line(number)


def test_what_was_given_back_did_not_empty_a_line(funded: None) -> None:
    with scope("650100"):
        number = held_lines(CITY, 2025)[0].number
    first = out_for_signing()
    actions.withdraw(DRAFTER, first.pk, "文件不发")
    second = out_for_signing()
    said = refused_line(number)
    assert f"方案{second.pk}占用待签发" in said and f"方案{first.pk}占用" not in said


def test_a_line_of_another_year_or_another_holder_is_told_apart(funded: None) -> None:
    with scope("650100"):
        number = held_lines(CITY, 2025)[0].number
    assert "是本单位2025年度预算指标账的，不能用于这个方案" in refused_line(number, 2026)
    assert "不在本单位名下。可分配的指标有" in refused_line(999_999)


def test_a_recipient_outside_the_city_is_refused(funded: None) -> None:
    outside = Proposal(
        "方案",
        2025,
        WAN,
        ("620100-finance",),
        (Wanted("中央一般公共预算", WAN),),
        ((WAN,),),
        UPSTREAM,
    )
    with pytest.raises(LedgerError, match="不在本区划"):
        actions.draft(DRAFTER, outside)


def test_a_number_that_is_used_names_the_plan_that_has_it(funded: None) -> None:
    plan = out_for_signing()
    actions.sign(REVIEWER, plan.pk, Letter(), "乌财社〔2025〕12号", DAY)
    actions.book(REVIEWER, plan.pk)
    with scope("650100"):
        act = Act("新疆维吾尔自治区财政厅", "新财社〔2025〕8号", DAY, "经办人甲")
        line = QuotaLine(GENERAL, CITY, "新财社〔2025〕8号")
        post([receive(act, line, WAN)], open_lines([line]))
    more = actions.draft(
        DRAFTER,
        Proposal("追加", 2025, WAN, ("650102-finance",), (Wanted("中央", WAN),), ((WAN,),)),
    )
    actions.submit(DRAFTER, more.pk)
    actions.approve(REVIEWER, more.pk)
    actions.send_out(DRAFTER, more.pk, Letter())
    with pytest.raises(LedgerError, match="已用于方案"):
        actions.sign(REVIEWER, more.pk, Letter(), "乌财社〔2025〕12号", DAY)
    with pytest.raises(LedgerError, match="不是发文字号"):
        actions.sign(REVIEWER, more.pk, Letter(), "十二号", DAY)


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [
        ("乌财社〔2025〕12号", datetime.date(2025, 3, 2), "早于资金下达给本单位的文件"),
        ("乌财社〔2025〕12号", datetime.date(2024, 12, 3), "是2025年的"),
        ("乌财社〔2999〕12号", datetime.date(2999, 3, 3), "还没有到"),
    ],
)
def test_a_slip_in_the_date_is_refused_before_the_documents_are_made(
    funded: None, number: str, day: datetime.date, said: str
) -> None:
    plan = out_for_signing()
    with pytest.raises(LedgerError, match=said):
        actions.sign(REVIEWER, plan.pk, Letter(), number, day)
    actions.sign(REVIEWER, plan.pk, Letter(), "乌财社〔2025〕12号", DAY)
