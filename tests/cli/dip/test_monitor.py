"""清算后的监测: a settled year, watched by its flows."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.dip.conftest import zhida

from zhida.engines.dip.flow import begin, flow_text, read_flow


def test_a_settled_year_is_held_against_what_was_booked(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "funds.csv").write_text(
        "pool,insutype,fund\n6501,310,9000000\n6501,390,8000000.01\n", encoding="utf-8"
    )
    year = (folder / "grouped.parquet", "--scores", folder / "measured.json", "--year", 2025)
    told = zhida("dip", "settle", *year, "--funds", tmp_path / "funds.csv",
                 "--flow", tmp_path / "flows", "--out", tmp_path / "payouts.csv")  # fmt: skip
    assert told.exit_code == 0, told.output
    flows = sorted((tmp_path / "flows").glob("*.json"))
    asked = [word for path in flows for word in ("--flow", path)]
    told = zhida("dip", "monitor", *year, *asked, "--out", tmp_path / "m.json")
    assert told.exit_code == 0, told.output
    assert "应分占记账基金比" in told.output
    given = json.loads((tmp_path / "m.json").read_text("utf-8"))["measures"]
    (paid,) = [row for row in given if row["name"] == "pay_ratio" and not row["fixmedins_code"]]
    assert paid["numerator"] == sum(read_flow(path).fund_fen for path in flows) == 1_700_000_001
    hospitals = {row["fixmedins_code"] for row in given} - {""}
    (kept,) = [row for row in given if row["name"] == "surplus" and not row["fixmedins_code"]]
    assert kept["denominator"] == len(hospitals)


def test_a_flow_that_is_not_settled_or_of_another_year_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    for year, why in ((2025, "还没有年度清算"), (2024, "是2024年的流程，不是2025年的")):
        path = tmp_path / f"{year}.json"
        path.write_text(flow_text(begin("6501", "310", year, 1000, {})), encoding="utf-8")
        told = zhida("dip", "monitor", folder / "grouped.parquet",
                     "--scores", folder / "measured.json", "--year", 2025,
                     "--flow", path, "--out", tmp_path / "m.json")  # fmt: skip
        assert told.exit_code == 2 and why in told.output
        assert not (tmp_path / "m.json").exists()
