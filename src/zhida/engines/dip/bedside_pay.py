"""床旁试算 bedside pay: what one case counts and stands for, in plain numbers; as `case_scores` has it."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.engines.dip.case_scores import RATIO
from zhida.engines.dip.measured import COEFFICIENT, VALUE, Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.exact import round_half_up


@dataclass(frozen=True, slots=True)
class Pay:
    """试算结果: points are whole numbers at the measurement's places, `coefficient` in 1/10000.

    `standard_fen` is the cost that the standard points stand for at the measurement's point value;
    `lies` low, normal or high, "" where no cost is told; `fen` what the points stand for in money.
    """

    group_points: int
    coefficient: int
    standard_points: int
    standard_fen: int
    lies: str
    points: int
    fen: int


def pay(
    measured: Measured,
    code: str,
    policy: Policy,
    *,
    level: str = "",
    institution: str = "",
    cost_fen: int | None = None,
) -> Pay | None:
    """试算: a case of the group `code`, None where the group has no points. No auxiliary type is looked at.

    >>> from zhida.engines.dip.measured import Group
    >>> from zhida.engines.dip.policy import policy
    >>> import datetime
    >>> groups = {"JC1": Group("JC1", "急性阑尾炎", 800, 400000, 50)}
    >>> measured = Measured("", 0, 500000, 50000, groups, {"3": 12000})
    >>> found = pay(measured, "JC1", policy(datetime.date(2025, 1, 1)), level="3")
    >>> found.standard_points, found.fen
    (960, 480000)
    """
    group = measured.groups.get(code)
    if group is None:
        return None
    own = coefficient(measured, code, level, institution)
    points = standard = round_half_up(group.points * own, COEFFICIENT)
    scale = 10**measured.places * VALUE
    standard_fen = max(1, round_half_up(standard * measured.value, scale))
    lies = ""
    if cost_fen is not None:
        ratio = round_half_up(cost_fen * RATIO, standard_fen)
        beyond = ratio - (policy.high_percent - 100) * (RATIO // 100)
        lies = "normal"
        if ratio < policy.low_percent * (RATIO // 100):
            lies, points = "low", round_half_up(standard * ratio, RATIO)
        elif ratio > policy.high_percent * (RATIO // 100):
            lies = "high"
            if policy.high_cost == "over_score":
                points = round_half_up(standard * beyond, RATIO)
    fen = round_half_up(points * measured.value, scale)
    return Pay(group.points, own, standard, standard_fen, lies, points, fen)


def coefficient(measured: Measured, code: str, level: str, institution: str) -> int:
    """系数: the nearest of those of the group at the level, the institution, the level; in 1/10000."""
    further = measured.further
    if code in further.primary:
        return COEFFICIENT
    plain = code in further.conservative
    of_group = further.diseases.get(code, {}).get(level)
    if of_group is not None and not plain:
        return of_group
    basic = further.basic.get(institution)
    if basic is not None:
        return basic + (0 if plain else further.bonus.get(institution, 0))
    return measured.coefficients.get(level, COEFFICIENT)
