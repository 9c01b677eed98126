"""预警: raised, listed, explained and answered from the command line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import Nation

from zhida.core.execution.alerts import catalogue
from zhida.platform.access.policy import Role

ON = ("--on", "2025-06-30")


def test_the_list_says_the_colour_in_words_and_what_is_wrong(nation: Nation, zhida: Zhida) -> None:
    done = zhida("alerts", *ON)
    assert done.exit_code == 0, done.output
    assert "新发19条，变色0条，仍在0条，消除0条" in done.stderr
    assert "红色  E101 未按时挂接" in done.stdout
    assert "应于2025-01-23前挂接，已超过158天" in done.stdout
    assert "共19条：红色10条，橙色5条，黄色4条" in done.stdout
    again = zhida("alerts", *ON)
    assert "新发0条，变色0条，仍在19条" in again.stderr
    assert again.stdout == done.stdout


def test_looking_stores_nothing(nation: Nation, zhida: Zhida) -> None:
    done = zhida("alerts", "--look", *ON, "--rule", "e104")
    assert done.exit_code == 0, done.output
    assert "共1条：橙色1条" in done.stdout
    assert "新发19条" in zhida("alerts", *ON).stderr


def test_json_and_xlsx_carry_the_figures(nation: Nation, zhida: Zhida, tmp_path: Path) -> None:
    rows = json.loads(zhida("alerts", *ON, "--json").stdout)
    assert {"rule", "colour", "colour_word", "fen", "basis", "mend", "since"} <= rows[0].keys()
    file = tmp_path / "预警.xlsx"
    done = zhida("alerts", *ON, "--xlsx", file)
    assert done.exit_code == 0, done.output
    page = load_workbook(file)["预警"]
    assert page.max_row == 1 + len(rows)
    assert [page.cell(2, column).value for column in (2, 3)] == ["红色", rows[0]["rule"]]
    assert Decimal(str(page.cell(2, 8).value)) * 1_000_000 == rows[0]["fen"]


def test_the_thread_is_kept(nation: Nation, zhida: Zhida) -> None:
    register("李省", "650000-finance")
    register("张县", "650102-finance", Role.DRAFTER)
    there = (*ON, "--region", "650102", "--json", "--as", "李省")
    rows = json.loads(zhida("alerts", *there).stdout)
    number = next(each["number"] for each in rows if each["rule"] == "E101")
    assert zhida("alerts", "inquire", number, "为何未挂接？", "--as", "李省").exit_code == 0
    assert zhida("alerts", "reply", number, "本周挂接", "--as", "张县").exit_code == 0
    assert zhida("alerts", "opinion", number, "同意", "--as", "李省").exit_code == 0
    assert zhida("alerts", "close", number, "已督办", "--as", "李省").exit_code == 0
    again = zhida("alerts", "close", number, "已督办", "--as", "李省")
    assert again.exit_code == 2 and "不能再办结" in again.stderr
    shown = zhida("alerts", "show", number, "--as", "张县").stdout
    for words in (
        "已办结",
        "依据",
        "公开的县级下达文件",
        "问询",
        "为何未挂接？",
        "张县",
        "出具意见",
    ):
        assert words in shown
    left = json.loads(zhida("alerts", *there).stdout)
    assert number not in {each["number"] for each in left}
    every = json.loads(zhida("alerts", *there, "--all").stdout)
    assert number in {each["number"] for each in every}


def test_wrong_things_are_refused_with_what_to_do(nation: Nation, zhida: Zhida) -> None:
    zhida("alerts", *ON)
    for arguments, words in (
        (("--on", "六月"), "请写成 2025-01-31 的形式"),
        (("--rule", "E999"), "用 zhida alerts rules 列出全部规则"),
        (("--region", "999999"), "没有代码为“999999”的区划"),
        (("--on", "2025-06-01"), "只看这一天的情况，请加 --look"),
        (("show", "999"), "没有编号为999的预警"),
        (("reply", "1", "代答"), "“答复问询”限于本区划"),
        (("close", "1", "未问先结"), "先要到“已出意见”"),
        (("inquire", "1", " "), "问询须写明内容"),
        (("--look", "--all"), "不要与 --all 同写"),
    ):
        done = zhida("alerts", *arguments)
        assert (done.exit_code, words in done.stderr) == (2, True), (arguments, done.output)


def test_every_rule_is_explained(zhida: Zhida) -> None:
    listed = zhida("alerts", "rules").stdout
    for each in catalogue():
        assert each.code in listed
        shown = zhida("alerts", "rules", each.code.lower())
        assert shown.exit_code == 0
        assert each.bad in shown.stdout.replace("\n", "") or each.name in shown.stdout
        assert "依据" in shown.stdout and "起（" in shown.stdout
    assert zhida("alerts", "rules", "N101").exit_code == 2
