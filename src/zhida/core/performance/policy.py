"""计分办法 policy: the weights, bands and choices of scoring as in force in a year."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from zhida.core.parameters import ParameterError, parameter
from zhida.core.rules.performance.levels import class_of, heading_of, headings_of
from zhida.data import load

EXECUTION = "execution"
_SECTIONS = ("output", "benefit", "satisfaction")
_COST = "cost"


class Inapplicable(StrEnum):
    """不适用的处理: what becomes of the points of an indicator that doesn't apply."""

    SCALED = "scaled"  # out of the count, the total scaled up to 100
    REDISTRIBUTED = "redistributed"  # spread over the other indicators of its level 1
    DROPPED = "dropped"  # lost


class Split(StrEnum):
    """分值分摊: how the points of a level 1 come to its indicators where none are given."""

    LEVEL2 = "level2"  # evenly over its level 2, then evenly over theirs
    ROWS = "rows"  # evenly over all of its indicators


@dataclass(frozen=True, slots=True)
class Band:
    """定性分档: a grade of qualitative indicators; it holds for shares from `low` (included) up."""

    name: str
    title: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class ScoringPolicy:
    """计分办法: everything that scoring takes from the law, as of one year.

    `weights` are points by section ("execution", "output", "benefit", "satisfaction"),
    `costed` those of a table with cost indicators ("cost" besides). `late` and
    `unexplained` are shares 0…1: of the points that a late date keeps, and that an
    over-fulfilment by more than `over` without a reason loses. `grades` go from the
    best down, each with its least score.
    """

    year: int
    weights: Mapping[str, Fraction]
    costed: Mapping[str, Fraction]
    bands: tuple[Band, ...]
    grades: tuple[tuple[str, Fraction], ...]
    over: Fraction
    unexplained: Fraction
    late: Fraction
    places: int
    inapplicable: Inapplicable
    split: Split

    def sections(self, *, costed: bool) -> Mapping[str, Fraction]:
        """The points by section, with or without cost indicators."""
        return self.costed if costed else self.weights

    def grade(self, total: Fraction) -> str:
        """评价等级 of a total out of 100.

        >>> [policy_of(2024).grade(Fraction(each)) for each in (90, 89, 60, 59)]
        ['优', '良', '中', '差']
        """
        return next((name for name, least in self.grades if total >= least), self.grades[-1][0])

    def band(self, share: Fraction) -> Band:
        """The band of a share 0…1 of the points of a qualitative indicator."""
        return next((each for each in self.bands if share >= each.low), self.bands[-1])

    def rounded(self, points: Fraction) -> Fraction:
        """Points rounded half up to `places` decimals; they are never negative.

        >>> policy_of(2024).rounded(Fraction(1, 8))
        Fraction(13, 100)
        """
        scale = 10**self.places
        return Fraction((2 * points * scale + 1).__floor__() // 2, scale)


@cache
def policy_of(year: int) -> ScoringPolicy:
    """计分办法 in force at the end of a year. Raises `ParameterError` where there is none.

    >>> policy_of(2024).weights["output"], policy_of(2024).costed["cost"]
    (Fraction(50, 1), Fraction(20, 1))
    """
    plain = {name: _points(name, year) for name in (EXECUTION, *_SECTIONS)}
    costed = plain
    if _has_costed(year):
        costed = {name: _points(f"{name}_costed", year) for name in (*plain, _COST)}
    return ScoringPolicy(
        year,
        plain,
        costed,
        tuple(_bands(year)),
        tuple(_grades(year)),
        _share("over_fulfilment_percent", year),
        _share("over_fulfilment_deduct_percent", year),
        _share("late_date_percent", year),
        parameter("points_places", year).value,
        Inapplicable(_choice("not_applicable", year)),
        Split(_choice("weight_split", year)),
    )


def section_of(level1: str, level2: str) -> str | None:
    """计分的部分: the section that an indicator's points come from, None where none.

    >>> section_of("产出", "数量指标"), section_of("", "社会效益"), section_of("成本指标", "")
    ('output', 'benefit', 'cost')
    """
    heading = heading_of(level1)
    if heading is None:
        above = headings_of(class_of(level2) or "")
        heading = next(iter(above)) if len(above) == 1 else None
    return _headings().get(heading or "")


def words_of(name: str, year: int) -> str:
    """What a choice of the policy says, as a Chinese clause."""
    return _row(name, year)["words"]


def _points(name: str, year: int) -> Fraction:
    return Fraction(parameter(f"evaluation_weight_{name}", year).value)


def _has_costed(year: int) -> bool:
    """The variant with cost indicators began later than the plain one."""
    try:
        parameter(f"evaluation_weight_{_COST}_costed", year)
    except ParameterError:
        return False
    return True


def _share(name: str, year: int) -> Fraction:
    return Fraction(parameter(name, year).value, 100)


def _bands(year: int) -> list[Band]:
    found = [
        Band(
            row["band"],
            row["title"],
            Fraction(int(row["low_percent"]), 100),
            Fraction(int(row["high_percent"]), 100),
        )
        for row in load("scoring_bands")
        if _holds(row, year)
    ]
    return sorted(found, key=lambda each: -each.low)


def _grades(year: int) -> list[tuple[str, Fraction]]:
    least = [("优", "grade_excellent"), ("良", "grade_good"), ("中", "grade_fair")]
    found = [(word, Fraction(parameter(name, year).value)) for word, name in least]
    return [*found, ("差", Fraction(0))]


def _choice(name: str, year: int) -> str:
    return _row(name, year)["value"]


def _row(name: str, year: int) -> Mapping[str, str]:
    return next(
        row for row in load("scoring_policies") if row["name"] == name and _holds(row, year)
    )


def _holds(row: Mapping[str, str], year: int) -> bool:
    day = datetime.date(year, 12, 31).isoformat()
    return row["from_date"] <= day and (not row["to_date"] or day <= row["to_date"])


@cache
def _headings() -> dict[str, str]:
    return {row["heading"]: row["section"] for row in load("evaluation_sections")}
