"""病种付费取数: what was checked, grouped and installed answers the indicators, with its files."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from zhida.core.performance.indicators import Standing
from zhida.core.performance.metrics import REGISTRY, Question
from zhida.engines.errors import EngineError
from zhida.platform.dip import installed
from zhida.platform.dip.recording import record, recorded

NOW = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
DAY = datetime.date(2025, 12, 1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installed, "home", lambda: tmp_path / "dip")
    (tmp_path / "目录.csv").write_text(
        "code,name,layer,dx,treatment\nJC1,甲,BASIC,K35.8,\nZH1,乙,MIXED,K35,相关手术\n", "utf-8"
    )
    (tmp_path / "质控.json").write_text(
        json.dumps({"institutions": 4, "timely_institutions": 3}), encoding="utf-8"
    )
    return tmp_path


def question(as_of: datetime.date) -> Question:
    return Question("650100", datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), as_of)


def grouped(folder: Path, directory: str) -> Path:
    """Four cases of 2025, three of them in a group, and one of another year."""
    path = folder / "分组.parquet"
    columns = {"year": [2025, 2025, 2025, 2025, 2024], "number": [1, 2, 1, 0, 0]}
    parquet.write_table(pa.table(columns | {"directory": [directory] * 5}), path)
    return path


def test_what_was_recorded_answers_the_indicators(home: Path) -> None:
    made = installed.install(home / "目录.csv", None, None, {}, NOW)
    with (home / "清算.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["机构", "险种"], ["H1", "310"], ["H1", "390"], ["H2", "310"]])
    files = [home / "质控.json", grouped(home, made.directory), home / "清算.csv"]
    record("650100", 2025, DAY, files[0], files[1], files[2], 4)
    kept = recorded("650100", 2025)
    assert kept is not None
    assert kept.evidence == tuple(hashlib.sha256(each.read_bytes()).hexdigest() for each in files)
    codes = ("dip_interfaces", "dip_grouping_ready", "dip_institution_coverage")
    values = [REGISTRY.measure(code, question(DAY)).value for code in codes]
    assert values == [75, 75, 50]
    catalogue = REGISTRY.measure("dip_catalogue_published", question(DAY))
    assert catalogue.value == 100
    assert catalogue.evidence == (made.files["directory.csv"],)


def test_nothing_counts_before_its_day(home: Path) -> None:
    installed.install(home / "目录.csv", None, None, {}, NOW)
    record("650100", 2025, DAY, home / "质控.json", None, None, None)
    before = question(datetime.date(2025, 5, 31))
    for code in ("dip_interfaces", "dip_catalogue_published", "dip_grouping_ready"):
        assert REGISTRY.measure(code, before).standing is Standing.NO_DATA
    assert REGISTRY.measure("dip_interfaces", question(DAY)).value == 75


def test_files_that_do_not_say_it_are_refused_and_nothing_is_recorded(home: Path) -> None:
    quality = home / "质控.json"
    with pytest.raises(EngineError, match="所用的目录没有启用过"):
        record("650100", 2025, DAY, quality, grouped(home, "x"), None, None)
    with pytest.raises(EngineError, match=r"“目录[.]csv”不是质控报告"):
        record("650100", 2025, DAY, home / "目录.csv", None, None, None)
    with pytest.raises(EngineError, match=r"“质控[.]json”不是分组结果"):
        record("650100", 2025, DAY, quality, quality, None, None)
    with pytest.raises(EngineError, match=r"“目录[.]csv”不是清算结果"):
        record("650100", 2025, DAY, quality, None, home / "目录.csv", None)
    assert recorded("650100", 2025) is None
