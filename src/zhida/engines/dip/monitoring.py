"""监测 monitoring: the measures of disease payment, over scored cases, of the pools and of institutions.

A measure is a fraction: a whole numerator and a whole denominator, so that what is shown can be
computed again, and institutions' figures add up to their pool's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.flow import Flow, Step
from zhida.engines.dip.flow_year import value_of
from zhida.engines.dip.measured import Measured
from zhida.engines.dip.notation import fen_column
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.result_columns import MEASURES, SETTLED
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.errors import EngineError
from zhida.engines.exact import half_up, round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

INDEX = 10_000
"""An index of 1: a case that costs, or lies, as its group does on average."""

_OF_CASES = ("cmi", "cost_index", "time_index")
"""Indices whose numerator is a sum over cases of ten-thousandths."""

DEATH = "5"
"""dscg_way of who died (离院方式)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """监测指标值: `institution` is "" for the whole pool; indices of cases are in 1/10000 over cases."""

    pool: str
    institution: str
    name: str
    numerator: int
    denominator: int

    @property
    def value(self) -> int:
        """值: in 1/10000, rounded half up; indices are in 1/10000 already."""
        scale = 1 if self.name in _OF_CASES else INDEX
        return round_half_up(self.numerator * scale, self.denominator)


def monitor(
    engine: Backend,
    scored: ir.Table,
    measured: Measured,
    policy: Policy,
    lists: ir.Table | None = None,
    flows: Sequence[Flow] = (),
) -> tuple[Measure, ...]:
    """监测: every measure whose fields are there, of each pool and each of its institutions.

    `scored` are one year's cases with their points; `lists` the settlement lists that they came
    from (`reading.read`), for stays, readmissions, deaths and what patients paid: without them
    those measures are left out. A measure without a single case is left out too. `flows` that are
    settled add what their year came to (`settled_measures`).
    """
    cases = _with_indices(engine, scored, measured)
    names = ["grouped", "core", "mixed", "cmi", "cost_index", "low", "high", "fund_ratio"]
    if lists is not None:
        told = _with_lists(engine, cases, lists, policy)
        if told.count().to_pyarrow().as_py() != cases.count().to_pyarrow().as_py():
            raise EngineError("分组的病例有的不在给出的清单里。请给出分组所据的全部结算清单")
        cases = told
        names += [name for name in MEASURES if name not in (*names, *SETTLED)]
    found = settled_measures(engine, scored, measured, flows)
    for keys in (["pool"], ["pool", "fixmedins_code"]):
        summed = cases.group_by(keys).agg(
            **{f"{name}_over": total(_over(cases, name)) for name in names},
            **{f"{name}_under": total(_under(cases, name)) for name in names},
        )
        for row in engine.to_pyarrow(summed.order_by(keys)).to_pylist():
            found += [
                Measure(row["pool"], row.get("fixmedins_code", ""), name,
                        row[f"{name}_over"], row[f"{name}_under"])
                for name in names if row[f"{name}_under"]
            ]  # fmt: skip
    order = list(MEASURES)
    return tuple(
        sorted(found, key=lambda each: (each.pool, each.institution, order.index(each.name)))
    )


def settled_measures(
    engine: Backend, scored: ir.Table, measured: Measured, flows: Sequence[Flow]
) -> list[Measure]:
    """清算以后: parts of the fund against what was booked item by item, of settled flows.

    `pay_ratio` is the part ÷ the booked fund amount; `surplus` the institutions whose part isn't
    below it; `value_ratio` the part ÷ what the points come to by the value of the year's start
    (points × fund ratio × value), all kinds of insurance together.
    """
    if not flows:
        return []
    summed = scored.group_by(["pool", "insutype", "fixmedins_code"]).agg(
        points=total(scored.points), cost=total(scored.cost_fen), fund=total(scored.fund_fen)
    )
    rows = {
        (row["pool"], row["insutype"], row["fixmedins_code"]): row
        for row in engine.to_pyarrow(summed).to_pylist()
    }
    sums: dict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
    for flow in flows:
        start = value_of(flow, measured) / 10**measured.places
        for part in (part for taken in flow.taken if taken.step is Step.SETTLED
                     for part in taken.parts):  # fmt: skip
            row = rows.get((flow.pool, flow.insutype, part.institution))
            if row is None or not row["cost"]:
                continue
            by_start = start * row["points"] * Fraction(row["fund"], row["cost"])
            sum_ = sums[flow.pool, part.institution]
            sum_[:] = [sum_[0] + part.gross_fen, sum_[1] + row["fund"], sum_[2] + by_start]
    return [
        Measure(pool, institution, *each)
        for pool in sorted({pool for pool, _ in sums})
        for institution, each in _settled(
            {code: sum_ for (of, code), sum_ in sums.items() if of == pool}
        )
    ]


def _settled(sums: Mapping[str, Sequence[Fraction]]) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """The measures of each institution of a pool, and of all together ("")."""
    together = [sum((each[at] for each in sums.values()), Fraction(0)) for at in range(3)]
    kept = {code: int(gross >= booked) for code, (gross, booked, _) in sums.items()}
    for code, (gross, booked, by_start) in {"": together, **sums}.items():
        if booked:
            yield code, ("pay_ratio", int(gross), int(booked))
        one = (kept[code], 1) if code else (sum(kept.values()), len(kept))
        yield code, ("surplus", *one)
        if half := round_half_up(by_start.numerator, by_start.denominator):
            yield code, ("value_ratio", int(gross), half)


def variation(engine: Backend, scored: ir.Table) -> dict[str, tuple[int, int, int]]:
    """变异系数: by pool, groups of more than one case with CV below 0.5, in between, and above 1.

    CV² = (n Σc² − (Σc)²) ÷ (Σc)², with the variance over n; compared without a root.
    """
    grouped = scored.filter(scored.code != "")
    sums = grouped.group_by(["pool", "code"]).agg(
        cases=grouped.count(),
        cost=grouped.cost_fen.sum().cast("decimal(38,0)"),
        squares=(grouped.cost_fen.cast("decimal(19,0)") * grouped.cost_fen.cast("decimal(19,0)"))
        .sum()
        .cast("decimal(38,0)"),
    )
    found: dict[str, tuple[int, int, int]] = {}
    for row in engine.to_pyarrow(sums.order_by("pool", "code")).to_pylist():
        if row["cases"] < 2:
            continue
        cost, squares = int(row["cost"]), int(row["squares"])
        spread = row["cases"] * squares - cost * cost
        narrow, middle, wide = found.get(row["pool"], (0, 0, 0))
        if 4 * spread < cost * cost:
            narrow += 1
        elif spread > cost * cost:
            wide += 1
        else:
            middle += 1
        found[row["pool"]] = (narrow, middle, wide)
    return found


def _with_indices(engine: Backend, scored: ir.Table, measured: Measured) -> ir.Table:
    """Each case with its cost against the mean of its group in the pool, and its group's points."""
    groups = engine_table(
        engine,
        {"code": list(measured.groups),
         "weight": [each.points for each in measured.groups.values()]},
        {"code": "string", "weight": "int64"},
    )  # fmt: skip
    means = scored.group_by(["pool", "code"]).agg(
        together=scored.count(), group_cost=total(scored.cost_fen)
    )
    means = means.mutate(group_mean=ibis.greatest(half_up(means.group_cost, means.together), 1))
    table = scored.left_join(groups, "code").drop("code_right")
    table = table.inner_join(means, ["pool", "code"])
    table = table.select([name for name in table.columns if not name.endswith("_right")])
    scale = 1000 * 10**measured.places
    return keep(
        engine,
        table.mutate(
            cost_index_case=half_up(table.cost_fen * INDEX, table.group_mean),
            cmi_case=half_up(table.weight.fill_null(0) * INDEX, scale),
        ),
    )


def _with_lists(engine: Backend, cases: ir.Table, lists: ir.Table, policy: Policy) -> ir.Table:
    """Each case with its person, days and what the person paid; the way back after a discharge."""
    fields = lists.select("setl_id", "psn_no", "adm_time", "dscg_time", "dscg_way", "dcla_time",
                          "psn_selfpay", "psn_ownpay")  # fmt: skip
    latest = fields.mutate(
        place=ibis.row_number().over(
            group_by=fields.setl_id, order_by=[fields.dcla_time.desc(), fields.adm_time]
        )
    )
    latest = latest.filter(latest.place == 0).drop("place", "dcla_time")
    table = cases.inner_join(latest, "setl_id")
    table = table.mutate(
        admitted=table.adm_time.substr(0, 10).cast("date"),
        left=table.dscg_time.substr(0, 10).cast("date"),
        died=ibis.ifelse(table.dscg_way.fill_null("") == DEATH, 1, 0),
        own_fen=fen_column(table.psn_ownpay, signed=True).fill_null(0),
        self_fen=fen_column(table.psn_selfpay, signed=True).fill_null(0),
    )
    stay = table.left.delta(table.admitted, unit="day").cast("int64")
    table = table.mutate(days=ibis.greatest(stay, 1))
    within = ibis.window(
        group_by=table.psn_no, order_by=[table.admitted, table.left, table.setl_id]
    )
    coming = table.admitted.lead().over(within)
    gap = ibis.ifelse(
        table.psn_no.fill_null("") == "",
        ibis.null("int64"),
        coming.delta(table.left, unit="day").cast("int64"),
    )
    table = keep(engine, table.mutate(gap=gap))
    groups = table.group_by(["pool", "code"]).agg(
        stays=table.count(), all_days=total(table.days), all_died=total(table.died)
    )
    table = table.inner_join(groups, ["pool", "code"])
    table = table.select([name for name in table.columns if not name.endswith("_right")])
    return keep(
        engine,
        table.mutate(
            time_index_case=half_up(table.days * table.stays * INDEX, table.all_days),
            long_stay=table.days > policy.long_stay_days,
            low_risk=(table.code != "")
            & (table.all_died * 1000 <= table.stays * policy.low_risk_permille),
        ),
    )


def _over(cases: ir.Table, name: str) -> ir.IntegerValue:
    if name in _OF_CASES:
        return ibis.ifelse(cases.code != "", cases[f"{name}_case"], 0)
    if name in ("fund_ratio", "own_pay", "self_pay"):
        return cases[{"fund_ratio": "fund_fen", "own_pay": "own_fen", "self_pay": "self_fen"}[name]]
    truth = {
        "grouped": lambda: cases.code != "",
        "core": lambda: cases.layer.isin(["PRE", "MERGED", "DX_AIDED", "BASIC"]),
        "mixed": lambda: cases.layer == "MIXED",
        "low": lambda: cases.lies == "low",
        "high": lambda: cases.lies == "high",
        "deaths": lambda: cases.died == 1,
        "low_risk_deaths": lambda: (cases.died == 1) & cases.low_risk,
        "readmitted_14": lambda: (cases.gap >= 0) & (cases.gap <= 14),
        "readmitted_30": lambda: (cases.gap >= 0) & (cases.gap <= 30),
        "split": lambda: cases.gap == 0,
        "long_stay": lambda: cases.long_stay,
    }[name]()
    return ibis.ifelse(truth.fill_null(False), 1, 0)


def _under(cases: ir.Table, name: str) -> ir.IntegerValue:
    if name in (*_OF_CASES, "core", "mixed"):
        return ibis.ifelse(cases.code != "", 1, 0)
    if name in ("fund_ratio", "own_pay", "self_pay"):
        return cases.cost_fen
    if name == "low_risk_deaths":
        return ibis.ifelse(cases.low_risk, 1, 0)
    return ibis.literal(1, type="int64") + cases.cost_fen * 0
