"""指标库: every indicator of the notices means one metric, under whatever name it goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from zhida import read as read_notice
from zhida.core.performance.indicators import IndicatorKind
from zhida.core.performance.metrics.dictionary import MetricError, metric, metric_of, metrics
from zhida.core.performance.typed import typed_indicators
from zhida.data import load

_MODULES = {
    "ledger", "dip", "audit", "assistance", "supervision", "surveys", "operations", "projects",
    "activities",
}  # fmt: skip


def test_every_indicator_of_the_five_notices_has_an_entry(real_notices: Sequence[Path]) -> None:
    found = {
        each.indicator.name: metric_of(each.indicator.name)
        for path in real_notices
        for each in typed_indicators(read_notice(path))
    }
    assert len(found) == 99
    assert [name for name, known in found.items() if known is None] == []


def test_the_unit_of_a_metric_is_that_of_its_indicators(real_notices: Sequence[Path]) -> None:
    for path in real_notices:
        for each in typed_indicators(read_notice(path)):
            indicator, known = each.indicator, metric_of(each.indicator.name)
            assert known is not None
            if indicator.kind in (IndicatorKind.NUMBER, IndicatorKind.RATE, IndicatorKind.CHANGE):
                assert indicator.unit in (known.unit, "")
            if indicator.kind is IndicatorKind.DATE:
                assert known.unit == "日期"
            assert known.is_change == (indicator.kind is IndicatorKind.CHANGE)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("住院救助人次", "inpatient_aid_visits"),
        ("住院救助人数", "inpatient_aid_persons"),
        ("资助参保人次数", "aided_enrolments"),
        ("资助参保人数（人）", "aided_enrolled"),
        ("医保重要政策知晓率", "policy_awareness"),
        ("医保政策知晓率提升", "policy_awareness_rise"),
        ("病种分值付费政策知晓率", "dip_policy_awareness"),
        ("召开医保工作新闻发布会、政策吹风会次数", "press_briefings"),
        ("召开医保病种分值付费新闻发布会、政策吹风会次数", "dip_press_briefings"),
        ("参保人员对医保服务的满意度", "satisfaction_insured"),
        ("参保人员对医保服务满意度", "satisfaction_insured"),
        ("医保信息系统重大安全事件响应时间", "incident_response"),
        ("医保信息系统运行维护响应时间", "maintenance_response"),
        ("案卷归档率", "case_archive_rate"),
        ("案卷归档", "case_archiving"),
        ("DRG试点进展模拟运行时间", "dip_simulation_date"),
    ],
)
def test_an_alias_means_the_same_metric_and_a_neighbour_another(name: str, code: str) -> None:
    found = metric_of(name)
    assert found is not None
    assert found.code == code


def test_what_the_dictionary_lacks_is_not_guessed() -> None:
    assert metric_of("绿化面积") is None
    assert metric_of("") is None
    with pytest.raises(MetricError, match="指标库中没有“nonesuch”"):
        metric("nonesuch")


def test_every_metric_is_complete_and_every_wording_means_one() -> None:
    codes = [each.code for each in metrics()]
    assert len(set(codes)) == len(codes)
    assert {each.module for each in metrics()} == _MODULES
    assert all(each.formula and each.period == "year" for each in metrics())
    assert all(each.needs_base for each in metrics() if each.is_change)
    worded = [(row["wording"], row["metric"]) for row in load("metric_wordings")]
    assert len({wording for wording, _ in worded}) == len(worded)
    assert {code for _, code in worded} == set(codes)
