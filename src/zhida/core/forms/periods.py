"""报告期 periods: the month, quarter or day of a form, as people write and print it."""

from __future__ import annotations

import datetime
import re

from zhida.core.obligations.periods import Period, periods

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})|[Qq]([1-4]))")
_QUARTERS = "一二三四"


class UnknownPeriod(ValueError):
    """报告期有误: the text is no period; the message is a Chinese sentence with the mend."""


def period_of(text: str) -> Period:
    """报告期: of "2025-03" or "2025Q1". Raises `UnknownPeriod`.

    >>> period_of("2025Q1").last, period_of("2025-2").name
    (datetime.date(2025, 3, 31), '2025-02')
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is not None:
        year, month, quarter = found.groups()
        name = f"{year}Q{quarter}" if quarter else f"{year}-{int(month):02}"
        for each in (*periods("monthly", int(year)), *periods("quarterly", int(year))):
            if each.name == name:
                return each
    raise UnknownPeriod(f"“{text}”不是报告期，请写成 2025-03（月）或 2025Q1（季度）的形式")


def until(day: datetime.date) -> Period:
    """截至一日: from the year's first day; it has no name."""
    return Period("", datetime.date(day.year, 1, 1), day)


def period_words(period: Period) -> str:
    """报告期: as a form prints it.

    >>> period_words(period_of("2025Q1")), period_words(period_of("2025-03"))
    ('2025年第一季度', '2025年3月')
    >>> period_words(until(datetime.date(2025, 4, 8)))
    '截至2025年4月8日'
    """
    day = period.last
    if not period.name:
        return f"截至{day.year}年{day.month}月{day.day}日"
    if "Q" in period.name:
        return f"{day.year}年第{_QUARTERS[day.month // 3 - 1]}季度"
    return f"{day.year}年{day.month}月"
