"""政策 policy: every choice that the specification leaves open, by name, dated, with its source."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeVar

from zhida.data import load
from zhida.engines.errors import EngineError


@dataclass(frozen=True, slots=True)
class Policy:
    """政策: the choices in force; see `dip_policies.csv` for what each means and rests on.

    `year_weights` run from the oldest year to the newest. Amounts are in fen.
    """

    max_case_cost_fen: int
    conservative_classes: tuple[int, ...]
    main_from: Literal["any", "flagged"]
    tie: Literal["specificity", "sequence"]
    threshold: int
    threshold_basis: Literal["total", "annual_mean"]
    related_min_percent: int
    trim_permille: int
    trim_min_cases: int
    year_weights: tuple[int, ...]
    mean_of_years: Literal["yearly_means", "pooled"]
    score_base: Literal["average_cost", "reference_group", "fixed_quota"]
    score_places: int
    coefficient: Literal["level", "disease", "none"]
    coefficient_min_cases: int
    low_percent: int
    high_percent: int
    high_cost: Literal["over_score", "standard"]
    ungrouped_percent: int
    deposit_percent: int
    budget_method: Literal["growth", "item_deduction", "last_year_share"]
    value_region: Literal["trim", "one_dimension", "two_dimension"]
    rate_kind: Literal["floating", "fixed", "elastic"]
    elastic_base_percent: int
    prepay_percent: int
    advance_months: int
    advance_min_months: int
    special_permille: int
    special_cost_percent: int
    special_days: int
    surplus_bands: tuple[tuple[int, int], ...]
    overrun_bands: tuple[tuple[int, int], ...]
    long_stay_days: int
    low_risk_permille: int
    drg_unrelated: Literal["before_medical", "after_medical"]
    upload_days: int
    timely_percent: int
    threshold_by: Literal["count", "coverage"]
    cv_basis: Literal["population", "sample"]
    primary_levels: tuple[str, ...]
    score_cut: Literal["held", "allowed"]
    coverage_percent: int
    lowered_threshold: int
    lowered_cv_percent: int
    mixed_cv_percent: int
    primary_share_percent: int
    primary_cv_percent: int
    disease_coefficient_min_cases: int
    disease_coefficient_min_percent: int
    auxiliary_group_cases: int
    auxiliary_type_cases: int
    auxiliary_cv_percent: int
    auxiliary_fall_percent: int
    auxiliary_icu_fall_percent: int
    auxiliary_high_percent: int
    auxiliary_share_percent: int
    auxiliary_days: int


def policy(on: datetime.date, changed: Mapping[str, str] | None = None) -> Policy:
    """政策: what is in force on a day, but for what a place has changed, by the names of the table.

    Raises EngineError naming a policy that isn't there or a value that it can't have.

    >>> policy(datetime.date(2025, 1, 1)).year_weights
    (1, 2, 7)
    >>> policy(datetime.date(2025, 1, 1), {"threshold": "50"}).threshold
    50
    >>> policy(datetime.date(2025, 1, 1), {"tie": "dice"})
    Traceback (most recent call last):
      ...
    zhida.engines.errors.EngineError: 政策tie（同样符合的病种取哪一个）不能是“dice”，只能是specificity、sequence
    """
    rows = {row["name"]: row for row in load("dip_policies") if _holds(row, on)}
    changed = changed or {}
    if unknown := set(changed) - set(rows):
        name = min(unknown)
        near = get_close_matches(name, rows, n=1, cutoff=0.5)
        raise EngineError(
            f"没有名为“{name}”的政策，"
            + (f"最接近的是{near[0]}。" if near else "")
            + "各项政策见数据表dip_policies"
        )
    said = {name: _said(row, changed.get(name, row["value"])) for name, row in rows.items()}
    number = {name: _whole(rows[name], said[name]) for name in _NUMBERS}
    return Policy(
        max_case_cost_fen=number["max_case_cost"] * 100,
        conservative_classes=tuple(int(each) for each in said["conservative_classes"].split("|")),
        main_from="flagged" if said["main_from"] == "flagged" else "any",
        tie="sequence" if said["tie"] == "sequence" else "specificity",
        threshold=number["threshold"],
        threshold_basis="annual_mean" if said["threshold_basis"] == "annual_mean" else "total",
        related_min_percent=number["related_min_percent"],
        trim_permille=number["trim_permille"],
        trim_min_cases=number["trim_min_cases"],
        year_weights=tuple(
            _whole(rows["year_weights"], each) for each in said["year_weights"].split(":")
        ),
        mean_of_years="pooled" if said["mean_of_years"] == "pooled" else "yearly_means",
        score_base=_score_base(said["score_base"]),
        score_places=number["score_places"],
        coefficient=_one_of(said["coefficient"], "level", "disease", "none"),
        coefficient_min_cases=number["coefficient_min_cases"],
        low_percent=number["low_percent"],
        high_percent=number["high_percent"],
        high_cost="standard" if said["high_cost"] == "standard" else "over_score",
        ungrouped_percent=number["ungrouped_percent"],
        deposit_percent=number["deposit_percent"],
        budget_method=_one_of(said["budget_method"], "growth", "item_deduction", "last_year_share"),
        value_region=_one_of(said["value_region"], "trim", "one_dimension", "two_dimension"),
        rate_kind=_one_of(said["rate_kind"], "floating", "fixed", "elastic"),
        elastic_base_percent=number["elastic_base_percent"],
        prepay_percent=number["prepay_percent"],
        advance_months=number["advance_months"],
        advance_min_months=number["advance_min_months"],
        special_permille=number["special_permille"],
        special_cost_percent=number["special_cost_percent"],
        special_days=number["special_days"],
        surplus_bands=_bands(rows["surplus_bands"], said["surplus_bands"]),
        overrun_bands=_bands(rows["overrun_bands"], said["overrun_bands"]),
        long_stay_days=number["long_stay_days"],
        low_risk_permille=number["low_risk_permille"],
        drg_unrelated=(
            "after_medical" if said["drg_unrelated"] == "after_medical" else "before_medical"
        ),
        upload_days=number["upload_days"],
        timely_percent=number["timely_percent"],
        threshold_by=_one_of(said["threshold_by"], "count", "coverage"),
        cv_basis=_one_of(said["cv_basis"], "population", "sample"),
        primary_levels=tuple(said["primary_levels"].split("|")),
        score_cut=_one_of(said["score_cut"], "held", "allowed"),
        coverage_percent=number["coverage_percent"],
        lowered_threshold=number["lowered_threshold"],
        lowered_cv_percent=number["lowered_cv_percent"],
        mixed_cv_percent=number["mixed_cv_percent"],
        primary_share_percent=number["primary_share_percent"],
        primary_cv_percent=number["primary_cv_percent"],
        disease_coefficient_min_cases=number["disease_coefficient_min_cases"],
        disease_coefficient_min_percent=number["disease_coefficient_min_percent"],
        auxiliary_group_cases=number["auxiliary_group_cases"],
        auxiliary_type_cases=number["auxiliary_type_cases"],
        auxiliary_cv_percent=number["auxiliary_cv_percent"],
        auxiliary_fall_percent=number["auxiliary_fall_percent"],
        auxiliary_icu_fall_percent=number["auxiliary_icu_fall_percent"],
        auxiliary_high_percent=number["auxiliary_high_percent"],
        auxiliary_share_percent=number["auxiliary_share_percent"],
        auxiliary_days=number["auxiliary_days"],
    )


_NUMBERS = (
    "max_case_cost",
    "threshold",
    "related_min_percent",
    "trim_permille",
    "trim_min_cases",
    "score_places",
    "coefficient_min_cases",
    "low_percent",
    "high_percent",
    "ungrouped_percent",
    "deposit_percent",
    "elastic_base_percent",
    "prepay_percent",
    "advance_months",
    "advance_min_months",
    "special_permille",
    "special_cost_percent",
    "special_days",
    "long_stay_days",
    "low_risk_permille",
    "upload_days",
    "timely_percent",
    "coverage_percent",
    "lowered_threshold",
    "lowered_cv_percent",
    "mixed_cv_percent",
    "primary_share_percent",
    "primary_cv_percent",
    "disease_coefficient_min_cases",
    "disease_coefficient_min_percent",
    "auxiliary_group_cases",
    "auxiliary_type_cases",
    "auxiliary_cv_percent",
    "auxiliary_fall_percent",
    "auxiliary_icu_fall_percent",
    "auxiliary_high_percent",
    "auxiliary_share_percent",
    "auxiliary_days",
)
_SEVERAL = ("conservative_classes", "primary_levels")
_LOWEST = {"threshold": 1, "lowered_threshold": 1, "year_weights": 1, "coverage_percent": 1}
_HIGHEST = {
    "max_case_cost": 100_000_000,
    "trim_permille": 499,
    "year_weights": 1000,
    "low_percent": 100,
    "high_percent": 1000,
    "ungrouped_percent": 100,
    "deposit_percent": 10,
    "prepay_percent": 100,
    "advance_months": 3,
    "advance_min_months": 120,
    "special_permille": 50,
    "special_cost_percent": 1000,
    "special_days": 366,
    "surplus_bands": 1000,
    "overrun_bands": 1000,
    "upload_days": 366,
    "timely_percent": 100,
    "coverage_percent": 100,
    "primary_share_percent": 100,
    "auxiliary_fall_percent": 100,
    "auxiliary_icu_fall_percent": 100,
    "auxiliary_share_percent": 100,
}


def _holds(row: Mapping[str, str], on: datetime.date) -> bool:
    day = on.isoformat()
    return row["from_date"] <= day <= (row["to_date"] or day)


def _said(row: Mapping[str, str], value: str) -> str:
    """The value, if the row allows it; several are joined by | where choices are numbers."""
    choices = row["choices"].split("|") if row["choices"] else []
    parts = value.split("|") if row["name"] in _SEVERAL else [value]
    if choices and not set(parts) <= set(choices):
        allowed = "、".join(choices)
        raise EngineError(f"政策{row['name']}（{row['title']}）不能是“{value}”，只能是{allowed}")
    return value


def _whole(row: Mapping[str, str], value: str) -> int:
    lowest, highest = _LOWEST.get(row["name"], 0), _HIGHEST.get(row["name"], 10**6)
    if not re.fullmatch(r"[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
        raise EngineError(
            f"政策{row['name']}（{row['title']}）不能是“{value}”，应为{lowest}到{highest}的整数"
        )
    return int(value)


_Choice = TypeVar("_Choice", bound=str)


def _one_of(value: str, *choices: _Choice) -> _Choice:
    """The choice of that name; the first where there is none (the row was asked before)."""
    return next((each for each in choices if each == value), choices[0])


def _bands(row: Mapping[str, str], value: str) -> tuple[tuple[int, int], ...]:
    """Bands as 10:100/100:50, their upper ends rising."""
    bands = []
    for band in value.split("/"):
        upper, colon, share = band.partition(":")
        if colon:
            bands.append((_whole(row, upper), _whole(row, share)))
        if not colon or bands[-1][1] > 100 or (len(bands) > 1 and bands[-2][0] >= bands[-1][0]):
            raise EngineError(
                f"政策{row['name']}（{row['title']}）不能是“{value}”，应写作10:100/100:50"
            )
    return tuple(bands)


def _score_base(value: str) -> Literal["average_cost", "reference_group", "fixed_quota"]:
    if value == "reference_group":
        return "reference_group"
    return "fixed_quota" if value == "fixed_quota" else "average_cost"
