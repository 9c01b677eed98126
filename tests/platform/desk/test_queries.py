"""工作台: what presses comes with its working days left, and only what a person may see."""

from __future__ import annotations

import datetime

import pytest

from zhida.core.obligations import Duty, DutyState
from zhida.platform.access.policy import Actor, Role
from zhida.platform.desk.queries import days_left, desk_of
from zhida.platform.journal.actions import record
from zhida.platform.obligations.queries import DutyRow
from zhida.platform.scope import scope

FRIDAY = datetime.date(2025, 3, 14)


def row(due: datetime.date | None) -> DutyRow:
    why = "" if due else "收文日期未知"
    duty = Duty("650100-finance", "650000-finance", "notice", "报送支出进度", due, why)
    return DutyRow(1, duty, DutyState.UPCOMING, "乌鲁木齐市财政局", "财政厅", 0)


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (datetime.date(2025, 3, 14), 0),
        (datetime.date(2025, 3, 17), 1),  # a weekend lies between
        (datetime.date(2025, 3, 21), 5),
        (datetime.date(2025, 3, 12), -2),
        (None, None),
    ],
)
def test_the_days_left_are_working_days(due: datetime.date | None, left: int | None) -> None:
    assert days_left(row(due), FRIDAY) == left


def test_the_desk_shows_what_i_did_and_not_what_others_did(database: str) -> None:
    mine = Actor("王芳", "650100-finance", "650100", Role.DRAFTER)
    other = Actor("李强", "650100-finance", "650100", Role.DRAFTER)
    with scope("650100"):
        record(mine, "accept", "notice", "新财社〔2025〕1号")
        record(other, "accept", "notice", "新财社〔2025〕2号")
        desk = desk_of(mine, "650100", FRIDAY)
    assert [(each.name, each.deed.subject) for each in desk.did] == [("签收", "新财社〔2025〕1号")]
    assert (desk.duties, desk.alerts_in_all) == (0, 0)
