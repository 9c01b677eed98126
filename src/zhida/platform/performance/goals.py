"""目标与完成 goals: targets with the value that counts on a day, its light and its points."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q, QuerySet

from zhida.core.ledger import LedgerError
from zhida.core.parameters import ParameterError
from zhida.core.performance.indicators import Actual, Standing, TypedIndicator
from zhida.core.performance.monitoring import Light, Watch, watch
from zhida.core.performance.points import Attainment, Outcome
from zhida.core.performance.scoring import RowScore, Score, score
from zhida.platform.execution.progress import total
from zhida.platform.execution.selecting import Selection
from zhida.platform.performance.models import Target, TargetSet, Value
from zhida.platform.performance.queries import (
    actual_of,
    latest_values,
    sets_in_force,
    typed_of,
)
from zhida.platform.regions.queries import within


@dataclass(frozen=True, slots=True)
class Goal:
    """目标与完成: one target, what was reached by a day, how it stands and what it earns.

    `value` is None where nothing was measured or declared; `points` None in a year of
    which no way of scoring is known.
    """

    target: Target
    indicator: TypedIndicator
    value: Value | None
    actual: Actual
    watch: Watch
    points: RowScore | None

    @property
    def applies(self) -> bool:
        """Whether it counts: a target without a value to reach doesn't."""
        return self.points is None or self.points.outcome.counts


@dataclass(frozen=True, slots=True)
class Held:
    """一张目标表: its set and its goals in order. `score` is that of the goals, money apart."""

    set: TargetSet
    goals: tuple[Goal, ...]
    score: Score | None


def held(sets: Sequence[TargetSet], on: datetime.date) -> tuple[Held, ...]:
    """目标表: each with its goals as they stood on a day."""
    by_set: dict[int, list[Target]] = {}
    targets = Target.objects.filter(set__in=sets).select_related("set", "set__agency")
    for each in targets.order_by("set_id", "ordinal"):
        by_set.setdefault(each.set_id, []).append(each)
    values = latest_values((one.pk for own in by_set.values() for one in own), on)
    return tuple(_held(each, by_set.get(each.pk, []), values, on) for each in sets)


def one_held(number: int, on: datetime.date) -> Held:
    """一张目标表 by its number. Raises `LedgerError` where it is out of reach."""
    found = TargetSet.objects.select_related("agency").filter(pk=number).first()
    if found is None:
        raise LedgerError(f"没有编号为{number}的绩效目标表，或不在本区划范围内")
    return held([found], on)[0]


def sets_of(
    year: int, region: str, *, lower: bool = False, agency: str = "", fund: str = ""
) -> QuerySet[TargetSet]:
    """在效的目标表 of a region, with all below it where `lower`; of an agency and a fund."""
    found = sets_in_force(year, region="" if lower else region, agency=agency)
    if lower:
        found = within(found, region)
    return found.filter(Q(fund=fund) | Q(fund="", subject=fund)) if fund else found


def money_of(each: TargetSet, on: datetime.date) -> tuple[int | None, int | None]:
    """预算数和执行数 in fen, as the ledger has them on a day.

    Where it has no money of the set, the budget is what the table prints, and nothing is
    known of its execution.
    """
    found = total(Selection(**asked_of_set(each), on=on))  # type: ignore[arg-type]
    if not found.available:
        return each.amount_fen, None
    return found.available, found.paid


def asked_of_set(each: TargetSet) -> dict[str, object]:
    """资金范围: whose money a set is about: the agency's for its own part, else the place's."""
    own = "本级" in each.scope
    return {
        "year": each.year,
        "region": "" if own else each.region_id,
        "holder": each.agency.code if own else "",
        "fund": each.fund,
    }


def scored(found: Held, money: tuple[int | None, int | None]) -> Score | None:
    """得分 of a set with the execution of its money, None in a year without a way of scoring."""
    return _score([_attained(each) for each in found.goals], found.set.year, money)


def attained(indicator: TypedIndicator, actual: Actual) -> Attainment:
    """完成情况: what was reached, as it is scored; what is noted of a value is its reason."""
    known = None if actual.standing is Standing.NO_DATA else actual
    return Attainment(indicator, known, reason=actual.note)


def _attained(each: Goal) -> Attainment:
    return attained(each.indicator, each.actual)


def _held(
    of: TargetSet, targets: Iterable[Target], values: dict[int, Value], on: datetime.date
) -> Held:
    rows = [(each, typed_of(each), values.get(each.pk)) for each in targets]
    actuals = [actual_of(value, each) for each, _, value in rows]
    reached = [attained(row[1], actual) for row, actual in zip(rows, actuals, strict=True)]
    found = _score(reached, of.year, (None, None))
    points: Sequence[RowScore | None] = found.rows if found is not None else [None] * len(rows)
    goals = tuple(
        Goal(each, typed, value, actual, _watch(typed, actual, on, of.year), own)
        for (each, typed, value), actual, own in zip(rows, actuals, points, strict=True)
    )
    return Held(of, goals, found)


def _score(
    reached: Sequence[Attainment], year: int, money: tuple[int | None, int | None]
) -> Score | None:
    try:
        return score(reached, year, *money)
    except ParameterError:
        return None


def _watch(typed: TypedIndicator, actual: Actual, on: datetime.date, year: int) -> Watch:
    try:
        return watch(typed, actual, on, year)
    except ParameterError as unknown:
        return Watch(Light.NO_DATA, str(unknown))


def earned(goals: Iterable[Goal]) -> Fraction:
    """得分合计 of some goals; those that don't count earn nothing."""
    return sum((each.points.points for each in goals if each.points and each.applies), Fraction(0))


def worth(goals: Iterable[Goal]) -> Fraction:
    """分值合计 of some goals that count."""
    return sum((each.points.weight for each in goals if each.points and each.applies), Fraction(0))


def outcome_of(each: Goal) -> str:
    """完成结果 in a word, "" where it isn't scored."""
    if each.points is None:
        return ""
    late = each.points.outcome is Outcome.MISSED and each.watch.light is not Light.MISSED
    return "尚未完成" if late else each.points.outcome.label
