"""读入一次: cleaned once into a folder, whole or not at all, and made again only when it must be."""

from __future__ import annotations

import datetime
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip.ingested import clean_lists, ingest_into, read_ingested
from zhida.engines.dip.policy import policy
from zhida.engines.dip.reading import RECORD
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.errors import EngineError

POLICY = policy(datetime.date(2026, 1, 1))

KILLED = """
import datetime, os, signal, sys
from pathlib import Path
from zhida.engines.backend import connect
from zhida.engines.dip.ingested import ingest_into
from zhida.engines.dip.policy import policy
from zhida.engines.dip.reading import RECORD

os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
lists, folder, spill = map(Path, sys.argv[1:])
engine = connect(spill, memory="500MB", threads=1)
ingest_into(engine, lists, policy(datetime.date(2026, 1, 1)), folder)
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years") / "lists"
    write_years(folder, Plan(cases=240, diseases=5, years=(2025,)))
    return folder


def rows(engine: Backend, table: Any) -> list[Any]:
    """The rows of a table, in the order of their settlement."""
    found: list[Any] = engine.to_pyarrow(table.order_by("setl_id", "fixmedins_code")).to_pylist()
    return found


def test_what_is_kept_is_what_cleaning_found(engine: Backend, lists: Path, tmp_path: Path) -> None:
    direct = clean_lists(engine, lists, POLICY)
    made = ingest_into(engine, lists, POLICY, tmp_path / "kept")
    read = read_ingested(engine, tmp_path / "kept")
    assert read.cases.schema() == direct.cases.schema()
    assert rows(engine, read.cases) == rows(engine, direct.cases)
    assert (read.counted, read.quarantined) == (made.counted, made.quarantined)
    assert sum(read.quarantined.values()) == len(rows(engine, direct.refused)) > 0
    places = {file.parent.relative_to(tmp_path / "kept" / "cases").as_posix()
              for file in (tmp_path / "kept" / "cases").rglob("*.parquet")}  # fmt: skip
    assert len(places) == 12
    assert "pool=6501/year=2025/month=1" in places


def test_it_is_done_again_only_for_other_lists_or_limits(
    engine: Backend, lists: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    assert ingest_into(engine, lists, POLICY, folder).fresh
    assert not ingest_into(engine, lists, POLICY, folder).fresh
    stricter = replace(POLICY, max_case_cost_fen=100_000)
    again = ingest_into(engine, lists, stricter, folder)
    assert again.fresh
    assert again.quarantined["Q11"] > 0


def test_killed_at_its_end_it_leaves_nothing_and_run_again_gives_the_same(
    engine: Backend, lists: Path, tmp_path: Path
) -> None:
    """The process is killed when all is written but not yet in its place."""
    whole, folder = tmp_path / "whole", tmp_path / "kept"
    ingest_into(engine, lists, POLICY, whole)
    spill = tmp_path / "spill"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(lists), str(folder), str(spill)], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert not folder.exists()
    assert (tmp_path / ".kept.part" / RECORD).is_file()
    again = ingest_into(engine, lists, POLICY, folder)
    assert again.fresh
    assert (folder / RECORD).read_bytes() == (whole / RECORD).read_bytes()
    assert rows(engine, again.cases) == rows(engine, read_ingested(engine, whole).cases)
    assert not (tmp_path / ".kept.part").exists()


def test_a_damaged_partition_is_named(engine: Backend, tmp_path: Path) -> None:
    """Damage within a file whose end is sound shows only when its rows are read."""
    lists = tmp_path / "lists"
    write_years(lists, Plan(cases=60, diseases=3, years=(2025,)))
    damaged = lists / "pool=6501" / "year=2025" / "month=03" / "lists.parquet"
    content = bytearray(damaged.read_bytes())
    content[4:2000] = bytes(1996)
    damaged.write_bytes(content)
    with pytest.raises(EngineError, match=r"1个文件损坏：“[^”]*month=03[^”]*”。请从来源重新导出"):
        ingest_into(engine, lists, POLICY, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_other_folders_are_left_alone(engine: Backend, lists: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(EngineError, match="已有别的文件"):
        ingest_into(engine, lists, POLICY, tmp_path)
    with pytest.raises(EngineError, match="不能放在结算清单的文件夹里"):
        ingest_into(engine, lists, POLICY, lists / "kept")
    with pytest.raises(EngineError, match=r"不存在。请检查路径"):
        ingest_into(engine, tmp_path / "none", POLICY, tmp_path / "kept")
    assert (tmp_path / "mine.txt").read_text("utf-8") == "kept"
