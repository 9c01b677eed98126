"""Three invented years taken through every step, for the commands of disease payment."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zhida.cli.main import app


def zhida(*arguments: object) -> Result:
    """Runs a command."""
    return CliRunner().invoke(
        app, list(map(str, arguments)), catch_exceptions=False, env={"COLUMNS": "200"}
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three invented years, taken through every step."""
    place = tmp_path_factory.mktemp("dip")
    (place / "funds.csv").write_text(
        "pool,insutype,fund\n6501,310,3000000\n6501,390,2000000.01\n", encoding="utf-8"
    )
    (place / "accounts.csv").write_text(
        "pool,insutype,fixmedins_code,assessment,deducted,paid\n"
        "6501,310,H650100000,0.98,120.50,30000\n",
        encoding="utf-8",
    )
    codes = ("--codes", place / "years" / "codes")
    steps = [
        ("sample", place / "years", "--cases", 2500, "--diseases", 12),
        ("catalogue", place / "years" / "lists", *codes, "--out", place / "directory.csv"),
        ("group", place / "years" / "lists", *codes, "--directory", place / "directory.csv",
         "--out", place / "grouped.parquet", "--quarantine", place / "quarantine.parquet"),
        ("score", place / "grouped.parquet", "--directory", place / "directory.csv",
         "--out", place / "measured.json"),
        ("settle", place / "grouped.parquet", "--scores", place / "measured.json", "--year", 2025,
         "--funds", place / "funds.csv", "--accounts", place / "accounts.csv",
         "--out", place / "payouts.csv"),
    ]  # fmt: skip
    for step in steps:
        told = zhida("dip", *step)
        assert told.exit_code == 0, told.output
        (place / f"{step[0]}.txt").write_text(told.output, encoding="utf-8")
    return place
