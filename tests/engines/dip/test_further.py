"""各项系数: from invented years to points, the planted severe cases are paid what they cost."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip import stages
from zhida.engines.dip.auxiliary_types import SeverityLists
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.further import Extras
from zhida.engines.dip.measured import Measured, measured_text, read_measured
from zhida.engines.dip.policy import policy
from zhida.engines.dip.synthetic import SEVERE, Plan, write_years
from zhida.engines.dip.synthetic_diseases import diseases, properties

DAY = datetime.date(2026, 1, 1)
POLICY = policy(
    DAY,
    {"auxiliary_days": "0", "auxiliary_cv_percent": "40", "auxiliary_fall_percent": "2",
     "auxiliary_type_cases": "10", "coefficient": "disease"},
)  # fmt: skip
CODES = Codes(properties(diseases(2)))


@pytest.fixture(scope="module")
def measured(engine: Backend, tmp_path_factory: pytest.TempPathFactory) -> tuple[Measured, Path]:
    """Two diseases of three years, measured with all there is; and the grouped cases."""
    place = tmp_path_factory.mktemp("further")
    write_years(place / "lists", Plan(cases=6000, diseases=2))
    cases = stages.ingest(engine, place / "lists", POLICY).cases
    rules = stages.build_directory(engine, cases, CODES, POLICY, place / "directory.csv")
    stages.group(engine, cases, rules, CODES, POLICY, place / "grouped.parquet")
    extras = Extras(
        {"H650100000": 9000}, {"H650100000": 100}, frozenset({"D00"}),
        SeverityLists({}, {SEVERE: "脓毒症"}), DAY,
    )  # fmt: skip
    found = stages.score(
        engine, place / "grouped.parquet", rules, POLICY, place / "measured.json", extras=extras
    )
    return found, place


def test_what_doubles_a_cost_is_found(measured: tuple[Measured, Path]) -> None:
    """Of the commonest group: severe cases count twice what the others do, within a tenth."""
    of_group = {str(row["name"]): int(row["adjust"]) for row in measured[0].further.subtypes
                if row["code"] == "JC00001"}  # fmt: skip
    assert set(of_group) == {"failing", "other"}
    assert 18 * of_group["other"] <= 10 * of_group["failing"] <= 22 * of_group["other"]


def test_points_follow_the_sub_type(engine: Backend, measured: tuple[Measured, Path]) -> None:
    """Severe cases of a level have the standard of the others times what their types count."""
    found, place = measured
    grouped = engine.read_parquet(str(place / "grouped.parquet"))
    rows = engine.to_pyarrow(score_cases(engine, grouped, found, POLICY)).to_pylist()
    adjust = {(row["code"], row["name"]): int(row["adjust"]) for row in found.further.subtypes}
    alike = [row for row in rows if row["code"] == "JC00001" and row["hi_setl_lv"] == "2"]
    assert {SEVERE in row["secondary"] for row in alike} == {True, False}
    coefficient = found.coefficients["2"]
    for row in alike:
        own = adjust["JC00001", "failing" if SEVERE in row["secondary"] else "other"]
        expected = found.groups["JC00001"].points * coefficient * own / 10_000**2
        assert abs(row["standard_points"] - expected) <= expected / 1000


def test_a_measurement_with_all_of_it_reads_back(
    measured: tuple[Measured, Path], tmp_path: Path
) -> None:
    found, place = measured
    assert read_measured(place / "measured.json") == found
    (tmp_path / "again.json").write_text(measured_text(found), encoding="utf-8")
    assert (tmp_path / "again.json").read_bytes() == (place / "measured.json").read_bytes()
    assert found.further.basic == {"H650100000": 9000}
