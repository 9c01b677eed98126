"""zhida report: the forms of the small nation's year, from its ledger and back from its files."""

from __future__ import annotations

import csv
import datetime
import hashlib
from pathlib import Path

from tests.cli.conftest import Zhida
from tests.platform.ledger.nation import CITY, DISTRICT, Nation

from zhida.core.figures import Figure
from zhida.core.forms.form import Cell, Words
from zhida.documents.parsing.evaluation.form import read_self_evaluations
from zhida.documents.parsing.forms.filled import read_filled
from zhida.documents.reading import read_document
from zhida.platform.reports.heads import agency_of, children_of

DAY = datetime.date(2025, 6, 30)


def _fen(cell: Cell) -> int | None:
    assert isinstance(cell, Figure)
    return int(cell.value) if cell.value is not None else None


def _state(cell: Cell) -> str:
    assert isinstance(cell, Figure)
    return cell.state.value


def _text(cell: Cell) -> str:
    assert isinstance(cell, Words)
    return cell.text


def test_a_district_reports_what_it_received_and_paid(
    zhida: Zhida, nation: Nation, tmp_path: Path
) -> None:
    """天山区 received 200 万元, its hospital paid 90 and got 5 back."""
    evidence = tmp_path / "来历.csv"
    told = zhida(
        "report", "feedback", "--agency", DISTRICT, "--on", "2025-06-30",
        "--out", tmp_path, "--evidence", evidence,
    )  # fmt: skip
    assert told.exit_code == 1, told.output  # 115 万元 are unspent and nobody said why
    assert "F301" in told.output
    form = read_filled(read_document(tmp_path / f"{DISTRICT}-feedback-2025-2025-06-30.xlsx")).form
    assert form is not None and form.total is not None
    assert {
        key: _fen(form.total[form.column(key)]) for key in ("amount", "passed", "executed", "paid")
    } == {
        "amount": 200_000_000,
        "passed": 150_000_000,
        "executed": 85_000_000,
        "paid": 85_000_000,
    }
    rows = list(csv.DictReader(evidence.open(encoding="utf-8-sig")))
    paid = [row for row in rows if row["栏目"] == "截止目前实际支出数"]
    assert sum(float(row["金额（元）"]) for row in paid) == 850_000
    for file in tmp_path.glob("*.docx"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in told.output.replace("\n", "")


def test_a_city_sums_up_its_districts(zhida: Zhida, nation: Nation, tmp_path: Path) -> None:
    """Every district is a row; one that got nothing has nothing to report (无), not a zero."""
    told = zhida(
        "report", "quarterly", "--agency", CITY, "--period", "2025Q2", "--children", "--from-ledger",
        "--format", "xlsx", "--out", tmp_path,
    )  # fmt: skip
    assert told.exit_code == 1, told.output
    form = read_filled(read_document(tmp_path / f"{CITY}-quarterly_rollup-2025-2025Q2.xlsx")).form
    assert form is not None and form.total is not None
    assert _fen(form.total[form.column("amount")]) == 200_000_000
    states = {
        _text(row[form.column("unit")]): _text(row[form.column("state")]) for row in form.rows
    }
    assert states["天山区财政局"] == "已报"
    assert {state for name, state in states.items() if name != "天山区财政局"} == {"无"}
    assert list(states) == [each.name for each in children_of(agency_of(CITY), DAY)]


def test_made_again_of_the_same_data_it_is_the_same_report(
    zhida: Zhida, nation: Nation, tmp_path: Path
) -> None:
    asked = ("report", "feedback", "--agency", DISTRICT, "--period", "2025-03", "--format", "docx")
    first = zhida(*asked, "--out", tmp_path / "一")
    again = zhida(*asked, "--out", tmp_path / "二")
    assert "与上次相同" not in first.output and "与上次相同" in again.output
    name = f"{DISTRICT}-feedback_monthly-2025-2025-03.docx"
    assert (tmp_path / "一" / name).read_bytes() == (tmp_path / "二" / name).read_bytes()
    reasons = tmp_path / "原因.csv"
    reasons.write_text("下达文号,未支出原因\n乌财社〔2024〕61号,待集中结算\n", "utf-8")
    third = zhida(*asked, "--out", tmp_path / "三", "--reasons", reasons)
    assert third.exit_code == 0, third.output
    listed = zhida("report", "list", "--agency", DISTRICT)
    assert listed.output.count("天山区财政局") == 2  # two editions


def test_files_of_children_sum_up_without_a_database(
    zhida: Zhida, nation: Nation, tmp_path: Path
) -> None:
    for code in (DISTRICT, "650103-finance"):
        zhida(
            "report", "quarterly", "--agency", code, "--period", "2025Q3", "--format", "docx",
            "--out", tmp_path,
        )  # fmt: skip
    files = sorted(tmp_path.glob("*.docx"))
    told = zhida(
        "report", "rollup", *files, "--out", tmp_path / "汇总", "--name", "乌鲁木齐市财政局",
        "--place", "乌鲁木齐市", "--missing", "水磨沟区财政局", "--format", "xlsx",
    )  # fmt: skip
    assert "F302 水磨沟区财政局没有报送" in told.output
    form = read_filled(read_document(next((tmp_path / "汇总").glob("*.xlsx")))).form
    assert form is not None
    assert [_text(row[form.column("state")]) for row in form.rows] == ["已报", "无", "未报"]
    assert [_state(row[form.column("amount")]) for row in form.rows] == [
        "number", "nothing", "blank",
    ]  # fmt: skip


def test_wrong_words_are_refused_with_the_mend(zhida: Zhida, tmp_path: Path) -> None:
    for words, said in (
        (("feedback", "--out", tmp_path), "--on 日期"),
        (("quarterly", "--period", "2025-03", "--out", tmp_path), "2025Q1"),
        (("feedback", "--period", "三月", "--out", tmp_path), "2025-03"),
        (("feedback", "--on", "2025-13-01", "--out", tmp_path), "不是日期"),
        (("feedback", "--on", "2025-06-30", "--agency", "无此局", "--out", tmp_path), "无此局"),
        (("feedback", "--on", "2025-06-30", "--format", "doc", "--out", tmp_path), "doc"),
    ):
        told = zhida("report", *words)
        assert told.exit_code == 2
        assert said in told.output


def test_a_unit_evaluates_itself_from_the_ledger(
    zhida: Zhida, nation: Nation, tmp_path: Path
) -> None:
    told = zhida(
        "report", "selfeval", "--agency", DISTRICT, "--year", "2025", "--format", "docx",
        "--out", tmp_path,
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    (form,) = read_self_evaluations(next(tmp_path.glob("*.docx")))
    total = form.money[0]
    assert (total.budget.value, total.executed.value) == (200_000_000, 85_000_000)
    assert str(total.rate.value) == "42.50"


def test_without_goals_there_is_no_performance_table(
    zhida: Zhida, nation: Nation, tmp_path: Path
) -> None:
    told = zhida("report", "targets", "--agency", DISTRICT, "--year", "2025", "--out", tmp_path)
    assert told.exit_code == 2 and "绩效目标" in told.output
