"""zhida report: reasons told once, forms handed in, children's forms summed, project tables."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import CITY, DISTRICT, Nation
from tests.platform.reports.duties import owed

from zhida.core.figures import Figure
from zhida.core.forms.form import FormTable, Words
from zhida.documents.parsing.forms.filled import read_filled
from zhida.documents.reading import read_document
from zhida.platform.access.policy import Role
from zhida.platform.obligations.models import Filing
from zhida.platform.scope import scope

WHO = ("--as", "区经办")
CITY_CLERK = ("--as", "市经办")
NUMBER = "乌财社〔2024〕61号"
QUARTERLY = ("report", "quarterly", "--period", "2025Q2", "--format", "xlsx")
TABLE = """天山区绩效目标表
（2025年度）

项目名称\t\t医疗救助补助资金
县（市）\t\t天山区
项目资金(万元)\t资金总额:\t200万元
总体目标\t规范医疗救助管理
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t住院救助人次\t≥1000人次
"""


@pytest.fixture
def bureaus(zhida: Zhida, nation: Nation) -> Zhida:
    """A clerk of the district and one of the city above it."""
    register("区经办", DISTRICT, Role.DRAFTER)
    register("市经办", CITY, Role.DRAFTER)
    return zhida


def form_in(folder: Path) -> FormTable:
    """The only form of a folder."""
    found = read_filled(read_document(next(folder.glob("*.xlsx")))).form
    assert found is not None
    return found


def fen(form: FormTable, key: str, row: int = 0) -> int | None:
    cell = form.rows[row][form.column(key)]
    assert isinstance(cell, Figure)
    return None if cell.value is None else int(cell.value)


def text(form: FormTable, key: str, row: int = 0) -> str:
    cell = form.rows[row][form.column(key)]
    assert isinstance(cell, Words)
    return cell.text


def test_a_reason_is_told_once_and_stands_in_every_form_after(
    bureaus: Zhida, tmp_path: Path
) -> None:
    told = bureaus("report", "reason", NUMBER, "待集中结算", "--period", "2025-03", *WHO)
    assert told.exit_code == 0, told.output
    assert "未支出的原因已记下：待集中结算" in told.output
    made = bureaus(*QUARTERLY, "--out", tmp_path, *WHO)
    assert "F301" not in made.output and "F303" in made.output  # it speaks of March
    form = form_in(tmp_path)
    assert text(form, "reason") == "待集中结算"
    listed = bureaus("report", "reason", "--year", 2025, *WHO)
    assert "待集中结算" in listed.output and "区经办" in listed.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((NUMBER, "待结算"), "请写明原因和报告期"),
        ((NUMBER, "待结算", "--period", "三月"), "2025-03"),
        (("乌财社〔2024〕999号", "待结算", "--period", "2025-03"), "乌财社〔2024〕999号"),
        ((), "--year 年度"),
    ],
)
def test_a_reason_that_says_too_little_is_refused(
    bureaus: Zhida, words: tuple[object, ...], said: str
) -> None:
    told = bureaus("report", "reason", *words, *WHO)
    assert told.exit_code == 2 and said in told.output


def test_a_form_is_made_and_handed_in_at_once(bureaus: Zhida, tmp_path: Path) -> None:
    number = owed(DISTRICT).pk
    bureaus("report", "reason", NUMBER, "待集中结算", "--period", "2025Q2", *WHO)
    told = bureaus(*QUARTERLY, "--file", "--filed", "2025-07-10", "--out", tmp_path, *WHO)
    assert told.exit_code == 0, told.output
    assert f"任务{number}已报送，第1次，迟2天" in told.output
    with scope("100000"):
        (filing,) = Filing.objects.all()
        assert filing.filed_on == datetime.date(2025, 7, 10)
        assert [each.name for each in filing.files.all()] == [
            each.name for each in tmp_path.iterdir()
        ]
    again = bureaus(*QUARTERLY, "--file", "--filed", "2025-07-11", "--out", tmp_path, *WHO)
    assert again.exit_code == 1 and "没有再报" in again.output


def test_without_a_duty_the_form_is_written_but_not_filed(bureaus: Zhida, tmp_path: Path) -> None:
    bureaus("report", "reason", NUMBER, "待集中结算", "--period", "2025Q2", *WHO)
    told = bureaus(*QUARTERLY, "--file", "--filed", "2025-07-10", "--out", tmp_path, *WHO)
    assert told.exit_code == 1 and "没有应报" in told.output
    assert len(list(tmp_path.iterdir())) == 1
    with scope("100000"):
        assert not Filing.objects.exists()


def test_a_city_sums_what_its_districts_filed(bureaus: Zhida, tmp_path: Path) -> None:
    """天山区 filed, 沙依巴克区 owed it and didn't, the others owed nothing."""
    owed(DISTRICT)
    owed("650103-finance")
    bureaus("report", "reason", NUMBER, "待集中结算", "--period", "2025Q2", *WHO)
    filed = bureaus(*QUARTERLY, "--file", "--filed", "2025-07-05", "--out", tmp_path / "区", *WHO)
    assert filed.exit_code == 0, filed.output
    told = bureaus(*QUARTERLY, "--children", "--out", tmp_path / "市", *CITY_CLERK)
    assert "F302" in told.output
    form = form_in(tmp_path / "市")
    states = {text(form, "unit", row): text(form, "state", row) for row in range(len(form.rows))}
    assert (states["天山区财政局"], states["沙依巴克区财政局"]) == ("已报", "未报")
    assert set(states.values()) == {"已报", "未报", "无任务"}
    row = list(states).index("天山区财政局")
    assert (fen(form, "amount", row), fen(form, "paid", row)) == (200_000_000, 85_000_000)


def test_nobody_files_for_children(bureaus: Zhida, tmp_path: Path) -> None:
    told = bureaus(
        *QUARTERLY, "--children", "--from-ledger", "--file", "--out", tmp_path, *CITY_CLERK
    )
    assert told.exit_code == 2 and "不能代下级报送" in told.output


def test_goals_are_printed_as_a_region_or_as_a_project(bureaus: Zhida, tmp_path: Path) -> None:
    table = tmp_path / "目标表.txt"
    table.write_text(TABLE, encoding="utf-8")
    assert bureaus("targets", "set", table, "--agency", DISTRICT, *WHO).exit_code == 0
    for words, title in (((), "区域绩效目标表"), (("--project",), "项目绩效目标表")):
        folder = tmp_path / title
        told = bureaus(
            "report", "targets", "--year", 2025, "--format", "xlsx", "--out", folder, *words, *WHO
        )
        assert told.exit_code == 0, told.output
        document = read_document(next(folder.iterdir()))
        words_in = "".join(block.text for block in document.blocks if hasattr(block, "text"))
        cells = "".join(cell.text for each in document.tables for cell in each.cells)
        assert title in words_in + cells
        assert "住院救助人次" in cells and "≥1000人次" in cells
        assert ("预算单位" in cells) == (title == "项目绩效目标表")
