"""任务状态: file, accept, send back, file again, waive; late stays late."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.obligations import (
    Deed,
    DutyState,
    Step,
    StepError,
    days_late,
    require_step,
    state_on,
    was_late,
)

DUE = datetime.date(2022, 4, 8)


def day(offset: int) -> datetime.date:
    return DUE + datetime.timedelta(days=offset)


def deeds(*steps: tuple[Step, int]) -> list[Deed]:
    return [Deed(step, day(offset)) for step, offset in steps]


@pytest.mark.parametrize(
    ("offset", "state"),
    [
        (-9, DutyState.UPCOMING),
        (-8, DutyState.DUE),  # 31 March is five working days before
        (0, DutyState.DUE),
        (1, DutyState.OVERDUE),
    ],
)
def test_a_duty_comes_near_falls_due_and_is_overdue(offset: int, state: DutyState) -> None:
    assert state_on(DUE, (), day(offset)) is state


def test_what_is_filed_is_seen_from_that_day_on() -> None:
    filed = deeds((Step.FILE, -2))
    assert state_on(DUE, filed, day(-3)) is DutyState.DUE
    assert state_on(DUE, filed, day(-2)) is DutyState.FILED
    assert state_on(DUE, filed, day(99)) is DutyState.FILED


def test_what_is_sent_back_is_overdue_once_its_day_is_over() -> None:
    back = deeds((Step.FILE, -2), (Step.SEND_BACK, -1))
    assert state_on(DUE, back, DUE) is DutyState.SENT_BACK
    assert state_on(DUE, back, day(1)) is DutyState.OVERDUE


def test_filed_again_after_being_sent_back_is_late_by_its_own_day() -> None:
    again = deeds((Step.FILE, -2), (Step.SEND_BACK, 1), (Step.FILE, 3), (Step.ACCEPT, 4))
    assert state_on(DUE, again, day(5)) is DutyState.ACCEPTED
    assert was_late(DUE, again) == 3


def test_a_late_filing_stays_late_when_accepted() -> None:
    assert was_late(DUE, deeds((Step.FILE, 4), (Step.ACCEPT, 6))) == 4
    assert days_late(DUE, DUE) == 0


def test_without_a_due_day_nothing_is_ever_late_or_overdue() -> None:
    assert state_on(None, (), day(9999)) is DutyState.UPCOMING
    assert days_late(None, day(9999)) == 0


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Step.ACCEPT, DutyState.UPCOMING),
        (Step.SEND_BACK, DutyState.SENT_BACK),
        (Step.FILE, DutyState.FILED),
        (Step.FILE, DutyState.ACCEPTED),
        (Step.FILE, DutyState.WAIVED),
        (Step.WAIVE, DutyState.ACCEPTED),
    ],
)
def test_a_step_that_does_not_follow_is_refused(step: Step, state: DutyState) -> None:
    with pytest.raises(StepError, match=f"任务“{state.label}”，不能{step.label}"):
        require_step(step, state)


@given(st.lists(st.tuples(st.sampled_from(Step), st.integers(0, 9)), max_size=12))
def test_whatever_is_tried_the_state_follows_from_the_steps_allowed(
    tries: list[tuple[Step, int]],
) -> None:
    """What is accepted or waived stays so; what is filed can only be accepted, sent back, waived."""
    done: list[Deed] = []
    now = day(-12)
    for step, wait in tries:
        now += datetime.timedelta(days=wait)
        before = state_on(DUE, done, now)
        try:
            require_step(step, before)
        except StepError:
            continue
        done.append(Deed(step, now))
        assert before not in (DutyState.ACCEPTED, DutyState.WAIVED)
        assert state_on(DUE, done, now) is not before or step is Step.FILE or now > DUE
    if done and done[-1].step is Step.ACCEPT:
        assert state_on(DUE, done, day(500)) is DutyState.ACCEPTED
    assert was_late(DUE, done) >= 0
