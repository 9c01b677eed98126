"""读入一次 ingested: settlement lists cleaned once into a folder that later steps read from.

| file | what is in it |
|---|---|
| cases/pool=…/year=…/month=…/ | cases, as `cleaning.clean` makes them |
| quarantine.parquet | the lists kept out, each with its reason |
| ingested.json | by what it was made (`made_of`), and the counts; written last |

A folder with its record is whole; one without was left half done and is made anew. Asked again
with the same files and limits, nothing is done.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir

from zhida.engines.dip import cleaning, reading
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.reading import RECORD
from zhida.engines.dip.signatures import keep
from zhida.engines.errors import EngineError, raised_by_engine, unwritable

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

CASES = "cases"
QUARANTINE = "quarantine.parquet"
FORM = 1
"""Goes up when cleaning comes to other cases of the same lists, so that old folders are remade."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """读入结果: cases and quarantined lists as tables of the engine, and how many of each; lists
    kept out by reason. `fresh` is False where an earlier result was taken."""

    cases: ir.Table
    refused: ir.Table
    counted: int
    quarantined: Mapping[str, int]
    fresh: bool = True


def clean_lists(engine: Backend, lists: Path, policy: Policy) -> Ingested:
    """读入并清洗: settlement lists at a path, without a folder to keep them in."""
    with named(engine, lists):
        found = cleaning.clean(engine, reading.read(engine, lists), policy.max_case_cost_fen)
        cases, refused = keep(engine, found.cases), keep(engine, found.quarantine)
    counted = engine.to_pyarrow(cleaning.count(refused)).to_pylist()
    return Ingested(
        cases,
        refused,
        cases.count().to_pyarrow().as_py(),
        {row["reason"]: row["lists"] for row in counted},
    )


def ingest_into(engine: Backend, lists: Path, policy: Policy, folder: Path) -> Ingested:
    """读入到文件夹: nothing is done where the folder was made of the same lists and limits.

    Raises EngineError where the folder holds what isn't of this.
    """
    made_of = _made_of(lists, policy)
    if folder.is_file():
        raise unwritable(folder, FileExistsError())
    if (folder / RECORD).is_file():
        if _record(folder)["made_of"] == made_of:
            return read_ingested(engine, folder)
    elif folder.is_dir() and any(folder.iterdir()):
        raise EngineError(f"文件夹“{folder}”里已有别的文件。请另选一个文件夹")
    if lists.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise EngineError(f"“{folder}”不能放在结算清单的文件夹里。请另选一个文件夹")
    if not folder.parent.is_dir():
        raise unwritable(folder, FileNotFoundError())
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        found = clean_lists(engine, lists, policy)
        _write(engine, found, draft, made_of)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(draft, folder)
    except OSError as wrong:
        raise unwritable(folder, wrong) from wrong
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return found


def read_ingested(engine: Backend, folder: Path) -> Ingested:
    """读取: the cases of such a folder, as they were cleaned."""
    told = _record(folder)
    files = sorted(str(file) for file in (folder / CASES).rglob("*.parquet"))
    refused = folder / QUARANTINE
    if not files or not refused.is_file():
        raise EngineError(f"“{folder}”不完整。请删去它，重新运行zhida dip ingest")
    with named(engine, folder):
        cases = engine.read_parquet(files, hive_partitioning=False)
        counted = cases.count().to_pyarrow().as_py()
        if counted != told["counted"]:
            raise EngineError(
                f"“{folder}”不完整：应有{told['counted']}个病例，只有{counted}个。"
                "请删去它，重新运行zhida dip ingest"
            )
        return Ingested(
            cases,
            engine.read_parquet(str(refused)),
            told["counted"],
            told["quarantined"],
            fresh=False,
        )


@contextmanager
def named(engine: Backend, path: Path) -> Iterator[None]:
    """What goes wrong while lists are read names the file that is damaged."""
    try:
        yield
    except EngineError:
        raise
    except Exception as wrong:  # whatever the engine's reader raises
        if not raised_by_engine(wrong):
            raise
        damaged = reading.damaged(engine, path) if path.is_dir() else ()
        if not damaged:
            raise reading.unread(engine, path, wrong) from wrong
        listed = "、".join(f"“{file}”" for file in damaged[:5])
        raise EngineError(
            f"{len(damaged)}个文件损坏：{listed}。请从来源重新导出这些文件，其余的不必动，再运行一次"
        ) from wrong


def _write(engine: Backend, found: Ingested, draft: Path, made_of: str) -> None:
    if found.counted:
        engine.to_parquet(
            found.cases,
            draft / CASES,
            compression="zstd",
            partition_by=("pool", "year", "month"),
            write_partition_columns=True,
        )
    else:
        (draft / CASES).mkdir()
        engine.to_parquet(found.cases, draft / CASES / "none.parquet")
    ordered = found.refused.order_by(ibis.asc("setl_id"))
    engine.to_parquet(ordered, draft / QUARANTINE, compression="zstd")
    told = {"made_of": made_of, "counted": found.counted, "quarantined": dict(found.quarantined)}
    (draft / RECORD).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _record(folder: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
        told["made_of"], told["counted"], told["quarantined"]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise EngineError(
            f"“{folder / RECORD}”无法读取。请删去“{folder}”，重新运行zhida dip ingest"
        ) from wrong
    return told


def _made_of(lists: Path, policy: Policy) -> str:
    """SHA-256 of all files, with their names, and of what cleaning is told."""
    if not lists.exists():
        raise EngineError(f"“{lists}”不存在。请检查路径")
    whole = hashlib.sha256(f"{FORM} {policy.max_case_cost_fen}\n".encode())
    files = (
        sorted(each for each in lists.rglob("*") if each.is_file()) if lists.is_dir() else [lists]
    )
    for file in files:
        name = file.relative_to(lists) if lists.is_dir() else file.name
        with file.open("rb") as opened:
            whole.update(f"{name}\0{hashlib.file_digest(opened, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()
