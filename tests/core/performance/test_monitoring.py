"""绩效监控: every case's light and forecast; money against time and last year's curve."""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.notice import Indicator, PerformanceTable
from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.monitoring import Light, watch, watch_money
from zhida.core.performance.typed import typed
from zhida.core.provenance import Source, Stated
from zhida.documents.parsing.performance import read_target

ROOT = Path(__file__).resolve().parents[3]
PLACE = Source("目标表.docx", table=1, row=2)
CASES = list(
    csv.DictReader(
        (ROOT / "tests/cases/performance/monitoring.csv").read_text("utf-8").splitlines()
    )
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']}{case['on']}")
def test_an_indicator_has_the_light_of_the_case(case: dict[str, str]) -> None:
    year = Stated(2024, PLACE)
    table = PerformanceTable("绩效目标表", "", None, None, year, (), (), (), (), PLACE)
    target = read_target(case["target"], 2024, case["name"])
    indicator = typed(
        Indicator("产出指标", "数量指标", case["name"], target, PLACE), table
    ).indicator
    actual = None
    as_of, on = (datetime.date.fromisoformat(case[each]) for each in ("as_of", "on"))
    if case["actual"]:
        read = read_target(case["actual"], 2024, case["name"])
        graded = indicator.kind is IndicatorKind.GRADE and read.value is not None
        actual = Actual(
            Standing.DECLARED,
            as_of,
            value=None if graded else read.value,
            day=read.due,
            share=Fraction(read.value or 0) / 100 if graded else None,
        )
    found = watch(indicator, actual, on)
    forecast = "" if found.forecast is None else str(round(found.forecast))
    assert (found.light.word, forecast) == (case["light"], case["forecast"]), found.reason


JULY = datetime.date(2023, 7, 31)


@pytest.mark.parametrize(
    ("budget", "paid", "day", "usual", "word", "told"),
    [
        (1000, 600, JULY, None, "正常", "进度60.00%，时间进度58.08%"),
        (1000, 482, JULY, None, "正常", "时间进度58.08%"),
        (1000, 480, JULY, None, "有风险", "落后10.08%；按此预计全年支出约826.42万元"),
        (1000, 480, JULY, Fraction(1, 2), "正常", "上年同期进度50.00%"),
        (1000, 300, JULY, Fraction(1, 2), "有风险", "落后20.00%；按此预计全年支出约600.00万元"),
        (1000, 1000, JULY, None, "正常", "全部支出"),
        (1000, 0, datetime.date(2023, 1, 15), None, "正常", "年初时间尚短"),
        (1000, 900, datetime.date(2023, 12, 31), None, "未完成", "年度终了"),
        (0, 0, JULY, None, "无数据", "支出进度不适用"),
    ],
)
def test_money_is_watched_against_time_or_last_year(
    budget: int, paid: int, day: datetime.date, usual: Fraction | None, word: str, told: str
) -> None:
    found = watch_money(budget * 1_000_000, paid * 1_000_000, day, 2023, usual)
    assert found.light.word == word
    assert told in found.reason


def test_light_word_and_number_stand_together() -> None:
    found = watch_money(1_000_000, 480_000, JULY, 2023)
    assert found.words == "黄·有风险 82.64%"


@given(st.integers(1, 100), st.integers(0, 100), st.integers(0, 100), st.dates(
    datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)))  # fmt: skip
def test_more_of_what_is_wanted_is_never_a_worse_light(
    target: int, one: int, other: int, day: datetime.date
) -> None:
    indicator = TypedIndicator(
        "产出指标", "数量指标", "培训次数", IndicatorKind.NUMBER, "≥", Decimal(target), "次", None, "",
        Direction.HIGHER, None, "", "", 2024, "",
    )  # fmt: skip
    order = [Light.MISSED, Light.AT_RISK, Light.ON_COURSE]
    less, more = (
        order.index(watch(indicator, Actual(Standing.DECLARED, day, Decimal(value)), day).light)
        for value in sorted((one, other))
    )
    assert less <= more
