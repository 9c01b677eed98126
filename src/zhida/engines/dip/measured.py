"""测算结果 measured: what a year is paid by: points of groups, coefficients, the point value.

Kept as a file, so that a settlement can be made again from it and be told apart from another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.directory import Rule, fingerprint
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.scores import POINTS, ScoreTable, Years, YearSum, weighted_mean
from zhida.engines.errors import EngineError, unreadable
from zhida.engines.exact import round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

COEFFICIENT = 10_000
"""A coefficient of 1."""

_PLACES = 4
VALUE = 100
"""A point value of one fen."""


@dataclass(frozen=True, slots=True)
class Group:
    """病种分值: a group's code, name, points (at `Measured.places`), mean and number of cases."""

    code: str
    name: str
    points: int
    mean_fen: int
    cases: int


@dataclass(frozen=True, slots=True)
class Further:
    """各项系数: what goes before the coefficient of the level, in 1/10000.

    `basic` and `bonus` by institution; `diseases` by group, then level; `conservative` groups take
    no bonus and no coefficient of their own; `primary` groups take none at all. `subtypes` are the
    auxiliary types as `auxiliary.rows` tells them,
    found by the two lists and the types of a day.
    """

    basic: Mapping[str, int] = field(default_factory=dict)
    bonus: Mapping[str, int] = field(default_factory=dict)
    diseases: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    conservative: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    subtypes: tuple[Mapping[str, int | str], ...] = ()
    comorbidity: Mapping[str, int] = field(default_factory=dict)
    severity: Mapping[str, str] = field(default_factory=dict)
    types_on: str = ""


NONE_FURTHER = Further()


@dataclass(frozen=True, slots=True)
class Measured:
    """测算结果. `directory` is the fingerprint of the directory; `groups` by code.

    `coefficients` by level of institution, in 1/10000; a level that isn't there has 1. `further`
    holds those of institutions, groups and auxiliary types.
    `value` is the point value that costs are held against, in 1/100 fen a point.
    """

    directory: str
    places: int
    base_fen: int
    value: int
    groups: Mapping[str, Group]
    coefficients: Mapping[str, int]
    further: Further = NONE_FURTHER


def measure(
    engine: Backend, assigned: ir.Table, scores: ScoreTable, directory: str, policy: Policy
) -> Measured:
    """测算: what the years' cases give: coefficients by level, and cost per point at the base."""
    groups = {
        each.rule.code: Group(
            each.rule.code, each.rule.name, each.points, each.mean_fen, each.cases
        )
        for each in scores.scores.values()
    }
    per_point = 1 if policy.score_base == "fixed_quota" else POINTS
    return Measured(
        directory,
        scores.places,
        scores.base_fen,
        max(1, round_half_up(scores.base_fen * VALUE, per_point)),
        groups,
        _coefficients(engine, assigned, policy),
    )


def _coefficients(engine: Backend, assigned: ir.Table, policy: Policy) -> dict[str, int]:
    """Mean cost of a level against that of all, the years weighted as for scores."""
    if policy.coefficient == "none":
        return {}
    summed = assigned.group_by(["hi_setl_lv", "year"]).agg(
        cases=assigned.count(), cost_fen=total(assigned.cost_fen)
    )
    levels: dict[str, dict[int, YearSum]] = {}
    everyone: dict[int, YearSum] = {}
    for row in engine.to_pyarrow(summed.order_by("hi_setl_lv", "year")).to_pylist():
        year, more = row["year"], YearSum(row["cases"], row["cost_fen"])
        levels.setdefault(row["hi_setl_lv"] or "", {})[year] = more
        so_far = everyone.get(year, YearSum(0, 0))
        everyone[year] = YearSum(so_far.cases + more.cases, so_far.cost_fen + more.cost_fen)
    weights = dict(zip(sorted(everyone, reverse=True), reversed(policy.year_weights), strict=False))
    mean = weighted_mean(everyone, weights, policy)
    return {
        level: max(1, round_half_up(weighted_mean(years, weights, policy) * COEFFICIENT, mean))
        for level, years in levels.items()
        if _cases(years) >= policy.coefficient_min_cases
    }


def _cases(years: Years) -> int:
    return sum(each.cases for each in years.values())


def measured_text(measured: Measured) -> str:
    """The file of a measurement, json."""
    fields = {name: getattr(measured, name) for name in Measured.__slots__}
    fields["groups"] = [asdict(group) for group in measured.groups.values()]
    fields |= {"coefficients": dict(measured.coefficients), "further": asdict(measured.further)}
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def measured_by(measured: Measured, directory: str) -> None:
    """Raises EngineError where a measurement was made by another directory than that of a fingerprint."""
    if measured.directory != directory:
        raise EngineError(
            f"测算结果是按另一份目录（{measured.directory[:12]}）做的，这里的目录是{directory[:12]}。"
            "请给出这份目录的测算结果"
        )


def points_of(measured: Measured, rules: Sequence[Rule]) -> dict[str, int]:
    """各病种分值: by code, in 1/10000 whatever the measurement's places, so that two compare.

    Raises EngineError where it was measured by another directory.
    """
    measured_by(measured, fingerprint(rules))
    scale = 10 ** (_PLACES - measured.places)
    return {code: group.points * scale for code, group in measured.groups.items()}


def read_measured(path: Path) -> Measured:
    """读测算结果: of such a file. Raises EngineError where it isn't one."""
    if path.is_dir():
        raise unreadable(path, IsADirectoryError(), "测算结果")
    if not path.is_file():
        raise EngineError(f"“{path}”不存在。请先用zhida dip score测算")
    try:
        given = json.loads(path.read_text("utf-8"))
        groups = {each["code"]: Group(**each) for each in given.pop("groups")}
        said = given.pop("further", {})
        lists = {name: tuple(each) for name, each in said.items() if isinstance(each, list)}
        further = Further(**(said | lists))
        return Measured(groups=groups, further=further, **given)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise EngineError(f"“{path}”不是测算结果。请用zhida dip score重新测算") from wrong
