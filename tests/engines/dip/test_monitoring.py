"""监测: every measure as counted one case after the other."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from zhida.engines.dip.flow import Flow, Part, Step, Taken, begin
from zhida.engines.dip.measured import Group, Measured
from zhida.engines.dip.monitoring import Measure, monitor, variation
from zhida.engines.dip.policy import policy
from zhida.engines.dip.result_columns import SETTLED

MEASURED = Measured(
    directory="f" * 64, places=0, base_fen=1000, value=100,
    groups={"A": Group("A", "甲", 500, 500, 9), "B": Group("B", "乙", 2000, 2000, 9)},
    coefficients={},
)  # fmt: skip
POLICY = policy(datetime.date(2026, 1, 1))
LAYERS = {"A": "BASIC", "B": "MIXED", "": "UNGROUPED"}
CASE = st.tuples(
    st.sampled_from(["A", "B", ""]),
    st.sampled_from(["H1", "H2"]),
    st.integers(1, 10**6),
    st.sampled_from(["low", "normal", "high"]),
    st.sampled_from(["P1", "P2", "P3", None]),
    st.integers(0, 90),
    st.integers(0, 70),
    st.sampled_from(["1", "5"]),
)


def rows_of(drawn: list[tuple[Any, ...]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Scored cases, and their lists with an older upload of each that must not count."""
    cases, lists = [], []
    for at, (code, hospital, cost, lies, person, start, stay, way) in enumerate(drawn):
        admitted = datetime.date(2025, 1, 1) + datetime.timedelta(days=start)
        cases.append({"setl_id": f"{at:03d}", "code": code, "layer": LAYERS[code], "lies": lies,
                      "pool": "6501", "fixmedins_code": hospital, "cost_fen": cost,
                      "fund_fen": cost // 2, "points": 1})  # fmt: skip
        new = {"setl_id": f"{at:03d}", "psn_no": person, "adm_time": f"{admitted} 08:00:00",
               "dscg_time": f"{admitted + datetime.timedelta(days=stay)} 09:00:00",
               "dscg_way": way, "dcla_time": "2025-12-01", "psn_selfpay": "1.05",
               "psn_ownpay": None}  # fmt: skip
        lists += [new, new | {"dscg_way": "5", "dcla_time": "2025-11-01", "psn_ownpay": "9"}]
    return cases, lists


def by_hand(cases: list[dict[str, Any]], lists: list[dict[str, Any]]) -> dict[str, Fraction]:
    """The pool's measures, plain and slow."""
    stays = {each["setl_id"]: each for each in lists if each["dcla_time"] == "2025-12-01"}

    def day(case: dict[str, Any], name: str) -> datetime.date:
        return datetime.date.fromisoformat(stays[case["setl_id"]][name][:10])

    costs, days, died = defaultdict(list), defaultdict(list), defaultdict(list)
    length = {c["setl_id"]: max(1, (day(c, "dscg_time") - day(c, "adm_time")).days) for c in cases}
    dead = {c["setl_id"]: stays[c["setl_id"]]["dscg_way"] == "5" for c in cases}
    for case in cases:
        costs[case["code"]].append(case["cost_fen"])
        days[case["code"]].append(length[case["setl_id"]])
        died[case["code"]].append(dead[case["setl_id"]])

    def half_up(over: int, under: int) -> int:
        return (2 * over + under) // (2 * under)

    grouped = [case for case in cases if case["code"]]
    gaps = {}
    for case in cases:
        person = stays[case["setl_id"]]["psn_no"]
        same = sorted(
            (other for other in cases if stays[other["setl_id"]]["psn_no"] == person and person),
            key=lambda each: (day(each, "adm_time"), day(each, "dscg_time"), each["setl_id"]),
        )
        after = [same[i + 1] for i, each in enumerate(same[:-1]) if each is case]
        gaps[case["setl_id"]] = (
            (day(after[0], "adm_time") - day(case, "dscg_time")).days if after else -1
        )
    cost_index = sum(
        half_up(
            c["cost_fen"] * 10_000, max(1, half_up(sum(costs[c["code"]]), len(costs[c["code"]])))
        )
        for c in grouped
    )
    time_index = sum(
        half_up(length[c["setl_id"]] * len(days[c["code"]]) * 10_000, sum(days[c["code"]]))
        for c in grouped
    )
    calm = [c for c in grouped if sum(died[c["code"]]) * 1000 <= len(died[c["code"]])]
    whole, cost = len(cases), sum(c["cost_fen"] for c in cases)
    found = {
        "grouped": Fraction(len(grouped), whole),
        "low": Fraction(sum(c["lies"] == "low" for c in cases), whole),
        "high": Fraction(sum(c["lies"] == "high" for c in cases), whole),
        "fund_ratio": Fraction(sum(c["fund_fen"] for c in cases), cost),
        "own_pay": Fraction(0),
        "self_pay": Fraction(105 * whole, cost),
        "deaths": Fraction(sum(dead.values()), whole),
        "readmitted_14": Fraction(sum(0 <= gap <= 14 for gap in gaps.values()), whole),
        "readmitted_30": Fraction(sum(0 <= gap <= 30 for gap in gaps.values()), whole),
        "split": Fraction(sum(gap == 0 for gap in gaps.values()), whole),
        "long_stay": Fraction(sum(each > 60 for each in length.values()), whole),
    }
    if grouped:
        weights = {"A": 5000, "B": 20000}
        found |= {
            "core": Fraction(sum(c["code"] == "A" for c in grouped), len(grouped)),
            "mixed": Fraction(sum(c["code"] == "B" for c in grouped), len(grouped)),
            "cmi": Fraction(sum(weights[c["code"]] for c in grouped), len(grouped)),
            "cost_index": Fraction(cost_index, len(grouped)),
            "time_index": Fraction(time_index, len(grouped)),
        }
    if calm:
        found["low_risk_deaths"] = Fraction(sum(dead[c["setl_id"]] for c in calm), len(calm))
    return found


def measured_of(
    engine: Backend, cases: list[dict[str, Any]], lists: list[dict[str, Any]] | None
) -> tuple[Measure, ...]:
    """What the engine says."""

    def table(rows: list[dict[str, Any]], schema: Any = None) -> Any:
        return engine.create_table(
            ibis.util.gen_name("test"), pa.Table.from_pylist(rows, schema), temp=True
        )

    names = ("setl_id", "psn_no", "adm_time", "dscg_time", "dscg_way", "dcla_time",
             "psn_selfpay", "psn_ownpay")  # fmt: skip
    texts = pa.schema([(name, pa.string()) for name in names])
    return monitor(engine, table(cases), MEASURED, POLICY, table(lists, texts) if lists else None)


@settings(max_examples=8, deadline=None)
@given(st.lists(CASE, min_size=1, max_size=40))
def test_measures_are_those_counted_by_hand(engine: Backend, drawn: list[tuple[Any, ...]]) -> None:
    """And institutions' numerators and denominators add up to the pool's."""
    cases, lists = rows_of(drawn)
    found = measured_of(engine, cases, lists)
    pool = {each.name: each for each in found if not each.institution}
    assert {name: Fraction(m.numerator, m.denominator) for name, m in pool.items()} == by_hand(
        cases, lists
    )
    for name, measure in pool.items():
        parts = [each for each in found if each.institution and each.name == name]
        assert sum(each.numerator for each in parts) == measure.numerator
        assert sum(each.denominator for each in parts) == measure.denominator


def test_without_lists_what_they_tell_is_left_out(engine: Backend) -> None:
    cases, _ = rows_of([("A", "H1", 100, "low", "P1", 0, 3, "1")])
    names = {each.name for each in measured_of(engine, cases, None)}
    assert "cmi" in names
    assert not names & {"deaths", "readmitted_30", "time_index", "own_pay"}


def test_groups_are_counted_by_how_far_their_costs_lie_apart(engine: Backend) -> None:
    """甲: 100, 100, 101; 乙: 1, 1, 1, 1000, whose spread is wider than their mean."""
    drawn = [("A", "H1", cost, "low", None, 0, 1, "1") for cost in (100, 100, 101)]
    drawn += [("B", "H1", cost, "low", None, 0, 1, "1") for cost in (1, 1, 1, 1000)]
    cases, _ = rows_of(drawn)
    table = engine.create_table(ibis.util.gen_name("test"), pa.Table.from_pylist(cases), temp=True)
    assert variation(engine, table) == {"6501": (1, 0, 1)}


def test_a_settled_year_is_held_against_what_was_booked_and_the_value_of_its_start(
    engine: Backend,
) -> None:
    scored = ibis.memtable(pa.table({
        "setl_id": ["1", "2", "3"], "code": ["A", "A", "B"], "layer": ["BASIC", "BASIC", "MIXED"],
        "lies": ["normal"] * 3, "pool": ["6501"] * 3, "insutype": ["310", "310", "390"],
        "fixmedins_code": ["H1", "H2", "H1"], "cost_fen": [1000, 1000, 400],
        "fund_fen": [600, 800, 200], "points": [10, 10, 5],
    }))  # fmt: skip
    flows = [
        _settled_flow("310", {"H1": 700, "H2": 700}),
        _settled_flow("390", {"H1": 150}),
    ]
    found = {
        (each.institution, each.name): (each.numerator, each.denominator)
        for each in monitor(engine, scored, MEASURED, POLICY, flows=flows)
        if each.name in SETTLED
    }
    assert found["H1", "pay_ratio"] == (850, 800)
    assert found["H2", "pay_ratio"] == (700, 800)
    assert found["", "pay_ratio"] == (1550, 1600)
    assert [found[code, "surplus"] for code in ("H1", "H2", "")] == [(1, 1), (0, 1), (1, 2)]
    # 50 fen a point: 10 × 50 × 600 ÷ 1000 + 10 × 50 × 800 ÷ 1000 + 5 × 50 × 200 ÷ 400
    assert found["", "value_ratio"] == (1550, 300 + 400 + 125)


def _settled_flow(insutype: str, gross: dict[str, int]) -> Flow:
    begun = begin("6501", insutype, 2025, sum(gross.values()), {}, Fraction(50))
    parts = tuple(Part(code, gross_fen=fen) for code, fen in gross.items())
    return replace(begun, taken=(*begun.taken, Taken(Step.SETTLED, 1, parts, {}, begun.head)))
