"""清算: case scores as by hand, payouts that sum to the pool to the fen, whatever the points."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.engines.dip import reference

from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.measured import Group, Measured, measured_text, read_measured
from zhida.engines.dip.policy import Policy, policy
from zhida.engines.dip.settlement import Account, settle
from zhida.engines.errors import EngineError

DAY = datetime.date(2026, 1, 1)
POLICY = policy(DAY)
# A point is 10 yuan; JC1 counts 500 points, so 5,000 yuan; third-level hospitals a fifth more.
MEASURED = Measured(
    directory="f" * 64, places=4, base_fen=1_000_000, value=100_000,
    groups={"JC1": Group("JC1", "阑尾炎", 5_000_000, 500_000, 20)},
    coefficients={"3": 12_000},
)  # fmt: skip


def case(cost_fen: int, **more: Any) -> dict[str, Any]:
    """A grouped case."""
    return {"setl_id": "1", "code": "JC1", "hi_setl_lv": "2", "pool": "6501", "insutype": "310",
            "fixmedins_code": "H1", "cost_fen": cost_fen, "fund_fen": cost_fen * 7 // 10} | more  # fmt: skip


def table(engine: Backend, cases: list[dict[str, Any]]) -> Any:
    """As the engine's table."""
    return engine.create_table(ibis.util.gen_name("test"), pa.Table.from_pylist(cases), temp=True)


def scored(engine: Backend, cases: list[dict[str, Any]], policy: Policy = POLICY) -> list[Any]:
    """Points and where the cost lies, in the order of setl_id."""
    found = score_cases(engine, table(engine, cases), MEASURED, policy)
    rows = engine.to_pyarrow(found.order_by("setl_id")).to_pylist()
    return [(row["points"], row["lies"]) for row in rows]


@pytest.mark.parametrize(
    ("cost_yuan", "level", "points", "lies"),
    [
        (5_000, "2", 500, "normal"),
        (5_000, "3", 600, "normal"),  # a third-level hospital's coefficient
        (2_500, "2", 500, "normal"),  # half of the standard isn't below half
        (2_000, "2", 200, "low"),  # what it cost
        (10_000, "2", 500, "normal"),  # twice the standard isn't above
        (15_000, "2", 1_000, "high"),  # 15000 ÷ 5000 − 1 = 2 times the points
    ],
)
def test_a_case_counts_by_its_cost(
    engine: Backend, cost_yuan: int, level: str, points: int, lies: str
) -> None:
    found = scored(engine, [case(cost_yuan * 100, hi_setl_lv=level)])
    assert found == [(points * 10**4, lies)]


def test_an_ungrouped_case_counts_less_than_it_cost(engine: Backend) -> None:
    """5,000 yuan are 500 points at 10 yuan; 70 % of them."""
    assert scored(engine, [case(500_000, code="")]) == [(350 * 10**4, "ungrouped")]


def test_dear_cases_may_be_left_to_single_review(engine: Backend) -> None:
    chosen = policy(DAY, {"high_cost": "standard"})
    assert scored(engine, [case(1_500_000)], chosen) == [(500 * 10**4, "high")]


@settings(max_examples=5, deadline=None)
@given(
    costs=st.lists(
        st.tuples(st.integers(1, 10**10), st.sampled_from(["1", "3", "9"]), st.sampled_from(["JC1", ""])),
        min_size=1, max_size=60),
    low=st.integers(1, 100), high=st.integers(100, 1000),
)  # fmt: skip
def test_points_of_cases_are_those_computed_by_hand(
    engine: Backend, costs: list[tuple[int, str, str]], low: int, high: int
) -> None:
    chosen = policy(DAY, {"low_percent": str(low), "high_percent": str(high)})
    cases = [case(cost, setl_id=f"{at:03d}", hi_setl_lv=level, code=code)
             for at, (cost, level, code) in enumerate(costs)]  # fmt: skip
    assert scored(engine, cases, chosen) == [
        reference.case_points(each, MEASURED, chosen) for each in cases
    ]


def test_points_that_would_leave_64_bits_are_refused(engine: Backend) -> None:
    dear = {"JC1": replace(MEASURED.groups["JC1"], points=10**18)}
    with pytest.raises(EngineError, match="超出可精确计算的范围"):
        score_cases(engine, table(engine, [case(10**10)]), replace(MEASURED, groups=dear), POLICY)


def test_a_group_without_points_is_refused(engine: Backend) -> None:
    with pytest.raises(EngineError, match="1个病例所在的病种没有分值"):
        score_cases(engine, table(engine, [case(1), case(1, code="JC9")]), MEASURED, POLICY)


def points_row(institution: str, points: int, **more: Any) -> dict[str, Any]:
    """A scored case."""
    return case(100) | {"fixmedins_code": institution, "points": points} | more


@settings(max_examples=6, deadline=None)
@given(
    points=st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**10)), min_size=1, max_size=20)
    .filter(lambda each: any(one and fund for one, fund in each)),
    fund=st.integers(0, 10**15),
)  # fmt: skip
def test_payouts_sum_to_the_pool_to_the_fen(
    engine: Backend, points: list[tuple[int, int]], fund: int
) -> None:
    """And each is within a fen of its exact part, in any order of the rows."""
    cases = [points_row(f"H{at}", count, cost_fen=10**10, fund_fen=paid)
             for at, (count, paid) in enumerate(points)]  # fmt: skip
    (found,) = settle(engine, table(engine, cases), {("6501", "310"): fund}, POLICY, 4)
    (again,) = settle(engine, table(engine, cases[::-1]), {("6501", "310"): fund}, POLICY, 4)
    assert found == again
    assert sum(each.gross_fen for each in found.payouts) == fund
    whole = sum(count * paid for count, paid in points)
    for each in found.payouts:
        exact = Fraction(fund * each.points * each.fund_fen, whole)
        assert abs(each.gross_fen - exact) < 1


def test_employees_and_residents_are_settled_apart(engine: Backend) -> None:
    cases = [points_row("H1", 5), points_row("H1", 5, insutype="390")]
    funds = {("6501", "310"): 1000, ("6501", "390"): 7}
    found = settle(engine, table(engine, cases), funds, POLICY, 4)
    assert [(each.pool[1], each.payouts[0].gross_fen) for each in found] == [
        ("310", 1000),
        ("390", 7),
    ]


def test_what_was_kept_deducted_and_paid_comes_off(engine: Backend) -> None:
    accounts = {(("6501", "310"), "H1"): Account(Fraction(1), deducted_fen=30, paid_fen=700)}
    (found,) = settle(
        engine, table(engine, [points_row("H1", 5)]), {("6501", "310"): 1000}, POLICY, 4, accounts
    )
    (payout,) = found.payouts
    assert (payout.gross_fen, payout.deposit_fen, payout.due_fen) == (1000, 50, 220)


def test_a_worse_assessment_gives_to_the_others(engine: Backend) -> None:
    cases = [points_row("H1", 5), points_row("H2", 5)]
    accounts = {(("6501", "310"), "H1"): Account(Fraction(1, 2))}
    (found,) = settle(engine, table(engine, cases), {("6501", "310"): 900}, POLICY, 4, accounts)
    assert [each.gross_fen for each in found.payouts] == [300, 600]


@pytest.mark.parametrize(
    ("funds", "accounts", "told"),
    [
        ({}, {}, "有病例而没有可分配的基金"),
        ({("6501", "310"): 5, ("6502", "310"): 5}, {}, "统筹区6502险种310有基金而没有病例"),
        ({("6501", "310"): -5}, {}, "基金为负"),
        ({("6501", "310"): 5}, {(("6501", "310"), "H9"): Account()}, "机构H9"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    engine: Backend, funds: Any, accounts: Any, told: str
) -> None:
    with pytest.raises(EngineError, match=told):
        settle(engine, table(engine, [points_row("H1", 5)]), funds, POLICY, 4, accounts)


def test_a_measurement_is_kept_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    path.write_text(measured_text(MEASURED), encoding="utf-8")
    assert read_measured(path) == MEASURED
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(EngineError, match="不是测算结果"):
        read_measured(path)
