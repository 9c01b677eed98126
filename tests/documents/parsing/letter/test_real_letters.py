"""The letters of five published notices, read field by field.

The texts are not part of the repository: they are expected beside it, in
../shared/notices. Figures and names only; no sentence of theirs stands here.
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from zhida.core.notice import BudgetKind, DeadlineKind, FundingSource, Regime, Scheme, Status
from zhida.documents.parsing.letter import Letter, read_letter
from zhida.documents.parsing.segments import split
from zhida.documents.reading import read_document

NOTICES = Path(__file__).parents[5] / "shared" / "notices"


@cache
def letter(number: str) -> Letter:
    found = sorted(NOTICES.glob(f"{number}_*.txt"))
    assert found, f"the published notice {number} is missing: expected {NOTICES}/{number}_*.txt"
    return read_letter(split(read_document(found[0])).letter)


def codes(each: Letter) -> list[tuple[Scheme, str, int | None]]:
    return [(code.scheme, code.code, code.year) for code in each.codes]


@pytest.mark.parametrize(
    ("number", "doc_number", "issuers", "date", "year", "status", "total"),
    [
        ("000", "新财社〔2020〕237号", ["新疆维吾尔自治区财政厅"], (2020, 12, 7), 2021,
         Status.ADVANCE, 9798_000000),
        ("001", None, ["梁河县财政局"], (2022, 2, 8), 2022, Status.FORMAL, 60_000000),
        ("002", "饶财社指〔2023〕29号", ["上饶市财政局", "上饶市医疗保障局"], (2023, 8, 1), 2023,
         Status.FORMAL, None),
        ("003", "乌财社〔2020〕38号", ["乌鲁木齐市财政局", "乌鲁木齐市医疗保障局"], (2020, 3, 27),
         2020, Status.DISBURSEMENT, 3347_000000),
        ("004", "茂财社〔2023〕24号", ["茂名市财政局"], (2023, 1, 18), 2023, Status.FORMAL,
         345_000000),
    ],
)  # fmt: skip
def test_identity(
    number: str,
    doc_number: str | None,
    issuers: list[str],
    date: tuple[int, int, int],
    year: int,
    status: Status,
    total: int | None,
) -> None:
    found = letter(number)
    assert (str(found.doc_number.value) if found.doc_number else None) == doc_number
    assert [each.value for each in found.issuers] == issuers
    assert found.date and found.date.value == datetime.date(*date)
    assert found.budget_year and found.budget_year.value == year
    assert found.status and found.status.value is status
    assert found.total.fen == total


@pytest.mark.parametrize(
    ("number", "addressees"),
    [
        ("000", ["自治区医疗保障局", "阿克苏地区", "哈密财政局"]),
        ("001", ["梁河县医疗保障局"]),
        ("002", ["婺源县财政局", "医保局", "市直相关单位"]),
        ("003", ["天山区", "沙依巴克区", "高新技术产业开发区（新市区）", "水磨沟区",
                 "经济技术开发区（头屯河区）", "米东区", "达坂城区", "乌鲁木齐县财政局", "医保局"]),
        ("004", ["各区、县级市财政局", "滨海新区财政与国资管理局", "高新区财政和国资管理局"]),
    ],
)  # fmt: skip
def test_addressees(number: str, addressees: list[str]) -> None:
    assert [each.value for each in letter(number).addressees] == addressees


@pytest.mark.parametrize(
    ("number", "begins", "sub_fund"),
    [
        ("000", "关于提前下达2021年", "医疗保障服务能力提升部分"),
        ("001", "梁河县财政局关于下达2022年", "医疗保障服务能力提升部分"),
        ("002", "上饶市财政局上饶市医疗保障局关于下达2023年", "医疗保障服务能力建设部分"),
        ("003", "关于拨付2020年", None),
        ("004", "关于下达2023年", "医疗保障服务能力提升部分"),
    ],
)
def test_title_and_fund(number: str, begins: str, sub_fund: str | None) -> None:
    found = letter(number)
    assert found.title and found.title.value.startswith(begins)
    assert found.title.value.endswith("的通知") and " " not in found.title.value
    fund = "医疗救助补助资金" if number == "003" else "医疗服务与保障能力提升补助资金"
    assert found.fund and found.fund.value == fund
    assert (found.sub_fund.value if found.sub_fund else None) == sub_fund


@pytest.mark.parametrize(
    ("number", "signed", "printed", "copies", "disclosure"),
    [
        ("000", None, (2020, 12, 7), 7, None),
        ("001", (2022, 2, 8), None, 0, None),
        ("002", (2023, 8, 1), (2023, 8, 1), 0, "主动公开"),
        ("003", (2020, 3, 27), (2020, 3, 27), 4, "依申请公开"),
        ("004", None, (2023, 1, 18), 2, "主动公开"),
    ],
)
def test_imprint(
    number: str,
    signed: tuple[int, int, int] | None,
    printed: tuple[int, int, int] | None,
    copies: int,
    disclosure: str | None,
) -> None:
    found = letter(number)
    assert (found.signed.value if found.signed else None) == (signed and datetime.date(*signed))
    assert (found.printed.value if found.printed else None) == (printed and datetime.date(*printed))
    assert len(found.copy_to) == copies
    assert (found.disclosure.value if found.disclosure else None) == disclosure


@pytest.mark.parametrize(
    ("number", "numbers", "upstream"),
    [
        ("000", ["国办发〔2018〕67号", "财社〔2020〕149号", "新财预〔2016〕113号", None,
                 "新财预〔2018〕21号"], "财社〔2020〕149号"),
        ("001", ["德财社〔2022〕11号", None, None], "德财社〔2022〕11号"),
        ("002", ["赣财社指〔2023〕27号"], "赣财社指〔2023〕27号"),
        ("003", ["新财社〔2019〕218号", "乌财预〔2018〕56号", "乌财预〔2018〕41号"],
         "新财社〔2019〕218号"),
        ("004", ["粤财社〔2022〕328号"], "粤财社〔2022〕328号"),
    ],
)  # fmt: skip
def test_basis(number: str, numbers: list[str | None], upstream: str) -> None:
    found = letter(number).basis
    assert [str(each.number) if each.number else None for each in found] == numbers
    assert [str(each.number) for each in found if each.upstream] == [upstream]


def test_status_of_the_upstream_notices() -> None:
    statuses = {n: next(b.status for b in letter(n).basis if b.upstream) for n in ("000", "003")}
    assert set(statuses.values()) == {Status.ADVANCE}
    assert [b.status for b in letter("002").basis] == [Status.FORMAL]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", [(Scheme.INCOME, "1100249", 2021), (Scheme.TRANSFER_FUNCTION, "2300249", 2021),
                 (Scheme.FUNCTION, "2101504", 2021), (Scheme.GOV_ECON, "50299", 2021),
                 (Scheme.DEPT_ECON, "30299", 2021)]),
        ("001", [(Scheme.INCOME, "1100249", None), (Scheme.FUNCTION, "2101502", None)]),
        ("002", [(Scheme.INCOME, "1100249", 2023), (Scheme.FUNCTION, "21015", 2023)]),
        ("003", [(Scheme.INCOME, "1100249", 2020), (Scheme.FUNCTION, "2101301", 2020),
                 (Scheme.FUNCTION, "229613", 2020)]),
        ("004", [(Scheme.INCOME, "1100249", 2023), (Scheme.FUNCTION, "21015", 2023)]),
    ],
)  # fmt: skip
def test_codes(number: str, expected: list[tuple[Scheme, str, int | None]]) -> None:
    assert codes(letter(number)) == expected


def test_code_names_are_kept_as_printed() -> None:
    names = {code.code: code.name for code in letter("000").codes}
    assert names["1100249"] == "医疗卫生健康共同财政事权转移支付收入"
    assert names["2101504"] == "信息化建设"


def test_money_of_three_sources_has_its_own_codes() -> None:
    found = letter("003").appropriations
    assert [(each.source, each.kind, each.total.fen) for each in found] == [
        (FundingSource.CENTRAL, BudgetKind.GENERAL, 3064_000000),
        (FundingSource.CENTRAL, BudgetKind.GOVERNMENT_FUND, 243_000000),
        (FundingSource.PROVINCE, BudgetKind.GENERAL, 40_000000),
    ]
    assert [[code.code for code in each.codes.all] for each in found] == [
        ["1100249", "2101301"], ["229613"], ["1100249", "2101301"],
    ]  # fmt: skip
    assert [(s.total.fen, len(s.parts)) for s in letter("003").sums] == [(3347_000000, 3)]


def test_the_amount_left_open_is_blank_not_zero() -> None:
    total = letter("002").total
    assert (total.state.value, total.fen, total.printed) == ("blank", None, "万元")


@pytest.mark.parametrize(
    ("number", "flags"),
    [
        ("000", []),
        ("001", [(Regime.DIRECT, "01", False)]),
        ("002", [(Regime.DIRECT, "01", False)]),
        ("003", []),
        ("004", [(Regime.DIRECT, "01", False)]),
    ],
)
def test_flags(number: str, flags: list[tuple[Regime, str, bool]]) -> None:
    assert [(f.regime, f.code, f.partial) for f in letter(number).flags] == flags


def test_project_code_and_availability() -> None:
    assert [project.code for project in letter("001").projects] == ["Z155080000004"]
    held = letter("000").availability
    assert held and held.value.endswith("拨付使用") and "2021年预算年度开始后" in held.value
    assert all(letter(number).availability is None for number in ("001", "002", "003", "004"))


@pytest.mark.parametrize(
    ("number", "labels", "first"),
    [
        ("000", ["1", "2", "3"], "提前下达2021年中央财政医疗救助补助资金分配表"),
        (
            "001",
            [""],
            "2022年中央财政医疗服务与保障能力提升补助资金(医疗保障服务能力提升部分)绩效目标表",
        ),
        ("002", ["1", "2", "3", "4"], "2023年中央财政医疗服务与保障能力提升补助资金分配表"),
        ("003", ["1", "2", "3"], "乌鲁木齐市财政资金使用情况跟踪反馈表"),
        ("004", ["1", "2"], "下达2023年中央财政医疗服务与保障能力提升补助资金表"),
    ],
)
def test_attachments(number: str, labels: list[str], first: str) -> None:
    found = letter(number).attachments
    assert [each.label for each in found] == labels
    assert found[0].title == first


def test_duties_with_a_day() -> None:
    dated = [duty for duty in letter("001").obligations if duty.due.date]
    assert [(d.who, d.to_whom, d.due.date) for d in dated] == [
        ("梁河县医保局", "州医疗保障局", datetime.date(2022, 2, 9))
    ]
    report, feedback = letter("003").obligations
    assert (report.due.kind, report.due.date) == (
        DeadlineKind.IN_PERIOD,
        datetime.date(2020, 9, 30),
    )
    assert (feedback.due.event, feedback.due.days) == ("收到文件", 30)


def test_duties_that_recur_or_follow_an_event() -> None:
    quarterly, _, register, call = letter("001").obligations
    assert quarterly.due.recurrence == "quarterly" and quarterly.who == "梁河县医保部门"
    assert quarterly.consequence and "扣减" in quarterly.consequence
    assert (register.due.event, register.due.days, register.due.date) == ("收到文件", 3, None)
    assert call.due.event == "完成挂接项目" and call.to_whom == "行财股"
    assert call.consequence and "自行负责" in call.consequence


def test_duties_without_a_day() -> None:
    feedback = letter("000").obligations
    assert [(duty.due.kind, duty.due.text) for duty in feedback] == [
        (DeadlineKind.UNSTATED, "及时")
    ]
    entry, evaluation = letter("002").obligations
    assert entry.who == "你县" and "登录" in entry.what
    assert evaluation.consequence and "挂钩" in evaluation.consequence
    assert letter("004").obligations == ()


def test_years_that_disagree_are_all_stated() -> None:
    roles = {(mention.role, mention.year) for mention in letter("004").years}
    assert {("title", 2023), ("body", 2022), ("codes", 2023), ("flag", 2023)} <= roles
    assert {mention.year for mention in letter("003").years} == {2020}


def test_a_wrong_fund_in_the_list_of_attachments_is_stated() -> None:
    funds = {(mention.role, mention.fund) for mention in letter("000").funds}
    assert ("attachment_list", "医疗救助补助资金") in funds
    assert ("title", "医疗服务与保障能力提升补助资金") in funds


@pytest.mark.parametrize(("number", "count"), [("000", 4), ("001", 7), ("002", 4), ("003", 3)])
def test_broken_lines_are_whole_paragraphs(number: str, count: int) -> None:
    paragraphs = letter(number).paragraphs
    assert len(paragraphs) == count
    assert all(paragraph.value.endswith(("。", "：", ":")) for paragraph in paragraphs)
