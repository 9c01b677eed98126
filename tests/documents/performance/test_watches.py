"""监控表: light, word, number and reason; money first; what is on course needs no reason."""

from __future__ import annotations

import datetime
from decimal import Decimal

from tests.core.performance.reading import PLACE, YEAR, read

from zhida.core.notice import PerformanceTable
from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.points import Attainment
from zhida.core.provenance import Stated
from zhida.documents.performance.watches import reasons, watches_sheet

JULY = datetime.date(2025, 7, 31)
TABLE = PerformanceTable("绩效目标表", "", None, None, Stated(YEAR, PLACE), (), (), (), (), PLACE)


def reached(name: str, printed: str, value: int | None) -> Attainment:
    actual = None if value is None else Actual(Standing.DECLARED, JULY, value=Decimal(value))
    return Attainment(read(name, printed), actual)


def test_money_comes_first_with_its_forecast_in_wan() -> None:
    sheet = watches_sheet(TABLE, [], JULY, money=(100_000_000, 10_000_000))
    (row,) = sheet.rows
    assert row[:3] == ("资金", "100万元", "10万元")
    assert row[3] in ("黄", "红") and str(row[6]).endswith("万元") and row[7]


def test_last_years_pace_is_the_measure_where_it_is_told() -> None:
    """A tenth by July is slow against the calendar, but as fast as last year."""
    (row,) = watches_sheet(TABLE, [], JULY, money=(100_000_000, 10_000_000), usual="10").rows
    assert (row[3], row[4], row[6]) == ("绿", "正常", "100.00万元")


def test_a_forecast_of_persons_is_whole_and_has_its_unit() -> None:
    sheet = watches_sheet(TABLE, [reached("住院救助人次", "≥1000人次", 333)], JULY)
    (row,) = sheet.rows
    told = str(row[6])
    assert told.endswith("人次") and told.removesuffix("人次").isdigit()
    assert row[1:3] == ("≥1000人次", "333") and "2025-07-31" in sheet.title


def test_only_what_is_not_on_course_is_explained() -> None:
    sheet = watches_sheet(
        TABLE,
        [reached("住院救助人次", "≥1000人次", 900), reached("救助对象满意度", "≥85%", None)],
        JULY,
    )
    assert list(reasons(sheet)) == ["无数据　救助对象满意度：没有填报数据"]
