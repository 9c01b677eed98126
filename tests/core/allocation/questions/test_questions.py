"""下达前的核对: what is wrong is told by code with its figures; what is right is passed in silence."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.questions import Draft, LineFacts, RecipientFacts, answer, questions
from zhida.core.findings import Finding, Severity
from zhida.core.notice.appropriations import BudgetKind, FundingSource
from zhida.core.provenance import Source
from zhida.core.regions import find, get

PLAN = Source("plan.toml")
AID = LineFacts(
    "中央",
    1000,
    PLAN,
    fund="医疗服务与保障能力提升补助资金",
    source=FundingSource.CENTRAL,
    kind=BudgetKind.GENERAL,
    flag="01",
    function="2101505",
    transfer_function="2300249",
)
LOTTERY = LineFacts(
    "彩票",
    50,
    PLAN,
    fund="医疗救助补助资金",
    source=FundingSource.CENTRAL,
    kind=BudgetKind.GOVERNMENT_FUND,
    function="2296013",
)


def recipient(name: str, line: int, **stated: Any) -> RecipientFacts:
    """A recipient of Urumqi at a line of the factors' file."""
    return RecipientFacts(
        name, Source("factors.csv", line=line), find(name, within="650100"), **stated
    )


# every district and county of Urumqi has its share: nothing is to be asked but the time
NAMES = (
    "天山区",
    "沙依巴克区",
    "新市区",
    "水磨沟区",
    "头屯河区",
    "达坂城区",
    "米东区",
    "乌鲁木齐县",
)
CELLS = tuple((125, 6 + (i < 2)) for i in range(8))
SOUND = Draft(
    2023,
    RoundingUnit.HUNDRED_YUAN,
    (AID, LOTTERY),
    tuple(recipient(name, i) for i, name in enumerate(NAMES, 2)),
    CELLS,
    CELLS,
    PLAN,
    get("650100"),
    datetime.date(2023, 6, 1),
    datetime.date(2023, 6, 5),
)


def told(draft: Draft) -> list[str]:
    """The codes of all findings."""
    return [each.code for each in answer(draft)]


def only(draft: Draft, code: str) -> Finding:
    """The one finding of a code."""
    (found,) = [each for each in answer(draft) if each.code == code]
    return found


def with_line(**changed: Any) -> Draft:
    """The sound draft with one thing changed about its central money."""
    return replace(SOUND, lines=(replace(AID, **changed), LOTTERY))


def with_last(each: RecipientFacts) -> Draft:
    """The sound draft with another last recipient."""
    return replace(SOUND, recipients=(*SOUND.recipients[:-1], each))


def test_of_a_sound_draft_only_the_days_left_are_told() -> None:
    assert told(SOUND) == ["A131"]


def test_every_question_has_its_own_code_a_basis_and_a_mend() -> None:
    codes = [each.code for each in questions()]
    assert codes == sorted(set(codes))
    assert all(each.basis and each.mend and each.name for each in questions())


def test_money_that_does_not_make_up_its_line_is_told_with_the_difference() -> None:
    finding = only(with_line(total=1001), "A101")
    assert finding.difference == -1 * RoundingUnit.HUNDRED_YUAN.fen
    assert "各地合计10.00万元，资金为10.01万元，相差0.01万元" in finding.sentence


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"flag": None}, "A111", "应有“直达资金标识”"),
        ({"flag": "追踪"}, "A112", "2023年度应为“直达资金标识”"),
        ({"flag": "07"}, "A112", "不在标识表中"),
        ({"flag": "01", "source": FundingSource.PROVINCE}, "A112", "是地方资金"),
        ({"function": "2109999999"}, "A121", "不在科目表中"),
        ({"function": "2101701"}, "A121", "在2023年无效"),
        ({"function": "2080902"}, "A122", "支出功能科目是"),
        ({"function": "2296013"}, "A123", "属于另一种预算"),
    ],
)
def test_flags_and_accounts_are_those_of_the_fund_in_its_year(
    changed: dict[str, Any], code: str, words: str
) -> None:
    assert words in only(with_line(**changed), code).sentence


def test_flags_of_years_without_them_and_of_standing_supervision() -> None:
    assert "2019年度还没有" in only(replace(SOUND, year=2019), "A112").sentence
    later = replace(SOUND, year=2025, lines=(replace(AID, flag="追踪"), LOTTERY))
    assert "A112" not in told(later)
    assert "应为“追踪”" in only(replace(SOUND, year=2025), "A112").sentence


def test_flag_and_account_of_one_recipient_are_told_with_its_row() -> None:
    flagged = only(with_last(recipient("乌鲁木齐县", 9, flags={0: "02"})), "A112")
    assert flagged.sources[0].line == 9
    assert (flagged.expected, flagged.found) == ("01", "02")
    coded = only(with_last(recipient("乌鲁木齐县", 9, functions={0: "2080902"})), "A122")
    assert "“乌鲁木齐县”的“中央”" in coded.sentence


def test_two_names_of_one_place_are_one_recipient() -> None:
    draft = with_last(recipient("沙区", 9))
    finding = only(draft, "A102")
    assert [source.line for source in finding.sources] == [3, 9]
    assert "“沙依巴克区”和“沙区”" in finding.sentence


@pytest.mark.parametrize(
    ("name", "code"), [("火星区", "A103"), ("茂名市高州市", "A104"), ("克拉玛依市", "A104")]
)
def test_recipients_outside_the_issuer_are_told(name: str, code: str) -> None:
    assert name in only(with_last(recipient(name, 9)), code).sentence


def test_a_grandchild_is_told_unless_it_stands_under_its_parent() -> None:
    province = replace(SOUND, issuer=get("650000"))
    finding = only(province, "A105")
    assert finding.found == 8
    assert finding.severity is Severity.WARNING
    city = get("650100")
    grouped = tuple(replace(each, group=city) for each in SOUND.recipients)
    assert "A105" not in told(replace(province, recipients=grouped))


def test_a_child_that_was_left_out_is_told() -> None:
    shorter = replace(
        SOUND,
        recipients=SOUND.recipients[1:],
        entitled=CELLS[1:],
        issued=CELLS[1:],
        lines=(replace(AID, total=875), replace(LOTTERY, total=43)),
    )
    finding = only(shorter, "A106")
    assert "“天山区”没有列入" in finding.sentence
    assert (finding.expected, finding.found) == (8, 7)


def test_nothing_and_less_than_nothing_are_told() -> None:
    entitled = ((0, 0), *CELLS[1:])
    draft = replace(SOUND, entitled=entitled, issued=((-5, 0), *CELLS[1:]))
    assert "“天山区”全年分得零元" in only(draft, "A107").sentence
    assert "-0.05万元" in only(draft, "A108").sentence
    assert only(draft, "A108").found == -5 * RoundingUnit.HUNDRED_YUAN.fen


@pytest.mark.parametrize(
    ("today", "severity", "words"),
    [
        (datetime.date(2023, 6, 5), Severity.HINT, "还剩26天，其中工作日18个"),
        (datetime.date(2023, 6, 26), Severity.WARNING, "还剩5天，其中工作日4个"),
        (datetime.date(2023, 7, 1), Severity.WARNING, "还剩0天"),
        (datetime.date(2023, 7, 3), Severity.ERROR, "已逾期2天"),
    ],
)
def test_the_thirty_days_are_counted_from_the_province_s_receipt(
    today: datetime.date, severity: Severity, words: str
) -> None:
    finding = only(replace(SOUND, today=today), "A131")
    assert finding.severity is severity
    assert words in finding.sentence
    assert "30日内即2023年7月1日前" in finding.sentence


def test_days_that_can_not_be_counted_are_told_and_local_money_has_no_such_clock() -> None:
    assert "没有写明" in only(replace(SOUND, received=None), "A131").sentence
    local = replace(AID, source=FundingSource.PROVINCE, flag=None)
    own = replace(SOUND, lines=(local, replace(local, name="省级二", total=50)))
    assert "A131" not in told(own)
    far = replace(SOUND, received=datetime.date(2099, 1, 5), today=datetime.date(2099, 1, 6))
    assert "工作日历未公布" in only(far, "A131").sentence


def test_errors_come_first() -> None:
    found = answer(replace(with_line(total=999, flag=None), today=None))
    assert [each.severity.rank for each in found] == sorted(each.severity.rank for each in found)
