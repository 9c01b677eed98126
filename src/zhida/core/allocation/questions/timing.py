"""时限核对 timing: how many of the thirty days are left?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.allocation.questions.draft import Ask, Draft, Question
from zhida.core.calendar import add_days, working_days_between
from zhida.core.findings import Finding, Severity
from zhida.core.notice.appropriations import FundingSource
from zhida.core.parameters import ParameterError, parameter
from zhida.core.provenance import Source
from zhida.core.rules import law

_SOON = 5  # working days; not law: from here on a person is warned
_TIME = Question(
    "A131", "下达时限", Severity.HINT, law.ISSUE_IN_TIME, "在时限内下达；逾期的说明原因"
)


def time_left(draft: Draft) -> Iterator[Finding]:
    """The days left of the thirty, from the province's receipt: one clock for all levels."""
    central = [each for each in draft.lines if each.source is not FundingSource.PROVINCE]
    if not central:
        return
    if draft.received is None or draft.today is None:
        yield _TIME.finding("没有写明省级收到中央文件的日期，无法计算下达时限。", draft.place)
        return
    try:
        limit = parameter("issue_days_province", draft.received).value
    except ParameterError:
        return
    yield _left(draft.received, draft.today, limit, draft.place)


def _left(received: datetime.date, today: datetime.date, limit: int, place: Source) -> Finding:
    due = add_days(received, limit)
    spent = (today - received).days
    told = f"省级{_day(received)}收到中央文件，{limit}日内即{_day(due)}前应当下达"
    if today > due:
        return _TIME.finding(
            f"{told}，已逾期{(today - due).days}天。",
            place,
            expected=limit,
            found=spent,
            severity=Severity.ERROR,
        )
    working = working_days_between(today, due)
    shown = "工作日历未公布" if working is None else f"其中工作日{working}个"
    soon = working is not None and working <= _SOON
    return _TIME.finding(
        f"{told}，还剩{(due - today).days}天，{shown}。",
        place,
        expected=limit,
        found=spent,
        severity=Severity.WARNING if soon else Severity.HINT,
    )


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


QUESTIONS = (_TIME,)
ASKED: tuple[Ask, ...] = (time_left,)
