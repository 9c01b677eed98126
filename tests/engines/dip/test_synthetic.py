"""合成年份: the same seed gives the same years, and what is planted in them is found again."""

from __future__ import annotations

from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend

from zhida.engines.dip.cleaning import clean, count
from zhida.engines.dip.reading import read
from zhida.engines.dip.synthetic import SEVERE, Plan, write_years

SMALL = Plan(cases=3000, diseases=40)


def test_the_same_plan_gives_the_same_files(tmp_path: Path) -> None:
    first, again = write_years(tmp_path / "a", SMALL), write_years(tmp_path / "b", SMALL)
    assert first == again
    files = sorted((tmp_path / "a").rglob("*.parquet"))
    assert len(files) == 36
    for file in files:
        other = tmp_path / "b" / file.relative_to(tmp_path / "a")
        assert file.read_bytes() == other.read_bytes()


def test_a_month_without_a_case_has_no_file(engine: Backend, tmp_path: Path) -> None:
    truth = write_years(tmp_path, Plan(cases=2, diseases=1))
    assert len(list(tmp_path.rglob("*.parquet"))) == 2
    assert read(engine, tmp_path).count().to_pyarrow().as_py() == truth.lists >= 2


def test_what_is_planted_is_found(engine: Backend, tmp_path: Path) -> None:
    """Lists that can't be used, lists uploaded again, severe cases, late uploads."""
    truth = write_years(tmp_path, SMALL)
    lists = read(engine, tmp_path)
    found = clean(engine, lists, 10**10)
    reasons = {
        row["reason"]: row["lists"] for row in count(found.quarantine).to_pyarrow().to_pylist()
    }
    assert reasons.pop("Q02") == truth.resubmitted > 0
    assert set(reasons) == {"Q07", "Q08", "Q10"}
    assert sum(reasons.values()) == truth.unusable
    cases = found.cases.to_pyarrow().to_pylist()
    assert len(cases) == truth.lists - truth.resubmitted - truth.unusable
    severe = sum(SEVERE in case["secondary"] for case in cases)
    assert 0 <= truth.severe - severe <= truth.unusable
    late = lists.filter(
        lists.dcla_time.try_cast("timestamp").date()
        >= lists.dscg_time.try_cast("timestamp").date() + ibis.interval(days=8)
    )
    assert late.count().to_pyarrow().as_py() >= truth.late
    assert {case["weight_g"] > 0 for case in cases if case["dx"].startswith("P07.1")} == {True}


def test_prices_rise_from_year_to_year(engine: Backend, tmp_path: Path) -> None:
    write_years(tmp_path, Plan(cases=6000, diseases=10, inflation_permille=200))
    cases = clean(engine, read(engine, tmp_path), 10**10).cases
    means = cases.group_by("year").agg(mean=cases.cost_fen.mean()).order_by("year")
    first, second, third = (row["mean"] for row in means.to_pyarrow().to_pylist())
    assert first < second < third
