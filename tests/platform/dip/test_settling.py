"""结算审批: one brings a year's settlement, another approves it, and with that it is in the book."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.platform.dip.results import INSTITUTIONS, flow_file

from zhida.core.ledger import LedgerError
from zhida.engines.dip.flow import flow_of, flow_text
from zhida.engines.dip.flow_steps import release
from zhida.engines.errors import EngineError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.dip.actions import take_in
from zhida.platform.dip.models import Result, State
from zhida.platform.dip.result_files import Given
from zhida.platform.dip.settling import (
    approve_settlement,
    send_back_settlement,
    submit_settlement,
    undo_settlement,
)
from zhida.platform.journal.models import Deed
from zhida.platform.ledger.verifying import verify
from zhida.platform.scope import scope

DAY = datetime.date(2026, 3, 2)
AGENCY = "650100-medical-security"
DRAFTER = Actor("经办甲", AGENCY, "650100", Role.DRAFTER, "medical_security")
REVIEWER = Actor("审核乙", AGENCY, "650100", Role.REVIEWER, "medical_security")
OTHER = replace(REVIEWER, name="审核丙")
FUND = 1_000_000_00


def brought(given: Given | None = None) -> int:
    """The number of a flow that was taken in."""
    (taken,) = take_in(DRAFTER, [given or flow_file()], 2025, DAY)
    return int(taken.result.pk)


def booked() -> int:
    """The number of one that was submitted and approved."""
    number = brought()
    submit_settlement(DRAFTER, number)
    approve_settlement(REVIEWER, number, DAY)
    return number


def ended() -> Given:
    """The same year gone on with: half of a deposit stays in the fund, the other is released."""
    first = flow_file()
    flow = flow_of(first.content.decode(), first.name)
    return replace(
        first, content=flow_text(release(flow, {INSTITUTIONS[0]: Fraction(1, 2)}, {})).encode()
    )


def state(number: int) -> str:
    """How far one has come."""
    with scope("650100"):
        return str(Result.objects.get(pk=number).state)


def test_who_brings_it_does_not_approve_it_and_approving_books_it(database: str) -> None:
    number = brought()
    with pytest.raises(EngineError, match="只办理待审批的，这一版是“已收取”"):
        approve_settlement(REVIEWER, number, DAY)
    with pytest.raises(Forbidden, match="“提交结算”须由经办人员办理"):
        submit_settlement(REVIEWER, number)
    submit_settlement(DRAFTER, number)
    with pytest.raises(Forbidden, match="“审批结算”须由审核人员办理"):
        approve_settlement(DRAFTER, number, DAY)
    with pytest.raises(Forbidden, match="换一名审核人员"):
        approve_settlement(replace(REVIEWER, name="经办甲"), number, DAY)
    finance = replace(REVIEWER, agency="650100-finance", kind="finance")
    with pytest.raises(Forbidden, match="须由医疗保障"):
        approve_settlement(finance, number, DAY)
    done = approve_settlement(REVIEWER, number, DAY)
    assert (state(number), len(done.new)) == (State.BOOKED, 1 + 12 * 2 * 2 + 2 * 2)
    with pytest.raises(EngineError, match="这一版是“已入账”"):
        approve_settlement(OTHER, number, DAY)
    with scope("650100"):
        verbs = Deed.objects.filter(subject=f"result {number}").order_by("pk")
        assert [each.verb for each in verbs] == [
            "take_in_result", "submit_settlement", "approve_settlement",
        ]  # fmt: skip
    assert not verify().faults


def test_what_is_sent_back_can_be_submitted_again(database: str) -> None:
    number = brought()
    submit_settlement(DRAFTER, number)
    with pytest.raises(EngineError, match="退回必须写明理由"):
        send_back_settlement(REVIEWER, number, " ")
    send_back_settlement(REVIEWER, number, "核对一季度扣款")
    assert state(number) == State.SENT_BACK
    submit_settlement(DRAFTER, number)
    assert state(number) == State.SUBMITTED


def test_an_edition_that_goes_on_books_only_what_is_new(database: str) -> None:
    first = booked()
    second = brought(ended())
    with pytest.raises(EngineError, match="更新的一版"):
        submit_settlement(DRAFTER, first)
    submit_settlement(DRAFTER, second)
    done = approve_settlement(OTHER, second, DAY)
    assert (len(done.posted), len(done.new)) == (56, 3)
    third = replace(REVIEWER, name="审核丁")
    with pytest.raises(EngineError, match="只能冲销已入账的最后一版"):
        undo_settlement(third, first, DAY, "点值有误")
    for each in (REVIEWER, OTHER):
        with pytest.raises(Forbidden, match="换一名审核人员"):
            undo_settlement(each, second, DAY, "点值有误")
    undo_settlement(third, second, DAY, "点值有误")
    assert {state(first), state(second)} == {State.UNDONE}
    assert not verify().faults


def test_an_edition_that_contradicts_what_is_booked_is_refused_with_the_difference(
    database: str,
) -> None:
    first = booked()
    other = brought(flow_file(fund_fen=FUND + 100))
    told = "与已入账的第1版不一致：年初预算：基金由1000000.00元变为1000001.00元。请先冲销"
    with pytest.raises(EngineError, match=told):
        submit_settlement(DRAFTER, other)
    with pytest.raises(Forbidden, match="换一名审核人员"):
        undo_settlement(REVIEWER, first, DAY, "基金有误")
    with pytest.raises(EngineError, match="冲销必须写明理由"):
        undo_settlement(OTHER, first, DAY, "")
    undo_settlement(OTHER, first, DAY, "基金有误")
    submit_settlement(DRAFTER, other)
    approve_settlement(REVIEWER, other, DAY)
    assert (state(first), state(other)) == (State.UNDONE, State.BOOKED)
    assert not verify().faults


def test_what_can_not_be_booked_is_not_approved_either(database: str) -> None:
    """Both or neither: a kind of insurance without a fund leaves the settlement where it was."""
    number = brought(flow_file(insutype="999"))
    submit_settlement(DRAFTER, number)
    with pytest.raises(LedgerError, match="险种999不在险种表里"):
        approve_settlement(REVIEWER, number, DAY)
    assert state(number) == State.SUBMITTED
    elsewhere = Actor(
        "经办丁", "650200-medical-security", "650200", Role.DRAFTER, "medical_security"
    )
    with pytest.raises(EngineError, match="没有编号为"):
        submit_settlement(elsewhere, number)
