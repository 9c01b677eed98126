"""同一表达式，两个引擎: what is measured, mapped, checked and monitored, and related groups, are the same."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis.expr.types as ir
import pytest
from tests.engines.dip.test_mapping import maps
from tests.engines.dip.test_quality import CASES, TABLES, fine

from zhida.engines.dip import assignment, catalogue, cleaning, reading, scores, stages
from zhida.engines.dip.auxiliary_types import SeverityLists
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Layer, Rule, fingerprint
from zhida.engines.dip.further import Extras, with_further
from zhida.engines.dip.mapped import map_lists
from zhida.engines.dip.mapping import read_maps
from zhida.engines.dip.measured import Measured, measure
from zhida.engines.dip.monitoring import monitor, variation
from zhida.engines.dip.policy import policy
from zhida.engines.dip.quality import check_lists
from zhida.engines.dip.quality_report import report
from zhida.engines.dip.settlement import Pool, settle
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.dip.simulation import compare, levels
from zhida.engines.dip.special_cases import Outcome, candidates, review_cases
from zhida.engines.dip.start_values import start_values
from zhida.engines.dip.synthetic import SEVERE, Plan, write_years
from zhida.engines.dip.synthetic_diseases import diseases, properties
from zhida.engines.drg import synthetic as related
from zhida.engines.drg.assignment import assign as assign_related
from zhida.engines.drg.reading import read_rules
from zhida.engines.drg.stages import told
from zhida.engines.drg.weights import weigh

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

DAY = datetime.date(2026, 1, 1)
DISEASES = 2
CODES = Codes(properties(diseases(DISEASES)))
CHANGES = {
    "auxiliary_days": "0", "auxiliary_cv_percent": "40", "auxiliary_fall_percent": "2",
    "auxiliary_group_cases": "50", "auxiliary_type_cases": "10", "coefficient": "disease",
    "disease_coefficient_min_cases": "5", "disease_coefficient_min_percent": "1",
    "primary_levels": "1|2|3", "primary_cv_percent": "200", "special_permille": "50",
}  # fmt: skip
POLICY = policy(DAY, CHANGES)
DRG = Path(__file__).parents[1] / "tests" / "samples" / "drg"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of two diseases."""
    folder = tmp_path_factory.mktemp("years") / "lists"
    write_years(folder, Plan(cases=1500, diseases=DISEASES))
    return folder


def test_a_directory_is_built_alike_by_coverage_beside_a_national_one(
    embedded: Backend, spark: Backend, lists: Path
) -> None:
    """By annual means, with a lowered threshold where costs lie close, and local additions."""
    whole = catalogue.build(embedded, cases_of(embedded, lists), CODES, POLICY)
    core = [rule for rule in whole if rule.layer is Layer.BASIC]
    national = [replace(rule, code=f"GJ{at}") for at, rule in enumerate(core[1:])]
    changes = {"threshold_by": "coverage", "threshold_basis": "annual_mean",
               "cv_basis": "sample", "lowered_cv_percent": "200"}  # fmt: skip
    found = [
        catalogue.build(engine, cases_of(engine, lists), CODES, policy(DAY, changes), national)
        for engine in (embedded, spark)
    ]
    assert found[0] == found[1]
    assert {rule.code[:2] for rule in found[1]} >= {"GJ", "BD"}


def test_all_that_is_measured_and_monitored_is_the_same(
    embedded: Backend, spark: Backend, lists: Path
) -> None:
    """Coefficients, sub-types, primary care, points, reviews, measures, a plan beside what stands."""
    one, other = year_of(embedded, lists), year_of(spark, lists)
    assert one.keys() == other.keys()
    for name in one:
        assert one[name] == other[name], name
    measured: Measured = one["measured"]
    assert measured.further.subtypes
    assert measured.further.primary
    assert measured.further.diseases
    assert {each.name for each in one["measures"]} >= {"cmi", "time_index", "readmitted_30"}
    assert any(row["subtypes"] for row in one["taken"])


def test_lists_are_mapped_alike(
    embedded: Backend, spark: Backend, lists: Path, tmp_path: Path
) -> None:
    principal = diseases(DISEASES)[0].codes[0]
    rows = [
        f"1.0,{principal},K35.801,2020-01-01,2024-06-30,exact,对照表",
        f"1.0,{principal},K35.802,2024-07-01,,broad,对照表",
    ]
    known = read_maps(maps(tmp_path, *rows))
    found = []
    for engine in (embedded, spark):
        mapped = map_lists(engine, reading.read(engine, lists), known)
        lines = mapped.lists.select("setl_id", "dcla_time", line=mapped.lists.diseinfo.unnest())
        lines = lines.select("setl_id", "dcla_time", code=lines.line.diag_code)
        found.append((mapped.met, rows_of(engine, lines)))
    assert found[0] == found[1]
    assert {"K35.801", "K35.802"} <= {row["code"] for row in found[1][1]}


def test_every_fault_of_a_list_is_found_alike(
    embedded: Backend, spark: Backend, tmp_path: Path
) -> None:
    """Each rule of quality, and what is said of the institution."""
    every = [fine(setl_id="00", dscg_way="1")]
    for number, (_, _, faulty) in enumerate(CASES, 1):
        info = {"dscg_way": "1"} | faulty["setlinfo"] | {"setl_id": f"{number:02d}"}
        every.append(faulty | {"setlinfo": info})
    again = fine(setl_id="01", dscg_way="1", dcla_time="2024-02-20 00:00:00", stas_type="3")
    (tmp_path / "lists.json").write_text(json.dumps([*every, again]), encoding="utf-8")
    file = tmp_path / "lists.parquet"
    stages.write(embedded, reading.read(embedded, tmp_path / "lists.json"), file)
    found = []
    for engine in (embedded, spark):
        read = reading.read(engine, file)
        checked = keep(engine, check_lists(engine, read, TABLES, 7))
        found.append((rows_of(engine, checked), report(engine, read, checked, 7, 90)))
    assert found[0] == found[1]
    assert len(found[1][1].broken) == len({code for code, _, _ in CASES})


def test_related_groups_and_their_weights_are_the_same(
    embedded: Backend, spark: Backend, tmp_path: Path
) -> None:
    """Main procedures as flagged, what is unrelated asked for last."""
    related.write_years(tmp_path / "lists.parquet", 600, seed=5)
    rules, found = read_rules(DRG), []
    chosen = policy(DAY, {"main_from": "flagged", "drg_unrelated": "after_medical"})
    for engine in (embedded, spark):
        cases = cases_of(engine, tmp_path / "lists.parquet")
        grouped = keep(engine, told(engine, assign_related(engine, cases, rules, chosen), rules))
        found.append((rows_of(engine, grouped), weigh(engine, grouped, rules, chosen)))
    assert found[0] == found[1]
    assert len({row["drg_codg"] for row in found[1][0]}) > 10


def year_of(engine: Backend, lists: Path) -> dict[str, Any]:
    """All that a measurement and a settled year tell, on one engine."""
    cases = cases_of(engine, lists)
    rules = catalogue.build(engine, cases, CODES, POLICY)
    grouped = grouped_of(engine, cases, rules)
    found = scores.score(engine, grouped, rules, POLICY)
    extras = Extras(
        {"H650100000": 9000}, {"H650100000": 100},
        frozenset(code[:3] for each in diseases(DISEASES) for code in each.codes),
        SeverityLists({}, {SEVERE: "脓毒症"}), DAY,
    )  # fmt: skip
    plain = measure(engine, grouped, found, fingerprint(rules), POLICY)
    measured = with_further(engine, grouped, rules, plain, extras, POLICY)
    last = grouped.filter(grouped.year == 2025)
    scored = keep(engine, score_cases(engine, last, measured, POLICY))
    asked = candidates(scored, POLICY, scored.days).order_by("setl_id").limit(3)
    ids = [row["setl_id"] for row in rows_of(engine, asked.select("setl_id"))]
    outcomes = [Outcome(ids[0], "by_item"), *(Outcome(each, "refused") for each in ids[1:])]
    reviewed, published = review_cases(engine, scored, outcomes, measured, POLICY)
    planned = keep(engine, score_cases(engine, last, plain, POLICY))
    pools = rows_of(engine, scored.select("pool", "insutype").distinct())
    funds: dict[Pool, int] = {(row["pool"], row["insutype"]): 10**9 for row in pools}

    def settled(table: ir.Table) -> Any:
        return settle(engine, table, funds, POLICY, measured.places)

    return {
        "rules": rules,
        "measured": measured,
        "scored": rows_of(engine, scored),
        "taken": rows_of(engine, scored.group_by("code").agg(
            subtypes=scored.auxiliary.count(), points=scored.points.sum().cast("int64"))),
        "measures": monitor(engine, scored, measured, POLICY, reading.read(engine, lists)),
        "variation": variation(engine, scored),
        "asked": ids,
        "published": published,
        "reviewed": rows_of(engine, reviewed.select("setl_id", "points")),
        "compared": compare(settled(planned), settled(scored), levels(engine, last)),
        "start": start_values(engine, grouped, 2025, measured, POLICY, {}),
    }  # fmt: skip


def cases_of(engine: Backend, lists: Path) -> ir.Table:
    """Clean cases."""
    read = reading.read(engine, lists)
    return keep(engine, cleaning.clean(engine, read, POLICY.max_case_cost_fen).cases)


def grouped_of(engine: Backend, cases: ir.Table, rules: tuple[Rule, ...]) -> ir.Table:
    """Cases with the number, code and layer of their group."""
    assigned = assignment.assign(engine, cases, rules, CODES, POLICY)
    assigned = assigned.mutate(number=assigned.number.cast("int64"))
    numbered = {
        "number": [assignment.EXCLUDED, assignment.UNGROUPED, *range(1, len(rules) + 1)],
        "code": ["", "", *(rule.code for rule in rules)],
        "layer": ["EXCLUDED", "UNGROUPED", *(rule.layer.name for rule in rules)],
    }
    kinds = {"number": "int64", "code": "string", "layer": "string"}
    return keep(engine, assigned.inner_join(engine_table(engine, numbered, kinds), "number"))


def rows_of(engine: Backend, table: ir.Table) -> list[dict[str, Any]]:
    """The rows, in an order of their own."""
    found = engine.to_pyarrow(table.select(sorted(table.columns))).to_pylist()
    return sorted(found, key=lambda row: tuple(map(str, row.values())))
