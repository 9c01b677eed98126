"""病种付费登记 recording: what a year's results came to, as the indicators ask for it.

Counts that no command writes as json (cases with a group, institutions with a settlement and with
inpatients) are made into results of their own, so that they stand in the same store.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from zhida.core.performance.metrics.disease import DiseaseRecord
from zhida.engines.errors import EngineError, unreadable
from zhida.platform.access.policy import Actor
from zhida.platform.dip import installed
from zhida.platform.dip.actions import TakenIn, take_in
from zhida.platform.dip.institutions import measures_of, settled_institutions
from zhida.platform.dip.models import Kind, Result
from zhida.platform.dip.queries import standing
from zhida.platform.dip.result_files import Given
from zhida.platform.scope import scope


def record(
    actor: Actor,
    region: str,
    year: int,
    today: datetime.date,
    results: Sequence[Path],
    grouped: Path | None = None,
    settled: Path | None = None,
    inpatient: int | None = None,
) -> tuple[TakenIn, ...]:
    """登记: take in result files, and what was counted in others. Raises EngineError naming the one that can't be."""
    files = [Given(path.name, _bytes(path)) for path in results]
    if grouped is not None:
        files.append(_grouping(grouped, year))
    if settled is not None or inpatient is not None:
        with scope(actor.region):
            found = standing(region, year)
        files.append(_coverage(settled, inpatient, year, found))
    return take_in(actor, files, year, today, region)


def record_inpatient(
    actor: Actor, region: str, year: int, inpatient: int, today: datetime.date
) -> TakenIn:
    """登记住院机构: how many institutions have inpatients; what was recorded of settlements stays.

    Raises EngineError for a number below one, or below the institutions that have a settlement.
    """
    with scope(actor.region):
        found = standing(region, year)
    least = len(settled_institutions(found))
    if inpatient < max(least, 1):
        raise EngineError(
            f"开展住院的机构{inpatient}家，少于有年度清算的{least}家。请核对家数"
            if least
            else "开展住院的机构至少1家。请填写家数"
        )
    (taken,) = take_in(actor, [_coverage(None, inpatient, year, found)], year, today, region)
    return taken


def recorded(region: str, year: int, as_of: datetime.date) -> DiseaseRecord:
    """所登记的: of a region's year, of results that tell of no later day. Ask within a scope."""
    found = standing(region, year, as_of)
    of = {each.kind: each for each in found}
    quality, coverage = of.get(Kind.QUALITY), of.get(Kind.COVERAGE)
    cases, in_group = _cases(of.get(Kind.GROUPING), of.get(Kind.MONITORING))
    told = any(each.kind == Kind.FLOW for each in found) or (
        coverage is not None and coverage.body["coverage"]["settled"] is not None
    )
    return DiseaseRecord(
        max((each.day for each in found), default=as_of),
        quality.body["institutions"] if quality else None,
        quality.body["timely_institutions"] if quality else None,
        cases,
        in_group,
        len(settled_institutions(found)) if told else None,
        coverage.body["coverage"]["inpatient"] if coverage else None,
        tuple(each.sha256 for each in found if each.kind != Kind.SIMULATION),
    )


def _cases(grouping: Result | None, monitoring: Result | None) -> tuple[int | None, int | None]:
    """Cases and those in a group: as counted, else as the measures of all pools say."""
    if grouping is not None:
        counted = grouping.body["grouping"]
        return counted["cases"], counted["grouped"]
    if monitoring is None:
        return None, None
    rows = [
        row
        for (_pool, institution, name), row in measures_of(monitoring).rows.items()
        if name == "grouped" and not institution
    ]
    return (sum(row["denominator"] for row in rows), sum(row["numerator"] for row in rows))


def _grouping(path: Path, year: int) -> Given:
    import pyarrow as pa
    import pyarrow.compute as compute
    import pyarrow.parquet as parquet

    try:
        table = parquet.read_table(path, columns=["year", "number", "directory"])
    except (OSError, pa.ArrowInvalid, pa.ArrowKeyError) as wrong:
        raise EngineError(f"“{path.name}”不是分组结果。请用 zhida dip group 分组") from wrong
    known = {version.directory for version in installed.versions()}
    strange = set(compute.unique(table["directory"]).to_pylist()) - known
    if strange:
        raise EngineError(f"“{path.name}”所用的目录没有启用过。请先用 zhida dip install 启用")
    of_year = table.filter(compute.equal(table["year"], year))
    if not of_year.num_rows:
        raise EngineError(f"“{path.name}”里没有{year}年的病例。请核对年度")
    in_group = compute.sum(compute.greater(of_year["number"], 0)).as_py() or 0
    counted = {"cases": of_year.num_rows, "grouped": in_group}
    told = {"year": year, "grouping": counted, "files": {"grouped": _digest(path)}}
    return _given(f"分组计数-{year}.json", told)


def _coverage(
    settled: Path | None, inpatient: int | None, year: int, found: Sequence[Result]
) -> Given:
    """What is told now; of the rest, what the last edition told stays."""
    before = next((each.body for each in found if each.kind == Kind.COVERAGE), {})
    stands = before.get("coverage", {"settled": None, "inpatient": None})
    institutions = _settled(settled) if settled is not None else stands["settled"]
    inpatient = inpatient if inpatient is not None else stands["inpatient"]
    if inpatient is not None and len(institutions or ()) > inpatient:
        raise EngineError(
            f"有清算的机构{len(institutions or ())}家，多于住院机构{inpatient}家。请核对家数"
        )
    told = {
        "year": year,
        "coverage": {"settled": institutions, "inpatient": inpatient},
        "files": {"settled": _digest(settled)} if settled is not None else before.get("files", {}),
    }
    return _given(f"机构覆盖-{year}.json", told)


def _settled(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return sorted({row["机构"] for row in csv.DictReader(file)})
    except (OSError, UnicodeDecodeError, KeyError) as wrong:
        raise EngineError(f"“{path.name}”不是清算结果。请用 zhida dip settle 清算") from wrong


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise unreadable(path, wrong) from wrong


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _given(name: str, told: object) -> Given:
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return Given(name, text.encode())
