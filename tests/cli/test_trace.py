"""追踪: money is followed in the terminal, as json and as a picture."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree
from tests.cli.conftest import Zhida, register
from tests.platform.execution.treasury import DRAFTER, file_of, open_county, payment
from tests.platform.ledger.nation import WAN, Nation
from typer.testing import CliRunner

from zhida.cli.main import app
from zhida.core.ledger.verbs import issue
from zhida.platform.execution import actions
from zhida.platform.scope import scope


def test_a_central_notice_is_shown_down_to_its_payments(nation: Nation, zhida: Zhida) -> None:
    done = zhida("trace", "财社〔2024〕142号")
    assert done.exit_code == 0, done.output
    assert "收到 900.00万元 = 待下达指标 100.00万元 + 下达 800.00万元" in done.stdout
    assert "支付 90.00万元" in done.stdout and "支付20250301" in done.stdout
    assert "不平" not in done.stdout
    assert done.stdout.count("核对：") == 2


def test_no_figure_is_cut_on_a_narrow_screen(nation: Nation, zhida: Zhida) -> None:
    whole = zhida("trace", "财社〔2024〕142号", "--vouchers").stdout
    arguments = ["trace", "财社〔2024〕142号", "--vouchers"]
    narrow = CliRunner().invoke(app, arguments, env={"COLUMNS": "30"}).stdout
    assert narrow.splitlines() == whole.splitlines()
    assert all(len(line) < 1000 for line in narrow.splitlines())


def test_a_units_money_is_shown_from_its_first_source(nation: Nation, zhida: Zhida) -> None:
    done = zhida("trace", "阿克苏市医院")
    lines = done.stdout.splitlines()
    order = [
        "财政部",
        "新疆维吾尔自治区财政厅",
        "阿克苏地区财政局",
        "阿克苏市财政局",
        "阿克苏市医院",
    ]
    places = [next(n for n, line in enumerate(lines) if name in line) for name in order]
    assert places == sorted(places)
    assert "首次来源 60.00万元" in done.stdout


def test_a_county_sees_the_way_but_not_the_sums_of_others(nation: Nation, zhida: Zhida) -> None:
    register("区里丁", "650102-finance")
    done = zhida("trace", "650102-finance", "--as", "区里丁")
    assert done.exit_code == 0, done.output
    assert "下达金额属于其他区划" in done.stdout
    assert "900" not in done.stdout


def test_money_on_its_way_names_its_receiver(nation: Nation, zhida: Zhida) -> None:
    done = zhida("trace", "652900-finance")
    assert "在途（往阿克苏市财政局） 70.00万元" in done.stdout
    assert "（中央，政府性基金）" in done.stdout


def test_json_says_the_same_with_vouchers_and_places(nation: Nation, zhida: Zhida) -> None:
    content = json.loads(zhida("trace", "新财社〔2025〕40号", "--json").stdout)
    own = next(each for each in content["traces"] if each["tree"]["source"] == "province")
    assert own["first"]["holder"] == "650000-finance"
    assert own["differences"] == []
    tree = own["tree"]
    assert tree["incoming_fen"] == tree["held_fen"] + tree["passed_fen"] + tree["outgoing_fen"]
    (voucher,) = tree["first"]["vouchers"]
    assert voucher["fen"] == 40 * WAN
    assert voucher["sources"] == ["新财预〔2025〕1号.docx 表1 第2行 第3列"]


def test_a_picture_is_written_without_script(nation: Nation, zhida: Zhida, tmp_path: Path) -> None:
    done = zhida("trace", "财社〔2024〕142号", "--svg", tmp_path / "图.svg", "--unit", "元")
    assert done.exit_code == 0, done.output
    for number in (1, 2):
        text = (tmp_path / f"图-{number}.svg").read_text(encoding="utf-8")
        root = etree.fromstring(text.encode())
        assert root.tag.endswith("svg")
        assert "script" not in text
        assert "财政部" in text


def test_what_is_not_there_or_not_asked_rightly_is_said(nation: Nation, zhida: Zhida) -> None:
    assert "没有找到" in zhida("trace", "财社〔1999〕1号").stderr
    assert "没有“亿元”" in zhida("trace", "财政部", "--unit", "亿元").stderr


def test_many_receivers_on_their_way_are_told_in_one_sum(nation: Nation, zhida: Zhida) -> None:
    with scope("100000"):
        line = nation.lines["formal/650000"]
        for place in ("650100", "650200", "650400", "650500", "652300"):
            act = nation.act("新财社〔2025〕40号", "2025-06-01", "自治区财政厅")
            nation.book(issue(act, line, f"{place}-finance", WAN))
    shown = zhida("trace", "新财社〔2025〕40号").stdout
    assert "等5家） 5.00万元" in shown
    paths = json.loads(zhida("trace", "新财社〔2025〕40号", "--json").stdout)
    assert "650500-finance" in json.dumps(paths, ensure_ascii=False)


def test_a_payment_is_opened_by_the_key_that_a_form_names(zhida: Zhida, tmp_path: Path) -> None:
    open_county()
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 3))])
    done = zhida("trace", "650102-2025-A1")
    assert done.exit_code == 0, done.output
    assert "国库支付凭证A1：2025-03-03，支付30000.00元，收款人乌鲁木齐市第一药房" in done.stdout
    assert "支付 3.00万元" in done.stdout
