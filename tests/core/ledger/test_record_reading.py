"""读指标记录: what is wrong with a record is said on its cell, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from zhida.core.ledger.record_reading import Known, Place, Reading, read_records
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime

KNOWN = Known(
    {
        "650000-finance": Place("650000000", 1),
        "650100-finance": Place("650100000", 2),
        "650100-office": Place("650100000", 2),
    },
    {"650000000": "650000-finance", "650100000": "650100-finance"},
)
PROVINCE = {
    "BGT_ID": "A1",
    "MOF_DIV_CODE": "650000000",
    "FISCAL_YEAR": "2025",
    "COR_BGT_DOC_NO": "新财社〔2025〕1号",
    "ZD_FUND": "医疗救助补助资金",
    "DOC_DATE": "2025-01-10",
    "AMOUNT": "100.00",
    "CUR_AMT": "100.00",
}
CITY = PROVINCE | {
    "BGT_ID": "A2",
    "MOF_DIV_CODE": "650100000",
    "COR_BGT_DOC_NO": "乌财社〔2025〕1号",
    "ORI_BGT_ID": "A1",
    "AMOUNT": "30.00",
    "CUR_AMT": "30.00",
}


def read(*records: Mapping[str, str], known: Known = KNOWN) -> Reading:
    return read_records(records, known)


def faults(*records: Mapping[str, str], known: Known = KNOWN) -> list[tuple[int, str, str]]:
    return [(each.row, each.field, each.expected) for each in read(*records, known=known).faults]


def test_a_record_of_another_system_needs_only_its_own_fields() -> None:
    (holding,) = read(PROVINCE | {"IS_TRACK": "1", "FUND_TYPE_CODE": "2"}).holdings
    assert holding.quota.holder == "650000-finance"
    assert holding.quota.earmark.regime is Regime.TRACKED
    assert holding.quota.earmark.kind is BudgetKind.GOVERNMENT_FUND
    assert holding.quota.earmark.source is FundingSource.CENTRAL
    assert holding.kept == {"pending": 100_00}
    assert holding.first == 100_00


def test_the_fund_is_known_by_its_project() -> None:
    record = PROVINCE | {"ZD_FUND": "", "PRO_CODE": "10000015Z155080000004"}
    (holding,) = read(record).holdings
    assert holding.quota.earmark.fund == "医疗服务与保障能力提升补助资金"


def test_executable_and_applied_money_stays_so() -> None:
    record = PROVINCE | {"BGT_EXE_FLAG": "1", "CUR_AMT": "60.00", "PAY_APP_AMT": "40.00"}
    (holding,) = read(record).holdings
    assert holding.kept == {"executable": 60_00, "applied": 40_00}


def test_a_lower_line_takes_from_its_upper_one() -> None:
    reading = read(CITY, PROVINCE | {"CUR_AMT": "70.00"})
    assert reading.faults == ()
    upper, lower = reading.holdings
    assert lower.quota.parent == upper.quota.digest
    assert (upper.first, lower.received) == (100_00, 30_00)


def test_a_line_whose_upper_one_is_unknown_is_a_first_source() -> None:
    reading = read(CITY)
    assert reading.detached == ("A2",)
    assert reading.holdings[0].quota.parent is None
    assert reading.holdings[0].first == 30_00


def test_a_deleted_record_is_passed_over() -> None:
    reading = read(PROVINCE | {"IS_DELETED": "1", "AMOUNT": "x"})
    assert (reading.holdings, reading.deleted) == ((), 1)


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"BGT_ID": ""}, "BGT_ID", "指标主键"),
        ({"MOF_DIV_CODE": "999999999"}, "MOF_DIV_CODE", "九位财政区划代码"),
        ({"AGENCY_CODE": "无"}, "AGENCY_CODE", "已登记的单位代码"),
        ({"AGENCY_CODE": "650100-office"}, "MOF_DIV_CODE", "650100000"),
        ({"FISCAL_YEAR": ""}, "FISCAL_YEAR", "四位年份"),
        ({"FISCAL_YEAR": "25"}, "FISCAL_YEAR", "四位年份"),
        ({"COR_BGT_DOC_NO": ""}, "COR_BGT_DOC_NO", "本级指标文号"),
        ({"ZD_FUND": ""}, "ZD_FUND", "资金名称"),
        ({"FUND_TYPE_CODE": "99"}, "FUND_TYPE_CODE", "1、2、3、4"),
        ({"IS_TRACK": "Y"}, "IS_TRACK", "1（是）或0（否）"),
        ({"IS_TRACK": "1", "ZD_REGIME": "direct"}, "IS_TRACK", "追踪的为1，其他为0"),
        ({"PRO_CODE": "P1", "TRACK_PRO_CODE": "P2"}, "TRACK_PRO_CODE", "P1"),
        ({"DOC_DATE": "去年"}, "DOC_DATE", "年-月-日"),
        ({"DOC_DATE": ""}, "DOC_DATE", "收入凭证的文件日期"),
        ({"AMOUNT": "一百"}, "AMOUNT", "以元为单位的数，最多两位小数"),
        ({"AMOUNT": "100.001"}, "AMOUNT", "以元为单位的数，最多两位小数"),
        ({"DIS_AMT": "-1"}, "DIS_AMT", "零或正数"),
        ({"AMOUNT": "101.00"}, "AMOUNT", "100.00"),
        ({"ZD_PENDING_AMT": "99.00"}, "CUR_AMT", "99.00"),
        ({"ZD_ADJUSTED_AMT": "5.00"}, "ZD_ADJUSTED_AMT", "0.00"),
        ({"ZD_ADJUSTED_AMT": "500.00"}, "ZD_ADJUSTED_AMT", "0.00"),
    ],
)
def test_each_fault_names_its_cell_and_what_belongs_there(
    change: dict[str, str], field: str, expected: str
) -> None:
    assert (0, field, expected) in faults(PROVINCE | change)


def test_two_records_cannot_have_one_key() -> None:
    assert (1, "BGT_ID", "各不相同的主键") in faults(PROVINCE, PROVINCE)


def test_the_earmark_stays_as_it_is_on_the_way_down() -> None:
    found = faults(PROVINCE | {"CUR_AMT": "70.00"}, CITY | {"FUND_TYPE_CODE": "2"})
    assert [each[:2] for each in found] == [(1, "FUND_TYPE_CODE")]


def test_lines_cannot_be_above_each_other() -> None:
    found = faults(PROVINCE | {"ORI_BGT_ID": "A2"}, CITY)
    assert {each[:2] for each in found} == {(0, "ORI_BGT_ID"), (1, "ORI_BGT_ID")}


def test_money_that_went_nowhere_is_noticed() -> None:
    """100 yuan came, 70 are left, and the lower lines of the file took nothing."""
    assert (0, "AMOUNT", "70.00") in faults(PROVINCE | {"CUR_AMT": "70.00"})


def test_money_on_its_way_belongs_to_a_line_and_a_receiver() -> None:
    way = {
        "BGT_ID": "A3",
        "ORI_BGT_ID": "A1",
        "REC_DIV_CODE": "650100000",
        "AMOUNT": "30.00",
    }
    (holding,) = read(PROVINCE | {"CUR_AMT": "70.00"}, way).holdings
    assert [(each.receiver, each.fen) for each in holding.transits] == [("650100-finance", 30_00)]
    assert (1, "ORI_BGT_ID", "下达指标的主键") in faults(PROVINCE, way | {"ORI_BGT_ID": "B"})
    assert (1, "AMOUNT", "大于零的金额") in faults(PROVINCE, way | {"AMOUNT": ""})


def test_an_altered_cell_of_our_own_file_is_noticed() -> None:
    (holding,) = read(PROVINCE).holdings
    ours = PROVINCE | {"BGT_ID": holding.quota.digest.hex()}
    assert faults(ours) == []
    assert [each[1] for each in faults(ours | {"EXP_FUNC_CODE": "2101301"})] == ["BGT_ID"]


def test_a_receiver_of_this_ledger_accepts_and_does_not_import() -> None:
    (upper,) = read(PROVINCE).holdings
    known = Known(KNOWN.agencies, KNOWN.finance, frozenset({upper.quota.digest}))
    record = CITY | {"ORI_BGT_ID": upper.quota.digest.hex()}
    assert [each[1] for each in faults(record, known=known)] == ["ORI_BGT_ID"]
