"""时限表 grids: duties as a table, and as a month with its days."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.calendar import is_workday
from zhida.core.obligations import DutyState
from zhida.platform.obligations.models import Duty
from zhida.platform.obligations.queries import DutyRow, rows_of
from zhida.platform.pages.labels import label
from zhida.platform.pages.lazy import LazyRows
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


@dataclass(frozen=True, slots=True)
class Day:
    """一天: of a calendar; `working` is None past the published one. `here`: of this month.

    `count` duties are due on it, of which `duties` are the first few.
    """

    date: datetime.date
    here: bool
    working: bool | None
    count: int
    duties: Sequence[DutyRow]


def duty_table(found: QuerySet[Duty], lens: Lens, day: datetime.date) -> Table:
    """时限表: one row a duty, in the order of their due days."""
    columns = (
        Column("what", _("事项")),
        Column("owner", _("责任单位")),
        Column("period", _("期间")),
        Column("receiver", _("报送至")),
        Column("due", _("到期日"), Kind.DATE),
        Column("state", _("状态")),
        Column("late", _("迟报天数"), Kind.COUNT, meaning=_("首次报送晚于到期日的自然日数")),
        Column("basis", _("依据")),
    )
    return Table(
        "duties",
        _("时限任务"),
        columns,
        LazyRows(
            found.count,
            lambda first, number: [
                _row(each, lens) for each in rows_of(found[first : first + number], day)
            ],
        ),
        lens.unit,
        day,
        empty=_("没有符合的任务。通知登记后，其中的时限会成为任务；常年的报送要求在年初成为任务。"),
    )


def _row(each: DutyRow, lens: Lens) -> Row:
    duty = each.duty
    due = Cell(duty.due) if duty.due else Cell(duty.unknown)
    return Row(
        (
            Cell(duty.what, f"{reverse('duty', args=[each.number])}?{lens.query}"),
            Cell(each.owner),
            Cell(duty.period or "—"),
            Cell(each.receiver or "—"),
            due,
            Cell(label(each.state), tone=_TONES.get(each.state, "")),
            Cell(each.late or None),
            Cell(duty.basis),
        )
    )


_TONES = {
    DutyState.DUE: "warn",
    DutyState.SENT_BACK: "warn",
    DutyState.OVERDUE: "late",
    DutyState.FILED: "ok",
    DutyState.ACCEPTED: "ok",
}


def weeks_of(year: int, month: int) -> list[list[datetime.date]]:
    """周: the weeks of a month from Monday, with the days of its neighbours in the first and last.

    >>> [str(weeks_of(2026, 4)[place][place]) for place in (0, -1)]
    ['2026-03-30', '2026-05-03']
    """
    return calendar.Calendar().monthdatescalendar(year, month)


def month_of(
    due: Mapping[datetime.date, tuple[int, Sequence[DutyRow]]], year: int, month: int
) -> list[list[Day]]:
    """月历: weeks from Monday, each day with how many duties are due on it, and the first of them."""
    return [
        [Day(date, date.month == month, is_workday(date), *due.get(date, (0, ()))) for date in week]
        for week in weeks_of(year, month)
    ]
