"""余额与明细: what stands on the accounts, as of any day, and the vouchers that made it so."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import CITY, CLINIC, WAN, Nation


def rows(done: object) -> list[dict[str, object]]:
    """The rows of the one table of a json answer."""
    (table,) = json.loads(done.stdout)  # type: ignore[attr-defined]
    found: list[dict[str, object]] = table["rows"]
    return found


def test_a_holders_lines_stand_with_all_their_kinds(nation: Nation, zhida: Zhida) -> None:
    (clinic,) = rows(zhida("ledger", "balances", "--holder", CLINIC, "--json"))
    assert clinic["单位名称"] == "阿克苏市医院"
    assert clinic["待下达指标"] == 6 * WAN
    assert clinic["已支付"] == 20 * WAN
    assert clinic["合计"] == 26 * WAN


def test_a_region_holds_what_its_lines_hold(nation: Nation, zhida: Zhida) -> None:
    (table,) = json.loads(zhida("ledger", "balances", "--region", "650000", "--json").stdout)
    for kind, total in table["totals"].items():
        assert total == sum(row[kind] for row in table["rows"])
    assert table["totals"]["在途"] == 70 * WAN


def test_a_place_without_money_is_told_so(nation: Nation, zhida: Zhida) -> None:
    done = zhida("ledger", "balances", "--region", "620100")
    assert done.exit_code == 0 and "没有记录" in done.stderr
    assert "┃" not in done.stdout


def test_balances_of_an_earlier_day(nation: Nation, zhida: Zhida) -> None:
    def city(*options: str) -> dict[object, object]:
        done = zhida("ledger", "balances", "--holder", CITY, "--year", 2025, "--json", *options)
        return {row["文号"]: row["合计"] for row in rows(done)}

    assert city()["乌财社〔2024〕61号"] == 120 * WAN
    assert city("--as-of-document", "2025-01-10")["乌财社〔2024〕61号"] == 320 * WAN
    assert city("--as-of-document", "2024-01-01") == {}
    assert city("--as-of-booked", "2000-01-01") == {}
    assert city("--as-of-booked", "2999-01-01T00:00") == city()


def test_the_table_is_written_as_files(nation: Nation, zhida: Zhida, tmp_path: Path) -> None:
    files = ("--csv", tmp_path / "余额.csv", "--xlsx", tmp_path / "余额.xlsx")
    done = zhida("ledger", "balances", *files, "--unit", "元")
    assert done.exit_code == 0, done.output
    with (tmp_path / "余额.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    assert read[0] == ["100000指标余额", "单位：元"]
    assert read[-1][0] == "合计"
    # what is carried over stands in the old year and, taken in, in the new one
    assert read[-1][-1] == "12650000.00"
    sheet = openpyxl.load_workbook(tmp_path / "余额.xlsx", data_only=True).worksheets[0]
    assert sheet.cell(sheet.max_row, sheet.max_column).value == 12_650_000
    live = openpyxl.load_workbook(tmp_path / "余额.xlsx").worksheets[0]
    assert str(live.cell(live.max_row, live.max_column).value).startswith("=SUM(")


def test_a_statement_ends_in_the_balance(nation: Nation, zhida: Zhida) -> None:
    (table,) = json.loads(zhida("ledger", "statement", CLINIC, "--json").stdout)
    assert [row["分录"] for row in table["rows"]][:2] == ["签收", "挂接"]
    assert table["totals"]["待下达指标"] == 6 * WAN
    assert table["totals"]["已支付"] == 20 * WAN
    (alone,) = json.loads(zhida("ledger", "statement", f"{CLINIC}:已支付", "--json").stdout)
    assert [row["逐笔余额（元）"] for row in alone["rows"]] == ["200000.00"]
    shown = zhida("ledger", "statement", f"{CLINIC}:pending").stdout
    assert "待下达指标" in shown and "合计" in shown


def test_what_is_asked_wrongly_is_said(nation: Nation, zhida: Zhida) -> None:
    for arguments, said in (
        (("balances", "--holder", "1", "--region", "2"), "只能写一个"),
        (("balances", "--as-of-document", "去年"), "不是日期"),
        (("balances", "--as-of-booked", "去年"), "不是时间"),
        (("statement", "没有"), "没有找到"),
        (("statement", "甲:乙"), "没有“乙”这个科目"),
    ):
        done = zhida("ledger", *arguments)
        assert (done.exit_code, said in done.stderr) == (2, True), done.output


def test_a_city_sees_its_own(nation: Nation, zhida: Zhida) -> None:
    register("市里甲", CITY)
    found = rows(zhida("ledger", "balances", "--json", "--as", "市里甲"))
    assert {str(row["区划"])[:4] for row in found} == {"6501"}
