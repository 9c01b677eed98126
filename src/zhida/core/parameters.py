"""参数 parameters: thresholds and deadlines of the rules, each with its law and dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

from zhida.data import load


@dataclass(frozen=True, slots=True)
class Parameter:
    """参数: one threshold as in force from `since` to `until` (both included, None = open).

    `value` is a whole number of `unit` (天, %, 分, 月, 日, 年); `basis` the article
    that sets it, `source` where it was read; `status` is "attested" or
    "recalled": a finding that rests on a recalled value is a warning at most.
    """

    name: str
    title: str
    value: int
    unit: str
    basis: str
    source: str
    status: str
    since: datetime.date | None
    until: datetime.date | None

    def holds_on(self, day: datetime.date) -> bool:
        """Whether this value is in force on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class ParameterError(LookupError):
    """参数缺失: no such parameter, or none in force on that day."""


def parameter(name: str, on: datetime.date | int) -> Parameter:
    """参数值: the value in force on a day; a bare year means its last day.

    Raises ParameterError naming the parameter and the day.

    >>> parameter("issue_days_province", 2023).value
    30
    >>> parameter("plan_days", datetime.date(2022, 5, 1)).value
    25
    >>> parameter("plan_days", 1999)
    Traceback (most recent call last):
      ...
    zhida.core.parameters.ParameterError: 参数 plan_days 在 1999-12-31 没有有效的值
    """
    day = datetime.date(on, 12, 31) if isinstance(on, int) else on
    rows = _parameters().get(name)
    if rows is None:
        raise ParameterError(f"没有名为 {name} 的参数")
    for row in rows:
        if row.holds_on(day):
            return row
    raise ParameterError(f"参数 {name} 在 {day} 没有有效的值")


def names() -> tuple[str, ...]:
    """The names of all parameters, sorted."""
    return tuple(sorted(_parameters()))


@cache
def _parameters() -> dict[str, tuple[Parameter, ...]]:
    found: dict[str, tuple[Parameter, ...]] = {}
    for row in load("parameters"):
        each = Parameter(
            row["name"],
            row["title"],
            int(row["value"]),
            row["unit"],
            row["basis"],
            row["source"],
            row["status"],
            _day(row["from_date"]),
            _day(row["to_date"]),
        )
        found[each.name] = (*found.get(each.name, ()), each)
    return found


def _day(cell: str) -> datetime.date | None:
    return datetime.date.fromisoformat(cell) if cell else None
