"""建目录: planted truth is found again, every group has its cases, and order changes nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip.assignment import assign
from zhida.engines.dip.catalogue import build
from zhida.engines.dip.cleaning import clean
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Layer, Rule, fingerprint
from zhida.engines.dip.policy import policy
from zhida.engines.dip.reading import read
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.dip.synthetic_diseases import diseases, properties

POLICY = policy(datetime.date(2026, 1, 1))
DISEASES = diseases(60)
CODES = Codes(properties(DISEASES))


@pytest.fixture(scope="module")
def cases(engine: Backend, tmp_path_factory: pytest.TempPathFactory) -> ir.Table:
    """Three invented years."""
    folder = tmp_path_factory.mktemp("years")
    write_years(folder, Plan(cases=30_000, diseases=len(DISEASES)))
    found = clean(engine, read(engine, folder), POLICY.max_case_cost_fen).cases
    return engine.create_table(ibis.util.gen_name("test"), found, temp=True)


@pytest.fixture(scope="module")
def rules(engine: Backend, cases: ir.Table) -> tuple[Rule, ...]:
    """The directory built from them."""
    return build(engine, cases, CODES, POLICY)


def assigned(engine: Backend, cases: ir.Table, rules: tuple[Rule, ...]) -> list[Any]:
    """The number of each case's rule."""
    found = assign(engine, cases, rules, CODES, POLICY).select("number")
    return list(engine.to_pyarrow(found)["number"].to_pylist())


def test_a_related_procedure_is_a_group_where_it_adds_enough(rules: tuple[Rule, ...]) -> None:
    """Of the commonest diseases: +30 % is kept, +3 % is not."""
    kept = {rule.dx[0] for rule in rules if rule.related}
    common = [each for each in DISEASES[:6] if each.mains]
    assert {each.added_permille for each in common} == {30, 300}
    for disease in common:
        assert (disease.dx4 in kept) == (disease.added_permille == 300), disease


def test_every_group_has_as_many_cases_as_the_threshold(
    engine: Backend, cases: ir.Table, rules: tuple[Rule, ...]
) -> None:
    numbers = Counter(assigned(engine, cases, rules))
    assert sum(numbers.values()) == cases.count().to_pyarrow().as_py()
    assert {number for number in numbers if number > 0} == set(range(1, len(rules) + 1))
    assert min(count for number, count in numbers.items() if number > 0) >= POLICY.threshold


def test_a_higher_threshold_leaves_fewer_core_groups(
    engine: Backend, cases: ir.Table, rules: tuple[Rule, ...]
) -> None:
    higher = policy(
        datetime.date(2026, 1, 1), {"threshold": "100", "threshold_basis": "annual_mean"}
    )
    fewer = build(engine, cases, CODES, higher)
    core = [sum(rule.layer is Layer.BASIC for rule in each) for each in (fewer, rules)]
    assert 0 < core[0] < core[1]
    counts = Counter(assigned(engine, cases, fewer))
    assert min(count for number, count in counts.items() if number > 0) >= 300


def test_the_order_of_the_cases_is_nothing_to_it(
    engine: Backend, cases: ir.Table, rules: tuple[Rule, ...]
) -> None:
    other_way = engine.create_table(
        ibis.util.gen_name("test"), cases.order_by(ibis.desc("setl_id")), temp=True
    )
    assert fingerprint(build(engine, other_way, CODES, POLICY)) == fingerprint(rules)


def test_coverage_takes_no_more_groups_than_it_needs(
    engine: Backend, cases: ir.Table, rules: tuple[Rule, ...]
) -> None:
    """Core groups cover 80 %, each has the threshold's cases, and there are fewer than else."""
    covering = policy(
        datetime.date(2026, 1, 1), {"threshold_by": "coverage", "coverage_percent": "80"}
    )
    found = build(engine, cases, CODES, covering)
    core = [at for at, rule in enumerate(found, 1) if rule.layer is Layer.BASIC]
    assert 0 < len(core) < sum(rule.layer is Layer.BASIC for rule in rules)
    counts = Counter(assigned(engine, cases, found))
    assert sum(counts[at] for at in core) * 100 >= 80 * sum(counts.values())


def test_a_national_group_needs_fewer_cases_where_costs_are_close(
    engine: Backend, cases: ir.Table, rules: tuple[Rule, ...]
) -> None:
    """It keeps its code; what the nation doesn't have is told to be a local addition."""
    counts = Counter(assigned(engine, cases, rules))
    core = [(at, rule) for at, rule in enumerate(rules, 1) if rule.layer is Layer.BASIC]
    at, smallest = min(core, key=lambda each: (counts[each[0]], each[0]))
    nation = [Rule("GJ1", "国家病种", Layer.BASIC, smallest.dx, main=smallest.main,
                   related=smallest.related)]  # fmt: skip
    changed = {"threshold": str(counts[at] + 1), "lowered_threshold": "2"}
    day = datetime.date(2026, 1, 1)
    near = build(engine, cases, CODES, policy(day, changed | {"lowered_cv_percent": "400"}), nation)
    assert [rule.name for rule in near if rule.code == "GJ1"] == ["国家病种"]
    others = [rule for rule in near if rule.layer is Layer.BASIC and rule.code != "GJ1"]
    assert others
    assert all(rule.code[:2] == "BD" and "本地增补" in rule.name for rule in others)
    far = build(engine, cases, CODES, policy(day, changed | {"lowered_cv_percent": "0"}), nation)
    assert "GJ1" not in {rule.code for rule in far}


@pytest.mark.parametrize(("dearest", "kept"), [(10_000, 1), (900_000, 0)])
def test_mixed_groups_whose_costs_lie_too_far_apart_are_dropped(
    engine: Backend, dearest: int, kept: int
) -> None:
    """Two subcategories of ten cases each make one mixed group, but for one case at ninety times."""
    rows = [
        {"setl_id": str(at), "year": 2025, "dx": f"K35.{at % 2}00", "ops": "", "main_op": "",
         "cost_fen": dearest if at == 19 else 10_000}
        for at in range(20)
    ]  # fmt: skip
    few = engine.create_table(ibis.util.gen_name("test"), pa.Table.from_pylist(rows), temp=True)
    found = build(engine, few, CODES, POLICY)
    assert [rule.layer for rule in found] == [Layer.MIXED] * kept
