"""报送义务 duties: which obligations are filings, of what, and on which days they fall."""

from __future__ import annotations

import datetime
import re
import unicodedata

from zhida.core.calendar import last_day_of_month
from zhida.core.notice import DeadlineKind, Notice, Obligation

_FILING = ("报送", "上报", "填报", "报备", "备案", "反馈", "提交", "报告", "报我", "报省", "报市")
_ENTERED = ("系统", "平台", "模块")
"""Entered there, not handed to anybody."""
_VERBS = re.compile(
    r"^[请并将]+|及时|按时|按要求|认真|报送|上报|填报|报备|备案|提交|反馈(?![单表])|[将并]"
)
_DAY = re.compile(r"(\d{1,2})[日号]")
_MONTH_END = ("月末", "月底")
_NEXT_MONTH = "次月"
_SHARED = 5
_MONTHS = 12


def is_filing(duty: Obligation) -> bool:
    """Whether something is to be handed in."""
    if any(word in duty.what for word in _ENTERED):
        return False
    return any(word in duty.what for word in _FILING)


def item_of(duty: Obligation) -> str:
    """What is to be handed in, without the verbs around it.

    >>> from zhida.core.notice import Deadline
    >>> from zhida.core.provenance import Source
    >>> due = Deadline(DeadlineKind.UNSTATED, "及时")
    >>> item_of(Obligation(None, "及时报送资金使用情况反馈单", None, due, None, Source("a.txt")))
    '资金使用情况反馈单'
    """
    return _VERBS.sub("", unicodedata.normalize("NFKC", duty.what)).strip(" ，。；")


def same_item(one: Obligation, other: Obligation) -> bool:
    """Whether two duties may speak of the same thing: they share a run of words."""
    words, others = item_of(one), item_of(other)
    runs = (words[at : at + _SHARED] for at in range(len(words) - _SHARED + 1))
    return any(run in others for run in runs)


def says_when(text: str) -> str:
    """The wording of a deadline without blanks, in half width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def occurrences(duty: Obligation, notice: Notice) -> tuple[datetime.date, ...]:
    """The days on which a recurring report of the budget year falls due, after the notice.

    Known for "every month by the n-th", "at the end of every month" and "by the
    n-th of the month after each quarter"; else empty.
    """
    if duty.due.kind is not DeadlineKind.RECURRING or notice.budget_year is None:
        return ()
    year = notice.budget_year.value
    start = notice.date.value if notice.date is not None else datetime.date(year, 1, 1)
    step = {"monthly": 1, "quarterly": 3}.get(duty.due.recurrence or "")
    day = day_in_month(duty.due.text)
    if step is None or day is None:
        return ()
    shift = 1 if _NEXT_MONTH in says_when(duty.due.text) else 0
    days = [_nth(year, month + shift, day) for month in range(step, _MONTHS + 1, step)]
    return tuple(each for each in days if each > start)


def day_in_month(text: str) -> int | None:
    """The day of the month that a recurring deadline names, 31 for its end, None where none.

    >>> day_in_month("每季度后次月8日前"), day_in_month("每月月末之前"), day_in_month("每季度")
    (8, 31, None)
    """
    said = says_when(text)
    if any(word in said for word in _MONTH_END):
        return 31
    days = _DAY.findall(said)
    return int(days[-1]) if len(days) == 1 and 1 <= int(days[0]) <= 31 else None


def _nth(year: int, month: int, day: int) -> datetime.date:
    """The day of a month counted on from January, cut to the month's length."""
    last = last_day_of_month(year + (month - 1) // _MONTHS, (month - 1) % _MONTHS + 1)
    return last.replace(day=min(day, last.day))


def written(day: datetime.date) -> str:
    """A day as a sentence writes it.

    >>> written(datetime.date(2022, 2, 9))
    '2022年2月9日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
