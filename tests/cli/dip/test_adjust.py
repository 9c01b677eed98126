"""zhida dip adjust: what experts move stands, the whole stays, and a settlement goes on with it."""

from __future__ import annotations

import json
from pathlib import Path

from pyarrow import parquet
from tests.cli.dip.conftest import zhida

from zhida.engines.dip.measured import read_measured


def test_a_moved_score_is_paid_by_and_the_whole_stays(folder: Path, tmp_path: Path) -> None:
    now = read_measured(folder / "measured.json")
    code, group = next(iter(now.groups.items()))
    dearer = group.points // 10**now.places + 50
    (tmp_path / "拟定.csv").write_text(f"code,points\n{code},{dearer}\n", encoding="utf-8")
    out = tmp_path / "付费.json"
    told = zhida("dip", "adjust", folder / "measured.json", "--proposed", tmp_path / "拟定.csv",
                 "--out", out)  # fmt: skip
    assert told.exit_code == 0, told.output
    assert f"{len(now.groups)}个病种：升1个" in told.output
    paid = read_measured(out)
    assert paid.groups[code].points == dearer * 10**now.places
    before, after = (sum(each.points * each.cases for each in of.groups.values())
                     for of in (now, paid))  # fmt: skip
    assert 2 * abs(after - before) <= sum(each.cases for each in now.groups.values())
    settled = zhida("dip", "settle", folder / "grouped.parquet", "--scores", out, "--year", 2025,
                    "--funds", folder / "funds.csv", "--out", tmp_path / "清算.csv")  # fmt: skip
    assert settled.exit_code == 0, settled.output
    assert "合计2000000.01元" in settled.output


def test_only_a_group_whose_cost_fell_keeps_its_points(folder: Path, tmp_path: Path) -> None:
    """All counted twice as much before: those with a lower mean in the last year still do."""
    now = read_measured(folder / "measured.json")
    before = json.loads((folder / "measured.json").read_text("utf-8"))
    for each in before["groups"]:
        each["points"] *= 2
    (tmp_path / "上次.json").write_text(json.dumps(before), encoding="utf-8")
    told = zhida("dip", "adjust", folder / "measured.json", "--previous", tmp_path / "上次.json",
                 "--grouped", folder / "grouped.parquet", "--policy", "trim_permille=0",
                 "--out", tmp_path / "付费.json")  # fmt: skip
    assert told.exit_code == 0, told.output
    paid = read_measured(tmp_path / "付费.json")
    costs: dict[tuple[str, int], list[int]] = {}
    for row in parquet.read_table(folder / "grouped.parquet").to_pylist():
        costs.setdefault((row["code"], row["year"]), []).append(row["cost_fen"])
    means = {key: (2 * sum(each) + len(each)) // (2 * len(each)) for key, each in costs.items()}
    fell = {code for code in now.groups if means[code, 2025] < means[code, 2024]}
    assert fell
    for code, group in now.groups.items():
        assert (paid.groups[code].points == 2 * group.points) == (code in fell)


def test_what_is_missing_is_said(folder: Path, tmp_path: Path) -> None:
    for more, said in (
        ((), "没有要调整的"),
        (("--previous", folder / "measured.json"), "--previous和--grouped要一起给出"),
        (("--proposed", tmp_path / "无.csv"), "不存在"),
    ):
        told = zhida("dip", "adjust", folder / "measured.json", "--out", tmp_path / "x", *more)
        assert told.exit_code == 2
        assert said in told.output
    assert not (tmp_path / "x").exists()
