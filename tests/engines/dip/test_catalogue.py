"""建目录: planted truth is found again, every group has its cases, and order changes nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import ibis
import ibis.expr.types as ir
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
