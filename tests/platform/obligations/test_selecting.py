"""Duties by state: the database picks those that the rules of `core` say are in it, on any day."""

from __future__ import annotations

import datetime

import pytest
from tests.platform.obligations.desk import CITY, DISTRICT, day, drafter, owed, reviewer

from zhida.core.obligations import DutyState
from zhida.platform.obligations import actions
from zhida.platform.obligations.queries import duties
from zhida.platform.obligations.selecting import OPEN, selected
from zhida.platform.scope import scope

SOME_OPEN = (DutyState.OVERDUE, DutyState.SENT_BACK)
SOME = (DutyState.UPCOMING, DutyState.FILED)

pytestmark = pytest.mark.usefixtures("database")


def test_each_state_holds_exactly_the_duties_that_stand_so() -> None:
    owed(what="未报")
    owed(what="没有期限", due=None)
    owed(what="年底", due=datetime.date(2025, 12, 31))
    filed, accepted, back, waived = (
        owed(what=each).pk for each in ("已报", "已收", "退回", "免除")
    )
    for number in (filed, accepted, back):
        actions.file(drafter(DISTRICT), number, {}, nothing=True, day=day(-3))
    actions.accept(reviewer(CITY), accepted, day(-2))
    actions.send_back(reviewer(CITY), back, "漏一行", day(-1))
    actions.waive(reviewer(CITY), waived, "今年不报", day(2))
    for offset in (-60, -3, -2, -1, 0, 1, 2, 300):
        on = day(offset)
        with scope("650000"):
            every = duties(on, region="650000")
            for states in (*((each,) for each in DutyState), OPEN, SOME_OPEN, SOME):
                expected = {each.number for each in every if each.state in states}
                found = {each.pk for each in selected(on, region="650000", states=states)}
                assert found == expected, (on, states)
                if set(states) <= set(OPEN):  # looked for another way where nobody names a region
                    found = {each.pk for each in selected(on, states=states)}
                    assert found == expected, (on, states)
