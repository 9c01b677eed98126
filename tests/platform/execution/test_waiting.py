"""待认领支付的预警: what waits in the queue is judged too, and what is booked without the treasury."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests.platform.execution.treasury import (
    DRAFTER,
    LINE,
    OTHER,
    REGION,
    WAN,
    act,
    file_of,
    open_county,
    payment,
    refund,
)

from zhida.core.execution.alerts import Alert
from zhida.core.ledger.verbs import apply, pay
from zhida.platform.execution import actions
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.raising import found_alerts
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope

ON = datetime.date(2025, 3, 31)
SUPPLIER, OWN = "乌鲁木齐市第一药房", "天山区人民医院（基本户）"
RULES = ("E202", "E205", "E301", "E302", "E303", "E304", "E305", "E306")


@pytest.fixture
def county(database: str) -> None:
    open_county()


def found(region: str = REGION, day: datetime.date = ON) -> list[Alert]:
    with scope(region):
        return list(found_alerts(region, day, (2025,), RULES))


def rules(alerts: list[Alert]) -> list[str]:
    return sorted(each.rule for each in alerts)


def test_an_ordinary_payment_in_the_queue_raises_nothing(county: None, tmp_path: Path) -> None:
    """Above the balance, but to a pharmacy for outpatient relief."""
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 101))])
    with scope(REGION):
        assert PaymentRecord.objects.get().reason_code == "P205"
    assert found() == []


@pytest.mark.parametrize(
    ("elements", "queued", "rule"),
    [
        ({"payee": OWN}, "P205", "E301"),
        ({"purpose": "购置公务用车"}, "P205", "E303"),
        ({"payee": "乌鲁木齐某信息技术有限公司"}, "P205", "E304"),
        ({"pay_type": "现金支票"}, "P205", "E305"),
        ({"payee": "批量代发"}, "P205", "E302"),
        ({"function": "2101302"}, "P207", "E202"),
        ({"flag": "02"}, "P206", "E205"),
        ({"quota": "天财社〔2025〕99号", "payee": OWN}, "P201", "E301"),
    ],
)
def test_a_payment_that_waits_is_judged_by_what_it_says(
    county: None, tmp_path: Path, elements: dict[str, object], queued: str, rule: str
) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 101, **elements))])
    with scope(REGION):
        assert PaymentRecord.objects.get().reason_code == queued
    (alert,) = found()
    assert alert.rule == rule
    assert alert.holder_name == "天山区人民医院"
    assert f"还在待认领，没有记账：{queued}" in alert.sentence
    assert alert.line == ("" if queued == "P201" else LINE.digest.hex())
    assert found("650000") == [alert]
    assert found("650103") == []


def test_a_payment_of_a_unit_that_nobody_registered_is_the_finance_departments(
    county: None, tmp_path: Path
) -> None:
    strange = payment(
        "A1", 1, unit="天山区妇幼保健站", payee="天山区妇幼保健站", quota="天财社〔2025〕99号"
    )
    actions.confirm(DRAFTER, [file_of(tmp_path, strange, payment("A2", 1))])
    (alert,) = found()
    assert (alert.rule, alert.holder) == ("E301", "650102-finance")
    assert "天山区妇幼保健站" in alert.sentence


def test_what_came_back_while_it_waited_is_asked_of_nobody(county: None, tmp_path: Path) -> None:
    wrong = payment("A1", 101, payee=OWN)
    actions.confirm(DRAFTER, [file_of(tmp_path, wrong, refund("R1", "A1", 101))])
    with scope(REGION):
        assert PaymentRecord.objects.filter(state="queued").count() == 2
    assert found() == []


def test_once_booked_the_same_matter_goes_on(county: None, tmp_path: Path) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 50, payee=OWN, function="2101302"))])
    before = [each for each in found() if each.rule == "E301"]
    with scope(REGION):
        number = PaymentRecord.objects.get().pk
    actions.match(DRAFTER, number, LINE.digest.hex(), "科目由国库更正")
    after = [each for each in found() if each.rule == "E301"]
    assert [each.identity for each in after] == [each.identity for each in before]
    assert "待认领" not in after[0].sentence


def test_a_payment_that_waits_for_long_is_an_alert_of_its_own(county: None, tmp_path: Path) -> None:
    """Facts of monitoring: 未关联的支付."""
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 101))])
    with scope(REGION):
        (alert,) = found_alerts(REGION, ON, (2025,))
    assert (alert.rule, alert.days, alert.fen) == ("E307", 28, 101 * WAN)
    with scope(REGION):
        assert not found_alerts(REGION, datetime.date(2025, 3, 5), (2025,))


def test_a_payment_that_is_set_aside_raises_nothing(county: None, tmp_path: Path) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 101, payee=OWN))])
    with scope(REGION):
        number = PaymentRecord.objects.get().pk
    actions.discard(DRAFTER, number, "行政经费")
    assert found() == []


def test_a_payment_booked_by_hand_waits_for_the_treasurys_row(county: None, tmp_path: Path) -> None:
    """Its number comes with the treasury's data later: then the alert is gone."""
    with scope(REGION):
        steps = [step(act("A1"), OTHER, 7 * WAN) for step in (apply, pay)]
        post(steps, open_lines([OTHER]))
    (alert,) = found()
    assert (alert.rule, alert.colour.label, alert.measure) == ("E306", "黄", 28)
    assert alert.subject.kind.value == "voucher"
    assert "A1），国库支付数据中没有这一笔" in alert.sentence
    row = payment("A1", 7, unit="天山区医疗保障局", quota="天财社〔2025〕5号")
    actions.confirm(DRAFTER, [file_of(tmp_path, row)])
    assert found() == []
