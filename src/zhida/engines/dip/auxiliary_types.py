"""辅助分型的类型 auxiliary types: which type of each family a case is of, asked as columns.

The families (severity of malignant and other diseases, age, comorbidity, days of intensive care)
and their types are rows of `dip_auxiliary_types`; in a family a case is of the first that fits.
The lists of diagnoses are files: comorbidity.csv (code, points) and severity.csv (code, class:
功能衰竭, 休克, 脓毒症, 重要器官病损, 感染, 重度, 中度). The official lists were not seen.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.data import load
from zhida.engines.dip.keys import dx_cell
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.signatures import engine_table, keep, with_dx_keys

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

OPTIONAL = {"died": "boolean", "days": "int64", "icu_days": "int64", "drug_fen": "int64",
            "treatment_fen": "int64"}  # fmt: skip
"""Columns that cases may lack: the types that need them then take none."""


SEVERITIES = ("功能衰竭", "休克", "脓毒症", "重要器官病损", "感染", "重度", "中度")
"""The classes of the severity list."""


@dataclass(frozen=True, slots=True)
class Type:
    """辅助分型类型: of a family; `measure` is what is asked, between `low` and `high`, both included.

    `classes` are those of the severity list; `scope` the principal diagnoses, after `!` all others.
    """

    family: str
    name: str
    title: str
    measure: str
    low: int | None
    high: int | None
    classes: tuple[str, ...]
    scope: str


@dataclass(frozen=True, slots=True)
class SeverityLists:
    """辅助分型字典: points of comorbidity and class of severity, by code, subcategory or category."""

    comorbidity: Mapping[str, int] = field(default_factory=dict)
    severity: Mapping[str, str] = field(default_factory=dict)


def types(on: datetime.date) -> tuple[Type, ...]:
    """辅助分型类型: those in force on a day, in the order in which they are asked.

    >>> [each.title for each in types(datetime.date(2026, 1, 1)) if each.family == "benign"]
    ['死亡', '重度', '中度', '轻度']
    """
    day = on.isoformat()
    return tuple(
        Type(
            row["family"], row["type"], row["title"], row["measure"],
            int(row["low"]) if row["low"] else None, int(row["high"]) if row["high"] else None,
            tuple(filter(None, row["classes"].split("|"))), row["scope"],
        )
        for row in load("dip_auxiliary_types")
        if row["from_date"] <= day <= (row["to_date"] or day)
    )  # fmt: skip


def typed(
    engine: Backend,
    grouped: ir.Table,
    known: tuple[Type, ...],
    lists: SeverityLists,
    means: Mapping[str, int],
    policy: Policy,
) -> ir.Table:
    """判型: of grouped core cases a row for each family that has a type for them: setl_id, code,
    year, cost_fen, `type` (its place in `known`).

    `means` is what the groups cost, in fen, against which a high cost is told.
    """
    cases = _facts(engine, grouped, lists, means)
    families: dict[str, list[tuple[int, Type]]] = {}
    for place, each in enumerate(known):
        families.setdefault(each.family, []).append((place, each))
    asked = [
        cases.select(
            "setl_id", "code", "year", "cost_fen",
            type=ibis.cases(*((_fits(cases, each, policy), place) for place, each in family),
                            else_=-1),
        )
        for family in families.values()
    ]  # fmt: skip
    every = ibis.union(*asked) if len(asked) > 1 else asked[0]
    return keep(engine, every.filter(every.type >= 0))


def _facts(
    engine: Backend, grouped: ir.Table, lists: SeverityLists, means: Mapping[str, int]
) -> ir.Table:
    """The core cases with what the types ask of them."""
    core = grouped.filter(~grouped.layer.isin(["MIXED", "UNGROUPED", "EXCLUDED"]))
    lacking = {name: ibis.null(kind) for name, kind in OPTIONAL.items() if name not in core.columns}
    core = core.mutate(**lacking)
    core = core.inner_join(
        engine_table(
            engine, {"code": list(means), "mean_fen": list(means.values())},
            {"code": "string", "mean_fen": "int64"},
        ),
        "code",
    )  # fmt: skip
    others = core.select("setl_id", "dx", other=core.secondary.unnest())
    others = keep(engine, others.filter(others.other != ""))
    keyed = keep(engine, with_dx_keys(others.select("setl_id", "other"), "other"))
    points = engine_table(
        engine,
        {"dx_key": list(lists.comorbidity), "points": list(lists.comorbidity.values())},
        {"dx_key": "string", "points": "int64"},
    )
    found = keyed.inner_join(points, "dx_key").group_by(["setl_id", "other"])
    each = found.agg(points=lambda table: table.points.max())
    cci = each.group_by("setl_id").agg(cci=each.points.sum().cast("int64"))
    classes = engine_table(
        engine,
        {"dx_key": list(lists.severity), "severity": list(lists.severity.values())},
        {"dx_key": "string", "severity": "string"},
    )
    listed = keyed.inner_join(classes, "dx_key").group_by("setl_id")
    listed = listed.agg(listed=lambda table: table.severity.collect())
    malignant = others.filter(
        others.other.re_search("^C[0-8][0-9]|^C9[0-7]")
        & (others.other.substr(0, 3) != others.dx.substr(0, 3))
    )
    malignant = malignant.select("setl_id").distinct().mutate(other_malignancy=True)
    for more in (cci, listed, malignant):
        core = core.left_join(more, "setl_id").drop("setl_id_right")
    return keep(
        engine,
        core.mutate(
            cci=core.cci.fill_null(0), other_malignancy=core.other_malignancy.fill_null(False)
        ),
    )


def _fits(cases: ir.Table, each: Type, policy: Policy) -> ir.BooleanValue:
    stayed = cases.days >= policy.auxiliary_days
    match each.measure:
        case "died":
            asked = cases.died
        case "treatment":
            asked = _costly(cases, cases.treatment_fen, policy)
        case "drugs":
            asked = _costly(cases, cases.drug_fen, policy)
        case "other_malignancy":
            asked = cases.other_malignancy & stayed
        case "listed":
            held = [cases.listed.contains(name) for name in each.classes]
            asked = ibis.or_(*held) & stayed
        case "rest":
            asked = ibis.literal(True)
        case _:
            value = cases[each.measure]
            asked = value >= (each.low or 0)
            if each.high is not None:
                asked &= value <= each.high
    return (asked & _in_scope(cases, each.scope)).fill_null(False)


def _costly(cases: ir.Table, part: ir.IntegerValue, policy: Policy) -> ir.BooleanValue:
    high = cases.cost_fen * 100 >= cases.mean_fen * policy.auxiliary_high_percent
    return high & (part * 100 >= cases.cost_fen * policy.auxiliary_share_percent)


def _in_scope(cases: ir.Table, scope: str) -> ir.BooleanValue:
    if scope == "*":
        return ibis.literal(True)
    inside = cases.dx.substr(0, 3).isin(dx_cell(scope.removeprefix("!")))
    return ~inside if scope.startswith("!") else inside
