"""病种付费登记 recording: what a check, a grouping, a settlement came to, kept for the indicators.

A record is a file of the data folder, by region and year; the same again replaces it. It holds
counts and the SHA-256 of the files that they were counted in, nothing of a patient.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from zhida.core.performance.metrics.disease import DiseaseRecord
from zhida.engines.errors import EngineError
from zhida.platform.dip import installed


def record(
    region: str,
    year: int,
    as_of: datetime.date,
    quality: Path,
    grouped: Path | None,
    settled: Path | None,
    inpatient: int | None,
) -> DiseaseRecord:
    """登记: read the files and keep what they came to. Raises EngineError naming the one that can't be."""
    uploading, timely = _quality(quality)
    cases, in_group = _grouped(grouped, year) if grouped is not None else (None, None)
    institutions = _settled(settled) if settled is not None else None
    if inpatient is not None and (institutions or 0) > inpatient:
        raise EngineError(f"有清算的机构{institutions}家，多于住院机构{inpatient}家。请核对家数")
    files = [path for path in (quality, grouped, settled) if path is not None]
    made = DiseaseRecord(
        as_of, uploading, timely, cases, in_group, institutions, inpatient,
        tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in files),
    )  # fmt: skip
    place = _place(region, year)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.part")
    told = asdict(made) | {"as_of": as_of.isoformat()}
    draft.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(draft, place)
    return made


def recorded(region: str, year: int) -> DiseaseRecord | None:
    """所登记的: of a region's year, None where nothing is."""
    try:
        told = json.loads(_place(region, year).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return DiseaseRecord(
        **told
        | {
            "as_of": datetime.date.fromisoformat(told["as_of"]),
            "evidence": tuple(told["evidence"]),
        }
    )


def _place(region: str, year: int) -> Path:
    return installed.home() / "records" / f"{region}-{year}.json"


def _quality(path: Path) -> tuple[int, int]:
    try:
        told = json.loads(path.read_text("utf-8"))
        return int(told["institutions"]), int(told["timely_institutions"])
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise EngineError(
            f"“{path.name}”不是质控报告。请用 zhida dip check --report 写成json"
        ) from wrong


def _grouped(path: Path, year: int) -> tuple[int, int]:
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
    return of_year.num_rows, compute.sum(compute.greater(of_year["number"], 0)).as_py() or 0


def _settled(path: Path) -> int:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return len({row["机构"] for row in csv.DictReader(file)})
    except (OSError, UnicodeDecodeError, KeyError) as wrong:
        raise EngineError(f"“{path.name}”不是清算结果。请用 zhida dip settle 清算") from wrong
