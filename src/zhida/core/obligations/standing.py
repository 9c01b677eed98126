"""常设规定 standing: duties that no notice needs to state, from dated rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from zhida.core.booking.payees import FINANCE, MEDICAL_SECURITY
from zhida.core.calendar import last_day_of_month
from zhida.core.notice import Regime
from zhida.core.obligations.calendar import Due, counted, named
from zhida.core.obligations.obligors import Obligor, supervisor
from zhida.core.obligations.periods import Rhythm, occurrences
from zhida.core.parameters import ParameterError, parameter
from zhida.core.regions import is_within_fiscal
from zhida.data import load

UNKNOWN_RECEIPT = "收文日期未知"


class Trigger(StrEnum):
    """起算: what a standing rule counts from."""

    RECEIPT = "receipt"  # 收到文件
    ISSUE = "issue"  # 发文
    PERIOD_END = "period_end"  # 每月、每季
    BUDGET_YEAR = "budget_year"  # 预算年度的某月


class Part(StrEnum):
    """当事方: whether a rule binds who issues a notice or who receives it."""

    ISSUER = "issuer"
    RECEIVER = "receiver"


@dataclass(frozen=True, slots=True)
class Situation:
    """情形: whose duties are asked for: what money, from which level, in which year, since when.

    `start` is the day of receipt, or else of the notice; `received` None where
    the receipt is unknown. `issued` is the notice's own day. `beside` are the kinds
    of the offices of the same place that received the same notice.
    """

    obligor: Obligor
    part: Part
    fund: str
    regime: Regime
    issuer_level: int | None
    year: int
    start: datetime.date
    received: datetime.date | None = None
    issued: datetime.date | None = None
    beside: frozenset[str] = frozenset()

    @property
    def offices(self) -> frozenset[str]:
        """The kinds among which a rule chooses who owes: a unit stands alone."""
        offices = frozenset({FINANCE, MEDICAL_SECURITY})
        kind = self.obligor.kind
        return frozenset({kind}) | (self.beside & offices if kind in offices else frozenset())


@dataclass(frozen=True, slots=True)
class StandingRule:
    """常设规定: one dated row of `standing_duties.csv`. Empty sets bind everybody.

    `parameter` names the number of `days` where `parameters.csv` has it; a
    BUDGET_YEAR rule takes its month, a `day` by name its day from there.
    """

    code: str
    thing: str
    what: str
    part: Part
    kinds: tuple[str, ...]
    levels: frozenset[int]
    from_levels: frozenset[int]
    receiver: str
    region: str
    funds: frozenset[str]
    regimes: frozenset[str]
    trigger: Trigger
    days: int | None
    parameter: str
    working: bool
    recurrence: str
    month: int | None
    day: str
    months_after: int
    form: str
    since: datetime.date | None
    until: datetime.date | None
    consequence: str
    basis: str
    status: str

    def binds(self, case: Situation) -> bool:
        """适用: whether the rule is in force and speaks of this place and this money."""
        who = case.obligor
        return (
            self.part is case.part
            and not case.offices.isdisjoint(self.kinds)
            and (self.since is None or self.since <= case.start)
            and (self.until is None or case.start <= self.until)
            and (not self.levels or who.region.level in self.levels)
            and (not self.from_levels or case.issuer_level in self.from_levels)
            and (not self.funds or case.fund in self.funds)
            and (not self.regimes or case.regime.value in self.regimes)
            and (not self.region or is_within_fiscal(who.region, self.region, case.start))
        )

    def falls_on(self, case: Situation, named: frozenset[str] = frozenset()) -> bool:
        """由谁办理: every office of the kinds that the rule names; jointly addressed, each owes.

        Where the notice asks one of the place's offices for it (`named`), that one alone.
        """
        kinds = named & case.offices or case.offices
        return case.obligor.kind in self.kinds and case.obligor.kind in kinds

    def falls_due(self, case: Situation) -> Iterator[tuple[str, Due]]:
        """到期: each period ("" where it comes once) with its due day."""
        if self.trigger is Trigger.PERIOD_END:
            rhythm = Rhythm(self.recurrence, self._day(case.start), self.months_after)
            for period, due in occurrences(rhythm, case.year, case.start):
                yield period.name, due
        elif self.trigger is Trigger.BUDGET_YEAR:
            yield str(case.year), named(self._in_year(case))
        else:
            start = case.received if self.trigger is Trigger.RECEIPT else case.issued
            days = self._number(case.start)
            if start is None:
                word = UNKNOWN_RECEIPT if self.trigger is Trigger.RECEIPT else "发文日期未知"
                yield "", Due(None, word, f"自该日起{days}天")
            else:
                yield "", counted(start, days, working=self.working)

    def owed_to(self, case: Situation) -> str:
        """接收单位: the code of the agency; "public" for the public, "" for nobody."""
        if self.receiver not in (FINANCE, MEDICAL_SECURITY):
            return self.receiver
        return supervisor(case.obligor, self.receiver, case.start)

    def _number(self, day: datetime.date) -> int:
        if self.days is not None:
            return self.days
        return parameter(self.parameter, day).value

    def _day(self, on: datetime.date) -> int:
        return int(self.day) if self.day.isdecimal() else parameter(self.day, on).value

    def _in_year(self, case: Situation) -> datetime.date:
        month = self.month or parameter(self.parameter, case.year).value
        year, place = divmod(case.year * 12 + month - 1 + self.months_after, 12)
        last = last_day_of_month(year, place + 1)
        return last.replace(day=min(self._day(case.start), last.day))


def binding(case: Situation) -> tuple[StandingRule, ...]:
    """适用的规定: for each thing the rule of the narrowest place; those without a number fall away.

    Urumqi's own deadline for the feedback form goes before the region's.
    """
    found: dict[str, StandingRule] = {}
    for rule in rules():
        if rule.binds(case) and _has_number(rule, case):
            known = found.get(rule.thing)
            if known is None or len(_place(rule)) > len(_place(known)):
                found[rule.thing] = rule
    return tuple(found.values())


def _place(rule: StandingRule) -> str:
    """The code of a rule's place without its zeros: the longer, the narrower."""
    return rule.region[:6].rstrip("0") + rule.region[6:]


def _has_number(rule: StandingRule, case: Situation) -> bool:
    """A rule whose parameter was not yet in force gives no duty."""
    try:
        if rule.parameter:
            parameter(rule.parameter, case.start)
        if rule.day and not rule.day.isdecimal():
            parameter(rule.day, case.start)
    except ParameterError:
        return False
    return True


@cache
def rules() -> tuple[StandingRule, ...]:
    """常设规定表: every row, in the order of the file."""
    return tuple(
        StandingRule(
            row["code"],
            row["thing"],
            row["what"],
            Part(row["side"]),
            tuple(row["owner"].split("|")),
            frozenset(map(int, filter(None, row["levels"].split("|")))),
            frozenset(map(int, filter(None, row["from_levels"].split("|")))),
            row["receiver"],
            row["region"],
            frozenset(filter(None, row["funds"].split("|"))),
            frozenset(filter(None, row["regimes"].split("|"))),
            Trigger(row["trigger"]),
            int(row["days"]) if row["days"] else None,
            row["parameter"],
            bool(row["working"]),
            row["recurrence"],
            int(row["month"]) if row["month"] else None,
            row["day"],
            int(row["months_after"] or 0),
            row["form"],
            _date(row["from_date"]),
            _date(row["to_date"]),
            row["consequence"],
            row["basis"],
            row["status"],
        )
        for row in load("standing_duties")
    )


def _date(cell: str) -> datetime.date | None:
    return datetime.date.fromisoformat(cell) if cell else None
