"""取数登记: a module says what it can compute; nothing is computed without base or evidence."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.metrics import MetricError, Question, Registry
from zhida.core.performance.metrics.surveys import survey_rate

DAY = datetime.date(2025, 9, 30)
ASKED = Question("650100", datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), DAY)
MEASURED = Actual(Standing.MEASURED, DAY, Decimal(12), evidence=("run-1",))


def answering(code: str, actual: Actual) -> Registry:
    registry = Registry()
    registry.register(code, lambda _: actual)
    return registry


def test_a_registered_module_answers() -> None:
    registry = answering("audit_runs", MEASURED)
    assert registry.measure("audit_runs", ASKED) is MEASURED
    assert registry.provides("audit_runs")
    assert registry.codes() == {"audit_runs"}


def test_without_a_module_there_is_no_data_and_who_will_supply_it_is_told() -> None:
    answer = Registry().measure("audit_runs", ASKED)
    assert (answer.standing, answer.value) == (Standing.NO_DATA, None)
    assert "audit模块" in answer.note


def test_a_change_without_a_base_is_refused_with_its_mend() -> None:
    registry = answering("violation_rate_fall", MEASURED)
    with pytest.raises(MetricError, match="没有基期数，不能计算。请填写基期的数值"):
        registry.measure("violation_rate_fall", ASKED)
    assert registry.measure("violation_rate_fall", replace(ASKED, base=Decimal(5))) is MEASURED


def test_one_metric_has_one_definition() -> None:
    registry = answering("audit_runs", MEASURED)
    with pytest.raises(MetricError, match="已有取数模块"):
        registry.register("audit_runs", lambda _: MEASURED)
    with pytest.raises(MetricError, match="指标库中没有“nonesuch”"):
        registry.register("nonesuch", lambda _: MEASURED)


@pytest.mark.parametrize(
    ("code", "actual", "message"),
    [
        ("audit_runs", replace(MEASURED, standing=Standing.DECLARED), "不能给出填报值"),
        ("audit_runs", replace(MEASURED, evidence=()), "没有给出依据"),
        ("policy_awareness", MEASURED, "须附样本量和置信区间"),
    ],
)
def test_an_answer_that_breaks_the_contract_is_refused(
    code: str, actual: Actual, message: str
) -> None:
    with pytest.raises(MetricError, match=message):
        answering(code, actual).measure(code, ASKED)


def test_a_survey_comes_with_its_sample() -> None:
    wave = survey_rate(342, 400, DAY, ["2025-秋"])
    answer = answering("policy_awareness", wave).measure("policy_awareness", ASKED)
    assert (answer.n, answer.low, answer.high) == (400, Decimal("81.71"), Decimal("88.62"))
